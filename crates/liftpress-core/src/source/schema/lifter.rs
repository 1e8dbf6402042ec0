//! Lifters: their maxes, equipment and programs.

use serde_json::{Value, json};

use crate::model::{Formula, Sex};
use crate::source::equipment::{MAX_PLATES, MAX_RUNGS};
use crate::source::maxes::MAX_RECORDS;

use super::plain::{
    ATTEMPTS, BOOLEAN, DATE, LIFTED, NON_EMPTY_TEXT, PERCENT, ROUNDING_RULE, RPE, SLEEVES, SLUG, UNIT, WEEK, WEEKDAY,
    WEIGHT, whole, word,
};
use super::shape::{Definitions, Shape, has_value, implies, keys, nothing};

keys! {
    /// A lifter: their maxes, their equipment and the programs that they train.
    pub(in crate::source) static LIFTER: "Lifter", "a lifter", [], title;

    /// The lifter's name, as printed on their booklets: `Sam Example`.
    "name": NON_EMPTY_TEXT, required;
    /// The unit that the lifter trains in, and of weights without a unit in this file: `kg` or `lb`. Default: `units`
    /// of the settings, or else `kg`.
    "units": UNIT;
    /// The lifter's bodyweight: `82.5`. Points, and loads that are a share of bodyweight, need it.
    "bodyweight": WEIGHT;
    /// The lifter's sex, `female` or `male`. It is used only to calculate points.
    "sex": word::<Sex>();
    /// The lifter's maxes, by exercise: a 1RM, `squat: 180`; a set to estimate it from, `bench: {weight: 100, reps: 5,
    /// rpe: 8}`; bodyweight and added weight, `pull-up: bw + 20 kg`; or a training max, `squat: {tm: 167.5}`. A max
    /// that changes is a list: `deadlift: [{1rm: 215}, {1rm: 222.5, from: week 5}]`.
    "maxes": Shape::Named("MaxByExercise", &Shape::ByExercise(&MAX));
    /// The formula that estimates this lifter's maxes from sets: `brzycki`. Default: `e1rm` of the settings.
    "e1rm": word::<Formula>();
    /// The lifter's own training max, as a share of the 1RM, in programs with a training max: `90%`, or by exercise,
    /// `{bench: 85%}`. Default: the share
    /// that the program gives.
    "training_max": TRAINING_MAX;
    /// The lifter's own attempts at a meet, as percentages of the 1RM: `91/96/100.5%`. Default: those of the program.
    "attempts": ATTEMPTS;
    /// The equipment that the lifter can load: bar, plates, dumbbells, machines. Default: a common gym with a bar of 20
    /// kg or 45 lb.
    "equipment": Shape::Keys(&EQUIPMENT);
    /// How weights are rounded to ones that can be loaded: `nearest`, `down`, `up`, `down to 5 kg`, or by exercise,
    /// `{default: nearest, deadlift: down}`. Default: `rounding` of the settings.
    "rounding": ROUNDING;
    /// The programs that the lifter trains: a list of names, `[bench-backoff]`, or of maps, `[{program: bench-backoff,
    /// start: 2026-12-07}]`.
    "programs": Shape::List(&TRAINING);
    /// Whether the lifter's booklets are published with the site, with name and maxes, for anyone to read: `true` or
    /// `false`. Default: `false`.
    "publish": BOOLEAN;
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

    /// The rounding of all exercises that are not named here: `nearest`. Default: `rounding` of the settings.
    "default": ROUNDING_RULE;
}

fn rounding_by_exercise(definitions: &mut Definitions) -> Value {
    definitions.schema(&Shape::ByExercise(&ROUNDING_RULE))
}

const TRAINING: Shape = Shape::Named("Training", &Shape::Either(&[SLUG, Shape::Keys(&ASSIGNMENT)]));

keys! {
    pub(in crate::source) static ASSIGNMENT: "Assignment", "a program of a lifter", [], schedule;

    /// The program, by its file name without the ending: `bench-backoff`.
    "program": SLUG, required;
    /// The first day of week 1: `2026-12-07`. Write either `start` or `ends`.
    "start": DATE;
    /// The last day of the last week, such as a meet: `2027-03-20`. Write either `start` or `ends`.
    "ends": DATE;
    /// The weekdays on which the lifter trains: `[Mon, Wed, Fri]`. They need `start` or `ends`. Without them, only
    /// weeks have dates.
    "days": Shape::List(&WEEKDAY);
    /// The lifter's choices for the options of the program: `{supplemental: fsl}`. Default: the default of each option.
    "options": Shape::ByName(&SLUG);
    /// Exercises to replace wherever the program has them: `{rope-pulldown: band-pushdown}` puts band pushdowns in the
    /// place of rope pulldowns.
    "swap": Shape::Named("SlugByExercise", &Shape::ByExercise(&SLUG));
    /// Exercises to leave out wherever the program has them: `[seated-db-press]`.
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
        "A max: a 1RM, `180`; a set to estimate it from, `{weight: 160, reps: 5, rpe: 8}`; a training max, `{tm: 167.5}`; or, for a bodyweight exercise, bodyweight and added weight, `bw + 20 kg`. A list has several, each from a date or a week on: `[{1rm: 180}, {1rm: 185, from: week 5}]`.",
        &Shape::Either(&[RECORD, Shape::Bounded(&RECORD, 1, MAX_RECORDS)]),
    ),
);

const RECORD: Shape = Shape::Named("Record", &Shape::Either(&[LIFTED, Shape::Keys(&RECORD_DETAILS)]));

// A 1RM, a training max, or a set from which the 1RM is estimated.
keys! {
    pub(in crate::source) static RECORD_DETAILS: "MaxDetails", "a max", [], one_measure;

    /// The 1RM, the heaviest single: `180`.
    "1rm": LIFTED;
    /// The training max itself: `167.5`. The 1RM follows from it by the share in the lifter's `training_max`, or else
    /// the program's.
    "tm": LIFTED;
    /// The weight of a set, from which the 1RM is estimated: `160`. It needs `reps`.
    "weight": LIFTED;
    /// The reps of that set: `5`.
    "reps": whole::<1, 100>();
    /// The RPE of that set, from 1 to 10: `8`. The 1RM is then estimated with the RPE chart. Without it, no reps were
    /// left in reserve.
    "rpe": RPE;
    /// The formula that estimates the 1RM from that set: `brzycki`. Default: `e1rm` of the lifter, or else of the
    /// settings.
    "formula": word::<Formula>();
    /// The max counts from the first week that starts on this day or later: `2026-10-04`. Write either `date` or
    /// `from`.
    "date": DATE;
    /// The max counts from this week of the program on: `week 5`. Write either `date` or `from`.
    "from": WEEK;
}

fn one_measure(_: &mut Definitions) -> Value {
    let date_or_week = implies("date", &json!({"properties": {"from": nothing()}}));
    json!({"if": has_value("1rm"), "then": alone("tm"), "else": training_or_set(), "allOf": [date_or_week]})
}

/// Returns the rule that, next to a 1RM or a training max, there must be neither a key of a set nor the key `other`.
fn alone(other: &str) -> Value {
    let set = json!({"weight": nothing(), "reps": nothing(), "rpe": nothing(), "formula": nothing(), other: nothing()});
    json!({"properties": set})
}

fn training_or_set() -> Value {
    json!({"if": has_value("tm"), "then": alone("1rm"), "else": set()})
}

fn set() -> Value {
    let something = json!({"not": {"type": "null"}, "doNotSuggest": true});
    json!({"required": ["weight", "reps"], "properties": {"weight": something, "reps": something}})
}

keys! {
    pub(in crate::source) static EQUIPMENT: "Equipment", "`equipment`", [];

    /// The weight of the empty bar: `20`. Default: 20 kg or 45 lb; none if there is a `step` and no `plates`.
    "bar": WEIGHT;
    /// The empty bar of single exercises: `{power-clean: 15}`. For a dumbbell handle or a machine that is loaded with
    /// plates, its empty weight. With its sleeves: `{t-bar-row: {weight: 20, sleeves: 1}}`.
    "bars": Shape::Named("BarByExercise", &Shape::ByExercise(&BAR));
    /// The plates, each weight once: `[25, 20, 15, 10, 5, 2.5, 1.25]`.
    "plates": Shape::Bounded(&WEIGHT, 0, MAX_PLATES);
    /// The number of pairs of a plate: `{25: 4}`. There are enough of every plate that is not named here.
    "pairs": PAIRS;
    /// The weight of both collars together, added to every bar: `5`. Default: none.
    "collars": WEIGHT;
    /// The dumbbells: a list of weights, `[10, 12.5, 15]`, or steps, `{step: 2, from: 4, to: 40}`. The weight is that
    /// of one dumbbell.
    "dumbbells": LADDER;
    /// The kettlebells: a list of weights, `[12, 16, 24]`, or steps, `{step: 4, from: 8}`.
    "kettlebells": LADDER;
    /// The weights of all machines and cables: a list, `[5, 10, 20]`, or steps, `{step: 5, to: 100}`.
    "machines": LADDER;
    /// The weights that can hang on a belt: a list, `[5, 10, 20]`, or steps, `{step: 2.5}`.
    "belt": LADDER;
    /// The weights of single exercises, such as a machine of its own or a set of fixed barbells: `{leg-press: {step:
    /// 10}}`. They override all other keys.
    "ladders": Shape::Named("LadderByExercise", &Shape::ByExercise(&LADDER));
    /// The step between the weights of everything that no other key covers: `2.5`.
    "step": WEIGHT;
}

const BAR: Shape = Shape::Named("Bar", &Shape::Either(&[WEIGHT, Shape::Keys(&BAR_MAP)]));

keys! {
    pub(in crate::source) static BAR_MAP: "BarMap", "a bar", [];

    /// The weight of the empty bar: `20`. For a pair of handles, the weight of one.
    "weight": WEIGHT, required;
    /// The number of sleeves that share the plates: 1 for a landmine or T-bar, 2 for a bar, a sled or one handle, 4 for
    /// a pair of handles. Default: `sleeves` of the exercise.
    "sleeves": SLEEVES;
}

/// A map from plates to numbers of pairs.
const PAIRS: Shape = Shape::Named(
    "Pairs",
    &Shape::Custom("a map from plates to numbers of pairs", &[], |definitions| {
        let number = definitions.schema(&whole::<0, 100>());
        json!({"type": "object", "additionalProperties": number, "propertyNames": {"pattern": r"^\s*[0-9]"}})
    }),
);

const LADDER: Shape =
    Shape::Named("Ladder", &Shape::Either(&[Shape::Bounded(&WEIGHT, 1, MAX_RUNGS), Shape::Keys(&STEPS)]));

keys! {
    pub(in crate::source) static STEPS: "Steps", "a ladder", [];

    /// The step between two weights: `2`.
    "step": WEIGHT, required;
    /// The lightest weight: `4`. Default: one step.
    "from": WEIGHT;
    /// The heaviest weight: `40`. Default: no limit.
    "to": WEIGHT;
}
