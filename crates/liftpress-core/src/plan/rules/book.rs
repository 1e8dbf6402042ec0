//! The rules of a plan, for who computes weights without us.

use crate::plan::{Day, Plan};

use super::groups::DayRules;
use super::ir::{MaxRule, Rulebook, Strength};

impl Plan<'_> {
    /// The rules that the weights of this plan follow from, and of those that were [made](crate::plan::expand_each) with it.
    #[must_use]
    pub fn rulebook(&self) -> Rulebook {
        let tables = &self.tables;
        Rulebook {
            strength: self.strength(tables.maxes.values().to_vec()),
            references: tables.references.values().to_vec(),
            ladders: tables.ladders.values().to_vec(),
            exercises: tables.exercises.iter().map(|(_, rule)| rule.clone()).collect(),
            chart: tables.is_charted.then(|| self.basis.settings.rpe_chart.clone()),
            rules: tables.rules.values().to_vec(),
        }
    }

    /// What this lifter brings to another plan's rules, of which these are the maxes, where the two plans are of one shape:
    /// [`hash_shape`](Self::hash_shape).
    #[must_use]
    pub fn strength_like(&self, maxes: &[MaxRule]) -> Strength {
        let own = |max: &MaxRule| {
            let is_it = |own: &&MaxRule| (&own.lift, own.reps, own.from_week) == (&max.lift, max.reps, max.from_week);
            self.tables.maxes.values().iter().find(is_it).unwrap_or(max).clone()
        };
        self.strength(maxes.iter().map(own).collect())
    }

    fn strength(&self, maxes: Vec<MaxRule>) -> Strength {
        Strength { own: self.lifter.bodyweight, step: self.rack.step(), maxes }
    }
}

impl Day<'_> {
    /// The rules that its weights follow from, in its shape. They refer to the plan's [`Rulebook`].
    #[must_use]
    pub fn rules(&self) -> &DayRules {
        &self.rules
    }
}
