//! Compiles load rules to formulas, with one function for each kind of rule. The formulas give the same weights as
//! `plan` and `templates/rules.js`. Unlike those two, they do not round intermediate results, because a difference
//! within the tolerance (`Mass::TOLERANCE`) changes no weight.

use std::collections::BTreeMap;

use crate::model::{Anchor, MaxKind, RoundingRule};
use crate::plan::{
    Carried, ExerciseRule, LadderRule, MassStep, Off, PercentOf, Rule, Rulebook, ShareOf, Shown, SlotRule,
};
use crate::units::{Mass, Percent, Range, Rounding, Unit};

use super::formula::{Ends, number, with_steps};
use super::loading::{Loadable, multiple, or_nothing};
use super::maxes::{BODYWEIGHT, Names};

/// The weight of a group of sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    /// The weight cannot be calculated.
    Unknown,
    /// The lifter picks the weight.
    Open,
    /// The weight is calculated by formulas.
    Weight(Weight),
}

/// A weight as formulas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weight {
    /// Whether the weight is added to bodyweight.
    pub(super) body: bool,
    pub(super) ends: Ends,
    /// The mass before rounding, including bodyweight.
    pub(super) target: Option<Ends>,
    points: Option<Points>,
    /// The planned weight, if the author wrote it and it can be used without rounding; otherwise `None`.
    written: Option<Range<Mass>>,
}

/// A percentage from which points can be subtracted, and the kind of max that the percentage is of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Points {
    percent: Range<Percent>,
    kind: PercentOf,
}

/// The heaviest set of a lift under `top` of a block.
#[derive(Debug, Clone)]
pub(super) struct TopSet {
    pub(super) done: Weight,
    /// The 1RM that the set shows; `None` if it is unknown.
    pub(super) shown: Option<Ends>,
}

/// The heaviest set of each lift under `top` of a block, by the index of the exercise.
pub(super) type TopSets = BTreeMap<usize, TopSet>;

/// The sets that a group may depend on.
#[derive(Default, Clone, Copy)]
pub(super) struct SetContext<'t> {
    pub(super) top: Option<&'t TopSet>,
    /// The top sets of all lifts.
    pub(super) tops: Option<&'t TopSets>,
    /// The groups under `top`. For each group, there are the number of its last set and its weight.
    pub(super) sets: &'t [(u16, Resolved)],
    pub(super) previous: Option<&'t Resolved>,
}

/// Compiles rules to formulas.
pub(super) struct Compiler<'b> {
    pub(super) book: &'b Rulebook,
    pub(super) names: &'b Names,
    pub(super) loadable: Loadable,
}

impl Weight {
    fn plain(body: bool, ends: Ends) -> Self {
        Self { body, ends, target: None, points: None, written: None }
    }

    /// Returns a weight with an empty text in place of an error, for a set that is not in the RPE chart.
    fn or_nothing(self) -> Self {
        Self { ends: self.ends.map(|end| format!("IFERROR({end},\"\")")), ..self }
    }

    /// Returns the weight with these formulas. They also replace the mass before rounding.
    pub(super) fn done(&self, ends: Ends) -> Self {
        let target = if self.body { ends.map(|added| format!("({BODYWEIGHT}+{added})")) } else { ends.clone() };
        Self { ends, target: Some(target), ..self.clone() }
    }
}

impl Resolved {
    /// Returns the same weight as a reference to the cells with the weight.
    pub(super) fn at(&self, ends: Ends) -> Self {
        match self {
            Self::Weight(weight) => Self::Weight(Weight { ends, ..weight.clone() }),
            other => other.clone(),
        }
    }

    pub(super) fn weight(&self) -> Option<&Weight> {
        if let Self::Weight(weight) = self { Some(weight) } else { None }
    }
}

impl Compiler<'_> {
    pub(super) fn unit(&self) -> Unit {
        self.loadable.unit
    }

    /// Compiles the weight of a group of sets.
    pub(super) fn resolve(&mut self, slot: &SlotRule, context: SetContext<'_>) -> Resolved {
        match self.by_rule(slot, context) {
            Resolved::Weight(weight) => Resolved::Weight(self.as_attempt(slot, context, weight)),
            other => other,
        }
    }

    /// Raises an attempt above the attempt before it. A third attempt at the max or more is also raised above the max.
    fn as_attempt(&mut self, slot: &SlotRule, context: SetContext<'_>, weight: Weight) -> Weight {
        let before = context.sets.last().filter(|_| slot.rises).and_then(|(_, set)| set.weight());
        let before = before.filter(|before| before.body == weight.body).map(|before| before.ends.clone());
        let max = slot.beats.map(|max| Ends::one(self.names.reference(max).to_owned()));
        let max = max.map(|max| if weight.body { max.map(|max| format!("({max}-{BODYWEIGHT})")) } else { max });
        let floors: Vec<Ends> = [before, max].into_iter().flatten().collect();
        if floors.is_empty() {
            return weight;
        }
        let exercise = &self.book.exercises[slot.exercise];
        let rounding = RoundingRule { way: Rounding::Up, ..exercise.rounding };
        let exercise = &ExerciseRule { rounding, ..exercise.clone() };
        let unit = self.unit();
        let mut ends = weight.ends.clone();
        for floor in floors {
            let above = floor.map(|floor| format!("({floor}+{})", number(Mass::ABOVE, unit)));
            let above = if weight.body { self.on_belt(exercise, &above) } else { self.loaded(exercise, above).ends };
            ends = ends.at_least(&above);
        }
        Weight { ends, ..weight }
    }

    fn by_rule(&mut self, slot: &SlotRule, context: SetContext<'_>) -> Resolved {
        let book = self.book;
        let exercise = &book.exercises[slot.exercise];
        match &book.rules[slot.rule] {
            Rule::Open => Resolved::Open,
            Rule::Weight { weight, written } => self.absolute(exercise, *weight, *written),
            Rule::Bar { then } => self.bar(exercise, then),
            Rule::Belt { added, then } => self.belt(exercise, *added, then),
            Rule::Share { of, percent, then, points } => {
                let weight = self.share(exercise, of, *percent, then, context);
                let points = points.map(|kind| Points { percent: *percent, kind });
                known(weight.map(|weight| Weight { points, ..weight }))
            }
            Rule::Effort { percent, shown, of } => self.effort(exercise, *percent, shown.as_ref(), *of, context),
            Rule::Off { from, by, then, same } => {
                let base = match from {
                    Anchor::Top => context.top.map(|top| &top.done),
                    Anchor::Previous => context.previous.and_then(Resolved::weight),
                    Anchor::Set(n) => context.sets.iter().find(|(last, _)| last >= n).and_then(|(_, set)| set.weight()),
                };
                known(base.and_then(|base| self.off(exercise, base, by.as_ref(), then, *same)))
            }
            Rule::Drop { percent } => self.drop(exercise, *percent, context.previous),
        }
    }

    fn absolute(&mut self, exercise: &ExerciseRule, weight: Range<Mass>, written: bool) -> Resolved {
        let unit = self.unit();
        let target = Ends { low: number(weight.low, unit), high: number(weight.high, unit) };
        Resolved::Weight(self.written(exercise, target, Some(weight).filter(|_| written)))
    }

    /// Returns a weight that the author wrote. The weight is rounded unless the equipment is unknown.
    fn written(&mut self, exercise: &ExerciseRule, target: Ends, written: Option<Range<Mass>>) -> Weight {
        let is_taken =
            |range: &Range<Mass>| range.low > Mass::ZERO && range.low.is_written() && range.high.is_written();
        match written.filter(|range| exercise.unknown && is_taken(range)) {
            None => self.loaded(exercise, target),
            written => Weight { written, target: Some(target.clone()), ..Weight::plain(false, target) },
        }
    }

    /// Returns an added weight that the author wrote. The weight is rounded unless the weights for the belt are
    /// unknown.
    fn written_on_belt(&mut self, exercise: &ExerciseRule, added: Ends, written: Option<Range<Mass>>) -> Weight {
        let is_taken = |range: &Range<Mass>| range.low.is_written() && range.high.is_written();
        match written.filter(|range| exercise.belt_unknown && is_taken(range)) {
            None => Weight::plain(true, self.on_belt(exercise, &added)),
            written => Weight { written, ..Weight::plain(true, added) },
        }
    }

    fn bar(&mut self, exercise: &ExerciseRule, then: &[MassStep]) -> Resolved {
        let mass = then.iter().fold(self.lightest(exercise), |mass, step| step.of(mass));
        self.absolute(exercise, Range::one(mass), false)
    }

    fn belt(&mut self, exercise: &ExerciseRule, added: Mass, then: &[MassStep]) -> Resolved {
        let unit = self.unit();
        if then.is_empty() {
            let ends = Ends::one(signed(added, unit));
            return Resolved::Weight(self.written_on_belt(exercise, ends, Some(Range::one(added))));
        }
        let is_share = |step: &MassStep| matches!(step, MassStep::Times(..));
        let added = if then.iter().any(is_share) && self.book.strength.own.is_some() {
            let all = format!("({BODYWEIGHT}+{})", signed(added, unit));
            format!("({}-{BODYWEIGHT})", with_steps(&all, then, unit))
        } else {
            // A percentage can be calculated only if the bodyweight is known. Otherwise, percentages are left out.
            let steps = then.iter().filter(|step| !is_share(step));
            signed(steps.fold(added, |added, step| step.of(added)), unit)
        };
        let added = Ends::one(added);
        Resolved::Weight(Weight::plain(true, self.on_belt(exercise, &added)))
    }

    fn share(
        &mut self,
        exercise: &ExerciseRule,
        of: &ShareOf,
        percent: Range<Percent>,
        then: &[MassStep],
        context: SetContext<'_>,
    ) -> Option<Weight> {
        let max = match of {
            ShareOf::Reference(reference) => Ends::one(self.names.reference(*reference).to_owned()),
            ShareOf::Shown(shown) => {
                let top = shown.lift.map_or(context.top, |lift| context.tops?.get(&lift));
                self.shown(top?, shown)?
            }
        };
        let target = max.times(percent).with_steps(then, self.unit());
        let weight = self.lifted(exercise, target);
        Some(if matches!(of, ShareOf::Shown(_)) { weight.or_nothing() } else { weight })
    }

    fn effort(
        &mut self,
        exercise: &ExerciseRule,
        percent: Range<Percent>,
        shown: Option<&Shown>,
        of: Option<usize>,
        context: SetContext<'_>,
    ) -> Resolved {
        let today = shown.zip(context.top).map(|(shown, top)| self.shown(top, shown));
        let weight = match (today, of) {
            (Some(None), _) => return Resolved::Unknown,
            (Some(Some(today)), _) => self.lifted(exercise, today.times(percent)).or_nothing(),
            (None, Some(of)) => {
                let max = Ends::one(self.names.reference(of).to_owned());
                self.lifted(exercise, max.times(percent))
            }
            (None, None) => return Resolved::Open,
        };
        Resolved::Weight(Weight { points: Some(Points { percent, kind: PercentOf(Some(MaxKind::OneRep)) }), ..weight })
    }

    fn off(
        &mut self,
        exercise: &ExerciseRule,
        base: &Weight,
        by: Option<&Off>,
        then: &[MassStep],
        same: bool,
    ) -> Option<Weight> {
        let unit = self.unit();
        match by {
            Some(Off::Points { points: by, of }) => {
                let Points { percent, kind } = base.points.clone()?;
                let percent = Range { low: percent.low.plus(by.low), high: percent.high.plus(by.high) };
                let max = Ends::one(self.names.reference(*of.get(&kind)?).to_owned());
                let weight = self.lifted(exercise, max.times(percent).with_steps(then, unit));
                Some(Weight { points: Some(Points { percent, kind }), ..weight })
            }
            None if base.body && then.is_empty() => {
                Some(Weight { written: base.written, ..Weight::plain(true, base.ends.clone()) })
            }
            by => {
                let moved = |ends: &Ends| {
                    let ends = match by {
                        Some(Off::Percent(shares)) => ends.times(*shares),
                        Some(Off::Amount(by)) => ends.plus(*by, unit),
                        _ => ends.clone(),
                    };
                    ends.with_steps(then, unit)
                };
                let is_share =
                    matches!(by, Some(Off::Percent(_))) || then.iter().any(|step| matches!(step, MassStep::Times(..)));
                if base.body && is_share {
                    self.book.strength.own?;
                    let all = base.ends.map(|added| format!("({BODYWEIGHT}+{added})"));
                    return Some(self.lifted(exercise, moved(&all)));
                }
                let written = base.written.filter(|_| !is_share).map(|base| {
                    let base = match by {
                        Some(Off::Amount(by)) => Range { low: base.low + by.low, high: base.high + by.high },
                        _ => base,
                    };
                    base.map(|mass| then.iter().fold(mass, |mass, step| step.of(mass)))
                });
                if base.body {
                    // An amount changes only the weight that is added to bodyweight, not the bodyweight.
                    return Some(self.written_on_belt(exercise, moved(&base.ends), written));
                }
                let weight = self.written(exercise, moved(&base.ends), written);
                Some(Weight { points: base.points.clone().filter(|_| same), ..weight })
            }
        }
    }

    fn drop(&mut self, exercise: &ExerciseRule, percent: Percent, previous: Option<&Resolved>) -> Resolved {
        match previous {
            Some(Resolved::Weight(weight)) if !weight.body => {
                Resolved::Weight(self.loaded(exercise, weight.ends.times(Range::one(percent))))
            }
            Some(Resolved::Weight(_) | Resolved::Open) => Resolved::Open,
            Some(Resolved::Unknown) | None => Resolved::Unknown,
        }
    }

    /// Returns the 1RM that a top set shows for an exercise.
    fn shown(&self, top: &TopSet, Shown { carried, .. }: &Shown) -> Option<Ends> {
        let shown = top.shown.clone()?;
        Some(match carried {
            None => shown,
            Some(Carried::Steps(steps)) => shown.with_steps(steps, self.unit()),
            Some(Carried::Proportion { from, to }) => {
                let [from, to] = [from, to].map(|reference| self.names.reference(*reference));
                if from == to { shown } else { shown.map(|shown| format!("{shown}*{to}/{from}")) }
            }
        })
    }

    /// Compiles the weight of a substitute, which is the same percentage of the substitute's own max.
    pub(super) fn substitute(&mut self, exercise: usize, maxes: [usize; 2], done: &Weight) -> Option<Weight> {
        let [from, to] = maxes.map(|reference| self.names.reference(reference).to_owned());
        let target = done.target.as_ref()?;
        let target = if from == to { target.clone() } else { target.map(|target| format!("{target}*{to}/{from}")) };
        let book = self.book;
        Some(self.lifted(&book.exercises[exercise], target))
    }

    /// Rounds the mass that the lifter moves. In a bodyweight exercise, this mass includes the lifter's bodyweight.
    fn lifted(&mut self, exercise: &ExerciseRule, target: Ends) -> Weight {
        if !exercise.body {
            return self.loaded(exercise, target);
        }
        let added = target.map(|target| format!("({target}-{BODYWEIGHT})"));
        Weight { target: Some(target), ..Weight::plain(true, self.on_belt(exercise, &added)) }
    }

    fn loaded(&mut self, exercise: &ExerciseRule, target: Ends) -> Weight {
        let ladder = &self.book.ladders[exercise.ladder];
        let ends = target.map(|target| self.loadable.fit(ladder, exercise.rounding, target));
        Weight { target: Some(target), ..Weight::plain(false, ends) }
    }

    /// Rounds the added weight, which may be zero. A weight below zero is assistance, which comes in steps.
    fn on_belt(&mut self, exercise: &ExerciseRule, added: &Ends) -> Ends {
        let (step, unit) = (self.book.strength.step, self.unit());
        let belt = or_nothing(&self.book.ladders[exercise.belt]);
        added.map(|added| {
            let on_belt = self.loadable.fit(&belt, exercise.rounding, added);
            let help = multiple(step, exercise.rounding.way, added, unit);
            format!("IF({added}<-{},{help},{on_belt})", number(Mass::TOLERANCE, unit))
        })
    }

    fn lightest(&self, exercise: &ExerciseRule) -> Mass {
        lightest(&self.book.ladders[exercise.ladder])
    }
}

/// Returns the lightest loadable weight.
pub(super) fn lightest(ladder: &LadderRule) -> Mass {
    match ladder {
        LadderRule::Steps { lightest, .. } => *lightest,
        LadderRule::Rungs { rungs } => rungs.first().copied().unwrap_or_default(),
        LadderRule::Plates { bar, .. } => *bar,
    }
}

/// Returns a number in a form that can be used anywhere in a formula.
fn signed(mass: Mass, unit: Unit) -> String {
    let text = number(mass, unit);
    if text.starts_with('-') { format!("({text})") } else { text }
}

fn known(weight: Option<Weight>) -> Resolved {
    weight.map_or(Resolved::Unknown, Resolved::Weight)
}
