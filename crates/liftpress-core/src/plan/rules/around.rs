//! The sets that a load can refer to: `top`, `first`, `set 3`, `previous`.

use crate::model::Anchor;
use crate::plan::Weight;
use crate::units::{Mass, Percent, Range, Rpe};

use super::fault::Fault;
use super::ir::PercentOf;
use super::tops::DoneTop;

/// The calculated result of a group of sets.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct Done {
    pub(in crate::plan) weight: Weight,
    /// The percentage from which the weight is calculated in this week; `None` if there is no percentage.
    pub(in crate::plan) share: Option<Share>,
    /// The weight before rounding. For bodyweight exercises it includes the bodyweight.
    pub(in crate::plan) target: Option<Range<Mass>>,
    /// Whether the weight is an estimate until the lifter trains, or is taken from such an estimate.
    pub(in crate::plan) estimate: bool,
    /// Whether the weight is used without rounding: the author wrote it, and the equipment is unknown.
    pub(super) written: bool,
    /// The reps of a top set; `None` if they are unknown.
    pub(super) reps: Option<Range<u16>>,
    /// The effort of a top set; `None` if it is unknown.
    pub(super) effort: Option<Range<Rpe>>,
}

impl Done {
    /// Returns the result of a group that has only this weight, such as a weight that the lifter chooses.
    pub(in crate::plan) fn plain(weight: Weight) -> Self {
        Self { weight, share: None, target: None, estimate: false, written: false, reps: None, effort: None }
    }
}

/// A percentage of a max.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct Share {
    pub(in crate::plan) percent: Range<Percent>,
    /// The kind of the exercise's own max that the percentage refers to; `None` if percentage points cannot be taken
    /// off the percentage.
    pub(super) points: Option<PercentOf>,
}

/// The result of evaluating a group. `None` if the evaluation failed, which is reported for that group.
pub(in crate::plan) type Outcome = Option<Done>;

/// A value for each set. All sets of a group have the same value, so it is stored once. Sets are counted from 1.
pub(super) struct Sets<T> {
    /// For each group, the number of its last set and its value.
    groups: Vec<(usize, T)>,
}

impl<T> Default for Sets<T> {
    fn default() -> Self {
        Self { groups: Vec::new() }
    }
}

impl<T: Copy> Sets<T> {
    pub(super) fn push(&mut self, count: u16, value: T) {
        self.groups.push((self.count() + usize::from(count), value));
    }

    pub(super) fn get(&self, number: u16) -> Option<T> {
        let group = self.groups.partition_point(|(last, _)| *last < usize::from(number));
        self.groups.get(group).map(|(_, value)| *value)
    }

    /// Returns the last set.
    pub(super) fn last(&self) -> Option<T> {
        self.groups.last().map(|(_, value)| *value)
    }

    fn count(&self) -> usize {
        self.groups.last().map_or(0, |(last, _)| *last)
    }
}

/// The sets that a group may refer to.
#[derive(Clone, Copy)]
pub(in crate::plan) struct Around<'t> {
    /// The heaviest set of the block's `top`, or why there is none.
    top: Result<TopSet, NoTop>,
    /// The results of the block's `top`, for groups after it that name one of its lifts.
    tops: Option<&'t DoneTop>,
    /// The sets of the block's `top` that a load can refer to by number, from 1.
    sets: Option<&'t Sets<Outcome>>,
    /// The result of the set before this one, in the order of the day.
    previous: Option<Outcome>,
}

/// The heaviest set of a lift in a block's `top`.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct TopSet {
    /// Position of the lift.
    pub(in crate::plan) exercise: usize,
    pub(in crate::plan) done: Done,
}

/// Why a load cannot refer to the top set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) enum NoTop {
    /// The block has no top set, or there is no block.
    None,
    /// The block's `top` has several exercises, and this exercise is none of them.
    Several,
    /// Every top set refers to the heaviest top set, so none has a weight of its own.
    Circular,
    /// The top set could not be evaluated, which is reported for the top set.
    Failed,
    /// Part of `top` could not be read, which is reported elsewhere.
    Unread,
}

impl NoTop {
    /// Returns whether the cause is reported elsewhere.
    pub(in crate::plan) const fn is_reported(self) -> bool {
        matches!(self, Self::Failed | Self::Unread)
    }
}

impl<'t> Around<'t> {
    /// Returns the context of a set in a block's `top`.
    pub(super) fn within_top(top: Result<TopSet, NoTop>, sets: &'t Sets<Outcome>, previous: Option<Outcome>) -> Self {
        Self { top, tops: None, sets: Some(sets), previous }
    }

    /// Returns the context of a group after a block's `top`. `sets` are the top sets of the lift that the group may
    /// refer to.
    pub(super) fn after(
        tops: &'t DoneTop,
        top: Result<TopSet, NoTop>,
        sets: Option<&'t Sets<Outcome>>,
        previous: Option<Outcome>,
    ) -> Self {
        Self { top, tops: Some(tops), sets, previous }
    }

    /// Returns the context of an accessory.
    pub(super) const fn accessory(previous: Option<Outcome>) -> Self {
        Self { top: Err(NoTop::None), tops: None, sets: None, previous }
    }

    /// Returns the context of a warm-up set, for which `top` is the first work set.
    pub(in crate::plan) const fn before(work: TopSet, previous: Option<Outcome>) -> Self {
        Self { top: Ok(work), tops: None, sets: None, previous }
    }

    /// Returns the top set before this group, whose result shows the lifter's 1RM today; `None` if there is none.
    pub(super) fn shown(&self, lift: Option<usize>) -> Result<Option<TopSet>, Fault> {
        let Some(tops) = self.tops else { return Ok(None) };
        known(lift.map_or(self.top, |lift| tops.top(lift)))
    }

    /// Returns the top set before this group, if it is known.
    pub(super) fn top_done(&self) -> Option<TopSet> {
        self.tops.and(self.top.ok())
    }

    /// Returns whether there is a top set before this group with an unknown result, which is reported for that top set.
    pub(super) fn follows_unknown(&self) -> bool {
        self.tops.is_some() && self.top.is_err_and(NoTop::is_reported)
    }

    /// Returns the set that a load refers to.
    pub(super) fn find(&self, anchor: Anchor) -> Result<Outcome, Fault> {
        match anchor {
            Anchor::Top => Ok(known(self.top)?.map(|top| top.done)),
            Anchor::Previous => self.previous.ok_or(Fault::NoPrevious),
            Anchor::Set(n) => match self.sets.and_then(|sets| sets.get(n)) {
                Some(outcome) => Ok(outcome),
                None if matches!(self.top, Err(NoTop::Unread)) => Ok(None),
                None => Err(Fault::NoSet { number: n, count: self.sets.map_or(0, Sets::count) }),
            },
        }
    }

    /// Returns the result of the set before a drop set.
    pub(super) fn dropped(&self) -> Result<Outcome, Fault> {
        self.previous.ok_or(Fault::NothingToDrop)
    }

    /// Returns the result of the set of the same lift before an attempt.
    pub(super) fn attempt_before(&self) -> Outcome {
        self.sets.and_then(Sets::last).flatten()
    }
}

/// Returns a top set; `None` if it has a mistake that is reported elsewhere.
fn known(top: Result<TopSet, NoTop>) -> Result<Option<TopSet>, Fault> {
    match top {
        Ok(top) => Ok(Some(top)),
        Err(reason) if reason.is_reported() => Ok(None),
        Err(reason) => Err(Fault::NoTop(reason)),
    }
}
