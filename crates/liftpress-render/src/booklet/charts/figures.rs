//! The numbers of the weekly charts as a table, for readers who cannot see the charts.

use crate::plan::{Plan, Volume, Week};
use crate::units::Percent;

use super::super::volume::{grouped, whole_units};
use super::super::words::Wording;
use super::super::{FigureRow, FigureTable};
use super::said_percent;

/// Returns a row for each week. Columns without any number are left out.
pub(in crate::booklet) fn figures(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> FigureTable {
    let Wording { labels, unit } = words;
    let sets = |count: u32| (count > 0).then(|| count.to_string());
    let share = |share: Option<Percent>| share.map(|share| said_percent(share, words));
    let tonnage = |volume: &Volume| {
        let about = if volume.estimate { "≈" } else { "" };
        (volume.weighed > 0).then(|| format!("{about}{}", grouped(whole_units(volume.tonnage, unit))))
    };
    let column = |head: &str, of: &dyn Fn(&Volume) -> Option<String>| {
        let cells: Vec<_> = volumes.iter().map(of).collect();
        cells.iter().any(Option::is_some).then(|| (head.to_owned(), cells))
    };
    let columns = [
        column(labels.top_sets(), &|volume| sets(volume.top)),
        column(labels.backoff_sets(), &|volume| sets(volume.backoff)),
        column(labels.accessory_sets(), &|volume| sets(volume.accessory)),
        column(&labels.tonnage_in(unit), &tonnage),
        column(labels.mean_intensity(), &|volume| share(volume.mean_intensity())),
        column(labels.peak_intensity(), &|volume| share(volume.peak)),
    ];
    let (columns, cells): (Vec<_>, Vec<_>) = columns.into_iter().flatten().unzip();
    let row = |(index, week): (usize, &Week<'_>)| FigureRow {
        week: week.number,
        cells: cells.iter().map(|column| column[index].clone().unwrap_or_default()).collect(),
    };
    FigureTable { rows: plan.weeks.iter().enumerate().map(row).collect(), columns }
}
