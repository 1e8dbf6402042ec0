//! The sheets with lookup tables: one for what can be loaded, and one for the RPE chart.

use std::collections::BTreeSet;

use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::model::{Labels, RpeChart};
use crate::units::{Rounding, Unit};

use super::formula::value;
use super::loading::{Loadable, Table};
use super::style::{Style, note, plain};

/// The first row of a table.
const FIRST: u32 = 3;
/// The number of columns of a table, including an empty one after it.
const WIDTH: u16 = 4;

/// The names of ranges, each with its address. They are defined in the workbook.
pub(super) type Ranges = Vec<(String, String)>;

/// Writes the tables of what can be loaded, side by side.
pub(super) fn loadable_sheet(
    name: &str,
    loadable: &Loadable,
    labels: &Labels,
    style: &Style,
) -> Result<(Worksheet, Ranges), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_freeze_panes(FIRST, 0)?.set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, labels.loadable_explained(), &note())?;
    let mut ranges = Ranges::new();
    for (number, (column, table)) in (1..).zip((0..).step_by(WIDTH.into()).zip(&loadable.tables)) {
        let way = match table.rounding.way {
            Rounding::Nearest => labels.nearest(),
            Rounding::Down => labels.down(),
            Rounding::Up => labels.up(),
        };
        sheet.write_string_with_format(1, column, way, &style.section())?;
        let heads = [labels.loadable_from(), labels.loadable_load(), labels.plates()];
        for (column, head) in (column..).zip(heads) {
            sheet.write_string_with_format(2, column, head, &style.head())?;
        }
        sheet.set_column_width(column + 2, 22)?;
        write_rows(&mut sheet, column, table, loadable.unit)?;
        let last = FIRST + u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_sub(1);
        for (kind, column) in [("from", column), ("load", column + 1), ("side", column + 2)] {
            ranges.push((format!("{kind}_{number}"), range(name, (FIRST, column), (last, column))));
        }
    }
    Ok((sheet, ranges))
}

fn write_rows(sheet: &mut Worksheet, column: u16, table: &Table, unit: Unit) -> Result<(), XlsxError> {
    for (row, (index, (from, load))) in (FIRST..).zip(table.rows.iter().enumerate()) {
        sheet.write_number_with_format(row, column, value(*from, unit), &note())?;
        sheet.write_number_with_format(row, column + 1, value(*load, unit), &plain())?;
        if let Some(side) = table.sides.get(index) {
            sheet.write_string_with_format(row, column + 2, side, &note())?;
        }
    }
    Ok(())
}

/// Writes the RPE chart, with a row for each number of reps and a column for each RPE.
pub(super) fn chart_sheet(name: &str, chart: &RpeChart, style: &Style) -> Result<(Worksheet, Ranges), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_freeze_panes(1, 1)?;
    let reps: Vec<_> = chart.cells().map(|(reps, ..)| reps).collect::<BTreeSet<_>>().into_iter().collect();
    let efforts: Vec<_> =
        chart.cells().map(|(_, effort, _)| effort).collect::<BTreeSet<_>>().into_iter().rev().collect();
    for (column, effort) in (1..).zip(&efforts) {
        let effort = effort.to_string().parse::<f64>().unwrap_or_default();
        sheet.write_number_with_format(0, column, effort, &style.head())?;
    }
    for (row, reps) in (1..).zip(&reps) {
        sheet.write_number_with_format(row, 0, *reps, &style.head())?;
        for (column, effort) in (1..).zip(&efforts) {
            if let Some(percent) = chart.percent(*reps, *effort) {
                let share = percent.as_factor().parse::<f64>().unwrap_or_default();
                sheet.write_number_with_format(row, column, share, &plain().set_num_format("0.0%"))?;
            }
        }
    }
    let last = (u32::try_from(reps.len()).unwrap_or(u32::MAX), u16::try_from(efforts.len()).unwrap_or(u16::MAX));
    let ranges = vec![
        ("chart".to_owned(), range(name, (1, 1), last)),
        ("chart_reps".to_owned(), range(name, (1, 0), (last.0, 0))),
        ("chart_rpe".to_owned(), range(name, (0, 1), (0, last.1))),
    ];
    Ok((sheet, ranges))
}

/// Returns the address of cells on another sheet: `'Loadable'!$A$4:$A$90`.
pub(super) fn range(sheet: &str, first: (u32, u16), last: (u32, u16)) -> String {
    let [first, last] = [first, last].map(|(row, column)| row_col_to_cell_absolute(row, column));
    let sheet = sheet.replace('\'', "''");
    if first == last { format!("='{sheet}'!{first}") } else { format!("='{sheet}'!{first}:{last}") }
}

/// Defines the names of ranges in the workbook.
pub(super) fn define(workbook: &mut Workbook, ranges: &Ranges) -> Result<(), XlsxError> {
    ranges.iter().try_for_each(|(name, cells)| workbook.define_name(name, cells).map(|_| ()))
}
