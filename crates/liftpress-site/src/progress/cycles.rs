//! Raises maxes by the key `progress` of a program.

use crate::model::Slug;
use crate::plan::{Plan, UsedMax};
use crate::units::{Mass, Percent};

use super::evidence::CompletedSet;
use super::judge::{Judged, judge};

/// The max of a lift after the completed cycles.
pub(super) struct Grown {
    /// The training max if `is_training_max`, otherwise the 1RM.
    pub(super) mass: Mass,
    /// Whether `mass` is a training max.
    pub(super) is_training_max: bool,
    /// The number of the last cycle that is over; 0 if no cycle is over.
    pub(super) last: u16,
    /// The max that the plan uses in the next cycle; `None` after the last cycle.
    pub(super) planned: Option<Mass>,
    /// The number of each cycle that was not completed as planned, with the first set that was missed.
    pub(super) short: Vec<(u16, String)>,
}

/// Calculates the max of a lift after the cycles that are over in a log. Without a log, all cycles are over. `share` is the
/// training max as a percentage of the 1RM. Returns `None` if the program has no `progress` for the lift, or computes no weight
/// from the lift's max.
///
/// A cycle that was completed adds the gain of `progress` to the max with which the cycle was planned. A cycle that was not
/// completed adds nothing, even if the plan goes on with a higher max.
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
                // If the planned max of this cycle is not that of the previous cycle plus the gain, the lifter has entered a new
                // max.
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

/// Returns the max, or the training max, that the plan uses in the last week of a cycle. A max that starts to count within the
/// cycle has no gains yet. A max that does not grow within the program is the same in all cycles.
fn base(plan: &Plan<'_>, max: &UsedMax<'_>, share: Option<Percent>, cycle: u16) -> Option<Mass> {
    let weeks = plan.program.weeks_per_cycle();
    let (first, last) = ((cycle - 1) * weeks + 1, cycle * weeks);
    let known = max.known.iter().rfind(|known| known.from_week <= last).or(max.known.first())?;
    let of_cycle = max.by_cycle.get(usize::from(cycle) - 1).copied().filter(|_| known.from_week <= first);
    let without_gains = || if max.trains { share.map(|share| known.one_rep.times(share)) } else { Some(known.one_rep) };
    of_cycle.or_else(without_gains)
}
