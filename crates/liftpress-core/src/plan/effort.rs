//! Loads that follow from effort: `RPE 8` of a max or of what the top set shows, and shares of the e1RM.

use crate::diagnostic::{Code, Diagnostic, count_of};
use crate::model::{MaxKind, Reference, Role};
use crate::units::{Mass, Percent, Range, Rpe};

use super::Weight;
use super::anchors::{Anchors, Done, NoTop, Outcome, Performance, Share, TopSet};
use super::estimate_by_chart;
use super::maxes::Carry;
use super::resolve::{Ask, Resolved, Resolver};

/// A bare reference to the exercise's own 1RM.
const ONE_REP: Reference = Reference { kind: Some(MaxKind::OneRep), exercise: None };

impl<'a> Resolver<'a> {
    /// `RPE 8`: the chart's share, at the group's reps, of the 1RM; after a top set, of the 1RM that this one shows.
    ///
    /// Of a range of reps the most belong to the lighter end, of a range of effort the least.
    pub(super) fn effort(
        &mut self,
        ask: &Ask<'_, 'a>,
        effort: Range<Rpe>,
        anchors: &Anchors<'_, 'a>,
    ) -> Resolved<Outcome> {
        // Of work that is no top set, an effort is all there is to say where the chart ends, or where nobody has a max.
        let by_feel = |reason: Diagnostic| match ask.slot.role {
            Role::Top => Err(reason),
            _ => Ok(Some(Done::plain(Weight::Open))),
        };
        let percent = match self.share_of_effort(ask, effort) {
            Ok(percent) => percent,
            Err(reason) => return by_feel(reason),
        };
        let today = match anchors.top {
            Ok(top) if anchors.follows => self.today(ask, &top)?,
            Err(NoTop::Failed | NoTop::Unread) if anchors.follows => return Ok(None),
            _ => None,
        };
        let max = match today.map_or_else(|| self.reference(ask, &ONE_REP).map(Range::one), Ok) {
            Ok(max) => max,
            Err(reason) if reason.code == Code::NoMax => return by_feel(reason),
            Err(reason) => return Err(reason),
        };
        let target = Range { low: max.low.times(percent.low), high: max.high.times(percent.high) };
        let share = Share { percent, kind: Some(MaxKind::OneRep), plain: true };
        let done = self.all_lifted(ask, target, Some(share))?;
        Ok(Some(Done { estimate: true, ..done }))
    }

    /// The chart's shares of the 1RM for the group's reps.
    fn share_of_effort(&self, ask: &Ask<'_, 'a>, effort: Range<Rpe>) -> Resolved<Range<Percent>> {
        let Some(reps) = ask.slot.reps.counted() else {
            return ask.error(
                Code::NoEstimate,
                "an effort says how heavy a set is only when its reps are known",
                "write a number of reps: 3x8 @ RPE 8",
            );
        };
        Ok(Range { low: self.chart(ask, reps.high, effort.low)?, high: self.chart(ask, reps.low, effort.high)? })
    }

    /// `65% e1RM`: what the percentage is of; nothing where the top set could not be worked out.
    pub(super) fn share_of_today(
        &mut self,
        ask: &Ask<'_, 'a>,
        of: &Reference,
        anchors: &Anchors<'_, 'a>,
    ) -> Resolved<Option<Range<Mass>>> {
        if !anchors.follows {
            return ask.error(
                Code::NoReference,
                "the e1RM is known only when the top set is done",
                "write it in the `backoff` of a block with a `top`; here, write a percentage of the max",
            );
        }
        if let Some(lift) = &of.exercise {
            self.named(ask, lift)?;
            let Some(top) = anchors.top_set_of(lift, ask.slot, &ask.place)? else { return Ok(None) };
            return self.shown_by(ask, &top).map(Some);
        }
        let Some(top) = anchors.top_set(ask.slot, &ask.place)? else { return Ok(None) };
        match self.today(ask, &top)? {
            Some(today) => Ok(Some(today)),
            None => self.not_carried(ask, &top),
        }
    }

    /// Why the top set shows no 1RM of the exercise.
    fn not_carried<T>(&mut self, ask: &Ask<'_, 'a>, top: &TopSet<'a>) -> Resolved<T> {
        let (exercise, lift) = (&ask.slot.exercise.slug, &top.exercise.slug);
        if self.maxes.are_variations(top.exercise, ask.slot.exercise) {
            self.reference(ask, &ONE_REP)?;
            self.max_of_top(ask, top)?;
        }
        ask.error(
            Code::NoReference,
            format!(
                "the top set is of `{lift}`, which shows no e1RM of `{exercise}`: they are not variations of one lift"
            ),
            &format!("to take a share of the e1RM of `{lift}`, write e1RM of {lift}; or write a percentage of the max"),
        )
    }

    /// The exercise's 1RM as the top set shows it today; nothing where the two are not variations of one lift.
    fn today(&mut self, ask: &Ask<'_, 'a>, top: &TopSet<'a>) -> Resolved<Option<Range<Mass>>> {
        let carried =
            |resolver: &Self, mass| resolver.maxes.carried_over(mass, top.exercise, ask.slot.exercise, ask.when);
        if carried(self, Mass::ZERO).is_none() {
            return Ok(None);
        }
        if let Some(Carry::Proportion { from, to }) = self.maxes.carry(top.exercise, ask.slot.exercise, ask.when)
            && from.lift != to.lift
        {
            for lift in [from.lift, to.lift] {
                self.used.entry(lift).or_default();
            }
        }
        let shown = self.shown_by(ask, top)?;
        Ok(carried(self, shown.low).zip(carried(self, shown.high)).map(|(low, high)| Range { low, high }))
    }

    /// The 1RM of the top set's lift as it shows today: by the chart, where its reps and effort are known; else it is
    /// taken to be the max itself.
    fn shown_by(&mut self, ask: &Ask<'_, 'a>, top: &TopSet<'a>) -> Resolved<Range<Mass>> {
        let lifted = match top.done.weight {
            Weight::Loaded(mass) => Some(mass),
            Weight::Bodyweight(added) => self.maxes.lifter.bodyweight.map(|own| added.map(|added| own + added)),
            Weight::Open => None,
        };
        let Some(lifted) = lifted else {
            return ask.error(
                Code::NoWeight,
                "the top set has no weight to estimate from: the lifter picks it",
                "give the top set a load, or write a percentage of the max",
            );
        };
        let Performance { reps: Some(reps), effort: Some(effort) } = top.done.performance else {
            return self.max_of_top(ask, top).map(Range::one);
        };
        let chart = &self.maxes.settings.rpe_chart;
        let low = estimate_by_chart(lifted.low, reps.high, effort.low, chart);
        let high = estimate_by_chart(lifted.high, reps.low, effort.high, chart);
        match low.zip(high) {
            Some((low, high)) => Ok(Range { low: low.min(high), high: low.max(high) }),
            None => Err(self.not_in_chart(ask, "the top set's ", reps.high, effort.low)),
        }
    }

    fn max_of_top(&mut self, ask: &Ask<'_, 'a>, top: &TopSet<'a>) -> Resolved<Mass> {
        let of = Reference { exercise: Some(top.exercise.slug.clone()), ..ONE_REP };
        self.reference(ask, &of).map_err(|missing| {
            if missing.code != Code::NoMax {
                return missing;
            }
            let message = "nothing shows what the top set's 1RM is: it has no effort, and the lift has no max";
            Diagnostic::error(Code::NoEstimate, ask.place.clone(), message)
                .help("say how hard the top set is: 1x3 @ 100 kg RPE 8")
        })
    }

    fn chart(&self, ask: &Ask<'_, 'a>, reps: u16, rpe: Rpe) -> Resolved<Percent> {
        let percent = self.maxes.settings.rpe_chart.percent(reps, rpe);
        percent.ok_or_else(|| self.not_in_chart(ask, "", reps, rpe))
    }

    fn not_in_chart(&self, ask: &Ask<'_, 'a>, whose: &str, reps: u16, rpe: Rpe) -> Diagnostic {
        let chart = &self.maxes.settings.rpe_chart;
        let reps_text = count_of(reps.into(), "rep");
        let message = format!("the RPE chart has nothing for {whose}{reps_text} at RPE {rpe}");
        let diagnostic = Diagnostic::error(Code::NoEstimate, ask.place.clone(), message);
        match chart.reps().zip(chart.efforts()) {
            Some((reps, efforts)) => diagnostic.help(format!(
                "the chart goes from {} to {} reps and from RPE {} to {}; write a percentage, or a weight",
                reps.low, reps.high, efforts.low, efforts.high
            )),
            None => diagnostic.help("the chart is empty"),
        }
    }
}
