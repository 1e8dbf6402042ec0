//! What follows from the top set: decisions with every branch worked out, and strips.

use crate::model::Condition;
use crate::plan::{Alternative, Block, Hit, Item, Plan, Strip, StripRow};

use super::conditions::{condition_words, question};
use super::words::{dose, rule_words, weight_words};
use super::{Decision, DecisionBranch, LineRow, StripLine, StripTable};

/// The decisions that hang on a block's top sets; `line` words a line of an alternative.
pub(super) fn decisions(block: &Block<'_>, line: impl Fn(&Item<'_>, usize) -> Vec<LineRow>) -> Vec<Decision> {
    let with_branches = block.backoff.iter().filter(|item| !item.alternatives.is_empty());
    with_branches
        .map(|item| {
            let branch = |(index, alternative): (usize, &Alternative<'_>)| DecisionBranch {
                condition: condition_words(alternative.branch.condition),
                name: alternative.exercise.name.clone(),
                lines: line(item, index),
                note: alternative.branch.note.clone(),
            };
            let branches = item.alternatives.iter().enumerate().map(branch).collect();
            Decision { name: item.exercise.name.clone(), branches }
        })
        .collect()
}

/// What to look at in a block's top sets, each question once.
pub(super) fn questions(block: &Block<'_>) -> Vec<String> {
    let conditions = block.backoff.iter().flat_map(|item| &item.alternatives).map(|way| way.branch.condition);
    let asked = block.strips.iter().filter_map(|strip| match strip.hits.first() {
        Some(Hit::Weight(_)) => Some("What was the weight?"),
        Some(Hit::Reps(_)) => Some("How many reps?"),
        Some(Hit::Effort(_)) => Some("How hard was it (RPE)?"),
        None => None,
    });
    let mut questions: Vec<String> = Vec::new();
    for text in asked.chain(conditions.map(|condition: Condition| question(condition))) {
        if !questions.iter().any(|known| known == text) {
            questions.push(text.to_owned());
        }
    }
    questions
}

pub(super) fn strips(plan: &Plan<'_>, block: &Block<'_>, training: bool) -> Vec<StripTable> {
    block.strips.iter().map(|strip| table(plan, strip, training)).collect()
}

fn table(plan: &Plan<'_>, strip: &Strip<'_>, training: bool) -> StripTable {
    let unit = plan.units;
    let of = match strip.hits.first() {
        Some(Hit::Reps(_)) => "reps done",
        Some(Hit::Effort(_)) => "RPE it felt like",
        _ => "weight hit",
    };
    let hit = |hit: &Hit| match hit {
        Hit::Weight(mass) => mass.in_unit(unit),
        Hit::Reps(reps) => reps.to_string(),
        Hit::Effort(rpe) => rpe.to_string(),
    };
    let row = |row: &StripRow<'_>| {
        let is_same = |other: &&StripRow<'_>| {
            let line = |row: &StripRow<'_>| (dose(&row.line), row.branch.map(|branch| branch.condition));
            other.exercise.slug == row.exercise.slug && line(other) == line(row)
        };
        // Two of a kind are told apart by their rules.
        let is_alone = strip.rows.iter().filter(is_same).count() == 1;
        StripLine {
            name: row.exercise.name.clone(),
            dose: dose(&row.line),
            condition: row.branch.map(|branch| condition_words(branch.condition)).unwrap_or_default(),
            rule: if is_alone { String::new() } else { rule_words(&row.line, training, unit) },
            weights: row.weights.iter().map(|weight| weight_words(*weight, unit).0).collect(),
        }
    };
    StripTable {
        label: format!("{}, {of}", strip.exercise.name),
        unit: unit.to_string(),
        hits: strip.hits.iter().map(hit).collect(),
        rows: strip.rows.iter().map(row).collect(),
    }
}
