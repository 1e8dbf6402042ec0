//! Estimates a 1RM from a set that was not taken to failure.

use crate::model::RpeChart;
use crate::units::{Mass, Rpe};

/// Returns the 1RM of a lifter for whom `reps` reps with `weight` have the effort `rpe`: the weight divided by the
/// chart's percentage, exact to 10 ng. Returns `None` if the chart has no cell for these reps and this effort.
///
/// In the RTS chart, 5 reps at RPE 8 are 81.1% of the 1RM, so 100 kg give 123.3 kg. A back-off set of 5 at RPE 6 is 76.2% of
/// that: 93.96 kg, or 94 kg in steps of 0.5 kg, as in the `SigmaLifting` CLI. The estimate itself is not rounded.
///
/// ```
/// use liftpress_core::model::RpeChart;
/// use liftpress_core::plan::estimate_by_chart;
/// use liftpress_core::units::{Rpe, Unit};
///
/// let chart = RpeChart::rts();
/// let rpe = |number: &str| Rpe::new(number.parse().unwrap()).unwrap();
/// let max = estimate_by_chart("100 kg".parse().unwrap(), 5, rpe("8"), &chart).unwrap();
/// assert_eq!(max.in_unit(Unit::Kg), "123.3");
/// assert_eq!(max.times(chart.percent(5, rpe("6")).unwrap()).in_unit(Unit::Kg), "93.96");
/// ```
#[must_use]
pub fn estimate_by_chart(weight: Mass, reps: u16, rpe: Rpe, chart: &RpeChart) -> Option<Mass> {
    let percent = chart.percent(reps, rpe)?;
    weight.ratio(1_000_000, u64::try_from(percent.millionths()).ok()?)
}
