//! Programs and their phases.
//!
//! A program that extends another says only what differs. What is required of it as a whole therefore holds only where
//! there is no `extends`.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::diagnostic::Code;
use crate::model::{Goal, Level};
use crate::source::day::MOST_DAYS;
use crate::source::phase::MOST_WEEKS;
use crate::source::program::MOST_CYCLES;

use super::day::{Day, Warmup};
use super::exercise::ProgramExercise;
use super::maps::{ByExercise, ByName, Item};
use super::notation::{Attempts, Date, Percent, Share, Unit, Weight};
use super::option::ProgramOption;
use super::values::{OneOf, Slug, SomeText, Text, Whole};
use super::{given, implies, keys, nothing};

/// A strength program: its phases, days, top sets and back-off sets. `liftpress show` prints it worked out.
#[derive(JsonSchema)]
#[schemars(title = "liftpress program", deny_unknown_fields, extend("allOf" = rules()))]
pub(super) struct Program {
    /// Its name for people.
    title: SomeText,
    /// The program that this one is a change of: its file name, without the ending. Only what differs is written; `~` takes
    /// out.
    extends: Option<Text>,
    /// Who wrote it down. Default: `author` of the settings.
    author: Option<Text>,
    /// Where the idea was published, in Markdown.
    source: Option<Text>,
    /// What it is, in Markdown.
    summary: Option<Text>,
    /// For whom.
    level: Option<OneOf<Level>>,
    /// Words to find it by.
    tags: Option<Vec<Text>>,
    /// What became of it since it was published, for its page and the site's feed: `[{date: 2026-11-14, what: Lighter
    /// deload}]`. A program that extends another has changes of its own.
    changes: Option<Vec<ProgramChange>>,
    /// Unit of weights that are written without one in this file: `kg` or `lb`. Default: `units` of the settings.
    units: Option<Unit>,
    /// Lifts whose max a lifter brings, for the gallery and `liftpress list`.
    lifts: Option<Vec<Slug>>,
    /// Makes bare percentages mean the training max, which is this share of the 1RM: `90%`.
    training_max: Option<Percent>,
    /// How often all phases are done. Default 1.
    cycles: Option<Whole<1, MOST_CYCLES>>,
    /// What each cycle adds to the training max, or to the 1RM where there is none: `{squat: 10 lb, bench: 5 lb|2.5 kg}`.
    progress: Option<ByExercise<Option<Weight>>>,
    /// What a lifter may choose: `{supplemental: {choices: [bbb, fsl], default: fsl}}`. Days, blocks and entries belong to
    /// choices by `only`.
    options: Option<ByName<Option<ProgramOption>>>,
    /// The shares of the 1RM that are attempted at a meet: `91/96/100.5%`. A scheme `attempts` stands for the three.
    attempts: Option<Attempts>,
    /// Exercises that only this program knows, by slug.
    exercises: Option<ByName<Option<ProgramExercise>>>,
    /// Warnings and advice that are not told of this program, by their codes: `[early-drop]`. `liftpress explain` lists them.
    allow: Option<Vec<OneOf<Code>>>,
    /// The sets that lead up to the first work of a day: `true` for the ramp, `false`, the name of one of the site's
    /// warm-ups, or sets of your own: `[1x10 @ bar, 1x5 @ 40%]`. For all days that say nothing themselves.
    warmup: Option<Warmup>,
    /// The work: a list of phases. A program with only one may have `weeks` and `days` instead.
    phases: Option<Vec<Item<Phase>>>,
    #[schemars(flatten)]
    work: Work,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ProgramChange {
    /// When: `2026-11-14`. One change a day.
    date: Date,
    /// What was changed, in a few words.
    what: Text,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Phase {
    /// Its name. Where it has none, booklets show its goal.
    name: Option<Text>,
    /// Makes bare percentages mean the training max, which is this share of the 1RM. In place of the program's.
    training_max: Option<Percent>,
    /// The sets that lead up to the first work of a day: `true` for the ramp, `false`, the name of one of the site's
    /// warm-ups, or sets of your own. In place of the program's.
    warmup: Option<Warmup>,
    #[schemars(flatten)]
    work: Work,
}

// What a phase and a program that has only one have in common.
#[derive(JsonSchema)]
pub(super) struct Work {
    /// What it is for.
    goal: Option<OneOf<Goal>>,
    /// How many weeks. Default 1.
    weeks: Option<Whole<1, MOST_WEEKS>>,
    /// The days of a week, in order. Without them a phase does the days of the phase before it.
    days: Option<Vec<Item<Day>>>,
    /// How much of the back-off work is done: `50%` of the sets, `none`, or a list of one for each week.
    backoff: Option<Scale>,
    /// How heavy the top sets are: `90%` of the percentages and weights that are written, or a list of one for each week.
    top: Option<Scale>,
    /// How much of the accessory work is done: `50%` of the sets, `none`, or a list of one for each week.
    accessories: Option<Scale>,
    /// A word to the lifter when the phase begins, in Markdown.
    note: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Scale {
    Every(Share),
    Each(Vec<Share>),
}

/// What holds of a program beyond its single keys.
fn rules() -> Value {
    let mut one_phase = Map::new();
    for key in keys(&Work::json_schema(&mut SchemaGenerator::default())) {
        one_phase.insert(key.to_owned(), nothing());
    }
    let has_phases = implies("phases", &json!({"properties": one_phase}));
    let mut stands_alone = json!({"if": {"not": given("extends")}});
    stands_alone["then"] = whole();
    json!([has_phases, stands_alone])
}

/// What a program needs that extends no other. Its keys are described and offered above.
fn whole() -> Value {
    let any_of = |keys: &[&str]| -> Value { keys.iter().map(|key| json!({"required": [key]})).collect() };
    let days = json!({
        "doNotSuggest": true,
        "minItems": 1,
        "maxItems": MOST_DAYS,
        "items": {"required": ["name"], "anyOf": any_of(&["top", "backoff", "accessories", "blocks", "weeks", "note"])},
    });
    let with_max_of = implies("ratio", &json!({"required": ["max_of"]}));
    json!({
        "anyOf": any_of(&["days", "phases"]),
        "properties": {
            "days": days,
            "phases": {
                "doNotSuggest": true,
                "minItems": 1,
                "items": [{"required": ["days"], "properties": {"days": days}}],
                "additionalItems": {"properties": {"days": days}},
            },
            "options": {"doNotSuggest": true, "additionalProperties": {"required": ["choices"]}},
            "exercises": {"doNotSuggest": true, "additionalProperties": with_max_of},
        },
    })
}
