//! The walk over a week of a program: what is to be done on each day, before any weight is known.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    self, Attempts, DayContent, Entry, Exercise, ExerciseName, Group, Load, LoadRule, MaxKind, Reps, Role, Scheme,
    Slug, Spanned,
};
use crate::units::{Percent, Range};

use super::Single;
use super::anchors::{NoTop, Slot};
use super::block::{BranchSlots, EntrySlots, scaled};
use super::expander::Expander;
use super::when::When;

/// A day in a week, to be worked out.
pub(super) struct DaySlots<'a> {
    pub(super) written: &'a model::Day,
    pub(super) content: &'a DayContent,
    pub(super) date: Option<Date>,
    pub(super) blocks: Vec<BlockSlots<'a>>,
    pub(super) accessories: Vec<EntrySlots<'a>>,
}

/// A block in a week, to be worked out.
pub(super) struct BlockSlots<'a> {
    pub(super) written: &'a model::Block,
    pub(super) top: Vec<EntrySlots<'a>>,
    pub(super) backoff: Vec<EntrySlots<'a>>,
    /// Why there is no top set, if there is none.
    pub(super) none: NoTop<'a>,
}

impl DaySlots<'_> {
    /// Only what is done; nothing where that is nothing at all, not even a note. What is left has the shape of the plan's day.
    pub(super) fn trained(mut self) -> Option<Self> {
        let is_done = |entry: &EntrySlots<'_>| !entry.slots.is_empty();
        for block in &mut self.blocks {
            block.top.retain(is_done);
            block.backoff.retain(is_done);
        }
        self.blocks.retain(|block| !block.top.is_empty() || !block.backoff.is_empty());
        self.accessories.retain(is_done);
        (!self.blocks.is_empty() || !self.accessories.is_empty() || self.content.is_note()).then_some(self)
    }
}

impl<'a> Expander<'a> {
    /// The days of a week, those too on which nothing is left to do.
    pub(super) fn week_slots(&mut self, when: When<'a>) -> Vec<DaySlots<'a>> {
        let options = &self.resolver.maxes.program.options;
        let mut days = Vec::new();
        let mut index = 0;
        for written in when.phase.days.iter().filter(|day| day.only.holds(options, self.choices)) {
            let week = when.week + 1;
            let Some(weeks) = written.of_week(week) else { continue };
            let date = self.calendar.as_ref().and_then(|calendar| calendar.day(when.number, index));
            index += 1;
            let (content, list_index) = (&weeks.content, week - weeks.lists_from);
            let blocks = content.blocks.iter().filter(|block| block.only.holds(options, self.choices));
            let blocks = blocks.map(|block| self.block_slots(block, when, list_index)).collect();
            let accessories = self.entries(&content.accessories, Role::Accessory, when, list_index);
            days.push(DaySlots { written, content, date, blocks, accessories });
        }
        days
    }

    fn block_slots(&mut self, written: &'a model::Block, when: When<'a>, list_index: u16) -> BlockSlots<'a> {
        let none = match written.top.iter().find_map(|entry| self.skips(&entry.exercise.slug)) {
            Some(place) => NoTop::Skipped(place),
            None if written.top.iter().any(|entry| entry.sets.is_unread()) => NoTop::Unread,
            None if written.top.is_empty() => NoTop::None,
            None => NoTop::ThisWeek(when.week + 1),
        };
        let top = self.entries(&written.top, Role::Top, when, list_index);
        let backoff = self.entries(&written.backoff, Role::Backoff, when, list_index);
        BlockSlots { written, top, backoff, none }
    }

    /// What is done of some entries in this week, in order.
    fn entries(&mut self, entries: &'a [Entry], role: Role, when: When<'a>, list_index: u16) -> Vec<EntrySlots<'a>> {
        let options = &self.resolver.maxes.program.options;
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
                found.push(EntrySlots { entry, exercise, slots: Vec::new(), branches: Vec::new() });
                continue;
            };
            let part = Part { entry, role, when, attempts: self.resolver.maxes.attempts() };
            let mut branches = Vec::new();
            for branch in &entry.adjust {
                let named = branch.exercise.as_ref().map_or(Some(exercise), |name| self.exercise(name));
                let slots = match &branch.sets {
                    None => Some(Vec::new()),
                    Some(sets) => sets
                        .of_week(list_index)
                        .zip(named)
                        .map(|((scheme, place), exercise)| part.slots(exercise, scheme, place)),
                };
                branches.extend(named.zip(slots).map(|(exercise, slots)| BranchSlots { branch, exercise, slots }));
            }
            found.push(EntrySlots { entry, exercise, slots: part.slots(exercise, scheme, place), branches });
        }
        found
    }

    /// The exercise that is done for the one that is named.
    fn exercise(&mut self, name: &ExerciseName) -> Option<&'a Exercise> {
        let swap = self.assignment.and_then(|assignment| assignment.swap.get(&name.slug));
        let name = swap.map_or(name, |swap| &swap.exercise);
        let exercise = self.resolver.maxes.exercise(&name.slug);
        if exercise.is_none() {
            let message = format!("unknown exercise `{}`", name.slug);
            self.resolver.tell(Diagnostic::error(Code::UnknownExercise, name.place.clone(), message));
        }
        exercise
    }

    /// Where the lifter says that they leave an exercise out.
    fn skips(&self, exercise: &Slug) -> Option<&'a Place> {
        let skipped = self.assignment?.skip.iter().find(|skipped| skipped.slug == *exercise)?;
        Some(&skipped.place)
    }
}

/// An entry in its part of a day and its week.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) entry: &'a Entry,
    pub(super) role: Role,
    pub(super) when: When<'a>,
    /// The shares of attempts that are written without a load.
    pub(super) attempts: Attempts,
}

impl<'a> Part<'a> {
    /// The groups of a scheme, after the phase's share of them. A meet is a test and never scaled.
    pub(super) fn slots(self, exercise: &'a Exercise, scheme: &'a Scheme, place: &'a Place) -> Vec<Slot<'a>> {
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
        let slots = groups.flat_map(|(i, (group, sets))| {
            let first = i == 0;
            let reps = reps(group, count);
            let load = self.load(group, scale);
            singles(group, sets).map(move |(single, sets)| {
                let reps = match single {
                    Some(Single { index, of }) => Cow::Owned(reps.of_set(index, of.high)),
                    None => reps.clone(),
                };
                Slot { entry, exercise, group, place, first, role, sets, single, reps, load: load.clone(), scale }
            })
        });
        slots.collect()
    }

    /// What decides the weight. Percentages of attempts are of the 1RM unless the author names another max.
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

/// The reps of a group. Where less than all of the sets are done, the last set is not open: less work asks for no set to the
/// limit.
fn reps(group: &Group, share: Percent) -> Cow<'_, Reps> {
    match group.reps {
        Reps::AtLeast(reps) if share < Percent::WHOLE => Cow::Owned(Reps::Count(Range::one(reps))),
        _ => Cow::Borrowed(&group.reps),
    }
}

/// A group as a whole; or its sets one by one, where each of them follows from the one before it. Those beyond the least of a
/// range may be left out.
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
