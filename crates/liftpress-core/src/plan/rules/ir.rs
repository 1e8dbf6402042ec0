//! The rules of a program and what a lifter brings to them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::model::{Anchor, MaxKind, RoundingRule, RpeChart, Slug};
use crate::units::{Mass, Percent, Range};

use super::json;
use super::ladders::LadderRule;

/// The lifter-specific part of the rules.
#[derive(Debug, Serialize)]
pub struct Strength {
    /// What the lifter weighs, if that is known.
    #[serde(serialize_with = "json::some_mass")]
    pub own: Option<Mass>,
    /// From one weight to the next, where there is help below bodyweight.
    #[serde(serialize_with = "json::mass")]
    pub step: Mass,
    /// What the lifter can do.
    pub maxes: Vec<MaxRule>,
}

/// Every rule that the weights of a plan follow from. What recurs stands once, and is referred to by its position.
#[derive(Debug, Serialize)]
pub struct Rulebook {
    /// What the lifter brings.
    #[serde(flatten)]
    pub strength: Strength,
    /// What percentages are of.
    pub references: Vec<ReferenceRule>,
    /// What there is to load.
    pub ladders: Vec<LadderRule>,
    /// The exercises.
    pub exercises: Vec<ExerciseRule>,
    /// The RPE chart, where something follows from what a top set shows.
    #[serde(serialize_with = "json::chart")]
    pub chart: Option<RpeChart>,
    /// The rules of the plan's groups of sets.
    pub rules: Vec<Rule>,
}

/// A max that a lifter has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MaxRule {
    /// The lift.
    #[serde(serialize_with = "json::slug")]
    pub lift: Slug,
    /// For so many reps.
    pub reps: u16,
    /// From which week of the program on.
    pub from_week: u16,
    /// How much.
    #[serde(serialize_with = "json::mass")]
    pub mass: Mass,
}

/// What a percentage is of: a max, and what makes a training max, a share of another lift, a gain of a cycle of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ReferenceRule {
    /// The max.
    pub max: usize,
    /// What is done to it, in order.
    pub then: Vec<MassStep>,
    /// Whether the first step is the share that makes a training max, which a lifter may set for themselves.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub training: bool,
    /// Of so many reps it is the max: where the lifter has lifted just that, it begins with what they lifted, and the first
    /// step is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<u16>,
}

impl ReferenceRule {
    /// What it comes to with a max of so much.
    #[must_use]
    pub fn mass(&self, max: Mass) -> Mass {
        MassStep::all(&self.then, max)
    }
}

/// One step from a mass to another; each is taken to the nearest count, halves up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MassStep {
    /// That share of it, so many times in a row.
    Times(Percent, u16),
    /// That much more, or below nothing less.
    Plus(Mass),
    /// A fraction of it: numerator, and a denominator that is never nothing.
    Ratio(u64, u64),
}

impl MassStep {
    /// What several steps in a row make of a mass.
    pub(in crate::plan) fn all(steps: &[Self], mass: Mass) -> Mass {
        steps.iter().fold(mass, |mass, step| step.of(mass))
    }

    /// Whether it is a share of the mass, several times in a row where that is so.
    pub(super) const fn is_share(&self) -> bool {
        matches!(self, Self::Times(..))
    }

    /// That share of it.
    #[must_use]
    pub const fn share(share: Percent) -> Self {
        Self::Times(share, 1)
    }

    /// What it makes of a mass.
    #[must_use]
    pub fn of(self, mass: Mass) -> Mass {
        match self {
            Self::Times(share, times) => (0..times).fold(mass, |mass, _| mass.times(share)),
            Self::Plus(more) => mass + more,
            Self::Ratio(numerator, denominator) => mass.ratio(numerator, denominator).unwrap_or(mass),
        }
    }
}

/// An exercise, and what it is loaded with.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the JSON")]
pub struct ExerciseRule {
    /// Its slug.
    #[serde(serialize_with = "json::slug")]
    pub slug: Slug,
    /// Its name for people.
    pub name: String,
    /// Whether bodyweight is a part of what is lifted.
    pub body: bool,
    /// Whether it is done with a bar, which then is its lightest weight.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bar: bool,
    /// Whether nothing is known of what it is loaded with: then a weight that the author wrote is taken as it is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
    /// The same of what hangs on a belt.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub belt_unknown: bool,
    /// What it is loaded with.
    pub ladder: usize,
    /// What can hang on a belt.
    pub belt: usize,
    /// How its weights are rounded.
    #[serde(flatten, serialize_with = "json::rounding")]
    pub rounding: RoundingRule,
}

/// What decides the weight of a group of sets. Ranges have two ends, and where a step would turn them round, they are
/// put in order again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Rule {
    /// The lifter picks.
    Open,
    /// That much, rounded to what can be loaded.
    Weight {
        /// How much.
        #[serde(serialize_with = "json::mass_range")]
        weight: Range<Mass>,
        /// Whether it is just what the author wrote, and not a share of it.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        written: bool,
    },
    /// The empty bar, or what comes of it.
    Bar {
        /// What is done to it, in order.
        then: Vec<MassStep>,
    },
    /// Bodyweight, and that much more.
    Belt {
        /// How much more.
        #[serde(serialize_with = "json::mass")]
        added: Mass,
        /// What is done to all that is lifted, in order; where bodyweight is unknown, shares are left out.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        then: Vec<MassStep>,
    },
    /// A percentage.
    Share {
        /// What it is of.
        of: ShareOf,
        /// How much of it, in this week.
        #[serde(serialize_with = "json::percents")]
        percent: Range<Percent>,
        /// What is done to each end, in order.
        then: Vec<MassStep>,
        /// The kind of max that it is of, where points can be taken off it.
        points: Option<PercentOf>,
    },
    /// An effort, as a percentage of the 1RM.
    Effort {
        /// From the RPE chart.
        #[serde(serialize_with = "json::percents")]
        percent: Range<Percent>,
        /// What the top set shows, if it follows from one.
        shown: Option<Shown>,
        /// The 1RM it is of else; without one, the lifter picks.
        of: Option<usize>,
    },
    /// So far from another set.
    Off {
        /// Which.
        #[serde(serialize_with = "json::anchor")]
        from: Anchor,
        /// How far; `None`: as heavy as that.
        by: Option<Off>,
        /// What is done to each end, in order; of a set with bodyweight, shares are of all that is lifted, and amounts are added to
        /// what hangs on the belt.
        then: Vec<MassStep>,
        /// Whether it is the very weight of that set, off whose percentage points can be taken.
        same: bool,
    },
    /// A drop: a fifth off the set before, if that had a weight.
    Drop {
        /// What remains.
        #[serde(serialize_with = "json::percent")]
        percent: Percent,
    },
}

impl Rule {
    /// The set that the weight is taken from, if it is taken from one.
    #[must_use]
    pub const fn anchor(&self) -> Option<Anchor> {
        match self {
            Self::Off { from, .. } => Some(*from),
            Self::Drop { .. } => Some(Anchor::Previous),
            _ => None,
        }
    }
}

/// What a percentage is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum ShareOf {
    /// A reference, by its position.
    Reference(usize),
    /// The 1RM that the top set shows.
    Shown(Shown),
}

/// The kind of max that a percentage is of, as the author writes it: `TM`, or nothing where that is left to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PercentOf(pub Option<MaxKind>);

impl fmt::Display for PercentOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |kind| kind.fmt(f))
    }
}

/// By the text.
impl Ord for PercentOf {
    fn cmp(&self, other: &Self) -> Ordering {
        self.to_string().cmp(&other.to_string())
    }
}

impl PartialOrd for PercentOf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for PercentOf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// The 1RM that a top set shows, for an exercise that follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Shown {
    /// How it is one of the exercise; `None`: it is taken as it is.
    pub carried: Option<Carried>,
    /// The max of the top set's lift, which it is taken for where nobody says how hard it is.
    pub max: Option<usize>,
    /// The lift whose top set it is, by its position, where the author names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<usize>,
}

/// How what one exercise shows is a 1RM of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Carried {
    /// As these two references are to each other.
    Proportion {
        /// That of the top set's lift.
        from: usize,
        /// That of the exercise.
        to: usize,
    },
    /// After these steps.
    Steps(Vec<MassStep>),
}

/// How far a weight is from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Off {
    /// These shares of it remain.
    #[serde(serialize_with = "json::percents")]
    Percent(Range<Percent>),
    /// That much more, or below nothing less.
    #[serde(serialize_with = "json::mass_range")]
    Amount(Range<Mass>),
    /// So many points more, or below nothing less, of the percentage.
    Points {
        /// How many.
        #[serde(serialize_with = "json::percents")]
        points: Range<Percent>,
        /// The max of the exercise of each kind that the percentage may be of.
        of: BTreeMap<PercentOf, usize>,
    },
}
