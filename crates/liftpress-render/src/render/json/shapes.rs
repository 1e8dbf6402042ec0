//! Shapes of values that are written as JSON without a type of their own, for the schema of the plan.

#![expect(dead_code, reason = "the types are there for their shape")]

use schemars::JsonSchema;

/// A number; of a range both of its ends.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum OneOrRange {
    One(f64),
    Range([f64; 2]),
}

/// The plates of one side, heaviest first; of a range those of both of its ends.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Plates {
    One(Vec<Plate>),
    Range([Vec<Plate>; 2]),
}

/// A number; a plate that is stamped in the other unit says it: `"20 kg"`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Plate {
    Own(f64),
    Other(String),
}
