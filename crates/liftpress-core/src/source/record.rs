//! Writes maxes, and the next program, into the file of a lifter.

use crate::model::{Lifter, MaxRecord, Measure, Since, Slug, Word};
use crate::units::Unit;

use super::amendment::{AmendError, Amendment, NextProgram, weight};
use super::yaml::{Change, NewMap, Pair, Segment, Value, Yaml, amended, flow, value_of};
use super::{Content, EditedFile, roster_cells};

impl Content {
    /// Returns the lifter's file with the amendment written into it, and no other byte changed. If nothing is new, the
    /// texts before and after are equal.
    ///
    /// # Errors
    /// Returns why the amendment cannot be written into this file.
    pub fn amended(&self, lifter: &Lifter, amendment: &Amendment) -> Result<EditedFile, AmendError> {
        let file = lifter.place.file;
        let (path, before) = (self.files.path(file).to_owned(), self.files.text(file).to_owned());
        let after = if lifter.has_file() {
            let start = self.files.yaml_start(file);
            let mut yaml = self.files.yaml(file).to_owned();
            for (lift, record) in &amendment.maxes {
                let written = NewMap(entries(record, lifter.units));
                yaml = with_max(&yaml, lift, &written, record.since).ok_or_else(|| AmendError::Shape {
                    path: path.clone(),
                    what: format!("the max of `{lift}`"),
                    text: format!("{lift}: {}", written.flow()),
                })?;
            }
            if let Some(next) = &amendment.next {
                yaml = with_program(&yaml, next).ok_or_else(|| AmendError::Shape {
                    path: path.clone(),
                    what: "a program".to_owned(),
                    text: format!("{{program: {}, start: {}}}", next.program, next.start),
                })?;
            }
            format!("{}{yaml}", &before[..start])
        } else {
            roster_cells::amended(self, lifter, amendment)?
        };
        Ok(EditedFile { path, before, after })
    }
}

/// Returns a record as keys and values: `{1rm: 190, date: 2026-12-21}`.
fn entries(record: &MaxRecord, units: Unit) -> Vec<(String, String)> {
    let weight = |lifted| weight(lifted, record.unit, units);
    let mut entries = match record.measure {
        Measure::OneRep(lifted) => vec![("1rm", weight(lifted))],
        Measure::Training(lifted) => vec![("tm", weight(lifted))],
        Measure::Set { lifted, reps, effort, formula } => {
            let mut entries = vec![("weight", weight(lifted)), ("reps", reps.to_string())];
            entries.extend(effort.map(|effort| ("rpe", effort.to_string())));
            entries.extend(formula.map(|formula| ("formula", formula.word().to_owned())));
            entries
        }
    };
    match record.since {
        Since::Date(date) => entries.push(("date", date.to_string())),
        Since::Week(week) => entries.push(("from", format!("week {week}"))),
        Since::Always => {}
    }
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn with_max(text: &str, lift: &Slug, record: &NewMap, since: Since) -> Option<String> {
    let root = value_of(text)?;
    let (all, mut here) = (vec![key("maxes")], vec![key("maxes"), key(lift.as_str())]);
    let record = record.clone();
    let first = || NewMap(vec![(lift.to_string(), record.flow())]);
    let change = match root.get("maxes") {
        None => Change::Insert { map: Vec::new(), key: "maxes".to_owned(), value: first() },
        Some(maxes) if maxes.is_null() => Change::Replace { at: all, value: first() },
        Some(maxes) => match maxes.get(lift.as_str()).map(|known| (known, &known.value)) {
            None => Change::Insert { map: all, key: lift.to_string(), value: record },
            Some((_, Value::List(records))) => match records.iter().position(|known| is_since(known, since)) {
                Some(same) => {
                    here.push(Segment::Index(same));
                    Change::Replace { at: here, value: record }
                }
                None => Change::Push { list: here, item: record },
            },
            Some((known, _)) if is_since(known, since) => Change::Replace { at: here, value: record },
            Some(_) => Change::Second { at: here, key: "1rm", second: record },
        },
    };
    amended(text, &change)
}

/// Returns whether a record has the date `since`.
fn is_since(record: &Yaml, since: Since) -> bool {
    let date = record.get("date").and_then(Yaml::plain);
    matches!(since, Since::Date(new) if date.is_some_and(|date| date == new.to_string()))
}

fn with_program(text: &str, next: &NextProgram) -> Option<String> {
    let root = value_of(text)?;
    let Value::List(programs) = &root.get("programs")?.value else { return None };
    let before = programs.get(next.after)?;
    let dated = |entries: &mut Vec<(String, String)>| entries.push(("start".to_owned(), next.start.to_string()));
    let mut entries = vec![("program".to_owned(), next.program.to_string())];
    let is_same = before.get("program").and_then(Yaml::plain).is_some_and(|program| program == next.program.as_str());
    for Pair { key, value, .. } in before.pairs().into_iter().flatten() {
        match &**key {
            "program" => {}
            "start" | "ends" => dated(&mut entries),
            "days" => entries.push((key.to_string(), flow(value)?)),
            // Options, swaps and skips are copied only if the next program is the same one.
            _ if is_same && !value.is_null() => entries.push((key.to_string(), flow(value)?)),
            _ => {}
        }
    }
    if !entries.iter().any(|(key, _)| key == "start") {
        dated(&mut entries);
    }
    amended(text, &Change::Push { list: vec![key("programs")], item: NewMap(entries) })
}

fn key(key: &str) -> Segment {
    Segment::Key(key.into())
}
