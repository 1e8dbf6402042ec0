//! A block's `top`: the sets of each lift, in order, and the heaviest of them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::{Anchor, Slug};

use super::anchors::{Anchors, Done, NoTop, Outcome, Sets, Slot, TopSet};
use super::attempt::rises;

/// What a block's `top` came to.
#[derive(Clone)]
pub(super) struct TopSets<'a> {
    pub(super) slots: Vec<(Slot<'a>, Outcome)>,
    /// Whether a group refers to the heaviest set, by itself or through the set before.
    pub(super) refers: Vec<bool>,
    /// Top sets that came to something else than was planned: their positions, and what they came to.
    pub(super) instead: Vec<(usize, Done)>,
    /// Why there is none, when there is none.
    pub(super) none: NoTop<'a>,
}

/// The heaviest set of a lift and its position, or why there is none.
pub(super) type Heaviest<'a> = Result<(usize, TopSet<'a>), NoTop<'a>>;

/// Something of each lift of a `top`.
pub(super) type ByLift<'a, T> = BTreeMap<&'a Slug, T>;

impl<'a> TopSets<'a> {
    /// To be worked out; `none` says why there are no slots, if so.
    pub(super) fn new(slots: impl Iterator<Item = Slot<'a>>, none: NoTop<'a>) -> Self {
        let slots: Vec<_> = slots.map(|slot| (slot, None)).collect();
        let mut refers = Vec::with_capacity(slots.len());
        let mut before: ByLift<'_, Sets<bool>> = BTreeMap::new();
        for (slot, _) in &slots {
            let before = before.entry(&slot.exercise.slug).or_default();
            let to_top = match slot.anchor() {
                Some(Anchor::Top) => true,
                Some(Anchor::Previous) => refers.last() == Some(&true),
                Some(Anchor::Set(n)) => before.get(n) == Some(true),
                None => false,
            };
            // An attempt is above the set of its lift before it, which has to be known first.
            let to_top = to_top || (rises(slot) && before.last() == Some(true));
            before.push(slot.sets.high, to_top);
            refers.push(to_top);
        }
        Self { slots, refers, instead: Vec::new(), none }
    }

    /// The heaviest set of each lift that sets of `top` itself may refer to: among those that refer to none.
    pub(super) fn heaviest(&self) -> ByLift<'a, Heaviest<'a>> {
        self.heaviest_of(|i| !self.refers[i])
    }

    /// The heaviest of the sets that count and are certain to be done: on paper, what follows is never taken from a set that
    /// may be left out.
    fn heaviest_of(&self, counts: impl Fn(usize) -> bool) -> ByLift<'a, Heaviest<'a>> {
        let mut found = BTreeMap::new();
        for (i, (slot, outcome)) in self.slots.iter().enumerate() {
            let heaviest: &mut Heaviest<'a> = found.entry(&slot.exercise.slug).or_insert(Err(NoTop::Circular));
            if slot.is_optional() || !counts(i) {
                continue;
            }
            let set = outcome.map(|done| (i, TopSet { exercise: slot.exercise, done })).ok_or(NoTop::Failed);
            *heaviest = match (*heaviest, set) {
                (Err(NoTop::Circular), set) => set,
                (Err(failed), _) | (_, Err(failed)) => Err(failed),
                (Ok(known), Ok(top)) => Ok(if is_heavier(top.1, known.1, slot) { top } else { known }),
            };
        }
        // What came instead is the top set, also where a set on the way to it was planned to be heavier than that.
        for &(at, done) in &self.instead {
            let exercise = self.slots[at].0.exercise;
            found.insert(&exercise.slug, Ok((at, TopSet { exercise, done })));
        }
        found
    }

    /// What comes after may refer to all of it.
    pub(super) fn done(&self) -> DoneTop<'a> {
        let mut sets: ByLift<'a, Sets<Outcome>> = BTreeMap::new();
        let mut named = BTreeMap::new();
        for (slot, outcome) in &self.slots {
            sets.entry(&slot.exercise.slug).or_default().push(slot.sets.high, *outcome);
            named.insert(&slot.entry.exercise.slug, &slot.exercise.slug);
        }
        DoneTop { heaviest: self.heaviest_of(|_| true), sets, named, none: self.none }
    }
}

/// Whether a set takes the place of the heaviest so far. Of equal sets the last counts, which may be the open one; but not
/// one that only repeats another, for it comes to what that comes to.
fn is_heavier(set: TopSet<'_>, heaviest: TopSet<'_>, slot: &Slot<'_>) -> bool {
    match set.done.weight.heaviest().cmp(&heaviest.done.weight.heaviest()) {
        Ordering::Equal => slot.anchor().is_none(),
        order => order.is_gt(),
    }
}

/// A block's `top` for what comes after it.
pub(super) struct DoneTop<'a> {
    heaviest: ByLift<'a, Heaviest<'a>>,
    sets: ByLift<'a, Sets<Outcome>>,
    /// The lift that is done for each that is written; a lifter may swap one for another.
    named: ByLift<'a, &'a Slug>,
    /// Why there is none, when there is none.
    pub(super) none: NoTop<'a>,
}

impl<'a> DoneTop<'a> {
    /// What an exercise may refer to: sets of its own, or else of the only lift there is.
    pub(super) fn anchors(&self, exercise: &Slug, previous: Option<Outcome>) -> Anchors<'_, 'a> {
        let lift = match self.heaviest.first_key_value() {
            Some((lift, _)) if self.heaviest.len() == 1 => lift,
            _ => exercise,
        };
        let top = match self.heaviest.get(lift) {
            _ if self.none == NoTop::Unread => Err(NoTop::Unread),
            Some(heaviest) => heaviest.map(|(_, top)| top),
            None if self.heaviest.is_empty() => Err(self.none),
            None => Err(NoTop::Several),
        };
        Anchors { top, tops: Some(self), sets: self.sets.get(lift), previous, follows: true }
    }

    /// The heaviest set of the lift that an author calls so, if `top` has it.
    pub(super) fn named(&self, lift: &Slug) -> Option<Result<TopSet<'a>, NoTop<'a>>> {
        let lift = self.named.get(lift).copied().unwrap_or(lift);
        self.heaviest.get(lift).map(|heaviest| heaviest.map(|(_, top)| top))
    }

    /// The lifts of the block's `top`, as an author calls them.
    pub(super) fn lifts(&self) -> Vec<&'a str> {
        self.named.keys().map(|lift| lift.as_str()).collect()
    }
}
