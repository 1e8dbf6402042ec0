//! A block in a week: its top sets, then what follows from them, with every branch of a decision.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Anchor, Branch, Entry, Exercise, Group, GroupKind, Role, Slug};
use crate::units::{Mass, Percent, Range};

use super::anchors::{Anchors, Done, NoTop, Outcome, Slot, TopSet};
use super::maxes::Maxes;
use super::resolve::{Resolver, When};
use super::{Alternative, Item, Line, Substitute, Weight, sets_of};

/// An entry in a week, to be worked out.
pub(super) struct EntrySlots<'a> {
    pub(super) entry: &'a Entry,
    pub(super) exercise: &'a Exercise,
    pub(super) slots: Vec<Slot<'a>>,
    pub(super) branches: Vec<BranchSlots<'a>>,
}

/// A branch of a decision, to be worked out.
pub(super) struct BranchSlots<'a> {
    pub(super) branch: &'a Branch,
    pub(super) exercise: &'a Exercise,
    pub(super) slots: Vec<Slot<'a>>,
}

/// What an entry came to.
pub(super) struct Worked {
    pub(super) lines: Vec<Outcome>,
    pub(super) branches: Vec<Vec<Outcome>>,
}

/// What a block's `top` came to.
pub(super) struct TopSets<'a> {
    pub(super) slots: Vec<(Slot<'a>, Outcome)>,
    /// Why there is none, when there is none.
    pub(super) none: NoTop<'a>,
}

/// A top set that came to something else than was planned: the set's position, and what it came to.
pub(super) type Instead = Option<(usize, Done)>;

/// The groups of a scheme in a week, after the phase's share of the sets.
///
/// Of the sets that are written, that share is done, rounded to the nearest whole, halves up, and at least one; what is
/// left out, is left out from the end. More than all of them are added to the first work group.
pub(super) fn scaled(groups: &[Group], share: Percent) -> Vec<(&Group, Range<u16>)> {
    let written = groups.iter().map(sets_of);
    let total = written.clone().fold(Range::one(0_u16), |sum, sets| Range {
        low: sum.low.saturating_add(sets.low),
        high: sum.high.saturating_add(sets.high),
    });
    let mut left = total.map(|sets| share.of_count(sets));
    let extra = Range { low: left.low.saturating_sub(total.low), high: left.high.saturating_sub(total.high) };
    let mut more = Some(extra);
    let done = groups.iter().zip(written).map(|(group, sets)| {
        let extra = if group.kind == GroupKind::Drop { None } else { more.take() }.unwrap_or(Range::one(0));
        let sets = Range { low: sets.low + extra.low, high: sets.high + extra.high };
        let taken = Range { low: sets.low.min(left.low), high: sets.high.min(left.high) };
        left = Range { low: left.low - taken.low, high: left.high - taken.high };
        (group, Range { low: taken.low.max(1).min(taken.high), high: taken.high })
    });
    done.filter(|(_, sets)| sets.high > 0).collect()
}

impl<'a> Resolver<'a> {
    /// A block's `top`: first the sets with a weight of their own, then those that refer to the heaviest of them.
    pub(super) fn top_sets(
        &mut self,
        top: &mut TopSets<'a>,
        when: When<'a>,
        previous: &mut Option<Outcome>,
        instead: Instead,
    ) {
        let refers = refers_to_top(&top.slots);
        for later in [false, true] {
            let mut before = *previous;
            for i in 0..top.slots.len() {
                if refers[i] == later {
                    let slug = &top.slots[i].0.exercise.slug;
                    let sets = top.sets_of(slug, i);
                    let heaviest = top.heaviest(slug, Some(&refers)).map(|(_, top)| top);
                    let anchors = Anchors { top: heaviest, sets: &sets, previous: before, follows: false };
                    let planned = self.resolve(&top.slots[i].0, &anchors, when);
                    top.slots[i].1 = match instead {
                        Some((at, done)) if at == i => Some(done),
                        _ => planned,
                    };
                }
                before = Some(top.slots[i].1);
            }
        }
        *previous = top.slots.last().map(|(_, done)| *done).or(*previous);
    }

    /// Entries in order, after the top sets, if any.
    pub(super) fn follow(
        &mut self,
        entries: &[EntrySlots<'a>],
        top: Option<&TopSets<'a>>,
        when: When<'a>,
        previous: &mut Option<Outcome>,
    ) -> Vec<Worked> {
        let mut worked = Vec::with_capacity(entries.len());
        for EntrySlots { slots, branches, .. } in entries {
            let before = *previous;
            let lines = self.sequence(slots, top, when, previous);
            let branches =
                branches.iter().map(|branch| self.sequence(&branch.slots, top, when, &mut before.clone())).collect();
            worked.push(Worked { lines, branches });
        }
        worked
    }

    fn sequence(
        &mut self,
        slots: &[Slot<'a>],
        top: Option<&TopSets<'a>>,
        when: When<'a>,
        previous: &mut Option<Outcome>,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(slots.len());
        for slot in slots {
            let slug = &slot.exercise.slug;
            let sets = top.map(|top| top.sets_of(top.lift_for(slug), top.slots.len())).unwrap_or_default();
            let heaviest = top.map_or(Err(NoTop::None), |top| top.heaviest(slug, None)).map(|(_, top)| top);
            let anchors = Anchors { top: heaviest, sets: &sets, previous: *previous, follows: top.is_some() };
            let outcome = self.resolve(slot, &anchors, when);
            *previous = Some(outcome);
            outcomes.push(outcome);
        }
        outcomes
    }

    /// Decisions look back on a top set; without one there is nothing to decide by.
    pub(super) fn refuse_decisions(&mut self, entries: &[EntrySlots<'a>]) {
        for entry in entries {
            if let Some(branch) = entry.entry.adjust.first() {
                let message = "`adjust` looks back on a top set, and there is none before this";
                let diagnostic = Diagnostic::error(Code::NoReference, branch.place.clone(), message)
                    .help("write it on an entry of the `backoff` of a block that has a `top`");
                self.tell(diagnostic);
            }
        }
    }

    /// An entry as an item of the plan.
    pub(super) fn item(&self, role: Role, entry: EntrySlots<'a>, worked: &Worked, when: When<'a>) -> Option<Item<'a>> {
        let EntrySlots { entry, exercise, slots, branches } = entry;
        let own = lines(role, &slots, &worked.lines, &self.maxes, when);
        let alternatives = branches
            .into_iter()
            .zip(&worked.branches)
            .map(|(BranchSlots { branch, exercise, slots }, outcomes)| Alternative {
                branch,
                exercise,
                lines: lines(role, &slots, outcomes, &self.maxes, when),
            })
            .collect();
        let substitutes = entry.substitutes.iter().filter_map(|name| self.maxes.exercise(&name.slug));
        let substitutes = substitutes
            .map(|substitute| Substitute {
                exercise: substitute,
                weights: worked
                    .lines
                    .iter()
                    .flatten()
                    .map(|done| self.instead(exercise, substitute, done, when))
                    .collect(),
            })
            .collect();
        let item = Item { exercise, entry, role, warmup: Vec::new(), lines: own, alternatives, substitutes };
        (!item.lines.is_empty()).then_some(item)
    }

    /// The same share of a substitute's own max; the lifter picks where one of the two has none.
    fn instead(&self, exercise: &'a Exercise, substitute: &'a Exercise, done: &Done, when: When<'a>) -> Weight {
        let own = self.maxes.one_rep(exercise, when).zip(self.maxes.one_rep(substitute, when));
        let Some((target, (from, to))) = done.target.zip(own) else { return Weight::Open };
        let ends = target.low.in_proportion(to, from).zip(target.high.in_proportion(to, from));
        ends.map_or(Weight::Open, |(low, high)| self.as_loaded(substitute, Range { low, high }))
    }
}

impl<'a> TopSets<'a> {
    /// Every single set of an exercise among the first `until` groups.
    fn sets_of(&self, exercise: &Slug, until: usize) -> Vec<Outcome> {
        let of_exercise = self.slots[..until].iter().filter(|(slot, _)| slot.exercise.slug == *exercise);
        of_exercise.flat_map(|(slot, outcome)| (0..slot.sets.high).map(|_| *outcome)).collect()
    }

    /// The exercise of `top` that a following exercise refers to: the same one, else the only one.
    fn lift_for<'s>(&'s self, exercise: &'s Slug) -> &'s Slug {
        let mut lifts = self.slots.iter().map(|(slot, _)| &slot.exercise.slug);
        let Some(first) = lifts.next() else { return exercise };
        if lifts.all(|lift| lift == first) { first } else { exercise }
    }

    /// The heaviest set that `exercise` may refer to, and its position. From within `top`, sets not yet worked out refer
    /// to it too.
    pub(super) fn heaviest(&self, exercise: &Slug, refers: Option<&[bool]>) -> Result<(usize, TopSet<'a>), NoTop<'a>> {
        let lift = self.lift_for(exercise);
        if self.slots.is_empty() {
            return Err(self.none);
        }
        let of_lift = self.slots.iter().enumerate().filter(|(_, (slot, _))| slot.exercise.slug == *lift);
        let own: Vec<_> = of_lift.collect();
        if own.is_empty() {
            return Err(NoTop::Several);
        }
        let mut independent = own.iter().filter(|(i, _)| refers.is_none_or(|refers| !refers[*i])).peekable();
        if independent.peek().is_none() {
            return Err(NoTop::Circular);
        }
        let done: Option<Vec<_>> = independent
            .map(|(i, (slot, outcome))| outcome.map(|done| (*i, TopSet { exercise: slot.exercise, done })))
            .collect();
        let heaviest = done.and_then(|done| done.into_iter().max_by_key(|(_, top)| top.done.weight.heaviest()));
        heaviest.ok_or(NoTop::Failed)
    }
}

/// Which groups of a `top` refer to its heaviest set, by themselves or through the set before.
pub(super) fn refers_to_top(slots: &[(Slot<'_>, Outcome)]) -> Vec<bool> {
    let mut refers: Vec<bool> = Vec::with_capacity(slots.len());
    for (i, (slot, _)) in slots.iter().enumerate() {
        let set = |n: u16| {
            let mut left = n;
            let before = slots[..i].iter().zip(&refers);
            before.filter(|((other, _), _)| other.exercise.slug == slot.exercise.slug).find_map(
                |((other, _), refers)| {
                    let here = left <= other.sets.high;
                    left = left.saturating_sub(other.sets.high);
                    here.then_some(*refers)
                },
            )
        };
        refers.push(match slot.anchor() {
            Some(Anchor::Top) => true,
            Some(Anchor::Previous) => i > 0 && refers[i - 1],
            Some(Anchor::Set(n)) => set(n).unwrap_or(false),
            None => false,
        });
    }
    refers
}

/// Groups that were worked out, in order.
pub(super) fn lines<'a>(
    role: Role,
    slots: &[Slot<'a>],
    outcomes: &[Outcome],
    maxes: &Maxes<'a>,
    when: When<'a>,
) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(slots.len());
    for (slot, outcome) in slots.iter().zip(outcomes) {
        let Some(done) = outcome else { continue };
        let one_rep = done.target.and_then(|_| maxes.one_rep(slot.exercise, when));
        let share = |mass: Mass| mass.percent_of(one_rep?);
        let percent_of_max = done.target.and_then(|target| {
            let (low, high) = (share(target.low)?, share(target.high)?);
            Some(Range { low, high })
        });
        let is_drop = slot.group.kind == GroupKind::Drop;
        if is_drop && let Some(before) = lines.last_mut() {
            before.rest = before.rest.filter(|_| before.sets.high > 1);
        }
        lines.push(Line {
            group: slot.group,
            role: if is_drop { Role::Drop } else { role },
            sets: slot.sets,
            weight: done.weight,
            estimate: done.estimate,
            percent: done.share.map(|share| share.percent),
            percent_of_max,
            rest: slot.group.rest.or(slot.entry.rest),
        });
    }
    lines
}
