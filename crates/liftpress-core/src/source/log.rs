//! Logs of the sets that a lifter did: the CSV and YAML files of gym mode, or the same columns from a spreadsheet.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, FileId, Place, count_of, nearest};
use crate::model::{Log, LoggedSet};
use crate::units::{Decimal, Mass, Unit};

use super::folder::{read, shown};
use super::maxes::rpe;
use super::schema::{TEXT, keys};
use super::table::Table;
use super::values::{Refusal, date};
use super::walk::is_yaml;
use super::yaml::{self, Node, Reader};
use super::{Content, Files};

/// The largest size of a log: ten times the size of a log with every set of a year and every column.
const MAX_SIZE: u64 = 4 << 20;

/// The columns of the first version of the log, in which booklets exported the planned RPE as if the lifter had written
/// it.
const FIRST_COLUMNS: [&str; 11] =
    ["date", "week", "day", "exercise", "set", "planned", "weight", "unit", "reps", "rpe", "look"];
keys! {
    static LOG: "Log", "a log", [];

    /// The version of the format: `2`.
    "format": TEXT, required;
    /// The program that was trained.
    "program": TEXT;
    /// The lifter who trained it.
    "lifter": TEXT;
    /// The sets: a list of maps.
    "sets": TEXT, required;
}

// `planned`, `planned_rpe` and `look` are accepted and not used.
keys! {
    static SET: "LoggedSet", "a set", [];

    "date": TEXT;
    "week": TEXT, required;
    "day": TEXT, required;
    "exercise": TEXT, required;
    "set": TEXT, required;
    "planned": TEXT;
    "weight": TEXT;
    "unit": TEXT;
    "reps": TEXT;
    "rpe": TEXT;
    "look": TEXT;
    "planned_rpe": TEXT;
    "done": TEXT;
}

/// The columns that every log needs.
const REQUIRED: [&str; 4] = ["week", "day", "exercise", "set"];
/// The columns that a lifter fills in.
const FILLED_IN: [&str; 5] = ["weight", "reps", "rpe", "look", "done"];

impl Content {
    /// Reads a log. Weights without a unit are in `unit`.
    ///
    /// # Errors
    /// Returns every mistake in the log, if there is any.
    pub fn read_log(&mut self, path: &Path, unit: Unit) -> Result<Log, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let text = match read(path, MAX_SIZE, &self.files) {
            Ok(text) => text,
            Err(refusal) => {
                refusal.report(shown(path), &mut self.files, &mut diagnostics);
                return Err(diagnostics);
            }
        };
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let all = mark..text.len();
        let file = self.files.add(shown(path), text, all);
        let log = if is_yaml(path) {
            of_yaml(&self.files, file, unit, &mut diagnostics)
        } else {
            of_csv(&self.files, file, unit, &mut Reader::new(&mut diagnostics))
        };
        log.filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
    }
}

/// The values of one set by name, with their places.
struct Row<'r> {
    get: &'r dyn Fn(&str) -> Option<(String, Place)>,
    /// Returns the place of a value or, if the value is missing, the place where it belongs.
    place_of: &'r dyn Fn(&str) -> Place,
    place: Place,
}

fn of_csv(files: &Files, file: FileId, unit: Unit, reader: &mut Reader<'_>) -> Option<Log> {
    let (header, mut rows) = Table::open(files, file, reader)?;
    let columns: Vec<_> = header.cells.iter().map(str::to_lowercase).collect();
    for (at, column) in columns.iter().enumerate() {
        // A log in a spreadsheet may have more columns. But a misspelled column would lose its values.
        let missing = FIRST_COLUMNS.into_iter().filter(|known| !columns.iter().any(|column| column == known));
        if columns[..at].contains(column) && !column.is_empty() {
            reader.error(
                Code::DuplicateKey,
                header.place_of(at),
                format!("duplicate column `{column}`"),
                "keep one of them",
            );
        } else if !SET.has(column)
            && let Some(near) = nearest(column, missing)
        {
            let message = format!("unknown column `{column}` in a log");
            let diagnostic = Diagnostic::error(Code::UnknownKey, header.place_of(at), message);
            reader.report(diagnostic.meant(column, near));
        }
    }
    for required in REQUIRED.into_iter().filter(|required| !columns.iter().any(|column| column == required)) {
        let message = format!("a log needs a column `{required}`");
        let help = "export the log from the booklet's page, or write the names of the columns in the first line: `week,day,exercise,set,weight,reps,rpe`";
        reader.error(Code::MissingKey, header.place(), message, help);
    }
    if !reader.diagnostics.is_empty() {
        return None;
    }
    let mut sets = Vec::new();
    while let Some(row) = rows.next_of_any_length(reader) {
        if let Some(message) = wrong_length(row.cells.len(), &columns) {
            let at = row.cells.len().min(columns.len() + 1) - 1;
            reader.error(Code::Syntax, row.place_of(at), message, row.length_help(columns.len()));
            continue;
        }
        let at = |name: &str| columns.iter().position(|column| column == name);
        let get = |name: &str| {
            let at = at(name)?;
            let cell = row.cells.get(at).filter(|cell| !cell.is_empty())?;
            Some((cell.to_owned(), row.place_of(at)))
        };
        // An exported plan has a row for every set, and a column `done`. A row that is not filled in was not done.
        if at("done").is_some() && FILLED_IN.iter().all(|name| get(name).is_none()) {
            continue;
        }
        let place_of = |name: &str| at(name).map_or_else(|| row.place(), |at| row.place_of(at));
        sets.extend(set(reader, &Row { get: &get, place_of: &place_of, place: row.place() }, unit));
    }
    Some(Log { program: None, lifter: None, repeats_planned_rpe: columns == FIRST_COLUMNS, sets })
}

/// Returns the message for a row with more or fewer cells than the header; `None` if it has as many.
fn wrong_length(cells: usize, columns: &[String]) -> Option<String> {
    let count = format!("{} for {}", count_of(cells, "cell"), count_of(columns.len(), "column"));
    match columns.get(cells..) {
        Some([]) => None,
        Some(missing) => Some(format!("this row ends before `{}`: {count}", missing.join("`, `"))),
        None => Some(format!("this row has too many cells: {count}")),
    }
}

fn of_yaml(files: &Files, file: FileId, unit: Unit, diagnostics: &mut Vec<Diagnostic>) -> Option<Log> {
    let value = yaml::parse(files, file, diagnostics)?;
    let reader = &mut Reader::new(diagnostics);
    let map = reader.keys(&Node::root(&value, file), &LOG)?;
    let format = map.required(reader, "format");
    let version = format.as_ref().and_then(Node::plain);
    if let Some(node) = &format
        && !matches!(version, Some("1" | "2"))
    {
        let message = format!("`format` of a log must be `1` or `2`, found {}", node.found());
        reader.bad(node, message, "export the log again from the booklet's page");
    }
    let program = map.get("program").and_then(|node| Some((reader.slug(&node)?, node.place())));
    let lifter = map.get("lifter").and_then(|node| Some((reader.text(&node)?, node.place())));
    let nodes = map.required(reader, "sets").and_then(|node| reader.list(&node, "`sets`")).unwrap_or_default();
    map.finish(reader);
    let mut sets = Vec::new();
    for node in nodes {
        let Some(map) = reader.keys(&node, &SET) else { continue };
        let found: Vec<_> = SET.all().map(|key| (key.name, map.get(key.name))).collect();
        map.finish(reader);
        let get = |name: &str| {
            let (_, node) = found.iter().find(|(known, _)| *known == name)?;
            let node = node.as_ref()?;
            // A list or a map becomes `…`, which is neither a number nor a name and is therefore reported.
            Some((node.plain().unwrap_or("…").to_owned(), node.place()))
        };
        sets.extend(set(reader, &Row { get: &get, place_of: &|_| node.place(), place: node.place() }, unit));
    }
    Some(Log { program, lifter, repeats_planned_rpe: version == Some("1"), sets })
}

/// Returns one set. If one of its values is wrong, reports the value and returns `None`.
fn set(reader: &mut Reader<'_>, row: &Row<'_>, bare: Unit) -> Option<LoggedSet> {
    let before = reader.diagnostics.len();
    let missing: Vec<_> = REQUIRED.into_iter().filter(|required| (row.get)(required).is_none()).collect();
    if let [first, ..] = missing[..] {
        let message = format!("this set has no `{}`", missing.join("`, `"));
        let help = "every set needs `week`, `day`, `exercise` and `set`: add them, or delete the set";
        reader.error(Code::MissingKey, (row.place_of)(first), message, help);
        return None;
    }
    let whole = |reader: &mut Reader<'_>, name: &str, least: u16| {
        let help = format!("write a whole number from {least} to 9999");
        row.value(reader, name, |text| {
            let number = text.parse().ok().filter(|number| (least..=9999).contains(number));
            number.ok_or_else(|| (format!("`{name}` must be a whole number, found `{text}`"), help))
        })
    };
    let (week, day, number) = (whole(reader, "week", 1), whole(reader, "day", 1), whole(reader, "set", 1));
    let reps = whole(reader, "reps", 0);
    let exercise = (row.get)("exercise").and_then(|(text, place)| reader.slug_of(&text, place));
    let date = row.value(reader, "date", date);
    let unit = row.value(reader, "unit", |text| {
        text.parse().map_err(|_| (format!("`unit` must be `kg` or `lb`, found `{text}`"), "write `kg` or `lb`"))
    });
    let weight = row.value(reader, "weight", |text| weight(text, unit.unwrap_or(bare)));
    let effort = row.value(reader, "rpe", |text| rpe(&text.replace(',', ".")));
    let as_planned = (row.get)("done").is_some();
    let place = row.place.clone();
    if reader.diagnostics.len() > before {
        return None;
    }
    let (week, day, exercise, set) = (week?, day?, exercise?, number?);
    Some(LoggedSet { date, week, day, exercise, set, weight, reps, effort, as_planned, place })
}

impl Row<'_> {
    /// Parses a value, and reports the error of `parse`; `None` if there is no value.
    fn value<T, E: Into<Refusal>>(
        &self,
        reader: &mut Reader<'_>,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let (text, place) = (self.get)(name)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                reader.report(error.into().at(place));
                None
            }
        }
    }
}

/// Parses a weight: `102.5` or `102,5`. A negative weight, such as `-10`, is assistance below bodyweight.
fn weight(text: &str, unit: Unit) -> Result<Mass, (String, String)> {
    let (sign, number) = match text.strip_prefix(['-', '−']) {
        Some(number) => (-1, number),
        None => (1, text),
    };
    let number: Result<Decimal, _> = number.trim().replace(',', ".").parse();
    let mass = number.map_err(Into::into).and_then(|number| Mass::new(number, unit));
    match mass {
        Ok(mass) if sign < 0 => Ok(Mass::ZERO - mass),
        Ok(mass) => Ok(mass),
        Err(error) => Err((format!("`{text}` is not a weight: {error}"), "write a number: `102.5`".to_owned())),
    }
}
