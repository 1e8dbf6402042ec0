//! The walk over a week of a program: what is to be done on each day, before any weight is known.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{self, DayContent, Entry, Exercise, ExerciseName, Group, Role, Scale, Scheme, Slug};
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
    /// Only what is done; nothing where that is nothing at all. What is left has the shape of the plan's day.
    pub(super) fn trained(mut self) -> Option<Self> {
        let is_done = |entry: &EntrySlots<'_>| !entry.slots.is_empty();
        for block in &mut self.blocks {
            block.top.retain(is_done);
            block.backoff.retain(is_done);
        }
        self.blocks.retain(|block| !block.top.is_empty() || !block.backoff.is_empty());
        self.accessories.retain(is_done);
        (!self.blocks.is_empty() || !self.accessories.is_empty()).then_some(self)
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
            let Some((scheme, place)) = entry.sets.of_week(list_index) else { continue };
            let Some(exercise) = self.exercise(&entry.exercise) else { continue };
            let part = Part { entry, role, when };
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
}

impl<'a> Part<'a> {
    /// The groups of a scheme, after what the phase leaves of them.
    pub(super) fn slots(self, exercise: &'a Exercise, scheme: &'a Scheme, place: &'a Place) -> Vec<Slot<'a>> {
        let Self { entry, role, when } = self;
        let share = |of: Role, scale: &Scale| if role == of { scale.of_week(when.week) } else { Percent::WHOLE };
        let scale = share(Role::Top, &when.phase.top);
        let groups = scaled(&scheme.groups, share(Role::Backoff, &when.phase.backoff)).into_iter().enumerate();
        let slots = groups.flat_map(|(i, (group, sets))| {
            singles(group, sets).map(move |(single, sets)| Slot {
                entry,
                exercise,
                group,
                place,
                first: i == 0,
                role,
                sets,
                single,
                scale,
            })
        });
        slots.collect()
    }
}

/// A group as a whole; or its sets one by one, where each of them follows from the one before it. Those beyond the least of a
/// range may be left out.
fn singles(group: &Group, sets: Range<u16>) -> impl Iterator<Item = (Option<Single>, Range<u16>)> {
    let compounds = group.load.as_ref().is_some_and(|load| load.value.compounds());
    let splits = compounds && sets.high > 1;
    let count = if splits { sets.high } else { 1 };
    (0..count).map(move |index| match splits {
        true => (Some(Single { index, of: sets }), Range { low: u16::from(index < sets.low), high: 1 }),
        false => (None, sets),
    })
}
