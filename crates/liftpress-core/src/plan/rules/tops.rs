//! Evaluates a block's `top`: the sets of each lift, in order, and the heaviest of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::Anchor;

use super::around::{Around, Done, NoTop, Outcome, Sets, TopSet};
use super::eval::{Evaluated, Evaluator};
use super::groups::{BlockRules, SlotRule};
use super::ir::Rule;

/// The heaviest set of a lift and its position among the block's top sets, or the reason why there is none.
pub(super) type Heaviest = Result<(usize, TopSet), NoTop>;

/// One value for each lift of a `top`, by the position of the exercise.
pub(super) type ByLift<T> = BTreeMap<usize, T>;

impl BlockRules {
    /// Returns the top sets of all entries, in order.
    pub(in crate::plan) fn top_slots(&self) -> impl Iterator<Item = &SlotRule> {
        self.top.iter().flat_map(|item| &item.slots)
    }
}

/// Returns for each group of a `top` whether its weight depends on the heaviest set, directly or through an earlier
/// set.
pub(super) fn refers<'s>(slots: impl Iterator<Item = (&'s SlotRule, &'s Rule)>) -> Vec<bool> {
    let mut refers = Vec::new();
    let mut before: ByLift<Sets<bool>> = BTreeMap::new();
    for (slot, rule) in slots {
        let before = before.entry(slot.exercise).or_default();
        let to_top = match rule.anchor() {
            Some(Anchor::Top) => true,
            Some(Anchor::Previous) => refers.last() == Some(&true),
            Some(Anchor::Set(n)) => before.get(n) == Some(true),
            None => false,
        };
        // An attempt depends on the set of its lift before it.
        let to_top = to_top || (slot.rises && before.last() == Some(true));
        before.push(slot.most, to_top);
        refers.push(to_top);
    }
    refers
}

/// The results of a block's `top`, for groups after it.
pub(super) struct DoneTop {
    heaviest: ByLift<Heaviest>,
    sets: ByLift<Sets<Outcome>>,
    is_unread: bool,
}

impl DoneTop {
    /// Returns the sets that a group of an exercise may refer to: those of the only lift of `top`, or among several
    /// lifts those of the exercise itself.
    pub(super) fn around(&self, exercise: usize, previous: Option<Outcome>) -> Around<'_> {
        let lift = match self.heaviest.first_key_value() {
            Some((lift, _)) if self.heaviest.len() == 1 => *lift,
            _ => exercise,
        };
        let top = match self.heaviest.get(&lift) {
            _ if self.is_unread => Err(NoTop::Unread),
            Some(heaviest) => heaviest.map(|(_, top)| top),
            None if self.heaviest.is_empty() => Err(NoTop::None),
            None => Err(NoTop::Several),
        };
        Around::after(self, top, self.sets.get(&lift), previous)
    }

    /// Returns the heaviest set of a lift.
    pub(super) fn top(&self, lift: usize) -> Result<TopSet, NoTop> {
        self.heaviest.get(&lift).map_or(Err(NoTop::None), |heaviest| heaviest.map(|(_, top)| top))
    }
}

impl Evaluator<'_, '_> {
    /// Evaluates a block's `top`: first the sets with a weight of their own, then the sets that refer to the heaviest
    /// of these. `instead` has results that differ from the plan, by the positions of the sets.
    pub(super) fn top(
        &mut self,
        block: &BlockRules,
        instead: &[(usize, Done)],
        previous: &mut Option<Outcome>,
    ) -> Vec<Evaluated> {
        if block.unread {
            *previous = Some(None);
        }
        let none = || Evaluated { outcome: None, notices: Vec::new() };
        let mut top: Vec<_> = block.top_slots().map(|_| none()).collect();
        for later in [false, true] {
            let heaviest = self.heaviest(block, &top, instead, |slot| !slot.refers);
            let mut sets: ByLift<Sets<Outcome>> = ByLift::new();
            let mut before = *previous;
            for (at, (slot, evaluated)) in block.top_slots().zip(&mut top).enumerate() {
                let sets = sets.entry(slot.exercise).or_default();
                if slot.refers == later {
                    let heaviest = match heaviest.get(&slot.exercise) {
                        _ if block.unread => Err(NoTop::Unread),
                        Some(heaviest) => heaviest.map(|(_, top)| top),
                        None => Err(NoTop::None),
                    };
                    match instead.iter().find(|(of, _)| *of == at) {
                        Some((_, done)) => evaluated.outcome = Some(*done),
                        None => *evaluated = self.group(slot, &Around::within_top(heaviest, sets, before)),
                    }
                }
                sets.push(slot.most, evaluated.outcome);
                before = Some(evaluated.outcome);
            }
        }
        if !block.unread {
            *previous = top.last().map(|last| last.outcome).or(*previous);
        }
        top
    }

    /// Returns the heaviest set of each lift. Optional sets are ignored, because the lifter may skip them.
    pub(super) fn heaviest(
        &self,
        block: &BlockRules,
        top: &[Evaluated],
        instead: &[(usize, Done)],
        counts: impl Fn(&SlotRule) -> bool,
    ) -> ByLift<Heaviest> {
        let mut found = ByLift::new();
        for (at, (slot, evaluated)) in block.top_slots().zip(top).enumerate() {
            let heaviest: &mut Heaviest = found.entry(slot.exercise).or_insert(Err(NoTop::Circular));
            if slot.optional || !counts(slot) {
                continue;
            }
            let set = evaluated.outcome.map(|done| (at, TopSet { exercise: slot.exercise, done })).ok_or(NoTop::Failed);
            *heaviest = match (*heaviest, set) {
                (Err(NoTop::Circular), set) => set,
                (Err(failed), _) | (_, Err(failed)) => Err(failed),
                (Ok(known), Ok(top)) => Ok(if self.is_heavier(slot, top.1, known.1) { top } else { known }),
            };
        }
        // An actual result counts as the top set, even if another set was planned heavier.
        for &(at, done) in instead {
            if let Some(slot) = block.top_slots().nth(at) {
                found.insert(slot.exercise, Ok((at, TopSet { exercise: slot.exercise, done })));
            }
        }
        found
    }

    /// Returns whether a set replaces the heaviest set so far. Of equally heavy sets, the last one counts, because it
    /// may be open (`5+`). A set that only repeats another set's weight does not count.
    fn is_heavier(&self, slot: &SlotRule, set: TopSet, heaviest: TopSet) -> bool {
        match set.done.weight.heaviest().cmp(&heaviest.done.weight.heaviest()) {
            Ordering::Equal => self.rule(slot).anchor().is_none(),
            order => order.is_gt(),
        }
    }

    /// Returns the results of a `top` that later groups need.
    pub(super) fn done(&self, block: &BlockRules, top: &[Evaluated], instead: &[(usize, Done)]) -> DoneTop {
        let mut sets: ByLift<Sets<Outcome>> = ByLift::new();
        for (slot, evaluated) in block.top_slots().zip(top) {
            sets.entry(slot.exercise).or_default().push(slot.most, evaluated.outcome);
        }
        DoneTop { heaviest: self.heaviest(block, top, instead, |_| true), sets, is_unread: block.unread }
    }
}
