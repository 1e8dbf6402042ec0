//! What phases with a goal are made of.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Goal, Reps};
use crate::plan::{Day, Plan, Volume, Week};
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
    for weeks in plan.phases().filter(|weeks| goal(weeks) == Some(Goal::Peaking)) {
        let help = "take most of it out: `backoff: [100%, 50%]`, a share for each week of the phase, or none";
        for day in weeks.iter().flat_map(|week| &week.days) {
            let sets = day.volume(None).backoff;
            if sets > ALMOST_NOTHING {
                let message =
                    format!("{sets} back-off sets on one day of a peaking phase, which is to leave the lifter rested");
                told.push(Diagnostic::advice(Code::PeakBackoff, day.place.of("name"), message).help(help));
            }
        }
        let Some(last) = weeks.last() else { continue };
        let volume = last.volume(None);
        if volume.backoff > ALMOST_NOTHING && volume.backoff * 2 > volume.sets() {
            let message = format!(
                "{} of {} sets in the last week of a peaking phase are back-off sets",
                volume.backoff,
                volume.sets()
            );
            told.push(Diagnostic::advice(Code::PeakBackoff, last.phase.place.of("goal"), message).help(help));
        }
    }
}

/// A deload is lighter and smaller than the work it is a rest from. Peaking is dialled back already and no measure.
pub(super) fn hard_deload(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    let mut before: Option<Hardest> = None;
    for weeks in plan.phases() {
        let hardest = Hardest::of(weeks);
        match (goal(weeks), &before) {
            (Some(Goal::Deload), Some(before)) => {
                let is_heavier = hardest.peak.zip(before.peak).is_some_and(|(own, before)| own > before);
                let than = match (is_heavier, hardest.sets > before.sets) {
                    (true, _) => "heavier sets than the phase it is a rest from",
                    (_, true) => "more sets in a week than the phase it is a rest from",
                    _ => continue,
                };
                let place = weeks.iter().map(|week| week.phase.place.of("goal")).next();
                told.extend(place.map(|place| {
                    Diagnostic::advice(Code::HardDeload, place, format!("a deload with {than}")).help(
                        "a phase without `days` does those of the one before: `backoff: 50%` and `top: 80%` ease them",
                    )
                }));
            }
            (Some(Goal::Deload | Goal::Peaking), _) => {}
            _ => before = Some(hardest),
        }
    }
}

/// The heaviest set of some weeks, and the most sets of any of them; without tests, which belong to no phase.
struct Hardest {
    peak: Option<Percent>,
    sets: u32,
}

impl Hardest {
    fn of(weeks: &[Week<'_>]) -> Self {
        let days = |week: &Week<'_>| week.days.iter().filter(|day| !is_meet(day)).map(|day| day.volume(None)).sum();
        let volumes: Vec<Volume> = weeks.iter().map(days).collect();
        Self {
            peak: volumes.iter().filter_map(|volume| volume.peak).max(),
            sets: volumes.iter().map(Volume::sets).max().unwrap_or(0),
        }
    }
}

fn is_meet(day: &Day<'_>) -> bool {
    day.items().flat_map(|item| &item.lines).any(|line| matches!(line.group.reps, Reps::Attempt(_)))
}

fn goal(weeks: &[Week<'_>]) -> Option<Goal> {
    weeks.first().and_then(|week| week.phase.goal)
}
