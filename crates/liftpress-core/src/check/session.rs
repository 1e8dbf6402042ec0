//! What a session is made of, and in which order.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Exercise, Goal, Kind};
use crate::plan::{Block, Day, Item, Plan};
use crate::units::Range;

/// The typical most of back-off work after a top set is 24 sets, and 6 exercises.
const MOST_SETS: u32 = 24;
const MOST_EXERCISES: usize = 6;

/// Typically 4 to 24 back-off sets over 1 to 6 exercises follow a top set. Fewer may be all a day needs; more only tire.
/// Phases that dial them back have rules of their own.
pub(super) fn much_backoff(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for week in &plan.weeks {
        if matches!(week.phase.goal, Some(Goal::Peaking | Goal::Deload)) {
            continue;
        }
        for day in &week.days {
            let (sets, exercises) = after_top_sets(day);
            let message = match (sets.high > MOST_SETS, exercises > MOST_EXERCISES) {
                (true, _) => {
                    let up_to = if sets.single().is_some() { "" } else { "up to " };
                    format!("{up_to}{} back-off sets follow the top sets of one day", sets.high)
                }
                (_, true) => format!("{exercises} back-off exercises follow the top sets of one day"),
                _ => continue,
            };
            let help = format!(
                "up to {MOST_SETS} sets over {MOST_EXERCISES} exercises are usual; cut some, or split the day in two"
            );
            told.push(Diagnostic::advice(Code::MuchBackoff, day.place.of("name"), message).help(help));
        }
    }
}

/// Back-off sets and exercises in blocks that have a top set.
fn after_top_sets(day: &Day<'_>) -> (Range<u32>, usize) {
    let items = || day.blocks.iter().filter(|block| !block.top.is_empty()).flat_map(|block| &block.backoff);
    (sets(items()), items().map(|item| &item.exercise.slug).collect::<BTreeSet<_>>().len())
}

/// The fewest and the most sets of some items.
pub(super) fn sets<'p, 'a: 'p>(items: impl Iterator<Item = &'p Item<'a>>) -> Range<u32> {
    let lines = items.flat_map(|item| &item.lines);
    lines.fold(Range::one(0), |sum, line| Range {
        low: sum.low + u32::from(line.sets.low),
        high: sum.high + u32::from(line.sets.high),
    })
}

/// Within a session, work goes from the most technical to the most isolated: a lift is practised with muscles that are
/// not tired yet. Other blocks of the day train other things, and sets that are done in turn have no order.
pub(super) fn isolation_first(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for Block { top, backoff, .. } in blocks(plan) {
        let items: Vec<_> = top.iter().chain(backoff).collect();
        for (i, lift) in items.iter().enumerate().filter(|(_, item)| is_technical(item.exercise)) {
            let Some(before) = items[..i].iter().find(|before| tires(before, lift)) else { continue };
            let message = format!("`{}` after `{}`, which tires its muscles", lift.exercise.slug, before.exercise.slug);
            told.push(
                Diagnostic::advice(Code::IsolationFirst, lift.entry.exercise.place.clone(), message)
                    .also(before.entry.exercise.place.clone(), "an isolated exercise")
                    .help("go from the most technical to the most isolated: the lift first"),
            );
        }
    }
}

/// Whether an isolated exercise tires what a lift needs.
fn tires(item: &Item<'_>, lift: &Item<'_>) -> bool {
    let letter = |item: &Item<'_>| item.entry.superset.chars().next();
    let is_in_turn = letter(item).is_some() && letter(item) == letter(lift);
    let mut muscles = lift.exercise.muscles.iter().chain(&lift.exercise.secondary);
    let has_in_common = muscles.any(|muscle| item.exercise.muscles.contains(muscle));
    item.exercise.kind == Kind::Isolation && has_in_common && !is_in_turn
}

/// A lift that is contested, or such a lift made different. What nobody has described is not taken for one.
pub(super) fn is_technical(exercise: &Exercise) -> bool {
    match exercise.kind {
        Kind::Competition => true,
        Kind::Variation => exercise.max_of.is_some(),
        Kind::Compound | Kind::Isolation => false,
    }
}

/// Every block of the plan.
pub(super) fn blocks<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Block<'a>> {
    plan.weeks.iter().flat_map(|week| &week.days).flat_map(|day| &day.blocks)
}

/// Every item of the plan.
pub(super) fn items<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Item<'a>> {
    plan.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items)
}
