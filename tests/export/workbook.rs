//! Workbooks read back.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};

use crate::office::Typed;

/// The sheets of a workbook: names and cells.
pub(crate) struct Book(Vec<(String, Range<Data>)>);

impl Book {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        Self(book.worksheets())
    }

    pub(crate) fn open(path: &Path) -> Self {
        Self::new(std::fs::read(path).unwrap())
    }

    /// Returns the sheets of weeks.
    pub(crate) fn weeks(&self) -> impl Iterator<Item = &(String, Range<Data>)> {
        self.0.iter().filter(|(name, _)| name.starts_with("Week "))
    }

    pub(crate) fn sheet(&self, name: &str) -> &Range<Data> {
        &self.0.iter().find(|(own, _)| own == name).unwrap().1
    }

    /// Returns the numbers in the second column of the sheet of maxes, which lifters change.
    pub(crate) fn inputs(&self) -> Typed {
        let cells = self.sheet("Maxes").used_cells().filter(|(_, column, _)| *column == 1);
        let numbers = cells.filter_map(|(row, _, data)| Some((format!("B{}", row + 1), number(data)?)));
        Typed::from([("Maxes".to_owned(), numbers.collect())])
    }
}

/// Returns whether a cell has a number for the lifter: an empty cell equals an empty text.
pub(crate) fn number(data: &Data) -> Option<f64> {
    match data {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(f64::from(i32::try_from(*number).unwrap())),
        _ => None,
    }
}

/// Returns the text of a cell: numbers to three decimals, empty for an empty cell.
pub(crate) fn shown(data: Option<&Data>) -> String {
    match data {
        Some(Data::String(text)) => text.clone(),
        Some(data) => match number(data) {
            Some(0.0) | None => String::new(),
            Some(number) => format!("{number:.3}"),
        },
        None => String::new(),
    }
}

/// Returns the column with that heading.
pub(crate) fn column(sheet: &Range<Data>, head: &str) -> u32 {
    let (_, width) = sheet.get_size();
    let columns = 0..u32::try_from(width).unwrap();
    columns.into_iter().find(|column| shown(sheet.get_value((1, *column))) == head).unwrap()
}
