//! `lifters/*.csv`: rosters, one lifter a row.

use std::collections::BTreeMap;
use std::ops::Range;

use csv::StringRecord;

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, count_of};
use crate::model::{
    Assignment, Lifter, Max, NotationError, Roundings, Schedule, Settings, Slug, Start, TrainingMaxes, Word,
    parse_amount, parse_percent,
};
use crate::units::{Mass, Unit};

use super::Files;
use super::lifter::{date, weekday};
use super::rounding::rounding_rule;
use super::yaml::Reader;

/// What a column can be besides a lift.
const COLUMNS: [&str; 11] =
    ["name", "slug", "units", "bodyweight", "sex", "program", "start", "ends", "days", "training_max", "rounding"];

/// All lifters of a roster, and whether each row was without mistakes. `known` are the exercises: every column that is none of [`COLUMNS`] is one.
pub(super) fn roster(
    files: &Files,
    file: FileId,
    site: &Settings,
    known: &[&str],
    reader: &mut Reader<'_>,
) -> Vec<(Lifter, bool)> {
    let text = files.text(file);
    let mut rows = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let header = match rows.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            reader.report(Diagnostic::error(Code::Syntax, Place::file(file), format!("this is not CSV: {error}")));
            return Vec::new();
        }
    };
    let Some(columns) = columns(reader, file, text, &header, known) else { return Vec::new() };
    let mut lifters = Vec::new();
    for row in rows.records() {
        match row {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => {
                let row = Row { file, text, columns: &columns, record: &record };
                if let Some(place) = row.wrong_length() {
                    let message =
                        format!("{}, and {}", count_of(record.len(), "cell"), count_of(columns.len(), "column"));
                    reader.error(
                        Code::Syntax,
                        place,
                        message,
                        "leave a cell empty, but keep its comma; quote a cell that contains one",
                    );
                    continue;
                }
                let before = reader.diagnostics.len();
                let lifter = row.lifter(reader, site);
                lifters.extend(lifter.map(|lifter| (lifter, reader.diagnostics.len() == before)));
            }
            Err(error) => {
                let at = error.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
                let place = Place { file, at: At::Bytes(at..at) };
                reader.report(Diagnostic::error(Code::Syntax, place, format!("this row is not CSV: {error}")));
            }
        }
    }
    lifters
}

/// The header's columns; nothing where one is wrong or `name` is missing, for then every row would be.
fn columns(
    reader: &mut Reader<'_>,
    file: FileId,
    text: &str,
    header: &StringRecord,
    known: &[&str],
) -> Option<Vec<String>> {
    let before = reader.diagnostics.len();
    let start = text.bytes().take_while(|b| matches!(b, b'\n' | b'\r')).count();
    let place = |column| Place { file, at: At::Bytes(cell(text, start, column)) };
    for (i, column) in header.iter().enumerate() {
        if header.iter().take(i).any(|earlier| earlier == column) {
            reader.error(Code::DuplicateKey, place(i), format!("a second column `{column}`"), "keep one of them");
        } else if !COLUMNS.contains(&column) && !known.contains(&column) {
            let diagnostic =
                Diagnostic::error(Code::UnknownKey, place(i), format!("`{column}` is neither a column nor a lift"));
            let all = format!("columns are {}, and every exercise", COLUMNS.join(", "));
            reader.report(diagnostic.did_you_mean(column, COLUMNS.iter().chain(known).copied(), || Some(all)));
        }
    }
    if !header.iter().any(|column| column == "name") {
        reader.error(
            Code::MissingKey,
            place(0),
            "a roster needs a column `name`",
            "make the first row a header: name,units,squat,bench,program",
        );
    }
    (reader.diagnostics.len() == before).then(|| header.iter().map(str::to_owned).collect())
}

/// Bytes of a cell of the row that begins at `start`.
fn cell(text: &str, start: usize, column: usize) -> Range<usize> {
    let (mut from, mut index, mut quoted) = (start, 0, false);
    let mut end = text.len();
    for (at, c) in text[start..].char_indices().map(|(at, c)| (start + at, c)) {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted && index < column => (from, index) = (at + 1, index + 1),
            ',' | '\n' | '\r' if !quoted => {
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

struct Row<'r> {
    file: FileId,
    text: &'r str,
    columns: &'r [String],
    record: &'r StringRecord,
}

impl Row<'_> {
    fn start(&self) -> usize {
        let start = self.record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        // The reader's position may still be at the line breaks before the row.
        start + self.text[start..].bytes().take_while(|b| matches!(b, b'\n' | b'\r')).count()
    }

    fn place_of(&self, column: usize) -> Place {
        Place { file: self.file, at: At::Bytes(cell(self.text, self.start(), column)) }
    }

    fn wrong_length(&self) -> Option<Place> {
        (self.record.len() != self.columns.len()).then(|| {
            let start = self.start();
            let line = self.text[start..].lines().next().unwrap_or("");
            Place { file: self.file, at: At::Bytes(start..start + line.len()) }
        })
    }

    /// The cell of a column that is there and not empty, and its place.
    fn get(&self, column: &str) -> Option<(&str, Place)> {
        let index = self.columns.iter().position(|name| name == column)?;
        let text = self.record.get(index).filter(|text| !text.is_empty())?;
        Some((text, self.place_of(index)))
    }

    /// The cell through `parse`, whose complaint is reported.
    fn parsed<T>(
        &self,
        reader: &mut Reader<'_>,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, (String, String)>,
    ) -> Option<T> {
        let (text, place) = self.get(column)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err((message, help)) => {
                reader.error(Code::BadValue, place, message, help);
                None
            }
        }
    }

    /// The cell in one of our notations, whose complaint points into it.
    fn notation<T>(
        &self,
        reader: &mut Reader<'_>,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, NotationError>,
    ) -> Option<T> {
        let (text, place) = self.get(column)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(NotationError { span, message, help }) => {
                reader.report(Diagnostic { help, ..Diagnostic::error(Code::Notation, place.within(span), message) });
                None
            }
        }
    }

    /// A weight, and more than nothing.
    fn weight(&self, reader: &mut Reader<'_>, column: &str, units: Unit) -> Option<Mass> {
        let mass = self.notation(reader, column, |text| parse_amount(text, Some(units)))?.for_unit(units);
        let (_, place) = self.get(column)?;
        if mass == Mass::ZERO {
            reader.error(Code::BadValue, place, "a weight of nothing", "leave the cell empty");
            return None;
        }
        Some(mass)
    }

    fn lifter(&self, reader: &mut Reader<'_>, site: &Settings) -> Option<Lifter> {
        let Some((name, name_place)) = self.get("name") else {
            reader.error(
                Code::MissingKey,
                self.place_of(0),
                "a lifter without a name",
                "fill the `name` cell of this row",
            );
            return None;
        };
        let units = self
            .parsed(reader, "units", |text| {
                text.parse::<Unit>().map_err(|_| (format!("`{text}` is no unit of mass"), "write kg or lb".into()))
            })
            .or(site.units)
            .unwrap_or(Unit::Kg);
        let slug = match self.get("slug") {
            Some((text, place)) => reader.slug_of(text, place),
            None => Slug::from_name(name).or_else(|| {
                let message = format!("`{name}` makes no name for a folder");
                reader.error(
                    Code::BadSlug,
                    name_place.clone(),
                    message,
                    "add a column `slug` with a name in plain letters",
                );
                None
            }),
        };
        let mut maxes = BTreeMap::new();
        for column in self.columns.iter().filter(|column| !COLUMNS.contains(&column.as_str())) {
            let one_rep = self.weight(reader, column, units);
            let place = self.get(column).map(|(_, place)| place);
            maxes.extend(Slug::new(column).ok().zip(one_rep.map(|one_rep| Max { one_rep, unit: units, place })));
        }
        Some(Lifter {
            name: name.to_owned(),
            units,
            bodyweight: self.weight(reader, "bodyweight", units),
            sex: self.parsed(reader, "sex", |text| {
                Word::from_word(text)
                    .ok_or_else(|| (format!("`{text}` is no word for `sex`"), "write female or male".into()))
            }),
            maxes,
            training_max: TrainingMaxes {
                all: self.notation(reader, "training_max", parse_percent),
                of: BTreeMap::new(),
            },
            equipment: None,
            rounding: self
                .notation(reader, "rounding", |text| rounding_rule(text, units))
                .map_or_else(|| site.rounding.into(), Roundings::from),
            programs: self.programs(reader),
            place: name_place,
            slug: slug?,
        })
    }

    /// The programs of the row, several of them separated by spaces.
    fn programs(&self, reader: &mut Reader<'_>) -> Vec<Assignment> {
        let read_date = |text: &str| date(text).map_err(|(message, help)| (message, help.to_owned()));
        let start = self.parsed(reader, "start", read_date).map(Start::On);
        if let (Some(_), Some((_, place))) = (start, self.get("ends")) {
            reader.error(Code::BadValue, place, "a program has either a `start` or an `ends`", "leave one of them out");
        }
        let start = start.or_else(|| self.parsed(reader, "ends", read_date).map(Start::EndingOn));
        if let (None, None, Some((_, place))) = (self.get("start"), self.get("ends"), self.get("days")) {
            let message = "days of the week without a date to begin from";
            reader.error(Code::BadValue, place, message, "fill the `start` or the `ends` cell of this row");
        }
        let weekdays = self.parsed(reader, "days", |text| {
            let days: Result<_, _> = text.split_whitespace().map(weekday).collect();
            days.map_err(|(message, help)| (message, format!("{help}, with spaces between them")))
        });
        let schedule = start.map(|start| Schedule { start, weekdays: weekdays.unwrap_or_default() });
        let Some((text, place)) = self.get("program") else { return Vec::new() };
        text.split_whitespace()
            .filter_map(|program| {
                let slug = reader.slug_of(program, place.clone())?;
                Some(Assignment { program: slug, schedule: schedule.clone(), place: place.clone() })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_found_among_quotes() {
        let text = "name,units\r\n\"Example, Sam\" , kg,,x\r\n";
        let of = |column| &text[cell(text, 12, column)];
        assert_eq!((of(0), of(1), of(2), of(3), of(9)), ("Example, Sam", "kg", "", "x", ""));
    }
}
