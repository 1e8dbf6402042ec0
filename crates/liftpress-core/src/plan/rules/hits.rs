//! What a top set may come to, as far as its rule tells.

use crate::model::{Load, LoadRule, Reps, RpeChart};
use crate::plan::planned_sets::PlannedGroup;
use crate::units::{Range, Rpe};

use super::groups::HitsRule;

/// An open set may go that many reps beyond its least.
const MORE_REPS: u16 = 5;

/// What a top set may come to on paper; nothing where it is certain, or nothing follows from it.
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

/// How many reps a set is of, and how hard, as it is written: as many as possible is as hard as can be.
pub(super) fn planned(group: &PlannedGroup<'_>) -> (Option<Range<u16>>, Option<Range<Rpe>>) {
    let written = group.load().and_then(Load::asked_effort);
    let open = matches!(*group.reps, Reps::AtLeast(_)).then_some(Range::one(Rpe::LIMIT));
    let reps = match *group.reps {
        Reps::Count(_) | Reps::AtLeast(_) | Reps::Attempt(_) => group.reps.counted(),
        _ => None,
    };
    (reps, written.map(|effort| effort.range).or(open))
}

/// The efforts that a set may turn out to be, around the one expected.
fn efforts_around(expected: Option<Rpe>) -> impl Iterator<Item = Rpe> {
    Rpe::halves()
        .filter(move |rpe| match expected {
            Some(expected) => rpe.is_near(expected),
            None => rpe.is_whole(),
        })
        .take(5)
}
