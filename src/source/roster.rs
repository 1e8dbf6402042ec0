//! `lifters/*.csv`: rosters, one lifter a row.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use crate::model::{
    Assignment, Choices, Chosen, Lifted, Lifter, Max, MaxRecord, NotationError, Roundings, Schedule, Settings, Since,
    Slug, Start, TrainingMaxes, Word, parse_amount, parse_measure, parse_percent,
};
use crate::units::{Mass, Unit};

use super::Files;
use super::rounding::rounding_rule;
use super::table::{self, Table};
use super::values::{date, weekday};
use super::yaml::{Reader, misread};

/// What a column can be besides a lift.
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

/// A lifter as a row of a roster has them.
pub(super) struct RosterRow {
    pub(super) lifter: Lifter,
    /// Whether the row was without mistakes.
    pub(super) is_fine: bool,
    /// The bytes of the header, and of the row.
    pub(super) bytes: [Range<usize>; 2],
}

/// All lifters of a roster. `known` are the exercises: every column that is none of [`COLUMNS`] is one.
pub(super) fn roster(
    files: &Files,
    file: FileId,
    site: &Settings,
    known: &[&str],
    reader: &mut Reader<'_>,
) -> Vec<RosterRow> {
    let Some((header, mut rows)) = Table::open(files, file, reader) else { return Vec::new() };
    let Some(columns) = columns(reader, &header, known) else { return Vec::new() };
    let mut lifters = Vec::new();
    while let Some(row) = rows.next(reader) {
        let (lifter, is_fine) = lifter(&columns, &row, None, site, reader);
        let bytes = [header.bytes(), row.bytes()];
        lifters.extend(lifter.map(|lifter| RosterRow { lifter, is_fine, bytes }));
    }
    lifters
}

/// The lifter of a row, as far as it can be read, and whether the row is without mistakes. `program` is what they train
/// where the row names no program.
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

/// The header's columns; nothing where one is wrong or `name` is missing, for then every row would be.
pub(super) fn columns(reader: &mut Reader<'_>, header: &table::Row<'_>, known: &[&str]) -> Option<Vec<String>> {
    let before = reader.diagnostics.len();
    let place = |column| header.place_of(column);
    let header = &header.cells;
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

struct Row<'r> {
    columns: &'r [String],
    written: &'r table::Row<'r>,
    program: Option<&'r Slug>,
}

impl Row<'_> {
    /// The cell of a column that is there and not empty, and its place.
    fn get(&self, column: &str) -> Option<(&str, Place)> {
        let index = self.columns.iter().position(|name| name == column)?;
        let text = self.written.cells.get(index).filter(|text| !text.is_empty())?;
        Some((text, self.written.place_of(index)))
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
            Err(error) => {
                reader.report(misread(text, place, error));
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
                self.written.place_of(0),
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
            let Some((_, place)) = self.get(column) else { continue };
            let measure = self.notation(reader, column, |text| parse_measure(text, Some(units)));
            let Some((measure, _)) = measure else { continue };
            if measure.lifted() == Lifted::Weight(Mass::ZERO) {
                reader.error(Code::BadValue, place, "a weight of nothing", "leave the cell empty");
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
            sex: self.parsed(reader, "sex", |text| {
                Word::from_word(text)
                    .ok_or_else(|| (format!("`{text}` is no word for `sex`"), "write female or male".into()))
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

    /// The programs of the row, several of them separated by spaces.
    fn programs(&self, reader: &mut Reader<'_>, name: &Place) -> Vec<Assignment> {
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
        let options = self.options(reader);
        let plain: Vec<_> = match self.get("program") {
            None => self.program.map(|program| Assignment::plain(program.clone(), name.clone())).into_iter().collect(),
            Some((text, place)) => {
                let mut slug = |program| reader.slug_of(program, place.clone());
                let slugs = text.split_whitespace().filter_map(&mut slug);
                slugs.map(|slug| Assignment::plain(slug, place.clone())).collect()
            }
        };
        let trained = |plain| Assignment { schedule: schedule.clone(), options: options.clone(), ..plain };
        plain.into_iter().map(trained).collect()
    }

    /// `supplemental=fsl assistance=none`
    fn options(&self, reader: &mut Reader<'_>) -> Choices {
        let mut choices = Choices::new();
        let Some((text, place)) = self.get("options") else { return choices };
        for given in text.split_whitespace() {
            let Some((option, choice)) = given.split_once('=') else {
                let message = format!("`{given}` is no choice");
                reader.error(Code::BadValue, place.clone(), message, "write option=choice: supplemental=fsl");
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
