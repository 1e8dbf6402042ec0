//! Types that describe values without a Rust type of their own, for the schema of the plan.

#![expect(dead_code, reason = "only the schema of these types is used")]

use schemars::JsonSchema;

/// A number, or both ends of a range.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum OneOrRange {
    One(f64),
    Range([f64; 2]),
}

/// The plates of one side, heaviest first; for a range, the plates of both ends.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Plates {
    One(Vec<Plate>),
    Range([Vec<Plate>; 2]),
}

/// A number, or a text with the unit for a plate of the other unit: `"20 kg"`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Plate {
    Own(f64),
    Other(String),
}
