//! The training of a day in words, for the description of an event.

use crate::booklet::{DayPage, Decision, ItemRow, LineRow, Section};
use crate::model::Labels;
use crate::text::isolated;

/// Returns the day in the booklet's words, with a line for each exercise and each group of sets. For a day without
/// work, returns the note.
pub(super) fn day_in_words(day: &DayPage, labels: &Labels) -> String {
    if day.sections.is_empty() {
        return day.note.clone();
    }
    let mut lines = Vec::new();
    lines.extend(warmup(&day.warmup, labels));
    for section in &day.sections {
        of_section(section, labels, &mut lines);
    }
    lines.push(day.volume.clone());
    lines.join("\n")
}

fn warmup(sets: &[String], labels: &Labels) -> Option<String> {
    (!sets.is_empty()).then(|| format!("{}: {}", labels.warmup(), sets.join(", ")))
}

fn of_section(section: &Section, labels: &Labels, lines: &mut Vec<String>) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(section.label.clone());
    lines.extend(warmup(&section.warmup, labels));
    for item in &section.items {
        lines.extend(item.lines.iter().map(|line| format!("{}: {}", name(item, labels), group(line, labels))));
        lines.extend(item.substitutes.iter().map(|other| format!("  {} {}", labels.or(&other.name), other.weight)));
    }
    for Decision { name, is_one_of_several, branches } in &section.decisions {
        for branch in branches {
            let groups: Vec<_> = branch.lines.iter().map(|line| group(line, labels)).collect();
            let condition = labels.if_condition(&branch.condition);
            let instead = if *is_one_of_several { format!(", {}", labels.then_instead(name)) } else { String::new() };
            lines.push(match groups.as_slice() {
                [] => format!("{condition}: {}: {}", isolated(name), labels.leave_it_out()),
                groups => format!("{condition}{instead}: {}: {}", isolated(&branch.name), groups.join("; ")),
            });
        }
    }
}

/// Returns the exercise with its superset and its tempo: `A Bench press, tempo 3-1-0`.
fn name(item: &ItemRow, labels: &Labels) -> String {
    let superset = if item.superset.is_empty() { String::new() } else { format!("{} ", item.superset) };
    let tempo = (!item.tempo.is_empty()).then(|| format!(", {}", labels.tempo(&item.tempo)));
    let with = (!item.accommodation.is_empty()).then(|| format!(", {}", labels.with(&item.accommodation)));
    format!("{superset}{}{}{}", isolated(&item.name), tempo.unwrap_or_default(), with.unwrap_or_default())
}

/// Returns a group of sets: `5 × 3, 255 lb, 85%, 45 · 45 · 10 · 5 a side, rest 3 min`.
fn group(line: &LineRow, labels: &Labels) -> String {
    let weight = if line.weight.is_empty() { labels.your_choice() } else { &line.weight };
    let weight = format!("{weight} {}", line.unit);
    let rest = if line.rest.is_empty() { String::new() } else { labels.rest_for(&line.rest) };
    let parts = [&line.dose, weight.trim_end(), &line.rule, &line.plates, &rest];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
