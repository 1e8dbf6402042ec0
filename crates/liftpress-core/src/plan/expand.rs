//! Calculates the weeks and days of a program.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{self, Assignment, Basis, Lifter, MaxKind, Program, Role};

use super::assignment::misfits;
use super::dates::Calendar;
use super::expander::Expander;
use super::faults::GroupReport;
use super::planned_sets::{PlannedBlock, PlannedDay, PlannedEntry, PlannedGroup};
use super::rules::{BlockRules, EvaluatedBlock, EvaluatedEntry, Evaluator, Notice, Outcome, Tables};
use super::score::scores;
use super::strip::strips;
use super::when::When;
use super::{Block, Day, Plan, UsedMax, Week};

/// A plan and its diagnostics.
#[derive(Debug)]
pub struct Expansion<'a> {
    /// The plan; `None` if there is an error.
    pub plan: Option<Plan<'a>>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Plans a program for a lifter. The assignment gives the dates and the lifter's changes. Without one, the plan has no dates,
/// every option has its default, and missing maxes are reported at the program.
#[must_use]
pub fn expand<'a>(
    program: &'a Program,
    lifter: &'a Lifter,
    assignment: Option<&'a Assignment>,
    basis: Basis<'a>,
) -> Expansion<'a> {
    let (mut expansion, tables) = expand_onto(Tables::default(), program, lifter, assignment, basis);
    if let Some(plan) = &mut expansion.plan {
        plan.tables = tables.into();
    }
    expansion
}

/// Plans a program for a lifter once for each assignment; an entry is `None` if that assignment has errors. The plans share one
/// [`Rulebook`](super::Rulebook).
#[must_use]
pub fn expand_each<'a>(
    program: &'a Program,
    lifter: &'a Lifter,
    assignments: &'a [Assignment],
    basis: Basis<'a>,
) -> Option<Vec<Plan<'a>>> {
    let mut tables = Tables::default();
    let mut plans = Vec::with_capacity(assignments.len());
    for assignment in assignments {
        let (expansion, all) = expand_onto(tables, program, lifter, Some(assignment), basis);
        plans.push(expansion.plan?);
        tables = all;
    }
    let tables = Arc::new(tables);
    for plan in &mut plans {
        plan.tables = Arc::clone(&tables);
    }
    Some(plans)
}

/// Plans a program and adds its rules to `tables`. Returns the plan without its tables, and the extended tables.
fn expand_onto<'a>(
    tables: Tables<'a>,
    program: &'a Program,
    lifter: &'a Lifter,
    assignment: Option<&'a Assignment>,
    basis: Basis<'a>,
) -> (Expansion<'a>, Tables<'a>) {
    let mut expander = Expander { tables, ..Expander::new(program, lifter, assignment, basis) };
    expander.check_assignment(program);
    expander.check_lifts(program);
    let weeks = expander.weeks(program);
    let maxes = expander.used_maxes(program);
    let scores = scores(&expander.maxes, &basis.settings.points);
    let choices = program.options.iter().map(|option| (option, option.chosen(expander.choices))).collect();
    let Expander { rack, tables, report, .. } = expander;
    let mut diagnostics = report.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
    let fine = !diagnostics.iter().any(Diagnostic::is_error);
    let units = lifter.units;
    let plan =
        Plan { program, lifter, assignment, basis, units, rack, choices, maxes, scores, weeks, tables: Arc::default() };
    let plan = fine.then_some(plan);
    (Expansion { plan, diagnostics }, tables)
}

impl<'a> Expander<'a> {
    /// Checks that weekdays, options, swaps and skips of the lifter fit the program.
    fn check_assignment(&mut self, program: &'a Program) {
        let Some(assignment) = self.assignment else { return };
        let needed = program.days_per_week(self.choices);
        if let Some(given) = self.calendar.as_ref().and_then(Calendar::days_per_week).filter(|given| needed > *given) {
            self.report.tell(
                Diagnostic::error(
                    Code::TooFewDays,
                    assignment.place.clone(),
                    format!("`{}` trains on {needed} days a week, but `days` names {given}", program.slug),
                )
                .help("name one weekday for each training day under `days`, or remove `days`"),
            );
        }
        for diagnostic in misfits(program, assignment, self.maxes.library) {
            self.report.tell(diagnostic);
        }
    }

    fn check_lifts(&mut self, program: &'a Program) {
        for lift in &program.lifts {
            if let Some(exercise) = self.maxes.exercise(&lift.slug) {
                self.report.need(&self.maxes, exercise, &lift.place);
            }
        }
    }

    fn weeks(&mut self, program: &'a Program) -> Vec<Week<'a>> {
        let mut weeks = Vec::with_capacity(program.weeks().into());
        for cycle in 1..=program.cycles {
            for phase in &program.phases {
                for week in 0..phase.weeks {
                    let number = u16::try_from(weeks.len() + 1).unwrap_or(u16::MAX);
                    weeks.push(Week {
                        number,
                        cycle,
                        phase,
                        in_phase: week + 1,
                        starts: self.calendar.as_ref().and_then(|calendar| calendar.week(number)),
                        days: self.days(When { phase, week, cycle, number }),
                    });
                }
            }
        }
        weeks
    }

    fn days(&mut self, when: When<'a>) -> Vec<Day<'a>> {
        let planned = self.planned_week(when);
        planned.iter().filter_map(|day| self.day(day, when)).collect()
    }

    /// Plans one day. Returns `None` if every entry has this week off.
    fn day(&mut self, planned: &PlannedDay<'a>, when: When<'a>) -> Option<Day<'a>> {
        let rules = self.lowering(when).day(planned);
        let mut evaluator = self.evaluator();
        let mut previous = None;
        let mut evaluated = Vec::with_capacity(rules.blocks.len());
        let mut blocks = Vec::with_capacity(rules.blocks.len());
        for (block, rules) in planned.blocks.iter().zip(&rules.blocks) {
            let before = previous;
            let came = evaluator.block(rules, &[], &mut previous);
            blocks.push(self.block(block, rules, &came, (&mut evaluator, before), when));
            evaluated.push(came);
        }
        let came = evaluator.accessories(&rules.accessories, &mut previous);
        let accessories = self.items(Role::Accessory, &planned.accessories, &rules.accessories, &came, when);
        let read = evaluator.into_read();
        self.note_used(&read, when);
        for ((block, evaluated), rules) in planned.blocks.iter().zip(&evaluated).zip(&rules.blocks) {
            self.report_block(block, evaluated, rules, when);
        }
        self.refuse_decisions(&planned.accessories);
        self.report_entries(&planned.accessories, &came, None, when);
        let PlannedDay { written: model::Day { name, place, .. }, content, date, .. } = planned;
        let warmups = planned.blocks.iter().map(|block| block.written.warmup.as_ref().unwrap_or(&content.warmup));
        let done = |block: &Block<'a>| !block.top.is_empty() || !block.backoff.is_empty();
        let warmups =
            warmups.zip(&blocks).filter(|(_, block)| done(block)).map(|(warmup, _)| warmup).collect::<Vec<_>>();
        blocks.retain(done);
        if blocks.is_empty() && accessories.is_empty() && !content.is_note() {
            return None;
        }
        let rules = rules.trained();
        let mut day = Day { name, place, date: *date, note: &content.note, blocks, accessories, rules };
        self.warm_up(&mut day, &warmups, &content.warmup, when);
        Some(day)
    }

    fn block(
        &self,
        planned: &PlannedBlock<'a>,
        rules: &BlockRules,
        came: &EvaluatedBlock,
        (evaluator, before): (&mut Evaluator<'_, 'a>, Option<Outcome>),
        when: When<'a>,
    ) -> Block<'a> {
        let mut outcomes = came.top.iter().cloned();
        let of_entry = |entry: &PlannedEntry<'_>| EvaluatedEntry {
            lines: outcomes.by_ref().take(entry.groups.len()).collect(),
            branches: Vec::new(),
        };
        let top: Vec<_> = planned.top.iter().map(of_entry).collect();
        let mut block = Block {
            name: &planned.written.name,
            top: self.items(Role::Top, &planned.top, &rules.top, &top, when),
            backoff: self.items(Role::Backoff, &planned.backoff, &rules.backoff, &came.backoff, when),
            strips: Vec::new(),
        };
        block.strips = strips(&block, rules, came, evaluator, before);
        block
    }

    /// Reports the mistakes of a block in the order in which its sets are evaluated.
    fn report_block(&mut self, planned: &PlannedBlock<'a>, came: &EvaluatedBlock, rules: &BlockRules, when: When<'a>) {
        self.refuse_decisions(&planned.top);
        let groups = || planned.top.iter().flat_map(|entry| &entry.groups);
        for later in [false, true] {
            for ((group, slot), evaluated) in groups().zip(rules.top_slots()).zip(&came.top) {
                if slot.refers == later {
                    self.report_group(group, &evaluated.notices, Some(planned), when);
                }
            }
        }
        if groups().next().is_none() && !planned.is_unread() {
            self.refuse_decisions(&planned.backoff);
        }
        self.report_entries(&planned.backoff, &came.backoff, Some(planned), when);
    }

    fn report_entries(
        &mut self,
        planned: &[PlannedEntry<'a>],
        came: &[EvaluatedEntry],
        block: Option<&PlannedBlock<'a>>,
        when: When<'a>,
    ) {
        for (entry, came) in planned.iter().zip(came) {
            let evaluated = came.lines.iter().chain(came.branches.iter().flatten());
            for (group, evaluated) in entry.every_group().zip(evaluated) {
                self.report_group(group, &evaluated.notices, block, when);
            }
        }
    }

    pub(super) fn report_group(
        &mut self,
        group: &PlannedGroup<'a>,
        notices: &[Notice],
        block: Option<&PlannedBlock<'a>>,
        when: When<'a>,
    ) {
        let Self { maxes, tables, report, .. } = self;
        GroupReport { maxes, tables, report, group, block, when }.tell(notices);
    }

    /// Reports each `adjust` that has no top set to depend on.
    fn refuse_decisions(&mut self, entries: &[PlannedEntry<'a>]) {
        for entry in entries {
            if let Some(branch) = entry.entry.adjust.first() {
                let message = "`adjust` needs a top set before it in the same block, found none";
                let diagnostic = Diagnostic::error(Code::NoReference, branch.place.clone(), message)
                    .help("move `adjust` to a `backoff` entry of a block that has a `top`");
                self.report.tell(diagnostic);
            }
        }
    }

    fn used_maxes(&mut self, program: &'a Program) -> Vec<UsedMax<'a>> {
        let mut used_maxes = Vec::new();
        for (lift, phase) in &self.report.used.clone() {
            for diagnostic in self.maxes.far_fetched(lift) {
                self.report.tell(diagnostic);
            }
            let maxes = &self.maxes;
            let (trains, phase) = (phase.is_some(), phase.or(program.phases.first()));
            let Some((exercise, phase)) = maxes.exercise(lift).zip(phase) else { continue };
            let kind = trains.then_some(MaxKind::Training);
            let of_cycle = |cycle| {
                let number = (cycle - 1) * program.weeks_per_cycle() + 1;
                Some(maxes.reference(exercise, kind, When { phase, week: 0, cycle, number }).ok()?.mass())
            };
            let grows = program.cycles > 1 && program.progress.contains_key(lift);
            let cycles = if trains || grows { program.cycles } else { 0 };
            let by_cycle = (1..=cycles).filter_map(of_cycle).collect();
            used_maxes.push(UsedMax { exercise, known: maxes.history(lift), trains, by_cycle });
        }
        used_maxes
    }
}
