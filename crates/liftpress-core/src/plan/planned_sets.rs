//! Walks over a week of a program and yields each day's sets before any weight is known.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    self, Attempt, Attempts, Branch, DayContent, Entry, Exercise, ExerciseName, Group, GroupKind, Load, LoadRule,
    MaxKind, Reps, Role, Scheme, Slug, Spanned,
};
use crate::units::{Percent, Range};

use super::expander::Expander;
use super::when::When;
use super::{Single, sets_of};

/// A day of a week, without weights.
pub(super) struct PlannedDay<'a> {
    pub(super) written: &'a model::Day,
    pub(super) content: &'a DayContent,
    pub(super) date: Option<Date>,
    pub(super) blocks: Vec<PlannedBlock<'a>>,
    pub(super) accessories: Vec<PlannedEntry<'a>>,
}

/// A block of a week, without weights.
pub(super) struct PlannedBlock<'a> {
    pub(super) written: &'a model::Block,
    pub(super) top: Vec<PlannedEntry<'a>>,
    pub(super) backoff: Vec<PlannedEntry<'a>>,
    /// The reason why the block has no top set, if it has none.
    pub(super) absent: Absent<'a>,
}

/// Why a block has no top set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent<'a> {
    /// The block has no `top`.
    None,
    /// The block's `top` skips this week of the phase. Weeks are counted from 1.
    ThisWeek(u16),
    /// The lifter skips the top set, at this place in the lifter's file.
    Skipped(&'a Place),
    /// Part of the block's `top` could not be read, which is reported elsewhere.
    Unread,
}

impl PlannedBlock<'_> {
    /// Whether part of the block's `top` could not be read.
    pub(super) fn is_unread(&self) -> bool {
        self.absent == Absent::Unread
    }
}

/// An entry of a week.
pub(super) struct PlannedEntry<'a> {
    pub(super) entry: &'a Entry,
    pub(super) exercise: &'a Exercise,
    pub(super) groups: Vec<PlannedGroup<'a>>,
    pub(super) branches: Vec<PlannedBranch<'a>>,
}

/// A branch of `adjust` in a week.
pub(super) struct PlannedBranch<'a> {
    pub(super) branch: &'a Branch,
    pub(super) exercise: &'a Exercise,
    pub(super) groups: Vec<PlannedGroup<'a>>,
}

impl<'a> PlannedEntry<'a> {
    /// Returns the groups of the entry and those of its branches.
    pub(super) fn every_group(&self) -> impl Iterator<Item = &PlannedGroup<'a>> {
        self.groups.iter().chain(self.branches.iter().flat_map(|branch| &branch.groups))
    }

    /// Returns the alternative exercises, without the exercise that the entry already has, such as the lifter's swap.
    pub(super) fn substitutes(&self) -> impl Iterator<Item = &'a ExerciseName> + use<'a> {
        let exercise = self.exercise;
        self.entry.substitutes.iter().filter(|name| name.slug != exercise.slug)
    }
}

/// A group of sets of an entry in a week.
pub(super) struct PlannedGroup<'a> {
    pub(super) entry: &'a Entry,
    pub(super) exercise: &'a Exercise,
    pub(super) group: &'a Group,
    pub(super) place: &'a Place,
    /// Whether this is the first group of its entry.
    pub(super) first: bool,
    pub(super) role: Role,
    /// The number of sets after the phase's percentage is applied. An optional single set is a range from zero to one.
    pub(super) sets: Range<u16>,
    /// Which set of the group this is, if each set has a weight of its own.
    pub(super) single: Option<Single>,
    /// The work of each set.
    pub(super) reps: Cow<'a, Reps>,
    /// The load after the phase's percentage is applied; `None` if the lifter chooses the weight.
    pub(super) load: Option<Cow<'a, Spanned<Load>>>,
    /// The phase's percentage of the weight, for bodyweight sets. It applies to the total load, so `load` does not
    /// include it.
    pub(super) scale: Percent,
}

impl PlannedGroup<'_> {
    /// Returns the load.
    pub(super) fn load(&self) -> Option<&Load> {
        self.load.as_ref().map(|load| &load.value)
    }

    /// Returns whether the load differs from the author's text, because of a phase's percentage or because it is an
    /// attempt.
    pub(super) fn is_rewritten(&self) -> bool {
        matches!(self.load, Some(Cow::Owned(_)))
    }

    /// Returns whether the whole group is optional, like the later sets of `1-4x1 @ previous +5% until RPE 9`.
    pub(super) const fn is_optional(&self) -> bool {
        self.sets.low == 0
    }

    /// Returns whether the group's weight follows from the 1RM that the top set shows.
    pub(super) fn follows_estimate(&self) -> bool {
        match self.load().map(|load| &load.rule) {
            Some(LoadRule::Effort(_)) => true,
            Some(LoadRule::Percent { of, .. }) => of.kind == Some(MaxKind::Estimated),
            _ => false,
        }
    }

    /// Returns whether the group is an attempt that must exceed the set of the same lift before it.
    pub(super) fn rises(&self) -> bool {
        self.role == Role::Top && matches!(*self.reps, Reps::Attempt(Attempt::Second | Attempt::Third))
    }
}

impl<'a> Expander<'a> {
    /// Returns the days of a week, including those without any work left.
    pub(super) fn planned_week(&mut self, when: When<'a>) -> Vec<PlannedDay<'a>> {
        let options = &self.maxes.program.options;
        let mut days = Vec::new();
        let mut index = 0;
        for written in when.phase.days.iter().filter(|day| day.only.holds(options, self.choices)) {
            let week = when.week + 1;
            let Some(weeks) = written.of_week(week) else { continue };
            let date = self.calendar.as_ref().and_then(|calendar| calendar.day(when.number, index));
            index += 1;
            let (content, list_index) = (&weeks.content, week - weeks.lists_from);
            let blocks = content.blocks.iter().filter(|block| block.only.holds(options, self.choices));
            let blocks = blocks.map(|block| self.planned_block(block, when, list_index)).collect();
            let accessories = self.entries(&content.accessories, Role::Accessory, when, list_index);
            days.push(PlannedDay { written, content, date, blocks, accessories });
        }
        days
    }

    fn planned_block(&mut self, written: &'a model::Block, when: When<'a>, list_index: u16) -> PlannedBlock<'a> {
        let absent = match written.top.iter().find_map(|entry| self.skips(&entry.exercise.slug)) {
            Some(place) => Absent::Skipped(place),
            None if written.top.iter().any(|entry| entry.sets.is_unread()) => Absent::Unread,
            None if written.top.is_empty() => Absent::None,
            None => Absent::ThisWeek(when.week + 1),
        };
        let top = self.entries(&written.top, Role::Top, when, list_index);
        let backoff = self.entries(&written.backoff, Role::Backoff, when, list_index);
        PlannedBlock { written, top, backoff, absent }
    }

    /// Returns the work of some entries in this week, in order.
    fn entries(&mut self, entries: &'a [Entry], role: Role, when: When<'a>, list_index: u16) -> Vec<PlannedEntry<'a>> {
        let options = &self.maxes.program.options;
        let mut found = Vec::new();
        for entry in entries {
            if !entry.only.holds(options, self.choices) || self.skips(&entry.exercise.slug).is_some() {
                continue;
            }
            let scheme = entry.sets.of_week(list_index);
            if scheme.is_none() && !entry.sets.is_unread() {
                continue;
            }
            let Some(exercise) = self.exercise(&entry.exercise) else { continue };
            let Some((scheme, place)) = scheme else {
                found.push(PlannedEntry { entry, exercise, groups: Vec::new(), branches: Vec::new() });
                continue;
            };
            let part = Part { entry, role, when, attempts: self.maxes.attempts() };
            let mut branches = Vec::new();
            for branch in &entry.adjust {
                let named = branch.exercise.as_ref().map_or(Some(exercise), |name| self.exercise(name));
                let groups = match &branch.sets {
                    None => Some(Vec::new()),
                    Some(sets) => sets
                        .of_week(list_index)
                        .zip(named)
                        .map(|((scheme, place), exercise)| part.groups(exercise, scheme, place)),
                };
                branches.extend(named.zip(groups).map(|(exercise, groups)| PlannedBranch { branch, exercise, groups }));
            }
            found.push(PlannedEntry { entry, exercise, groups: part.groups(exercise, scheme, place), branches });
        }
        found
    }

    /// Returns the exercise that the lifter does instead of the named one, otherwise the named exercise.
    fn exercise(&mut self, name: &ExerciseName) -> Option<&'a Exercise> {
        let swap = self.assignment.and_then(|assignment| assignment.swap.get(&name.slug));
        let name = swap.map_or(name, |swap| &swap.exercise);
        let exercise = self.maxes.exercise(&name.slug);
        if exercise.is_none() {
            let message = format!("unknown exercise `{}`", name.slug);
            self.report.tell(Diagnostic::error(Code::UnknownExercise, name.place.clone(), message));
        }
        exercise
    }

    /// Returns the place where the lifter skips an exercise.
    fn skips(&self, exercise: &Slug) -> Option<&'a Place> {
        let skipped = self.assignment?.skip.iter().find(|skipped| skipped.slug == *exercise)?;
        Some(&skipped.place)
    }
}

/// The context of an entry: its week and its part of the day.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) entry: &'a Entry,
    pub(super) role: Role,
    pub(super) when: When<'a>,
    /// The percentages of attempts that are written without a load.
    pub(super) attempts: Attempts,
}

impl<'a> Part<'a> {
    /// Returns the groups of a scheme after the phase's percentages are applied. A meet is a test, so its sets are
    /// never scaled.
    pub(super) fn groups(self, exercise: &'a Exercise, scheme: &'a Scheme, place: &'a Place) -> Vec<PlannedGroup<'a>> {
        let Self { entry, role, when, .. } = self;
        let is_meet = scheme.groups.iter().any(Group::is_attempt);
        let (scale, count) = match role {
            _ if is_meet => (Percent::WHOLE, Percent::WHOLE),
            Role::Top => (when.phase.top.of_week(when.week), Percent::WHOLE),
            Role::Backoff => (Percent::WHOLE, when.phase.backoff.of_week(when.week)),
            Role::Accessory => (Percent::WHOLE, when.phase.accessories.of_week(when.week)),
            Role::Warmup | Role::Drop => (Percent::WHOLE, Percent::WHOLE),
        };
        let groups = scaled(&scheme.groups, count).into_iter().enumerate();
        let planned = groups.flat_map(|(i, (group, sets))| {
            let first = i == 0;
            let reps = reps(group, count);
            let load = self.load(group, scale);
            singles(group, sets).map(move |(single, sets)| {
                let reps = match single {
                    Some(Single { index, of }) => Cow::Owned(reps.of_set(index, of.high)),
                    None => reps.clone(),
                };
                PlannedGroup {
                    entry,
                    exercise,
                    group,
                    place,
                    first,
                    role,
                    sets,
                    single,
                    reps,
                    load: load.clone(),
                    scale,
                }
            })
        });
        planned.collect()
    }

    /// Returns the load of a group. The percentage of an attempt refers to the 1RM unless the author names another max.
    fn load(self, group: &'a Group, share: Percent) -> Option<Cow<'a, Spanned<Load>>> {
        match (&group.load, &group.reps) {
            (None, Reps::Attempt(attempt)) => Some(Cow::Owned(self.attempts.load(*attempt))),
            (Some(load), Reps::Attempt(_)) => {
                let mut load = Cow::Borrowed(load);
                if let LoadRule::Percent { of, .. } = &load.value.rule
                    && of.kind.is_none()
                    && let LoadRule::Percent { of, .. } = &mut load.to_mut().value.rule
                {
                    of.kind = Some(MaxKind::OneRep);
                }
                Some(load)
            }
            (Some(load), _) if share != Percent::WHOLE => {
                Some(Cow::Owned(Spanned { value: load.value.scaled(share), span: load.span.clone() }))
            }
            (load, _) => load.as_ref().map(Cow::Borrowed),
        }
    }
}

/// Returns the reps of a group. If a phase drops some sets, the last remaining set is not open (`5+`), because a
/// lighter week asks for no set to the limit.
fn reps(group: &Group, share: Percent) -> Cow<'_, Reps> {
    match group.reps {
        Reps::AtLeast(reps) if share < Percent::WHOLE => Cow::Owned(Reps::Count(Range::one(reps))),
        _ => Cow::Borrowed(&group.reps),
    }
}

/// Returns a group as a whole, or set by set if each set refers to the set before it. In a range of sets, those beyond
/// the minimum are optional.
fn singles(group: &Group, sets: Range<u16>) -> impl Iterator<Item = (Option<Single>, Range<u16>)> {
    let compounds = group.load.as_ref().is_some_and(|load| load.value.compounds());
    let splits = compounds && sets.high > 1;
    let count = if splits { sets.high } else { 1 };
    (0..count).map(move |index| {
        if splits {
            (Some(Single { index, of: sets }), Range { low: u16::from(index < sets.low), high: 1 })
        } else {
            (None, sets)
        }
    })
}

/// Returns the groups of a scheme with the phase's percentage of their sets in a week.
///
/// The result is rounded to the nearest whole number of sets, halves up, and is at least one. The last sets are
/// dropped. A percentage above 100% adds sets to the first work group.
fn scaled(groups: &[Group], share: Percent) -> Vec<(&Group, Range<u16>)> {
    let written = groups.iter().map(sets_of);
    let total = written.clone().fold(Range::one(0_u16), |sum, sets| Range {
        low: sum.low.saturating_add(sets.low),
        high: sum.high.saturating_add(sets.high),
    });
    let mut left = total.map(|sets| share.of_count(sets));
    let extra = Range { low: left.low.saturating_sub(total.low), high: left.high.saturating_sub(total.high) };
    let mut more = Some(extra);
    let done = groups.iter().zip(written).map(|(group, sets)| {
        let extra = if group.kind == GroupKind::Drop { None } else { more.take() }.unwrap_or(Range::one(0));
        let sets = Range { low: sets.low + extra.low, high: sets.high + extra.high };
        let taken = Range { low: sets.low.min(left.low), high: sets.high.min(left.high) };
        left = Range { low: left.low - taken.low, high: left.high - taken.high };
        (group, Range { low: taken.low.max(1).min(taken.high), high: taken.high })
    });
    done.filter(|(_, sets)| sets.high > 0).collect()
}
