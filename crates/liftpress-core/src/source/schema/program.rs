//! Programs, their phases, options and exercises.
//!
//! A program that extends another has only the parts that differ. The rules for a whole program therefore apply only to
//! programs without `extends`.

use serde_json::{Map, Value, json};

use crate::model::{Gear, Goal, Kind, Level, Muscle};
use crate::source::day::MAX_DAYS;
use crate::source::phase::MAX_WEEKS;
use crate::source::program::MAX_CYCLES;

use super::day::{DAY, WARMUP};
use super::plain::{
    ATTEMPTS, CODE, DATE, NON_EMPTY_TEXT, PERCENT, SHARE, SLEEVES, SLUG, TEXT, TEXT_OR_NOTHING, UNIT, WEIGHT, whole,
    word,
};
use super::shape::{Definitions, Shape, has_value, implies, keys, nothing};

keys! {
    /// A strength program: its phases, days, top sets and back-off sets. `liftpress show` prints the program with its
    /// weights.
    pub(in crate::source) static PROGRAM: "Program", "a program", [WORK], rules;

    /// The title of the program: `Squat, a single and what follows`.
    "title": NON_EMPTY_TEXT, required;
    /// The program that this one changes, by its file name without the ending: `bench-4-weeks`. Write only what
    /// differs; `~` removes a key or an item.
    "extends": TEXT;
    /// The author of the program: `A. Coach`. Default: `author` of the settings.
    "author": TEXT;
    /// Where the idea was published, in Markdown.
    "source": TEXT;
    /// A description of the program, in Markdown.
    "summary": TEXT;
    /// Who the program is for: `beginner`, `intermediate` or `advanced`.
    "level": word::<Level>();
    /// Words by which readers find the program: `[powerlifting, 4 days]`.
    "tags": Shape::List(&TEXT);
    /// Changes since the program was published, for its page and the site's feed: `[{date: 2026-11-14, what: Lighter
    /// deload}]`. A program that extends another does not inherit them.
    "changes": Shape::List(&Shape::Keys(&CHANGE));
    /// The unit of weights without a unit in this file: `kg` or `lb`. Default: `units` of the settings.
    "units": UNIT;
    /// The lifts for which a lifter brings a max: `[squat, bench]`. The gallery and `liftpress list` show them.
    "lifts": Shape::List(&SLUG);
    /// The training max, as a share of the 1RM: `90%`. Percentages then mean the training max. Default: they mean the
    /// 1RM.
    "training_max": PERCENT;
    /// The number of times that all phases are done: `3`. Default: 1.
    "cycles": whole::<1, MAX_CYCLES>();
    /// The weight that each cycle adds to the training max, or to the 1RM in a program without one: `{squat: 10 lb,
    /// bench: 5 lb|2.5 kg}`.
    "progress": Shape::Named("Nullable_WeightByExercise", &Shape::ByExercise(&Shape::Optional(&WEIGHT)));
    /// Options among which a lifter chooses: `{supplemental: {choices: [bbb, fsl], default: fsl}}`. Days, blocks and
    /// entries with `only` are done only for the choices that they name.
    "options": Shape::ByName(&Shape::Optional(&Shape::Keys(&OPTION)));
    /// The attempts at a meet, as percentages of the 1RM: `90/95/102%`. The scheme `attempts` stands for all three.
    /// Default: `91/96/100.5%`.
    "attempts": ATTEMPTS;
    /// Exercises that only this program has, by name: `{slingshot-bench: {max_of: bench, ratio: 110%}}`.
    "exercises": Shape::ByName(&Shape::Optional(&Shape::Keys(&PROGRAM_EXERCISE)));
    /// The codes of warnings and advice that are not reported for this program: `[early-drop]`. `liftpress explain`
    /// lists all codes.
    "allow": Shape::List(&CODE);
    /// The warm-up before the first work of a day: `true` for the standard ramp, `false` for none, the name of a
    /// warm-up in the settings, or sets, `[1x10 @ bar, 1x5 @ 40%]`. Phases, days and blocks may have their own.
    /// Default: `false`.
    "warmup": WARMUP;
    /// The phases of the program, in order: a list of maps with `weeks` and `days`. A program with only one phase may
    /// have `weeks` and `days` instead.
    "phases": Shape::List(&Shape::Item(&PHASE));
}

keys! {
    pub(in crate::source) static CHANGE: "ProgramChange", "a change", [];

    /// The day of the change: `2026-11-14`. A day has at most one change.
    "date": DATE, required;
    /// What changed, in a few words: `Lighter deload`.
    "what": TEXT, required;
}

keys! {
    pub(in crate::source) static PHASE: "Phase", "a phase", [WORK];

    /// The name of the phase: `Volume`. Default: booklets show its goal.
    "name": TEXT;
    /// The training max in this phase, as a share of the 1RM: `85%`. Percentages then mean the training max. Default:
    /// `training_max` of the program.
    "training_max": PERCENT;
    /// The warm-up before the first work of a day: `true` for the standard ramp, `false` for none, the name of a
    /// warm-up in the settings, or sets, `[1x10 @ bar, 1x5 @ 40%]`. Default: the warm-up of the program.
    "warmup": WARMUP;
}

// The keys of a phase that a program with only one phase has too.
keys! {
    pub(in crate::source) const WORK;

    /// The goal of the phase: `hypertrophy`, `strength`, `technique`, `stamina`, `peaking` or `deload`.
    "goal": word::<Goal>();
    /// The number of weeks: `4`. Default: 1.
    "weeks": whole::<1, MAX_WEEKS>();
    /// The days of a week, in order: a list of maps with `name` and work. Default: the days of the phase before.
    "days": Shape::List(&Shape::Item(&DAY));
    /// How much of the back-off work is done: `50%` of the sets, `none`, or a list with one value for each week,
    /// `[100%, 50%, none]`. Default: `100%`.
    "backoff": SCALE;
    /// How heavy the top sets are: `90%` of the percentages and weights that are written, or a list with one value for
    /// each week. Default: `100%`.
    "top": SCALE;
    /// How much of the accessory work is done: `50%` of the sets, `none`, or a list with one value for each week.
    /// Default: `100%`.
    "accessories": SCALE;
    /// A message to the lifter at the start of the phase, in Markdown.
    "note": TEXT;
}

const SCALE: Shape = Shape::Named("Scale", &Shape::Either(&[SHARE, Shape::List(&SHARE)]));

keys! {
    /// An option among whose choices a lifter chooses, so that one program serves many.
    pub(in crate::source) static OPTION: "Option", "an option", [];

    /// The name of the option, as printed: `Supplemental work`. Default: its key, in words.
    "name": TEXT;
    /// The choices: `[bbb, fsl]`, or with names to print, `{bbb: Boring but big, fsl: First set last}`.
    "choices": CHOICES;
    /// The choice of a lifter who chooses none: `fsl`. Default: the first choice.
    "default": SLUG;
}

const CHOICES: Shape = Shape::Named("Choices", &Shape::Either(&[Shape::List(&SLUG), Shape::ByName(&TEXT_OR_NOTHING)]));

keys! {
    /// An exercise: its equipment, its muscles, and the lift whose max it uses. The description follows the front
    /// matter.
    pub(in crate::source) static EXERCISE: "Exercise", "an exercise", [ABOUT], ratio_of_a_lift;

    /// The name of the exercise, as printed: `Spoto press`.
    "name": NON_EMPTY_TEXT, required;
}

keys! {
    /// An exercise that only this program has.
    pub(in crate::source) static PROGRAM_EXERCISE: "ProgramExercise", "an exercise", [ABOUT];

    /// The name of the exercise, as printed: `Spoto press`. Default: its key, in words.
    "name": TEXT;
}

// The keys of an exercise, in a file of its own and within a program.
keys! {
    const ABOUT;

    /// The lift whose max counts if the lifter has no max for this exercise: `bench`.
    "max_of": SLUG;
    /// The share of that lift's max that is this exercise's max: `90%`. Default: 100%.
    "ratio": PERCENT;
    /// The equipment, which decides the weights that can be loaded: `dumbbell`. Default: `barbell`.
    "equipment": word::<Gear>();
    /// The number of sleeves that share the plates: 1 for a landmine or T-bar, 2 for a bar or one dumbbell handle, 4
    /// for a pair of handles. Default: 4 for a dumbbell exercise, 2 for all others.
    "sleeves": SLEEVES;
    /// The kind of exercise, from the most technical to the most isolated: `competition`, `variation`, `compound` or
    /// `isolation`. Default: `variation`.
    "kind": word::<Kind>();
    /// The muscles that the exercise trains most: `[chest, triceps]`.
    "muscles": Shape::List(&word::<Muscle>());
    /// The other muscles that the exercise trains: `[front-delts]`.
    "secondary": Shape::List(&word::<Muscle>());
    /// Short reminders, printed in the booklet: `[Knees out]`.
    "cues": Shape::List(&TEXT);
    /// Other names of the exercise: `[Pause press]`. A program that uses one gets the right name as a suggestion.
    "aliases": Shape::List(&TEXT);
    /// The description of the exercise, in Markdown. In an exercise file, it follows the front matter instead.
    "text": TEXT;
}

fn ratio_of_a_lift(_: &mut Definitions) -> Value {
    json!({"title": "liftpress exercise", "allOf": [implies("ratio", &json!({"required": ["max_of"]}))]})
}

/// Returns the rules for a program as a whole.
fn rules(_: &mut Definitions) -> Value {
    let one_phase: Map<_, _> = WORK.iter().map(|key| (key.name.to_owned(), nothing())).collect();
    let has_phases = implies("phases", &json!({"properties": one_phase}));
    let mut stands_alone = json!({"if": {"not": has_value("extends")}});
    stands_alone["then"] = whole_program();
    json!({"title": "liftpress program", "allOf": [has_phases, stands_alone]})
}

/// Returns the rules for a program without `extends`. Its keys are described, and offered by editors, in [`PROGRAM`].
fn whole_program() -> Value {
    let any_of = |keys: &[&str]| -> Value { keys.iter().map(|key| json!({"required": [key]})).collect() };
    let days = json!({
        "doNotSuggest": true,
        "minItems": 1,
        "maxItems": MAX_DAYS,
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
