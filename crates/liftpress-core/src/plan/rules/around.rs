//! The sets that a load is taken from: `top`, `first`, `set 3`, `previous`.

use crate::model::Anchor;
use crate::plan::Weight;
use crate::units::{Mass, Percent, Range, Rpe};

use super::fault::Fault;
use super::ir::PercentOf;
use super::tops::DoneTop;

/// What a group of sets came to.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct Done {
    pub(in crate::plan) weight: Weight,
    /// The percentage it was given as, in this week.
    pub(in crate::plan) share: Option<Share>,
    /// The weight before rounding; with the lifter's own where that is lifted too.
    pub(in crate::plan) target: Option<Range<Mass>>,
    /// Only an estimate on paper, or taken from one.
    pub(in crate::plan) estimate: bool,
    /// Taken as the author wrote it, where nothing is known of what there is to load.
    pub(super) written: bool,
    /// How many reps a top set is of, as far as that is known.
    pub(super) reps: Option<Range<u16>>,
    /// How hard a top set is, as far as that is known.
    pub(super) effort: Option<Range<Rpe>>,
}

impl Done {
    /// A weight that is given no percentage: the lifter picks, or hangs it on a belt.
    pub(in crate::plan) fn plain(weight: Weight) -> Self {
        Self { weight, share: None, target: None, estimate: false, written: false, reps: None, effort: None }
    }
}

/// A percentage of a max.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct Share {
    pub(in crate::plan) percent: Range<Percent>,
    /// The kind of the exercise's own max that it is of, where points can be taken off it.
    pub(super) points: Option<PercentOf>,
}

/// What evaluating a group came to; nothing where that failed, which is reported there.
pub(in crate::plan) type Outcome = Option<Done>;

/// A value of each single set, stored once a group. Sets are counted from 1.
pub(super) struct Sets<T> {
    /// The number of the group's last set, and its value.
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

    /// The last set there is.
    pub(super) fn last(&self) -> Option<T> {
        self.groups.last().map(|(_, value)| *value)
    }

    fn count(&self) -> usize {
        self.groups.last().map_or(0, |(last, _)| *last)
    }
}

/// The sets that a group may follow from.
#[derive(Clone, Copy)]
pub(in crate::plan) struct Around<'t> {
    /// The heaviest set of the block's `top`, or why there is none to refer to.
    top: Result<TopSet, NoTop>,
    /// All that the block's `top` came to, for what comes after it and names one of its lifts.
    tops: Option<&'t DoneTop>,
    /// Set n of the block's `top`, from 1.
    sets: Option<&'t Sets<Outcome>>,
    /// The set before, in the order of the day.
    previous: Option<Outcome>,
}

/// The heaviest set of a lift of a block's `top`.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct TopSet {
    /// The lift, by its position.
    pub(in crate::plan) exercise: usize,
    pub(in crate::plan) done: Done,
}

/// Why a load cannot refer to the top set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) enum NoTop {
    /// The block has none, or there is no block.
    None,
    /// Its `top` is of several exercises, none of them this one.
    Several,
    /// Every set of it refers to it again.
    Circular,
    /// It could not be evaluated, which is reported there.
    Failed,
    /// Not all of it could be read, which is already reported.
    Unread,
}

impl NoTop {
    /// Whether that is reported elsewhere.
    pub(in crate::plan) const fn is_reported(self) -> bool {
        matches!(self, Self::Failed | Self::Unread)
    }
}

impl<'t> Around<'t> {
    /// Around a set of a block's `top`.
    pub(super) fn within_top(top: Result<TopSet, NoTop>, sets: &'t Sets<Outcome>, previous: Option<Outcome>) -> Self {
        Self { top, tops: None, sets: Some(sets), previous }
    }

    /// Around what comes after a block's `top`; `sets` are those of the lift that it may refer to.
    pub(super) fn after(
        tops: &'t DoneTop,
        top: Result<TopSet, NoTop>,
        sets: Option<&'t Sets<Outcome>>,
        previous: Option<Outcome>,
    ) -> Self {
        Self { top, tops: Some(tops), sets, previous }
    }

    /// Around an accessory.
    pub(super) const fn accessory(previous: Option<Outcome>) -> Self {
        Self { top: Err(NoTop::None), tops: None, sets: None, previous }
    }

    /// Around a light set before the first work set, which is its `top`.
    pub(in crate::plan) const fn before(work: TopSet, previous: Option<Outcome>) -> Self {
        Self { top: Ok(work), tops: None, sets: None, previous }
    }

    /// The top set that this comes after, which shows what the lifter can do today; nothing where it is not known which.
    pub(super) fn shown(&self, lift: Option<usize>) -> Result<Option<TopSet>, Fault> {
        let Some(tops) = self.tops else { return Ok(None) };
        known(lift.map_or(self.top, |lift| tops.top(lift)))
    }

    /// The top set that this comes after, where it is known.
    pub(super) fn top_done(&self) -> Option<TopSet> {
        self.tops.and(self.top.ok())
    }

    /// Whether this comes after a top set that is not known, which is reported there.
    pub(super) fn follows_unknown(&self) -> bool {
        self.tops.is_some() && self.top.is_err_and(NoTop::is_reported)
    }

    /// The set that a load is taken from.
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

    /// The set before, for a drop.
    pub(super) fn dropped(&self) -> Result<Outcome, Fault> {
        self.previous.ok_or(Fault::NothingToDrop)
    }

    /// The set of its lift before it, for an attempt.
    pub(super) fn attempt_before(&self) -> Outcome {
        self.sets.and_then(Sets::last).flatten()
    }
}

/// A top set; nothing where what is wrong with it is reported elsewhere.
fn known(top: Result<TopSet, NoTop>) -> Result<Option<TopSet>, Fault> {
    match top {
        Ok(top) => Ok(Some(top)),
        Err(reason) if reason.is_reported() => Ok(None),
        Err(reason) => Err(Fault::NoTop(reason)),
    }
}
