//! Conditions of `adjust` branches in words: how a top set went.

use crate::model::{Bound, Condition, Labels, Look};
use crate::units::Range;

use super::words::{Wording, between};

impl Wording<'_> {
    /// Puts a condition into words: `RPE 7 or less`, `8 reps or more`, `form breaks down`.
    pub(crate) fn condition(self, condition: Condition) -> String {
        let words = self.labels;
        match condition {
            Condition::Effort(bound) => match bound {
                Bound::AtMost(rpe) => words.rpe_at_most(self.rpe(rpe)),
                Bound::Below(rpe) => words.rpe_below(self.rpe(rpe)),
                Bound::AtLeast(rpe) => words.rpe_at_least(self.rpe(rpe)),
                Bound::Above(rpe) => words.rpe_above(self.rpe(rpe)),
                Bound::Between(Range { low, high }) => format!("RPE {}", between(self.rpe(low), &self.rpe(high))),
            },
            Condition::Reps(bound) => match bound {
                Bound::AtMost(reps) => words.reps_at_most(reps),
                Bound::Below(reps) => words.reps_below(reps),
                Bound::AtLeast(reps) => words.reps_at_least(reps),
                Bound::Above(reps) => words.reps_above(reps),
                Bound::Between(Range { low, high: 1 }) => words.rep_count(between(low.to_string(), "1")),
                Bound::Between(Range { low, high }) => words.reps_count(between(low.to_string(), &high.to_string())),
            },
            Condition::Look(look) => words.look(look).to_owned(),
        }
    }
}

/// Returns the question that the lifter answers to decide whether this condition holds.
pub(super) fn question(condition: Condition, labels: &Labels) -> &str {
    match condition {
        Condition::Effort(_) => labels.effort_question(),
        Condition::Reps(_) => labels.reps_question(),
        Condition::Look(Look::FormBreaksDown | Look::FormIsGood) => labels.form_question(),
        Condition::Look(Look::BarIsSlow | Look::BarIsFast) => labels.speed_question(),
        Condition::Look(Look::RepsMissed) => labels.missed_question(),
        Condition::Look(Look::BelowLastWeek | Look::AboveLastWeek) => labels.last_week_question(),
    }
}
