//! Finds the top sets of a block, and the heaviest top set of each lift.

use crate::plan::{Block, BlockRules, Rule, Rulebook, ShareOf, Shown, SlotRule, Weight};
use crate::units::{Mass, Range};

use super::layout::{ItemAt, LineAt, Part};
use super::rules::Resolved;

/// The top sets of a block.
pub(super) struct Tops<'r> {
    pub(super) block: usize,
    pub(super) slots: Vec<&'r SlotRule>,
    pub(super) places: Vec<LineAt>,
    /// The planned weight of each set.
    pub(super) planned: Vec<Weight>,
    pub(super) lifts: Vec<Lift>,
}

/// A lift under `top` of a block.
pub(super) struct Lift {
    pub(super) exercise: usize,
    /// The index of the heaviest planned set that depends on no other set. The lifter logs the top set in the row of
    /// this set.
    pub(super) at: usize,
    /// The index of the heaviest set of the lift, including sets that depend on others.
    pub(super) heaviest: usize,
    /// Present if a weight depends on the 1RM that the lift's top set shows.
    pub(super) follows: Option<Follows>,
}

/// A dependency on the 1RM that a top set shows.
#[derive(Clone, Copy)]
pub(super) struct Follows {
    /// The index of the max that is used instead of this 1RM if the effort of the set is unknown.
    pub(super) max: Option<usize>,
}

impl<'r> Tops<'r> {
    pub(super) fn new(block: usize, planned: &Block<'_>, rules: &'r BlockRules, book: &Rulebook) -> Self {
        let mut tops = Self { block, slots: Vec::new(), places: Vec::new(), planned: Vec::new(), lifts: Vec::new() };
        for (item, rules) in rules.top.iter().enumerate() {
            for (line, slot) in rules.slots.iter().enumerate() {
                tops.slots.push(slot);
                tops.places.push(LineAt { item: ItemAt { part: Part::Top(block), item }, branch: None, line });
            }
        }
        tops.planned = planned.top.iter().flat_map(|item| &item.lines).map(|line| line.weight).collect();
        let mut lifts: Vec<usize> = Vec::new();
        for slot in &tops.slots {
            if !lifts.contains(&slot.exercise) {
                lifts.push(slot.exercise);
            }
        }
        let heaviest = |exercise: usize, counts: &dyn Fn(&SlotRule) -> bool| {
            let lines = planned.top.iter().flat_map(|item| &item.lines).zip(&tops.slots).enumerate();
            let of_lift = lines.filter(|(_, (_, slot))| slot.exercise == exercise && !slot.optional && counts(slot));
            // If several sets are equally heavy, the last one counts, except for sets that refer to other sets.
            of_lift.fold(None, |found: Option<(usize, _)>, (index, (line, slot))| {
                let mass = line.weight.heaviest();
                match found {
                    Some((_, known)) if mass < known || (mass == known && !is_own(book, slot)) => found,
                    _ => Some((index, mass)),
                }
            })
        };
        let lifts = lifts.into_iter().filter_map(|exercise| {
            let (at, _) = heaviest(exercise, &|slot| !slot.refers)?;
            let (heaviest, _) = heaviest(exercise, &|_| true)?;
            Some(Lift { exercise, at, heaviest, follows: None })
        });
        tops.lifts = lifts.collect();
        let only = tops.lifts.len() == 1;
        for lift in &mut tops.lifts {
            let slots =
                rules.backoff.iter().flat_map(|item| item.slots.iter().chain(item.alternatives.iter().flatten()));
            let mut followed = slots.filter_map(|slot| {
                let shown = shown_to(&book.rules[slot.rule])?;
                let is_it = shown.lift.map_or(only || slot.exercise == lift.exercise, |named| named == lift.exercise);
                is_it.then_some(Follows { max: shown.max })
            });
            lift.follows = followed.next();
        }
        tops
    }

    /// Returns the planned weight of a set; zero if the lifter picks the weight.
    pub(super) fn planned_at(&self, index: usize) -> Range<Mass> {
        match self.planned.get(index) {
            Some(Weight::Loaded(range) | Weight::Bodyweight(range)) => *range,
            Some(Weight::Open) | None => Range::one(Mass::ZERO),
        }
    }

    /// Returns the indexes of the sets of a lift.
    pub(super) fn of(&self, lift: &Lift) -> impl Iterator<Item = usize> {
        let slots = self.slots.iter().enumerate();
        slots.filter(|(_, slot)| slot.exercise == lift.exercise).map(|(index, _)| index)
    }

    /// Returns the groups of a lift that have been compiled. For each group, there are the number of its last set and
    /// its weight.
    pub(super) fn sets_of(&self, lift: &Lift, outcomes: &[Resolved]) -> Vec<(u16, Resolved)> {
        let mut last = 0;
        let known = self.of(lift).take_while(|index| *index < outcomes.len());
        known
            .map(|index| {
                last += self.slots[index].most;
                (last, outcomes[index].clone())
            })
            .collect()
    }
}

/// Returns whether the weight of a set depends on no other set.
pub(super) fn is_own(book: &Rulebook, slot: &SlotRule) -> bool {
    book.rules[slot.rule].anchor().is_none()
}

/// Returns the 1RM of a top set on which a rule depends; `None` if the rule depends on no such 1RM.
fn shown_to(rule: &Rule) -> Option<&Shown> {
    match rule {
        Rule::Share { of: ShareOf::Shown(shown), .. } | Rule::Effort { shown: Some(shown), .. } => Some(shown),
        _ => None,
    }
}
