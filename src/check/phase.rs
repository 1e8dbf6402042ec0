//! What phases with a goal are made of.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Goal, Phase};
use crate::plan::{Plan, Volume, Week};
use crate::units::Percent;

/// So many back-off sets are almost nothing.
const ALMOST_NOTHING: u32 = 6;

/// In a phase for hypertrophy there is hardly any top set, and the bulk of the work comes after it or without one.
pub(super) fn top_heavy(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for week in plan.weeks.iter().filter(|week| week.phase.goal == Some(Goal::Hypertrophy)) {
        let Volume { top, backoff, accessory, .. } = week.volume(None);
        let others = backoff + accessory;
        if top > others {
            let message = format!("{top} top sets in a week for hypertrophy, and {others} others");
            told.push(
                Diagnostic::advice(Code::TopHeavy, week.phase.place.of("goal"), message)
                    .help("muscle comes from many moderate sets: add back-off work, or call it `goal: strength`"),
            );
        }
    }
}

/// In a peaking phase back-off work is dialled back to almost nothing: the lifter is to be rested at its end.
pub(super) fn peak_backoff(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    let advice = |place: Place, message: String| {
        Diagnostic::advice(Code::PeakBackoff, place, message)
            .help("take most of it out: `backoff: [100%, 50%]`, a share for each week of the phase, or none")
    };
    for (phase, weeks) in phases(plan).filter(|(phase, _)| phase.goal == Some(Goal::Peaking)) {
        for day in weeks.iter().flat_map(|week| &week.days) {
            let sets = day.volume(None).backoff;
            if sets > ALMOST_NOTHING {
                let message =
                    format!("{sets} back-off sets on one day of a peaking phase, which is to leave the lifter rested");
                told.push(advice(day.place.of("name"), message));
            }
        }
        let last = weeks.last().map(|week| week.volume(None)).unwrap_or_default();
        let (sets, all) = (last.backoff, last.sets());
        if sets > ALMOST_NOTHING && sets * 2 > all {
            let message = format!(
                "{sets} of {all} sets are back-off sets in the last week of a peaking phase, which is to leave the lifter rested"
            );
            told.push(advice(phase.place.of("goal"), message));
        }
    }
}

/// A deload is lighter and smaller than the work it is a rest from. Peaking is dialled back already and no measure.
pub(super) fn hard_deload(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    let mut before = None;
    for (phase, weeks) in phases(plan) {
        let hardest = Hardest::of(weeks);
        match phase.goal {
            Some(Goal::Deload) => {
                let Some(what) = before.as_ref().and_then(|before| hardest.beyond(before)) else { continue };
                let message = format!("a deload with {what} than the phase that it is a rest from");
                told.push(Diagnostic::advice(Code::HardDeload, phase.place.of("goal"), message).help(
                    "a phase without `days` does those of the one before: `backoff: 50%` and `top: 80%` ease them",
                ));
            }
            Some(Goal::Peaking) => {}
            _ => before = Some(hardest),
        }
    }
}

/// The heaviest set of some weeks, and the most sets of any of them; without meets, which are no part of their phase.
struct Hardest {
    peak: Option<Percent>,
    sets: u32,
}

impl Hardest {
    fn of(weeks: &[Week<'_>]) -> Self {
        let days = |week: &Week<'_>| week.days.iter().filter(|day| !day.is_meet()).map(|day| day.volume(None)).sum();
        let volumes: Vec<Volume> = weeks.iter().map(days).collect();
        Self {
            peak: volumes.iter().filter_map(|volume| volume.peak).max(),
            sets: volumes.iter().map(Volume::sets).max().unwrap_or(0),
        }
    }

    /// What there is more of.
    fn beyond(&self, before: &Self) -> Option<&'static str> {
        if self.peak.zip(before.peak).is_some_and(|(own, before)| own > before) {
            return Some("heavier sets");
        }
        (self.sets > before.sets).then_some("more sets in a week")
    }
}

/// Every phase of the plan with its weeks.
fn phases<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = (&'a Phase, &'p [Week<'a>])> {
    plan.phases().filter_map(|weeks| Some((weeks.first()?.phase, weeks)))
}
