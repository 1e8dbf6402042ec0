//! The load rules of a plan, for whoever works weights out without us: the script of a booklet's page.
//!
//! All that does not depend on a lifter's maxes or on how the top sets go is resolved: weekly steps, cells of the RPE
//! chart, which set is meant. What is left is arithmetic in whole numbers. `docs/pages/gym-mode.md` has it as JSON.

mod compile;
mod json;
mod table;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Anchor, PlateStock, Reps, RoundingRule, RpeChart, Slug};
use crate::plan::ladder::Ladder;
use crate::plan::plates::PlateSet;
use crate::units::{Mass, Percent, Range, Rpe};

/// What of the rules is of one lifter alone.
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

/// What there is to load.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum LadderRule {
    /// The lightest, then the first and every step above it.
    Steps {
        /// The lightest.
        #[serde(serialize_with = "json::mass")]
        lightest: Mass,
        /// The first of the steps.
        #[serde(serialize_with = "json::mass")]
        first: Mass,
        /// From one to the next.
        #[serde(serialize_with = "json::mass")]
        step: Mass,
    },
    /// These, lightest first.
    Rungs {
        /// Each of them.
        #[serde(serialize_with = "json::masses")]
        rungs: Vec<Mass>,
    },
    /// A bar, and plates for each of its sides.
    Plates {
        /// The bar with its collars.
        #[serde(serialize_with = "json::mass")]
        bar: Mass,
        /// The plates for one side, heaviest first.
        plates: Vec<PlateRule>,
        /// How many sides are loaded alike: two, or the one of a landmine.
        #[serde(skip_serializing_if = "json::is_two")]
        sides: u16,
    },
}

impl LadderRule {
    /// Every weight up to `most`, lightest first; nothing where these are more than `limit`.
    #[must_use]
    pub fn rungs(&self, most: Mass, limit: usize) -> Option<Vec<Mass>> {
        Ladder::of_rule(self, &self.plates()).all_up_to(most, limit)
    }

    /// What is loaded for each of some computed weights.
    #[must_use]
    pub fn fitted(&self, masses: impl IntoIterator<Item = Mass>, rounding: RoundingRule) -> Vec<Mass> {
        let plates = self.plates();
        let ladder = Ladder::of_rule(self, &plates);
        masses.into_iter().map(|mass| ladder.fit(mass, rounding, mass).mass).collect()
    }

    fn plates(&self) -> PlateSet {
        let stock = |plate: &PlateRule| PlateStock { mass: plate.mass, pairs: plate.pairs };
        PlateSet::new(match self {
            Self::Plates { plates, .. } => plates.iter().map(stock).collect(),
            Self::Steps { .. } | Self::Rungs { .. } => Vec::new(),
        })
    }
}

/// A kind of plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlateRule {
    /// The weight of one.
    pub mass: Mass,
    /// How many there are for each side; `None`: as many as it takes.
    pub pairs: Option<u16>,
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
        /// Which kind of max it is of, where points can be taken off it: `TM`, or empty where nothing is written.
        points: Option<String>,
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

/// What a percentage is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum ShareOf {
    /// A reference, by its position.
    Reference(usize),
    /// The 1RM that the top set shows.
    Shown(Shown),
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
        of: BTreeMap<String, usize>,
    },
}

/// A day.
#[derive(Debug)]
pub struct DayRules {
    /// Its blocks.
    pub blocks: Vec<BlockRules>,
    /// Its accessories.
    pub accessories: Vec<ItemRules>,
}

/// A block.
#[derive(Debug)]
pub struct BlockRules {
    /// Its top exercises.
    pub top: Vec<ItemRules>,
    /// Its back-off exercises.
    pub backoff: Vec<ItemRules>,
}

/// An exercise with its groups of sets.
#[derive(Debug)]
pub struct ItemRules {
    /// Its own.
    pub slots: Vec<SlotRule>,
    /// Those of each branch of its decision.
    pub alternatives: Vec<Vec<SlotRule>>,
    /// The light sets before it, if there are any.
    pub warmup: Option<WarmupRule>,
    /// What will do in its place.
    pub substitutes: Vec<SubstituteRule>,
}

/// The light sets before the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarmupRule {
    /// From the empty bar to the first work set.
    Ramp,
    /// The author's own; `top` is the first work set.
    Sets(Vec<WarmupSetRule>),
}

/// One light set, or several that are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarmupSetRule {
    /// Reps.
    pub reps: Reps,
    /// Its weight and how often.
    pub slot: SlotRule,
}

/// An exercise that will do in the place of another: the same share of its own max.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubstituteRule {
    /// The exercise, by its position.
    pub exercise: usize,
    /// The max of the exercise that it takes the place of, and its own; `None` where the lifter has to have one of the
    /// exercise itself.
    pub maxes: Option<[usize; 2]>,
}

/// What the top set of a lift may come to, on paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HitsRule {
    /// Its weight and those around it.
    Weight,
    /// So many reps, with all that the lifter has.
    Reps(Vec<u16>),
    /// So hard, in half points.
    #[serde(serialize_with = "json::efforts")]
    Effort(Vec<Rpe>),
}

/// A group of sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SlotRule {
    /// The exercise, by its position.
    pub exercise: usize,
    /// The rule, by its position.
    pub rule: usize,
    /// How many sets at most.
    pub most: u16,
    /// Of an attempt: whether it is at least the next weight above the set of its lift before it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rises: bool,
    /// Of a third attempt: the max, by its position, that it is at least the next weight above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beats: Option<usize>,
    /// Whether it may be left out, so that on paper nothing follows from it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Of a top set: whether its weight follows from the heaviest of the block.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub refers: bool,
    /// Of a top set: how many reps it is planned with, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "json::some_range")]
    pub reps: Option<Range<u16>>,
    /// Of a top set: how hard it is planned, in half points, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "json::some_efforts")]
    pub effort: Option<Range<Rpe>>,
    /// Of a top set that others follow: what it may come to, where that is not certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits: Option<HitsRule>,
}
