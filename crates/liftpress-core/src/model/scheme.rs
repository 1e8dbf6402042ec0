//! Sets and reps.

use std::ops;

use crate::units::{Range, Rpe, Seconds};

use super::Load;
use crate::words;

/// Work groups in order: `3x5 @ 70%, drop 10`. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// The groups, in order.
    pub groups: Vec<Group>,
}

/// Sets of one kind with one load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Work sets or a drop.
    pub kind: GroupKind,
    /// The reps of each set.
    pub reps: Reps,
    /// The load; `None` if the lifter chooses the weight.
    pub load: Option<Spanned<Load>>,
    /// The RPE at which the lifter stops doing sets, within the range of sets; `None` without such a rule.
    pub until: Option<Spanned<Rpe>>,
    /// The rest between the parts of a set; `None` for the default. See [`Reps::pause`].
    pub pause: Option<Seconds>,
    /// The rest after each set.
    pub rest: Option<Seconds>,
}

impl Group {
    /// Returns a group without a load or a rest, whose weight the lifter chooses.
    #[must_use]
    pub const fn of(kind: GroupKind, reps: Reps) -> Self {
        Self { kind, reps, load: None, until: None, pause: None, rest: None }
    }
}

/// The kind of a group's sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// A number of sets. In a range, the stop rule or the lifter decides how many of them are done.
    Work {
        /// The number of sets.
        sets: Range<u16>,
    },
    /// One set right after another, at a lower weight.
    Drop,
}

/// The work of a set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reps {
    /// `3`, `3-5`
    Count(Range<u16>),
    /// `5+`: at least this many reps, and as many as possible in the last set of the group.
    AtLeast(u16),
    /// `AMRAP`: as many reps as possible in every set.
    Amrap,
    /// `30s`, `30-45s`
    Time(Range<Seconds>),
    /// `20m`, in meters.
    Distance(Range<u16>),
    /// `(1+1+1)`: the lifter racks the bar for a few seconds between the parts of a set. Never empty.
    Cluster(Vec<u16>),
    /// `rest-pause 8+3+2`: each part to the limit at the same weight, with a few breaths between. Never empty.
    RestPause(Vec<u16>),
    /// `myo 15+5x4`: a long first set, then mini-sets with a few breaths between.
    Myo(Myo),
    /// `opener`, `second`, `third`: an attempt at a meet.
    Attempt(Attempt),
}

/// Myo-reps: one activation set, then mini-sets at the same weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Myo {
    /// The reps of the activation set.
    pub activation: Range<u16>,
    /// The reps of each mini-set.
    pub mini: Range<u16>,
    /// The number of mini-sets.
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

/// A value, and the bytes of the scheme that it was read from. Comparisons ignore the bytes.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The bytes.
    pub span: ops::Range<usize>,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl Group {
    /// Whether the group is an attempt at a meet.
    #[must_use]
    pub const fn is_attempt(&self) -> bool {
        matches!(self.reps, Reps::Attempt(_))
    }
}

impl Reps {
    /// Returns the reps of set `index` (from 0) of `sets`, as printed: only the last set of `3x5+` is `5+`.
    #[must_use]
    pub fn of_set(&self, index: u16, sets: u16) -> Self {
        match self {
            Self::AtLeast(n) if index + 1 < sets => Self::Count(Range::one(*n)),
            reps => reps.clone(),
        }
    }

    /// Returns the reps of one set, if they are counted: five for `5+`, and the sum of the parts for a cluster.
    /// Otherwise returns `None`.
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

    /// Returns the default rest between the parts of a set: 20 s in a cluster and a rest-pause set, 15 s between
    /// mini-sets of myo-reps. resttimerscience.com gives 10 to 20 s, or three to five deep breaths.
    #[must_use]
    pub fn pause(&self) -> Option<Seconds> {
        match self {
            Self::Cluster(_) | Self::RestPause(_) => Some(Seconds(20)),
            Self::Myo(_) => Some(Seconds(15)),
            _ => None,
        }
    }
}
