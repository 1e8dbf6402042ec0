//! Lifters: who they are, what they train.

use schemars::JsonSchema;
use serde_json::{Value, json};

use crate::model::{Formula, Sex};

use super::equipment::Equipment;
use super::maps::{ByExercise, ByName};
use super::maxes::Max;
use super::notation::{Attempts, Date, Percent, RoundingRule, Unit, Weekday, Weight};
use super::values::{OneOf, Slug, SomeText};
use super::{implies, nothing};

/// A lifter: their maxes, what they load the bar with, and the programs they train.
#[derive(JsonSchema)]
#[schemars(title = "liftpress lifter", deny_unknown_fields)]
pub(super) struct Lifter {
    /// Their name.
    name: SomeText,
    /// What they train in, and the unit of bare weights in this file: `kg` or `lb`. Default: that of the settings, else kg.
    units: Option<Unit>,
    /// Their own weight.
    bodyweight: Option<Weight>,
    /// For points formulas only.
    sex: Option<OneOf<Sex>>,
    /// What they can do: `squat: 180`, `bench: {weight: 100, reps: 5, rpe: 8}`, `pull-up: bw + 20 kg`, a training max `squat: {tm: 167.5}`; over time, a list:
    /// `deadlift: [{1rm: 215}, {1rm: 222.5, from: week 5}]`.
    maxes: Option<ByExercise<Max>>,
    /// The formula by which their maxes are estimated from sets, in place of the site's.
    e1rm: Option<OneOf<Formula>>,
    /// Their own share of the 1RM as training max, in place of the program's: `90%`, or by exercise `{bench: 85%}`.
    training_max: Option<TrainingMax>,
    /// Their own attempts at a meet, in place of the program's: `91/96/100.5%`.
    attempts: Option<Attempts>,
    /// What they can load: bar, plates, dumbbells, stacks. Without it, a common gym.
    equipment: Option<Equipment>,
    /// How weights become ones that can be loaded: `nearest`, `down to 5 kg`, or by exercise `{default: nearest, deadlift:
    /// down}`.
    rounding: Option<Rounding>,
    /// What they train: the slug of a program, or a map with `program`, `start` and more.
    programs: Option<Vec<Training>>,
    /// Whether their booklets are published with the site, for anybody to read: name, maxes and all. Default: false.
    publish: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum TrainingMax {
    All(Percent),
    Each(ByExercise<Percent>),
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Rounding {
    All(RoundingRule),
    Each(Roundings),
}

#[derive(JsonSchema)]
pub(super) struct Roundings {
    /// For all exercises that are not named. Without it, they are rounded as the settings say.
    default: Option<RoundingRule>,
    #[schemars(flatten)]
    by_exercise: ByExercise<RoundingRule>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Training {
    Program(Slug),
    Assignment(Assignment),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("allOf" = [starts_or_ends(), days_from_a_date()]))]
pub(super) struct Assignment {
    /// Which program: its file name, without the ending.
    program: Slug,
    /// The first day of week 1: `2026-12-07`.
    start: Option<Date>,
    /// Instead of `start`: the last day of the last week, such as a meet.
    ends: Option<Date>,
    /// On which weekdays they train: `[Mon, Wed, Fri]`.
    days: Option<Vec<Weekday>>,
    /// What they choose of the program's options: `{supplemental: fsl}`.
    options: Option<ByName<Slug>>,
    /// Another exercise in the place of one, wherever the program has it: `{rope-pulldown: band-pushdown}`.
    swap: Option<ByExercise<Slug>>,
    /// Exercises that are left out, wherever the program has them.
    skip: Option<Vec<Slug>>,
}

fn starts_or_ends() -> Value {
    implies("start", &json!({"properties": {"ends": nothing()}}))
}

fn days_from_a_date() -> Value {
    implies("days", &json!({"anyOf": [{"required": ["start"]}, {"required": ["ends"]}]}))
}
