//! The possible results of a top set, as its rule gives them.

use crate::model::{Load, LoadRule, Reps, RpeChart};
use crate::plan::planned_sets::PlannedGroup;
use crate::units::{Range, Rpe};

use super::groups::HitsRule;

/// The highest number of reps beyond the minimum of an open set that a strip shows.
const MORE_REPS: u16 = 5;

/// Returns the results of a top set that are possible before the lifter does the set. Returns `None` if only one result
/// is possible, or if the weight is given and no later weight follows from the 1RM that the set shows (`is_followed`).
pub(super) fn hits(group: &PlannedGroup<'_>, is_followed: bool, chart: &RpeChart) -> Option<HitsRule> {
    if matches!(group.load().map(|load| &load.rule), Some(LoadRule::Effort(_))) {
        return Some(HitsRule::Weight);
    }
    if !is_followed {
        return None;
    }
    let has = |reps, rpe| chart.percent(reps, rpe).is_some();
    match *group.reps {
        Reps::AtLeast(least) => {
            let reps = least..=least.saturating_add(MORE_REPS);
            let reps: Vec<_> = reps.filter(|reps| has(*reps, Rpe::LIMIT)).collect();
            (reps.len() > 1).then_some(HitsRule::Reps(reps))
        }
        Reps::Count(reps) => {
            let (_, effort) = planned(group);
            let around = efforts_around(effort.map(|effort| effort.high));
            let mut efforts: Vec<_> = around.filter(|rpe| has(reps.low, *rpe)).collect();
            efforts.sort_unstable();
            (efforts.len() > 1).then_some(HitsRule::Effort(efforts))
        }
        _ => None,
    }
}

/// Returns the written reps and effort of a set. An open set such as `5+` has the highest effort unless another is
/// written.
pub(super) fn planned(group: &PlannedGroup<'_>) -> (Option<Range<u16>>, Option<Range<Rpe>>) {
    let written = group.load().and_then(Load::asked_effort);
    let open = matches!(*group.reps, Reps::AtLeast(_)).then_some(Range::one(Rpe::LIMIT));
    let reps = match *group.reps {
        Reps::Count(_) | Reps::AtLeast(_) | Reps::Attempt(_) => group.reps.counted(),
        _ => None,
    };
    (reps, written.map(|effort| effort.range).or(open))
}

/// Returns the efforts within one point of the expected one, or the highest whole ones if no effort is expected.
fn efforts_around(expected: Option<Rpe>) -> impl Iterator<Item = Rpe> {
    Rpe::halves()
        .filter(move |rpe| match expected {
            Some(expected) => rpe.is_near(expected),
            None => rpe.is_whole(),
        })
        .take(5)
}
