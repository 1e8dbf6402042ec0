//! Decides which cycles of a log were completed. In a completed cycle, every set that is judged has at least the planned weight
//! and reps.

use std::collections::HashMap;

use crate::diagnostic::count_of;
use crate::model::{Exercise, Lifted, LoggedSet, Role, Slug};
use crate::plan::{Plan, Weight};
use crate::units::{Mass, Range, Unit};

use super::evidence::CompletedSet;
use super::planned::{PlannedSet, planned_sets};
use super::words;

/// A day of the plan: the week, and the number of the day in that week, both from 1.
type At = (u16, u16);

/// A cycle that is over in a log.
pub(super) struct Judged {
    /// The number of the cycle, from 1.
    pub(super) cycle: u16,
    /// The first shortfall: `week 3, day 1: 2 of 3 sets logged`. `None` if the cycle was completed.
    pub(super) short: Option<String>,
}

/// Judges the cycles of a lift that are over in a log, from the first cycle with a logged set. Take the last day of a cycle that
/// has sets to judge: the cycle is over if the log has a set on this day or on a later day.
pub(super) fn judge(plan: &Plan<'_>, lift: &Slug, done: &[CompletedSet<'_>]) -> Vec<Judged> {
    let Some(first) = done.iter().map(|done| done.cycle).min() else { return Vec::new() };
    let reaches = done.iter().map(|done| (done.set.week, done.set.day)).max();
    // If a set is logged twice, the last row counts. The page does the same when it imports a log.
    let place = |set: &LoggedSet| ((set.week, set.day), set.exercise.clone(), set.set);
    let logged: HashMap<_, _> = done.iter().map(|done| (place(done.set), done)).collect();
    let mut judged = Vec::new();
    for cycle in first..=plan.program.cycles {
        let days = days(plan, lift, cycle);
        if days.is_empty() || days.last().map(|(at, _)| *at) > reaches {
            continue;
        }
        let short = days.iter().find_map(|(at, sets)| {
            let found = |set: &PlannedSet<'_>| logged.get(&(*at, set.exercise.slug.clone(), set.number)).copied();
            let why = shortfall(sets, found, plan.units)?;
            Some(format!("week {}, day {}{why}", at.0, at.1))
        });
        judged.push(Judged { cycle, short });
    }
    judged
}

/// Returns the sets of a cycle that decide whether a max grows, by day. These are the top sets of the lift. If the lift has no
/// top sets, they are all its sets except drop sets. If the program does not train the lift itself, the same applies to the
/// exercises whose weights are computed from the lift's max.
fn days<'p>(plan: &'p Plan<'_>, lift: &Slug, cycle: u16) -> Vec<(At, Vec<PlannedSet<'p>>)> {
    let weeks = plan.weeks.iter().filter(|week| week.cycle == cycle);
    let days = weeks.flat_map(|week| (1..).zip(&week.days).map(|(number, day)| ((week.number, number), day)));
    let days: Vec<_> = days.map(|(at, day)| (at, planned_sets(day))).collect();
    let is_lift = |set: &PlannedSet<'_>| set.exercise.slug == *lift && set.line.role != Role::Drop;
    let is_variation = |set: &PlannedSet<'_>| draws_from(plan, set.exercise, lift) && set.line.role != Role::Drop;
    let is_top = |set: &PlannedSet<'_>| set.role == Role::Top;
    let filters: [&dyn Fn(&PlannedSet<'_>) -> bool; 4] =
        [&|set| is_lift(set) && is_top(set), &is_lift, &|set| is_variation(set) && is_top(set), &is_variation];
    let filter = filters.into_iter().find(|filter| days.iter().flat_map(|(_, sets)| sets).any(filter));
    let Some(filter) = filter else { return Vec::new() };
    let judged = days.into_iter().map(|(at, sets)| (at, sets.into_iter().filter(|set| filter(set)).collect()));
    judged.filter(|(_, sets): &(At, Vec<_>)| !sets.is_empty()).collect()
}

/// Whether the weights of an exercise are computed from the lifter's max of a lift.
fn draws_from(plan: &Plan<'_>, exercise: &Exercise, lift: &Slug) -> bool {
    let mut chain = plan.basis.library.sources_of_max(plan.program, exercise);
    chain.find(|source| plan.lifter.maxes.contains_key(&source.slug)).is_some_and(|source| source.slug == *lift)
}

/// Returns the first shortfall in the judged sets of a day; `None` if all were done.
fn shortfall<'d>(
    sets: &[PlannedSet<'_>],
    found: impl Fn(&PlannedSet<'_>) -> Option<&'d CompletedSet<'d>>,
    unit: Unit,
) -> Option<String> {
    // If the lifter logged sets of an `adjust` branch, the sets of that branch are required instead of the entry's own.
    let branch_of = |entry| {
        let taken = sets.iter().filter(|set| set.entry == entry && found(set).is_some());
        taken.filter_map(|set| set.branch).next_back()
    };
    let required: Vec<_> = sets.iter().filter(|set| set.is_required() && set.branch == branch_of(set.entry)).collect();
    let logged: Vec<_> = required.iter().filter_map(|set| Some((*set, found(set)?))).collect();
    match logged.len() {
        n if n == required.len() => {}
        0 => return Some(": no set logged".to_owned()),
        n => return Some(format!(": {n} of {} sets logged", required.len())),
    }
    logged.into_iter().find_map(|(set, done)| {
        let why = lighter(set, done, unit).or_else(|| fewer(set, done))?;
        Some(format!(", set {}: {why}", set.number))
    })
}

/// Returns the shortfall of a set that was too light: `57.5 kg, 60 kg planned`.
fn lighter(set: &PlannedSet<'_>, done: &CompletedSet<'_>, unit: Unit) -> Option<String> {
    let (planned, lifted) = (set.least_weight()?, done.set.weight?);
    // The weights of a log in the other unit are rounded to one decimal. This tolerance of 0.05 kg is smaller than any plate.
    let tolerance = Mass::whole(1, Unit::Kg).ratio(1, 20)?;
    let words = |mass| {
        let weight = match set.line.weight {
            Weight::Bodyweight(_) => Lifted::Bodyweight(mass),
            Weight::Loaded(_) | Weight::Open => Lifted::Weight(mass),
        };
        words::lifted(weight, unit)
    };
    (lifted + tolerance < planned).then(|| format!("{}, {} planned", words(lifted), words(planned)))
}

/// Returns the shortfall of a set with too few reps: `4 reps, 5 planned`. If a range of reps is planned, the upper end must be
/// reached.
fn fewer(set: &PlannedSet<'_>, done: &CompletedSet<'_>) -> Option<String> {
    let (Range { low, high }, unit) = set.count();
    let words = |count: u16| if unit == "rep" { count_of(count.into(), unit) } else { format!("{count} {unit}") };
    match done.set.reps {
        None if done.set.as_planned => None,
        None => Some("no reps logged".to_owned()),
        Some(count) if count >= high => None,
        Some(count) if low < high => Some(format!("{}, {high} needed (the top of {low}-{high})", words(count))),
        Some(count) => Some(format!("{}, {high} planned", words(count))),
    }
}
