//! A program's weeks and days, worked out.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{self, Assignment, Basis, Lifter, MaxKind, Program, Role};

use super::anchors::{NoTop, Outcome};
use super::assignment::misfits;
use super::block::{EntrySlots, Worked};
use super::dates::Calendar;
use super::expander::Expander;
use super::resolve::Resolver;
use super::score::scores;
use super::slots::{BlockSlots, DaySlots};
use super::strip::Planned;
use super::top::TopSets;
use super::when::When;
use super::{Block, Day, Item, Plan, UsedMax, Week};

/// A plan, and what there is to tell about it.
#[derive(Debug)]
pub struct Expansion<'a> {
    /// The plan; none where there is an error.
    pub plan: Option<Plan<'a>>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Works a program out for a lifter. `assignment` says when it is trained and with what changes; without one there are no
/// dates, every option is at its default, and what is missing of the lifter is told at the program.
#[must_use]
pub fn expand<'a>(
    program: &'a Program,
    lifter: &'a Lifter,
    assignment: Option<&'a Assignment>,
    basis: Basis<'a>,
) -> Expansion<'a> {
    let mut expander = Expander::new(program, lifter, assignment, basis);
    expander.check_assignment(program);
    expander.check_lifts(program);
    let weeks = expander.weeks(program);
    let maxes = expander.used_maxes(program);
    let scores = scores(&expander.resolver.maxes, &basis.settings.points);
    let choices = program.options.iter().map(|option| (option, option.chosen(expander.choices))).collect();
    let Resolver { rack, units, mut diagnostics, .. } = expander.resolver;
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
    let fine = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    let plan = fine.then_some(Plan { program, lifter, assignment, basis, units, rack, choices, maxes, scores, weeks });
    Expansion { plan, diagnostics }
}

impl<'a> Expander<'a> {
    /// Days of the week, options, swaps and skips of the lifter have to fit the program.
    fn check_assignment(&mut self, program: &'a Program) {
        let Some(assignment) = self.assignment else { return };
        let needed = program.days_per_week(self.choices);
        if let Some(given) = self.calendar.as_ref().and_then(Calendar::days_per_week).filter(|given| needed > *given) {
            self.resolver.tell(
                Diagnostic::error(
                    Code::TooFewDays,
                    assignment.place.clone(),
                    format!("`{}` trains on {needed} days a week, and `days` names {given}", program.slug),
                )
                .help("name as many days of the week under `days`, or leave `days` out"),
            );
        }
        for diagnostic in misfits(program, assignment, self.resolver.maxes.library) {
            self.resolver.tell(diagnostic);
        }
    }

    fn check_lifts(&mut self, program: &'a Program) {
        for lift in &program.lifts {
            if let Some(exercise) = self.resolver.maxes.exercise(&lift.slug) {
                self.resolver.need(exercise, &lift.place);
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
        let slots = self.week_slots(when);
        slots.into_iter().filter_map(|day| self.day(day, when)).collect()
    }

    /// One day; nothing where every entry has this week off.
    fn day(&mut self, slots: DaySlots<'a>, when: When<'a>) -> Option<Day<'a>> {
        let DaySlots { written, content, date, blocks, accessories } = slots;
        let mut previous = None;
        let (mut planned, mut warmups) = (Vec::new(), Vec::new());
        for slots in blocks {
            let warmup = slots.written.warmup.as_ref().unwrap_or(&content.warmup);
            let block = self.block(slots, when, &mut previous);
            if !block.top.is_empty() || !block.backoff.is_empty() {
                planned.push(block);
                warmups.push(warmup);
            }
        }
        self.resolver.refuse_decisions(&accessories);
        let worked = self.resolver.follow(&accessories, None, when, &mut previous);
        let accessories = self.items(Role::Accessory, accessories, worked, when);
        if planned.is_empty() && accessories.is_empty() && !content.is_note() {
            return None;
        }
        let model::Day { name, place, .. } = written;
        let mut day = Day { name, place, date, note: &content.note, blocks: planned, accessories };
        self.warm_up(&mut day, &warmups, &content.warmup, when);
        Some(day)
    }

    fn block(&mut self, slots: BlockSlots<'a>, when: When<'a>, previous: &mut Option<Outcome>) -> Block<'a> {
        let before = *previous;
        let BlockSlots { written, top: entries, backoff, none } = slots;
        self.resolver.refuse_decisions(&entries);
        let mut top = TopSets::new(entries.iter().flat_map(|entry| &entry.slots).cloned(), none);
        self.resolver.top_sets(&mut top, when, previous);
        if top.slots.is_empty() && top.none != NoTop::Unread {
            self.resolver.refuse_decisions(&backoff);
        }
        let worked = self.resolver.follow(&backoff, Some(&top), when, previous);
        let strips = self.resolver.strips(&Planned { top: &top, backoff: &backoff, worked: &worked, when, before });
        let mut outcomes = top.slots.into_iter().map(|(_, outcome)| outcome);
        let mut of_entry = |entry: &EntrySlots<'_>| Worked {
            lines: outcomes.by_ref().take(entry.slots.len()).collect(),
            branches: Vec::new(),
        };
        let worked_top = entries.iter().map(&mut of_entry).collect();
        Block {
            name: &written.name,
            top: self.items(Role::Top, entries, worked_top, when),
            backoff: self.items(Role::Backoff, backoff, worked, when),
            strips,
        }
    }

    fn items(&self, role: Role, entries: Vec<EntrySlots<'a>>, worked: Vec<Worked>, when: When<'a>) -> Vec<Item<'a>> {
        let both = entries.into_iter().zip(worked);
        both.filter_map(|(entry, worked)| self.resolver.item(role, entry, &worked, when)).collect()
    }

    fn used_maxes(&mut self, program: &'a Program) -> Vec<UsedMax<'a>> {
        let mut used_maxes = Vec::new();
        for (lift, phase) in self.resolver.used.clone() {
            for diagnostic in self.resolver.maxes.far_fetched(lift) {
                self.resolver.tell(diagnostic);
            }
            let maxes = &self.resolver.maxes;
            let (trains, phase) = (phase.is_some(), phase.or(program.phases.first()));
            let Some((exercise, phase)) = maxes.exercise(lift).zip(phase) else { continue };
            let kind = trains.then_some(MaxKind::Training);
            let of_cycle = |cycle| {
                let number = (cycle - 1) * program.weeks_per_cycle() + 1;
                maxes.reference(exercise, kind, When { phase, week: 0, cycle, number }).ok()
            };
            let grows = program.cycles > 1 && program.progress.contains_key(lift);
            let cycles = if trains || grows { program.cycles } else { 0 };
            let by_cycle = (1..=cycles).filter_map(of_cycle).collect();
            used_maxes.push(UsedMax { exercise, known: maxes.history(lift), trains, by_cycle });
        }
        used_maxes
    }
}
