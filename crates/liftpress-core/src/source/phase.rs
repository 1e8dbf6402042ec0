//! Phases: weeks with one goal, and how much of the work is done in them.

use crate::diagnostic::{Code, Diagnostic, Place, count_of};
use crate::model::{Day, DayContent, DayWeeks, Entry, Phase, Scale, Warmups, WeekSchemes, parse_percent};
use crate::units::{Percent, Range, Unit};

use super::context::Context;
use super::day::{days, without_weeks};
use super::schema::{Key, PHASE, WORK};
use super::values::share;
use super::yaml::{Map, Node, Reader};

/// The most weeks of one phase. More weeks are reported as a mistake.
pub(super) const MAX_WEEKS: u16 = 104;

/// What every phase of a program inherits.
struct Inherited<'n> {
    units: Option<Unit>,
    warmup: Option<Node<'n>>,
    warmups: &'n Warmups,
}

/// Reads `phases`, or the one phase whose `weeks` and `days` are at the top level.
pub(super) fn phases(reader: &mut Reader<'_>, map: &Map<'_>, units: Option<Unit>, warmups: &Warmups) -> Vec<Phase> {
    let node = map.get("phases");
    if node.is_none() && !["weeks", "days"].into_iter().any(|key| map.get(key).is_some()) {
        let place = map.node.place();
        reader.error(
            Code::MissingKey,
            Place::file(place.file),
            "a program needs `days` or `phases`",
            "add `weeks: 4` and `days:`, or a list of `phases:` that have these keys",
        );
        return Vec::new();
    }
    let inherited = Inherited { units, warmup: map.get("warmup"), warmups };
    let Some(node) = node else {
        return phase(reader, map, &inherited, None).into_iter().collect();
    };
    for Key { name: key, .. } in WORK {
        if let Some(node) = map.get(key) {
            let message = format!("in a program with `phases`, `{key}` must be in a phase");
            reader.error(Code::UnknownKey, node.key_place(), message, "move it into each phase that it applies to");
        }
    }
    let Some(nodes) = reader.list(&node, "`phases`") else { return Vec::new() };
    if nodes.is_empty() {
        let help = "add a phase: `- name: Volume`, with `weeks` and `days`";
        reader.bad(&node, "`phases` must have at least one phase", help);
    }
    let mut phases: Vec<Phase> = Vec::new();
    for node in &nodes {
        let Some(map) = reader.keys(node, &PHASE) else { continue };
        let name = map.text(reader, "name").unwrap_or_default();
        let training_max = share(reader, &map);
        let phase = phase(reader, &map, &inherited, phases.last());
        phases.extend(phase.map(|phase| Phase { name, training_max, ..phase }));
        map.finish(reader);
    }
    phases
}

/// Reads the keys of a phase that a program with only one phase has too. A phase without days repeats the days of
/// `before`, the previous phase.
fn phase(reader: &mut Reader<'_>, map: &Map<'_>, inherited: &Inherited<'_>, before: Option<&Phase>) -> Option<Phase> {
    let place = map.placed(&map.node.place());
    let goal = map.get("goal").and_then(|node| reader.word(&node));
    let note = map.text(reader, "note").unwrap_or_default();
    let weeks = match map.get("weeks") {
        Some(node) => number_of_weeks(reader, &node).map(|weeks| (weeks, Some(node))),
        None => Some((1, None)),
    };
    let backoff = map.get("backoff").map(|node| scale(reader, &node, weeks.as_ref())).unwrap_or_default();
    let top = map.get("top").map(|node| scale(reader, &node, weeks.as_ref())).unwrap_or_default();
    let accessories = map.get("accessories").map(|node| scale(reader, &node, weeks.as_ref())).unwrap_or_default();
    let own_warmup = map.get("warmup").or(inherited.warmup);
    let days_node = match (map.get("days"), before) {
        (None, Some(before)) => {
            let (weeks, node) = weeks?;
            if weeks > before.weeks {
                let place = node.map_or_else(|| map.node.place(), |node| node.place());
                let message = format!(
                    "this phase repeats the days of the phase before, which has only {}",
                    count_of(before.weeks.into(), "week")
                );
                let help = format!("write `weeks: {}` or less, or give this phase its own `days`", before.weeks);
                reader.error(Code::WeekRange, place, message, help);
            }
            let days = before.days.iter().map(|day| first_weeks(day, weeks)).collect();
            return Some(Phase {
                name: String::new(),
                goal,
                weeks,
                training_max: None,
                backoff,
                top,
                accessories,
                note,
                days,
                place,
            });
        }
        (None, None) => map.required(reader, "days")?,
        (Some(node), _) => node,
    };
    let is_known = weeks.is_some();
    let (weeks, weeks_node) = weeks.unwrap_or((MAX_WEEKS, None));
    let weeks_place = weeks_node.map(|node| node.place());
    let context = Context {
        units: inherited.units,
        weeks,
        weeks_place: weeks_place.as_ref(),
        warmup: own_warmup.as_ref(),
        warmups: inherited.warmups,
        note: "",
    };
    let before = reader.diagnostics.len();
    let mut days = days(reader, &days_node, &context);
    if !is_known {
        // The wrong number of weeks has been reported. Of the mistakes in the days, only those that do not depend on
        // this number are reported.
        without_weeks(reader, before);
        for day in &mut days {
            day.is_read = false;
        }
    }
    Some(Phase { name: String::new(), goal, weeks, training_max: None, backoff, top, accessories, note, days, place })
}

fn number_of_weeks(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<u16> {
    if node.is_map() || node.is_list() {
        let message = format!("`weeks` of a program or phase must be a number, found {}", node.kind());
        let help = "write `weeks: 4`; for work that differs by week, write `weeks: {1-3: …, 4: …}` in a day, or a list of sets in an entry";
        reader.bad(node, message, help);
        return None;
    }
    reader.whole(node, 1, MAX_WEEKS)
}

/// Reads `50%`, `none`, or a list with one of these for each week.
fn scale(reader: &mut Reader<'_>, node: &Node<'_>, weeks: Option<&(u16, Option<Node<'_>>)>) -> Scale {
    let is_weight = node.key() == "top";
    let share = |reader: &mut Reader<'_>, node: &Node<'_>| -> Option<Percent> {
        let is_none = node.plain() == Some("none");
        let share = if is_none { Percent::ZERO } else { reader.spelled(node, parse_percent)? };
        if is_weight && share == Percent::ZERO {
            let message = "`top` must be above 0%: it scales the weights of the top sets";
            let help =
                "write a percentage such as `80%`; to leave the top sets of a week out, write `~` for their sets";
            reader.bad(node, message, help);
            return None;
        }
        if share > Percent::whole(200) {
            let message = format!("`{}` must be at most 200%, found `{share}`", node.key());
            let help =
                if is_weight { "write `90%` to lift less" } else { "write `50%` to do half of the sets, or `none`" };
            reader.bad(node, message, help);
            return None;
        }
        Some(share)
    };
    if !node.is_list() {
        return share(reader, node).map_or(Scale::Whole, Scale::Every);
    }
    let nodes = reader.list(node, "a share for each week").unwrap_or_default();
    let shares: Vec<_> = nodes.iter().filter_map(|node| share(reader, node)).collect();
    match weeks {
        Some((weeks, at)) if nodes.len() != usize::from(*weeks) => {
            let message = format!(
                "expected {} in this list, one for each week, found {}",
                count_of(usize::from(*weeks), "percentage"),
                nodes.len()
            );
            let diagnostic = Diagnostic::error(Code::WeekCount, node.place(), message)
                .help("write a percentage for each week, or a single one for all weeks");
            let place = at.as_ref().map(|node| (node.place(), count_of((*weeks).into(), "week")));
            reader
                .report(place.into_iter().fold(diagnostic, |diagnostic, (place, label)| diagnostic.also(place, label)));
            Scale::Whole
        }
        _ => Scale::Each(shares),
    }
}

/// Returns the day with only its first `weeks` weeks.
fn first_weeks(day: &Day, weeks: u16) -> Day {
    let cut = |part: &DayWeeks| {
        let range = Range::new(part.weeks.low, part.weeks.high.min(weeks))?;
        let length = range.high + 1 - part.lists_from;
        Some(DayWeeks { weeks: range, lists_from: part.lists_from, content: cut_lists(part.content.clone(), length) })
    };
    Day { weeks: day.weeks.iter().filter_map(cut).collect(), ..day.clone() }
}

fn cut_lists(mut content: DayContent, length: u16) -> DayContent {
    let cut = |sets: &mut WeekSchemes| {
        if let WeekSchemes::Each(list) = sets {
            list.truncate(length.into());
        }
    };
    let cut_entry = |entry: &mut Entry| {
        cut(&mut entry.sets);
        entry.adjust.iter_mut().filter_map(|branch| branch.sets.as_mut()).for_each(cut);
    };
    for block in &mut content.blocks {
        block.top.iter_mut().chain(&mut block.backoff).for_each(cut_entry);
    }
    content.accessories.iter_mut().for_each(cut_entry);
    content
}
