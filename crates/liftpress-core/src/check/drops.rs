//! Drop sets should be lighter than the set before them, follow it at once, come last, and be done with isolation
//! exercises.

use super::loads::{is_heavier, load_place};
use super::session::{is_technical, items};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Role;
use crate::plan::{Line, Plan};

/// Reports drop sets that are heavier than the set before them.
pub(super) fn heavy_drop(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for (before, drop) in drops(plan).filter(|(before, drop)| is_heavier(drop, before, plan.program)) {
        let message = "this drop set is heavier than the set before it";
        found.push(
            Diagnostic::warning(Code::HeavyBackoff, load_place(drop), message)
                .also(load_place(before), "the set before")
                .help("write a lighter weight, or none: without a load, a drop set is 20% lighter"),
        );
    }
}

/// Reports a rest before a drop set, which should follow at once. A rest between several sets before the drop is fine.
pub(super) fn rested_drop(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for (before, drop) in drops(plan) {
        if before.group.rest.is_some() && before.most_sets() == 1 && before.single.is_none() {
            let message = "rest before a drop set, which follows at once";
            found.push(
                Diagnostic::warning(Code::RestedDrop, drop.place.clone(), message)
                    .help("remove the rest, or write a back-off set instead of the drop: `1x10 @ previous -20%`"),
            );
        }
    }
}

/// Reports work sets after a drop set of the same exercise, because the lifter would do them with exhausted muscles.
pub(super) fn early_drop(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for lines in items(plan).map(|item| &item.lines) {
        let mut from_drop = lines.iter().skip_while(|line| line.role != Role::Drop);
        if let Some(work) = from_drop.find(|line| line.role != Role::Drop) {
            let message = "work sets follow a drop set, which exhausts the muscles";
            found.push(
                Diagnostic::advice(Code::EarlyDrop, work.place.clone(), message)
                    .help("move the drop set to the end of the exercise: `3x10, drop 10`"),
            );
        }
    }
}

/// Reports drop sets of technical lifts, whose form breaks down at the limit.
pub(super) fn technical_drop(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for item in items(plan).filter(|item| is_technical(item.exercise)) {
        if item.lines.iter().any(|line| line.role == Role::Drop) {
            let message =
                format!("drop set of `{}`, a technical lift: its form breaks down at the limit", item.exercise.slug);
            found.push(Diagnostic::advice(Code::TechnicalDrop, item.entry.exercise.place.clone(), message).help(
                "move the drop set to an isolation exercise for the same muscles, or rest first: `1x8 @ previous -20%`",
            ));
        }
    }
}

/// Returns every drop set with the set before it.
fn drops<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = (&'p Line<'a>, &'p Line<'a>)> {
    let pairs = items(plan).flat_map(|item| item.lines.iter().zip(item.lines.iter().skip(1)));
    pairs.filter(|(_, line)| line.role == Role::Drop)
}
