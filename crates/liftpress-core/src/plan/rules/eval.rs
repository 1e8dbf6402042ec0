//! Calculates the weight of a group of sets from its rule, the lifter's maxes and rack, and the sets around it.

use crate::model::{Exercise, Gear, Reference, RpeChart};
use crate::plan::{HIGH, Rack, Weight};
use crate::units::{Mass, Percent, Range};

use super::around::{Around, Done, Outcome, Share};
use super::fault::{Fault, Notice};
use super::groups::{SlotRule, SubstituteRule};
use super::ir::{MassStep, Off, PercentOf, Rule};
use super::table::Tables;

/// Evaluates rules for one lifter.
pub(in crate::plan) struct Evaluator<'e, 'a> {
    tables: &'e Tables<'a>,
    rack: &'e Rack,
    pub(super) chart: &'e RpeChart,
    /// The lifter's bodyweight, if known.
    pub(super) own: Option<Mass>,
    /// Positions of the references that weights were taken from, in order.
    read: Vec<usize>,
    /// The notices of the current group.
    pub(super) notices: Vec<Notice>,
}

/// An evaluated group of sets.
#[derive(Debug, Clone)]
pub(in crate::plan) struct Evaluated {
    pub(in crate::plan) outcome: Outcome,
    /// Its notices, in order.
    pub(in crate::plan) notices: Vec<Notice>,
}

impl<'e, 'a> Evaluator<'e, 'a> {
    pub(in crate::plan) fn new(tables: &'e Tables<'a>, rack: &'e Rack, chart: &'e RpeChart, own: Option<Mass>) -> Self {
        Self { tables, rack, chart, own, read: Vec::new(), notices: Vec::new() }
    }

    /// Returns the positions of the references that weights were taken from, in order.
    pub(in crate::plan) fn into_read(self) -> Vec<usize> {
        self.read
    }

    /// Returns what the lifter can load.
    pub(in crate::plan) fn rack(&self) -> &'e Rack {
        self.rack
    }

    /// Returns the exercise at a position.
    pub(in crate::plan) fn exercise(&self, position: usize) -> &'a Exercise {
        self.tables.exercise(position)
    }

    /// Returns the rule of a group of sets.
    pub(super) fn rule(&self, slot: &SlotRule) -> &'e Rule {
        self.tables.rules.get(slot.rule)
    }

    /// Returns the result of a group. If the group should have a weight but has none, the last notice gives the reason.
    pub(in crate::plan) fn group(&mut self, slot: &SlotRule, around: &Around<'_>) -> Evaluated {
        let outcome = match self.ruled(slot, around) {
            Ok(Some(done)) => Some(self.attempted(slot, done, around)),
            Ok(None) => None,
            Err(fault) => {
                self.notices.push(Notice::Fault(fault));
                None
            }
        };
        let outcome = outcome.map(|done| Done { reps: slot.reps, effort: slot.effort, ..done });
        Evaluated { outcome, notices: std::mem::take(&mut self.notices) }
    }

    fn ruled(&mut self, slot: &SlotRule, around: &Around<'_>) -> Result<Outcome, Fault> {
        slot.refused.at_once()?;
        let done = match self.rule(slot) {
            Rule::Open => Done::plain(Weight::Open),
            Rule::Weight { weight, written: true } => self.written(slot.exercise, *weight, None),
            Rule::Weight { weight, written: false } => self.loaded(slot.exercise, *weight),
            Rule::Bar { then } => {
                let bar = self.rack.ladder(self.exercise(slot.exercise)).lightest();
                self.loaded(slot.exercise, Range::one(MassStep::all(then, bar)))
            }
            Rule::Belt { added, then } => self.belt(slot.exercise, *added, then),
            Rule::Share { of, percent, then, points } => {
                let Some(max) = self.share_of(of, around)? else { return Ok(None) };
                slot.refused.then()?;
                self.share(slot.exercise, max, *percent, then, *points)?
            }
            Rule::Effort { percent, shown, of } => return self.effort(slot, *percent, shown.as_ref(), *of, around),
            Rule::Off { from, by, then, same } => {
                let Some(base) = around.find(*from)? else { return Ok(None) };
                slot.refused.then()?;
                let done = match by {
                    Some(Off::Points { points, of }) => {
                        let index = |kind: &PercentOf| of.get(kind).copied();
                        self.points(slot.exercise, base, *points, index, then)?
                    }
                    by => self.off(slot, base, by.as_ref(), then, *same)?,
                };
                Done { estimate: base.estimate, ..done }
            }
            Rule::Drop { percent } => match around.dropped()? {
                Some(Done { weight: Weight::Loaded(weight), estimate, .. }) => {
                    let target = Range { low: weight.low.times(*percent), high: weight.high.times(*percent) };
                    Done { estimate, ..self.loaded(slot.exercise, target) }
                }
                Some(_) => Done::plain(Weight::Open),
                None => return Ok(None),
            },
        };
        Ok(Some(done))
    }

    /// Returns the result of bodyweight and an added weight. Without a known bodyweight, percentages are skipped and a
    /// notice is recorded.
    fn belt(&mut self, exercise: usize, added: Mass, then: &[MassStep]) -> Done {
        if then.is_empty() {
            return self.written_on_belt(exercise, Range::one(added));
        }
        let own = self.own.unwrap_or_default();
        let steps = then.iter().filter(|step| self.own.is_some() || !step.is_share());
        let all = steps.fold(own + added, |mass, step| step.of(mass));
        if self.own.is_none() && then.iter().any(MassStep::is_share) {
            self.notices.push(Notice::NotScaled);
        }
        self.hung(exercise, Range::one(all - own))
    }

    /// Returns the result of a percentage of `max`. The two ends of `max` differ if it is an estimate from a range.
    fn share(
        &mut self,
        exercise: usize,
        (max, estimate): (Range<Mass>, bool),
        percent: Range<Percent>,
        then: &[MassStep],
        points: Option<PercentOf>,
    ) -> Result<Done, Fault> {
        if percent.high > HIGH {
            self.notices.push(Notice::HighPercentage(percent.high));
        }
        let end = |max: Mass, percent| MassStep::all(then, max.times(percent));
        let target = Range { low: end(max.low, percent.low), high: end(max.high, percent.high) };
        Ok(Done { estimate, ..self.lifted(exercise, target, Some(Share { percent, points }))? })
    }

    /// Returns the result of changing the percentage of another set by percentage points. The new percentage is of the
    /// exercise's own max of the same kind.
    fn points(
        &mut self,
        exercise: usize,
        base: Done,
        by: Range<Percent>,
        of: impl Fn(&PercentOf) -> Option<usize>,
        then: &[MassStep],
    ) -> Result<Done, Fault> {
        let share = base.share.and_then(|share| Some((share.percent, share.points?)));
        let (percent, kind) = share.ok_or(Fault::NoPercentage)?;
        let percent = Range { low: percent.low.plus(by.low), high: percent.high.plus(by.high) };
        if percent.low <= Percent::ZERO {
            return Err(Fault::NothingLeft(percent.low));
        }
        let max = of(&kind).ok_or(Fault::NoMax(Reference { kind: kind.0, exercise: None }))?;
        let max = self.reference(max);
        let target = percent.map(|percent| MassStep::all(then, max.times(percent)));
        self.lifted(exercise, target, Some(Share { percent, points: Some(kind) }))
    }

    /// Returns a weight relative to the weight of another set. For bodyweight exercises, an amount, including a weekly
    /// one, changes the added weight. A percentage applies to the total load.
    fn off(
        &mut self,
        slot: &SlotRule,
        base: Done,
        by: Option<&Off>,
        then: &[MassStep],
        same: bool,
    ) -> Result<Done, Fault> {
        let exercise = slot.exercise;
        let moved = |weight: Range<Mass>| {
            let weight = match by {
                Some(Off::Percent(shares)) => {
                    Range { low: weight.low.times(shares.low), high: weight.high.times(shares.high) }
                }
                Some(Off::Amount(by)) => Range { low: weight.low + by.low, high: weight.high + by.high },
                Some(Off::Points { .. }) | None => weight,
            };
            weight.map(|mass| MassStep::all(then, mass))
        };
        let is_share = matches!(by, Some(Off::Percent(_))) || then.iter().any(MassStep::is_share);
        match base.weight {
            Weight::Open => Err(Fault::OpenBase),
            Weight::Loaded(weight) => {
                let share = base.share.filter(|_| same);
                Ok(if base.written && !is_share {
                    self.written(exercise, moved(weight), share)
                } else {
                    Done { share, ..self.loaded(exercise, moved(weight)) }
                })
            }
            Weight::Bodyweight(_) if self.own.is_none() && (is_share || slot.refused.multiplies()) => {
                Err(Fault::UnknownBodyweightOfBase)
            }
            Weight::Bodyweight(added) if is_share => {
                let own = self.own.unwrap_or_default();
                self.lifted(exercise, moved(added.map(|added| own + added)), None)
            }
            Weight::Bodyweight(added) if by.is_none() && then.is_empty() => {
                Ok(Done { written: base.written, ..Done::plain(Weight::Bodyweight(added)) })
            }
            Weight::Bodyweight(added) if base.written => Ok(self.written_on_belt(exercise, moved(added))),
            Weight::Bodyweight(added) => Ok(self.hung(exercise, moved(added))),
        }
    }

    /// Returns the result of an attempt, raised above the attempt before it. A third attempt at 100% of the max or more
    /// is also raised above the max.
    fn attempted(&mut self, slot: &SlotRule, done: Done, around: &Around<'_>) -> Done {
        let before = around.attempt_before().filter(|_| slot.rises).map(|before| before.weight);
        let max = slot.beats.map(|max| self.reference(max));
        let (rack, exercise) = (self.rack, self.exercise(slot.exercise));
        let raised = |range: Range<Mass>, floors: [Option<Range<Mass>>; 2], above: &dyn Fn(Mass) -> Mass| {
            floors.into_iter().flatten().fold(range, |range, floor| Range {
                low: range.low.max(above(floor.low)),
                high: range.high.max(above(floor.high)),
            })
        };
        let weight = match (done.weight, before) {
            (Weight::Open, _) => Weight::Open,
            (Weight::Loaded(range), before) => {
                let before = if let Some(Weight::Loaded(mass)) = before { Some(mass) } else { None };
                Weight::Loaded(raised(range, [before, max.map(Range::one)], &|mass| rack.above(mass, exercise)))
            }
            (Weight::Bodyweight(range), before) => {
                let before = if let Some(Weight::Bodyweight(mass)) = before { Some(mass) } else { None };
                let max = max.zip(self.own).map(|(max, own)| Range::one(max - own));
                Weight::Bodyweight(raised(range, [before, max], &|mass| rack.added_above(mass, exercise)))
            }
        };
        Done { weight, ..done }
    }

    /// Returns the weight of an alternative exercise: the same percentage of its own max. The lifter chooses the weight
    /// if one of the two exercises has no max.
    pub(in crate::plan) fn substitute(&self, rule: &SubstituteRule, done: &Done) -> Weight {
        let Some((target, [from, to])) = done.target.zip(rule.maxes) else { return Weight::Open };
        let (from, to) = (self.tables.mass(from), self.tables.mass(to));
        let Some((low, high)) = target.low.in_proportion(to, from).zip(target.high.in_proportion(to, from)) else {
            return Weight::Open;
        };
        let (target, exercise) = (Range { low, high }, self.exercise(rule.exercise));
        match (exercise.gear, self.own) {
            (Gear::Bodyweight, None) => Weight::Open,
            (Gear::Bodyweight, Some(own)) => {
                Weight::Bodyweight(target.map(|mass| self.rack.fit_added(mass - own, exercise).mass))
            }
            _ => Weight::Loaded(target.map(|mass| self.rack.fit(mass, exercise).mass)),
        }
    }

    /// Returns the value of a reference, and records that a weight was taken from it.
    pub(super) fn reference(&mut self, reference: usize) -> Mass {
        self.read.push(reference);
        self.tables.mass(reference)
    }

    pub(super) fn tables(&self) -> &'e Tables<'a> {
        self.tables
    }

    /// Records that a weight was taken from the lift of a reference.
    pub(super) fn note_read(&mut self, reference: usize) {
        self.read.push(reference);
    }
}
