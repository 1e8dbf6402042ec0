//! The walk over a program: cycles, phases, weeks, days, blocks, entries.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::model::{
    Anchor, Assignment, DayContent, Entry, GroupKind, Library, Lifter, MaxKind, Program, Role, Scheme, Slug, Warmup,
};
use crate::units::{Mass, Range};

use super::anchors::{Anchors, Done, NoTop, Outcome, Slot};
use super::dates::Calendar;
use super::maxes::Maxes;
use super::resolve::{Resolver, When};
use super::warmup::ramp;
use super::{Block, Day, Item, Line, Plan, Rack, UsedMax, WarmupSet, Week, Weight};

/// A plan, and what there is to tell about it.
#[derive(Debug)]
pub struct Expansion<'a> {
    /// The plan; none where there is an error.
    pub plan: Option<Plan<'a>>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Works a program out for a lifter. `assignment` says when it is trained; without one there are no dates, and what is
/// missing of the lifter is told at the program.
#[must_use]
pub fn expand<'a>(
    program: &'a Program,
    lifter: &'a Lifter,
    assignment: Option<&'a Assignment>,
    library: &'a Library,
) -> Expansion<'a> {
    let units = lifter.units;
    let resolver = Resolver {
        maxes: Maxes { program, lifter, library, units },
        rack: Rack::new(lifter.equipment.as_ref(), units, &lifter.rounding),
        units,
        lifter_place: assignment.map(|assignment| &assignment.place),
        diagnostics: Vec::new(),
        used: BTreeMap::new(),
    };
    let schedule = assignment.and_then(|assignment| assignment.schedule.as_ref());
    let calendar = schedule.and_then(|schedule| Calendar::new(schedule, program.weeks()));
    let mut expander = Expander { resolver, calendar };
    expander.check_days(program, assignment);
    expander.check_lifts(program);
    let weeks = expander.weeks(program);
    let maxes = expander.used_maxes(program);
    let Resolver { rack, mut diagnostics, .. } = expander.resolver;
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
    let fine = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    let plan = fine.then_some(Plan { program, lifter, units, rack, maxes, weeks });
    Expansion { plan, diagnostics }
}

struct Expander<'a> {
    resolver: Resolver<'a>,
    calendar: Option<Calendar>,
}

/// What a block's `top` came to.
struct TopSets<'a> {
    slots: Vec<(Slot<'a>, Outcome)>,
    /// Why there is none, when there is none.
    none: NoTop,
}

impl<'a> Expander<'a> {
    fn check_days(&mut self, program: &Program, assignment: Option<&Assignment>) {
        let given = self.calendar.as_ref().and_then(Calendar::days_per_week);
        let (Some(given), Some(assignment)) = (given, assignment) else { return };
        let needed = program.days_per_week();
        if needed > given {
            self.resolver.tell(
                Diagnostic::error(
                    Code::TooFewDays,
                    assignment.place.clone(),
                    format!("`{}` trains on {needed} days a week, and `days` names {given}", program.slug),
                )
                .help("name as many days of the week under `days`, or leave `days` out"),
            );
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
                        days: self.days(When { phase, week, cycle }, number),
                    });
                }
            }
        }
        weeks
    }

    fn days(&mut self, when: When<'a>, number: u16) -> Vec<Day<'a>> {
        let mut days = Vec::new();
        let mut index = 0;
        for day in &when.phase.days {
            let week = when.week + 1;
            let Some(weeks) = day.of_week(week) else { continue };
            let date = self.calendar.as_ref().and_then(|calendar| calendar.day(number, index));
            index += 1;
            days.extend(self.day(&day.name, date, &weeks.content, when, week - weeks.lists_from));
        }
        days
    }

    /// One day; nothing where every entry has this week off.
    fn day(
        &mut self,
        name: &'a str,
        date: Option<jiff::civil::Date>,
        content: &'a DayContent,
        when: When<'a>,
        list_index: u16,
    ) -> Option<Day<'a>> {
        let mut previous = None;
        let mut blocks = Vec::new();
        for block in &content.blocks {
            let top = self.top_sets(&block.top, when, list_index, &mut previous);
            let backoff = self.slots(&block.backoff, list_index);
            let backoff = self.follow(backoff, Role::Backoff, Some(&top), when, &mut previous);
            let top = items(Role::Top, top.slots, &self.resolver.maxes);
            if !top.is_empty() || !backoff.is_empty() {
                blocks.push(Block { name: &block.name, top, backoff });
            }
        }
        let accessories = self.slots(&content.accessories, list_index);
        let accessories = self.follow(accessories, Role::Accessory, None, when, &mut previous);
        if blocks.is_empty() && accessories.is_empty() {
            return None;
        }
        let mut day = Day { name, date, note: &content.note, warmup: Vec::new(), blocks, accessories };
        day.warmup = self.warmup(&content.warmup, &day, when);
        Some(day)
    }

    /// The groups of some entries in this week, in order.
    fn slots(&mut self, entries: &'a [Entry], list_index: u16) -> Vec<Slot<'a>> {
        let mut slots = Vec::new();
        for entry in entries {
            let Some((scheme, place)) = entry.sets.of_week(list_index) else { continue };
            let Some(exercise) = self.resolver.maxes.exercise(&entry.exercise.slug) else {
                let message = format!("unknown exercise `{}`", entry.exercise.slug);
                self.resolver.tell(Diagnostic::error(Code::UnknownExercise, entry.exercise.place.clone(), message));
                continue;
            };
            let groups = scheme.groups.iter().enumerate();
            slots.extend(groups.map(|(i, group)| Slot { entry, exercise, group, place, first: i == 0 }));
        }
        slots
    }

    /// A block's `top`: first the sets with a weight of their own, then those that refer to the heaviest of them.
    fn top_sets(
        &mut self,
        entries: &'a [Entry],
        when: When<'a>,
        list_index: u16,
        previous: &mut Option<Outcome>,
    ) -> TopSets<'a> {
        let slots = self.slots(entries, list_index);
        let refers = refers_to_top(&slots);
        let none = if entries.is_empty() { NoTop::None } else { NoTop::ThisWeek(when.week + 1) };
        let mut top = TopSets { slots: slots.into_iter().map(|slot| (slot, None)).collect(), none };
        for later in [false, true] {
            let mut before = *previous;
            for i in 0..top.slots.len() {
                if refers[i] == later {
                    let slug = &top.slots[i].0.exercise.slug;
                    let sets = top.sets_of(slug, i);
                    let anchors = Anchors { top: top.heaviest(slug, Some(&refers)), sets: &sets, previous: before };
                    let done = self.resolver.resolve(&top.slots[i].0, &anchors, when);
                    top.slots[i].1 = done;
                }
                before = Some(top.slots[i].1);
            }
        }
        *previous = top.slots.last().map(|(_, done)| *done).or(*previous);
        top
    }

    /// Entries in order, after the top sets, if any.
    fn follow(
        &mut self,
        slots: Vec<Slot<'a>>,
        role: Role,
        top: Option<&TopSets<'a>>,
        when: When<'a>,
        previous: &mut Option<Outcome>,
    ) -> Vec<Item<'a>> {
        let mut done = Vec::with_capacity(slots.len());
        for slot in slots {
            let slug = &slot.exercise.slug;
            let sets = top.map(|top| top.sets_of(top.lift_for(slug), top.slots.len())).unwrap_or_default();
            let heaviest = top.map_or(Err(NoTop::None), |top| top.heaviest(slug, None));
            let anchors = Anchors { top: heaviest, sets: &sets, previous: *previous };
            let result = self.resolver.resolve(&slot, &anchors, when);
            *previous = Some(result);
            done.push((slot, result));
        }
        items(role, done, &self.resolver.maxes)
    }

    /// The sets before the first work set of the day.
    fn warmup(&mut self, warmup: &'a Warmup, day: &Day<'a>, when: When<'a>) -> Vec<WarmupSet> {
        let weight = |item: &Item<'a>| match item.lines.first()?.weight {
            Weight::Loaded(range) => Some((item.exercise, range.low)),
            _ => None,
        };
        match warmup {
            Warmup::Off => Vec::new(),
            Warmup::Ramp => {
                let Some((exercise, work)) = day.items().next().and_then(weight) else { return Vec::new() };
                ramp(work, exercise, &self.resolver.rack, self.resolver.units)
            }
            Warmup::Sets(scheme, place) => self.warmup_sets(scheme, place, day, when),
        }
    }

    /// The author's own warm-up, on the first exercise of the day; `top` is its first work set.
    fn warmup_sets(&mut self, scheme: &'a Scheme, place: &'a Place, day: &Day<'a>, when: When<'a>) -> Vec<WarmupSet> {
        let Some(item) = day.items().next() else { return Vec::new() };
        let weight = item.lines.first().map_or(Weight::Open, |line| line.weight);
        let work = Done::plain(weight);
        let mut previous = None;
        let mut sets = Vec::new();
        for (i, group) in scheme.groups.iter().enumerate() {
            let slot = Slot { entry: item.entry, exercise: item.exercise, group, place, first: i == 0 };
            let anchors = Anchors { top: Ok(work), sets: &[], previous };
            let outcome = self.resolver.resolve(&slot, &anchors, when);
            previous = Some(outcome);
            let Some(done) = outcome else { continue };
            sets.push(WarmupSet { reps: group.reps, weight: done.weight, sets: slot.sets() });
        }
        sets
    }

    fn used_maxes(&self, program: &Program) -> Vec<UsedMax<'a>> {
        let maxes = &self.resolver.maxes;
        let used = self.resolver.used.iter().filter_map(|(lift, phase)| {
            let exercise = maxes.exercise(lift)?;
            let (trains, phase) = (phase.is_some(), phase.or(program.phases.first())?);
            let kind = trains.then_some(MaxKind::Training);
            let of_cycle = |cycle| maxes.reference(exercise, kind, phase, cycle).ok();
            let grows = program.cycles > 1 && program.progress.contains_key(*lift);
            let by_cycle =
                if trains || grows { (1..=program.cycles).filter_map(of_cycle).collect() } else { Vec::new() };
            Some(UsedMax { exercise, one_rep: maxes.one_rep(exercise)?, trains, by_cycle })
        });
        used.collect()
    }
}

impl TopSets<'_> {
    /// Every single set of an exercise among the first `until` groups.
    fn sets_of(&self, exercise: &Slug, until: usize) -> Vec<Outcome> {
        let of_exercise = self.slots[..until].iter().filter(|(slot, _)| slot.exercise.slug == *exercise);
        of_exercise.flat_map(|(slot, outcome)| (0..slot.sets()).map(|_| *outcome)).collect()
    }

    /// The exercise of `top` that a following exercise refers to: the same one, else the only one.
    fn lift_for<'s>(&'s self, exercise: &'s Slug) -> &'s Slug {
        let mut lifts = self.slots.iter().map(|(slot, _)| &slot.exercise.slug);
        let Some(first) = lifts.next() else { return exercise };
        if lifts.all(|lift| lift == first) { first } else { exercise }
    }

    /// The heaviest set that `exercise` may refer to. From within `top`, sets not yet worked out refer to it too.
    fn heaviest(&self, exercise: &Slug, refers: Option<&[bool]>) -> Result<Done, NoTop> {
        let lift = self.lift_for(exercise);
        if self.slots.is_empty() {
            return Err(self.none);
        }
        let of_lift = self.slots.iter().enumerate().filter(|(_, (slot, _))| slot.exercise.slug == *lift);
        let own: Vec<_> = of_lift.map(|(i, (_, outcome))| (i, outcome)).collect();
        if own.is_empty() {
            return Err(NoTop::Several);
        }
        let mut independent = own.iter().filter(|(i, _)| refers.is_none_or(|refers| !refers[*i])).peekable();
        if independent.peek().is_none() {
            return Err(NoTop::Circular);
        }
        let done: Option<Vec<Done>> = independent.map(|(_, outcome)| **outcome).collect();
        done.and_then(|done| done.into_iter().max_by_key(|done| done.weight.heaviest())).ok_or(NoTop::Failed)
    }
}

/// Which groups of a `top` refer to its heaviest set, by themselves or through the set before.
fn refers_to_top(slots: &[Slot<'_>]) -> Vec<bool> {
    let mut refers: Vec<bool> = Vec::with_capacity(slots.len());
    for (i, slot) in slots.iter().enumerate() {
        let set = |n: u16| {
            let mut left = n;
            slots[..i].iter().zip(&refers).filter(|(other, _)| other.exercise.slug == slot.exercise.slug).find_map(
                |(other, refers)| {
                    let here = left <= other.sets();
                    left = left.saturating_sub(other.sets());
                    here.then_some(*refers)
                },
            )
        };
        refers.push(match slot.anchor() {
            Some(Anchor::Top) => true,
            Some(Anchor::Previous) => i > 0 && refers[i - 1],
            Some(Anchor::Set(n)) => set(n).unwrap_or(false),
            None => false,
        });
    }
    refers
}

/// Groups that were worked out, by entry.
fn items<'a>(role: Role, slots: Vec<(Slot<'a>, Outcome)>, maxes: &Maxes<'a>) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::new();
    for (slot, done) in slots {
        let Some(done) = done else { continue };
        let one_rep = maxes.one_rep(slot.exercise);
        let share = |mass: Mass| mass.percent_of(one_rep?);
        let percent_of_max = done.target.and_then(|target| {
            let (low, high) = (share(target.low)?, share(target.high)?);
            Some(Range { low, high })
        });
        let is_drop = slot.group.kind == GroupKind::Drop;
        let line = Line {
            group: slot.group,
            role: if is_drop { Role::Drop } else { role },
            weight: done.weight,
            percent: done.share.map(|share| share.percent),
            percent_of_max,
            rest: slot.group.rest.or(slot.entry.rest),
        };
        match items.last_mut() {
            Some(item) if !slot.first && std::ptr::eq(item.entry, slot.entry) => {
                if is_drop && let Some(before) = item.lines.last_mut() {
                    before.rest = before.rest.filter(|_| before.sets() > 1);
                }
                item.lines.push(line);
            }
            _ => items.push(Item { exercise: slot.exercise, entry: slot.entry, role, lines: vec![line] }),
        }
    }
    items
}
