//! The days of a phase: blocks of top and back-off work, for all of its weeks or some.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Day, DayContent, DayWeeks, Only, Scheme, Slug, Warmup};
use crate::units::{Range, Unit};

use super::context::Context;
use super::entry::entries;
use super::options::only;
use super::schema::{BLOCK, DAY, WEEKS_CONTENT};
use super::weeks::scheme;
use super::yaml::{Map, Node, Reader, Value};

/// More days than this in one week are a slip.
pub(super) const MOST_DAYS: usize = 14;

pub(super) fn days(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Vec<Day> {
    let Some(nodes) = reader.list(node, "`days`") else { return Vec::new() };
    if nodes.is_empty() {
        reader.bad(node, "a week has at least one day", "add one: `- name: …` with `top` and `backoff`");
    }
    if nodes.len() > MOST_DAYS {
        let message = format!("a week has at most {MOST_DAYS} days, found {}", nodes.len());
        reader.bad(node, message, "split the program into phases or several programs");
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
            format!("the day `{name}` has no work and no note"),
            "add `top`, `backoff`, `accessories` or `blocks`, or a `note` to a day of rest",
        );
    }
    let warmup = map.get("warmup").or(context.warmup.copied());
    map.finish(reader);
    let inside = Context { warmup: warmup.as_ref(), note: &own.note, ..*context };
    let named = by_weeks.as_ref().map(|node| weeks_of(reader, node, &inside)).unwrap_or_default();
    let mut weeks: Vec<DayWeeks> = Vec::new();
    if own_work.is_some() || is_note {
        for range in gaps(&named, context.weeks) {
            // Lists of the day itself are over the whole phase, whichever weeks are named apart.
            weeks.push(DayWeeks { weeks: range, lists_from: 1, content: own.clone() });
        }
    }
    if let (Some(work), Some(by_weeks), true) = (&own_work, &by_weeks, weeks.is_empty()) {
        let message = format!("`weeks` names every week of the phase, so the day's own `{}` is never done", work.key());
        let diagnostic = Diagnostic::error(Code::BadValue, by_weeks.key_place(), message)
            .help("move it into the weeks in which it is done, or leave those weeks out of `weeks`");
        reader.report(diagnostic.also(work.key_place(), "never done"));
    }
    let named = named.into_iter().filter_map(|(weeks, content)| Some((weeks, content?)));
    weeks.extend(named.map(|(weeks, content)| DayWeeks { weeks, lists_from: weeks.low, content }));
    weeks.sort_by_key(|weeks| weeks.weeks.low);
    // What its sets are is known but for schemes that cannot be read, or whether there are others.
    let is_of_scheme = |told: &Diagnostic| matches!(told.code, Code::Notation | Code::WeekCount);
    let is_read = reader.diagnostics[before..].iter().all(is_of_scheme);
    Some(Day { name, only, weeks, is_read, place })
}

/// The ranges of weeks that are not named.
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

/// `weeks: {1-3: …, 4: ~}`.
fn weeks_of(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Vec<(Range<u16>, Option<DayContent>)> {
    let mut found: Vec<(Range<u16>, Option<DayContent>)> = Vec::new();
    if !node.is_map() {
        reader.bad(
            node,
            "`weeks` of a day needs ranges of weeks and their work",
            "write weeks: {1-3: {top: …}, 4: {top: …}}",
        );
        return found;
    }
    let Some(map) = reader.map(node, "`weeks` of a day") else { return found };
    for node in map.entries() {
        let key = node.key();
        let Some(range) = week_range(key).filter(|range| range.high <= context.weeks) else {
            reader.error(
                Code::WeekRange,
                node.key_place(),
                format!("`{key}` is not a range of weeks of this phase"),
                format!("write a week or a range of weeks from 1 to {}, such as 1-3", context.weeks),
            );
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

/// A day of which it is not known for which weeks it is, for its other mistakes and the names in it: it stands in a week that no
/// phase has.
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

/// Takes back what was reported since then about numbers of weeks, which are unknown.
pub(super) fn without_weeks(reader: &mut Reader<'_>, since: usize) {
    let told = reader.diagnostics.split_off(since);
    let is_of_weeks = |told: &Diagnostic| matches!(told.code, Code::WeekCount | Code::WeekRange);
    reader.diagnostics.extend(told.into_iter().filter(|told| !is_of_weeks(told)));
}

fn week_range(key: &str) -> Option<Range<u16>> {
    let (low, high) = key.split_once(['-', '–']).unwrap_or((key, key));
    Range::new(low.trim().parse().ok()?, high.trim().parse().ok()?).filter(|range| range.low >= 1)
}

/// What stands in a day, or in one of its ranges of weeks.
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
                "a day has either `blocks`, or one `top` and `backoff` of its own",
                "move the day's own `top` and `backoff` into the list of `blocks`",
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

/// `top` and `backoff`, if there is either.
fn block(reader: &mut Reader<'_>, map: &Map<'_>, context: &Context<'_>) -> Option<Block> {
    let (top, backoff) = (map.get("top"), map.get("backoff"));
    if top.is_none() && backoff.is_none() {
        return None;
    }
    let mut read = |node: Option<Node<'_>>| node.map(|node| entries(reader, &node, context)).unwrap_or_default();
    Some(Block { name: String::new(), only: Only::default(), warmup: None, top: read(top), backoff: read(backoff) })
}

/// `true`, `false`, the name of one of the site's warm-ups, or the sets themselves.
fn warm_up(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Warmup {
    if node.is_map() {
        let message = "`warmup` takes true, false, a name or sets, found a map";
        let help = "write the sets before the first work: [2x5 @ bar, 1x5 @ 40%]; each of the day's `blocks` may have its own `warmup`";
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
        let names = context.warmups.keys().map(Slug::as_str);
        reader.no_such(node, name, format!("there is no warm-up `{name}`"), names);
        return Warmup::Off;
    }
    sets(reader, node, context.units).map_or(Warmup::Off, |scheme| Warmup::Sets(scheme, node.place()))
}

/// A named warm-up, whose loads stand where its name does.
fn placed(scheme: &Scheme, name: &str) -> Scheme {
    let mut scheme = scheme.clone();
    for load in scheme.groups.iter_mut().filter_map(|group| group.load.as_mut()) {
        load.span = 0..name.len();
    }
    scheme
}

/// A name begins with a letter; no scheme of a warm-up does.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && Slug::new(text).is_ok()
}

/// The sets of a warm-up: a scheme, or a list of them.
pub(super) fn sets(reader: &mut Reader<'_>, node: &Node<'_>, units: Option<Unit>) -> Option<Scheme> {
    // Each of a list is read, so that all mistakes are reported.
    let schemes: Vec<Option<Scheme>> = if node.is_list() {
        let nodes = reader.list(node, "`warmup`").unwrap_or_default();
        nodes.iter().map(|node| scheme(reader, node, units)).collect()
    } else {
        vec![scheme(reader, node, units)]
    };
    let schemes: Option<Vec<Scheme>> = schemes.into_iter().collect();
    let groups: Vec<_> = schemes?.into_iter().flat_map(|scheme| scheme.groups).collect();
    if groups.is_empty() {
        reader.bad(node, "a warm-up needs sets", "write true, false, or sets: [2x5 @ bar, 1x5 @ 40%, 1x3 @ 60%]");
        return None;
    }
    Some(Scheme { groups })
}
