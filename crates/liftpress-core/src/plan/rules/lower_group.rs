//! Lowers the author's load of a group of sets to its rule.

use std::iter;

use crate::model::{Amount, Attempt, Change, GroupKind, Load, LoadRule, MaxKind, Reps, Role, Sign, Signed, Step};
use crate::plan::maxes::Missing;
use crate::plan::planned_sets::PlannedGroup;
use crate::units::{Mass, Percent, Range, Rpe};

use super::fault::{Fault, ONE_REP, Refusal, Refused};
use super::ir::{MassStep, Off, PercentOf, Rule, ShareOf};
use super::lower::{Context, Lowering, is_estimated};
use super::steps::{growth, plus, stepped, stepped_percent};

/// A drop set without a load is lighter than the set before it by this percentage.
const DROP: Percent = Percent::whole(20);

/// A rule, and its mistake if it has one. Some mistakes are reported only if the sets and maxes that the rule refers to
/// are known.
type Lowered = Result<(Rule, Option<Refusal>), Fault>;

impl<'a> Lowering<'_, 'a> {
    /// Returns the rule of a group, and the group's mistake.
    pub(super) fn rule(&mut self, group: &PlannedGroup<'a>, context: Context<'_, 'a>) -> (Rule, Refused) {
        let lowered = match group.load() {
            Some(load) => self.load(group, load, context),
            None => Ok((
                match group.group.kind {
                    GroupKind::Work { .. } => Rule::Open,
                    GroupKind::Drop => Rule::Drop { percent: DROP.rest() },
                },
                None,
            )),
        };
        // A load that cannot be lowered gets a rule without a weight, and its mistake is stored.
        let (rule, refusal) = lowered.unwrap_or_else(|fault| (Rule::Open, Some(Refusal::AtOnce(fault))));
        let refusal = match group.group.kind {
            GroupKind::Drop if group.first => Some(Refusal::AtOnce(Fault::NothingToDrop)),
            _ => refusal,
        };
        (rule, Refused(refusal))
    }

    fn load(&mut self, group: &PlannedGroup<'a>, load: &Load, context: Context<'_, 'a>) -> Lowered {
        let grown = |mass: Mass| stepped(mass, load.step, self.when.week, self.units);
        // A weekly step of percentage points needs a percentage.
        let no_points = matches!(load.step, Some(Step::Points(_))).then_some(Fault::PointsEachWeek);
        let at_once = no_points.clone().map(Refusal::AtOnce);
        let is_factor = matches!(load.step, Some(Step::Factor(_)));
        match &load.rule {
            LoadRule::Absolute(amounts) => {
                let weight = amounts.map(|amount| amount.for_unit(self.units)).map(grown);
                Ok((Rule::Weight { weight, written: !group.is_rewritten() && !is_factor }, at_once))
            }
            LoadRule::Bar => {
                let bar = self.rack.bar(group.exercise);
                let rule = if self.rack.ladder(group.exercise).lightest() == bar {
                    Rule::Bar { then: self.growth(load).into_iter().collect() }
                } else {
                    Rule::Weight { weight: Range::one(grown(bar)), written: false }
                };
                Ok((rule, at_once))
            }
            LoadRule::Bodyweight(added) => {
                let added = added.map_or(Mass::ZERO, |added| self.signed(added));
                let rule = match group.scale {
                    Percent::WHOLE => Rule::Belt { added: grown(added), then: Vec::new() },
                    scale => {
                        let then = iter::once(MassStep::share(scale)).chain(self.growth(load)).collect();
                        Rule::Belt { added, then }
                    }
                };
                Ok((rule, at_once.or(is_factor.then_some(Refusal::AtOnce(Fault::BodyweightTimes)))))
            }
            LoadRule::Percent { .. } => self.percent(group, load, context),
            LoadRule::Effort(effort) => self.effort(group, effort.range, context),
            LoadRule::Relative { anchor, change, .. } => {
                let by = change.map(|change| self.off(group, change, context));
                let same = change.is_none() && load.step.is_none();
                let rule = Rule::Off { from: *anchor, by, then: self.growth(load).into_iter().collect(), same };
                Ok((rule, no_points.map(Refusal::Then).or(is_factor.then_some(Refusal::Multiplies))))
            }
        }
    }

    fn percent(&mut self, group: &PlannedGroup<'a>, load: &Load, context: Context<'_, 'a>) -> Lowered {
        let LoadRule::Percent { percent, of, plus } = &load.rule else { return Ok((Rule::Open, None)) };
        let percent = percent.map(|percent| stepped_percent(percent, load.step, self.when.week));
        let mut then: Vec<_> = self.growth(load).into_iter().collect();
        then.extend(plus.map(|more| MassStep::Plus(self.signed(more))));
        let is_plain = plus.is_none() && matches!(load.step, None | Some(Step::Points(_))) && of.exercise.is_none();
        let points = is_plain.then_some(PercentOf(of.kind));
        let source = match &of.exercise {
            _ if is_estimated(of) && !context.follows => return Err(Fault::BeforeTop),
            Some(lift) if is_estimated(of) => {
                if self.maxes.exercise(lift).is_none() {
                    return Err(Fault::UnknownExercise(lift.clone()));
                }
                ShareOf::Shown(self.shown_by(lift, context)?)
            }
            None if is_estimated(of) => ShareOf::Shown(self.shown(group.exercise, context).map_err(Fault::NoTop)?),
            _ => {
                let reference = self.reference(group.exercise, of);
                ShareOf::Reference(reference.map_err(|_| Fault::NoMax(of.clone()))?)
            }
        };
        let refusal = (percent.low <= Percent::ZERO).then_some(Refusal::Then(Fault::NothingLeft(percent.low)));
        Ok((Rule::Share { of: source, percent, then, points }, refusal))
    }

    /// Lowers `RPE 8`: a weight at the chart's percentage of the 1RM for the group's reps. After a top set, the
    /// percentage applies to the 1RM that the top set shows.
    ///
    /// Except in a `top`, the lifter chooses a weight by the effort if the chart has no cell or the lifter has no max.
    fn effort(&mut self, group: &PlannedGroup<'a>, effort: Range<Rpe>, context: Context<'_, 'a>) -> Lowered {
        let percent = match self.share_of_effort(group, effort) {
            Ok(percent) => percent,
            Err(fault) if group.role == Role::Top => return Err(fault),
            Err(_) => return Ok((Rule::Open, None)),
        };
        let shown = self.shown(group.exercise, context).ok().filter(|shown| shown.carried.is_some());
        let of = self.reference(group.exercise, &ONE_REP);
        let refusal = match &of {
            Err(Missing::Unusable(_)) => Some(Refusal::Then(Fault::NoMax(ONE_REP))),
            Err(_) if group.role == Role::Top => Some(Refusal::Then(Fault::NoMax(ONE_REP))),
            _ => None,
        };
        Ok((Rule::Effort { percent, shown, of: of.ok() }, refusal))
    }

    /// Returns the chart's percentages of the 1RM for the group's reps. In a range, the lighter weight goes with the
    /// higher reps and the lower effort.
    fn share_of_effort(&self, group: &PlannedGroup<'a>, effort: Range<Rpe>) -> Result<Range<Percent>, Fault> {
        let reps = group.reps.counted().ok_or(Fault::NoReps)?;
        let chart = &self.maxes.settings.rpe_chart;
        let cell = |reps, effort| chart.percent(reps, effort).ok_or(Fault::NotInChart(reps, effort));
        Ok(Range { low: cell(reps.high, effort.low)?, high: cell(reps.low, effort.high)? })
    }

    /// Returns the difference of a load from another set.
    fn off(&mut self, group: &PlannedGroup<'a>, change: Signed<Change>, context: Context<'_, 'a>) -> Off {
        let Signed { sign, by } = change;
        match by {
            Change::Percent(by) => Off::Percent(match sign {
                Sign::Plus => by.map(|by| Percent::WHOLE.plus(by)),
                Sign::Minus => by.map(Percent::rest),
            }),
            Change::Amount(by) => {
                let (low, high) = ends(sign, by);
                Off::Amount(Range {
                    low: self.signed(Signed { sign, by: low }),
                    high: self.signed(Signed { sign, by: high }),
                })
            }
            Change::Points(by) => {
                let percent = |percent: Percent| if sign == Sign::Minus { -percent } else { percent };
                let (low, high) = ends(sign, by);
                let points = Range { low: percent(low), high: percent(high) };
                Off::Points { points, of: self.by_kind(group.exercise, context.kinds) }
            }
        }
    }

    /// Returns the calculation step for all weeks of the phase so far; `None` if nothing was added.
    fn growth(&self, load: &Load) -> Option<MassStep> {
        growth(load.step, self.when.week, self.units)
    }

    /// Returns an amount with its sign, in the lifter's unit. It is negative for `-`.
    fn signed(&self, Signed { sign, by }: Signed<Amount>) -> Mass {
        plus(Mass::ZERO, sign, by.for_unit(self.units))
    }

    /// Returns the position of the max that a third attempt must exceed: the 1RM, if the attempt is at least 100% of
    /// it. Otherwise returns `None`.
    pub(super) fn beats(&mut self, group: &PlannedGroup<'a>) -> Option<usize> {
        let load = group.load()?;
        match &load.rule {
            LoadRule::Percent { percent, of, plus: None }
                if group.role == Role::Top
                    && *group.reps == Reps::Attempt(Attempt::Third)
                    && of.kind == Some(MaxKind::OneRep)
                    && stepped_percent(percent.low, load.step, self.when.week) >= Percent::WHOLE =>
            {
                self.reference(group.exercise, of).ok()
            }
            _ => None,
        }
    }
}

/// Returns the kind of max that a group's percentage refers to; `None` if the load has no percentage.
pub(super) fn kind_of(group: &PlannedGroup<'_>) -> Option<PercentOf> {
    match group.load().map(|load| &load.rule) {
        Some(LoadRule::Percent { of, .. }) => Some(PercentOf(of.kind)),
        Some(LoadRule::Effort(_)) => Some(PercentOf(ONE_REP.kind)),
        _ => None,
    }
}

/// Returns the changes of the lower and the higher end of a weight. A reduction is larger at the lower end.
fn ends<T: Copy>(sign: Sign, by: Range<T>) -> (T, T) {
    match sign {
        Sign::Plus => (by.low, by.high),
        Sign::Minus => (by.high, by.low),
    }
}
