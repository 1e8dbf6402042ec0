//! Lists the planned sets of a day, with the numbers that gym mode and logs use.

use std::collections::HashMap;

use crate::model::{Exercise, Reps, Role, Slug};
use crate::plan::{Day, Line, Weight};
use crate::units::{Mass, Range, Seconds};

/// A planned set.
#[derive(Clone, Copy)]
pub(super) struct PlannedSet<'p> {
    pub(super) exercise: &'p Exercise,
    pub(super) line: &'p Line<'p>,
    /// The number of the set among all sets of its exercise on this day, from 1. The sets of branches count too: they follow
    /// after the entry's own sets.
    pub(super) number: u16,
    /// The position of the set's entry in the day, from 0.
    pub(super) entry: usize,
    /// The role of the set's entry.
    pub(super) role: Role,
    /// The position of the branch in the entry's `adjust`, from 0; `None` for the entry's own sets.
    pub(super) branch: Option<usize>,
    /// The position of the set in its line, from 0.
    index: u16,
}

impl PlannedSet<'_> {
    /// Returns the reps of the set. In `3x5+`, only the last set can have more than 5 reps.
    pub(super) fn reps(&self) -> Reps {
        self.line.reps.of_set(self.index, self.line.most_sets())
    }

    /// Whether the set is required. In `3-5x5`, the fourth and the fifth set are optional.
    pub(super) fn is_required(&self) -> bool {
        self.index < self.line.sets.low
    }

    /// Returns the lowest planned weight. For a bodyweight exercise, this is only the added weight. `None` if the lifter picks
    /// the weight.
    pub(super) fn least_weight(&self) -> Option<Mass> {
        match self.line.weight {
            Weight::Open => None,
            Weight::Loaded(range) | Weight::Bodyweight(range) => Some(range.low),
        }
    }

    /// Returns the planned number of reps, seconds or meters, with the unit. For `AMRAP` it is one rep.
    pub(super) fn count(&self) -> (Range<u16>, &'static str) {
        match self.reps() {
            Reps::Time(time) => (time.map(|Seconds(seconds)| seconds), "s"),
            Reps::Distance(meters) => (meters, "m"),
            reps => (reps.counted().unwrap_or(Range::one(1)), "rep"),
        }
    }
}

/// Returns every set of a day, in order.
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
