//! `maxes` of a lifter.

use std::collections::BTreeMap;

use crate::model::{Lifted, Max, MaxRecord, Measure, Since, Slug, parse_lifted};
use crate::units::{Decimal, Mass, Rpe, Unit};

use super::schema::RECORD_DETAILS;
use super::values::{Refusal, checked, date};
use super::yaml::{Map, Node, Reader};

/// The most records of one lift. A longer history belongs in a log.
pub(super) const MAX_RECORDS: usize = 60;

const HELP: &str = "write `180`, `{weight: 160, reps: 5, rpe: 8}` or `{1rm: 180, from: week 5}`";

pub(super) fn maxes(reader: &mut Reader<'_>, map: &Map<'_>, units: Unit) -> BTreeMap<Slug, Max> {
    let mut maxes = BTreeMap::new();
    let Some(map) = map.get("maxes").and_then(|node| reader.map(&node, "`maxes`")) else { return maxes };
    for node in map.entries() {
        let slug = reader.exercise_key(&node);
        let nodes = if node.is_list() { reader.list(&node, "`maxes`").unwrap_or_default() } else { vec![node] };
        if nodes.is_empty() || nodes.len() > MAX_RECORDS {
            reader.bad(&node, format!("a max must have 1 to {MAX_RECORDS} records, found {}", nodes.len()), HELP);
            continue;
        }
        let records: Vec<_> = nodes.iter().filter_map(|node| record(reader, node, units)).collect();
        if let Some(slug) = slug
            && !records.is_empty()
        {
            maxes.insert(slug, Max { records, place: Some(node.key_place()) });
        }
    }
    maxes
}

fn record(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<MaxRecord> {
    let place = Some(node.place());
    if !node.is_map() {
        let lifted = lifted(reader, node, units)?;
        return Some(MaxRecord { measure: Measure::OneRep(lifted), since: Since::Always, unit: units, place });
    }
    let map = reader.keys(node, &RECORD_DETAILS)?;
    let (one_rep, training, weight) = (map.get("1rm"), map.get("tm"), map.get("weight"));
    let reps = map.get("reps").map(|node| (reader.whole(&node, 1, 100), node));
    let effort = map.get("rpe").map(|node| (checked(reader, &node, rpe), node));
    let formula = map.get("formula").map(|node| (reader.word(&node), node));
    let since = since(reader, &map);
    map.finish(reader);
    let measure = match (one_rep, training, weight) {
        (Some(max), None, None) | (None, Some(max), None) => {
            let without_set = [reps.map(|(_, node)| node), effort.map(|(_, node)| node), formula.map(|(_, node)| node)];
            if let Some(node) = without_set.into_iter().flatten().next() {
                let message = format!("`{}` cannot be next to `{}`", node.key(), max.key());
                reader.error(crate::diagnostic::Code::BadValue, node.key_place(), message, HELP);
            }
            let lifted = lifted(reader, &max, units)?;
            if max.key() == "tm" { Measure::Training(lifted) } else { Measure::OneRep(lifted) }
        }
        (None, None, Some(weight)) => {
            let lifted = lifted(reader, &weight, units);
            let Some((reps, _)) = reps else {
                reader.bad(node, "`weight` needs `reps`, the reps of the set", HELP);
                return None;
            };
            Measure::Set {
                lifted: lifted?,
                reps: reps?,
                effort: effort.and_then(|(rpe, _)| rpe),
                formula: formula.and_then(|(formula, _)| formula),
            }
        }
        _ => {
            reader.bad(node, "a max needs either `1rm`, or `tm`, or `weight` and `reps`", HELP);
            return None;
        }
    };
    Some(MaxRecord { measure, since, unit: units, place })
}

/// Reads a weight above 0, or bodyweight with or without a weight.
fn lifted(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Lifted> {
    let (lifted, _) = reader.notation(node, |text| parse_lifted(text, Some(units)))?;
    if lifted == Lifted::Weight(Mass::ZERO) {
        reader.bad(node, "a max must be above 0", HELP);
        return None;
    }
    Some(lifted)
}

/// Parses an RPE: `8.5`.
pub(super) fn rpe(text: &str) -> Result<Rpe, Refusal> {
    const HELP: &str = "write a number such as `8` or `8.5`";
    let number: Decimal = text.parse().map_err(|_| {
        let refusal = Refusal::new(format!("`{text}` is not an RPE"), HELP);
        match text.replace(',', ".").parse::<Decimal>() {
            Ok(number) => refusal.meant(text, &number.to_string()),
            Err(_) => refusal,
        }
    })?;
    Rpe::new(number).map_err(|error| Refusal::new(format!("{error}, found `{number}`"), HELP))
}

/// Reads `date: 2026-10-04` or `from: week 5`.
fn since(reader: &mut Reader<'_>, map: &Map<'_>) -> Since {
    let (on, from) = (map.get("date"), map.get("from"));
    if let (Some(_), Some(node)) = (&on, &from) {
        reader.bad(node, "a max must have either `date` or `from`, not both", "remove one of them");
    }
    if let Some(node) = from {
        return checked(reader, &node, week).map_or(Since::Always, Since::Week);
    }
    on.and_then(|node| checked(reader, &node, date)).map_or(Since::Always, Since::Date)
}

fn week(text: &str) -> Result<u16, (String, &'static str)> {
    let number = text.trim().strip_prefix("week").map_or(text, str::trim);
    number
        .parse()
        .ok()
        .filter(|n| (1..=999).contains(n))
        .ok_or_else(|| (format!("`from` must be a week, found `{text}`"), "write `week 5`"))
}
