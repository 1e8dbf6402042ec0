//! Types for the schema of the plan. They describe values that have no Rust type of their own.

#![expect(dead_code, reason = "only the schema of these types is used")]

use schemars::JsonSchema;

/// A number, or both ends of a range.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum OneOrRange {
    One(f64),
    Range([f64; 2]),
}

/// The plates of one side, from the heaviest to the lightest; for a range, the plates of both ends.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Plates {
    One(Vec<Plate>),
    Range([Vec<Plate>; 2]),
}

/// A plate, as a number. A plate in the other unit is a text with the unit: `"20 kg"`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Plate {
    Own(f64),
    Other(String),
}
