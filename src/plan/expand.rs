//! The walk over a program: cycles, phases, weeks, days, blocks, entries.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::model::{
    self, Assignment, Basis, Choices, DayContent, Entry, Exercise, ExerciseName, Lifter, MaxKind, Program, Role, Scale,
    Scheme, Slug,
};
use crate::units::Percent;

use super::anchors::{NoTop, Outcome, Slot};
use super::assignment::misfits;
use super::block::{BranchSlots, EntrySlots, Worked, scaled};
use super::dates::Calendar;
use super::maxes::Maxes;
use super::resolve::Resolver;
use super::score::scores;
use super::strip::Planned;
use super::top::TopSets;
use super::when::When;
use super::{Block, Day, Item, Plan, Rack, UsedMax, Week};

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
    let units = lifter.units;
    let schedule = assignment.and_then(|assignment| assignment.schedule.as_ref());
    let calendar = schedule.and_then(|schedule| Calendar::new(schedule, program.weeks()));
    let resolver = Resolver {
        maxes: Maxes::new(program, lifter, basis.library, basis.settings, calendar.as_ref()),
        rack: Rack::new(lifter.equipment.as_ref(), units, &lifter.rounding),
        units,
        // Numbers from the command line have no file to complain about.
        lifter_place: assignment.map(|assignment| &assignment.place).filter(|_| !lifter.name.is_empty()),
        diagnostics: Vec::new(),
        told: HashSet::new(),
        tells: true,
        used: BTreeMap::new(),
    };
    let none = const { &Choices::new() };
    let choices = assignment.map_or(none, |assignment| &assignment.options);
    let mut expander = Expander { resolver, calendar, assignment, choices };
    expander.check_assignment(program);
    expander.check_lifts(program);
    let weeks = expander.weeks(program);
    let maxes = expander.used_maxes(program);
    let scores = scores(&expander.resolver.maxes, &basis.settings.points);
    let choices = program.options.iter().map(|option| (option, option.chosen(choices))).collect();
    let Resolver { rack, mut diagnostics, .. } = expander.resolver;
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
    let fine = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    let plan = fine.then_some(Plan { program, lifter, units, rack, choices, maxes, scores, weeks });
    Expansion { plan, diagnostics }
}

pub(super) struct Expander<'a> {
    pub(super) resolver: Resolver<'a>,
    calendar: Option<Calendar>,
    assignment: Option<&'a Assignment>,
    choices: &'a Choices,
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
                        days: self.days(program, When { phase, week, cycle, number }),
                    });
                }
            }
        }
        weeks
    }

    fn days(&mut self, program: &'a Program, when: When<'a>) -> Vec<Day<'a>> {
        let mut days = Vec::new();
        let mut index = 0;
        for day in when.phase.days.iter().filter(|day| day.only.holds(&program.options, self.choices)) {
            let week = when.week + 1;
            let Some(weeks) = day.of_week(week) else { continue };
            let date = self.calendar.as_ref().and_then(|calendar| calendar.day(when.number, index));
            index += 1;
            days.extend(self.day(program, day, date, &weeks.content, when, week - weeks.lists_from));
        }
        days
    }

    /// One day; nothing where every entry has this week off.
    fn day(
        &mut self,
        program: &'a Program,
        day: &'a model::Day,
        date: Option<Date>,
        content: &'a DayContent,
        when: When<'a>,
        list_index: u16,
    ) -> Option<Day<'a>> {
        let mut previous = None;
        let (mut blocks, mut warmups) = (Vec::new(), Vec::new());
        for block in content.blocks.iter().filter(|block| block.only.holds(&program.options, self.choices)) {
            let planned = self.block(block, when, list_index, &mut previous);
            if !planned.top.is_empty() || !planned.backoff.is_empty() {
                blocks.push(planned);
                warmups.push(block.warmup.as_ref().unwrap_or(&content.warmup));
            }
        }
        let accessories = self.entries(&content.accessories, Role::Accessory, when, list_index);
        self.resolver.refuse_decisions(&accessories);
        let worked = self.resolver.follow(&accessories, None, when, &mut previous);
        let accessories = self.items(Role::Accessory, accessories, worked, when);
        if blocks.is_empty() && accessories.is_empty() {
            return None;
        }
        let model::Day { name, place, .. } = day;
        let mut day = Day { name, place, date, note: &content.note, blocks, accessories };
        self.warm_up(&mut day, &warmups, &content.warmup, when);
        Some(day)
    }

    fn block(
        &mut self,
        block: &'a model::Block,
        when: When<'a>,
        list_index: u16,
        previous: &mut Option<Outcome>,
    ) -> Block<'a> {
        let before = *previous;
        let entries = self.entries(&block.top, Role::Top, when, list_index);
        self.resolver.refuse_decisions(&entries);
        let none = match block.top.iter().find_map(|entry| self.skips(&entry.exercise.slug)) {
            Some(place) => NoTop::Skipped(place),
            None if block.top.is_empty() => NoTop::None,
            None => NoTop::ThisWeek(when.week + 1),
        };
        let mut top = TopSets::new(entries.iter().flat_map(|entry| &entry.slots).cloned(), none);
        self.resolver.top_sets(&mut top, when, previous);
        let backoff = self.entries(&block.backoff, Role::Backoff, when, list_index);
        if top.slots.is_empty() {
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
            name: &block.name,
            top: self.items(Role::Top, entries, worked_top, when),
            backoff: self.items(Role::Backoff, backoff, worked, when),
            strips,
        }
    }

    fn items(&self, role: Role, entries: Vec<EntrySlots<'a>>, worked: Vec<Worked>, when: When<'a>) -> Vec<Item<'a>> {
        let both = entries.into_iter().zip(worked);
        both.filter_map(|(entry, worked)| self.resolver.item(role, entry, &worked, when)).collect()
    }

    /// What is done of some entries in this week, in order.
    fn entries(&mut self, entries: &'a [Entry], role: Role, when: When<'a>, list_index: u16) -> Vec<EntrySlots<'a>> {
        let options = &self.resolver.maxes.program.options;
        let mut found = Vec::new();
        for entry in entries {
            if !entry.only.holds(options, self.choices) || self.skips(&entry.exercise.slug).is_some() {
                continue;
            }
            let Some((scheme, place)) = entry.sets.of_week(list_index) else { continue };
            let Some(exercise) = self.exercise(&entry.exercise) else { continue };
            let part = Part { entry, role, when };
            let mut branches = Vec::new();
            for branch in &entry.adjust {
                let named = branch.exercise.as_ref().map_or(Some(exercise), |name| self.exercise(name));
                let slots = match &branch.sets {
                    None => Some(Vec::new()),
                    Some(sets) => sets
                        .of_week(list_index)
                        .zip(named)
                        .map(|((scheme, place), exercise)| part.slots(exercise, scheme, place)),
                };
                branches.extend(named.zip(slots).map(|(exercise, slots)| BranchSlots { branch, exercise, slots }));
            }
            found.push(EntrySlots { entry, exercise, slots: part.slots(exercise, scheme, place), branches });
        }
        found
    }

    /// The exercise that is done for the one that is named.
    fn exercise(&mut self, name: &ExerciseName) -> Option<&'a Exercise> {
        let swap = self.assignment.and_then(|assignment| assignment.swap.get(&name.slug));
        let name = swap.map_or(name, |swap| &swap.exercise);
        let exercise = self.resolver.maxes.exercise(&name.slug);
        if exercise.is_none() {
            let message = format!("unknown exercise `{}`", name.slug);
            self.resolver.tell(Diagnostic::error(Code::UnknownExercise, name.place.clone(), message));
        }
        exercise
    }

    /// Where the lifter says that they leave an exercise out.
    fn skips(&self, exercise: &Slug) -> Option<&'a Place> {
        let skipped = self.assignment?.skip.iter().find(|skipped| skipped.slug == *exercise)?;
        Some(&skipped.place)
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

/// An entry in its part of a day and its week.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) entry: &'a Entry,
    pub(super) role: Role,
    pub(super) when: When<'a>,
}

impl<'a> Part<'a> {
    /// The groups of a scheme, after what the phase leaves of them.
    pub(super) fn slots(self, exercise: &'a Exercise, scheme: &'a Scheme, place: &'a Place) -> Vec<Slot<'a>> {
        let Self { entry, role, when } = self;
        let share = |of: Role, scale: &Scale| if role == of { scale.of_week(when.week) } else { Percent::WHOLE };
        let scale = share(Role::Top, &when.phase.top);
        let groups = scaled(&scheme.groups, share(Role::Backoff, &when.phase.backoff)).into_iter().enumerate();
        groups
            .map(|(i, (group, sets))| Slot { entry, exercise, group, place, first: i == 0, role, sets, scale })
            .collect()
    }
}
