//! Days, their blocks, and entries: an exercise and its sets.

use serde_json::{Value, json};

use crate::model::Purpose;
use crate::source::adjust::MOST_BRANCHES;

use super::plain::{CONDITION, NOTHING, SCHEME, SLUG, SOME_TEXT, SUPERSET, TEMPO, TEXT, TIME, TRUTH, word};
use super::shape::{Definitions, Shape, given, implies, keys, nothing, nullable};

keys! {
    pub(in crate::source) static DAY: "Day", "a day", [CONTENT], blocks_or_one;

    /// Its name.
    "name": SOME_TEXT, required;
    /// What the day is in some weeks of the phase: a map of weeks (`4`, `1-3`) to the keys of a day; `~` drops the day in
    /// these weeks. What stands beside `weeks` is for the weeks that are not named.
    "weeks": WEEKS;
    /// For which choices: `{supplemental: fsl}`, or a list of several. With several options in it, all have to hold.
    "only": ONLY;
}

// A day in some weeks of its phase.
keys! {
    pub(in crate::source) static WEEKS_CONTENT: "WeeksContent", "a day", [CONTENT], blocks_or_one;
}

keys! {
    const CONTENT;

    /// A word to the lifter, in Markdown.
    "note": TEXT;
    /// The sets that lead up to the first work of the day: `true` for the ramp, `false`, the name of one of the site's
    /// warm-ups, or sets of your own: `[1x10 @ bar, 1x5 @ 40%, 1x3 @ top -25%]`. In place of the phase's.
    "warmup": WARMUP;
    /// Top sets: the heaviest work of the day on its main lift. `bench: 5x3 @ 85%`; a lift that is done twice needs a list.
    "top": ENTRIES;
    /// Back-off sets: the work that follows from the top set, lighter, and more of it. `bench: 4x6 @ top -10%` is taken off
    /// the weight on the bar, `paused-bench: 5x4 @ 75%` is of the max; `3x10, drop 15` ends in a drop set.
    "backoff": ENTRIES;
    /// For a day with several main lifts: a list of blocks, each with its own `top` and `backoff`.
    "blocks": Shape::List(&Shape::Item(&BLOCK));
    /// Work that belongs to the day, and to no top set.
    "accessories": ENTRIES;
}

keys! {
    pub(in crate::source) static BLOCK: "Block", "a block", [];

    /// Its name.
    "name": TEXT;
    /// The sets that lead up to the block's first work, as a day's `warmup`.
    "warmup": WARMUP;
    /// Top sets: the heaviest work of the block. `top` in a load always means the top set of the same block.
    "top": ENTRIES;
    /// Back-off sets: the work that follows from the block's top set.
    "backoff": ENTRIES;
    /// For which choices: `{supplemental: fsl}`, or a list of several.
    "only": ONLY;
}

/// A day has blocks, or one `top` and `backoff` of its own.
fn blocks_or_one(_: &mut Definitions) -> Value {
    let no_blocks = json!({"properties": {"blocks": nothing()}});
    json!({"allOf": [implies("top", &no_blocks), implies("backoff", &no_blocks)]})
}

/// The ramp, the name of one of the site's, or sets.
pub(super) const WARMUP: Shape =
    Shape::Named("Warmup", &Shape::Either(&[TRUTH, Shape::Plain("a name", || json!({"type": "string"})), WARMUP_SETS]));

/// A scheme, or a list of them: here a list is one warm-up, not one for each week.
pub(super) const WARMUP_SETS: Shape =
    Shape::Named("WarmupSets", &Shape::Either(&[SCHEME, Shape::Bounded(&SCHEME, 1, usize::MAX)]));

/// `weeks: {1-3: …, 4: ~}`.
const WEEKS: Shape = Shape::Named(
    "Weeks",
    &Shape::Custom("a map of weeks, each to the keys of a day", &[&WEEKS_CONTENT], |definitions| {
        json!({
            "type": "object",
            "additionalProperties": nullable(definitions.schema(&Shape::Keys(&WEEKS_CONTENT))),
            "propertyNames": {
                "pattern": r"^\s*\+?[0-9]+\s*([-–]\s*\+?[0-9]+\s*)?$",
                "errorMessage": "Write a week or a range of weeks: 4, 1-3",
            },
        })
    }),
);

/// A list of entries, or one map of them.
const ENTRIES: Shape = Shape::Named("Entries", &Shape::Either(&[ENTRY, Shape::List(&ENTRY)]));

/// Long or short. Decided by what is in it, so that a slip in one form is not reported as one in the other.
const ENTRY: Shape = Shape::Named(
    "Entry",
    &Shape::Custom("an [entry](#long-entry)", &[&LONG_ENTRY, &ENTRY_DETAILS], |definitions| {
        let attributes: Vec<_> = LONG_ENTRY.all().map(|key| key.name).collect();
        let names_no_exercise = json!({"propertyNames": {"pattern": format!("^({})$", attributes.join("|"))}});
        let is_long = [given("exercise"), json!({"required": ["sets"]}), names_no_exercise];
        json!({
            "if": {"type": "object", "minProperties": 1, "anyOf": is_long},
            "then": definitions.schema(&Shape::Keys(&LONG_ENTRY)),
            "else": definitions.schema(&Shape::Keys(&SHORT_ENTRY)),
        })
    }),
);

// `{exercise: squat, sets: 5x3 @ 80%, for: technique}`
keys! {
    pub(in crate::source) static LONG_ENTRY: "LongEntry", "an entry", [ATTRIBUTES];

    /// Which exercise: `squat`, `close-grip-bench`.
    "exercise": SLUG, required;
    "sets": WEEK_SCHEMES, required;
}

// `squat: 5x3 @ 80%`, and perhaps more beside it; or several exercises.
keys! {
    static SHORT_ENTRY: "ShortEntry", "an entry", [ATTRIBUTES], by_exercise;

    /// Which exercise: `squat`, `close-grip-bench`. Then its `sets` stand beside it.
    "exercise": SLUG;
}

fn by_exercise(definitions: &mut Definitions) -> Value {
    let mut rules = definitions.schema(&Shape::ByExercise(&SETS_OR_DETAILS));
    rules["errorMessage"] = "Write exercise: 5x3 @ 85%".into();
    rules
}

const SETS_OR_DETAILS: Shape = Shape::Named(
    "SetsOrDetails",
    &Shape::About(
        "Sets x reps, and behind `@` how heavy: `5x3 @ 85%` of the max, `4x6 @ top -10%` off the weight on the bar for the top set, `1x1 @ RPE 8`, `3x10 @ 60 kg`; without `@` the lifter picks. `3x10, drop 15` ends in a drop set. A list has one scheme for each week of the phase. A map has `sets` and more: `{sets: 5x3, for: technique}`.",
        &Shape::Either(&[
            SCHEME,
            Shape::List(&Shape::Optional(&SCHEME)),
            Shape::Keys(&ENTRY_DETAILS),
            Shape::About("Nothing: takes the exercise out of what a program extends.", &NOTHING),
        ]),
    ),
);

// `squat: {sets: 5x3 @ 80%, for: technique}`
keys! {
    pub(in crate::source) static ENTRY_DETAILS: "EntryDetails", "an entry", [ATTRIBUTES];

    "sets": WEEK_SCHEMES, required;
}

// What an entry says beside exercise and sets.
keys! {
    const ATTRIBUTES;

    /// What it is for; printed beside it.
    "for": word::<Purpose>();
    /// A word to the lifter, in Markdown.
    "note": TEXT;
    /// Rest after each set, where the scheme gives none: `90s`, `3 min`, `2:30`.
    "rest": TIME;
    /// Seconds down, paused, up (and paused again): `3-1-0`, `3-1-X-1`. `X` is as fast as can be.
    "tempo": TEMPO;
    /// Entries with the same letter are done in turn: `A`, `B2`.
    "superset": SUPERSET;
    /// Accommodating resistance, printed beside the exercise: `two chains a side`. It changes no weight.
    "with": TEXT;
    /// What to do instead, depending on how the top set went: a list of branches, each with `if` and `sets`. The first
    /// condition that fits counts; where none does, what the entry says.
    "adjust": Shape::Bounded(&Shape::Keys(&BRANCH), 0, MOST_BRANCHES);
    /// What will do in its place: an exercise, or a list of them. Each is printed with the same share of *its own* max.
    "or": ONE_OR_MANY_SLUGS;
    /// For which choices: `{supplemental: fsl}`, or a list of several. With several options in it, all have to hold.
    "only": ONLY;
}

/// A scheme for every week, or one for each.
const WEEK_SCHEMES: Shape =
    Shape::Named("WeekSchemes", &Shape::Either(&[SCHEME, Shape::List(&Shape::Optional(&SCHEME))]));

// What is done instead.
keys! {
    pub(in crate::source) static BRANCH: "Branch", "a branch of `adjust`", [];

    /// How the top set went: `rpe <= 7`, `rpe >= 9.5`, `reps >= 8` of an open set, `form breaks down`, `bar is slow`, `reps
    /// missed`, `below last week`.
    "if": CONDITION, required;
    /// Another exercise than the entry's.
    "exercise": SLUG;
    /// What is done then: a scheme, a list of one for each week, or `none`.
    "sets": WEEK_SCHEMES, required;
    /// A word to the lifter, in Markdown.
    "note": TEXT;
}

const ONLY: Shape = Shape::ByName(&Shape::Optional(&ONE_OR_MANY_SLUGS));

const ONE_OR_MANY_SLUGS: Shape = Shape::Either(&[SLUG, Shape::List(&SLUG)]);
