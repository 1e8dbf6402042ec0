//! From what is written to what is left to be computed.

use std::collections::BTreeMap;
use std::iter;

use crate::model::{
    Change, Exercise, Gear, GroupKind, Load, LoadRule, MaxKind, Reference, Role, Sign, Signed, Slug, Step, Warmup,
};
use crate::plan::Plan;
use crate::plan::anchors::Slot;
use crate::plan::attempt::{beats, rises};
use crate::plan::block::EntrySlots;
use crate::plan::expander::Expander;
use crate::plan::maxes::{BaseMax, Carry, Derived};
use crate::plan::resolve::{DROP, Resolver, planned};
use crate::plan::rules::{growth, plus, signed_shares, stepped, stepped_percent};
use crate::plan::slots::{BlockSlots, DaySlots, Part};
use crate::plan::strip::is_followed;
use crate::plan::top::TopSets;
use crate::plan::when::When;
use crate::units::{Mass, Percent, Range};

use super::table::Table;
use super::{
    BlockRules, Carried, DayRules, ExerciseRule, ItemRules, LadderRule, MassStep, MaxRule, Off, ReferenceRule, Rule,
    Rulebook, ShareOf, Shown, SlotRule, Strength, SubstituteRule, WarmupRule, WarmupSetRule,
};

impl Plan<'_> {
    /// The rules that the weights of this plan follow from, and its days in them.
    #[must_use]
    pub fn rulebook(&self) -> (Rulebook, Vec<Vec<DayRules>>) {
        let (rules, mut weeks) = Rulebook::of(std::slice::from_ref(self));
        (rules, weeks.pop().unwrap_or_default())
    }
}

impl Plan<'_> {
    /// What this lifter brings to another plan's rules, of which these are the maxes, where the two plans are of one shape:
    /// [`hash_shape`](Self::hash_shape).
    #[must_use]
    pub fn strength_like(&self, maxes: &[MaxRule]) -> Strength {
        let resolver = Expander::new(self.program, self.lifter, self.assignment, self.basis).resolver;
        let own = |max: &MaxRule| {
            let mass = resolver.maxes.mass(&max.lift, max.reps, max.from_week).unwrap_or(max.mass);
            MaxRule { mass, ..max.clone() }
        };
        Strength { own: self.lifter.bodyweight, step: self.rack.step(), maxes: maxes.iter().map(own).collect() }
    }
}

impl Rulebook {
    /// The rules of several plans of one program for one lifter, who chooses otherwise in each: the days of their weeks, in
    /// the shape of the plans'.
    #[must_use]
    pub fn of(plans: &[Plan<'_>]) -> (Self, Vec<Vec<Vec<DayRules>>>) {
        let mut tables = Tables::default();
        let days = plans.iter().map(|plan| {
            let mut expander = Expander::new(plan.program, plan.lifter, plan.assignment, plan.basis);
            let weeks = plan.weeks.iter().map(|week| {
                let when = week.when();
                let days: Vec<_> = expander.week_slots(when).into_iter().filter_map(DaySlots::trained).collect();
                let mut compiler = Compiler { resolver: &expander.resolver, tables: &mut tables, when };
                days.iter().map(|day| compiler.day(day)).collect()
            });
            weeks.collect()
        });
        let days = days.collect();
        let rules = Self {
            strength: Strength {
                own: plans.first().and_then(|plan| plan.lifter.bodyweight),
                step: plans.first().map(|plan| plan.rack.step()).unwrap_or_default(),
                maxes: tables.maxes.into_values(),
            },
            references: tables.references.into_values(),
            ladders: tables.ladders.into_values(),
            exercises: tables.exercises,
            chart: plans.first().filter(|_| tables.is_charted).map(|plan| plan.basis.settings.rpe_chart.clone()),
            rules: tables.rules.into_values(),
        };
        (rules, days)
    }
}

/// What recurs over a whole plan.
#[derive(Default)]
struct Tables {
    maxes: Table<MaxRule>,
    references: Table<ReferenceRule>,
    ladders: Table<LadderRule>,
    exercises: Vec<ExerciseRule>,
    positions: BTreeMap<Slug, usize>,
    rules: Table<Rule>,
    /// Whether something follows from what a top set shows.
    is_charted: bool,
}

/// The way from a max to what a percentage is of.
struct Way {
    max: MaxRule,
    then: Vec<MassStep>,
    training: bool,
    reps: Option<u16>,
}

impl Derived for Way {
    fn from_max(max: BaseMax<'_>) -> Self {
        let BaseMax { lift, reps, from_week, mass } = max;
        let max = MaxRule { lift: lift.clone(), reps, from_week, mass };
        Self { max, then: Vec::new(), training: false, reps: None }
    }

    fn then(mut self, step: MassStep) -> Self {
        self.then.push(step);
        self
    }

    fn training(self, share: Percent) -> Self {
        Self { training: true, ..self.then(MassStep::share(share)) }
    }

    fn for_reps(self, reps: u16, step: MassStep) -> Self {
        Self { reps: Some(reps), ..self.then(step) }
    }
}

/// What a group of sets may follow from.
struct Around<'s, 'a> {
    /// The lifts of the top sets before it, each with the name that the author calls it by.
    lifts: Vec<(&'a Slug, &'a Exercise)>,
    /// The kinds of max that percentages of the day are of.
    kinds: &'s [Option<MaxKind>],
}

impl<'a> Around<'_, 'a> {
    /// The lift whose top set an exercise follows: the only one there is, or else its own.
    fn top(&self, exercise: &Exercise) -> Option<&'a Exercise> {
        match self.lifts.as_slice() {
            [(_, only)] => Some(only),
            several => several.iter().map(|(_, lift)| *lift).find(|lift| lift.slug == exercise.slug),
        }
    }

    /// The lift that an author calls so.
    fn named(&self, name: &Slug) -> Option<&'a Exercise> {
        let written = self.lifts.iter().find(|(written, _)| *written == name);
        written.or_else(|| self.lifts.iter().find(|(_, lift)| lift.slug == *name)).map(|(_, lift)| *lift)
    }
}

/// Compiles the days of one week.
struct Compiler<'c, 'a> {
    resolver: &'c Resolver<'a>,
    tables: &'c mut Tables,
    when: When<'a>,
}

impl<'a> Compiler<'_, 'a> {
    fn day(&mut self, day: &DaySlots<'a>) -> DayRules {
        let entries =
            day.blocks.iter().flat_map(|block| block.top.iter().chain(&block.backoff)).chain(&day.accessories);
        let mut kinds = Vec::new();
        entries.flat_map(every_slot).for_each(|slot| note_kind(slot, &mut kinds));
        let around = Around { lifts: Vec::new(), kinds: &kinds };
        let mut rules = DayRules {
            blocks: day.blocks.iter().map(|block| self.block(block, &kinds)).collect(),
            accessories: day.accessories.iter().map(|entry| self.item(entry, &around)).collect(),
        };
        self.warm_up(day, &mut rules);
        rules
    }

    fn block(&mut self, block: &BlockSlots<'a>, kinds: &[Option<MaxKind>]) -> BlockRules {
        let slots = || block.top.iter().flat_map(|entry| &entry.slots);
        let before = Around { lifts: Vec::new(), kinds };
        let is_followed = is_followed(&block.backoff);
        let mut top: Vec<_> = block.top.iter().map(|entry| self.item(entry, &before)).collect();
        let refers = TopSets::new(slots().cloned(), block.none).refers;
        let rules = top.iter_mut().flat_map(|item| &mut item.slots);
        for ((rule, slot), refers) in rules.zip(slots()).zip(refers) {
            let performance = planned(slot);
            (rule.refers, rule.reps, rule.effort) = (refers, performance.reps, performance.effort);
            rule.hits = self.resolver.hits_rule(slot, is_followed);
        }
        let mut lifts: Vec<(&'a Slug, &'a Exercise)> = Vec::new();
        for slot in slots() {
            if lifts.iter().all(|(_, lift)| lift.slug != slot.exercise.slug) {
                lifts.push((&slot.entry.exercise.slug, slot.exercise));
            }
        }
        let after = Around { lifts, kinds };
        BlockRules { top, backoff: block.backoff.iter().map(|entry| self.item(entry, &after)).collect() }
    }

    fn item(&mut self, entry: &EntrySlots<'a>, around: &Around<'_, 'a>) -> ItemRules {
        let mut compiled = |slots: &[Slot<'a>]| slots.iter().map(|slot| self.slot(slot, around)).collect();
        ItemRules {
            slots: compiled(&entry.slots),
            alternatives: entry.branches.iter().map(|branch| compiled(&branch.slots)).collect(),
            warmup: None,
            substitutes: self.substitutes(entry),
        }
    }

    fn substitutes(&mut self, entry: &EntrySlots<'a>) -> Vec<SubstituteRule> {
        let others = entry.entry.substitutes.iter().filter(|name| name.slug != entry.exercise.slug);
        let others: Vec<_> = others.filter_map(|name| self.resolver.maxes.exercise(&name.slug)).collect();
        let rule = |exercise: &'a Exercise| {
            let origin = |exercise| Some(self.resolver.maxes.origin(exercise, self.when).ok()?.one_rep::<Way>());
            let maxes = origin(entry.exercise).zip(origin(exercise));
            let maxes = maxes.map(|(from, to)| [self.tables.reference(from), self.tables.reference(to)]);
            SubstituteRule { exercise: self.exercise(exercise), maxes }
        };
        others.into_iter().map(rule).collect()
    }

    /// Puts the light sets where they belong.
    fn warm_up(&mut self, day: &DaySlots<'a>, rules: &mut DayRules) {
        let entries =
            |block: &BlockSlots<'a>| block.top.iter().chain(&block.backoff).map(|entry| entry.exercise).collect();
        let warmup = |block: &BlockSlots<'a>| block.written.warmup.as_ref().unwrap_or(&day.content.warmup);
        let blocks: Vec<_> = day.blocks.iter().map(|block| (entries(block), warmup(block))).collect();
        for (at, warmup) in self.resolver.warmed(&blocks, &day.content.warmup) {
            let first = match at {
                Some(block) => day.blocks[block].top.first().or(day.blocks[block].backoff.first()),
                None => day.accessories.first(),
            };
            let Some(entry) = first else { continue };
            let warmup = match warmup {
                Warmup::Off => None,
                Warmup::Ramp => Some(WarmupRule::Ramp),
                Warmup::Sets(scheme, place) => {
                    let attempts = self.resolver.maxes.attempts();
                    let part = Part { entry: entry.entry, role: Role::Warmup, when: self.when, attempts };
                    let slots = part.slots(entry.exercise, scheme, place);
                    let mut kinds = Vec::new();
                    for slot in &slots {
                        note_kind(slot, &mut kinds);
                    }
                    let lifts = vec![(&entry.entry.exercise.slug, entry.exercise)];
                    let around = Around { lifts, kinds: &kinds };
                    let set = |slot: &Slot<'a>| WarmupSetRule {
                        reps: slot.reps.clone().into_owned(),
                        slot: self.slot(slot, &around),
                    };
                    Some(WarmupRule::Sets(slots.iter().map(set).collect()))
                }
            };
            let item = match at {
                Some(block) => {
                    let BlockRules { top, backoff } = &mut rules.blocks[block];
                    top.first_mut().or(backoff.first_mut())
                }
                None => rules.accessories.first_mut(),
            };
            if let Some(item) = item {
                item.warmup = warmup;
            }
        }
    }

    fn slot(&mut self, slot: &Slot<'a>, around: &Around<'_, 'a>) -> SlotRule {
        let rule = self.rule(slot, around);
        SlotRule {
            exercise: self.exercise(slot.exercise),
            rule: self.tables.rules.position(rule),
            most: slot.sets.high,
            rises: rises(slot),
            beats: beats(slot, self.when.week).and_then(|of| self.reference(slot.exercise, &of)),
            optional: slot.is_optional(),
            refers: false,
            reps: None,
            effort: None,
            hits: None,
        }
    }

    fn exercise(&mut self, exercise: &Exercise) -> usize {
        if let Some(known) = self.tables.positions.get(&exercise.slug) {
            return *known;
        }
        let rack = &self.resolver.rack;
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
        self.tables.exercises.push(rule);
        self.tables.positions.insert(exercise.slug.clone(), position);
        position
    }

    fn rule(&mut self, slot: &Slot<'a>, around: &Around<'_, 'a>) -> Rule {
        let Some(load) = slot.load.as_ref().map(|load| &load.value) else {
            return match slot.group.kind {
                GroupKind::Work { .. } => Rule::Open,
                GroupKind::Drop => Rule::Drop { percent: DROP.rest() },
            };
        };
        let units = self.resolver.units;
        let grown = |mass: Mass| stepped(mass, load.step, self.when.week, units);
        match &load.rule {
            LoadRule::Absolute(amounts) => {
                let weight = amounts.map(|amount| amount.for_unit(units)).map(grown);
                let multiplies = slot.is_rewritten() || matches!(load.step, Some(Step::Factor(_)));
                Rule::Weight { weight, written: !multiplies }
            }
            LoadRule::Bar => {
                let rack = &self.resolver.rack;
                let bar = rack.bar(slot.exercise);
                if rack.ladder(slot.exercise).lightest() == bar {
                    Rule::Bar { then: self.growth(load).into_iter().collect() }
                } else {
                    Rule::Weight { weight: Range::one(grown(bar)), written: false }
                }
            }
            LoadRule::Bodyweight(added) => {
                let added = added.map_or(Mass::ZERO, |Signed { sign, by }| plus(Mass::ZERO, sign, by.for_unit(units)));
                match slot.scale {
                    Percent::WHOLE => Rule::Belt { added: grown(added), then: Vec::new() },
                    scale => Rule::Belt {
                        added,
                        then: iter::once(MassStep::share(scale)).chain(self.growth(load)).collect(),
                    },
                }
            }
            LoadRule::Percent { percent, of, plus } => {
                let week = self.when.week;
                let percent = percent.map(|percent| stepped_percent(percent, load.step, week));
                let mut then: Vec<_> = self.growth(load).into_iter().collect();
                then.extend(plus.map(|Signed { sign, by }| MassStep::Plus(signed(sign, by.for_unit(units)))));
                let is_plain =
                    plus.is_none() && matches!(load.step, None | Some(Step::Points(_))) && of.exercise.is_none();
                let points = is_plain.then(|| kind_name(of.kind));
                let of = match (of.kind, &of.exercise) {
                    (Some(MaxKind::Estimated), Some(lift)) => self.shown_by(lift, around).map(ShareOf::Shown),
                    (Some(MaxKind::Estimated), None) => self.shown(slot, around).map(ShareOf::Shown),
                    _ => self.reference(slot.exercise, of).map(ShareOf::Reference),
                };
                // Of what is not there nothing can be taken; a plan with such a load was refused.
                of.map_or(Rule::Open, |of| Rule::Share { of, percent, then, points })
            }
            LoadRule::Effort(effort) => {
                let chart = &self.resolver.maxes.settings.rpe_chart;
                let cells = slot.reps.counted().and_then(|reps| {
                    let (low, high) =
                        (chart.percent(reps.high, effort.range.low), chart.percent(reps.low, effort.range.high));
                    low.zip(high).map(|(low, high)| Range { low, high })
                });
                let Some(percent) = cells else { return Rule::Open };
                let shown = self.shown(slot, around).filter(|shown| shown.carried.is_some());
                let one_rep = Reference { kind: Some(MaxKind::OneRep), exercise: None };
                Rule::Effort { percent, shown, of: self.reference(slot.exercise, &one_rep) }
            }
            LoadRule::Relative { anchor, change, .. } => {
                let by = self.off(slot, *change, around);
                let same = change.is_none() && load.step.is_none();
                Rule::Off { from: *anchor, by, then: self.growth(load).into_iter().collect(), same }
            }
        }
    }

    /// How far a load is from another set.
    fn off(&mut self, slot: &Slot<'a>, change: Option<Signed<Change>>, around: &Around<'_, 'a>) -> Option<Off> {
        let units = self.resolver.units;
        let Signed { sign, by } = change?;
        Some(match by {
            Change::Percent(by) => {
                let (low, high) = signed_shares(Signed { sign, by });
                Off::Percent(Range { low, high })
            }
            Change::Amount(by) => {
                let (low, high) = ends(sign, by.low.for_unit(units), by.high.for_unit(units));
                Off::Amount(Range { low: signed(sign, low), high: signed(sign, high) })
            }
            Change::Points(by) => {
                let percent = |percent: Percent| if sign == Sign::Minus { -percent } else { percent };
                let (low, high) = ends(sign, by.low, by.high);
                let reference = |kind: &Option<MaxKind>| {
                    let of = Reference { kind: *kind, exercise: None };
                    Some((kind_name(*kind), self.reference(slot.exercise, &of)?))
                };
                let of: BTreeMap<_, _> = around.kinds.iter().filter_map(reference).collect();
                Off::Points { points: Range { low: percent(low), high: percent(high) }, of }
            }
        })
    }

    /// What the weeks of the phase have added by now.
    fn growth(&self, load: &Load) -> Option<MassStep> {
        growth(load.step, self.when.week, self.resolver.units)
    }

    /// What a percentage is of; nothing where the lifter has no such max.
    fn reference(&mut self, exercise: &'a Exercise, of: &Reference) -> Option<usize> {
        let maxes = &self.resolver.maxes;
        let exercise = of.exercise.as_ref().map_or(Some(exercise), |name| maxes.exercise(name))?;
        let way = maxes.reference::<Way>(exercise, of.kind, self.when).ok()?;
        Some(self.tables.reference(way))
    }

    /// What a top set shows for an exercise that follows it.
    fn shown(&mut self, slot: &Slot<'a>, around: &Around<'_, 'a>) -> Option<Shown> {
        let top = around.top(slot.exercise)?;
        let carried = self.resolver.maxes.carry(top, slot.exercise, self.when).map(|carry| match carry {
            Carry::Proportion { from, to } => Carried::Proportion {
                from: self.tables.reference(from.one_rep::<Way>()),
                to: self.tables.reference(to.one_rep::<Way>()),
            },
            Carry::Shares(chain) => {
                Carried::Steps(chain.iter().map(|exercise| MassStep::share(exercise.ratio)).collect())
            }
        });
        Some(Shown { carried, ..self.shown_as_it_is(top) })
    }

    /// What the top set of a lift shows that an author names.
    fn shown_by(&mut self, lift: &Slug, around: &Around<'_, 'a>) -> Option<Shown> {
        let top = around.named(lift)?;
        Some(Shown { lift: Some(self.exercise(top)), ..self.shown_as_it_is(top) })
    }

    fn shown_as_it_is(&mut self, top: &'a Exercise) -> Shown {
        self.tables.is_charted = true;
        let one_rep = Reference { kind: Some(MaxKind::OneRep), exercise: None };
        Shown { carried: None, max: self.reference(top, &one_rep), lift: None }
    }
}

impl Tables {
    fn reference(&mut self, Way { max, then, training, reps }: Way) -> usize {
        let max = self.maxes.position(max);
        self.references.position(ReferenceRule { max, then, training, reps })
    }
}

fn every_slot<'s, 'a>(entry: &'s EntrySlots<'a>) -> impl Iterator<Item = &'s Slot<'a>> {
    entry.slots.iter().chain(entry.branches.iter().flat_map(|branch| &branch.slots))
}

/// Notes the kind of max that a group's percentage is of, if it has one.
fn note_kind(slot: &Slot<'_>, kinds: &mut Vec<Option<MaxKind>>) {
    let kind = match slot.load.as_ref().map(|load| &load.value.rule) {
        Some(LoadRule::Percent { of, .. }) => of.kind,
        Some(LoadRule::Effort(_)) => Some(MaxKind::OneRep),
        _ => return,
    };
    if !kinds.contains(&kind) {
        kinds.push(kind);
    }
}

/// `TM`; empty where the author leaves it to the program.
fn kind_name(kind: Option<MaxKind>) -> String {
    kind.map(|kind| kind.to_string()).unwrap_or_default()
}

/// What is taken off is most at the lighter end.
fn ends<T>(sign: Sign, low: T, high: T) -> (T, T) {
    match sign {
        Sign::Plus => (low, high),
        Sign::Minus => (high, low),
    }
}

/// More, or below nothing less.
fn signed(sign: Sign, by: Mass) -> Mass {
    plus(Mass::ZERO, sign, by)
}
