//! Formulas for the possible results of a strip's top set.

use crate::model::RoundingRule;
use crate::plan::{Hit, SlotRule, Strip};
use crate::units::{Mass, Percent, Range, Rounding};

use super::columns::{Cells, Column};
use super::formula::times;
use super::layout::{LineAt, StripAt};
use super::rules::Compiler;

/// The smallest difference between neighboring weights of a strip (`Rack::neighbors`).
const APART: Percent = Percent::whole(1);

/// Returns the formulas for the possible results of a strip, in order. `planned` is the current weight of the top set.
/// One of the results is this weight.
pub(super) fn hits(
    compiler: &mut Compiler<'_>,
    cells: &Cells,
    at: StripAt,
    strip: &Strip<'_>,
    (slot, place): (&SlotRule, LineAt),
    planned: Range<Mass>,
) -> Vec<String> {
    let position = |mass: Mass| strip.hits.iter().position(|hit| *hit == Hit::Weight(mass)).unwrap_or_default();
    let (low, high) = (position(planned.low), position(planned.high));
    let exercise = &compiler.book.exercises[slot.exercise];
    let ladder = &compiler.book.ladders[exercise.ladder];
    let mut next = |way, from: usize, share| {
        let rounding = RoundingRule { way, to: exercise.rounding.to };
        compiler.loadable.fit(ladder, rounding, &times(&cells.hit(at, from), share))
    };
    let hit = |(number, hit): (usize, &Hit)| match hit {
        Hit::Reps(reps) => reps.to_string(),
        Hit::Effort(effort) => effort.to_string(),
        Hit::Weight(_) if number < low => next(Rounding::Down, number + 1, APART.rest()),
        Hit::Weight(_) if number == low => cells.cell(place, Column::Weight),
        Hit::Weight(_) if number == high => cells.cell(place, Column::To),
        Hit::Weight(_) => next(Rounding::Up, number - 1, Percent::WHOLE.plus(APART)),
    };
    strip.hits.iter().enumerate().map(hit).collect()
}
