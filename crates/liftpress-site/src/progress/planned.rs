//! The single sets of a day, as gym mode and a log number them.

use std::collections::HashMap;

use crate::model::{Exercise, Reps, Role, Slug};
use crate::plan::{Day, Line, Weight};
use crate::units::{Mass, Range, Seconds};

/// One set.
#[derive(Clone, Copy)]
pub(super) struct PlannedSet<'p> {
    pub(super) exercise: &'p Exercise,
    pub(super) line: &'p Line<'p>,
    /// From 1, among the day's sets of the exercise: of the branches of decisions too, those of an entry's own sets first.
    pub(super) number: u16,
    /// The position of its entry in the day.
    pub(super) entry: usize,
    /// The role of its entry.
    pub(super) role: Role,
    /// The branch of its entry's decision; `None`: a set of the entry itself.
    pub(super) branch: Option<usize>,
    /// From 0, within its line.
    index: u16,
}

impl PlannedSet<'_> {
    /// What is done in it; only the last set of `3x5+` is open.
    pub(super) fn reps(&self) -> Reps {
        self.line.reps.of_set(self.index, self.line.most_sets())
    }

    /// Whether it is not left to the lifter, as the fourth and fifth set of `3-5x5` are.
    pub(super) fn is_required(&self) -> bool {
        self.index < self.line.sets.low
    }

    /// The least weight that is planned: what is lifted, or what hangs on the belt. Nothing where the lifter picks.
    pub(super) fn least_weight(&self) -> Option<Mass> {
        match self.line.weight {
            Weight::Open => None,
            Weight::Loaded(range) | Weight::Bodyweight(range) => Some(range.low),
        }
    }

    /// How many reps, seconds or meters are planned, with their unit; of `AMRAP` at least one rep.
    pub(super) fn count(&self) -> (Range<u16>, &'static str) {
        match self.reps() {
            Reps::Time(time) => (time.map(|Seconds(seconds)| seconds), "s"),
            Reps::Distance(meters) => (meters, "m"),
            reps => (reps.counted().unwrap_or(Range::one(1)), "rep"),
        }
    }
}

/// Every set of a day, in order.
pub(super) fn planned_sets<'p>(day: &'p Day<'_>) -> Vec<PlannedSet<'p>> {
    let mut counts: HashMap<&Slug, u16> = HashMap::new();
    let mut sets = Vec::new();
    for (entry, item) in day.items().enumerate() {
        let branches = item.alternatives.iter().enumerate();
        let branches = branches.map(|(at, branch)| (Some(at), branch.exercise, &branch.lines));
        for (branch, exercise, lines) in [(None, item.exercise, &item.lines)].into_iter().chain(branches) {
            for line in lines {
                for index in 0..line.most_sets() {
                    let number = counts.entry(&exercise.slug).or_default();
                    *number += 1;
                    let (number, role) = (*number, item.role);
                    sets.push(PlannedSet { exercise, line, number, entry, role, branch, index });
                }
            }
        }
    }
    sets
}
