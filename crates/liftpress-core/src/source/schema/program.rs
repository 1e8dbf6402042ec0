//! Programs, their phases, options and exercises.
//!
//! A program that extends another says only what differs. What is required of it as a whole therefore holds only where
//! there is no `extends`.

use serde_json::{Map, Value, json};

use crate::model::{Gear, Goal, Kind, Level, Muscle};
use crate::source::day::MOST_DAYS;
use crate::source::phase::MOST_WEEKS;
use crate::source::program::MOST_CYCLES;

use super::day::{DAY, WARMUP};
use super::plain::{
    ATTEMPTS, CODE, DATE, PERCENT, SHARE, SLEEVES, SLUG, SOME_TEXT, TEXT, TEXT_OR_NOTHING, UNIT, WEIGHT, whole, word,
};
use super::shape::{Definitions, Shape, given, implies, keys, nothing};

keys! {
    /// A strength program: its phases, days, top sets and back-off sets. `liftpress show` prints it worked out.
    pub(in crate::source) static PROGRAM: "Program", "a program", [WORK], rules;

    /// Its name for people.
    "title": SOME_TEXT, required;
    /// The program that this one is a change of: its file name, without the ending. Only what differs is written; `~` takes
    /// out.
    "extends": TEXT;
    /// Who wrote it down. Default: `author` of the settings.
    "author": TEXT;
    /// Where the idea was published, in Markdown.
    "source": TEXT;
    /// What it is, in Markdown.
    "summary": TEXT;
    /// For whom.
    "level": word::<Level>();
    /// Words to find it by.
    "tags": Shape::List(&TEXT);
    /// What became of it since it was published, for its page and the site's feed: `[{date: 2026-11-14, what: Lighter
    /// deload}]`. A program that extends another has changes of its own.
    "changes": Shape::List(&Shape::Keys(&CHANGE));
    /// Unit of weights that are written without one in this file: `kg` or `lb`. Default: `units` of the settings.
    "units": UNIT;
    /// Lifts whose max a lifter brings, for the gallery and `liftpress list`.
    "lifts": Shape::List(&SLUG);
    /// Makes bare percentages mean the training max, which is this share of the 1RM: `90%`.
    "training_max": PERCENT;
    /// How often all phases are done. Default 1.
    "cycles": whole::<1, MOST_CYCLES>();
    /// What each cycle adds to the training max, or to the 1RM where there is none: `{squat: 10 lb, bench: 5 lb|2.5 kg}`.
    "progress": Shape::Named("Nullable_WeightByExercise", &Shape::ByExercise(&Shape::Optional(&WEIGHT)));
    /// What a lifter may choose: `{supplemental: {choices: [bbb, fsl], default: fsl}}`. Days, blocks and entries belong to
    /// choices by `only`.
    "options": Shape::ByName(&Shape::Optional(&Shape::Keys(&OPTION)));
    /// The shares of the 1RM that are attempted at a meet: `91/96/100.5%`. A scheme `attempts` stands for the three.
    "attempts": ATTEMPTS;
    /// Exercises that only this program knows, by slug.
    "exercises": Shape::ByName(&Shape::Optional(&Shape::Keys(&PROGRAM_EXERCISE)));
    /// Warnings and advice that are not told of this program, by their codes: `[early-drop]`. `liftpress explain` lists them.
    "allow": Shape::List(&CODE);
    /// The sets that lead up to the first work of a day: `true` for the ramp, `false`, the name of one of the site's
    /// warm-ups, or sets of your own: `[1x10 @ bar, 1x5 @ 40%]`. For all days that say nothing themselves.
    "warmup": WARMUP;
    /// The work: a list of phases. A program with only one may have `weeks` and `days` instead.
    "phases": Shape::List(&Shape::Item(&PHASE));
}

keys! {
    pub(in crate::source) static CHANGE: "ProgramChange", "a change", [];

    /// When: `2026-11-14`. One change a day.
    "date": DATE, required;
    /// What was changed, in a few words.
    "what": TEXT, required;
}

keys! {
    pub(in crate::source) static PHASE: "Phase", "a phase", [WORK];

    /// Its name. Where it has none, booklets show its goal.
    "name": TEXT;
    /// Makes bare percentages mean the training max, which is this share of the 1RM. In place of the program's.
    "training_max": PERCENT;
    /// The sets that lead up to the first work of a day: `true` for the ramp, `false`, the name of one of the site's
    /// warm-ups, or sets of your own. In place of the program's.
    "warmup": WARMUP;
}

// What a phase and a program that has only one have in common.
keys! {
    pub(in crate::source) const WORK;

    /// What it is for.
    "goal": word::<Goal>();
    /// How many weeks. Default 1.
    "weeks": whole::<1, MOST_WEEKS>();
    /// The days of a week, in order. Without them a phase does the days of the phase before it.
    "days": Shape::List(&Shape::Item(&DAY));
    /// How much of the back-off work is done: `50%` of the sets, `none`, or a list of one for each week.
    "backoff": SCALE;
    /// How heavy the top sets are: `90%` of the percentages and weights that are written, or a list of one for each week.
    "top": SCALE;
    /// How much of the accessory work is done: `50%` of the sets, `none`, or a list of one for each week.
    "accessories": SCALE;
    /// A word to the lifter when the phase begins, in Markdown.
    "note": TEXT;
}

const SCALE: Shape = Shape::Named("Scale", &Shape::Either(&[SHARE, Shape::List(&SHARE)]));

keys! {
    /// Something to choose, so that one program serves many.
    pub(in crate::source) static OPTION: "Option", "an option", [];

    /// Its name for people. Default: its slug in words.
    "name": TEXT;
    /// What there is to choose from: `[bbb, fsl]`, or with names for people `{bbb: Boring but big, fsl: First set last}`.
    "choices": CHOICES;
    /// What is taken where nothing is chosen. Default: the first choice.
    "default": SLUG;
}

const CHOICES: Shape = Shape::Named("Choices", &Shape::Either(&[Shape::List(&SLUG), Shape::ByName(&TEXT_OR_NOTHING)]));

keys! {
    /// An exercise: how it is loaded, what it trains, whose max counts. The description follows the front matter.
    pub(in crate::source) static EXERCISE: "Exercise", "an exercise", [ABOUT], ratio_of_a_lift;

    /// Its name for people.
    "name": SOME_TEXT, required;
}

keys! {
    /// An exercise that only this program knows.
    pub(in crate::source) static PROGRAM_EXERCISE: "ProgramExercise", "an exercise", [ABOUT];

    /// Its name for people. Default: its slug in words.
    "name": TEXT;
}

// What an exercise has in a file of its own and within a program.
keys! {
    const ABOUT;

    /// The lift that percentages are of when the lifter brings no max for this one: `bench`.
    "max_of": SLUG;
    /// The share of that lift's max that counts as this one's: `90%`. Default 100%.
    "ratio": PERCENT;
    /// What it is loaded with; decides which weights can be loaded. Default `barbell`.
    "equipment": word::<Gear>();
    /// How many sleeves share the plates: 1 of a landmine or T-bar, 2 of a bar or one dumbbell handle, 4 of a pair of handles.
    /// Default: 4 of a dumbbell exercise, 2 of all others.
    "sleeves": SLEEVES;
    /// From the most technical to the most isolated. Default `variation`.
    "kind": word::<Kind>();
    /// What it trains most.
    "muscles": Shape::List(&word::<Muscle>());
    /// What it trains besides.
    "secondary": Shape::List(&word::<Muscle>());
    /// Short reminders, printed in the booklet.
    "cues": Shape::List(&TEXT);
    /// Other names people use. They serve to suggest the right one, not to refer to it.
    "aliases": Shape::List(&TEXT);
    /// The description of an exercise within a program, in Markdown. In a file it is what follows the front matter.
    "text": TEXT;
}

fn ratio_of_a_lift(_: &mut Definitions) -> Value {
    json!({"title": "liftpress exercise", "allOf": [implies("ratio", &json!({"required": ["max_of"]}))]})
}

/// What holds of a program beyond its single keys.
fn rules(_: &mut Definitions) -> Value {
    let one_phase: Map<_, _> = WORK.iter().map(|key| (key.name.to_owned(), nothing())).collect();
    let has_phases = implies("phases", &json!({"properties": one_phase}));
    let mut stands_alone = json!({"if": {"not": given("extends")}});
    stands_alone["then"] = of_a_whole_program();
    json!({"title": "liftpress program", "allOf": [has_phases, stands_alone]})
}

/// What a program needs that extends no other. Its keys are described and offered above.
fn of_a_whole_program() -> Value {
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
