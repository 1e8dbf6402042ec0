//! The 1RM that a top set shows today, for its lift and for other exercises.

use crate::plan::{Weight, estimate_by_chart};
use crate::units::{Mass, Percent, Range};

use super::around::{Around, Done, Outcome, Share, TopSet};
use super::eval::Evaluator;
use super::fault::{Fault, ONE_REP};
use super::groups::SlotRule;
use super::ir::{Carried, MassStep, PercentOf, ShareOf, Shown};

impl Evaluator<'_, '_> {
    /// Returns the value that a percentage refers to, and whether that value is an estimate. Returns `None` if the top
    /// set that it follows from is unknown.
    pub(super) fn share_of(&mut self, of: &ShareOf, around: &Around<'_>) -> Result<Option<(Range<Mass>, bool)>, Fault> {
        let shown = match of {
            ShareOf::Reference(max) => return Ok(Some((Range::one(self.reference(*max)), false))),
            ShareOf::Shown(shown) => shown,
        };
        let Some(top) = around.shown(shown.lift)? else { return Ok(None) };
        let today = if shown.lift.is_some() {
            self.shown(&top, shown)?
        } else {
            self.today(&top, shown)?.ok_or(Fault::NotCarried(top.exercise))?
        };
        Ok(Some((today, true)))
    }

    /// Returns the result of an effort: the chart's percentage of the 1RM, or after a top set, of the 1RM that the top
    /// set shows.
    pub(super) fn effort(
        &mut self,
        slot: &SlotRule,
        percent: Range<Percent>,
        shown: Option<&Shown>,
        of: Option<usize>,
        around: &Around<'_>,
    ) -> Result<Outcome, Fault> {
        if around.follows_unknown() {
            return Ok(None);
        }
        let today = match shown.zip(around.top_done()) {
            Some((shown, top)) => self.today(&top, shown)?,
            None => None,
        };
        let max = match (today, of) {
            (Some(today), _) => today,
            (None, Some(of)) => Range::one(self.reference(of)),
            (None, None) => {
                slot.refused.then()?;
                return Ok(Some(Done::plain(Weight::Open)));
            }
        };
        let target = Range { low: max.low.times(percent.low), high: max.high.times(percent.high) };
        let share = Share { percent, points: Some(PercentOf(ONE_REP.kind)) };
        Ok(Some(Done { estimate: true, ..self.lifted(slot.exercise, target, Some(share))? }))
    }

    /// Returns the exercise's 1RM as the top set shows it. Returns `None` if the exercise and the top set's lift are
    /// not variations of one lift.
    fn today(&mut self, top: &TopSet, shown: &Shown) -> Result<Option<Range<Mass>>, Fault> {
        match &shown.carried {
            None => Ok(None),
            Some(Carried::Steps(steps)) => {
                let shown = self.shown(top, shown)?;
                Ok(Some(Range { low: MassStep::all(steps, shown.low), high: MassStep::all(steps, shown.high) }))
            }
            Some(Carried::Proportion { from, to }) => {
                let (part, whole) = (self.tables().mass(*to), self.tables().mass(*from));
                if whole <= Mass::ZERO {
                    return Ok(None);
                }
                if self.tables().lift(*from) != self.tables().lift(*to) {
                    self.note_read(*from);
                    self.note_read(*to);
                }
                let shown = self.shown(top, shown)?;
                let ends = shown.low.in_proportion(part, whole).zip(shown.high.in_proportion(part, whole));
                Ok(ends.map(|(low, high)| Range { low, high }))
            }
        }
    }

    /// Returns the 1RM of the top set's lift today. It is estimated by the chart if reps and effort are known;
    /// otherwise it is the lifter's max.
    fn shown(&mut self, top: &TopSet, shown: &Shown) -> Result<Range<Mass>, Fault> {
        let Done { weight, reps, effort, .. } = top.done;
        let lifted = match weight {
            Weight::Loaded(mass) => Some(mass),
            Weight::Bodyweight(added) => self.own.map(|own| added.map(|added| own + added)),
            Weight::Open => None,
        };
        let lifted = lifted.ok_or(Fault::OpenTop)?;
        let Some((reps, effort)) = reps.zip(effort) else {
            let max = shown.max.ok_or(Fault::NoMaxOfTop(top.exercise))?;
            return Ok(Range::one(self.reference(max)));
        };
        let low = estimate_by_chart(lifted.low, reps.high, effort.low, self.chart);
        let high = estimate_by_chart(lifted.high, reps.low, effort.high, self.chart);
        let (low, high) = low.zip(high).ok_or(Fault::TopNotInChart(reps.high, effort.low))?;
        Ok(Range { low: low.min(high), high: low.max(high) })
    }
}
