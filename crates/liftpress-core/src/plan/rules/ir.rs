//! The rules of a program, and the lifter's bodyweight and maxes that they need.

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
    /// The lifter's bodyweight; `None` if it is unknown.
    #[serde(serialize_with = "json::some_mass")]
    pub own: Option<Mass>,
    /// The step between weights of assistance, which are below bodyweight.
    #[serde(serialize_with = "json::mass")]
    pub step: Mass,
    /// The lifter's maxes.
    pub maxes: Vec<MaxRule>,
}

/// All rules that the weights of a plan follow from. Equal parts are stored once, and other parts refer to them by
/// position.
#[derive(Debug, Serialize)]
pub struct Rulebook {
    /// The lifter's bodyweight and maxes.
    #[serde(flatten)]
    pub strength: Strength,
    /// The values that percentages refer to.
    pub references: Vec<ReferenceRule>,
    /// The loadable weights.
    pub ladders: Vec<LadderRule>,
    /// The exercises.
    pub exercises: Vec<ExerciseRule>,
    /// The RPE chart; `None` if no weight follows from the result of a top set.
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
    /// The first week of the program in which the max counts.
    pub from_week: u16,
    /// The weight.
    #[serde(serialize_with = "json::mass")]
    pub mass: Mass,
}

/// A value that percentages refer to: a max, and the calculation steps that start from the max. A step is, for example,
/// the percentage of a training max, the percentage of another lift, or the gain of a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ReferenceRule {
    /// The position of the max.
    pub max: usize,
    /// The calculation steps, in order.
    pub then: Vec<MassStep>,
    /// Whether the first step is the percentage of a training max, which lifters may set for themselves.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub training: bool,
    /// The number of reps, if the value is a rep max that the first step calculates from the 1RM; otherwise `None`. If
    /// the lifter has a record for exactly this number of reps, the calculation starts from that record and skips the
    /// first step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps: Option<u16>,
}

impl ReferenceRule {
    /// Returns the value if the lifter's max is `max`.
    #[must_use]
    pub fn mass(&self, max: Mass) -> Mass {
        MassStep::all(&self.then, max)
    }
}

/// A calculation step from one mass to another. The result of each step is rounded to 10 ng, halves up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MassStep {
    /// A percentage of the mass, and how many times in a row it is applied.
    Times(Percent, u16),
    /// A signed amount to add.
    Plus(Mass),
    /// A fraction of the mass: the numerator, and a denominator that is never zero.
    Ratio(u64, u64),
}

impl MassStep {
    /// Returns the mass after several steps in a row.
    pub(in crate::plan) fn all(steps: &[Self], mass: Mass) -> Mass {
        steps.iter().fold(mass, |mass, step| step.of(mass))
    }

    /// Whether the step takes a percentage of the mass.
    pub(super) const fn is_share(&self) -> bool {
        matches!(self, Self::Times(..))
    }

    /// Returns the step that takes a percentage once.
    #[must_use]
    pub const fn share(share: Percent) -> Self {
        Self::Times(share, 1)
    }

    /// Returns the mass after this step.
    #[must_use]
    pub fn of(self, mass: Mass) -> Mass {
        match self {
            Self::Times(share, times) => (0..times).fold(mass, |mass, _| mass.times(share)),
            Self::Plus(more) => mass + more,
            Self::Ratio(numerator, denominator) => mass.ratio(numerator, denominator).unwrap_or(mass),
        }
    }
}

/// An exercise with its equipment.
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
    /// Whether the exercise uses a bar. The empty bar is then its lightest weight.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bar: bool,
    /// Whether the equipment of the exercise is unknown. Weights that the author wrote are then used without rounding.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
    /// Whether the equipment for the belt is unknown. Added weights that the author wrote are then used without
    /// rounding.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub belt_unknown: bool,
    /// The position of the exercise's loadable weights.
    pub ladder: usize,
    /// The position of the weights that can hang from a belt.
    pub belt: usize,
    /// The rounding of the exercise's weights.
    #[serde(flatten, serialize_with = "json::rounding")]
    pub rounding: RoundingRule,
}

/// The rule for the weight of a group of sets. Each end of a range is calculated by itself. If a step reverses the
/// order of the ends, they are swapped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Rule {
    /// The lifter chooses the weight.
    Open,
    /// A weight, rounded to a loadable one.
    Weight {
        /// The weight.
        #[serde(serialize_with = "json::mass_range")]
        weight: Range<Mass>,
        /// Whether the weight is exactly as the author wrote it, and not a percentage of it.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        written: bool,
    },
    /// The empty bar, changed by calculation steps.
    Bar {
        /// The steps, in order.
        then: Vec<MassStep>,
    },
    /// Bodyweight and an added weight.
    Belt {
        /// The added weight.
        #[serde(serialize_with = "json::mass")]
        added: Mass,
        /// The calculation steps, which apply to the total load. If the bodyweight is unknown, percentages are skipped.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        then: Vec<MassStep>,
    },
    /// A percentage.
    Share {
        /// The value that the percentage refers to.
        of: ShareOf,
        /// The percentage in this week.
        #[serde(serialize_with = "json::percents")]
        percent: Range<Percent>,
        /// The calculation steps for each end of the range, in order.
        then: Vec<MassStep>,
        /// The kind of max that the percentage refers to; `None` if percentage points cannot be taken off the
        /// percentage.
        points: Option<PercentOf>,
    },
    /// An effort, as a percentage of the 1RM.
    Effort {
        /// The percentage of the 1RM from the RPE chart.
        #[serde(serialize_with = "json::percents")]
        percent: Range<Percent>,
        /// The 1RM that the top set shows; `None` if the weight does not follow from a top set.
        shown: Option<Shown>,
        /// The position of the 1RM to use otherwise; `None` if there is none, so that the lifter chooses the weight.
        of: Option<usize>,
    },
    /// A weight relative to another set.
    Off {
        /// The other set.
        #[serde(serialize_with = "json::anchor")]
        from: Anchor,
        /// The difference from that set's weight; `None` for the same weight.
        by: Option<Off>,
        /// The calculation steps for each end of the range, in order. For bodyweight exercises, percentages apply to
        /// the total load and amounts to the added weight.
        then: Vec<MassStep>,
        /// Whether the weight is exactly that of the other set, so that a later set can take percentage points off its
        /// percentage.
        same: bool,
    },
    /// A drop set: a fifth lighter than the set before it, if that set has a weight.
    Drop {
        /// The percentage of the weight that remains.
        #[serde(serialize_with = "json::percent")]
        percent: Percent,
    },
}

impl Rule {
    /// Returns the set that the weight refers to; `None` if it refers to no set.
    #[must_use]
    pub const fn anchor(&self) -> Option<Anchor> {
        match self {
            Self::Off { from, .. } => Some(*from),
            Self::Drop { .. } => Some(Anchor::Previous),
            _ => None,
        }
    }
}

/// The value that a percentage refers to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum ShareOf {
    /// The position of a reference.
    Reference(usize),
    /// The 1RM that the top set shows.
    Shown(Shown),
}

/// The kind of max that a percentage refers to, as the author writes it: `TM`, or nothing to leave it to the program.
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
    /// How the 1RM of the top set's lift becomes a 1RM of the exercise; `None` to use it unchanged.
    pub carried: Option<Carried>,
    /// The position of the max of the top set's lift, which is used if the top set has no known effort.
    pub max: Option<usize>,
    /// The position of the top set's lift, if the author names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<usize>,
}

/// How a 1RM of one exercise becomes a 1RM of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Carried {
    /// In the proportion of the values of two references.
    Proportion {
        /// The reference of the top set's lift.
        from: usize,
        /// The reference of the exercise.
        to: usize,
    },
    /// By these calculation steps.
    Steps(Vec<MassStep>),
}

/// The difference of a weight from another weight.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Off {
    /// The percentages of the weight that remain.
    #[serde(serialize_with = "json::percents")]
    Percent(Range<Percent>),
    /// Signed amounts to add to the weight.
    #[serde(serialize_with = "json::mass_range")]
    Amount(Range<Mass>),
    /// Signed percentage points to add to the percentage of the other set. If the result is not above zero, the set has
    /// no weight.
    Points {
        /// The points.
        #[serde(serialize_with = "json::percents")]
        points: Range<Percent>,
        /// The positions of the exercise's maxes, by each kind of max that the percentage of the other set may refer
        /// to.
        of: BTreeMap<PercentOf, usize>,
    },
}
