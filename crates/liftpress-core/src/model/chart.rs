//! The RPE chart: the percentage of a 1RM for a number of reps at an RPE.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::units::{Percent, Range, Rpe};

/// Percentages of the 1RM by reps and RPE.
///
/// A chart can have gaps. A percentage is never higher than that of a neighbor with fewer reps or a higher RPE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RpeChart {
    cells: BTreeMap<(u16, Rpe), Percent>,
}

/// Two neighboring cells in a chart whose percentages are in the wrong order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rise {
    /// The reps and the RPE of the cell with fewer reps or the higher RPE.
    pub from: (u16, Rpe),
    /// The reps and the RPE of the cell that must not be higher than `from`, but is.
    pub to: (u16, Rpe),
}

/// The RTS chart in tenths of a percent. A rep in reserve counts like a rep that is done, so the chart is one sequence,
/// in which each further cell is half a rep more, done or in reserve. 5 reps at RPE 8 and 6 reps at RPE 9 are the same
/// cell of the sequence.
const RTS: [u16; 30] = [
    1000, 978, 955, 939, 922, 907, 892, 878, 863, 850, 837, 824, 811, 799, 786, 774, 762, 751, 739, 723, 707, 694, 680,
    667, 653, 640, 626, 613, 599, 586,
];

impl RpeChart {
    /// Returns the chart of Reactive Training Systems (M. Tuchscherer), for 1 to 12 reps at RPE 6 to 10. Four public
    /// copies agree on all cells except 12 reps at RPE 6, which is left out.
    ///
    /// ```
    /// use liftpress_core::model::RpeChart;
    /// use liftpress_core::units::Rpe;
    ///
    /// let chart = RpeChart::rts();
    /// let percent = |reps, rpe: &str| chart.percent(reps, Rpe::new(rpe.parse().unwrap()).unwrap());
    /// assert_eq!(percent(1, "8").unwrap().to_string(), "92.2%");
    /// assert_eq!(percent(5, "9.5").unwrap().to_string(), "85%");
    /// assert_eq!((percent(12, "6"), percent(13, "10"), percent(3, "5.5")), (None, None, None));
    /// ```
    #[must_use]
    pub fn rts() -> Self {
        let row = |reps: u16| {
            let steps = RTS[usize::from(reps - 1) * 2..].iter();
            Rpe::halves().take(9).zip(steps).map(move |(rpe, tenths)| ((reps, rpe), Percent::tenths(*tenths)))
        };
        Self { cells: (1..=12).flat_map(row).collect() }
    }

    /// Returns a chart of these percentages by reps and RPE. If some cells are higher than a neighbor that they must
    /// not exceed, returns all of these cells.
    pub fn new(cells: BTreeMap<(u16, Rpe), Percent>) -> Result<Self, Vec<Rise>> {
        let mut rises = Vec::new();
        for (&to, percent) in &cells {
            let (reps, rpe) = to;
            let with_fewer_reps = (0..reps).rev().find_map(|fewer| cells.get_key_value(&(fewer, rpe)));
            let with_higher_rpe = cells.range((Bound::Excluded(to), Bound::Included((reps, Rpe::LIMIT)))).next();
            let mut harder = [with_fewer_reps, with_higher_rpe].into_iter().flatten();
            rises.extend(harder.find(|(_, harder)| *harder < percent).map(|(&from, _)| Rise { from, to }));
        }
        if rises.is_empty() { Ok(Self { cells }) } else { Err(rises) }
    }

    /// Returns the percentage of the 1RM for `reps` at `rpe`; `None` if the chart has no such cell.
    #[must_use]
    pub fn percent(&self, reps: u16, rpe: Rpe) -> Option<Percent> {
        self.cells.get(&(reps, rpe)).copied()
    }

    /// Iterates over every cell: reps, RPE, percentage of the 1RM.
    pub fn cells(&self) -> impl Iterator<Item = (u16, Rpe, Percent)> {
        self.cells.iter().map(|((reps, rpe), percent)| (*reps, *rpe, *percent))
    }

    /// Returns the range of reps that the chart has cells for; `None` for an empty chart.
    #[must_use]
    pub fn reps(&self) -> Option<Range<u16>> {
        let ((low, _), _) = self.cells.first_key_value()?;
        let ((high, _), _) = self.cells.last_key_value()?;
        Range::new(*low, *high)
    }

    /// Returns the range of RPEs that the chart has cells for; `None` for an empty chart.
    #[must_use]
    pub fn efforts(&self) -> Option<Range<Rpe>> {
        let efforts = || self.cells.keys().map(|(_, rpe)| *rpe);
        Range::new(efforts().min()?, efforts().max()?)
    }
}

impl Default for RpeChart {
    /// [`RpeChart::rts`].
    fn default() -> Self {
        Self::rts()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rpe(number: &str) -> Rpe {
        Rpe::new(number.parse().unwrap()).unwrap()
    }

    /// Rows and corners of the published chart. `tests/it/estimates.rs` compares all of it.
    #[test]
    fn the_rts_chart_as_published() {
        let chart = RpeChart::rts();
        let row =
            |reps| Rpe::halves().map_while(|rpe| chart.percent(reps, rpe)).map(Percent::number).collect::<Vec<_>>();
        assert_eq!(row(1), ["100", "97.8", "95.5", "93.9", "92.2", "90.7", "89.2", "87.8", "86.3"]);
        assert_eq!(row(5), ["86.3", "85", "83.7", "82.4", "81.1", "79.9", "78.6", "77.4", "76.2"]);
        assert_eq!(row(12), ["68", "66.7", "65.3", "64", "62.6", "61.3", "59.9", "58.6"]);
        assert_eq!((1..=20).map(|reps| row(reps).len()).sum::<usize>(), 107);
    }

    #[test]
    fn charts_report_their_ranges() {
        let chart = RpeChart::default();
        assert_eq!(chart.reps().unwrap().to_string(), "1-12");
        assert_eq!(chart.efforts().unwrap().to_string(), "6-10");
        let empty = RpeChart::new(BTreeMap::new()).unwrap();
        assert_eq!((empty.reps(), empty.efforts()), (None, None));
    }

    #[test]
    fn rejects_charts_that_rise() {
        assert_eq!(RpeChart::new(RpeChart::rts().cells), Ok(RpeChart::rts()));
        let cell = |reps, effort, percent| ((reps, rpe(effort)), Percent::whole(percent));
        // Equal neighbors are allowed: some charts have whole percentages.
        assert!(RpeChart::new([cell(1, "10", 100), cell(1, "9", 96), cell(3, "9", 96)].into()).is_ok());
        let rising = [cell(1, "10", 90), cell(1, "9", 80), cell(3, "10", 91), cell(3, "8", 70), cell(4, "9", 71)];
        let rises =
            [Rise { from: (1, rpe("10")), to: (3, rpe("10")) }, Rise { from: (1, rpe("10")), to: (1, rpe("9")) }];
        assert_eq!(RpeChart::new(rising.into()), Err(rises[..1].to_vec()));
        assert_eq!(RpeChart::new([cell(1, "10", 90), cell(1, "9", 91)].into()), Err(rises[1..].to_vec()));
    }
}
