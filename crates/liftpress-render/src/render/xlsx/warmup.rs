//! Formulas for warm-up sets. If a set is left out, its formula gives an empty text.

use rust_xlsxwriter::utility::row_col_to_cell;

use crate::booklet::Wording;
use crate::model::{Reps, RoundingRule};
use crate::plan::{BAR_REPS, Item, RAMP, Rack, SlotRule, WarmupRule, WarmupSetRule, jump};
use crate::units::{Mass, Percent, Range, Rounding};

use super::columns::{Cells, Column};
use super::formula::{number, times};
use super::rules::{Compiler, Resolved, SetContext, TopSet};

/// A warm-up set: the formula of its weight, and its reps in words.
pub(super) struct WarmupFormula {
    pub(super) formula: String,
    pub(super) reps: String,
}

/// An exercise with a warm-up.
pub(super) struct WarmupRow<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) rack: &'a Rack,
    pub(super) words: Wording<'a>,
    /// The row in which the warm-up is written.
    pub(super) row: u32,
    /// The weight of the first work set.
    pub(super) work: &'a Resolved,
}

impl WarmupRow<'_> {
    /// Returns the warm-up sets that a rule gives.
    pub(super) fn sets(&self, compiler: &mut Compiler<'_>, rule: &WarmupRule) -> Vec<WarmupFormula> {
        match rule {
            WarmupRule::Ramp => self.ramp(compiler),
            WarmupRule::Sets(sets) => self.written(compiler, sets),
        }
    }

    /// Returns sets from the empty bar up to the first work set. Each set is at least a certain step heavier than the
    /// set before it.
    fn ramp(&self, compiler: &mut Compiler<'_>) -> Vec<WarmupFormula> {
        let Some(work) = self.work.weight().map(|weight| weight.ends.low.clone()) else { return Vec::new() };
        let unit = compiler.unit();
        let bar = self.rack.bar(self.item.exercise);
        let cell = |set: usize| row_col_to_cell(self.row, Cells::hit_column(set + 1));
        let reps = |reps: u16| self.words.reps(&Reps::Count(Range::one(reps)));
        let least = number(bar.repeated(3) - Mass::TOLERANCE, unit);
        let empty = format!("IF(2*{work}<{least},\"\",{})", number(bar, unit));
        let mut sets = vec![WarmupFormula { formula: empty, reps: reps(BAR_REPS) }];
        let coarse = self.rack.coarse_rule(self.item.exercise);
        let nearest = RoundingRule { way: Rounding::Nearest, to: None };
        let (jump, tolerance) = (number(jump(unit) - Mass::TOLERANCE, unit), number(Mass::TOLERANCE, unit));
        for (percent, count) in RAMP {
            let weight = compiler.loadable.fit(&coarse, nearest, &times(&work, Percent::whole(percent)));
            let (first, last) = (cell(0), cell(sets.len() - 1));
            let is_above = format!("{weight}>=MAX({first}:{last})+{jump}");
            let formula =
                format!("IF({first}=\"\",\"\",IF(AND({is_above},{weight}<{work}-{tolerance}),{weight},\"\"))");
            sets.push(WarmupFormula { formula, reps: reps(count) });
        }
        sets
    }

    /// Returns the warm-up sets that the author wrote. In these sets, `top` means the first work set.
    fn written(&self, compiler: &mut Compiler<'_>, sets: &[WarmupSetRule]) -> Vec<WarmupFormula> {
        let top = self.work.weight().map(|done| TopSet { done: done.clone(), shown: None });
        let unit = compiler.unit();
        let lightest = number(self.rack.bar(self.item.exercise) - Mass::TOLERANCE, unit);
        let mut previous: Option<Resolved> = None;
        let mut lights = Vec::new();
        for WarmupSetRule { reps, slot } in sets {
            let outcome = compiler
                .resolve(slot, SetContext { top: top.as_ref(), previous: previous.as_ref(), ..SetContext::default() });
            let light = self.written_set(compiler, slot, &outcome, &lightest);
            let set = || WarmupFormula { formula: light.clone(), reps: self.words.reps(reps) };
            lights.extend((0..slot.most).map(|_| set()));
            previous = Some(outcome);
        }
        lights
    }

    /// Compiles a set. If the exercise is done with a bar, sets that are lighter than the empty bar are left out.
    fn written_set(&self, compiler: &Compiler<'_>, slot: &SlotRule, outcome: &Resolved, lightest: &str) -> String {
        let Some(weight) = outcome.weight() else { return "\"\"".to_owned() };
        let is_on_a_bar =
            compiler.book.exercises[slot.exercise].bar && self.work.weight().is_some_and(|work| !work.body);
        match &weight.target {
            Some(target) if is_on_a_bar => format!("IF({}<{lightest},\"\",{})", target.high, weight.ends.low),
            _ => weight.ends.low.clone(),
        }
    }
}

/// Returns the column of a warm-up set. Warm-up sets are in the columns of the boxes.
pub(super) fn column(set: usize, boxes: u16) -> Option<u16> {
    let set = u16::try_from(set).ok().filter(|set| *set < boxes)?;
    Some(Column::Set(set).number(boxes))
}
