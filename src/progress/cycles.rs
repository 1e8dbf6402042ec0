//! What a program's own `progress` makes of a max.

use crate::model::Slug;
use crate::plan::{Plan, UsedMax, Week};
use crate::units::{Mass, Percent};

use super::evidence::Done;

/// What a lift is computed from when some cycles are over.
pub(super) struct Grown {
    /// The training max, or the max itself.
    pub(super) mass: Mass,
    /// Whether it is a training max.
    pub(super) trains: bool,
    /// The last cycle that is over; 0: none is.
    pub(super) last: u16,
    /// What the plan itself has for the cycle after that; nothing where that was the last.
    pub(super) planned: Option<Mass>,
    /// The cycles in which a set missed its reps.
    pub(super) missed: Vec<u16>,
}

/// What a lift has become by the cycles that a log completes; without a log, by all of them. `share` of the 1RM is the
/// training max. Nothing where the program has no
/// progress for it, or takes no weight from it.
pub(super) fn grown(plan: &Plan<'_>, lift: &Slug, share: Option<Percent>, log: Option<&[Done<'_>]>) -> Option<Grown> {
    let gain = plan.program.progress.get(lift)?.0.for_unit(plan.units);
    let max = plan.maxes.iter().find(|max| max.exercise.slug == *lift)?;
    let cycles = plan.program.cycles;
    let of_cycle = |cycle: u16| base(plan, max, share, cycle);
    let completed: Vec<u16> = match log {
        None => vec![cycles],
        Some(done) => (1..=cycles).filter(|cycle| is_completed(plan, lift, *cycle, done)).collect(),
    };
    let first = completed.first().copied().unwrap_or(1);
    let (mut mass, mut missed) = (of_cycle(first)?, Vec::new());
    for cycle in &completed {
        let is_missed = |done: &Done<'_>| done.cycle == *cycle && done.lift() == lift && done.is_missed();
        if log.is_some_and(|done| done.iter().any(is_missed)) {
            missed.push(*cycle);
        } else {
            mass = mass + gain;
        }
    }
    let last = completed.last().copied().unwrap_or(0);
    let planned = (last < cycles).then(|| of_cycle(last + 1)).flatten();
    Some(Grown { mass, trains: max.trains, last, planned, missed })
}

/// What the last week of a cycle computes from. A max that began to count within the cycle has no gains yet; one that does not
/// grow within the program is the same in all cycles.
fn base(plan: &Plan<'_>, max: &UsedMax<'_>, share: Option<Percent>, cycle: u16) -> Option<Mass> {
    let weeks = plan.program.weeks_per_cycle();
    let (first, last) = ((cycle - 1) * weeks + 1, cycle * weeks);
    let known = max.known.iter().rfind(|known| known.from_week <= last).or(max.known.first())?;
    let of_cycle = max.by_cycle.get(usize::from(cycle) - 1).copied().filter(|_| known.from_week <= first);
    let anew = || if max.trains { share.map(|share| known.one_rep.times(share)) } else { Some(known.one_rep) };
    of_cycle.or_else(anew)
}

/// A cycle is over when the last week of it that has the lift has a set of it in the log.
fn is_completed(plan: &Plan<'_>, lift: &Slug, cycle: u16, done: &[Done<'_>]) -> bool {
    let has_lift = |week: &&Week<'_>| {
        week.cycle == cycle && week.days.iter().any(|day| day.items().any(|item| item.exercise.slug == *lift))
    };
    let last = plan.weeks.iter().rfind(has_lift);
    last.is_some_and(|week| done.iter().any(|done| done.set.week == week.number && done.lift() == lift))
}
