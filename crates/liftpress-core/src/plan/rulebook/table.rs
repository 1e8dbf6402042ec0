//! What recurs, once.

use std::collections::HashMap;
use std::hash::Hash;

/// Values in the order in which they first came, each different one once.
#[derive(Debug)]
pub(super) struct Table<T> {
    values: Vec<T>,
    positions: HashMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { values: Vec::new(), positions: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    /// The position of a value, which is added where it is new.
    pub(super) fn position(&mut self, value: T) -> usize {
        let next = self.values.len();
        let position = *self.positions.entry(value.clone()).or_insert(next);
        if position == next {
            self.values.push(value);
        }
        position
    }

    pub(super) fn into_values(self) -> Vec<T> {
        self.values
    }
}
