//! Reads CSV as rows of cells with their places.

use std::borrow::Cow;
use std::ops::Range;

use csv::{Position, StringRecord};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, count_of};

use super::Files;
use super::yaml::Reader;

/// The limits on the size of a table. Larger tables are refused.
const MAX_LINES: usize = 50_000;
const MAX_COLUMNS: usize = 200;
const MAX_CELLS: usize = 400_000;

/// A CSV file whose header has been read.
pub(super) struct Table<'t> {
    source: Source<'t>,
    rows: csv::Reader<&'t [u8]>,
    width: usize,
}

#[derive(Clone, Copy)]
struct Source<'t> {
    file: FileId,
    text: &'t str,
    /// The number of bytes before `text` in the file, such as those of a byte order mark.
    offset: usize,
    separator: char,
}

/// A row: its cells, without spaces around them, and their places.
pub(super) struct Row<'t> {
    source: Source<'t>,
    start: usize,
    end: usize,
    pub(super) cells: StringRecord,
}

impl<'t> Table<'t> {
    /// Returns the header, and the table from which to read the other rows.
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
                if lines <= MAX_LINES && width <= MAX_COLUMNS && lines * width <= MAX_CELLS {
                    return Some((header, Self { source, rows, width }));
                }
                let size = (count_of(lines, "line"), count_of(width, "column"));
                let message = format!("the table is too large: {} and {}", size.0, size.1);
                let help = format!(
                    "split it into files of at most {MAX_LINES} lines, {MAX_COLUMNS} columns and {MAX_CELLS} cells"
                );
                reader.error(Code::BadValue, header.place(), message, help);
                None
            }
            Err(error) => {
                reader.report(Diagnostic::error(Code::Syntax, Place::file(file), format!("invalid CSV: {error}")));
                None
            }
        }
    }

    /// Returns the rows of a file whose header has been read and has `width` columns. `text` has the rows, and starts
    /// at byte `offset` of the file.
    pub(super) fn of_rows(file: FileId, text: &'t str, offset: usize, width: usize, separator: char) -> Self {
        let source = Source { file, text, offset, separator };
        let rows = csv_of(source).has_headers(false).from_reader(source.text.as_bytes());
        Self { source, rows, width }
    }

    /// Returns the next row that is not empty and is as long as the header. Reports rows of other lengths.
    pub(super) fn next(&mut self, reader: &mut Reader<'_>) -> Option<Row<'t>> {
        loop {
            let row = self.next_of_any_length(reader)?;
            if row.cells.len() == self.width {
                return Some(row);
            }
            let (cells, columns) = (count_of(row.cells.len(), "cell"), count_of(self.width, "column"));
            let message = format!("this row has {cells} for {columns}");
            reader.error(Code::Syntax, row.place(), message, row.length_help(self.width));
        }
    }

    /// Returns the next row that is not empty.
    pub(super) fn next_of_any_length(&mut self, reader: &mut Reader<'_>) -> Option<Row<'t>> {
        loop {
            let mut record = StringRecord::new();
            match self.rows.read_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if record.iter().all(str::is_empty) => {}
                Ok(true) => return Some(Row::new(self.source, record, self.rows.position())),
                Err(error) => {
                    let at = error.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
                    let message = format!("invalid CSV: {error}");
                    reader.report(Diagnostic::error(Code::Syntax, self.source.place(at..at), message));
                }
            }
        }
    }
}

/// Returns the separator of the cells: a comma, or a semicolon or tab, as spreadsheets of many countries write it.
fn separator_of(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // The name of a column has neither a semicolon nor a tab. It may have a comma, as the decimal mark in `9,5`.
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
        // The reader's position may be before the line breaks that precede the row.
        let breaks = source.text[start..].bytes().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let end = usize::try_from(end.byte()).unwrap_or(source.text.len()).min(source.text.len());
        Self { source, start: start + breaks, end, cells }
    }

    /// Returns the bytes of the row in the file.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.start + self.source.offset..self.end + self.source.offset
    }

    /// Returns a cell with decimal points. If cells are not separated by commas, a comma between two digits is a
    /// decimal mark.
    pub(super) fn with_points<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        if self.source.separator == ',' || !cell.contains(',') {
            return Cow::Borrowed(cell);
        }
        let is_digit = |at: Option<usize>| at.and_then(|at| cell.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
        let is_mark = |at: usize, c| c == ',' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        cell.char_indices().map(|(at, c)| if is_mark(at, c) { '.' } else { c }).collect()
    }

    /// Returns the separator of the cells.
    pub(super) fn separator(&self) -> char {
        self.source.separator
    }

    /// Returns the place of the first line of the row.
    pub(super) fn place(&self) -> Place {
        let line = self.source.text[self.start..].lines().next().unwrap_or("");
        self.source.place(self.start..self.start + line.len())
    }

    /// Reports the first filled cell in a column that has no `name` in the header. A nameless column is accepted if all
    /// its cells are empty, because spreadsheets save empty columns next to a table.
    pub(super) fn reject_nameless_cell<'n>(&self, reader: &mut Reader<'_>, names: impl Iterator<Item = &'n str>) {
        let nameless = names.zip(&self.cells).position(|(name, cell)| name.is_empty() && !cell.is_empty());
        if let Some(at) = nameless {
            let help = "write the name of the column in the first row";
            reader.error(Code::UnknownKey, self.place_of(at), "this cell is in a column without a name", help);
        }
    }

    /// Returns the help for a row that is not as long as the header.
    pub(super) fn length_help(&self, width: usize) -> String {
        let is_whole = |cell: &str| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
        let pairs = self.cells.iter().zip(self.cells.iter().skip(1));
        let mut numbers = pairs.filter(|(whole, decimals)| {
            is_whole(whole) && is_whole(decimals.trim_end_matches(|c: char| !c.is_ascii_digit())) && decimals.len() < 6
        });
        match numbers.next() {
            Some((whole, decimals)) if self.cells.len() > width => {
                format!(
                    "write numbers with a decimal point, `{whole}.{decimals}`; put quotes around a cell that contains a comma"
                )
            }
            _ => "write the comma of an empty cell too; put quotes around a cell that contains a comma".to_owned(),
        }
    }

    /// Returns the place of a cell.
    pub(super) fn place_of(&self, column: usize) -> Place {
        self.source.place(cell(self.source, self.start, column))
    }
}

/// Returns the bytes of a cell of the row that starts at `start`.
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
    fn finds_cells_with_and_without_quotes() {
        let text = "name,units\r\n\"Example, Sam\" , kg,,x\r\n";
        let source = Source { file: FileId::default(), text, offset: 0, separator: ',' };
        let of = |column| &text[cell(source, 12, column)];
        assert_eq!((of(0), of(1), of(2), of(3), of(9)), ("Example, Sam", "kg", "", "x", ""));
    }
}
