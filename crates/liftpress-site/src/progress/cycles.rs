//! Raises maxes by a program's own `progress`.

use crate::model::Slug;
use crate::plan::{Plan, UsedMax};
use crate::units::{Mass, Percent};

use super::evidence::CompletedSet;
use super::judge::{Judged, judge};

/// The max of a lift after the completed cycles.
pub(super) struct Grown {
    /// The training max, or the max itself.
    pub(super) mass: Mass,
    /// Whether it is a training max.
    pub(super) is_training_max: bool,
    /// The last cycle that is over; 0 if there is none.
    pub(super) last: u16,
    /// The max that the plan uses in the next cycle; `None` after the last cycle.
    pub(super) planned: Option<Mass>,
    /// The cycles that were not done, and the first thing that is missing in each.
    pub(super) short: Vec<(u16, String)>,
}

/// Calculates the max of a lift after the cycles that are over in a log; without a log, after all cycles. `share` is the
/// training max as a share of the 1RM. `None` if the program has no `progress` for the lift, or computes no weight from it.
///
/// A cycle that was done adds its gain to the max with which it was planned. A cycle that was not done adds nothing, whatever the
/// plan expects.
pub(super) fn grown(
    plan: &Plan<'_>,
    lift: &Slug,
    share: Option<Percent>,
    log: Option<&[CompletedSet<'_>]>,
) -> Option<Grown> {
    let gain = plan.program.progress.get(lift)?.0.for_unit(plan.units);
    let max = plan.maxes.iter().find(|max| max.exercise.slug == *lift)?;
    let cycles = plan.program.cycles;
    let of_cycle = |cycle: u16| base(plan, max, share, cycle);
    let judged = match log {
        None => vec![Judged { cycle: cycles, short: None }],
        Some(done) => judge(plan, lift, done),
    };
    let first = log.and_then(|done| done.iter().map(|done| done.cycle).min()).unwrap_or(1);
    let last = judged.last().map_or(0, |judged| judged.cycle);
    let (mut mass, mut short) = (of_cycle(first)?, Vec::new());
    for judged in judged {
        let planned = of_cycle(judged.cycle)?;
        match judged.short {
            None => mass = planned + gain,
            Some(why) => {
                // If the plan's max is not the previous one plus the gain, the lifter has a new max.
                if judged.cycle > first && planned != of_cycle(judged.cycle - 1)? + gain {
                    mass = planned;
                }
                short.push((judged.cycle, why));
            }
        }
    }
    let planned = (last < cycles).then(|| of_cycle(last + 1)).flatten();
    Some(Grown { mass, is_training_max: max.trains, last, planned, short })
}

/// The max, or training max, of the last week of a cycle. A max that starts to count within the cycle has no gains yet. A max that
/// does not grow within the program is the same in all cycles.
fn base(plan: &Plan<'_>, max: &UsedMax<'_>, share: Option<Percent>, cycle: u16) -> Option<Mass> {
    let weeks = plan.program.weeks_per_cycle();
    let (first, last) = ((cycle - 1) * weeks + 1, cycle * weeks);
    let known = max.known.iter().rfind(|known| known.from_week <= last).or(max.known.first())?;
    let of_cycle = max.by_cycle.get(usize::from(cycle) - 1).copied().filter(|_| known.from_week <= first);
    let without_gains = || if max.trains { share.map(|share| known.one_rep.times(share)) } else { Some(known.one_rep) };
    of_cycle.or_else(without_gains)
}
