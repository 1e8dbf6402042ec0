//! `programs/*.yaml`: one program each.

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

/// More cycles than this are a slip of the finger.
pub(super) const MOST_CYCLES: u16 = 26;
/// Each has a page.
const MOST_TAGS: usize = 50;
/// Every program has most of its exercises from the site's, or the built-in ones.
const MOST_EXERCISES: usize = 200;
/// Ten years of twenty groups a week, or two years of a hundred. A group costs about 1 ms and 150 kB to print.
const MOST_WEEKS_IN_ALL: u64 = 520;
const MOST_GROUPS: u64 = 10_000;
const MOST_OF_CHOICES: u64 = 100_000;

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
        cycles: map.get("cycles").and_then(|node| reader.whole(&node, 1, MOST_CYCLES)).unwrap_or(1),
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

/// Limits multiply: choices of cycles of phases of weeks of days. What comes out has to fit a booklet, and the machine.
fn check_size(reader: &mut Reader<'_>, program: &mut Program) {
    let weeks = program.phases.iter().map(|phase| u64::from(phase.weeks)).sum::<u64>() * u64::from(program.cycles);
    let groups = program.most_groups();
    // Each choice is tried.
    let choices = program.options.iter().map(|option| option.choices.len() as u64).sum::<u64>();
    let of_choices = groups.saturating_mul(choices);
    let message = if weeks > MOST_WEEKS_IN_ALL || groups > MOST_GROUPS {
        format!("{weeks} weeks with {groups} groups of sets are more than a program can be")
    } else if of_choices > MOST_OF_CHOICES {
        format!("{choices} choices with {groups} groups of sets each are more than a program can be")
    } else {
        return;
    };
    let help = format!(
        "{MOST_WEEKS_IN_ALL} weeks and {MOST_GROUPS} groups are the most, {MOST_OF_CHOICES} over all choices; split it into \
         several programs"
    );
    reader.error(Code::BadValue, program.place.clone(), message, help);
    // It is not to be expanded.
    program.phases.iter_mut().flat_map(|phase| &mut phase.days).for_each(|day| day.is_read = false);
}

fn tags(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<String> {
    let Some(node) = map.get("tags") else { return Vec::new() };
    if node.len() > MOST_TAGS {
        let message = format!("{} tags, of at most {MOST_TAGS}", node.len());
        reader.bad(&node, message, "keep those that somebody would look for");
        return Vec::new();
    }
    reader.texts(&node, "`tags`").unwrap_or_default()
}

/// `changes: [{date: 2026-11-14, what: …}]`, in any order.
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
            let message = format!("a second change on {date}");
            reader.bad(&node, message, "say in one text what was changed on that day: feeds know a change by its date");
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
    if node.len() > MOST_EXERCISES {
        let message = format!("{} exercises described in one program, of at most {MOST_EXERCISES}", node.len());
        reader.error(Code::BadValue, node.key_place(), message, "describe those of several programs in exercises/…md");
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
