//! Exports the rules of a plan for other evaluators: the script of a page and workbooks.

use crate::plan::{Day, Plan};

use super::groups::DayRules;
use super::ir::{MaxRule, Rulebook, Strength};

impl Plan<'_> {
    /// Returns the rules of this plan and of the plans that were [calculated](crate::plan::expand_each) with it.
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

    /// Returns this lifter's part of another plan's rules. Both plans must have one shape: see
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
    /// Returns the rules of the day's weights, in the day's shape. They refer to the plan's [`Rulebook`].
    #[must_use]
    pub fn rules(&self) -> &DayRules {
        &self.rules
    }
}
