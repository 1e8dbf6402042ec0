//! Ranges: `3-5` reps, `70-75%`.

use std::fmt;

/// A range that includes both ends. Equal ends are a single value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range<T> {
    /// The lower end.
    pub low: T,
    /// The upper end.
    pub high: T,
}

impl<T: Copy + PartialOrd> Range<T> {
    /// Returns the range of a single value.
    pub const fn one(value: T) -> Self {
        Self { low: value, high: value }
    }

    /// Returns the range from `low` to `high`; `None` if the ends are in the wrong order.
    pub fn new(low: T, high: T) -> Option<Self> {
        (low <= high).then_some(Self { low, high })
    }

    /// Returns the value if both ends are equal; otherwise `None`.
    pub fn single(&self) -> Option<T> {
        (self.low == self.high).then_some(self.low)
    }

    /// Whether `value` is between the ends or equal to one of them.
    pub fn contains(&self, value: T) -> bool {
        self.low <= value && value <= self.high
    }

    /// Applies `f` to both ends. If `f` reverses their order, the ends are swapped: "10–15% off" leaves 85–90%.
    pub fn map<U: Copy + PartialOrd>(self, mut f: impl FnMut(T) -> U) -> Range<U> {
        let (a, b) = (f(self.low), f(self.high));
        if b < a { Range { low: b, high: a } } else { Range { low: a, high: b } }
    }
}

impl<T: Copy + PartialOrd + fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.single() {
            Some(value) => value.fmt(f),
            None => write!(f, "{}-{}", self.low, self.high),
        }
    }
}
