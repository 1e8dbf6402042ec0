//! Days and their blocks.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::entry::{Entries, Only};
use super::maps::Item;
use super::notation::Scheme;
use super::values::{SomeText, Text};
use super::{implies, nothing};

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("allOf" = blocks_or_one()))]
pub(super) struct Day {
    /// Its name.
    name: SomeText,
    #[schemars(flatten)]
    content: DayContent,
    /// What the day is in some weeks of the phase: a map of weeks (`4`, `1-3`) to the keys of a day; `~` drops the day in
    /// these weeks. What stands beside `weeks` is for the weeks that are not named.
    weeks: Option<Weeks>,
    /// For which choices: `{supplemental: fsl}`, or a list of several. With several options in it, all have to hold.
    only: Option<Only>,
}

#[derive(JsonSchema)]
pub(super) struct DayContent {
    /// A word to the lifter, in Markdown.
    note: Option<Text>,
    /// The sets that lead up to the first work of the day: `true` for the ramp, `false`, the name of one of the site's
    /// warm-ups, or sets of your own: `[1x10 @ bar, 1x5 @ 40%, 1x3 @ top -25%]`. In place of the phase's.
    warmup: Option<Warmup>,
    /// Top sets: the heaviest work of the day on its main lift. `bench: 5x3 @ 85%`; a lift that is done twice needs a list.
    top: Option<Entries>,
    /// Back-off sets: the work that follows from the top set, lighter, and more of it. `bench: 4x6 @ top -10%` is taken off
    /// the weight on the bar, `paused-bench: 5x4 @ 75%` is of the max; `3x10, drop 15` ends in a drop set.
    backoff: Option<Entries>,
    /// For a day with several main lifts: a list of blocks, each with its own `top` and `backoff`.
    blocks: Option<Vec<Item<Block>>>,
    /// Work that belongs to the day, and to no top set.
    accessories: Option<Entries>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Block {
    /// Its name.
    name: Option<Text>,
    /// The sets that lead up to the block's first work, as a day's `warmup`.
    warmup: Option<Warmup>,
    /// Top sets: the heaviest work of the block. `top` in a load always means the top set of the same block.
    top: Option<Entries>,
    /// Back-off sets: the work that follows from the block's top set.
    backoff: Option<Entries>,
    /// For which choices: `{supplemental: fsl}`, or a list of several.
    only: Option<Only>,
}

/// A day has blocks, or one `top` and `backoff` of its own.
fn blocks_or_one() -> Value {
    let no_blocks = json!({"properties": {"blocks": nothing()}});
    json!([implies("top", &no_blocks), implies("backoff", &no_blocks)])
}

// The ramp, the name of one of the site's, or sets.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Warmup {
    Ramp(bool),
    Name(String),
    Sets(WarmupSets),
}

// A scheme, or a list of them: here a list is one warm-up, not one for each week.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum WarmupSets {
    Scheme(Scheme),
    List(#[schemars(length(min = 1))] Vec<Scheme>),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("allOf" = blocks_or_one()))]
pub(super) struct WeeksContent {
    #[schemars(flatten)]
    content: DayContent,
}

// `weeks: {1-3: …, 4: ~}`.
pub(super) struct Weeks;

impl JsonSchema for Weeks {
    fn schema_name() -> Cow<'static, str> {
        "Weeks".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let content = generator.subschema_for::<Option<WeeksContent>>();
        json_schema!({
            "type": "object",
            "additionalProperties": content,
            "propertyNames": {
                "pattern": r"^\s*\+?[0-9]+\s*([-–]\s*\+?[0-9]+\s*)?$",
                "errorMessage": "Write a week or a range of weeks: 4, 1-3",
            },
        })
    }
}
