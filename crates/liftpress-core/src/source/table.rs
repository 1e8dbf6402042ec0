//! CSV as rows of cells, each of which knows where it stands.

use std::borrow::Cow;
use std::ops::Range;

use csv::{Position, StringRecord};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, count_of};

use super::Files;
use super::yaml::Reader;

/// No club has more lifters, no chart or roster more columns, and none of them all of both.
const MOST_LINES: usize = 50_000;
const MOST_COLUMNS: usize = 200;
const MOST_CELLS: usize = 400_000;

/// A CSV file being read, after its header.
pub(super) struct Table<'t> {
    source: Source<'t>,
    rows: csv::Reader<&'t [u8]>,
    width: usize,
}

#[derive(Clone, Copy)]
struct Source<'t> {
    file: FileId,
    text: &'t str,
    /// What comes before `text` in the file: a byte order mark, or nothing.
    offset: usize,
    separator: char,
}

/// A row: its cells without the blanks around them, and where they stand.
pub(super) struct Row<'t> {
    source: Source<'t>,
    start: usize,
    end: usize,
    pub(super) cells: StringRecord,
}

impl<'t> Table<'t> {
    /// The header, and the table to read the other rows from.
    pub(super) fn open(files: &'t Files, file: FileId, reader: &mut Reader<'_>) -> Option<(Row<'t>, Self)> {
        let separator = separator_of(files.yaml(file));
        let source = Source { file, text: files.yaml(file), offset: files.yaml_start(file), separator };
        let mut rows = csv_of(source).from_reader(source.text.as_bytes());
        match rows.headers() {
            Ok(header) => {
                let header = header.clone();
                let header = Row::new(source, header, rows.position());
                let width = header.cells.len();
                let lines = source.text.lines().count();
                if lines <= MOST_LINES && width <= MOST_COLUMNS && lines * width <= MOST_CELLS {
                    return Some((header, Self { source, rows, width }));
                }
                let message = format!("a table of {lines} lines and {width} columns");
                let help = format!(
                    "{MOST_LINES} lines, {MOST_COLUMNS} columns and {MOST_CELLS} cells are the most; split it into several files"
                );
                reader.error(Code::BadValue, header.place(), message, help);
                None
            }
            Err(error) => {
                reader.report(Diagnostic::error(Code::Syntax, Place::file(file), format!("this is not CSV: {error}")));
                None
            }
        }
    }

    /// Rows of a file whose header has been read, and has so many columns; `offset` is where in the file they begin.
    pub(super) fn of_rows(file: FileId, text: &'t str, offset: usize, width: usize, separator: char) -> Self {
        let source = Source { file, text, offset, separator };
        let rows = csv_of(source).has_headers(false).from_reader(source.text.as_bytes());
        Self { source, rows, width }
    }

    /// The next row that has something in it and is as long as the header; of others it is told.
    pub(super) fn next(&mut self, reader: &mut Reader<'_>) -> Option<Row<'t>> {
        loop {
            let row = self.next_of_any_length(reader)?;
            if row.cells.len() == self.width {
                return Some(row);
            }
            let message =
                format!("{} in a table of {}", count_of(row.cells.len(), "cell"), count_of(self.width, "column"));
            reader.error(Code::Syntax, row.place(), message, row.length_help(self.width));
        }
    }

    /// The next row that has something in it.
    pub(super) fn next_of_any_length(&mut self, reader: &mut Reader<'_>) -> Option<Row<'t>> {
        loop {
            let mut record = StringRecord::new();
            match self.rows.read_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if record.iter().all(str::is_empty) => {}
                Ok(true) => return Some(Row::new(self.source, record, self.rows.position())),
                Err(error) => {
                    let at = error.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
                    let message = format!("this row is not CSV: {error}");
                    reader.report(Diagnostic::error(Code::Syntax, self.source.place(at..at), message));
                }
            }
        }
    }
}

/// What the cells of a table stand between: commas, or as spreadsheets of many countries save it, semicolons or tabs.
fn separator_of(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // No name of a column has one of them; a comma may be the mark in `9,5`.
    [';', '\t'].into_iter().find(|separator| header.contains(*separator)).unwrap_or(',')
}

fn csv_of(source: Source<'_>) -> csv::ReaderBuilder {
    let mut reader = csv::ReaderBuilder::new();
    reader.trim(csv::Trim::All).flexible(true).delimiter(u8::try_from(source.separator).unwrap_or(b','));
    reader
}

impl Source<'_> {
    fn place(&self, bytes: Range<usize>) -> Place {
        Place { file: self.file, at: At::Bytes(bytes.start + self.offset..bytes.end + self.offset) }
    }
}

impl<'t> Row<'t> {
    fn new(source: Source<'t>, cells: StringRecord, end: &Position) -> Self {
        let start = cells.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        // The reader's position may still be at the line breaks before the row.
        let breaks = source.text[start..].bytes().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let end = usize::try_from(end.byte()).unwrap_or(source.text.len()).min(source.text.len());
        Self { source, start: start + breaks, end, cells }
    }

    /// Its bytes in the file.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.start + self.source.offset..self.end + self.source.offset
    }

    /// A number of a cell with a decimal point: where commas part no cells, they are its decimal mark.
    pub(super) fn with_points<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        if self.source.separator == ',' || !cell.contains(',') {
            return Cow::Borrowed(cell);
        }
        let is_digit = |at: Option<usize>| at.and_then(|at| cell.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
        let is_mark = |at: usize, c| c == ',' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        cell.char_indices().map(|(at, c)| if is_mark(at, c) { '.' } else { c }).collect()
    }

    /// What its cells stand between.
    pub(super) fn separator(&self) -> char {
        self.source.separator
    }

    /// Where the first line of the row stands.
    pub(super) fn place(&self) -> Place {
        let line = self.source.text[self.start..].lines().next().unwrap_or("");
        self.source.place(self.start..self.start + line.len())
    }

    /// Reports the first cell that is filled in a column whose `name` in the header is empty. Columns that are empty throughout
    /// are what spreadsheets save beside a table.
    pub(super) fn reject_nameless_cell<'n>(&self, reader: &mut Reader<'_>, names: impl Iterator<Item = &'n str>) {
        let nameless = names.zip(&self.cells).position(|(name, cell)| name.is_empty() && !cell.is_empty());
        if let Some(at) = nameless {
            let help = "name the column in the first row";
            reader.error(Code::UnknownKey, self.place_of(at), "a cell in a column without a name", help);
        }
    }

    /// How a row of another length than the header can be fixed.
    pub(super) fn length_help(&self, width: usize) -> String {
        let is_whole = |cell: &str| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
        let pairs = self.cells.iter().zip(self.cells.iter().skip(1));
        let mut numbers = pairs.filter(|(whole, decimals)| {
            is_whole(whole) && is_whole(decimals.trim_end_matches(|c: char| !c.is_ascii_digit())) && decimals.len() < 6
        });
        match numbers.next() {
            Some((whole, decimals)) if self.cells.len() > width => {
                format!("write numbers with a decimal point, {whole}.{decimals}; quote a cell that contains a comma")
            }
            _ => "leave a cell empty, but keep its comma; quote a cell that contains one".to_owned(),
        }
    }

    /// Where a cell stands.
    pub(super) fn place_of(&self, column: usize) -> Place {
        self.source.place(cell(self.source, self.start, column))
    }
}

/// Bytes of a cell of the row that begins at `start`.
fn cell(Source { text, separator, .. }: Source<'_>, start: usize, column: usize) -> Range<usize> {
    let (mut from, mut index, mut quoted) = (start, 0, false);
    let mut end = text.len();
    for (at, c) in text[start..].char_indices().map(|(at, c)| (start + at, c)) {
        match c {
            '"' => quoted = !quoted,
            c if c == separator && !quoted && index < column => (from, index) = (at + 1, index + 1),
            c if !quoted && (c == separator || matches!(c, '\n' | '\r')) => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let cell = if index == column { from..end } else { start..start };
    let inside = &text[cell.clone()];
    let trimmed = inside.trim();
    let start = cell.start + (inside.len() - inside.trim_start().len());
    let quotes = usize::from(trimmed.len() > 1 && trimmed.starts_with('"') && trimmed.ends_with('"'));
    start + quotes..start + trimmed.len() - quotes
}

#[cfg(test)]
mod tests {
    use super::{FileId, Source, cell};

    #[test]
    fn cells_are_found_among_quotes() {
        let text = "name,units\r\n\"Example, Sam\" , kg,,x\r\n";
        let source = Source { file: FileId::default(), text, offset: 0, separator: ',' };
        let of = |column| &text[cell(source, 12, column)];
        assert_eq!((of(0), of(1), of(2), of(3), of(9)), ("Example, Sam", "kg", "", "x", ""));
    }
}
