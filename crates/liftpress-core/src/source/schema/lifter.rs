//! Lifters: who they are, what they can do, what they can load, what they train.

use serde_json::{Value, json};

use crate::model::{Formula, Sex};
use crate::source::equipment::{MOST_PLATES, MOST_RUNGS};
use crate::source::maxes::MOST_RECORDS;

use super::plain::{
    ATTEMPTS, DATE, LIFTED, PERCENT, ROUNDING_RULE, RPE, SLEEVES, SLUG, SOME_TEXT, TRUTH, UNIT, WEEK, WEEKDAY, WEIGHT,
    whole, word,
};
use super::shape::{Definitions, Shape, given, implies, keys, nothing};

keys! {
    /// A lifter: their maxes, what they load the bar with, and the programs they train.
    pub(in crate::source) static LIFTER: "Lifter", "a lifter", [], title;

    /// Their name.
    "name": SOME_TEXT, required;
    /// What they train in, and the unit of bare weights in this file: `kg` or `lb`. Default: that of the settings, else kg.
    "units": UNIT;
    /// Their own weight.
    "bodyweight": WEIGHT;
    /// For points formulas only.
    "sex": word::<Sex>();
    /// What they can do: `squat: 180`, `bench: {weight: 100, reps: 5, rpe: 8}`, `pull-up: bw + 20 kg`, a training max `squat: {tm: 167.5}`; over time, a list:
    /// `deadlift: [{1rm: 215}, {1rm: 222.5, from: week 5}]`.
    "maxes": Shape::Named("MaxByExercise", &Shape::ByExercise(&MAX));
    /// The formula by which their maxes are estimated from sets, in place of the site's.
    "e1rm": word::<Formula>();
    /// Their own share of the 1RM as training max, in place of the program's: `90%`, or by exercise `{bench: 85%}`.
    "training_max": TRAINING_MAX;
    /// Their own attempts at a meet, in place of the program's: `91/96/100.5%`.
    "attempts": ATTEMPTS;
    /// What they can load: bar, plates, dumbbells, stacks. Without it, a common gym.
    "equipment": Shape::Keys(&EQUIPMENT);
    /// How weights become ones that can be loaded: `nearest`, `down to 5 kg`, or by exercise `{default: nearest, deadlift:
    /// down}`.
    "rounding": ROUNDING;
    /// What they train: the slug of a program, or a map with `program`, `start` and more.
    "programs": Shape::List(&TRAINING);
    /// Whether their booklets are published with the site, for anybody to read: name, maxes and all. Default: false.
    "publish": TRUTH;
}

fn title(_: &mut Definitions) -> Value {
    json!({"title": "liftpress lifter"})
}

const TRAINING_MAX: Shape = Shape::Named(
    "TrainingMax",
    &Shape::Either(&[PERCENT, Shape::Named("PercentByExercise", &Shape::ByExercise(&PERCENT))]),
);

const ROUNDING: Shape = Shape::Named("Rounding", &Shape::Either(&[ROUNDING_RULE, Shape::Keys(&ROUNDINGS)]));

keys! {
    pub(in crate::source) static ROUNDINGS: "Roundings", "`rounding`", [], rounding_by_exercise;

    /// For all exercises that are not named. Without it, they are rounded as the settings say.
    "default": ROUNDING_RULE;
}

fn rounding_by_exercise(definitions: &mut Definitions) -> Value {
    definitions.schema(&Shape::ByExercise(&ROUNDING_RULE))
}

const TRAINING: Shape = Shape::Named("Training", &Shape::Either(&[SLUG, Shape::Keys(&ASSIGNMENT)]));

keys! {
    pub(in crate::source) static ASSIGNMENT: "Assignment", "a program of a lifter", [], schedule;

    /// Which program: its file name, without the ending.
    "program": SLUG, required;
    /// The first day of week 1: `2026-12-07`.
    "start": DATE;
    /// Instead of `start`: the last day of the last week, such as a meet.
    "ends": DATE;
    /// On which weekdays they train: `[Mon, Wed, Fri]`.
    "days": Shape::List(&WEEKDAY);
    /// What they choose of the program's options: `{supplemental: fsl}`.
    "options": Shape::ByName(&SLUG);
    /// Another exercise in the place of one, wherever the program has it: `{rope-pulldown: band-pushdown}`.
    "swap": Shape::Named("SlugByExercise", &Shape::ByExercise(&SLUG));
    /// Exercises that are left out, wherever the program has them.
    "skip": Shape::List(&SLUG);
}

fn schedule(_: &mut Definitions) -> Value {
    let starts_or_ends = implies("start", &json!({"properties": {"ends": nothing()}}));
    let days_from_a_date = implies("days", &json!({"anyOf": [{"required": ["start"]}, {"required": ["ends"]}]}));
    json!({"allOf": [starts_or_ends, days_from_a_date]})
}

const MAX: Shape = Shape::Named(
    "Max",
    &Shape::About(
        "What they can do: a single, `180`; a set from which it is estimated, `{weight: 160, reps: 5, rpe: 8}`; a training max, `{tm: 167.5}`; of an exercise with bodyweight, what hangs on the belt, `bw + 20 kg`. A list has several, each from a date or a week on: `{1rm: 185, from: week 5}`.",
        &Shape::Either(&[RECORD, Shape::Bounded(&RECORD, 1, MOST_RECORDS)]),
    ),
);

const RECORD: Shape = Shape::Named("Record", &Shape::Either(&[LIFTED, Shape::Keys(&RECORD_DETAILS)]));

// A 1RM, a training max, or a set from which the 1RM is estimated.
keys! {
    pub(in crate::source) static RECORD_DETAILS: "Details", "a max", [], one_measure;

    /// The heaviest single.
    "1rm": LIFTED;
    /// The training max itself; the 1RM is that of which it is the lifter's, or else the program's, share.
    "tm": LIFTED;
    /// The weight of a set, from which the 1RM is estimated.
    "weight": LIFTED;
    /// The reps of that set.
    "reps": whole::<1, 100>();
    /// How hard that set was, from 1 to 10: then the RPE chart estimates the 1RM. Without it, nothing was left.
    "rpe": RPE;
    /// The formula by which the 1RM is estimated.
    "formula": word::<Formula>();
    /// It counts from the first week that begins on that day or later: `2026-10-04`.
    "date": DATE;
    /// It counts from that week of the program on: `week 5`.
    "from": WEEK;
}

fn one_measure(_: &mut Definitions) -> Value {
    let date_or_week = implies("date", &json!({"properties": {"from": nothing()}}));
    json!({"if": given("1rm"), "then": alone("tm"), "else": training_or_set(), "allOf": [date_or_week]})
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

keys! {
    pub(in crate::source) static EQUIPMENT: "Equipment", "`equipment`", [];

    /// The empty bar.
    "bar": WEIGHT;
    /// The empty bar of single exercises: `{power-clean: 15}`; or what a dumbbell handle, or an empty machine, weighs that is
    /// loaded with plates. With its sleeves: `{t-bar-row: {weight: 20, sleeves: 1}}`.
    "bars": Shape::Named("BarByExercise", &Shape::ByExercise(&BAR));
    /// The kinds of plates: `[25, 20, 15, 10, 5, 2.5, 1.25]`.
    "plates": Shape::Bounded(&WEIGHT, 0, MOST_PLATES);
    /// How many pairs of a plate there are: `{25: 4}`. A plate not named here is there as often as it takes.
    "pairs": PAIRS;
    /// Both collars together, on every bar.
    "collars": WEIGHT;
    /// The dumbbells: a list of weights, or `{step: 2, from: 4, to: 40}`. The weight is that of one.
    "dumbbells": LADDER;
    /// The kettlebells: a list of weights, or `{step: 4, from: 8}`.
    "kettlebells": LADDER;
    /// The stacks of all machines and cables: a list of weights, or `{step: 5, to: 100}`.
    "machines": LADDER;
    /// What can hang on a belt: a list of weights, or `{step: 2.5}`.
    "belt": LADDER;
    /// What single exercises are loaded with, whatever the other keys say: a stack of its own, a set of fixed barbells.
    "ladders": Shape::Named("LadderByExercise", &Shape::ByExercise(&LADDER));
    /// The step of everything that none of the other keys is about.
    "step": WEIGHT;
}

const BAR: Shape = Shape::Named("Bar", &Shape::Either(&[WEIGHT, Shape::Keys(&BAR_MAP)]));

keys! {
    pub(in crate::source) static BAR_MAP: "BarMap", "a bar", [];

    /// The empty bar; of a pair of handles, one of them.
    "weight": WEIGHT, required;
    /// How many sleeves share the plates: 1 of a landmine or T-bar, 2 of a bar, a sled or one handle, 4 of a pair of handles.
    "sleeves": SLEEVES;
}

/// A map of plates to numbers.
const PAIRS: Shape = Shape::Named(
    "Pairs",
    &Shape::Custom("a map of plates to numbers", &[], |definitions| {
        let number = definitions.schema(&whole::<0, 100>());
        json!({"type": "object", "additionalProperties": number, "propertyNames": {"pattern": r"^\s*[0-9]"}})
    }),
);

const LADDER: Shape =
    Shape::Named("Ladder", &Shape::Either(&[Shape::Bounded(&WEIGHT, 1, MOST_RUNGS), Shape::Keys(&STEPS)]));

keys! {
    pub(in crate::source) static STEPS: "Steps", "a ladder", [];

    /// How far the weights are from one another.
    "step": WEIGHT, required;
    /// The first. Default: one step.
    "from": WEIGHT;
    /// The last. Without it, there is no end.
    "to": WEIGHT;
}
