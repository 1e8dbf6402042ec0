//! Entries: an exercise and its sets, short or long.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use crate::model::Purpose;
use crate::source::adjust::MOST_BRANCHES;
use crate::source::entry::ATTRIBUTES;

use super::given;
use super::maps::{ByExercise, ByName};
use super::notation::{Condition, Scheme, Superset, Tempo, Time};
use super::values::{OneOf, OneOrMany, Slug, Text};

// A list of entries, or one map of them.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Entries {
    Map(Entry),
    List(Vec<Entry>),
}

// Long or short. Decided by what is in it, so that a slip in one form is not told as one in the other.
pub(super) struct Entry;

impl JsonSchema for Entry {
    fn schema_name() -> Cow<'static, str> {
        "Entry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let long = generator.subschema_for::<LongEntry>();
        let short = generator.subschema_for::<ShortEntry>();
        let names_no_exercise = json!({"propertyNames": {"pattern": format!("^({})$", ATTRIBUTES.join("|"))}});
        let is_long = [given("exercise"), json!({"required": ["sets"]}), names_no_exercise];
        json_schema!({
            "if": {"type": "object", "minProperties": 1, "anyOf": is_long},
            "then": long,
            "else": short,
        })
    }
}

// `{exercise: squat, sets: 5x3 @ 80%, for: technique}`
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct LongEntry {
    /// Which exercise: `squat`, `close-grip-bench`.
    exercise: Slug,
    sets: WeekSchemes,
    #[schemars(flatten)]
    attributes: Attributes,
}

// `squat: 5x3 @ 80%`, and perhaps more beside it; or several exercises.
#[derive(JsonSchema)]
#[schemars(extend("errorMessage" = "Write exercise: 5x3 @ 85%"))]
pub(super) struct ShortEntry {
    /// Which exercise: `squat`, `close-grip-bench`. Then its `sets` stand beside it.
    exercise: Option<Slug>,
    #[schemars(flatten)]
    attributes: Attributes,
    #[schemars(flatten)]
    by_exercise: ByExercise<SetsOrDetails>,
}

/// Sets x reps, and behind `@` how heavy: `5x3 @ 85%` of the max, `4x6 @ top -10%` off the weight on the bar for the top
/// set, `1x1 @ RPE 8`, `3x10 @ 60 kg`; without `@` the lifter picks. `3x10, drop 15` ends in a drop set. A list has one
/// scheme for each week of the phase. A map has `sets` and more: `{sets: 5x3, for: technique}`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum SetsOrDetails {
    Every(Scheme),
    Each(Vec<Option<Scheme>>),
    Details(EntryDetails),
    /// Nothing: takes the exercise out of what a program extends.
    TakenOut(()),
}

// `squat: {sets: 5x3 @ 80%, for: technique}`
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct EntryDetails {
    sets: WeekSchemes,
    #[schemars(flatten)]
    attributes: Attributes,
}

// What an entry says beside exercise and sets.
#[derive(JsonSchema)]
pub(super) struct Attributes {
    /// What it is for; printed beside it.
    #[schemars(rename = "for")]
    purpose: Option<OneOf<Purpose>>,
    /// A word to the lifter, in Markdown.
    note: Option<Text>,
    /// Rest after each set, where the scheme gives none: `90s`, `3 min`, `2:30`.
    rest: Option<Time>,
    /// Seconds down, paused, up (and paused again): `3-1-0`, `3-1-X-1`. `X` is as fast as can be.
    tempo: Option<Tempo>,
    /// Entries with the same letter are done in turn: `A`, `B2`.
    superset: Option<Superset>,
    /// Accommodating resistance, printed beside the exercise: `two chains a side`. It changes no weight.
    with: Option<Text>,
    /// What will do in its place: an exercise, or a list of them. Each is printed with the same share of *its own* max.
    or: Option<OneOrMany<Slug>>,
    /// What to do instead, depending on how the top set went: a list of branches, each with `if` and `sets`. The first
    /// condition that fits counts; where none does, what the entry says.
    #[schemars(length(max = MOST_BRANCHES))]
    adjust: Option<Vec<Branch>>,
    /// For which choices: `{supplemental: fsl}`, or a list of several. With several options in it, all have to hold.
    only: Option<Only>,
}

// A scheme for every week, or one for each.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum WeekSchemes {
    Every(Scheme),
    Each(Vec<Option<Scheme>>),
}

// What is done instead.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Branch {
    /// How the top set went: `rpe <= 7`, `rpe >= 9.5`, `reps >= 8` of an open set, `form breaks down`, `bar is slow`, `reps
    /// missed`, `below last week`.
    #[schemars(rename = "if")]
    condition: Condition,
    /// Another exercise than the entry's.
    exercise: Option<Slug>,
    /// What is done then: a scheme, a list of one for each week, or `none`.
    sets: WeekSchemes,
    /// A word to the lifter, in Markdown.
    note: Option<Text>,
}

pub(super) type Only = ByName<Option<OneOrMany<Slug>>>;
