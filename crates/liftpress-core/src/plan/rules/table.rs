//! Tables that store equal values once.

use std::collections::HashMap;
use std::hash::Hash;

use crate::model::{Exercise, Slug};
use crate::units::Mass;

use super::ir::{ExerciseRule, MaxRule, ReferenceRule, Rule};
use super::ladders::LadderRule;

/// Distinct values in the order of their first use.
#[derive(Debug)]
pub(in crate::plan) struct Table<T> {
    values: Vec<T>,
    positions: HashMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { values: Vec::new(), positions: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    /// Returns the position of a value, and adds it if it is new.
    pub(super) fn position(&mut self, value: T) -> usize {
        if let Some(known) = self.positions.get(&value) {
            return *known;
        }
        let position = self.values.len();
        self.values.push(value.clone());
        self.positions.insert(value, position);
        position
    }
}

impl<T> Table<T> {
    /// Returns the value at a position of this table.
    pub(super) fn get(&self, position: usize) -> &T {
        &self.values[position]
    }

    pub(super) fn values(&self) -> &[T] {
        &self.values
    }
}

/// The tables that the days of a plan refer to.
#[derive(Debug, Default)]
pub(in crate::plan) struct Tables<'a> {
    pub(super) maxes: Table<MaxRule>,
    pub(super) references: Table<ReferenceRule>,
    pub(super) ladders: Table<LadderRule>,
    pub(super) exercises: Vec<(&'a Exercise, ExerciseRule)>,
    pub(super) positions: HashMap<Slug, usize>,
    pub(super) rules: Table<Rule>,
    /// Whether some weight follows from the result of a top set, so that the RPE chart is needed.
    pub(super) is_charted: bool,
}

impl<'a> Tables<'a> {
    /// Returns the exercise at a position.
    pub(in crate::plan) fn exercise(&self, position: usize) -> &'a Exercise {
        self.exercises[position].0
    }

    /// Returns the position of an exercise that the plan uses.
    pub(in crate::plan) fn position(&self, exercise: &Slug) -> Option<usize> {
        self.positions.get(exercise).copied()
    }

    /// Returns the lift of a reference, and whether it is a training max.
    pub(in crate::plan) fn lift_of(&self, reference: usize) -> (&Slug, bool) {
        (self.lift(reference), self.references.get(reference).training)
    }

    pub(super) fn lift(&self, reference: usize) -> &Slug {
        &self.maxes.get(self.references.get(reference).max).lift
    }

    /// Returns the value of a reference.
    pub(super) fn mass(&self, reference: usize) -> Mass {
        let reference = self.references.get(reference);
        reference.mass(self.maxes.get(reference.max).mass)
    }
}
