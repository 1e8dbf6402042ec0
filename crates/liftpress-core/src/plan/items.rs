//! Turns evaluated sets into the plan's items and lines.

use crate::model::{GroupKind, Role};
use crate::units::{Mass, Range};

use super::expander::Expander;
use super::maxes::Maxes;
use super::planned_sets::{PlannedBranch, PlannedEntry, PlannedGroup};
use super::rules::{Evaluated, EvaluatedEntry, ItemRules};
use super::when::When;
use super::{Alternative, Item, Line, Substitute};

impl<'a> Expander<'a> {
    /// Returns the entries that have at least one set as items of the plan.
    pub(super) fn items(
        &self,
        role: Role,
        entries: &[PlannedEntry<'a>],
        rules: &[ItemRules],
        evaluated: &[EvaluatedEntry],
        when: When<'a>,
    ) -> Vec<Item<'a>> {
        let all = entries.iter().zip(rules).zip(evaluated);
        all.filter_map(|((entry, rules), evaluated)| self.item(role, entry, rules, evaluated, when)).collect()
    }

    fn item(
        &self,
        role: Role,
        planned: &PlannedEntry<'a>,
        rules: &ItemRules,
        evaluated: &EvaluatedEntry,
        when: When<'a>,
    ) -> Option<Item<'a>> {
        let PlannedEntry { entry, exercise, groups, branches } = planned;
        let lines_of = |groups, evaluated| lines(role, groups, evaluated, &self.maxes, when);
        let alternatives = branches.iter().zip(&evaluated.branches);
        let evaluator = self.evaluator();
        let substitutes = rules.substitutes.iter().map(|rule| Substitute {
            exercise: self.tables.exercise(rule.exercise),
            weights: evaluated
                .lines
                .iter()
                .filter_map(|line| Some(evaluator.substitute(rule, &line.outcome?)))
                .collect(),
        });
        let item = Item {
            exercise,
            entry,
            role,
            warmup: Vec::new(),
            lines: lines_of(groups, &evaluated.lines),
            alternatives: alternatives
                .map(|(PlannedBranch { branch, exercise, groups }, evaluated)| Alternative {
                    branch,
                    exercise,
                    lines: lines_of(groups, evaluated),
                })
                .collect(),
            substitutes: substitutes.collect(),
        };
        (!item.lines.is_empty()).then_some(item)
    }
}

/// Returns the lines of evaluated groups, in order.
fn lines<'a>(
    role: Role,
    groups: &[PlannedGroup<'a>],
    evaluated: &[Evaluated],
    maxes: &Maxes<'a>,
    when: When<'a>,
) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(groups.len());
    for (group, evaluated) in groups.iter().zip(evaluated) {
        let Some(done) = evaluated.outcome else { continue };
        let one_rep = done.target.and_then(|_| maxes.one_rep(group.exercise, when));
        let share = |mass: Mass| mass.percent_of(one_rep?);
        let percent_of_max = done.target.and_then(|target| {
            let (low, high) = (share(target.low)?, share(target.high)?);
            Some(Range { low, high })
        });
        let is_drop = group.group.kind == GroupKind::Drop;
        if is_drop && let Some(before) = lines.last_mut() {
            before.rest = before.rest.filter(|_| before.sets.high > 1);
        }
        lines.push(Line {
            group: group.group,
            reps: group.reps.clone(),
            load: group.load.clone(),
            place: group.place,
            role: if is_drop { Role::Drop } else { role },
            sets: group.sets,
            single: group.single,
            weight: done.weight,
            estimate: done.estimate,
            percent: done.share.map(|share| share.percent),
            percent_of_max,
            rest: group.group.rest.or(group.entry.rest),
        });
    }
    lines
}
