//! The sets that a load is taken from: `top`, `first`, `set 3`, `previous`.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Place, count_of};
use crate::model::{Anchor, Entry, Exercise, Group, GroupKind, Load, LoadRule, MaxKind, Reps, Role, Slug, Spanned};
use crate::units::{Mass, Percent, Range, Rpe};

use super::top::DoneTop;
use super::{Single, Weight};

/// A group of an entry, in its week, to be worked out.
#[derive(Clone)]
pub(super) struct Slot<'a> {
    pub(super) entry: &'a Entry,
    pub(super) exercise: &'a Exercise,
    pub(super) group: &'a Group,
    pub(super) place: &'a Place,
    /// The first group of its entry.
    pub(super) first: bool,
    pub(super) role: Role,
    /// How many sets, after the phase's share of them; of a single set that may be left out, none or one.
    pub(super) sets: Range<u16>,
    /// Which of the group's sets it is, where each of them is worked out by itself.
    pub(super) single: Option<Single>,
    /// What is done in each of its sets.
    pub(super) reps: Cow<'a, Reps>,
    /// What decides the weight, after the phase's share of it; `None`: the lifter picks.
    pub(super) load: Option<Cow<'a, Spanned<Load>>>,
    /// The phase's share of what is lifted with bodyweight: the load alone cannot say it.
    pub(super) scale: Percent,
}

impl Slot<'_> {
    /// Whether its load is not the author's own words: a phase's share of them, or an attempt's.
    pub(super) fn is_rewritten(&self) -> bool {
        matches!(self.load, Some(Cow::Owned(_)))
    }

    /// Whether all of it may be left out, as the later sets of `1-4x1 @ previous +5% until RPE 9`.
    pub(super) const fn is_optional(&self) -> bool {
        self.sets.low == 0
    }

    /// The set this is taken from, if any.
    pub(super) fn anchor(&self) -> Option<Anchor> {
        match (&self.load, self.group.kind) {
            (Some(load), _) => match load.value.rule {
                LoadRule::Relative { anchor, .. } => Some(anchor),
                _ => None,
            },
            (None, GroupKind::Drop) => Some(Anchor::Previous),
            (None, GroupKind::Work { .. }) => None,
        }
    }

    /// Whether its weight follows from the 1RM that the top set shows.
    pub(super) fn follows_estimate(&self) -> bool {
        match self.load.as_ref().map(|load| &load.value.rule) {
            Some(LoadRule::Effort(_)) => true,
            Some(LoadRule::Percent { of, .. }) => of.kind == Some(MaxKind::Estimated),
            _ => false,
        }
    }
}

/// What a group came to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Done {
    pub(super) weight: Weight,
    /// The percentage it was given as, in this week.
    pub(super) share: Option<Share>,
    /// The weight before rounding; with the lifter's own where that is lifted too.
    pub(super) target: Option<Range<Mass>>,
    /// Only an estimate on paper, or taken from one.
    pub(super) estimate: bool,
    /// Taken as the author wrote it, where nothing is known of what there is to load.
    pub(super) written: bool,
    pub(super) performance: Performance,
}

/// How many reps a set is of and how hard it is, as far as that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Performance {
    pub(super) reps: Option<Range<u16>>,
    pub(super) effort: Option<Range<Rpe>>,
}

impl Done {
    /// A weight that is given no percentage: the lifter picks, or hangs it on a belt.
    pub(super) fn plain(weight: Weight) -> Self {
        Self { weight, share: None, target: None, estimate: false, written: false, performance: Performance::default() }
    }
}

/// A percentage of a max.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) percent: Range<Percent>,
    /// Of which kind of max; bare percentages leave it to the program.
    pub(super) kind: Option<MaxKind>,
    /// Nothing is added, and it is of the exercise's own max: points can be taken off it.
    pub(super) plain: bool,
}

/// What working a group out came to; nothing where that failed, which is already told.
pub(super) type Outcome = Option<Done>;

/// A value of each single set, kept once a group. Sets are counted from 1.
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

    pub(super) fn count(&self) -> usize {
        self.groups.last().map_or(0, |(last, _)| *last)
    }
}

/// The sets that a load may refer to.
pub(super) struct Anchors<'d, 'a> {
    /// The heaviest set of the block's `top`, or why there is none to refer to.
    pub(super) top: Result<TopSet<'a>, NoTop<'a>>,
    /// All that the block's `top` came to, for what comes after it and names one of its lifts.
    pub(super) tops: Option<&'d DoneTop<'a>>,
    /// Set n of the block's `top`, from 1.
    pub(super) sets: Option<&'d Sets<Outcome>>,
    /// The set before, in the order of the day.
    pub(super) previous: Option<Outcome>,
    /// Whether this comes after the top set: then effort is of what the top set shows.
    pub(super) follows: bool,
}

/// The heaviest set of a block's `top`.
#[derive(Clone, Copy)]
pub(super) struct TopSet<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) done: Done,
}

/// Why a load cannot refer to the top set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTop<'a> {
    /// The block has no `top`.
    None,
    /// It has one, but not in this week of the phase, counted from 1.
    ThisWeek(u16),
    /// The lifter leaves it out, which is said there.
    Skipped(&'a Place),
    /// Its `top` is of several exercises, none of them this one.
    Several,
    /// Every set of it refers to it again.
    Circular,
    /// It could not be worked out, which is already told.
    Failed,
    /// Not all of it could be read, which is already reported.
    Unread,
}

impl<'a> Anchors<'_, 'a> {
    /// The set that a load of `slot` at `place` is taken from.
    pub(super) fn find(&self, anchor: Anchor, slot: &Slot<'_>, place: &Place) -> Result<Outcome, Diagnostic> {
        let error =
            |message: String, help: &str| Err(Diagnostic::error(Code::NoReference, place.clone(), message).help(help));
        match anchor {
            Anchor::Previous => self.previous.ok_or_else(|| no_previous(place.clone(), "`previous`")),
            Anchor::Set(_) if slot.role == Role::Warmup => error(
                format!("`{anchor}` is not known in a warm-up, which comes before every set of the block"),
                "write 60% of top, which is the first work set, or previous +10%, of the warm-up set before",
            ),
            Anchor::Set(n) => match (self.sets.and_then(|sets| sets.get(n)), self.sets.map_or(0, Sets::count)) {
                (Some(outcome), _) => Ok(outcome),
                (None, _) if matches!(self.top, Err(NoTop::Unread)) => Ok(None),
                (None, 0) => error(
                    format!(
                        "`{anchor}` is a set of the block's `top`, and none of these is of `{}`",
                        slot.exercise.slug
                    ),
                    "give the block a `top` of this exercise, or of one exercise only; or write a percentage",
                ),
                (None, count) => error(
                    format!("there is no set {n} of `top` before this one, only {}", count_of(count, "set")),
                    "sets of the block's `top` are counted from 1, over all its groups",
                ),
            },
            Anchor::Top => Ok(self.top_set(slot, place)?.map(|top| top.done)),
        }
    }

    /// The top set of the lift that a load of `slot` at `place` names; nothing where it could not be worked out.
    pub(super) fn top_set_of(
        &self,
        lift: &Slug,
        slot: &Slot<'_>,
        place: &Place,
    ) -> Result<Option<TopSet<'a>>, Diagnostic> {
        match self.tops.and_then(|tops| tops.named(lift)) {
            Some(heaviest) => Anchors { top: heaviest, ..*self }.top_set(slot, place),
            None => match self.tops.map(DoneTop::lifts).filter(|lifts| !lifts.is_empty()) {
                None => self.top_set(slot, place),
                Some(lifts) => {
                    let message = format!("`{lift}` has no top set in this block");
                    let help = format!("name a lift of the block's `top`: {}", lifts.join(", "));
                    Err(Diagnostic::error(Code::NoReference, place.clone(), message).help(help))
                }
            },
        }
    }

    /// The top set, for a load of `slot` at `place`; nothing where it could not be worked out.
    pub(super) fn top_set(&self, slot: &Slot<'_>, place: &Place) -> Result<Option<TopSet<'a>>, Diagnostic> {
        let slug = &slot.exercise.slug;
        let (message, help) = match self.top {
            Ok(top) => return Ok(Some(top)),
            Err(NoTop::Failed | NoTop::Unread) => return Ok(None),
            Err(NoTop::None) => (
                format!("`{slug}` refers to a top set, and this block has none"),
                "add a `top` to the block, or write a percentage of the max",
            ),
            Err(NoTop::ThisWeek(week)) => (
                format!("`{slug}` refers to a top set, and there is none in week {week}"),
                "leave this one out in that week too, with `~`, or write a percentage of the max",
            ),
            Err(NoTop::Skipped(skip)) => {
                let message = format!("this is the top set that `{slug}` refers to");
                return Err(Diagnostic::error(Code::NoReference, skip.clone(), message)
                    .help("skip what refers to it too, or swap it for another exercise"));
            }
            Err(NoTop::Several) => (
                format!("which top set? This block has several, and none of `{slug}`"),
                "split the day into `blocks`, each with its own `top` and `backoff`",
            ),
            Err(NoTop::Circular) => (
                "the top set is taken from the top set".to_owned(),
                "give at least one set of `top` a weight of its own: 85%, 100 kg",
            ),
        };
        Err(Diagnostic::error(Code::NoReference, place.clone(), message).help(help))
    }
}

/// `what` needs a set before it, and there is none.
pub(super) fn no_previous(place: Place, what: &str) -> Diagnostic {
    Diagnostic::error(Code::NoReference, place, format!("{what} refers to the set before, and there is none"))
        .help("put a set before it: 3x10 @ 60%, drop 10")
}
