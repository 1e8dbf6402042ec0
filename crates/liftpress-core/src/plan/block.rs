//! A block in a week: its top sets, then what follows from them, with every branch of a decision.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Branch, Entry, Exercise, Group, GroupKind, Role};
use crate::units::{Mass, Percent, Range};

use super::anchors::{Anchors, Done, NoTop, Outcome, Sets, Slot};
use super::maxes::Maxes;
use super::resolve::Resolver;
use super::top::{ByLift, DoneTop, TopSets};
use super::when::When;
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
    pub(super) fn top_sets(&mut self, top: &mut TopSets<'a>, when: When<'a>, previous: &mut Option<Outcome>) {
        let is_unread = top.none == NoTop::Unread;
        if is_unread {
            *previous = Some(None);
        }
        for later in [false, true] {
            let heaviest = top.heaviest();
            let mut sets: ByLift<'_, Sets<Outcome>> = ByLift::new();
            let mut before = *previous;
            for (i, (slot, outcome)) in top.slots.iter_mut().enumerate() {
                let lift = &slot.exercise.slug;
                let sets = sets.entry(lift).or_default();
                if top.refers[i] == later {
                    let heaviest =
                        if is_unread { Err(NoTop::Unread) } else { heaviest[lift].map(|(_, heaviest)| heaviest) };
                    let anchors =
                        Anchors { top: heaviest, tops: None, sets: Some(sets), previous: before, follows: false };
                    *outcome = match top.instead.iter().find(|(at, _)| *at == i) {
                        Some((_, done)) => Some(*done),
                        None => self.resolve(slot, &anchors, when),
                    };
                }
                sets.push(slot.sets.high, *outcome);
                before = Some(*outcome);
            }
        }
        if !is_unread {
            *previous = top.slots.last().map(|(_, done)| *done).or(*previous);
        }
    }

    /// Entries in order, after the top sets, if any.
    pub(super) fn follow(
        &mut self,
        entries: &[EntrySlots<'a>],
        top: Option<&TopSets<'a>>,
        when: When<'a>,
        previous: &mut Option<Outcome>,
    ) -> Vec<Worked> {
        let top = top.map(TopSets::done);
        let mut worked = Vec::with_capacity(entries.len());
        for EntrySlots { entry, slots, branches, .. } in entries {
            let before = *previous;
            let lines = self.sequence(slots, top.as_ref(), when, previous);
            let branches = branches
                .iter()
                .map(|branch| self.sequence(&branch.slots, top.as_ref(), when, &mut before.clone()))
                .collect();
            worked.push(Worked { lines, branches });
            if entry.sets.is_unread() {
                *previous = Some(None);
            }
        }
        worked
    }

    fn sequence(
        &mut self,
        slots: &[Slot<'a>],
        top: Option<&DoneTop<'a>>,
        when: When<'a>,
        previous: &mut Option<Outcome>,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(slots.len());
        for slot in slots {
            let anchors = match top {
                Some(top) => top.anchors(&slot.exercise.slug, *previous),
                None => Anchors { top: Err(NoTop::None), tops: None, sets: None, previous: *previous, follows: false },
            };
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
        // What the lifter swaps it for may be one of its substitutes.
        let others = entry.substitutes.iter().filter(|name| name.slug != exercise.slug);
        let substitutes = others.filter_map(|name| self.maxes.exercise(&name.slug));
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
            reps: slot.reps.clone(),
            load: slot.load.clone(),
            place: slot.place,
            role: if is_drop { Role::Drop } else { role },
            sets: slot.sets,
            single: slot.single,
            weight: done.weight,
            estimate: done.estimate,
            percent: done.share.map(|share| share.percent),
            percent_of_max,
            rest: slot.group.rest.or(slot.entry.rest),
        });
    }
    lines
}
