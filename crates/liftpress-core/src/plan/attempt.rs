//! The rules of a meet: each attempt is above the one before it, and a third attempt at the max or more is above the max.

use crate::model::{Attempt, LoadRule, MaxKind, Reference, Reps, Role};
use crate::units::{Mass, Percent, Range};

use super::Weight;
use super::anchors::{Anchors, Done, Slot};
use super::resolve::{Ask, Resolved, Resolver};
use super::rules::stepped_percent;

impl<'a> Resolver<'a> {
    /// A weight that was computed, as it is attempted.
    pub(super) fn attempted(&mut self, ask: &Ask<'_, 'a>, done: Done, anchors: &Anchors<'_, 'a>) -> Resolved<Done> {
        let before = if rises(ask.slot) { anchors.sets.and_then(super::anchors::Sets::last).flatten() } else { None };
        let max = match beats(ask.slot, ask.when.week) {
            Some(of) => Some(self.reference(ask, &of)?),
            None => None,
        };
        let (rack, exercise) = (&self.rack, ask.slot.exercise);
        let raised = |range: Range<Mass>, floors: [Option<Range<Mass>>; 2], above: &dyn Fn(Mass) -> Mass| {
            floors.into_iter().flatten().fold(range, |range, floor| Range {
                low: range.low.max(above(floor.low)),
                high: range.high.max(above(floor.high)),
            })
        };
        let weight = match done.weight {
            Weight::Open => Weight::Open,
            Weight::Loaded(range) => {
                let before =
                    before.and_then(|before| if let Weight::Loaded(mass) = before.weight { Some(mass) } else { None });
                let above = |mass| rack.above(mass, exercise);
                Weight::Loaded(raised(range, [before, max.map(Range::one)], &above))
            }
            Weight::Bodyweight(range) => {
                let before = before
                    .and_then(|before| if let Weight::Bodyweight(mass) = before.weight { Some(mass) } else { None });
                let max = max.zip(self.maxes.lifter.bodyweight).map(|(max, own)| Range::one(max - own));
                let above = |mass| rack.added_above(mass, exercise);
                Weight::Bodyweight(raised(range, [before, max], &above))
            }
        };
        Ok(Done { weight, ..done })
    }
}

/// Whether it is an attempt that has to be above the set of its lift before it.
pub(super) fn rises(slot: &Slot<'_>) -> bool {
    slot.role == Role::Top && matches!(*slot.reps, Reps::Attempt(Attempt::Second | Attempt::Third))
}

/// The max that a third attempt has to be above: the 1RM, where it is given as at least all of that.
pub(super) fn beats(slot: &Slot<'_>, week: u16) -> Option<Reference> {
    let load = &slot.load.as_ref()?.value;
    match &load.rule {
        LoadRule::Percent { percent, of, plus: None }
            if slot.role == Role::Top
                && *slot.reps == Reps::Attempt(Attempt::Third)
                && of.kind == Some(MaxKind::OneRep)
                && stepped_percent(percent.low, load.step, week) >= Percent::WHOLE =>
        {
            Some(of.clone())
        }
        _ => None,
    }
}
