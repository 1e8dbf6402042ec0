//! What a lifter can load.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::model;
use crate::source::equipment::{MOST_PLATES, MOST_RUNGS};

use super::maps::ByExercise;
use super::notation::Weight;
use super::values::Whole;

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Equipment {
    /// The empty bar.
    bar: Option<Weight>,
    /// The empty bar of single exercises: `{power-clean: 15}`; or what a dumbbell handle, or an empty machine, weighs that is
    /// loaded with plates. With its sleeves: `{t-bar-row: {weight: 20, sleeves: 1}}`.
    bars: Option<ByExercise<Bar>>,
    /// The kinds of plates: `[25, 20, 15, 10, 5, 2.5, 1.25]`.
    #[schemars(length(max = MOST_PLATES))]
    plates: Option<Vec<Weight>>,
    /// How many pairs of a plate there are: `{25: 4}`. A plate not named here is there as often as it takes.
    pairs: Option<Pairs>,
    /// Both collars together, on every bar.
    collars: Option<Weight>,
    /// The dumbbells: a list of weights, or `{step: 2, from: 4, to: 40}`. The weight is that of one.
    dumbbells: Option<Ladder>,
    /// The kettlebells: a list of weights, or `{step: 4, from: 8}`.
    kettlebells: Option<Ladder>,
    /// The stacks of all machines and cables: a list of weights, or `{step: 5, to: 100}`.
    machines: Option<Ladder>,
    /// What can hang on a belt: a list of weights, or `{step: 2.5}`.
    belt: Option<Ladder>,
    /// What single exercises are loaded with, whatever the other keys say: a stack of its own, a set of fixed barbells.
    ladders: Option<ByExercise<Ladder>>,
    /// The step of everything that none of the other keys is about.
    step: Option<Weight>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Bar {
    Weight(Weight),
    Map(BarMap),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct BarMap {
    /// The empty bar; of a pair of handles, one of them.
    weight: Weight,
    /// How many sleeves share the plates: 1 of a landmine or T-bar, 2 of a bar, a sled or one handle, 4 of a pair of handles.
    sleeves: Option<Sleeves>,
}

// How many sleeves share the plates.
pub(super) struct Sleeves;

impl JsonSchema for Sleeves {
    fn schema_name() -> Cow<'static, str> {
        "Sleeves".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"enum": model::Sleeves::ALL.map(model::Sleeves::count)})
    }
}

// A map of plates to numbers.
pub(super) struct Pairs;

impl JsonSchema for Pairs {
    fn schema_name() -> Cow<'static, str> {
        "Pairs".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let number = generator.subschema_for::<Whole<0, 100>>();
        json_schema!({"type": "object", "additionalProperties": number, "propertyNames": {"pattern": r"^\s*[0-9]"}})
    }
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Ladder {
    Rungs(#[schemars(length(min = 1, max = MOST_RUNGS))] Vec<Weight>),
    Steps(Steps),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Steps {
    /// How far the weights are from one another.
    step: Weight,
    /// The first. Default: one step.
    from: Option<Weight>,
    /// The last. Without it, there is no end.
    to: Option<Weight>,
}
