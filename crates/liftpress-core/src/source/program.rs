//! Programs: `programs/*.yaml`, one program each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diagnostic::{Code, Place};
use crate::model::{
    Exercise, ExerciseName, Program, ProgramChange, Progress, Settings, Slug, parse_amount, parse_attempts,
};
use crate::units::Unit;

use super::exercise::exercise_keys;
use super::options::options;
use super::phase::phases;
use super::schema::{CHANGE, PROGRAM, PROGRAM_EXERCISE};
use super::values::{allow, checked, date, share, units};
use super::yaml::{Map, Node, Pair, Reader};

/// The most cycles. More cycles are reported as a mistake.
pub(super) const MAX_CYCLES: u16 = 26;
/// The most tags. Each tag has a page.
const MAX_TAGS: usize = 50;
/// The most exercises that a program describes itself. Most exercises are described by the site or built in.
const MAX_EXERCISES: usize = 200;
/// The limits on the size of a program: ten years with twenty groups of sets a week, or two years with a hundred. A
/// group takes about 1 ms and 150 kB to print.
const MAX_TOTAL_WEEKS: u64 = 520;
const MAX_GROUPS: u64 = 10_000;
const MAX_GROUPS_OF_CHOICES: u64 = 100_000;

pub(super) fn program(
    reader: &mut Reader<'_>,
    root: &Node<'_>,
    slug: Slug,
    file: &Place,
    site: &Settings,
) -> Option<Program> {
    let map = reader.keys(root, &PROGRAM)?;
    let title = map.required(reader, "title").and_then(|node| reader.text(&node)).unwrap_or_default();
    let units = units(reader, &map).or(site.units);
    let described = map.get("exercises");
    let described = described.and_then(|node| node.yaml.pairs()).unwrap_or_default();
    reader.names.own = described.iter().map(|Pair { key, .. }| key.to_string()).collect();
    let mut program = Program {
        slug,
        title,
        author: map.text(reader, "author").unwrap_or_else(|| site.author.clone()),
        source: map.text(reader, "source").unwrap_or_default(),
        summary: map.text(reader, "summary").unwrap_or_default(),
        level: map.get("level").and_then(|node| reader.word(&node)),
        tags: tags(reader, &map),
        changes: changes(reader, &map),
        units,
        lifts: lifts(reader, &map),
        training_max: share(reader, &map),
        cycles: map.get("cycles").and_then(|node| reader.whole(&node, 1, MAX_CYCLES)).unwrap_or(1),
        progress: progress(reader, &map, units),
        options: options(reader, &map),
        attempts: map.get("attempts").and_then(|node| reader.spelled(&node, parse_attempts)).unwrap_or_default(),
        exercises: exercises(reader, &map),
        allow: allow(reader, &map),
        phases: phases(reader, &map, units, &site.warmups),
        place: map.placed(file),
    };
    map.finish(reader);
    check_size(reader, &mut program);
    Some(program)
}

/// Reports a program that is too large for a booklet and for the machine. Even a short file can be too large, because
/// the numbers of choices, cycles, phases, weeks and days multiply.
fn check_size(reader: &mut Reader<'_>, program: &mut Program) {
    let weeks = program.phases.iter().map(|phase| u64::from(phase.weeks)).sum::<u64>() * u64::from(program.cycles);
    let groups = program.most_groups();
    // The program is checked with every choice of every option.
    let choices = program.options.iter().map(|option| option.choices.len() as u64).sum::<u64>();
    let of_choices = groups.saturating_mul(choices);
    let message = if weeks > MAX_TOTAL_WEEKS || groups > MAX_GROUPS {
        format!("the program is too large: {weeks} weeks with {groups} groups of sets")
    } else if of_choices > MAX_GROUPS_OF_CHOICES {
        format!("the program is too large: {choices} choices with {groups} groups of sets each")
    } else {
        return;
    };
    let help = format!(
        "split it into programs of at most {MAX_TOTAL_WEEKS} weeks and {MAX_GROUPS} groups of sets, or {MAX_GROUPS_OF_CHOICES} over \
         all choices"
    );
    reader.error(Code::BadValue, program.place.clone(), message, help);
    // A program whose days count as unread is not expanded.
    program.phases.iter_mut().flat_map(|phase| &mut phase.days).for_each(|day| day.is_read = false);
}

fn tags(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<String> {
    let Some(node) = map.get("tags") else { return Vec::new() };
    if node.len() > MAX_TAGS {
        let message = format!("`tags` must have at most {MAX_TAGS} tags, found {}", node.len());
        reader.bad(&node, message, "keep the tags that readers look for");
        return Vec::new();
    }
    reader.texts(&node, "`tags`").unwrap_or_default()
}

/// Reads `changes: [{date: 2026-11-14, what: …}]`, in any order.
fn changes(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<ProgramChange> {
    let Some(node) = map.get("changes") else { return Vec::new() };
    let nodes = reader.list(&node, "`changes`").unwrap_or_default();
    let mut changes: Vec<ProgramChange> = Vec::new();
    for node in &nodes {
        let Some(map) = reader.keys(node, &CHANGE) else { continue };
        let on = map.required(reader, "date").and_then(|node| Some((checked(reader, &node, date)?, node)));
        let what = map.required(reader, "what").and_then(|node| reader.text(&node));
        map.finish(reader);
        let Some(((date, node), what)) = on.zip(what) else { continue };
        if changes.iter().any(|change| change.date == date) {
            let message = format!("there are two changes on {date}");
            reader.bad(
                &node,
                message,
                "describe the changes of one day in one text: a feed identifies a change by its date",
            );
        } else {
            changes.push(ProgramChange { date, what });
        }
    }
    changes.sort_by_key(|change| Reverse(change.date));
    changes
}

fn lifts(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<ExerciseName> {
    let Some(node) = map.get("lifts") else { return Vec::new() };
    let nodes = reader.list(&node, "`lifts`").unwrap_or_default();
    nodes.iter().filter_map(|node| reader.exercise(node)).collect()
}

fn progress(reader: &mut Reader<'_>, map: &Map<'_>, units: Option<Unit>) -> Progress {
    let mut progress = Progress::new();
    let Some(map) = map.get("progress").and_then(|node| reader.map(&node, "`progress`")) else { return progress };
    for node in map.entries() {
        let slug = reader.exercise_key(&node);
        let amount = reader.notation(&node, |text| parse_amount(text, units));
        progress.extend(slug.zip(amount.map(|amount| (amount, node.key_place()))));
    }
    progress
}

fn exercises(reader: &mut Reader<'_>, map: &Map<'_>) -> BTreeMap<Slug, Exercise> {
    let mut exercises = BTreeMap::new();
    let Some(node) = map.get("exercises") else { return exercises };
    if node.len() > MAX_EXERCISES {
        let message = format!("`exercises` must have at most {MAX_EXERCISES} exercises, found {}", node.len());
        let help = "move exercises into files of their own: `exercises/spoto-press.md`";
        reader.error(Code::BadValue, node.key_place(), message, help);
        return exercises;
    }
    let Some(map) = reader.map(&node, "`exercises`") else { return exercises };
    for node in map.entries() {
        let slug = reader.slug_of(node.key(), node.key_place());
        let Some((slug, keys)) = slug.zip(reader.keys(&node, &PROGRAM_EXERCISE)) else { continue };
        let exercise = exercise_keys(reader, &keys, slug.clone(), &node.key_place());
        keys.finish(reader);
        exercises.insert(slug, exercise);
    }
    exercises
}
