//! What-if runs: the weights of a day after some of its top sets are done.

use crate::model::Slug;
use crate::units::{Mass, Rpe};

use super::rules::{Evaluated, EvaluatedEntry, Evaluator, ItemRules};
use super::{Plan, Weight};

/// The result of a top set. A field that is `None` went as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CameTo {
    /// The weight on the bar; for a bodyweight exercise, the added weight.
    pub weight: Option<Mass>,
    /// The reps.
    pub reps: Option<u16>,
    /// The effort.
    pub effort: Option<Rpe>,
}

/// The top set of a lift: the heaviest set of the lift in a block's `top` that has a weight of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopSetAt<'s> {
    /// Position of the block in the day.
    pub block: usize,
    /// The lift.
    pub lift: &'s Slug,
}

/// The weights of a day, in the shape of [`Day`](super::Day).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAfter {
    /// The weights of each block.
    pub blocks: Vec<BlockAfter>,
    /// The weights of each accessory.
    pub accessories: Vec<ItemAfter>,
}

/// The weights of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockAfter {
    /// The weights of each top exercise.
    pub top: Vec<ItemAfter>,
    /// The weights of each back-off exercise.
    pub backoff: Vec<ItemAfter>,
}

/// The weights of an exercise, one for each group of sets. A weight is `None` if the result of the top set gives none,
/// for example because the RPE chart has no cell for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAfter {
    /// The weights of the exercise's own sets.
    pub lines: Vec<Option<Weight>>,
    /// The weights of each branch of `adjust`.
    pub alternatives: Vec<Vec<Option<Weight>>>,
}

impl Plan<'_> {
    /// Recalculates a day with the results of some of its top sets. `week` and `day` are positions in the plan. Returns
    /// `None` if the plan has no such day.
    ///
    /// A single was planned at about 185 kg, and the lifter did 190 kg. 12% less is 167.2 kg, so 167.5 kg is loaded:
    ///
    /// ```
    /// use liftpress_core::Training;
    /// use liftpress_core::model::Slug;
    /// use liftpress_core::plan::{CameTo, TopSetAt, Weight};
    /// use liftpress_core::units::Range;
    ///
    /// let program = "{title: A single and what follows, days: [{name: A, top: {squat: 1x1 @ RPE 8}, backoff: {squat: 4x4 @ top -12%}}]}";
    /// let training = Training::of(program).and_then(|read| read.with_max("squat", "200 kg")).unwrap();
    /// let plan = training.plan().unwrap();
    /// let squat = Slug::new("squat").unwrap();
    ///
    /// let came = CameTo { weight: "190 kg".parse().ok(), ..CameTo::default() };
    /// let day = plan.after(0, 0, &[(TopSetAt { block: 0, lift: &squat }, came)]).unwrap();
    /// let backoff = Weight::Loaded(Range::one("167.5 kg".parse().unwrap()));
    /// assert_eq!(day.blocks[0].backoff[0].lines, [Some(backoff)]);
    /// ```
    #[must_use]
    pub fn after(&self, week: usize, day: usize, came: &[(TopSetAt<'_>, CameTo)]) -> Option<DayAfter> {
        let rules = &self.weeks.get(week)?.days.get(day)?.rules;
        let chart = &self.basis.settings.rpe_chart;
        let mut evaluator = Evaluator::new(&self.tables, &self.rack, chart, self.lifter.bodyweight);
        let mut previous = None;
        let blocks = rules.blocks.iter().enumerate().map(|(index, block)| {
            let of_block = came.iter().filter(|(at, _)| at.block == index);
            let of_block = of_block.filter_map(|(at, came)| Some((self.tables.position(at.lift)?, *came)));
            let after = evaluator.block_after(block, &of_block.collect::<Vec<_>>(), &mut previous);
            let mut top = after.top.iter();
            let mut of_entry = |item: &ItemRules| weights(top.by_ref().take(item.slots.len()));
            BlockAfter {
                top: block
                    .top
                    .iter()
                    .map(|item| ItemAfter { lines: of_entry(item), alternatives: Vec::new() })
                    .collect(),
                backoff: after.backoff.iter().map(ItemAfter::of).collect(),
            }
        });
        let blocks = blocks.collect();
        let accessories = evaluator.accessories(&rules.accessories, &mut previous);
        Some(DayAfter { blocks, accessories: accessories.iter().map(ItemAfter::of).collect() })
    }
}

impl ItemAfter {
    fn of(entry: &EvaluatedEntry) -> Self {
        let alternatives = entry.branches.iter().map(|branch| weights(branch.iter()));
        Self { lines: weights(entry.lines.iter()), alternatives: alternatives.collect() }
    }
}

fn weights<'e>(groups: impl Iterator<Item = &'e Evaluated>) -> Vec<Option<Weight>> {
    groups.map(|group| group.outcome.map(|done| done.weight)).collect()
}
