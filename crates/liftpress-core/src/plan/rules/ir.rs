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
    /// The lifter's bodyweight, if known.
    #[serde(serialize_with = "json::some_mass")]
    pub own: Option<Mass>,
    /// The steps of assistance, where a weight is below bodyweight.
    #[serde(serialize_with = "json::mass")]
    pub step: Mass,
    /// The lifter's maxes.
    pub maxes: Vec<MaxRule>,
}

/// All rules that the weights of a plan follow from. Equal parts are stored once and referred to by position.
#[derive(Debug, Serialize)]
pub struct Rulebook {
    /// What the lifter brings.
    #[serde(flatten)]
    pub strength: Strength,
    /// What percentages refer to.
    pub references: Vec<ReferenceRule>,
    /// What can be loaded.
    pub ladders: Vec<LadderRule>,
    /// The exercises.
    pub exercises: Vec<ExerciseRule>,
    /// The RPE chart, if something follows from the result of a top set.
    #[serde(serialize_with = "json::chart")]
    pub chart: Option<RpeChart>,
    /// The rules of the plan's groups of sets.
    pub rules: Vec<Rule>,
}

/// A max of a lifter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MaxRule {
    /// The lift.
    #[serde(serialize_with = "json::slug")]
    pub lift: Slug,
    /// The number of reps.
    pub reps: u16,
    /// The first week of the program in which it counts.
    pub from_week: u16,
    /// The weight.
    #[serde(serialize_with = "json::mass")]
    pub mass: Mass,
}

/// What a percentage refers to: a max, and the steps from it, such as the share of a training max, a share of another lift, or
/// the gain of a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ReferenceRule {
    /// The max.
    pub max: usize,
    /// The steps, in order.
    pub then: Vec<MassStep>,
    /// Whether the first step is the share of a training max, which lifters may set for themselves.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub training: bool,
    /// The reps that this is the max for. If the lifter has a record for exactly these reps, it starts from the record without
    /// the first step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<u16>,
}

impl ReferenceRule {
    /// Returns the value for a max of `max`.
    #[must_use]
    pub fn mass(&self, max: Mass) -> Mass {
        MassStep::all(&self.then, max)
    }
}

/// A step from one mass to another. The result of each is rounded to 10 ng, halves up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MassStep {
    /// A share, repeatedly applied.
    Times(Percent, u16),
    /// A signed amount. The result is at least zero.
    Plus(Mass),
    /// A fraction: the numerator, and a denominator that is never zero.
    Ratio(u64, u64),
}

impl MassStep {
    /// Applies several steps in a row.
    pub(in crate::plan) fn all(steps: &[Self], mass: Mass) -> Mass {
        steps.iter().fold(mass, |mass, step| step.of(mass))
    }

    /// A share of the mass, applied `times` times if that is given.
    pub(super) const fn is_share(&self) -> bool {
        matches!(self, Self::Times(..))
    }

    /// A share.
    #[must_use]
    pub const fn share(share: Percent) -> Self {
        Self::Times(share, 1)
    }

    /// Applies the step.
    #[must_use]
    pub fn of(self, mass: Mass) -> Mass {
        match self {
            Self::Times(share, times) => (0..times).fold(mass, |mass, _| mass.times(share)),
            Self::Plus(more) => mass + more,
            Self::Ratio(numerator, denominator) => mass.ratio(numerator, denominator).unwrap_or(mass),
        }
    }
}

/// An exercise and its equipment.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the JSON")]
pub struct ExerciseRule {
    /// Its slug.
    #[serde(serialize_with = "json::slug")]
    pub slug: Slug,
    /// Its name for readers.
    pub name: String,
    /// Whether the load includes the bodyweight.
    pub body: bool,
    /// Whether it uses a bar, which is its lightest weight.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bar: bool,
    /// Whether nothing is known of its equipment, so that weights the author wrote are used unrounded.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
    /// The same for weights that hang from a belt.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub belt_unknown: bool,
    /// What it can be loaded with.
    pub ladder: usize,
    /// What can hang from a belt.
    pub belt: usize,
    /// The rounding of its weights.
    #[serde(flatten, serialize_with = "json::rounding")]
    pub rounding: RoundingRule,
}

/// The rule for the weight of a group of sets. Ranges have two ends, which are put back in order if a step swaps them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Rule {
    /// The lifter picks.
    Open,
    /// A weight, rounded to what can be loaded.
    Weight {
        /// The weight.
        #[serde(serialize_with = "json::mass_range")]
        weight: Range<Mass>,
        /// Whether it is exactly what the author wrote, and not a share of it.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        written: bool,
    },
    /// The empty bar, with steps.
    Bar {
        /// The steps, in order.
        then: Vec<MassStep>,
    },
    /// Bodyweight and an added weight.
    Belt {
        /// The added weight.
        #[serde(serialize_with = "json::mass")]
        added: Mass,
        /// The steps on the total load. Without a known bodyweight, shares are skipped.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        then: Vec<MassStep>,
    },
    /// A percentage.
    Share {
        /// What it refers to.
        of: ShareOf,
        /// The percentage in this week.
        #[serde(serialize_with = "json::percents")]
        percent: Range<Percent>,
        /// The steps on each end, in order.
        then: Vec<MassStep>,
        /// The kind of max that it refers to, if percentage points can be taken off it.
        points: Option<PercentOf>,
    },
    /// An effort, as a percentage of the 1RM.
    Effort {
        /// The share from the RPE chart.
        #[serde(serialize_with = "json::percents")]
        percent: Range<Percent>,
        /// The 1RM that the top set shows, if the weight follows from one.
        shown: Option<Shown>,
        /// The 1RM otherwise; without one the lifter picks.
        of: Option<usize>,
    },
    /// A weight relative to another set.
    Off {
        /// The other set.
        #[serde(serialize_with = "json::anchor")]
        from: Anchor,
        /// The distance; `None` for the same weight.
        by: Option<Off>,
        /// The steps on each end, in order. For bodyweight exercises, shares apply to the total load and amounts to the added
        /// weight.
        then: Vec<MassStep>,
        /// Whether it is exactly the weight of that set, so that percentage points can be taken off its percentage.
        same: bool,
    },
    /// A drop set: a fifth below the set before, if that has a weight.
    Drop {
        /// The remaining share.
        #[serde(serialize_with = "json::percent")]
        percent: Percent,
    },
}

impl Rule {
    /// Returns the set that the weight refers to, if it refers to one.
    #[must_use]
    pub const fn anchor(&self) -> Option<Anchor> {
        match self {
            Self::Off { from, .. } => Some(*from),
            Self::Drop { .. } => Some(Anchor::Previous),
            _ => None,
        }
    }
}

/// What a percentage refers to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum ShareOf {
    /// The position of a reference.
    Reference(usize),
    /// The 1RM that the top set shows.
    Shown(Shown),
}

/// The kind of max that a percentage refers to, as the author writes it: `TM`, or nothing if the program decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PercentOf(pub Option<MaxKind>);

impl fmt::Display for PercentOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |kind| kind.fmt(f))
    }
}

/// Compares by text.
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

/// The 1RM that a top set shows, for an exercise that refers to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Shown {
    /// How it becomes a 1RM of the exercise; `None` to use it unchanged.
    pub carried: Option<Carried>,
    /// The max of the top set's lift, which is used if no effort is known.
    pub max: Option<usize>,
    /// The position of the lift whose top set it is, if the author names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<usize>,
}

/// How a 1RM of one exercise becomes a 1RM of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Carried {
    /// In the proportion of two references.
    Proportion {
        /// The reference of the top set's lift.
        from: usize,
        /// The reference of the exercise.
        to: usize,
    },
    /// By these steps.
    Steps(Vec<MassStep>),
}

/// The distance of a weight from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Off {
    /// The remaining shares.
    #[serde(serialize_with = "json::percents")]
    Percent(Range<Percent>),
    /// Signed amounts. The result is at least zero.
    #[serde(serialize_with = "json::mass_range")]
    Amount(Range<Mass>),
    /// Signed percentage points of the percentage. The result is at least zero.
    Points {
        /// The points.
        #[serde(serialize_with = "json::percents")]
        points: Range<Percent>,
        /// The max of the exercise, by each kind that the percentage may refer to.
        of: BTreeMap<PercentOf, usize>,
    },
}
