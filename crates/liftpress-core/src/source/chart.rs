//! `rpe-chart.csv`: a site's own RPE chart, with a row for each number of reps and a column for each RPE.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, FileId, Place, count_of};
use crate::model::{Rise, RpeChart};
use crate::units::{Decimal, Percent, Rpe};

use super::Files;
use super::table::{Row, Table};
use super::yaml::Reader;

/// The largest number of reps in the chart. RPE charts have no rows beyond this.
const MAX_REPS: u16 = 30;

/// The positions of the columns.
struct Columns {
    reps: usize,
    efforts: Vec<(usize, Rpe)>,
}

/// Returns the chart; `None` if it has a mistake.
pub(super) fn chart(files: &Files, file: FileId, reader: &mut Reader<'_>) -> Option<RpeChart> {
    let before = reader.diagnostics.len();
    let (header, mut rows) = Table::open(files, file, reader)?;
    let columns = columns(reader, &header)?;
    let mut seen = BTreeSet::new();
    let mut cells: BTreeMap<(u16, Rpe), (Percent, Place)> = BTreeMap::new();
    while let Some(row) = rows.next(reader) {
        let Some(reps) = reps(reader, &row, columns.reps) else { continue };
        if !seen.insert(reps) {
            let message = format!("second row for {}", count_of(reps.into(), "rep"));
            reader.error(Code::DuplicateKey, row.place_of(columns.reps), message, "delete one of the two rows");
            continue;
        }
        row.reject_nameless_cell(reader, header.cells.iter());
        for &(column, rpe) in &columns.efforts {
            let percent = percent(reader, &row, column);
            cells.extend(percent.map(|percent| ((reps, rpe), (percent, row.place_of(column)))));
        }
    }
    match RpeChart::new(cells.iter().map(|(at, (percent, _))| (*at, *percent)).collect()) {
        Err(rises) => rises.into_iter().for_each(|rise| report(reader, &cells, rise)),
        Ok(_) if reader.diagnostics.len() > before => {}
        Ok(_) if cells.is_empty() => {
            let help = "add a row for each number of reps: `1,100,97.8,95.5`";
            reader.error(Code::MissingKey, Place::file(file), "the RPE chart has no percentages", help);
        }
        Ok(chart) => return Some(chart),
    }
    None
}

/// Returns the columns of the header; `None` if `reps` is missing, because the rows have no meaning without that
/// column.
fn columns(reader: &mut Reader<'_>, header: &Row<'_>) -> Option<Columns> {
    let mut reps = None;
    let mut efforts: Vec<(usize, Rpe)> = Vec::new();
    for (i, name) in header.cells.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let place = header.place_of(i);
        let (code, message, help) = match effort(&header.with_points(name)) {
            Ok(Some(rpe)) if !efforts.iter().any(|(_, known)| *known == rpe) => {
                efforts.push((i, rpe));
                continue;
            }
            Ok(None) if reps.is_none() => {
                reps = Some(i);
                continue;
            }
            Ok(_) => (Code::DuplicateKey, format!("duplicate column `{name}`"), "delete one of the two rows"),
            Err(message) => (Code::UnknownKey, message, "name the columns `reps`, `rpe10`, `rpe9.5` and so on"),
        };
        reader.error(code, place, message, help);
    }
    if reps.is_none() {
        let help = "write the names of the columns in the first row: `reps,rpe10,rpe9.5,rpe9`";
        reader.error(Code::MissingKey, header.place_of(0), "an RPE chart needs a column `reps`", help);
    }
    Some(Columns { reps: reps?, efforts })
}

/// Returns the RPE that the name of a column gives, as in `rpe9.5` or `9.5`; `None` for the column `reps`.
fn effort(name: &str) -> Result<Option<Rpe>, String> {
    let lower = name.to_ascii_lowercase();
    let number = lower.strip_prefix("rpe").unwrap_or(&lower).trim_start();
    match number.parse::<Decimal>() {
        _ if lower == "reps" => Ok(None),
        Ok(number) => Rpe::new(number).map(Some).map_err(|error| format!("`{name}`: {error}")),
        Err(_) => Err(format!("`{name}` is neither `reps` nor an RPE")),
    }
}

fn reps(reader: &mut Reader<'_>, row: &Row<'_>, column: usize) -> Option<u16> {
    let text = &row.cells[column];
    let reps = text.parse().ok().filter(|reps| (1..=MAX_REPS).contains(reps));
    if reps.is_none() {
        let message = if text.is_empty() {
            "this row has no reps".to_owned()
        } else {
            format!("`{text}` is not a number of reps")
        };
        let help = format!("write a whole number from 1 to {MAX_REPS}");
        reader.error(Code::BadValue, row.place_of(column), message, help);
    }
    reps
}

/// Reads a cell; `None` if it is empty.
fn percent(reader: &mut Reader<'_>, row: &Row<'_>, column: usize) -> Option<Percent> {
    let text = row.cells.get(column).filter(|text| !text.is_empty())?;
    let written = row.with_points(text);
    let number = written.strip_suffix('%').unwrap_or(&written).trim_end();
    let percent = number.parse().ok().and_then(Percent::of_hundred);
    let percent = percent.filter(|percent| *percent > Percent::ZERO && *percent <= Percent::WHOLE);
    if percent.is_none() {
        let help = "write a number above 0 and up to 100, with at most four decimals: `86.3`";
        reader.error(Code::BadValue, row.place_of(column), format!("`{text}` is not a percentage of the 1RM"), help);
    }
    percent
}

fn report(reader: &mut Reader<'_>, cells: &BTreeMap<(u16, Rpe), (Percent, Place)>, rise: Rise) {
    let (Some((from, _)), Some((to, place))) = (cells.get(&rise.from), cells.get(&rise.to)) else { return };
    let set = |(reps, rpe): (u16, Rpe)| format!("{} at RPE {rpe}", count_of(reps.into(), "rep"));
    let message = format!("{} has {to}, more than {from} for {}", set(rise.to), set(rise.from));
    let help = "lower this percentage or raise the other: percentages must not rise with more reps or a lower RPE";
    reader.error(Code::BadValue, place.clone(), message, help);
}
