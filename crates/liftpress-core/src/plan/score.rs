//! The points of a lifter's maxes.

use crate::model::PointsFormula;
use crate::units::Mass;

use super::maxes::Maxes;
use super::{Points, points};

/// The competition lifts of a total.
const TOTAL: [&str; 3] = ["squat", "bench", "deadlift"];
const BENCH: [&str; 1] = ["bench"];

/// The points of a lifter's maxes on one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Score {
    /// The scale.
    pub scale: PointsFormula,
    /// The points.
    pub points: Points,
    /// The total of squat, bench press and deadlift; on a bench scale, the bench press alone. The 1RMs are those of the
    /// first week.
    pub lifted: Mass,
    /// Whether one of these 1RMs is an estimate.
    pub estimate: bool,
}

/// Returns the scores on each scale for which the lifter's sex, bodyweight and maxes are known.
pub(super) fn scores(maxes: &Maxes<'_>, scales: &[PointsFormula]) -> Vec<Score> {
    let lifter = maxes.lifter;
    let Some((sex, bodyweight)) = lifter.sex.zip(lifter.bodyweight) else { return Vec::new() };
    let known = |lift: &&str| {
        let (lift, _) = lifter.maxes.get_key_value(*lift)?;
        maxes.history(lift).first().map(|known| (known.one_rep, known.estimated.is_some()))
    };
    let score = |scale: &PointsFormula| {
        let lifts: &[&str] = if scale.is_of_bench() { &BENCH } else { &TOTAL };
        let lifts: Vec<_> = lifts.iter().map(known).collect::<Option<_>>()?;
        let lifted = lifts.iter().fold(Mass::ZERO, |sum, (one_rep, _)| sum + *one_rep);
        let estimate = lifts.iter().any(|(_, estimate)| *estimate);
        points(*scale, sex, bodyweight, lifted).map(|points| Score { scale: *scale, points, lifted, estimate })
    };
    scales.iter().filter_map(score).collect()
}
