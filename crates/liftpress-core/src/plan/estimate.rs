//! A 1RM from a set that was not all the lifter had.

use crate::model::RpeChart;
use crate::units::{Mass, Rpe};

/// The 1RM of a lifter for whom `reps` of `weight` are an `rpe`: the weight divided by the chart's percentage, to the
/// count. `None` where the chart has no cell.
///
/// A set of 5 @ 8 is 81.1% in the RTS chart, so 100 kg make 123.3 kg. A back-off set of 5 @ 6 is 76.2% of that, which is
/// 93.96 kg: 94 by steps of 0.5 kg, as the `SigmaLifting` CLI has it. The estimate itself is not rounded.
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
