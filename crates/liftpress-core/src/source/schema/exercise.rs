//! Exercises, in files of their own and within programs.

use schemars::JsonSchema;
use serde_json::json;

use crate::model::{Gear, Kind, Muscle};

use super::equipment::Sleeves;
use super::implies;
use super::notation::Percent;
use super::values::{OneOf, Slug, SomeText, Text};

/// An exercise: how it is loaded, what it trains, whose max counts. The description follows the front matter.
#[derive(JsonSchema)]
#[schemars(
    title = "liftpress exercise",
    deny_unknown_fields,
    extend("allOf" = [implies("ratio", &json!({"required": ["max_of"]}))])
)]
pub(super) struct ExerciseFile {
    /// Its name for people.
    name: SomeText,
    #[schemars(flatten)]
    about: About,
}

/// An exercise that only this program knows.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ProgramExercise {
    /// Its name for people. Default: its slug in words.
    name: Option<Text>,
    #[schemars(flatten)]
    about: About,
}

#[derive(JsonSchema)]
pub(super) struct About {
    /// The lift that percentages are of when the lifter brings no max for this one: `bench`.
    max_of: Option<Slug>,
    /// The share of that lift's max that counts as this one's: `90%`. Default 100%.
    ratio: Option<Percent>,
    /// What it is loaded with; decides which weights can be loaded. Default `barbell`.
    equipment: Option<OneOf<Gear>>,
    /// How many sleeves share the plates: 1 of a landmine or T-bar, 2 of a bar or one dumbbell handle, 4 of a pair of handles.
    /// Default: 4 of a dumbbell exercise, 2 of all others.
    sleeves: Option<Sleeves>,
    /// From the most technical to the most isolated. Default `variation`.
    kind: Option<OneOf<Kind>>,
    /// What it trains most.
    muscles: Option<Vec<OneOf<Muscle>>>,
    /// What it trains besides.
    secondary: Option<Vec<OneOf<Muscle>>>,
    /// Short reminders, printed in the booklet.
    cues: Option<Vec<Text>>,
    /// Other names people use. They serve to suggest the right one, not to refer to it.
    aliases: Option<Vec<Text>>,
    /// The description of an exercise within a program, in Markdown. In a file it is what follows the front matter.
    text: Option<Text>,
}
