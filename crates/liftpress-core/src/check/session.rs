//! The amount of work in a session, and its order.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Exercise, Goal, Kind};
use crate::plan::{Block, Day, Item, Plan};
use crate::units::Range;

/// The usual maximum of back-off work after a top set: 24 sets of 6 exercises.
const MOST_SETS: u32 = 24;
const MOST_EXERCISES: usize = 6;

/// Reports days with more back-off work than is usual after a top set. Peaking and deload phases have rules of their
/// own.
pub(super) fn much_backoff(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for week in &plan.weeks {
        if matches!(week.phase.goal, Some(Goal::Peaking | Goal::Deload)) {
            continue;
        }
        for day in &week.days {
            let (sets, exercises) = after_top_sets(day);
            let message = match (sets.high > MOST_SETS, exercises > MOST_EXERCISES) {
                (true, _) => {
                    let up_to = if sets.single().is_some() { "" } else { "up to " };
                    format!("{up_to}{} back-off sets follow the top sets on one day", sets.high)
                }
                (_, true) => format!("{exercises} back-off exercises follow the top sets on one day"),
                _ => continue,
            };
            let help = format!(
                "remove some, or split the day in two: up to {MOST_SETS} sets of {MOST_EXERCISES} exercises are usual"
            );
            found.push(Diagnostic::advice(Code::MuchBackoff, day.place.of("name"), message).help(help));
        }
    }
}

/// Returns the number of back-off sets, and of exercises, in blocks with a top set.
fn after_top_sets(day: &Day<'_>) -> (Range<u32>, usize) {
    let items = || day.blocks.iter().filter(|block| !block.top.is_empty()).flat_map(|block| &block.backoff);
    (sets(items()), items().map(|item| &item.exercise.slug).collect::<BTreeSet<_>>().len())
}

/// Returns the lowest and the highest number of sets of some items.
pub(super) fn sets<'p, 'a: 'p>(items: impl Iterator<Item = &'p Item<'a>>) -> Range<u32> {
    let lines = items.flat_map(|item| &item.lines);
    lines.fold(Range::one(0), |sum, line| Range {
        low: sum.low + u32::from(line.sets.low),
        high: sum.high + u32::from(line.sets.high),
    })
}

/// Reports lifts that come after an isolation exercise for muscles that the lift needs. Lifts are practiced with fresh
/// muscles. Lifts in other blocks of the day are not reported, because those blocks train something else. Supersets are
/// not reported either, because their sets alternate.
pub(super) fn isolation_first(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for Block { top, backoff, .. } in blocks(plan) {
        let items: Vec<_> = top.iter().chain(backoff).collect();
        for (i, lift) in items.iter().enumerate().filter(|(_, item)| is_technical(item.exercise)) {
            let Some(before) = items[..i].iter().find(|before| tires(before, lift)) else { continue };
            let message = format!(
                "`{}` comes after `{}`, which tires the same muscles",
                lift.exercise.slug, before.exercise.slug
            );
            found.push(
                Diagnostic::advice(Code::IsolationFirst, lift.entry.exercise.place.clone(), message)
                    .also(before.entry.exercise.place.clone(), "an isolation exercise")
                    .help(format!("write `{}` before `{}`", lift.exercise.slug, before.exercise.slug)),
            );
        }
    }
}

/// Returns whether an isolation exercise tires muscles that a lift needs.
fn tires(item: &Item<'_>, lift: &Item<'_>) -> bool {
    let letter = |item: &Item<'_>| item.entry.superset.chars().next();
    let is_in_turn = letter(item).is_some() && letter(item) == letter(lift);
    let mut muscles = lift.exercise.muscles.iter().chain(&lift.exercise.secondary);
    let has_in_common = muscles.any(|muscle| item.exercise.muscles.contains(muscle));
    item.exercise.kind == Kind::Isolation && has_in_common && !is_in_turn
}

/// Returns whether an exercise is a competition lift or a variation of a lift. An exercise without a description is
/// neither.
pub(super) fn is_technical(exercise: &Exercise) -> bool {
    match exercise.kind {
        Kind::Competition => true,
        Kind::Variation => exercise.max_of.is_some(),
        Kind::Compound | Kind::Isolation => false,
    }
}

/// Returns every block of the plan.
pub(super) fn blocks<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Block<'a>> {
    plan.weeks.iter().flat_map(|week| &week.days).flat_map(|day| &day.blocks)
}

/// Returns every item of the plan.
pub(super) fn items<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Item<'a>> {
    plan.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items)
}
