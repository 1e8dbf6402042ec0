//! Evaluates a block: its top sets, then its back-off work with every branch of `adjust`, as planned or for other results of a
//! top set.

use crate::plan::{CameTo, Weight};
use crate::units::Range;

use super::around::{Around, Done, Outcome, TopSet};
use super::eval::{Evaluated, Evaluator};
use super::groups::{BlockRules, ItemRules, SlotRule};
use super::tops::{ByLift, DoneTop};

/// The result of a block.
#[derive(Debug)]
pub(in crate::plan) struct EvaluatedBlock {
    /// The results of its top sets, in order over all entries.
    pub(in crate::plan) top: Vec<Evaluated>,
    pub(in crate::plan) backoff: Vec<EvaluatedEntry>,
}

/// The result of an entry.
#[derive(Debug)]
pub(in crate::plan) struct EvaluatedEntry {
    pub(in crate::plan) lines: Vec<Evaluated>,
    pub(in crate::plan) branches: Vec<Vec<Evaluated>>,
}

impl EvaluatedBlock {
    /// Returns whether every group has a result.
    pub(in crate::plan) fn is_whole(&self) -> bool {
        let entries = self.backoff.iter().flat_map(|entry| entry.lines.iter().chain(entry.branches.iter().flatten()));
        self.top.iter().chain(entries).all(|group| group.outcome.is_some())
    }
}

impl Evaluator<'_, '_> {
    /// Evaluates a block. `instead` has results of top sets that differ from the plan, by the positions of the sets.
    /// Before the call, `previous` is the result of the set before the block; after the call, it is the result of the
    /// block's last set.
    pub(in crate::plan) fn block(
        &mut self,
        block: &BlockRules,
        instead: &[(usize, Done)],
        previous: &mut Option<Outcome>,
    ) -> EvaluatedBlock {
        let top = self.top(block, instead, previous);
        let done = self.done(block, &top, instead);
        let backoff = self.entries(&block.backoff, Some(&done), previous);
        EvaluatedBlock { top, backoff }
    }

    /// Evaluates accessories, which do not refer to a top set.
    pub(in crate::plan) fn accessories(
        &mut self,
        entries: &[ItemRules],
        previous: &mut Option<Outcome>,
    ) -> Vec<EvaluatedEntry> {
        self.entries(entries, None, previous)
    }

    /// Returns the planned top set of each lift, by the position of the exercise, together with its position in the
    /// block's `top`. It is the heaviest of the lift's sets that do not refer to a top set.
    pub(in crate::plan) fn top_sets(&self, block: &BlockRules, top: &[Evaluated]) -> ByLift<(usize, TopSet)> {
        let heaviest = self.heaviest(block, top, &[], |slot| !slot.refers);
        heaviest.into_iter().filter_map(|(lift, top)| Some((lift, top.ok()?))).collect()
    }

    /// Evaluates a block in which the results of some lifts' top sets differ from the plan. The lifts are positions of
    /// exercises.
    pub(in crate::plan) fn block_after(
        &mut self,
        block: &BlockRules,
        came: &[(usize, CameTo)],
        previous: &mut Option<Outcome>,
    ) -> EvaluatedBlock {
        let planned = self.top(block, &[], &mut previous.clone());
        let tops = self.top_sets(block, &planned);
        let instead = came.iter().filter_map(|(lift, came)| {
            let (at, top) = tops.get(lift)?;
            Some((*at, self.came_to(top.done, *came)))
        });
        let instead: Vec<_> = instead.collect();
        self.block(block, &instead, previous)
    }

    /// Returns a planned top set with its actual result filled in.
    pub(in crate::plan) fn came_to(&self, planned: Done, came: CameTo) -> Done {
        let performed = Done {
            reps: came.reps.map(Range::one).or(planned.reps),
            effort: came.effort.map(Range::one).or(planned.effort),
            ..planned
        };
        let Some(mass) = came.weight else { return performed };
        let one = Range::one(mass);
        let (weight, target) = match planned.weight {
            Weight::Bodyweight(_) => (Weight::Bodyweight(one), self.own.map(|own| Range::one(own + mass))),
            Weight::Loaded(_) | Weight::Open => (Weight::Loaded(one), Some(one)),
        };
        Done { weight, target, ..performed }
    }

    /// Evaluates entries in order. They can refer to `top`, if it is given.
    fn entries(
        &mut self,
        entries: &[ItemRules],
        top: Option<&DoneTop>,
        previous: &mut Option<Outcome>,
    ) -> Vec<EvaluatedEntry> {
        let entry = |ItemRules { slots, alternatives, unread, .. }: &ItemRules| {
            let before = *previous;
            let lines = self.sequence(slots, top, previous);
            let branches = alternatives.iter().map(|slots| self.sequence(slots, top, &mut before.clone())).collect();
            if *unread {
                *previous = Some(None);
            }
            EvaluatedEntry { lines, branches }
        };
        entries.iter().map(entry).collect()
    }

    fn sequence(
        &mut self,
        slots: &[SlotRule],
        top: Option<&DoneTop>,
        previous: &mut Option<Outcome>,
    ) -> Vec<Evaluated> {
        let group = |slot: &SlotRule| {
            let around = match top {
                Some(top) => top.around(slot.exercise, *previous),
                None => Around::accessory(*previous),
            };
            let evaluated = self.group(slot, &around);
            *previous = Some(evaluated.outcome);
            evaluated
        };
        slots.iter().map(group).collect()
    }
}
