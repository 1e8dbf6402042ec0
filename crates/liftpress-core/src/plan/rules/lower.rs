//! Lowers a program to its rules: for each group of sets, only what its weight depends on.

use std::collections::BTreeMap;

use crate::model::{Entry, Exercise, Gear, MaxKind, Reference, Slug};
use crate::plan::Rack;
use crate::plan::maxes::{Carry, DerivedMax, Maxes, Missing};
use crate::plan::planned_sets::{PlannedBlock, PlannedDay, PlannedEntry, PlannedGroup};
use crate::plan::when::When;
use crate::units::Unit;

use super::around::NoTop;
use super::fault::{Fault, ONE_REP};
use super::groups::{BlockRules, DayRules, ItemRules, SlotRule, SubstituteRule, WarmupSetRule};
use super::hits::{hits, planned};
use super::ir::{Carried, ExerciseRule, MassStep, MaxRule, PercentOf, ReferenceRule, Shown};
use super::lower_group::kind_of;
use super::table::Tables;
use super::tops::refers;

/// The sets and maxes that a group may refer to. They are known before any weight is calculated.
#[derive(Clone, Copy)]
pub(super) struct Context<'s, 'a> {
    /// The lifts of the top sets before the group, each with the author's name for the lift.
    lifts: &'s [(&'a Slug, &'a Exercise)],
    /// The kinds of max that percentages of the day refer to.
    pub(super) kinds: &'s [PercentOf],
    /// Whether the group comes after the top sets of its block.
    pub(super) follows: bool,
    /// Whether part of the block's `top` could not be read.
    unread: bool,
}

impl<'s, 'a> Context<'s, 'a> {
    /// Returns the context of a group that has no top set before it.
    fn alone(kinds: &'s [PercentOf]) -> Self {
        Self { lifts: &[], kinds, follows: false, unread: false }
    }

    /// Returns the lift whose top set an exercise refers to: the only lift of `top`, or among several the exercise
    /// itself.
    fn top(&self, exercise: &Exercise) -> Result<&'a Exercise, NoTop> {
        match self.lifts {
            _ if self.unread => Err(NoTop::Unread),
            [] => Err(NoTop::None),
            [(_, only)] => Ok(only),
            several => {
                let own = several.iter().map(|(_, lift)| *lift).find(|lift| lift.slug == exercise.slug);
                own.ok_or(NoTop::Several)
            }
        }
    }

    /// Returns the lift that the author names.
    fn named(&self, name: &Slug) -> Result<&'a Exercise, Fault> {
        let written = self.lifts.iter().find(|(written, _)| *written == name);
        let lift = written.or_else(|| self.lifts.iter().find(|(_, lift)| lift.slug == *name));
        match (lift, self.lifts) {
            (Some((_, lift)), _) => Ok(lift),
            (None, []) => Err(Fault::NoTop(if self.unread { NoTop::Unread } else { NoTop::None })),
            (None, _) => Err(Fault::NoTopOf(name.clone())),
        }
    }
}

/// Lowers the days of one week for one lifter.
pub(in crate::plan) struct Lowering<'l, 'a> {
    pub(in crate::plan) maxes: &'l Maxes<'a>,
    pub(in crate::plan) rack: &'l Rack,
    pub(in crate::plan) units: Unit,
    pub(in crate::plan) tables: &'l mut Tables<'a>,
    pub(in crate::plan) when: When<'a>,
}

impl<'a> Lowering<'_, 'a> {
    /// Lowers a day without its warm-ups, in the shape of the planned day.
    pub(in crate::plan) fn day(&mut self, day: &PlannedDay<'a>) -> DayRules {
        let entries =
            day.blocks.iter().flat_map(|block| block.top.iter().chain(&block.backoff)).chain(&day.accessories);
        let kinds = kinds(entries.flat_map(PlannedEntry::every_group));
        DayRules {
            blocks: day.blocks.iter().map(|block| self.block(block, &kinds)).collect(),
            accessories: day.accessories.iter().map(|entry| self.item(entry, Context::alone(&kinds))).collect(),
        }
    }

    fn block(&mut self, block: &PlannedBlock<'a>, kinds: &[PercentOf]) -> BlockRules {
        let groups = || block.top.iter().flat_map(|entry| &entry.groups);
        let mut top: Vec<_> = block.top.iter().map(|entry| self.item(entry, Context::alone(kinds))).collect();
        let rules = &self.tables.rules;
        let refers = refers(top.iter().flat_map(|item| &item.slots).map(|slot| (slot, rules.get(slot.rule))));
        let is_followed = block.backoff.iter().flat_map(PlannedEntry::every_group).any(PlannedGroup::follows_estimate);
        let slots = top.iter_mut().flat_map(|item| &mut item.slots);
        for ((slot, group), refers) in slots.zip(groups()).zip(refers) {
            let (reps, effort) = planned(group);
            (slot.refers, slot.reps, slot.effort) = (refers, reps, effort);
            slot.hits = hits(group, is_followed, &self.maxes.settings.rpe_chart);
        }
        let mut lifts: Vec<(&'a Slug, &'a Exercise)> = Vec::new();
        for group in groups() {
            if lifts.iter().all(|(_, lift)| lift.slug != group.exercise.slug) {
                lifts.push((&group.entry.exercise.slug, group.exercise));
            }
        }
        let unread = block.is_unread();
        let after = Context { lifts: &lifts, kinds, follows: true, unread };
        BlockRules { top, backoff: block.backoff.iter().map(|entry| self.item(entry, after)).collect(), unread }
    }

    fn item(&mut self, entry: &PlannedEntry<'a>, context: Context<'_, 'a>) -> ItemRules {
        let mut lowered = |groups: &[PlannedGroup<'a>]| groups.iter().map(|group| self.slot(group, context)).collect();
        ItemRules {
            slots: lowered(&entry.groups),
            alternatives: entry.branches.iter().map(|branch| lowered(&branch.groups)).collect(),
            warmup: None,
            substitutes: if entry.groups.is_empty() { Vec::new() } else { self.substitutes(entry) },
            unread: entry.entry.sets.is_unread(),
        }
    }

    fn substitutes(&mut self, entry: &PlannedEntry<'a>) -> Vec<SubstituteRule> {
        let maxes = self.maxes;
        let others = entry.substitutes().filter_map(|name| maxes.exercise(&name.slug));
        let rule = |exercise: &'a Exercise| {
            let origin = |exercise| maxes.origin(exercise, self.when).ok();
            let both = origin(entry.exercise).zip(origin(exercise));
            let both = both.map(|(from, to)| [self.known(from.one_rep()), self.known(to.one_rep())]);
            SubstituteRule { exercise: self.exercise(exercise), maxes: both }
        };
        others.map(rule).collect()
    }

    /// Lowers the warm-up sets before the first work set of an item.
    pub(in crate::plan) fn warmup(
        &mut self,
        entry: &'a Entry,
        exercise: &'a Exercise,
        groups: &[PlannedGroup<'a>],
    ) -> Vec<WarmupSetRule> {
        // For warm-up sets, the first work set is the top set.
        let lifts = [(&entry.exercise.slug, exercise)];
        let kinds = kinds(groups.iter());
        let context = Context { lifts: &lifts, ..Context::alone(&kinds) };
        let set = |group: &PlannedGroup<'a>| WarmupSetRule {
            reps: group.reps.clone().into_owned(),
            slot: self.slot(group, context),
        };
        groups.iter().map(set).collect()
    }

    /// Lowers one group of sets.
    fn slot(&mut self, group: &PlannedGroup<'a>, context: Context<'_, 'a>) -> SlotRule {
        let (rule, refused) = self.rule(group, context);
        let rule = self.tables.rules.position(rule);
        SlotRule {
            exercise: self.exercise(group.exercise),
            rule,
            most: group.sets.high,
            rises: group.rises(),
            beats: self.beats(group),
            optional: group.is_optional(),
            refers: false,
            reps: None,
            effort: None,
            hits: None,
            refused,
        }
    }

    /// Returns the position of an exercise, and adds the exercise if it is new.
    fn exercise(&mut self, exercise: &'a Exercise) -> usize {
        if let Some(known) = self.tables.positions.get(&exercise.slug) {
            return *known;
        }
        let rack = self.rack;
        let ladder = self.tables.ladders.position(rack.ladder_rule(exercise));
        let rule = ExerciseRule {
            slug: exercise.slug.clone(),
            name: exercise.name.clone(),
            body: exercise.gear == Gear::Bodyweight,
            bar: exercise.gear == Gear::Barbell,
            unknown: rack.is_unknown(exercise),
            belt_unknown: rack.is_belt_unknown(exercise),
            ladder,
            belt: self.tables.ladders.position(rack.belt_rule(exercise)),
            rounding: rack.rounding(exercise),
        };
        let position = self.tables.exercises.len();
        self.tables.exercises.push((exercise, rule));
        self.tables.positions.insert(exercise.slug.clone(), position);
        position
    }

    /// Returns the position of the value that a percentage refers to.
    pub(super) fn reference(&mut self, exercise: &'a Exercise, of: &Reference) -> Result<usize, Missing> {
        let maxes = self.maxes;
        let named = of.exercise.as_ref().map_or(Some(exercise), |name| maxes.exercise(name));
        let max = maxes.reference(named.ok_or(Missing::Max)?, of.kind, self.when)?;
        Ok(self.known(max))
    }

    fn known(&mut self, DerivedMax { base, then, training, reps }: DerivedMax<'_>) -> usize {
        let max = MaxRule { lift: base.lift.clone(), reps: base.reps, from_week: base.from_week, mass: base.mass };
        let max = self.tables.maxes.position(max);
        self.tables.references.position(ReferenceRule { max, then, training, reps })
    }

    /// Returns the rule for the 1RM that a top set shows, for an exercise that refers to the top set.
    pub(super) fn shown(&mut self, exercise: &'a Exercise, context: Context<'_, 'a>) -> Result<Shown, NoTop> {
        let top = context.top(exercise)?;
        let maxes = self.maxes;
        let carried = maxes.carry(top, exercise, self.when).map(|carry| match carry {
            Carry::Proportion { from, to } => {
                Carried::Proportion { from: self.known(from.one_rep()), to: self.known(to.one_rep()) }
            }
            Carry::Shares(chain) => {
                Carried::Steps(chain.iter().map(|exercise| MassStep::share(exercise.ratio)).collect())
            }
        });
        Ok(Shown { carried, ..self.shown_as_it_is(top) })
    }

    /// Returns the rule for the 1RM that the top set of a named lift shows.
    pub(super) fn shown_by(&mut self, lift: &Slug, context: Context<'_, 'a>) -> Result<Shown, Fault> {
        let top = context.named(lift)?;
        Ok(Shown { lift: Some(self.exercise(top)), ..self.shown_as_it_is(top) })
    }

    fn shown_as_it_is(&mut self, top: &'a Exercise) -> Shown {
        self.tables.is_charted = true;
        Shown { carried: None, max: self.reference(top, &ONE_REP).ok(), lift: None }
    }

    /// Returns the positions of an exercise's maxes, by the given kinds of max.
    pub(super) fn by_kind(&mut self, exercise: &'a Exercise, kinds: &[PercentOf]) -> BTreeMap<PercentOf, usize> {
        let of_kind = |kind: &PercentOf| {
            let of = Reference { kind: kind.0, exercise: None };
            Some((*kind, self.reference(exercise, &of).ok()?))
        };
        kinds.iter().filter_map(of_kind).collect()
    }
}

/// Returns the kinds of max that percentages of some groups refer to.
fn kinds<'s, 'a: 's>(groups: impl Iterator<Item = &'s PlannedGroup<'a>>) -> Vec<PercentOf> {
    let mut kinds: Vec<PercentOf> = Vec::new();
    for kind in groups.filter_map(kind_of) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Returns whether a reference is to the e1RM, which is known only after the top set.
pub(super) fn is_estimated(of: &Reference) -> bool {
    of.kind == Some(MaxKind::Estimated)
}
