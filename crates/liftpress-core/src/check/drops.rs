//! Drop sets: lighter, at once, last, and of exercises in which it is safe to be tired.

use super::loads::{is_heavier, load_place};
use super::session::{is_technical, items};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Role;
use crate::plan::{Line, Plan};

/// A drop set is done with less weight than the set before it.
pub(super) fn heavy_drop(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for (before, drop) in drops(plan).filter(|(before, drop)| is_heavier(drop, before, plan.program)) {
        let message = "a drop set that is heavier than the set before it";
        told.push(
            Diagnostic::warning(Code::HeavyBackoff, load_place(drop), message)
                .also(load_place(before), "the set before")
                .help("take the weight out, which makes it 20% less, or give one that is lighter"),
        );
    }
}

/// A drop set is done at once. Between several sets before it there may be a rest; one that could only be the rest before
/// the drop makes it no drop set.
pub(super) fn rested_drop(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for (before, drop) in drops(plan) {
        if before.group.rest.is_some() && before.most_sets() == 1 && before.single.is_none() {
            let message = "a rest before a drop set, which is done at once";
            told.push(
                Diagnostic::warning(Code::RestedDrop, drop.place.clone(), message)
                    .help("take the rest out; with a rest it is a back-off set: 1x10 @ previous -20%"),
            );
        }
    }
}

/// A drop set belongs to the end of an exercise: what follows is done with nothing left.
pub(super) fn early_drop(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for lines in items(plan).map(|item| &item.lines) {
        let mut from_drop = lines.iter().skip_while(|line| line.role != Role::Drop);
        if let Some(work) = from_drop.find(|line| line.role != Role::Drop) {
            let message = "work sets after a drop set, which leaves nothing for them";
            told.push(
                Diagnostic::advice(Code::EarlyDrop, work.place.clone(), message)
                    .help("put the drop set at the end of the exercise: 3x10, drop 10"),
            );
        }
    }
}

/// A drop set is usually of an isolated exercise: a technical lift loses its form at the limit.
pub(super) fn technical_drop(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for item in items(plan).filter(|item| is_technical(item.exercise)) {
        if item.lines.iter().any(|line| line.role == Role::Drop) {
            let message =
                format!("a drop set of `{}`: a technical lift loses its form at the limit", item.exercise.slug);
            told.push(
                Diagnostic::advice(Code::TechnicalDrop, item.entry.exercise.place.clone(), message)
                    .help("drop on an isolated exercise for the same muscles, or rest first: 1x8 @ previous -20%"),
            );
        }
    }
}

/// Every drop set, behind the set before it.
fn drops<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = (&'p Line<'a>, &'p Line<'a>)> {
    let pairs = items(plan).flat_map(|item| item.lines.iter().zip(item.lines.iter().skip(1)));
    pairs.filter(|(_, line)| line.role == Role::Drop)
}
