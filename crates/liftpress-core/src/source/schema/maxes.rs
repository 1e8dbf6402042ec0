//! What a lifter can do.

use schemars::JsonSchema;
use serde_json::{Value, json};

use crate::model::Formula;
use crate::source::maxes::MOST_RECORDS;

use super::notation::{Date, Lifted, Rpe, Week};
use super::values::{OneOf, Whole};
use super::{given, implies, nothing};

/// What they can do: a single, `180`; a set from which it is estimated, `{weight: 160, reps: 5, rpe: 8}`; a training
/// max, `{tm: 167.5}`; of an exercise with bodyweight, what hangs on the belt, `bw + 20 kg`. A list has several, each from a
/// date or a week on: `{1rm: 185, from: week 5}`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Max {
    Record(Record),
    Records(#[schemars(length(min = 1, max = MOST_RECORDS))] Vec<Record>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Record {
    OneRep(Lifted),
    Details(Details),
}

// A 1RM, a training max, or a set from which the 1RM is estimated.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("if" = given("1rm"), "then" = alone("tm"), "else" = training_or_set(), "allOf" = [date_or_week()]))]
pub(super) struct Details {
    /// The heaviest single.
    #[schemars(rename = "1rm")]
    one_rep: Option<Lifted>,
    /// The training max itself; the 1RM is that of which it is the lifter's, or else the program's, share.
    tm: Option<Lifted>,
    /// The weight of a set, from which the 1RM is estimated.
    weight: Option<Lifted>,
    /// The reps of that set.
    reps: Option<Whole<1, 100>>,
    /// How hard that set was, from 1 to 10: then the RPE chart estimates the 1RM. Without it, nothing was left.
    rpe: Option<Rpe>,
    /// The formula by which the 1RM is estimated.
    formula: Option<OneOf<Formula>>,
    /// It counts from the first week that begins on that day or later: `2026-10-04`.
    date: Option<Date>,
    /// It counts from that week of the program on: `week 5`.
    from: Option<Week>,
}

/// Beside a 1RM or a training max there is neither a set nor the other of the two.
fn alone(other: &str) -> Value {
    let set = json!({"weight": nothing(), "reps": nothing(), "rpe": nothing(), "formula": nothing(), other: nothing()});
    json!({"properties": set})
}

fn training_or_set() -> Value {
    json!({"if": given("tm"), "then": alone("1rm"), "else": set()})
}

fn set() -> Value {
    let something = json!({"not": {"type": "null"}, "doNotSuggest": true});
    json!({"required": ["weight", "reps"], "properties": {"weight": something, "reps": something}})
}

fn date_or_week() -> Value {
    implies("date", &json!({"properties": {"from": nothing()}}))
}
