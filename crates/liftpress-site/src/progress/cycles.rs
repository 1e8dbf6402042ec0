//! What a program's own `progress` makes of a max.

use crate::model::Slug;
use crate::plan::{Plan, UsedMax};
use crate::units::{Mass, Percent};

use super::evidence::Done;
use super::judge::{Judged, judge};

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
    /// The cycles that were not done, and what is missing of each.
    pub(super) short: Vec<(u16, String)>,
}

/// What a lift has become by the cycles that a log completes; without a log, by all of them. `share` of the 1RM is the
/// training max. Nothing where the program has no progress for it, or takes no weight from it.
///
/// A cycle that was done grows from what it was planned with. One that was not adds nothing, whatever the plan expects.
pub(super) fn grown(plan: &Plan<'_>, lift: &Slug, share: Option<Percent>, log: Option<&[Done<'_>]>) -> Option<Grown> {
    let gain = plan.program.progress.get(lift)?.0.for_unit(plan.units);
    let max = plan.maxes.iter().find(|max| max.exercise.slug == *lift)?;
    let cycles = plan.program.cycles;
    let of_cycle = |cycle: u16| base(plan, max, share, cycle);
    let judged = match log {
        None => vec![Judged { cycle: cycles, short: None }],
        Some(done) => judge(plan, lift, done),
    };
    let begun = log.and_then(|done| done.iter().map(|done| done.cycle).min()).unwrap_or(1);
    let last = judged.last().map_or(0, |judged| judged.cycle);
    let (mut mass, mut short) = (of_cycle(begun)?, Vec::new());
    for judged in judged {
        let planned = of_cycle(judged.cycle)?;
        match judged.short {
            None => mass = planned + gain,
            Some(why) => {
                // Where the plan does more than go on from the cycle before, the lifter has a new max.
                if judged.cycle > begun && planned != of_cycle(judged.cycle - 1)? + gain {
                    mass = planned;
                }
                short.push((judged.cycle, why));
            }
        }
    }
    let planned = (last < cycles).then(|| of_cycle(last + 1)).flatten();
    Some(Grown { mass, trains: max.trains, last, planned, short })
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
