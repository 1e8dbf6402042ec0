//! The light sets before the work, as formulas. A set that is left out is an empty text.

use rust_xlsxwriter::utility::row_col_to_cell;

use crate::booklet::Wording;
use crate::model::{Reps, RoundingRule};
use crate::plan::{BAR_REPS, Item, RAMP, Rack, SlotRule, WarmupRule, WarmupSetRule, jump};
use crate::units::{Mass, Percent, Range, Rounding};

use super::columns::{Cells, Column};
use super::formula::{number, times};
use super::rules::{Around, Compiler, Outcome, TopSet};

/// A light set: its formula, and its reps in words.
pub(super) struct Light {
    pub(super) formula: String,
    pub(super) reps: String,
}

/// What light sets follow from.
pub(super) struct Before<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) rack: &'a Rack,
    pub(super) words: Wording<'a>,
    /// The row that they stand in.
    pub(super) row: u32,
    /// The first work set.
    pub(super) work: &'a Outcome,
}

impl Before<'_> {
    /// The light sets by their rule.
    pub(super) fn sets(&self, compiler: &mut Compiler<'_>, rule: &WarmupRule) -> Vec<Light> {
        match rule {
            WarmupRule::Ramp => self.ramp(compiler),
            WarmupRule::Sets(sets) => self.written(compiler, sets),
        }
    }

    /// From the empty bar to the first work set, each well above the one before.
    fn ramp(&self, compiler: &mut Compiler<'_>) -> Vec<Light> {
        let Some(work) = self.work.weight().map(|weight| weight.ends.low.clone()) else { return Vec::new() };
        let unit = compiler.unit();
        let bar = self.rack.bar(self.item.exercise);
        let cell = |set: usize| row_col_to_cell(self.row, Cells::hit_column(set + 1));
        let reps = |reps: u16| self.words.reps(&Reps::Count(Range::one(reps)));
        let least = number(bar.repeated(3) - Mass::TOLERANCE, unit);
        let empty = format!("IF(2*{work}<{least},\"\",{})", number(bar, unit));
        let mut sets = vec![Light { formula: empty, reps: reps(BAR_REPS) }];
        let coarse = self.rack.coarse_rule(self.item.exercise);
        let nearest = RoundingRule { way: Rounding::Nearest, to: None };
        let (jump, hair) = (number(jump(unit) - Mass::TOLERANCE, unit), number(Mass::TOLERANCE, unit));
        for (percent, count) in RAMP {
            let weight = compiler.loadable.fit(&coarse, nearest, &times(&work, Percent::whole(percent)));
            let (first, last) = (cell(0), cell(sets.len() - 1));
            let is_above = format!("{weight}>=MAX({first}:{last})+{jump}");
            let formula = format!("IF({first}=\"\",\"\",IF(AND({is_above},{weight}<{work}-{hair}),{weight},\"\"))");
            sets.push(Light { formula, reps: reps(count) });
        }
        sets
    }

    /// The author's own; `top` is the first work set.
    fn written(&self, compiler: &mut Compiler<'_>, sets: &[WarmupSetRule]) -> Vec<Light> {
        let top = self.work.weight().map(|done| TopSet { done: done.clone(), shown: None });
        let unit = compiler.unit();
        let lightest = number(self.rack.bar(self.item.exercise) - Mass::TOLERANCE, unit);
        let mut previous: Option<Outcome> = None;
        let mut lights = Vec::new();
        for WarmupSetRule { reps, slot } in sets {
            let outcome =
                compiler.work(slot, Around { top: top.as_ref(), previous: previous.as_ref(), ..Around::default() });
            let light = self.written_set(compiler, slot, &outcome, &lightest);
            let set = || Light { formula: light.clone(), reps: self.words.reps(reps) };
            lights.extend((0..slot.most).map(|_| set()));
            previous = Some(outcome);
        }
        lights
    }

    /// On a bar, sets below the empty one are left out.
    fn written_set(&self, compiler: &Compiler<'_>, slot: &SlotRule, outcome: &Outcome, lightest: &str) -> String {
        let Some(weight) = outcome.weight() else { return "\"\"".to_owned() };
        let is_on_a_bar =
            compiler.book.exercises[slot.exercise].bar && self.work.weight().is_some_and(|work| !work.body);
        match &weight.target {
            Some(target) if is_on_a_bar => format!("IF({}<{lightest},\"\",{})", target.high, weight.ends.low),
            _ => weight.ends.low.clone(),
        }
    }
}

/// The cell of a light set: they stand where the boxes are.
pub(super) fn column(set: usize, boxes: u16) -> Option<u16> {
    let set = u16::try_from(set).ok().filter(|set| *set < boxes)?;
    Some(Column::Set(set).number(boxes))
}
