//! `lifters/*.csv`: rosters, which have one lifter in each row.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, FileId, Place, nearest};
use crate::model::{
    Assignment, Choices, Chosen, Library, Lifted, Lifter, Max, MaxRecord, NotationError, Roundings, Schedule, Settings,
    Sex, Since, Slug, Start, TrainingMaxes, Word, parse_amount, parse_measure, parse_percent,
};
use crate::units::{Mass, Unit};

use super::Files;
use super::rounding::rounding_rule;
use super::table::{self, Table};
use super::values::{Refusal, date, weekday};
use super::yaml::{Reader, misread, no_word};

/// The columns of a roster, besides exercises.
const COLUMNS: [&str; 12] = [
    "name",
    "slug",
    "units",
    "bodyweight",
    "sex",
    "program",
    "options",
    "start",
    "ends",
    "days",
    "training_max",
    "rounding",
];

/// A lifter that was read from a row of a roster.
pub(super) struct RosterRow {
    pub(super) lifter: Lifter,
    /// Whether the row has no mistakes.
    pub(super) is_fine: bool,
    /// The bytes of the header and of the row.
    pub(super) bytes: [Range<usize>; 2],
}

/// Returns all lifters of a roster.
pub(super) fn roster(files: &Files, file: FileId, site: &Settings, reader: &mut Reader<'_>) -> Vec<RosterRow> {
    let Some((header, mut rows)) = Table::open(files, file, reader) else { return Vec::new() };
    let Some(columns) = columns(reader, &header) else { return Vec::new() };
    let mut lifters = Vec::new();
    while let Some(row) = rows.next(reader) {
        let (lifter, is_fine) = lifter(&columns, &row, None, site, reader);
        let bytes = [header.bytes(), row.bytes()];
        lifters.extend(lifter.map(|lifter| RosterRow { lifter, is_fine, bytes }));
    }
    lifters
}

/// Returns the lifter of a row, as far as the row can be read, and whether the row has no mistakes. If the row names no
/// program, the lifter trains `program`.
pub(super) fn lifter(
    columns: &[String],
    row: &table::Row<'_>,
    program: Option<&Slug>,
    site: &Settings,
    reader: &mut Reader<'_>,
) -> (Option<Lifter>, bool) {
    let before = reader.diagnostics.len();
    let lifter = Row { columns, written: row, program }.lifter(reader, site);
    (lifter, reader.diagnostics.len() == before)
}

/// Returns the column that a header means, in upper or lower case: one of [`COLUMNS`], or the exercise with this slug
/// or alias.
pub(super) fn column_of(header: &str, library: Option<&Library>) -> Option<String> {
    let own = header.to_lowercase().replace([' ', '-'], "_");
    if COLUMNS.contains(&own.as_str()) {
        return Some(own);
    }
    let library = library?;
    let slug = Slug::from_name(header).filter(|slug| library.get(slug).is_some()).map(|slug| slug.to_string());
    slug.or_else(|| library.known_as(header).filter(|near| near.is_sure).map(|near| near.name.to_owned()))
}

/// Returns the columns of the header. Returns `None` if a column is wrong or `name` is missing, because every row would
/// then be wrong.
pub(super) fn columns(reader: &mut Reader<'_>, header: &table::Row<'_>) -> Option<Vec<String>> {
    let before = reader.diagnostics.len();
    let place = |column| header.place_of(column);
    let cells = &header.cells;
    let library = reader.names.library;
    let mut columns: Vec<String> = Vec::new();
    for (i, cell) in cells.iter().enumerate() {
        // Spreadsheets leave empty cells at the end.
        if cell.is_empty() {
            columns.push(String::new());
            continue;
        }
        let column = column_of(cell, library);
        if let Some(earlier) = column.as_ref().and_then(|column| columns.iter().position(|earlier| earlier == column)) {
            let earlier = &cells[earlier];
            let same = if earlier == cell { String::new() } else { format!(": `{earlier}` is the same column") };
            let message = format!("duplicate column `{cell}`{same}");
            reader.error(Code::DuplicateKey, place(i), message, "keep one of them");
        } else if column.is_none() {
            reader.report(unknown_column(cell, place(i), library));
        }
        columns.push(column.unwrap_or_default());
    }
    if !columns.iter().any(|column| column == "name") {
        reader.error(
            Code::MissingKey,
            place(0),
            "a roster needs a column `name`",
            "write the names of the columns in the first row: `name,units,squat,bench,program`",
        );
    }
    (reader.diagnostics.len() == before).then_some(columns)
}

/// Returns the error for a header that is neither a column nor an exercise.
fn unknown_column(cell: &str, place: Place, library: Option<&Library>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::UnknownKey, place, format!("`{cell}` is neither a column nor an exercise"));
    let all = format!("write an exercise, or one of {}", COLUMNS.join(", "));
    match nearest(cell, COLUMNS).or_else(|| library?.meant_by(cell, std::iter::empty())) {
        Some(near) => diagnostic.meant(cell, near),
        None => diagnostic.help(all),
    }
}

struct Row<'r> {
    columns: &'r [String],
    written: &'r table::Row<'r>,
    program: Option<&'r Slug>,
}

impl Row<'_> {
    /// Returns the text and the place of a cell; `None` if it is missing or empty.
    fn get(&self, column: &str) -> Option<(&str, Place)> {
        let index = self.columns.iter().position(|name| name == column)?;
        let text = self.written.cells.get(index).filter(|text| !text.is_empty())?;
        Some((text, self.written.place_of(index)))
    }

    /// Parses a cell, and reports the error of `parse`.
    fn parsed<T, E: Into<Refusal>>(
        &self,
        reader: &mut Reader<'_>,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let (text, place) = self.get(column)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(error) => {
                reader.report(error.into().at(place));
                None
            }
        }
    }

    /// Parses a cell in a notation of liftpress, and reports the wrong part of it.
    fn notation<T>(
        &self,
        reader: &mut Reader<'_>,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, NotationError>,
    ) -> Option<T> {
        let (text, place) = self.get(column)?;
        let text = self.written.with_points(text);
        match parse(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                reader.report(misread(&text, place, error));
                None
            }
        }
    }

    /// Reads a weight above 0.
    fn weight(&self, reader: &mut Reader<'_>, column: &str, units: Unit) -> Option<Mass> {
        let mass = self.notation(reader, column, |text| parse_amount(text, Some(units)))?.for_unit(units);
        let (_, place) = self.get(column)?;
        if mass == Mass::ZERO {
            reader.error(
                Code::BadValue,
                place,
                "the weight must be above 0",
                "write a weight, or leave the cell empty",
            );
            return None;
        }
        Some(mass)
    }

    fn lifter(&self, reader: &mut Reader<'_>, site: &Settings) -> Option<Lifter> {
        let Some((name, name_place)) = self.get("name") else {
            reader.error(
                Code::MissingKey,
                self.written.place_of(0),
                "this row has no `name`",
                "write a name in the `name` cell of this row",
            );
            return None;
        };
        let units = self
            .parsed(reader, "units", |text| {
                let message = format!("`units` must be `kg` or `lb`, found `{text}`");
                text.parse::<Unit>().map_err(|_| (message, "write `kg` or `lb`"))
            })
            .or(site.units)
            .unwrap_or(Unit::Kg);
        let slug = match self.get("slug") {
            Some((text, place)) => reader.slug_of(text, place),
            None => Slug::from_name(name).or_else(|| {
                let message = format!("`{name}` cannot name a folder: it has no letters or digits");
                let help = "add a column `slug` with a name in lower-case letters: `sam-example`";
                reader.error(Code::BadSlug, name_place.clone(), message, help);
                None
            }),
        };
        self.written.reject_nameless_cell(reader, self.columns.iter().map(String::as_str));
        let mut maxes = BTreeMap::new();
        let is_lift = |column: &&String| !column.is_empty() && !COLUMNS.contains(&column.as_str());
        for column in self.columns.iter().filter(is_lift) {
            let Some((_, place)) = self.get(column) else { continue };
            let measure = self.notation(reader, column, |text| parse_measure(text, Some(units)));
            let Some((measure, _)) = measure else { continue };
            if measure.lifted() == Lifted::Weight(Mass::ZERO) {
                reader.error(Code::BadValue, place, "a max must be above 0", "write the max, or leave the cell empty");
                continue;
            }
            let record = MaxRecord { measure, since: Since::Always, unit: units, place: Some(place.clone()) };
            let max = Max { records: vec![record], place: Some(place) };
            maxes.extend(Slug::new(column).ok().map(|slug| (slug, max)));
        }
        Some(Lifter {
            name: name.to_owned(),
            units,
            bodyweight: self.weight(reader, "bodyweight", units),
            sex: self.get("sex").and_then(|(text, place)| {
                let sex = Word::from_word(text);
                if sex.is_none() {
                    reader.report(no_word::<Sex>(text, "sex", place));
                }
                sex
            }),
            maxes,
            training_max: TrainingMaxes {
                all: self.notation(reader, "training_max", parse_percent),
                place: self.get("training_max").map(|(_, place)| place),
                ..TrainingMaxes::default()
            },
            equipment: None,
            rounding: self
                .notation(reader, "rounding", |text| rounding_rule(text, units))
                .map_or_else(|| site.rounding.into(), Roundings::from),
            formula: None,
            attempts: None,
            programs: self.programs(reader, &name_place),
            is_public: false,
            place: name_place,
            slug: slug?,
        })
    }

    /// Returns the programs of the row, which spaces separate.
    fn programs(&self, reader: &mut Reader<'_>, name: &Place) -> Vec<Assignment> {
        let start = self.parsed(reader, "start", date).map(Start::On);
        if let (Some(_), Some((_, place))) = (start, self.get("ends")) {
            let message = "a program must have either `start` or `ends`, not both";
            reader.error(Code::BadValue, place, message, "leave one of the two cells empty");
        }
        let start = start.or_else(|| self.parsed(reader, "ends", date).map(Start::EndingOn));
        if let (None, None, Some((_, place))) = (self.get("start"), self.get("ends"), self.get("days")) {
            let message = "`days` needs a `start` or an `ends` date";
            reader.error(Code::BadValue, place, message, "write a date in the `start` or the `ends` cell of this row");
        }
        let mut weekdays = Vec::new();
        if let Some((text, place)) = self.get("days") {
            for day in text.split([' ', ',']).filter(|day| !day.is_empty()).map(weekday) {
                match day {
                    Ok(day) => weekdays.push(day),
                    Err(refusal) => reader.report(refusal.at(place.clone())),
                }
            }
        }
        let schedule = start.map(|start| Schedule { start, weekdays });
        let options = self.options(reader);
        let plain: Vec<_> = match self.get("program") {
            None => self.program.map(|program| Assignment::plain(program.clone(), name.clone())).into_iter().collect(),
            Some((text, place)) if reader.names.titled(text).is_some() => {
                let slug = reader.program_of(text, place.clone());
                slug.map(|slug| Assignment::plain(slug, place)).into_iter().collect()
            }
            Some((text, place)) => {
                let mut slug = |program| reader.slug_of(program, place.clone());
                let slugs = text.split_whitespace().filter_map(&mut slug);
                slugs.map(|slug| Assignment::plain(slug, place.clone())).collect()
            }
        };
        let trained = |plain| Assignment { schedule: schedule.clone(), options: options.clone(), ..plain };
        let mut programs: Vec<_> = plain.into_iter().map(trained).collect();
        Assignment::name_apart(&mut programs);
        programs
    }

    /// Reads choices: `supplemental=fsl assistance=none`.
    fn options(&self, reader: &mut Reader<'_>) -> Choices {
        let mut choices = Choices::new();
        let Some((text, place)) = self.get("options") else { return choices };
        for given in text.split_whitespace() {
            let Some((option, choice)) = given.split_once('=') else {
                let message = format!("expected `option=choice`, found `{given}`");
                reader.error(Code::BadValue, place.clone(), message, "write `supplemental=fsl`");
                continue;
            };
            let slugs = reader.slug_of(option, place.clone()).zip(reader.slug_of(choice, place.clone()));
            choices.extend(slugs.map(|(option, choice)| {
                let place = Some(place.clone());
                (option, Chosen { choice, option_place: place.clone(), place })
            }));
        }
        choices
    }
}
