//! Edits the cells of a roster. A lifter in a roster has no other place for maxes and dates.

use crate::diagnostic::{At, Edit, Place};
use crate::model::{Lifter, Measure};

use super::Content;
use super::amendment::{AmendError, Amendment, NextProgram, weight};
use super::roster::column_of;
use super::table::{Row, Table};
use super::yaml::Reader;

/// Returns the roster with the amendment in the lifter's cells, and nothing else changed.
pub(super) fn amended(content: &Content, lifter: &Lifter, amendment: &Amendment) -> Result<String, AmendError> {
    let file = lifter.place.file;
    let path = || content.files.path(file).to_owned();
    let mut cells = Vec::new();
    for (lift, record) in &amendment.maxes {
        let weight = weight(record.measure.lifted(), record.unit, lifter.units);
        let cell = match record.measure {
            Measure::OneRep(_) => weight,
            Measure::Training(_) => format!("TM {weight}"),
            Measure::Set { reps, effort: None, .. } => format!("{weight} x {reps}"),
            Measure::Set { reps, effort: Some(effort), .. } => format!("{weight} x {reps} @ {effort}"),
        };
        cells.push((lift.to_string(), cell));
    }
    if let Some(NextProgram { after, program, start }) = &amendment.next {
        let [only] = lifter.programs.as_slice() else {
            return Err(AmendError::SeveralPrograms { path: path(), lifter: lifter.slug.clone() });
        };
        cells.push(("start".to_owned(), start.to_string()));
        cells.push(("ends".to_owned(), String::new()));
        if *after == 0 && only.program != *program {
            cells.push(("program".to_owned(), program.to_string()));
            cells.push(("options".to_owned(), String::new()));
        }
    }
    let mut diagnostics = Vec::new();
    let mut reader = Reader::new(&mut diagnostics);
    let no_column = |column: &str| AmendError::NoColumn { path: path(), column: column.to_owned() };
    let (header, mut rows) = Table::open(&content.files, file, &mut reader).ok_or_else(|| no_column("name"))?;
    let columns: Vec<_> = header.cells.iter().map(|cell| column_of(cell, Some(&content.library))).collect();
    let column = |name: &str| columns.iter().position(|column| column.as_deref() == Some(name));
    let name = column("name").ok_or_else(|| no_column("name"))?;
    let mut edits = Vec::new();
    while let Some(row) = rows.next(&mut reader) {
        if row.place_of(name) != lifter.place {
            continue;
        }
        for (name, text) in &cells {
            match column(name) {
                Some(at) => edits.extend(edit(&row, at, text)),
                // A missing cell is already empty.
                None if text.is_empty() => {}
                None => return Err(no_column(name)),
            }
        }
    }
    Ok(Edit::all(content.files.text(file), edits))
}

/// Replaces the text of a cell. The new texts contain nothing that needs quotes; existing quotes stay.
fn edit(row: &Row<'_>, column: usize, text: &str) -> Option<Edit> {
    let Place { file, at: At::Bytes(bytes) } = row.place_of(column) else { return None };
    Some(Edit { file, bytes: (bytes.start, bytes.end), text: text.to_owned() })
}
