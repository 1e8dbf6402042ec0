//! The days of a plan as rules. Groups of sets refer to the tables of a [`Rulebook`](super::Rulebook) by position.

use serde::Serialize;

use crate::model::Reps;
use crate::units::{Range, Rpe};

use super::fault::Refused;
use super::json;

/// The rules of a day.
#[derive(Debug, Clone)]
pub struct DayRules {
    /// Its blocks.
    pub blocks: Vec<BlockRules>,
    /// Its accessories.
    pub accessories: Vec<ItemRules>,
}

impl DayRules {
    /// Removes everything without work.
    pub(in crate::plan) fn trained(mut self) -> Self {
        let is_done = |item: &ItemRules| !item.slots.is_empty();
        for block in &mut self.blocks {
            block.top.retain(is_done);
            block.backoff.retain(is_done);
        }
        self.blocks.retain(|block| !block.top.is_empty() || !block.backoff.is_empty());
        self.accessories.retain(is_done);
        self
    }
}

/// The rules of a block.
#[derive(Debug, Clone)]
pub struct BlockRules {
    /// Its top exercises.
    pub top: Vec<ItemRules>,
    /// Its back-off exercises.
    pub backoff: Vec<ItemRules>,
    /// Whether part of its `top` could not be read.
    pub(super) unread: bool,
}

/// The rules of an exercise's groups of sets.
#[derive(Debug, Clone)]
pub struct ItemRules {
    /// The exercise's own groups.
    pub slots: Vec<SlotRule>,
    /// The groups of each branch of `adjust`.
    pub alternatives: Vec<Vec<SlotRule>>,
    /// Its warm-up sets.
    pub warmup: Option<WarmupRule>,
    /// Alternative exercises.
    pub substitutes: Vec<SubstituteRule>,
    /// Whether its sets could not be read.
    pub(super) unread: bool,
}

/// The warm-up sets of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarmupRule {
    /// The ramp from the empty bar to the first work set.
    Ramp,
    /// The author's own sets, in which `top` refers to the first work set.
    Sets(Vec<WarmupSetRule>),
}

/// One or several equal warm-up sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarmupSetRule {
    /// Reps.
    pub reps: Reps,
    /// The weight and the number of sets.
    pub slot: SlotRule,
}

/// The rule of an alternative exercise: its weight is the same percentage of its own max.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubstituteRule {
    /// The position of the alternative exercise.
    pub exercise: usize,
    /// The positions of the max of the replaced exercise, and of the max of the alternative. `None` if the lifter has
    /// no max for one of them.
    pub maxes: Option<[usize; 2]>,
}

/// The results of a lift's top set that are possible before the lifter does the set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HitsRule {
    /// The planned weight and the loadable weights around it.
    Weight,
    /// Numbers of reps, with the set taken to failure.
    Reps(Vec<u16>),
    /// Efforts, in half points of RPE.
    #[serde(serialize_with = "json::efforts")]
    Effort(Vec<Rpe>),
}

/// The rule of a group of sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SlotRule {
    /// The position of the exercise.
    pub exercise: usize,
    /// The position of the rule for the weight.
    pub rule: usize,
    /// The highest number of sets.
    pub most: u16,
    /// For an attempt: whether it must be at least one loadable step above the set of the same lift before it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rises: bool,
    /// For a third attempt: the position of the max that the attempt must exceed by at least one loadable step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beats: Option<usize>,
    /// Whether the group is optional. No load refers to an optional group as the top set, because the lifter may skip
    /// it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// For a top set: whether its weight refers to the heaviest set of the block.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub refers: bool,
    /// For a top set: its planned reps; `None` if they are unknown.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "json::some_range")]
    pub reps: Option<Range<u16>>,
    /// For a top set: its planned effort in half points of RPE; `None` if it is unknown.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "json::some_efforts")]
    pub effort: Option<Range<Rpe>>,
    /// For a top set: its possible results, if there are several and later weights depend on them; otherwise `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits: Option<HitsRule>,
    /// The mistake of the group. Always empty in a plan.
    #[serde(skip)]
    pub(super) refused: Refused,
}
