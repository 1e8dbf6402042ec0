//! Records the load rules of a plan.

use crate::plan::{Day, ItemRules, MassStep, Off, Plan, Rule, Rulebook, ShareOf, Shown, SlotRule};

use super::names::Named;
use super::walk::Seen;

impl Seen {
    /// Records the variants of the rules, and their combinations that are evaluated differently.
    pub(super) fn rules(&mut self, plan: &Plan<'_>) {
        let book = plan.rulebook();
        book.ladders.iter().for_each(|ladder| self.variant(ladder));
        book.references.iter().for_each(|reference| self.steps("a reference", &reference.then));
        for day in plan.weeks.iter().flat_map(|week| &week.days).map(Day::rules) {
            let blocks = day.blocks.iter().flat_map(|block| block.top.iter().chain(&block.backoff));
            blocks.chain(&day.accessories).for_each(|item| self.item_rules(&book, item));
        }
    }

    fn item_rules(&mut self, book: &Rulebook, item: &ItemRules) {
        item.warmup.iter().for_each(|warmup| self.variant(warmup));
        for slot in item.slots.iter().chain(item.alternatives.iter().flatten()) {
            self.slot_rule(book, slot);
        }
    }

    fn slot_rule(&mut self, book: &Rulebook, slot: &SlotRule) {
        let (rule, body) = (&book.rules[slot.rule], book.exercises[slot.exercise].body);
        self.variant(rule);
        slot.hits.iter().for_each(|hits| self.variant(hits));
        let on = if body { "with bodyweight" } else { "without bodyweight" };
        self.note(on, rule.name());
        match rule {
            Rule::Bar { then } | Rule::Belt { then, .. } => self.steps(rule.name(), then),
            Rule::Share { of, then, .. } => {
                self.variant(of);
                self.steps(rule.name(), then);
                if let ShareOf::Shown(shown) = of {
                    self.shown(shown);
                }
            }
            Rule::Effort { shown, .. } => shown.iter().for_each(|shown| self.shown(shown)),
            Rule::Off { from, by, then, .. } => {
                self.note(&format!("{} {on}", Rule::TYPE), from.name());
                let by = by.as_ref().map_or("as heavy", |by: &Off| {
                    self.variant(by);
                    by.name()
                });
                self.note(&format!("off {on}"), by);
                self.steps(&format!("off {on}"), then);
            }
            Rule::Open | Rule::Weight { .. } | Rule::Drop { .. } => {}
        }
    }

    fn shown(&mut self, shown: &Shown) {
        shown.carried.iter().for_each(|carried| self.variant(carried));
    }

    fn steps(&mut self, of: &str, steps: &[MassStep]) {
        for step in steps {
            self.variant(step);
            self.note(&format!("steps of {of}"), step.name());
        }
    }
}
