//! The days of a plan as rules. Groups of sets refer to the tables of a [`Rulebook`](super::Rulebook) by position.

use serde::Serialize;

use crate::model::Reps;
use crate::units::{Range, Rpe};

use super::fault::Refused;
use super::json;

/// A day.
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

/// A block.
#[derive(Debug, Clone)]
pub struct BlockRules {
    /// Its top exercises.
    pub top: Vec<ItemRules>,
    /// Its back-off exercises.
    pub backoff: Vec<ItemRules>,
    /// Whether part of its `top` could not be read.
    pub(super) unread: bool,
}

/// An exercise with its groups of sets.
#[derive(Debug, Clone)]
pub struct ItemRules {
    /// Its own groups.
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
    /// The author's own sets; their `top` is the first work set.
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

/// An alternative exercise: the same share of its own max.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubstituteRule {
    /// Position of the exercise.
    pub exercise: usize,
    /// The max of the exercise that it replaces, and its own. `None` if the lifter must have a max of this very exercise.
    pub maxes: Option<[usize; 2]>,
}

/// The possible results of a lift's top set on paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HitsRule {
    /// Its weight and the weights around it.
    Weight,
    /// Reps, to failure.
    Reps(Vec<u16>),
    /// Efforts, in half points.
    #[serde(serialize_with = "json::efforts")]
    Effort(Vec<Rpe>),
}

/// A group of sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SlotRule {
    /// Position of the exercise.
    pub exercise: usize,
    /// Position of the rule.
    pub rule: usize,
    /// The most sets.
    pub most: u16,
    /// For an attempt: whether it is at least the next loadable weight above the set of its lift before it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rises: bool,
    /// For a third attempt: the position of the max that it must exceed by at least one loadable step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beats: Option<usize>,
    /// Whether it is optional, so that on paper nothing refers to it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// For a top set: whether its weight refers to the heaviest set of the block.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub refers: bool,
    /// For a top set: its planned reps, if known.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "json::some_range")]
    pub reps: Option<Range<u16>>,
    /// For a top set: its planned effort in half points, if known.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "json::some_efforts")]
    pub effort: Option<Range<Rpe>>,
    /// For a top set that others refer to: its possible results, if it is uncertain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits: Option<HitsRule>,
    /// Its mistake. Always empty in a plan.
    #[serde(skip)]
    pub(super) refused: Refused,
}
