//! The parts of a plan's JSON that depend on the top sets: strips and decisions.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::plan::{Block, Day, Hit, Item, Line, Plan, Strip, StripRow};

use super::shapes::OneOrRange;
use super::{number, rule, weight};

/// The possible results of a top set, with the weights that follow from each of them.
#[derive(Serialize, JsonSchema)]
pub(super) struct StripRecord<'p> {
    exercise: &'p str,
    block: usize,
    /// What the members of `hits` are: `weight`, `reps` or `rpe`.
    of: &'static str,
    #[schemars(with = "Vec<f64>")]
    hits: Vec<Value>,
    rows: Vec<StripRowRecord<'p>>,
}

#[derive(Serialize, JsonSchema)]
struct StripRowRecord<'p> {
    exercise: &'p str,
    rule: Option<String>,
    only_if: Option<String>,
    #[schemars(with = "Vec<Option<OneOrRange>>")]
    weights: Vec<Value>,
}

/// The alternatives to the planned work. Which one is done depends on how the top set went.
#[derive(Serialize, JsonSchema)]
pub(super) struct DecisionRecord<'p> {
    exercise: &'p str,
    block: usize,
    /// The number of the first group of sets that the decision replaces, as in `group` of a set.
    group: usize,
    branches: Vec<BranchRecord<'p>>,
}

#[derive(Serialize, JsonSchema)]
struct BranchRecord<'p> {
    only_if: String,
    exercise: &'p str,
    sets: u16,
    note: &'p str,
}

pub(super) fn decisions<'p>(day: &'p Day<'_>) -> Vec<DecisionRecord<'p>> {
    let blocks = day.blocks.iter().enumerate();
    let items = blocks.flat_map(|(index, block)| {
        let items = block.top.iter().chain(&block.backoff);
        let first_groups = items.clone().scan(1, |next, item| Some(std::mem::replace(next, *next + groups(item))));
        items.zip(first_groups).skip(block.top.len()).map(move |(item, group)| (index + 1, group, item))
    });
    let with_branches = items.filter(|(_, _, item)| !item.alternatives.is_empty());
    with_branches
        .map(|(block, group, item)| DecisionRecord {
            exercise: item.exercise.slug.as_str(),
            block,
            group,
            branches: item
                .alternatives
                .iter()
                .map(|alternative| BranchRecord {
                    only_if: alternative.branch.condition.to_string(),
                    exercise: alternative.exercise.slug.as_str(),
                    sets: alternative.lines.iter().map(Line::most_sets).sum(),
                    note: &alternative.branch.note,
                })
                .collect(),
        })
        .collect()
}

/// Returns the number of groups of an exercise, including those of its branches.
fn groups(item: &Item<'_>) -> usize {
    item.lines.len() + item.alternatives.iter().map(|alternative| alternative.lines.len()).sum::<usize>()
}

pub(super) fn strips<'p>(plan: &'p Plan<'_>, day: &'p Day<'_>) -> Vec<StripRecord<'p>> {
    let of_block = |(index, block): (usize, &'p Block<'_>)| {
        block.strips.iter().map(move |strip| strip_record(plan, index + 1, strip)).collect::<Vec<_>>()
    };
    day.blocks.iter().enumerate().flat_map(of_block).collect()
}

fn strip_record<'p>(plan: &'p Plan<'_>, block: usize, strip: &'p Strip<'_>) -> StripRecord<'p> {
    let hit = |hit: &Hit| match hit {
        Hit::Weight(mass) => ("weight", number(&mass.in_unit(plan.units))),
        Hit::Reps(reps) => ("reps", Value::from(*reps)),
        Hit::Effort(rpe) => ("rpe", number(&rpe.to_string())),
    };
    let row = |row: &'p StripRow<'_>| StripRowRecord {
        exercise: row.exercise.slug.as_str(),
        rule: rule(&row.line),
        only_if: row.branch.map(|branch| branch.condition.to_string()),
        weights: row.weights.iter().map(|mass| weight(plan, *mass)).collect(),
    };
    StripRecord {
        exercise: strip.exercise.slug.as_str(),
        block,
        of: strip.hits.first().map_or("weight", |first| hit(first).0),
        hits: strip.hits.iter().map(|given| hit(given).1).collect(),
        rows: strip.rows.iter().map(row).collect(),
    }
}
