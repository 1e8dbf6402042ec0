//! What is done once it is known what the top sets came to.

use crate::model::Slug;
use crate::units::{Mass, Range, Rpe};

use super::anchors::{Done, Outcome, Performance};
use super::block::Worked;
use super::expander::Expander;
use super::resolve::Resolver;
use super::slots::{BlockSlots, DaySlots};
use super::top::TopSets;
use super::when::When;
use super::{Plan, Weight};

/// What a top set came to; what is left out was as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CameTo {
    /// What was on the bar; of a bodyweight exercise, what hung on the belt.
    pub weight: Option<Mass>,
    /// How many reps were done.
    pub reps: Option<u16>,
    /// How hard it was.
    pub effort: Option<Rpe>,
}

/// The top set of a lift: the heaviest set of it in a block's `top` that has a weight of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopSetAt<'s> {
    /// The block of the day, from 0.
    pub block: usize,
    /// The lift.
    pub lift: &'s Slug,
}

/// The weights of a day, in the shape of [`Day`](super::Day): those of its blocks, and of its accessories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAfter {
    /// Those of each block.
    pub blocks: Vec<BlockAfter>,
    /// Those of each accessory.
    pub accessories: Vec<ItemAfter>,
}

/// The weights of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockAfter {
    /// Those of each top exercise.
    pub top: Vec<ItemAfter>,
    /// Those of each back-off exercise.
    pub backoff: Vec<ItemAfter>,
}

/// The weights of an exercise, one for each group of sets; `None` where what the top set came to does not say how heavy it
/// is, as when the RPE chart has no such cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAfter {
    /// Those of its own sets.
    pub lines: Vec<Option<Weight>>,
    /// Those of each branch of its decision.
    pub alternatives: Vec<Vec<Option<Weight>>>,
}

impl Plan<'_> {
    /// Works a day out again: week and day by their positions in the plan, with what some of its top sets came to.
    /// `None` where there is no such day.
    ///
    /// A single that was planned at about 185 kg went up to 190; 12% off that are 167.2 kg, and 167.5 can be loaded:
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use liftpress_core::model::{Lifted, Lifter, Max, Slug};
    /// use liftpress_core::plan::{CameTo, TopSetAt, Weight, expand};
    /// use liftpress_core::source::Content;
    /// use liftpress_core::units::{Range, Unit};
    ///
    /// let content = Content::of_text("
    ///     title: A single and what follows
    ///     units: kg
    ///     days:
    ///       - {name: Squat, top: {squat: 1x1 @ RPE 8}, backoff: [{squat: 4x4 @ top -12%}]}
    /// ");
    /// let squat = Slug::new("squat").unwrap();
    /// let max = Max::given(Lifted::Weight("200 kg".parse().unwrap()), Unit::Kg);
    /// let lifter = Lifter::unnamed(&content.programs[0], Unit::Kg, [(squat.clone(), max)].into());
    /// let plan = expand(&content.programs[0], &lifter, None, content.basis()).plan.unwrap();
    ///
    /// let came = CameTo { weight: "190 kg".parse().ok(), ..CameTo::default() };
    /// let day = plan.after(0, 0, &[(TopSetAt { block: 0, lift: &squat }, came)]).unwrap();
    /// let backoff = Weight::Loaded(Range::one("167.5 kg".parse().unwrap()));
    /// assert_eq!(day.blocks[0].backoff[0].lines, [Some(backoff)]);
    /// ```
    #[must_use]
    pub fn after(&self, week: usize, day: usize, came: &[(TopSetAt<'_>, CameTo)]) -> Option<DayAfter> {
        let mut expander = Expander::new(self.program, self.lifter, self.assignment, self.basis);
        // What could go wrong was told when the plan was made.
        expander.resolver.tells = false;
        let when = self.weeks.get(week)?.when();
        let slots = expander.week_slots(when).into_iter().filter_map(DaySlots::trained).nth(day)?;
        Some(expander.resolver.day_after(&slots, came, when))
    }
}

impl<'a> Resolver<'a> {
    fn day_after(&mut self, day: &DaySlots<'a>, came: &[(TopSetAt<'_>, CameTo)], when: When<'a>) -> DayAfter {
        let mut previous = None;
        let blocks = day.blocks.iter().enumerate();
        let blocks = blocks
            .map(|(index, block)| {
                let came = came.iter().filter(|(at, _)| at.block == index).map(|(at, came)| (at.lift, *came));
                self.block_after(block, &came.collect::<Vec<_>>(), when, &mut previous)
            })
            .collect();
        let accessories = self.follow(&day.accessories, None, when, &mut previous);
        DayAfter { blocks, accessories: accessories.iter().map(ItemAfter::of).collect() }
    }

    fn block_after(
        &mut self,
        block: &BlockSlots<'a>,
        came: &[(&Slug, CameTo)],
        when: When<'a>,
        previous: &mut Option<Outcome>,
    ) -> BlockAfter {
        let slots = block.top.iter().flat_map(|entry| &entry.slots).cloned();
        let mut planned = TopSets::new(slots, block.none);
        self.top_sets(&mut planned, when, &mut previous.clone());
        let heaviest = planned.heaviest();
        let instead = came.iter().filter_map(|(lift, came)| {
            let (at, top) = heaviest.get(lift)?.as_ref().ok()?;
            Some((*at, self.came_to(top.done, *came)))
        });
        let mut top = TopSets { instead: instead.collect(), ..planned };
        self.top_sets(&mut top, when, previous);
        let backoff = self.follow(&block.backoff, Some(&top), when, previous);
        let mut outcomes = top.slots.iter().map(|(_, outcome)| outcome.map(|done| done.weight));
        let of_entry = |slots| outcomes.by_ref().take(slots).collect();
        let lines = block.top.iter().map(|entry| entry.slots.len()).map(of_entry);
        BlockAfter {
            top: lines.map(|lines| ItemAfter { lines, alternatives: Vec::new() }).collect(),
            backoff: backoff.iter().map(ItemAfter::of).collect(),
        }
    }

    /// A top set that was planned, as it came to be.
    pub(super) fn came_to(&self, planned: Done, came: CameTo) -> Done {
        let Performance { reps, effort } = planned.performance;
        let performance =
            Performance { reps: came.reps.map(Range::one).or(reps), effort: came.effort.map(Range::one).or(effort) };
        let Some(mass) = came.weight else { return Done { performance, ..planned } };
        let one = Range::one(mass);
        let (weight, target) = match planned.weight {
            Weight::Bodyweight(_) => {
                (Weight::Bodyweight(one), self.maxes.lifter.bodyweight.map(|own| Range::one(own + mass)))
            }
            Weight::Loaded(_) | Weight::Open => (Weight::Loaded(one), Some(one)),
        };
        Done { weight, target, performance, ..planned }
    }
}

impl ItemAfter {
    fn of(worked: &Worked) -> Self {
        let weights = |lines: &Vec<Outcome>| lines.iter().map(|outcome| outcome.map(|done| done.weight)).collect();
        Self { lines: weights(&worked.lines), alternatives: worked.branches.iter().map(weights).collect() }
    }
}
