//! The parts of a day that depend on the top sets: decisions with their calculated branches, and strips.

use crate::model::{Condition, Labels};
use crate::plan::{Alternative, Block, Hit, Item, Rack, Strip, StripRow, Weight};
use crate::text::isolated;
use crate::units::Range;

use super::conditions::question;
use super::words::Wording;
use super::{Decision, DecisionBranch, LineRow, StripLine, StripTable};

/// Builds the decisions that depend on a block's top sets. `later` has all exercises that the day has after the top
/// sets. `line` puts the groups of sets of an alternative, which is given by its index, into words.
pub(super) fn decisions(
    block: &Block<'_>,
    later: &[&Item<'_>],
    words: Wording<'_>,
    training: bool,
    line: impl Fn(&Item<'_>, usize) -> Vec<LineRow>,
) -> Vec<Decision> {
    let with_branches = block.backoff.iter().filter(|item| !item.alternatives.is_empty());
    with_branches
        .map(|item| {
            let branch = |(index, alternative): (usize, &Alternative<'_>)| DecisionBranch {
                condition: words.condition(alternative.branch.condition),
                name: alternative.exercise.name.clone(),
                lines: line(item, index),
                note: alternative.branch.note.clone(),
            };
            let branches = item.alternatives.iter().enumerate().map(branch).collect();
            let alike: Vec<_> = later.iter().filter(|other| other.exercise.slug == item.exercise.slug).collect();
            let name = &item.exercise.name;
            let is_one_of_several = alike.len() > 1;
            let name = if is_one_of_several { with_sets(item, &alike, words, training) } else { name.clone() };
            Decision { name, is_one_of_several, branches }
        })
        .collect()
}

/// Returns an exercise with its sets. If another entry has the same sets, adds the rules of the weights.
fn with_sets(item: &Item<'_>, alike: &[&&Item<'_>], words: Wording<'_>, training: bool) -> String {
    let doses = |item: &Item<'_>| item.lines.iter().map(|line| words.dose(line)).collect::<Vec<_>>().join(", ");
    let own = doses(item);
    let mut parts = vec![format!("{} {own}", isolated(&item.exercise.name))];
    if alike.iter().filter(|other| doses(other) == own).count() > 1 {
        let rules = item.lines.iter().map(|line| words.rule(line, training)).filter(|rule| !rule.is_empty());
        parts.extend(rules);
    }
    parts.join(", ")
}

/// Returns the questions about a block's top sets, without duplicates.
pub(super) fn questions(block: &Block<'_>, labels: &Labels) -> Vec<String> {
    let conditions = block.backoff.iter().flat_map(|item| &item.alternatives).map(|way| way.branch.condition);
    let asked = block.strips.iter().filter_map(|strip| match strip.hits.first() {
        Some(Hit::Weight(_)) => Some(labels.weight_question()),
        Some(Hit::Reps(_)) => Some(labels.reps_question()),
        Some(Hit::Effort(_)) => Some(labels.effort_question()),
        None => None,
    });
    let mut questions: Vec<String> = Vec::new();
    for text in asked.chain(conditions.map(|condition: Condition| question(condition, labels))) {
        if !questions.iter().any(|known| known == text) {
            questions.push(text.to_owned());
        }
    }
    questions
}

pub(super) fn strips(block: &Block<'_>, words: Wording<'_>, rack: &Rack, training: bool) -> Vec<StripTable> {
    block.strips.iter().map(|strip| table(strip, words, rack, training)).collect()
}

/// Builds strips without weights, for a blank booklet. Each strip has only its label.
pub(super) fn blank_strips(block: &Block<'_>, words: Wording<'_>, rack: &Rack) -> Vec<StripTable> {
    let blank =
        |strip: &Strip<'_>| StripTable { hits: Vec::new(), rows: Vec::new(), ..table(strip, words, rack, false) };
    block.strips.iter().map(blank).collect()
}

fn table(strip: &Strip<'_>, words: Wording<'_>, rack: &Rack, training: bool) -> StripTable {
    let name = &strip.exercise.name;
    let hit = |hit: &Hit| match hit {
        Hit::Weight(mass) => words.bare_weight_of(rack, strip.exercise, Weight::Loaded(Range::one(*mass))),
        Hit::Reps(reps) => reps.to_string(),
        Hit::Effort(rpe) => words.rpe(*rpe),
    };
    let row = |row: &StripRow<'_>| {
        let is_same = |other: &&StripRow<'_>| {
            let line = |row: &StripRow<'_>| (words.dose(&row.line), row.branch.map(|branch| branch.condition));
            other.exercise.slug == row.exercise.slug && line(other) == line(row)
        };
        // A rule distinguishes rows that are otherwise the same.
        let is_alone = strip.rows.iter().filter(is_same).count() == 1;
        StripLine {
            name: row.exercise.name.clone(),
            dose: words.dose(&row.line),
            condition: row.branch.map(|branch| words.condition(branch.condition)).unwrap_or_default(),
            rule: if is_alone { String::new() } else { words.rule(&row.line, training) },
            weights: row.weights.iter().map(|weight| words.bare_weight_of(rack, row.exercise, *weight)).collect(),
        }
    };
    StripTable {
        lift: strip.exercise.slug.to_string(),
        label: match strip.hits.first() {
            Some(Hit::Reps(_)) => words.labels.reps_done(name),
            Some(Hit::Effort(_)) => words.labels.rpe_felt(name),
            _ => words.labels.weight_hit(name),
        },
        unit: words.unit.to_string(),
        hits: strip.hits.iter().map(hit).collect(),
        rows: strip.rows.iter().map(row).collect(),
    }
}
