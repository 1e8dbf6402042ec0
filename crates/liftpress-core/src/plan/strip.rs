//! Strips: tables of back-off weights for each likely result of a top set whose result is not known before the lifter
//! trains.

use crate::model::{Exercise, LoadRule};
use crate::units::{Mass, Range, Rpe};

use super::rules::{BlockRules, EvaluatedBlock, Evaluator, HitsRule, Outcome, TopSet};
use super::{Block, CameTo, Hit, Line, Rack, Strip, StripRow, Weight};

/// The number of weights on each side of the estimate. Misjudging the effort by one point changes the weight by about 3%.
const NEIGHBORS: usize = 2;

/// Returns a strip for each lift of a block's `top` whose result decides back-off weights. `before` is the result of
/// the set before the block.
pub(super) fn strips<'a>(
    block: &Block<'a>,
    rules: &BlockRules,
    planned: &EvaluatedBlock,
    evaluator: &mut Evaluator<'_, 'a>,
    before: Option<Outcome>,
) -> Vec<Strip<'a>> {
    // A plan with mistakes has no lines to show.
    if !planned.is_whole() {
        return Vec::new();
    }
    let mut tops = evaluator.top_sets(rules, &planned.top);
    // Each lift occurs once, in the order of the lifts' first sets.
    let mut strips = Vec::new();
    for slot in rules.top_slots() {
        let Some((at, top)) = tops.remove(&slot.exercise) else { continue };
        let exercise = evaluator.exercise(slot.exercise);
        let hits = hits(rules, evaluator, at, &top, exercise);
        if hits.len() < 2 {
            continue;
        }
        let column = |hit: &Hit| {
            let came = evaluator.came_to(top.done, (*hit).into());
            let mut column = evaluator.block(rules, &[(at, came)], &mut before.clone());
            column.backoff.retain(|entry| !entry.lines.is_empty());
            column
        };
        let columns: Vec<_> = hits.iter().map(column).collect();
        let mut rows = rows(block, at, &columns);
        rows.retain(|row| !repeats_header(row, &hits));
        if !rows.is_empty() {
            strips.push(Strip { exercise, hits, rows });
        }
    }
    strips
}

/// Returns the likely results of the top set. If its weight is an estimate, they are the weights around the estimate.
/// Otherwise, if a later weight follows from the 1RM that the top set shows, they are the reps of an open set, or
/// efforts.
fn hits(rules: &BlockRules, evaluator: &Evaluator<'_, '_>, at: usize, top: &TopSet, exercise: &Exercise) -> Vec<Hit> {
    if top.done.estimate {
        let Weight::Loaded(mass) = top.done.weight else { return Vec::new() };
        return weights_around(evaluator.rack(), mass, exercise).into_iter().map(Hit::Weight).collect();
    }
    match rules.top_slots().nth(at).and_then(|slot| slot.hits.as_ref()) {
        Some(HitsRule::Reps(reps)) => reps.iter().map(|reps| Hit::Reps(*reps)).collect(),
        Some(HitsRule::Effort(efforts)) => efforts.iter().map(|effort| Hit::Effort(*effort)).collect(),
        Some(HitsRule::Weight) | None => Vec::new(),
    }
}

/// Returns the estimated weights and their loadable neighbors.
fn weights_around(rack: &Rack, mass: Range<Mass>, exercise: &Exercise) -> Vec<Mass> {
    let (mut weights, _) = rack.neighbors(mass.low, exercise, NEIGHBORS);
    weights.reverse();
    weights.push(mass.low);
    if mass.low < mass.high {
        let (_, between) = rack.neighbors(mass.low, exercise, 4 * NEIGHBORS);
        weights.extend(between.into_iter().filter(|weight| *weight < mass.high));
        weights.push(mass.high);
    }
    weights.extend(rack.neighbors(mass.high, exercise, NEIGHBORS).1);
    weights
}

/// Returns the rows of the strip from its columns. Each column has the weights for one result. `at` is the position of
/// the top set in the block.
fn rows<'a>(block: &Block<'a>, at: usize, columns: &[EvaluatedBlock]) -> Vec<StripRow<'a>> {
    let mut rows = Vec::new();
    let mut add = |exercise, line: &Line<'a>, branch, outcome: &dyn Fn(&EvaluatedBlock) -> Outcome| {
        let weights: Option<Vec<Weight>> = columns.iter().map(|column| Some(outcome(column)?.weight)).collect();
        if let Some(weights) = weights.filter(|weights| weights.windows(2).any(|pair| pair[0] != pair[1])) {
            rows.push(StripRow { exercise, line: line.clone(), branch, weights });
        }
    };
    let top = block.top.iter().flat_map(|item| item.lines.iter().map(|line| (item.exercise, line)));
    // Sets before the top set are done as planned.
    for (i, (exercise, line)) in top.enumerate().skip(at + 1) {
        add(exercise, line, None, &|column| column.top[i].outcome);
    }
    for (i, item) in block.backoff.iter().enumerate() {
        for (j, line) in item.lines.iter().enumerate() {
            add(item.exercise, line, None, &|column| column.backoff[i].lines[j].outcome);
        }
        for (b, alternative) in item.alternatives.iter().enumerate() {
            for (j, line) in alternative.lines.iter().enumerate() {
                let outcome = |column: &EvaluatedBlock| column.backoff[i].branches[b][j].outcome;
                add(alternative.exercise, line, Some(alternative.branch), &outcome);
            }
        }
    }
    rows
}

/// Returns whether a row only repeats the results in the head of the strip, as the row of a back-off set `@ top` does.
fn repeats_header(row: &StripRow<'_>, hits: &[Hit]) -> bool {
    let is_same_load = row.line.load().is_some_and(|load| match load.rule {
        LoadRule::Relative { change, .. } => change.is_none() && load.step.is_none(),
        _ => false,
    });
    let is_hit = |(weight, hit): (&Weight, &Hit)| matches!(hit, Hit::Weight(mass) if *weight == Weight::Loaded(Range::one(*mass)));
    is_same_load && row.weights.iter().zip(hits).all(is_hit)
}

impl From<Hit> for CameTo {
    fn from(hit: Hit) -> Self {
        match hit {
            Hit::Weight(mass) => Self { weight: Some(mass), ..Self::default() },
            // An AMRAP set is taken to failure.
            Hit::Reps(reps) => Self { reps: Some(reps), effort: Some(Rpe::LIMIT), ..Self::default() },
            Hit::Effort(rpe) => Self { effort: Some(rpe), ..Self::default() },
        }
    }
}
