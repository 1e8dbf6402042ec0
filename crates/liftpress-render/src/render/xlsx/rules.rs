//! Load rules as formulas: one function a rule. They say what `plan` does and what `templates/rules.js` does, in cells; what
//! these take to the nearest count is left as it is, since a hair more or less decides nothing (`Mass::TOLERANCE`).

use std::collections::BTreeMap;

use crate::model::{Anchor, MaxKind, RoundingRule};
use crate::plan::{
    Carried, ExerciseRule, LadderRule, MassStep, Off, PercentOf, Rule, Rulebook, ShareOf, Shown, SlotRule,
};
use crate::units::{Mass, Percent, Range, Rounding, Unit};

use super::formula::{Ends, after, number};
use super::loading::{Loadable, multiple, or_nothing};
use super::maxes::{BODYWEIGHT, Names};

/// What a group of sets comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It cannot be worked out.
    Unknown,
    /// The lifter picks.
    Open,
    /// A weight.
    Weight(Weight),
}

/// A weight as formulas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weight {
    /// Whether it is added to bodyweight.
    pub(super) body: bool,
    pub(super) ends: Ends,
    /// Before rounding, all that is lifted.
    pub(super) target: Option<Ends>,
    points: Option<Points>,
    /// What the author wrote, as planned, where it is taken as it is.
    written: Option<Range<Mass>>,
}

/// A percentage that points can be taken off, and the kind of max that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Points {
    percent: Range<Percent>,
    kind: PercentOf,
}

/// The heaviest set of a block's `top`.
#[derive(Debug, Clone)]
pub(super) struct TopSet {
    pub(super) done: Weight,
    /// The 1RM that it shows.
    pub(super) shown: Option<Ends>,
}

/// The heaviest set of each lift of a block's `top`, by the position of the exercise.
pub(super) type TopSets = BTreeMap<usize, TopSet>;

/// The sets that a group may follow from.
#[derive(Default, Clone, Copy)]
pub(super) struct Around<'t> {
    pub(super) top: Option<&'t TopSet>,
    /// Those of all lifts.
    pub(super) tops: Option<&'t TopSets>,
    /// The sets of `top`: the number of each group's last, and what it came to.
    pub(super) sets: &'t [(u16, Outcome)],
    pub(super) previous: Option<&'t Outcome>,
}

/// Works rules out as formulas.
pub(super) struct Compiler<'b> {
    pub(super) book: &'b Rulebook,
    pub(super) names: &'b Names,
    pub(super) loadable: Loadable,
}

impl Weight {
    fn plain(body: bool, ends: Ends) -> Self {
        Self { body, ends, target: None, points: None, written: None }
    }

    /// The same weight, or nothing where the chart does not say what a set shows.
    fn or_nothing(self) -> Self {
        Self { ends: self.ends.map(|end| format!("IFERROR({end},\"\")")), ..self }
    }

    /// The same weight from these cells, before rounding too.
    pub(super) fn done(&self, ends: Ends) -> Self {
        let target = if self.body { ends.map(|added| format!("({BODYWEIGHT}+{added})")) } else { ends.clone() };
        Self { ends, target: Some(target), ..self.clone() }
    }
}

impl Outcome {
    /// The same outcome where its weight stands in cells.
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

    /// What a group of sets comes to.
    pub(super) fn work(&mut self, slot: &SlotRule, around: Around<'_>) -> Outcome {
        match self.ruled(slot, around) {
            Outcome::Weight(weight) => Outcome::Weight(self.attempted(slot, around, weight)),
            other => other,
        }
    }

    /// An attempt as it is made: above the one before it, and a third at the max or more above the max.
    fn attempted(&mut self, slot: &SlotRule, around: Around<'_>, weight: Weight) -> Weight {
        let before = around.sets.last().filter(|_| slot.rises).and_then(|(_, set)| set.weight());
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
            let above = if weight.body { self.hung(exercise, &above) } else { self.loaded(exercise, above).ends };
            ends = ends.at_least(&above);
        }
        Weight { ends, ..weight }
    }

    fn ruled(&mut self, slot: &SlotRule, around: Around<'_>) -> Outcome {
        let book = self.book;
        let exercise = &book.exercises[slot.exercise];
        match &book.rules[slot.rule] {
            Rule::Open => Outcome::Open,
            Rule::Weight { weight, written } => self.absolute(exercise, *weight, *written),
            Rule::Bar { then } => self.bar(exercise, then),
            Rule::Belt { added, then } => self.belt(exercise, *added, then),
            Rule::Share { of, percent, then, points } => {
                let weight = self.share(exercise, of, *percent, then, around);
                let points = points.map(|kind| Points { percent: *percent, kind });
                known(weight.map(|weight| Weight { points, ..weight }))
            }
            Rule::Effort { percent, shown, of } => self.effort(exercise, *percent, shown.as_ref(), *of, around),
            Rule::Off { from, by, then, same } => {
                let base = match from {
                    Anchor::Top => around.top.map(|top| &top.done),
                    Anchor::Previous => around.previous.and_then(Outcome::weight),
                    Anchor::Set(n) => around.sets.iter().find(|(last, _)| last >= n).and_then(|(_, set)| set.weight()),
                };
                known(base.and_then(|base| self.off(exercise, base, by.as_ref(), then, *same)))
            }
            Rule::Drop { percent } => self.drop(exercise, *percent, around.previous),
        }
    }

    fn absolute(&mut self, exercise: &ExerciseRule, weight: Range<Mass>, written: bool) -> Outcome {
        let unit = self.unit();
        let target = Ends { low: number(weight.low, unit), high: number(weight.high, unit) };
        Outcome::Weight(self.written(exercise, target, Some(weight).filter(|_| written)))
    }

    /// A weight that the author wrote: as it is where nothing is known of what there is to load, else as it can be loaded.
    fn written(&mut self, exercise: &ExerciseRule, target: Ends, written: Option<Range<Mass>>) -> Weight {
        let is_taken =
            |range: &Range<Mass>| range.low > Mass::ZERO && range.low.is_written() && range.high.is_written();
        match written.filter(|range| exercise.unknown && is_taken(range)) {
            None => self.loaded(exercise, target),
            written => Weight { written, target: Some(target.clone()), ..Weight::plain(false, target) },
        }
    }

    /// The same of what hangs on a belt.
    fn written_on_belt(&mut self, exercise: &ExerciseRule, added: Ends, written: Option<Range<Mass>>) -> Weight {
        let is_taken = |range: &Range<Mass>| range.low.is_written() && range.high.is_written();
        match written.filter(|range| exercise.belt_unknown && is_taken(range)) {
            None => Weight::plain(true, self.hung(exercise, &added)),
            written => Weight { written, ..Weight::plain(true, added) },
        }
    }

    fn bar(&mut self, exercise: &ExerciseRule, then: &[MassStep]) -> Outcome {
        let mass = then.iter().fold(self.lightest(exercise), |mass, step| step.of(mass));
        self.absolute(exercise, Range::one(mass), false)
    }

    fn belt(&mut self, exercise: &ExerciseRule, added: Mass, then: &[MassStep]) -> Outcome {
        let unit = self.unit();
        if then.is_empty() {
            let ends = Ends::one(signed(added, unit));
            return Outcome::Weight(self.written_on_belt(exercise, ends, Some(Range::one(added))));
        }
        let is_share = |step: &MassStep| matches!(step, MassStep::Times(..));
        let added = if then.iter().any(is_share) && self.book.strength.own.is_some() {
            let all = format!("({BODYWEIGHT}+{})", signed(added, unit));
            format!("({}-{BODYWEIGHT})", after(&all, then, unit))
        } else {
            // Of a bodyweight that is unknown no share can be taken.
            let steps = then.iter().filter(|step| !is_share(step));
            signed(steps.fold(added, |added, step| step.of(added)), unit)
        };
        let added = Ends::one(added);
        Outcome::Weight(Weight::plain(true, self.hung(exercise, &added)))
    }

    fn share(
        &mut self,
        exercise: &ExerciseRule,
        of: &ShareOf,
        percent: Range<Percent>,
        then: &[MassStep],
        around: Around<'_>,
    ) -> Option<Weight> {
        let max = match of {
            ShareOf::Reference(reference) => Ends::one(self.names.reference(*reference).to_owned()),
            ShareOf::Shown(shown) => {
                let top = shown.lift.map_or(around.top, |lift| around.tops?.get(&lift));
                self.shown(top?, shown)?
            }
        };
        let target = max.times(percent).after(then, self.unit());
        let weight = self.lifted(exercise, target);
        Some(if matches!(of, ShareOf::Shown(_)) { weight.or_nothing() } else { weight })
    }

    fn effort(
        &mut self,
        exercise: &ExerciseRule,
        percent: Range<Percent>,
        shown: Option<&Shown>,
        of: Option<usize>,
        around: Around<'_>,
    ) -> Outcome {
        let today = shown.zip(around.top).map(|(shown, top)| self.shown(top, shown));
        let weight = match (today, of) {
            (Some(None), _) => return Outcome::Unknown,
            (Some(Some(today)), _) => self.lifted(exercise, today.times(percent)).or_nothing(),
            (None, Some(of)) => {
                let max = Ends::one(self.names.reference(of).to_owned());
                self.lifted(exercise, max.times(percent))
            }
            (None, None) => return Outcome::Open,
        };
        Outcome::Weight(Weight { points: Some(Points { percent, kind: PercentOf(Some(MaxKind::OneRep)) }), ..weight })
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
                let weight = self.lifted(exercise, max.times(percent).after(then, unit));
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
                    ends.after(then, unit)
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
                    // An amount changes what is added to bodyweight.
                    return Some(self.written_on_belt(exercise, moved(&base.ends), written));
                }
                let weight = self.written(exercise, moved(&base.ends), written);
                Some(Weight { points: base.points.clone().filter(|_| same), ..weight })
            }
        }
    }

    fn drop(&mut self, exercise: &ExerciseRule, percent: Percent, previous: Option<&Outcome>) -> Outcome {
        match previous {
            Some(Outcome::Weight(weight)) if !weight.body => {
                Outcome::Weight(self.loaded(exercise, weight.ends.times(Range::one(percent))))
            }
            Some(Outcome::Weight(_) | Outcome::Open) => Outcome::Open,
            Some(Outcome::Unknown) | None => Outcome::Unknown,
        }
    }

    /// The 1RM that a top set shows for an exercise.
    fn shown(&self, top: &TopSet, Shown { carried, .. }: &Shown) -> Option<Ends> {
        let shown = top.shown.clone()?;
        Some(match carried {
            None => shown,
            Some(Carried::Steps(steps)) => shown.after(steps, self.unit()),
            Some(Carried::Proportion { from, to }) => {
                let [from, to] = [from, to].map(|reference| self.names.reference(*reference));
                if from == to { shown } else { shown.map(|shown| format!("{shown}*{to}/{from}")) }
            }
        })
    }

    /// The weight of a substitute: the same share of its own max.
    pub(super) fn instead(&mut self, exercise: usize, maxes: [usize; 2], done: &Weight) -> Option<Weight> {
        let [from, to] = maxes.map(|reference| self.names.reference(reference).to_owned());
        let target = done.target.as_ref()?;
        let target = if from == to { target.clone() } else { target.map(|target| format!("{target}*{to}/{from}")) };
        let book = self.book;
        Some(self.lifted(&book.exercises[exercise], target))
    }

    /// What is loaded for all that is lifted: of a bodyweight exercise, the lifter's own weight is a part of it.
    fn lifted(&mut self, exercise: &ExerciseRule, target: Ends) -> Weight {
        if !exercise.body {
            return self.loaded(exercise, target);
        }
        let added = target.map(|target| format!("({target}-{BODYWEIGHT})"));
        Weight { target: Some(target), ..Weight::plain(true, self.hung(exercise, &added)) }
    }

    fn loaded(&mut self, exercise: &ExerciseRule, target: Ends) -> Weight {
        let ladder = &self.book.ladders[exercise.ladder];
        let ends = target.map(|target| self.loadable.fit(ladder, exercise.rounding, target));
        Weight { target: Some(target), ..Weight::plain(false, ends) }
    }

    /// What hangs on a belt, which may be nothing; below that it is help, and comes in steps.
    fn hung(&mut self, exercise: &ExerciseRule, added: &Ends) -> Ends {
        let (step, unit) = (self.book.strength.step, self.unit());
        let belt = or_nothing(&self.book.ladders[exercise.belt]);
        added.map(|added| {
            let hung = self.loadable.fit(&belt, exercise.rounding, added);
            let help = multiple(step, exercise.rounding.way, added, unit);
            format!("IF({added}<-{},{help},{hung})", number(Mass::TOLERANCE, unit))
        })
    }

    fn lightest(&self, exercise: &ExerciseRule) -> Mass {
        lightest(&self.book.ladders[exercise.ladder])
    }
}

/// The lightest that can be loaded.
pub(super) fn lightest(ladder: &LadderRule) -> Mass {
    match ladder {
        LadderRule::Steps { lightest, .. } => *lightest,
        LadderRule::Rungs { rungs } => rungs.first().copied().unwrap_or_default(),
        LadderRule::Plates { bar, .. } => *bar,
    }
}

/// A number that can stand anywhere in a formula.
fn signed(mass: Mass, unit: Unit) -> String {
    let text = number(mass, unit);
    if text.starts_with('-') { format!("({text})") } else { text }
}

fn known(weight: Option<Weight>) -> Outcome {
    weight.map_or(Outcome::Unknown, Outcome::Weight)
}
