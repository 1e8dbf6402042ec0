//! How a top set went, in words.

use crate::model::{Bound, Condition, Look, Word};
use crate::units::Range;

use super::words::between;

/// `RPE 7 or less`, `8 reps or more`, `form breaks down`.
pub(super) fn condition_words(condition: Condition) -> String {
    match condition {
        Condition::Effort(bound) => match bound {
            Bound::AtMost(rpe) => format!("RPE {rpe} or less"),
            Bound::Below(rpe) => format!("RPE below {rpe}"),
            Bound::AtLeast(rpe) => format!("RPE {rpe} or more"),
            Bound::Above(rpe) => format!("RPE above {rpe}"),
            Bound::Between(Range { low, high }) => format!("RPE {}", between(low.to_string(), &high.to_string())),
        },
        Condition::Reps(bound) => match bound {
            Bound::AtMost(reps) => format!("{reps} reps or fewer"),
            Bound::Below(reps) => format!("fewer than {reps} reps"),
            Bound::AtLeast(reps) => format!("{reps} reps or more"),
            Bound::Above(reps) => format!("more than {reps} reps"),
            Bound::Between(Range { low, high }) => {
                let plural = if high == 1 { "" } else { "s" };
                format!("{} rep{plural}", between(low.to_string(), &high.to_string()))
            }
        },
        Condition::Look(look) => look.word().to_owned(),
    }
}

/// What to look at, to be able to say whether the condition holds.
pub(super) fn question(condition: Condition) -> &'static str {
    match condition {
        Condition::Effort(_) => "How hard was it (RPE)?",
        Condition::Reps(_) => "How many reps?",
        Condition::Look(Look::FormBreaksDown | Look::FormIsGood) => "Did form break down, and where?",
        Condition::Look(Look::BarIsSlow | Look::BarIsFast) => "How fast was the bar?",
        Condition::Look(Look::RepsMissed) => "Were all reps done?",
        Condition::Look(Look::BelowLastWeek | Look::AboveLastWeek) => "More or less than last week?",
    }
}
