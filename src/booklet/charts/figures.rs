//! The numbers of the weekly charts as a table, for whoever does not see them.

use crate::plan::{Plan, Volume, Week};
use crate::units::Percent;

use super::super::volume::{grouped, whole_units};
use super::super::{FigureRow, FigureTable};
use super::{whole_percent, words as say};

/// A row for each week; columns are left out of which nothing is known in any week.
pub(in crate::booklet) fn figures(plan: &Plan<'_>, volumes: &[Volume]) -> FigureTable {
    let unit = plan.units;
    let sets = |count: u32| (count > 0).then(|| count.to_string());
    let share = |share: Option<Percent>| share.map(|share| whole_percent(share).to_string());
    let tonnage = |volume: &Volume| {
        let about = if volume.estimate { "≈" } else { "" };
        (volume.weighed > 0).then(|| format!("{about}{}", grouped(whole_units(volume.tonnage, unit))))
    };
    let column = |head: &str, of: &dyn Fn(&Volume) -> Option<String>| {
        let cells: Vec<_> = volumes.iter().map(of).collect();
        cells.iter().any(Option::is_some).then(|| (head.to_owned(), cells))
    };
    let columns = [
        column(say::TOP_SETS, &|volume| sets(volume.top)),
        column(say::BACKOFF_SETS, &|volume| sets(volume.backoff)),
        column(say::ACCESSORY_SETS, &|volume| sets(volume.accessory)),
        column(&say::tonnage_in(unit), &tonnage),
        column(say::MEAN_INTENSITY, &|volume| share(volume.mean_intensity())),
        column(say::PEAK_INTENSITY, &|volume| share(volume.peak)),
    ];
    let (columns, cells): (Vec<_>, Vec<_>) = columns.into_iter().flatten().unzip();
    let row = |(index, week): (usize, &Week<'_>)| FigureRow {
        week: week.number,
        cells: cells.iter().map(|column| column[index].clone().unwrap_or_default()).collect(),
    };
    FigureTable { rows: plan.weeks.iter().enumerate().map(row).collect(), columns }
}
