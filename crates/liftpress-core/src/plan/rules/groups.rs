//! The days of a plan as rules: groups of sets that refer to the tables of a [`Rulebook`](super::Rulebook) by position.

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
    /// Only what is done.
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
    /// Whether not all of its `top` could be read.
    pub(super) unread: bool,
}

/// An exercise with its groups of sets.
#[derive(Debug, Clone)]
pub struct ItemRules {
    /// Its own.
    pub slots: Vec<SlotRule>,
    /// Those of each branch of its decision.
    pub alternatives: Vec<Vec<SlotRule>>,
    /// The light sets before it, if there are any.
    pub warmup: Option<WarmupRule>,
    /// What will do in its place.
    pub substitutes: Vec<SubstituteRule>,
    /// Whether its sets could not be read.
    pub(super) unread: bool,
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
    /// What is wrong with it; in a plan, nothing.
    #[serde(skip)]
    pub(super) refused: Refused,
}
