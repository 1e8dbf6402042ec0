//! Sets and reps.

use std::ops;

use crate::units::{Range, Rpe, Seconds};

use super::Load;

/// One work group after another: `3x5 @ 70%, drop 10`. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// In the order they are done.
    pub groups: Vec<Group>,
}

/// Sets of one kind at one load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Work sets or a drop.
    pub kind: GroupKind,
    /// Reps of each set.
    pub reps: Reps,
    /// How heavy; `None`: the lifter picks.
    pub load: Option<Spanned<Load>>,
    /// Repeat until a set feels like that, within the range of sets.
    pub until: Option<Spanned<Rpe>>,
    /// Rest after each set.
    pub rest: Option<Seconds>,
}

/// What a group's sets are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// So many sets; a range: as many as the rule, or the lifter, decides.
    Work {
        /// How many.
        sets: Range<u16>,
    },
    /// One set at once after another, with less weight.
    Drop,
}

/// What is done in a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reps {
    /// `3`, `3-5`
    Count(Range<u16>),
    /// `5+`: at least so many, as many as possible, in the last set of its group.
    AtLeast(u16),
    /// `AMRAP`: as many as possible, in every set.
    Amrap,
    /// `30s`, `30-45s`
    Time(Range<Seconds>),
    /// `20m`: metres.
    Distance(Range<u16>),
}

/// A value and the bytes of the scheme it was read from. The place is no part of the value: two are equal
/// wherever they stood.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// From where.
    pub span: ops::Range<usize>,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl Reps {
    /// The reps of set `index` (from 0) of `sets`, as printed: only the last set of `3x5+` is `5+`.
    #[must_use]
    pub fn of_set(self, index: u16, sets: u16) -> Self {
        match self {
            Self::AtLeast(n) if index + 1 < sets => Self::Count(Range::one(n)),
            reps => reps,
        }
    }
}
