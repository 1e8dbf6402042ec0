//! Sets and reps.

use std::ops;

use crate::units::{Range, Rpe, Seconds};

use super::Load;
use crate::words;

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
    /// Rest between the parts of a set, where the author gives one; see [`Reps::pause`].
    pub pause: Option<Seconds>,
    /// Rest after each set.
    pub rest: Option<Seconds>,
}

impl Group {
    /// Sets of these reps, with a weight that the lifter picks, and nothing else said.
    #[must_use]
    pub const fn of(kind: GroupKind, reps: Reps) -> Self {
        Self { kind, reps, load: None, until: None, pause: None, rest: None }
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// `(1+1+1)`: the bar is racked for a few seconds between the parts of one set. Never empty.
    Cluster(Vec<u16>),
    /// `rest-pause 8+3+2`: to the limit, a few breaths, and on with the same weight. Never empty.
    RestPause(Vec<u16>),
    /// `myo 15+5x4`: a long first set, then short ones with a few breaths between.
    Myo(Myo),
    /// `opener`, `second`, `third`: an attempt at a meet.
    Attempt(Attempt),
}

/// Myo-reps: one activation set, then mini-sets at the same weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Myo {
    /// Reps of the activation set.
    pub activation: Range<u16>,
    /// Reps of each mini-set.
    pub mini: Range<u16>,
    /// How many mini-sets.
    pub times: Range<u16>,
}

words! {
    /// The three attempts on a lift at a meet.
    Attempt {
        /// The first, which has to succeed.
        Opener => "opener",
        /// The second.
        Second => "second",
        /// The third.
        Third => "third",
    }
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

impl Group {
    /// Whether it is an attempt at a meet.
    #[must_use]
    pub const fn is_attempt(&self) -> bool {
        matches!(self.reps, Reps::Attempt(_))
    }
}

impl Reps {
    /// The reps of set `index` (from 0) of `sets`, as printed: only the last set of `3x5+` is `5+`.
    #[must_use]
    pub fn of_set(&self, index: u16, sets: u16) -> Self {
        match self {
            Self::AtLeast(n) if index + 1 < sets => Self::Count(Range::one(*n)),
            reps => reps.clone(),
        }
    }

    /// The reps of one set where they are counted: of `5+` at least five, of a cluster its sum.
    #[must_use]
    pub fn counted(&self) -> Option<Range<u16>> {
        let sum = |parts: &[u16]| Range::one(parts.iter().fold(0_u16, |sum, part| sum.saturating_add(*part)));
        match self {
            Self::Count(reps) => Some(*reps),
            Self::AtLeast(reps) => Some(Range::one(*reps)),
            Self::Attempt(_) => Some(Range::one(1)),
            Self::Cluster(parts) | Self::RestPause(parts) => Some(sum(parts)),
            Self::Myo(Myo { activation, mini, times }) => Some(Range {
                low: activation.low.saturating_add(mini.low.saturating_mul(times.low)),
                high: activation.high.saturating_add(mini.high.saturating_mul(times.high)),
            }),
            Self::Amrap | Self::Time(_) | Self::Distance(_) => None,
        }
    }

    /// The rest between the parts of a set that has parts, where the author gives none: 20 s in a cluster and a
    /// rest-pause set, 15 s between mini-sets of myo-reps (resttimerscience.com gives 10 to 20 s, or three to five deep
    /// breaths).
    #[must_use]
    pub fn pause(&self) -> Option<Seconds> {
        match self {
            Self::Cluster(_) | Self::RestPause(_) => Some(Seconds(20)),
            Self::Myo(_) => Some(Seconds(15)),
            _ => None,
        }
    }
}
