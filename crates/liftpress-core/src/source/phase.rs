//! Phases: weeks with one goal, and how much of the work is done in them.

use crate::diagnostic::{Code, Diagnostic, Place, count_of};
use crate::model::{Day, DayContent, DayWeeks, Entry, Phase, Scale, Warmups, WeekSchemes, parse_percent};
use crate::units::{Percent, Range, Unit};

use super::context::Context;
use super::day::{days, without_weeks};
use super::schema::{Key, PHASE, WORK};
use super::values::share;
use super::yaml::{Map, Node, Reader};

/// More weeks than this in one phase are a slip of the finger.
pub(super) const MOST_WEEKS: u16 = 104;

/// What all phases of a program have in common.
struct Around<'n> {
    units: Option<Unit>,
    warmup: Option<Node<'n>>,
    warmups: &'n Warmups,
}

/// The `phases`; or the one phase whose `weeks` and `days` stand at the top level.
pub(super) fn phases(reader: &mut Reader<'_>, map: &Map<'_>, units: Option<Unit>, warmups: &Warmups) -> Vec<Phase> {
    let node = map.get("phases");
    if node.is_none() && !["weeks", "days"].into_iter().any(|key| map.get(key).is_some()) {
        let place = map.node.place();
        reader.error(
            Code::MissingKey,
            Place::file(place.file),
            "a program needs its work",
            "add `weeks: 4` and `days:`, or a list of `phases:` that have these",
        );
        return Vec::new();
    }
    let around = Around { units, warmup: map.get("warmup"), warmups };
    let Some(node) = node else {
        return phase(reader, map, &around, None).into_iter().collect();
    };
    for Key { name: key, .. } in WORK {
        if let Some(node) = map.get(key) {
            let message = format!("`{key}` belongs to a phase when a program has `phases`");
            reader.error(Code::UnknownKey, node.key_place(), message, "move it into each phase that it is for");
        }
    }
    let Some(nodes) = reader.list(&node, "`phases`") else { return Vec::new() };
    if nodes.is_empty() {
        reader.bad(&node, "a program has at least one phase", "add one: `- name: …`, with `weeks` and `days`");
    }
    let mut phases: Vec<Phase> = Vec::new();
    for node in &nodes {
        let Some(map) = reader.keys(node, &PHASE) else { continue };
        let name = map.text(reader, "name").unwrap_or_default();
        let training_max = share(reader, &map);
        let phase = phase(reader, &map, &around, phases.last());
        phases.extend(phase.map(|phase| Phase { name, training_max, ..phase }));
        map.finish(reader);
    }
    phases
}

/// What a phase and a one-phase program have in common. A phase without days of its own does those of the one before.
fn phase(reader: &mut Reader<'_>, map: &Map<'_>, around: &Around<'_>, before: Option<&Phase>) -> Option<Phase> {
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
    let own_warmup = map.get("warmup").or(around.warmup);
    let days_node = match (map.get("days"), before) {
        (None, Some(before)) => {
            let (weeks, node) = weeks?;
            if weeks > before.weeks {
                let place = node.map_or_else(|| map.node.place(), |node| node.place());
                let message = format!("{weeks} weeks like those of the phase before, which has {}", before.weeks);
                reader.error(Code::WeekRange, place, message, "give this phase `days` of its own, or fewer weeks");
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
    let (weeks, weeks_node) = weeks.unwrap_or((MOST_WEEKS, None));
    let weeks_place = weeks_node.map(|node| node.place());
    let context = Context {
        units: around.units,
        weeks,
        weeks_place: weeks_place.as_ref(),
        warmup: own_warmup.as_ref(),
        warmups: around.warmups,
        note: "",
    };
    let before = reader.diagnostics.len();
    let mut days = days(reader, &days_node, &context);
    if !is_known {
        // That the number of weeks is unknown is reported; what else is wrong with the days is reported too.
        without_weeks(reader, before);
        for day in &mut days {
            day.is_read = false;
        }
    }
    Some(Phase { name: String::new(), goal, weeks, training_max: None, backoff, top, accessories, note, days, place })
}

fn number_of_weeks(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<u16> {
    if node.is_map() || node.is_list() {
        let message = "`weeks` of a program or phase must be a number, found names or ranges of weeks";
        let help =
            "write weeks: 4; a day may have `weeks: {1-3: …, 4: …}`, and an entry a list of sets, one for each week";
        reader.bad(node, message, help);
        return None;
    }
    reader.whole(node, 1, MOST_WEEKS)
}

/// `50%`, `none`, or one of these for each week.
fn scale(reader: &mut Reader<'_>, node: &Node<'_>, weeks: Option<&(u16, Option<Node<'_>>)>) -> Scale {
    let is_weight = node.key() == "top";
    let share = |reader: &mut Reader<'_>, node: &Node<'_>| -> Option<Percent> {
        let is_none = node.plain() == Some("none");
        let share = if is_none { Percent::ZERO } else { reader.spelled(node, parse_percent)? };
        if is_weight && share == Percent::ZERO {
            let message = "`top` must be above 0%: it is the share of the weights that are lifted";
            reader.bad(node, message, "write a share: 80%; to leave top sets out of a week, write `~` for their sets");
            return None;
        }
        if share > Percent::whole(200) {
            let message = format!("`{}` is at most 200%, found {share}", node.key());
            reader.bad(node, message, "write a percentage of the days' work: 50%, or none");
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
                "{} in this list for {}",
                count_of(nodes.len(), "share"),
                count_of(usize::from(*weeks), "week")
            );
            let diagnostic = Diagnostic::error(Code::WeekCount, node.place(), message)
                .help("give each week its share, or one for all of them");
            let at = at.iter().map(Node::place);
            reader.report(at.fold(diagnostic, |told, place| told.also(place, count_of((*weeks).into(), "week"))));
            Scale::Whole
        }
        _ => Scale::Each(shares),
    }
}

/// The day as it is in the first weeks of its phase.
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
