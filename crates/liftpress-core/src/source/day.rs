//! The days of a phase: blocks of top and back-off work, for all weeks of the phase or for some.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Day, DayContent, DayWeeks, Only, Scheme, Slug, Warmup};
use crate::units::{Range, Unit};

use super::context::Context;
use super::entry::entries;
use super::options::only;
use super::schema::{BLOCK, DAY, WEEKS_CONTENT};
use super::weeks::scheme;
use super::yaml::{Map, Node, Reader, Value};

/// The most days in one week. More days are reported as a mistake.
pub(super) const MAX_DAYS: usize = 14;

pub(super) fn days(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Vec<Day> {
    let Some(nodes) = reader.list(node, "`days`") else { return Vec::new() };
    if nodes.is_empty() {
        reader.bad(node, "`days` must have at least one day", "add a day: `- name: Squat`, with `top` and `backoff`");
    }
    if nodes.len() > MAX_DAYS {
        let message = format!("`days` must have at most {MAX_DAYS} days, found {}", nodes.len());
        reader.bad(node, message, "split the program into phases, or into several programs");
    }
    nodes.iter().filter_map(|node| day(reader, node, context)).collect()
}

fn day(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Option<Day> {
    let before = reader.diagnostics.len();
    let map = reader.keys(node, &DAY)?;
    let place = map.placed(&node.place());
    let name = map.required(reader, "name").and_then(|node| reader.text(&node)).unwrap_or_default();
    let only = only(reader, &map);
    let by_weeks = map.get("weeks");
    let own_work = ["top", "backoff", "accessories", "blocks"].into_iter().find_map(|key| map.get(key));
    let own = content(reader, &map, context);
    let is_note = own.is_note() && own_work.is_none() && by_weeks.is_none();
    if own_work.is_none() && by_weeks.is_none() && !is_note {
        reader.error(
            Code::MissingKey,
            node.place(),
            format!("the day `{name}` has neither work nor a note"),
            "add `top`, `backoff`, `accessories` or `blocks`; to make it a rest day, add a `note`",
        );
    }
    let warmup = map.get("warmup").or(context.warmup.copied());
    map.finish(reader);
    let inside = Context { warmup: warmup.as_ref(), note: &own.note, ..*context };
    let named = by_weeks.as_ref().map(|node| weeks_of(reader, node, &inside)).unwrap_or_default();
    let mut weeks: Vec<DayWeeks> = Vec::new();
    if own_work.is_some() || is_note {
        for range in gaps(&named, context.weeks) {
            // A list of schemes in the day itself has an item for every week of the phase, even if `weeks` replaces
            // some of these weeks.
            weeks.push(DayWeeks { weeks: range, lists_from: 1, content: own.clone() });
        }
    }
    if let (Some(work), Some(by_weeks), true) = (&own_work, &by_weeks, weeks.is_empty()) {
        let message =
            format!("`weeks` covers every week of the phase, so the day's own `{}` is never used", work.key());
        let diagnostic = Diagnostic::error(Code::BadValue, by_weeks.key_place(), message)
            .help(format!("move `{0}` into the weeks that should have it, or remove from `weeks` the weeks that should use the day's own `{0}`", work.key()));
        reader.report(diagnostic.also(work.key_place(), "never used"));
    }
    let named = named.into_iter().filter_map(|(weeks, content)| Some((weeks, content?)));
    weeks.extend(named.map(|(weeks, content)| DayWeeks { weeks, lists_from: weeks.low, content }));
    weeks.sort_by_key(|weeks| weeks.weeks.low);
    // After a mistake in a scheme, the exercises of the day are still known. After any other mistake, they may be
    // unknown.
    let is_of_scheme = |mistake: &Diagnostic| matches!(mistake.code, Code::Notation | Code::WeekCount);
    let is_read = reader.diagnostics[before..].iter().all(is_of_scheme);
    Some(Day { name, only, weeks, is_read, place })
}

/// Returns the ranges of weeks that are not in `named`.
fn gaps(named: &[(Range<u16>, Option<DayContent>)], weeks: u16) -> Vec<Range<u16>> {
    let free = |week: &u16| !named.iter().any(|(range, _)| range.contains(*week));
    let mut gaps: Vec<Range<u16>> = Vec::new();
    for week in (1..=weeks).filter(free) {
        match gaps.last_mut() {
            Some(last) if last.high + 1 == week => last.high = week,
            _ => gaps.push(Range::one(week)),
        }
    }
    gaps
}

/// Reads `weeks: {1-3: …, 4: ~}`.
fn weeks_of(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Vec<(Range<u16>, Option<DayContent>)> {
    let mut found: Vec<(Range<u16>, Option<DayContent>)> = Vec::new();
    if !node.is_map() {
        reader.bad(
            node,
            format!("`weeks` of a day must be a map from weeks to their work, found {}", node.kind()),
            "write `weeks: {1-3: {top: …}, 4: {top: …}}`",
        );
        return found;
    }
    let Some(map) = reader.map(node, "`weeks` of a day") else { return found };
    for node in map.entries() {
        let key = node.key();
        let Some(range) = week_range(key).filter(|range| range.high <= context.weeks) else {
            let help = match context.weeks {
                1 => "write `1`, the only week of the phase".to_owned(),
                last => format!("write a week from 1 to {last}, or a range such as `1-{last}`"),
            };
            let message = format!("`{key}` is neither a week nor a range of weeks of this phase");
            reader.error(Code::WeekRange, node.key_place(), message, help);
            found.extend(of_unknown_weeks(reader, &node, context));
            continue;
        };
        if let Some((other, _)) = found.iter().find(|(other, _)| range.low <= other.high && other.low <= range.high) {
            let message = format!("weeks {range} and {other} overlap");
            reader.error(Code::WeekRange, node.key_place(), message, "name each week once");
            found.extend(of_unknown_weeks(reader, &node, context));
            continue;
        }
        if node.is_null() {
            found.push((range, None));
            continue;
        }
        let place = node.key_place();
        let inside = Context { weeks: range.high - range.low + 1, weeks_place: Some(&place), ..*context };
        let Some(map) = reader.keys(&node, &WEEKS_CONTENT) else { continue };
        let content = content(reader, &map, &inside);
        map.finish(reader);
        found.push((range, Some(content)));
    }
    found
}

/// Reads the content for weeks that could not be read, to report the other mistakes and the unknown names in it. The
/// content is assigned to week 0, which no phase has.
fn of_unknown_weeks(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    context: &Context<'_>,
) -> Option<(Range<u16>, Option<DayContent>)> {
    let before = reader.diagnostics.len();
    let map = if node.is_null() { None } else { reader.keys(node, &WEEKS_CONTENT) }?;
    let content = content(reader, &map, context);
    map.finish(reader);
    without_weeks(reader, before);
    Some((Range::one(0), Some(content)))
}

/// Removes the diagnostics about the number of weeks from those that were added since index `since`, because the number
/// is unknown.
pub(super) fn without_weeks(reader: &mut Reader<'_>, since: usize) {
    let recent = reader.diagnostics.split_off(since);
    let is_of_weeks = |mistake: &Diagnostic| matches!(mistake.code, Code::WeekCount | Code::WeekRange);
    reader.diagnostics.extend(recent.into_iter().filter(|mistake| !is_of_weeks(mistake)));
}

fn week_range(key: &str) -> Option<Range<u16>> {
    let (low, high) = key.split_once(['-', '–']).unwrap_or((key, key));
    Range::new(low.trim().parse().ok()?, high.trim().parse().ok()?).filter(|range| range.low >= 1)
}

/// Reads the content of a day, or of one of its ranges of weeks.
fn content(reader: &mut Reader<'_>, map: &Map<'_>, context: &Context<'_>) -> DayContent {
    let note = map.text(reader, "note").unwrap_or_else(|| context.note.to_owned());
    let warmup = map.get("warmup").or(context.warmup.copied());
    let warmup = warmup.map_or(Warmup::Off, |node| warm_up(reader, &node, context));
    let own = block(reader, map, context);
    let mut blocks: Vec<_> = own.into_iter().collect();
    if let Some(node) = map.get("blocks") {
        if !blocks.is_empty() {
            reader.error(
                Code::BadValue,
                node.key_place(),
                "a day must have either `blocks`, or its own `top` and `backoff`, not both",
                "move the day's `top` and `backoff` into one of its `blocks`",
            );
        }
        for node in reader.list(&node, "`blocks`").unwrap_or_default() {
            let Some(map) = reader.keys(&node, &BLOCK) else { continue };
            let name = map.text(reader, "name").unwrap_or_default();
            let only = only(reader, &map);
            let warmup = map.get("warmup").map(|node| warm_up(reader, &node, context));
            blocks.extend(block(reader, &map, context).map(|block| Block { name, only, warmup, ..block }));
            map.finish(reader);
        }
    }
    let accessories = map.get("accessories").map(|node| entries(reader, &node, context)).unwrap_or_default();
    DayContent { note, warmup, blocks, accessories }
}

/// Reads `top` and `backoff`; `None` if there is neither.
fn block(reader: &mut Reader<'_>, map: &Map<'_>, context: &Context<'_>) -> Option<Block> {
    let (top, backoff) = (map.get("top"), map.get("backoff"));
    if top.is_none() && backoff.is_none() {
        return None;
    }
    let mut read = |node: Option<Node<'_>>| node.map(|node| entries(reader, &node, context)).unwrap_or_default();
    Some(Block { name: String::new(), only: Only::default(), warmup: None, top: read(top), backoff: read(backoff) })
}

/// Reads a warm-up: `true`, `false`, the name of one of the site's warm-ups, or sets.
fn warm_up(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Warmup {
    if node.is_map() {
        let message = "`warmup` must be `true`, `false`, a name or sets, found a map";
        let help = "write sets: `[2x5 @ bar, 1x5 @ 40%]`; for a warm-up of each lift, give each of the day's `blocks` its own `warmup`";
        reader.bad(node, message, help);
        return Warmup::Off;
    }
    if let Value::Bool(is_ramp) = node.yaml.value {
        return if is_ramp { Warmup::Ramp } else { Warmup::Off };
    }
    if let Some(name) = node.yaml.as_str().filter(|text| is_name(text)) {
        if let Some((scheme, _)) = context.warmups.get(name) {
            return Warmup::Sets(placed(scheme, name), node.place());
        }
        let message = format!("there is no warm-up `{name}`");
        let known: Vec<_> = context.warmups.keys().map(Slug::as_str).collect();
        let otherwise = match known.as_slice() {
            [] => format!("add it to liftpress.yaml: `warmups: {{{name}: [2x5 @ bar, 1x5 @ 40%]}}`"),
            known => format!("write one of {}", known.join(", ")),
        };
        let diagnostic = Diagnostic::error(Code::BadValue, node.place(), message);
        reader.report(diagnostic.did_you_mean(name, known, || Some(otherwise)));
        return Warmup::Off;
    }
    sets(reader, node, context.units).map_or(Warmup::Off, |scheme| Warmup::Sets(scheme, node.place()))
}

/// Returns the scheme of a named warm-up. A mistake in one of its loads is shown at the name.
fn placed(scheme: &Scheme, name: &str) -> Scheme {
    let mut scheme = scheme.clone();
    for load in scheme.groups.iter_mut().filter_map(|group| group.load.as_mut()) {
        load.span = 0..name.len();
    }
    scheme
}

/// Returns whether a text is the name of a warm-up. A name starts with a letter; a scheme of a warm-up never does.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && Slug::new(text).is_ok()
}

/// Reads the sets of a warm-up: a scheme, or a list of schemes.
pub(super) fn sets(reader: &mut Reader<'_>, node: &Node<'_>, units: Option<Unit>) -> Option<Scheme> {
    // Every item is read, so that all mistakes are reported.
    let schemes: Vec<Option<Scheme>> = if node.is_list() {
        let nodes = reader.list(node, "`warmup`").unwrap_or_default();
        nodes.iter().map(|node| scheme(reader, node, units)).collect()
    } else {
        vec![scheme(reader, node, units)]
    };
    let schemes: Option<Vec<Scheme>> = schemes.into_iter().collect();
    let groups: Vec<_> = schemes?.into_iter().flat_map(|scheme| scheme.groups).collect();
    if groups.is_empty() {
        reader.bad(node, "a warm-up needs sets", "write `true`, `false` or sets: `[2x5 @ bar, 1x5 @ 40%, 1x3 @ 60%]`");
        return None;
    }
    Some(Scheme { groups })
}
