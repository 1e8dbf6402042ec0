//! Values that several kinds of files have: units, weights, shares, dates, what is said of single exercises.

use std::fmt::Display;

use jiff::civil::{Date, Weekday};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Allowed, ByExercise, parse_amount, parse_percent};
use crate::units::{Mass, Percent, Unit};

use super::yaml::{Map, Node, Reader};

/// `allow: [much-backoff]`: the codes of what is not to be told.
pub(super) fn allow(reader: &mut Reader<'_>, map: &mut Map<'_>) -> Vec<Allowed> {
    let Some(node) = map.get("allow") else { return Vec::new() };
    let nodes = reader.list(&node, "`allow`").unwrap_or_default();
    nodes.iter().filter_map(|node| Some(Allowed { code: code(reader, node)?, place: node.place() })).collect()
}

fn code(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Code> {
    let given = reader.text(node)?;
    let code = Code::ALL.iter().find(|code| code.name() == given);
    if code.is_none() {
        let diagnostic = Diagnostic::error(Code::BadValue, node.place(), format!("there is no code `{given}`"));
        let names = Code::ALL.iter().map(|code| code.name());
        reader.report(diagnostic.did_you_mean(&given, names, || Some("`liftpress explain` lists them all".to_owned())));
    }
    code.copied()
}

/// The `units` of a file.
pub(super) fn units(reader: &mut Reader<'_>, map: &mut Map<'_>) -> Option<Unit> {
    let node = map.get("units")?;
    let text = reader.text(&node)?;
    let unit = text.parse().ok();
    if unit.is_none() {
        reader.bad(&node, format!("`{text}` is no unit of mass"), "write kg or lb");
    }
    unit
}

/// The `training_max` of a program or a phase.
pub(super) fn share(reader: &mut Reader<'_>, map: &mut Map<'_>) -> Option<Percent> {
    map.get("training_max").and_then(|node| reader.spelled(&node, parse_percent))
}

/// A weight, bare or with its unit.
pub(super) fn mass(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    reader.notation(node, |text| parse_amount(text, Some(units))).map(|amount| amount.for_unit(units))
}

/// As [`mass`], and more than nothing.
pub(super) fn positive(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    let mass = mass(reader, node, units)?;
    if mass > Mass::ZERO {
        return Some(mass);
    }
    reader.bad(node, "a weight of nothing", "give a weight above 0");
    None
}

/// The lightest thing that is worth a plate.
pub(super) fn least_plate(units: Unit) -> Mass {
    Mass::whole(1, units).half().half()
}

/// What is said of an exercise each.
pub(super) fn by_exercise<'v, T>(
    reader: &mut Reader<'_>,
    nodes: impl IntoIterator<Item = Node<'v>>,
    mut read: impl FnMut(&mut Reader<'_>, &Node<'v>) -> Option<T>,
) -> ByExercise<T> {
    let mut found = ByExercise::new();
    for node in nodes {
        let slug = reader.slug_of(&node.key(), node.key_place());
        let value = read(reader, &node).map(|value| (value, node.key_place()));
        found.extend(slug.zip(value));
    }
    found
}

/// A text that `parse` takes, or its complaint at the value's place.
pub(super) fn checked<T, E: Display>(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    parse: impl FnOnce(&str) -> Result<T, (E, &'static str)>,
) -> Option<T> {
    let text = reader.text(node)?;
    match parse(&text) {
        Ok(value) => Some(value),
        Err((message, help)) => {
            reader.bad(node, message.to_string(), help);
            None
        }
    }
}

/// `2026-12-01`.
pub(crate) fn date(text: &str) -> Result<Date, (String, &'static str)> {
    let shaped = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| matches!(i, 4 | 7) == (b == b'-'));
    let date = if shaped { text.parse().ok() } else { None };
    date.filter(|date: &Date| (1900..=2200).contains(&date.year()))
        .ok_or_else(|| (format!("`{text}` is no date"), "write year-month-day: 2026-12-01"))
}

/// `Mon`, `monday`.
pub(crate) fn weekday(text: &str) -> Result<Weekday, (String, &'static str)> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let given = text.to_ascii_lowercase();
    let found = days.iter().zip(1..).find(|(day, _)| **day == given || (given.len() == 3 && day.starts_with(&given)));
    found
        .and_then(|(_, number)| Weekday::from_monday_one_offset(number).ok())
        .ok_or_else(|| (format!("`{text}` is no day of the week"), "write Mon, Tue, Wed, Thu, Fri, Sat or Sun"))
}
