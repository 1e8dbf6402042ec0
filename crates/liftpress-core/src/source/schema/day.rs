//! Days, their blocks, and entries (an exercise and its sets).

use serde_json::{Value, json};

use crate::model::Purpose;
use crate::source::adjust::MAX_BRANCHES;

use super::plain::{BOOLEAN, CONDITION, NON_EMPTY_TEXT, NOTHING, SCHEME, SLUG, SUPERSET, TEMPO, TEXT, TIME, word};
use super::shape::{Definitions, Shape, has_value, implies, keys, nothing, nullable};

keys! {
    pub(in crate::source) static DAY: "Day", "a day", [CONTENT], blocks_or_one;

    /// The name of the day, printed above its work: `Squat`, `Heavy day`.
    "name": NON_EMPTY_TEXT, required;
    /// Work that differs by week: a map from weeks of the phase (`4`, `1-3`) to the keys of a day, as in `{1-3: {top:
    /// {squat: 5x3 @ 80%}}, 4: ~}`. `~` drops the day in these weeks. The work next to `weeks` is for all other weeks;
    /// the `note` and `warmup` next to it are for every week without its own.
    "weeks": WEEKS;
    /// The choices of options for which the day is done: `{supplemental: fsl}`, or several, `{supplemental: [fsl,
    /// ssl]}`. If it names several options, all of them must match. Default: every choice.
    "only": ONLY;
}

// A day in some weeks of its phase.
keys! {
    pub(in crate::source) static WEEKS_CONTENT: "WeeksContent", "a day", [CONTENT], blocks_or_one;
}

keys! {
    const CONTENT;

    /// A message to the lifter, in Markdown: `Pause every rep.` A day with a note and no work is a rest day.
    "note": TEXT;
    /// The warm-up before the first work of the day: `true` for the standard ramp, `false` for none, the name of a
    /// warm-up in the settings, or sets, `[1x10 @ bar, 1x5 @ 40%, 1x3 @ top -25%]`. Default: the warm-up of the phase.
    "warmup": WARMUP;
    /// Top sets: the heaviest work of the day on its main lift, `squat: 5x3 @ 85%`. For a lift that is done twice,
    /// write a list.
    "top": ENTRIES;
    /// Back-off sets: lighter work after the top sets, and more of it. `squat: 4x6 @ top -10%` takes 10% off the weight
    /// on the bar, `paused-squat: 5x4 @ 75%` is a percentage of the max, and `leg-curl: 3x10, drop 15` ends with a drop
    /// set.
    "backoff": ENTRIES;
    /// Blocks, for a day with several main lifts: a list in which each block has its own `top` and `backoff`, `[{name:
    /// Squat, top: {squat: 3x3 @ 85%}}, {name: Bench, top: {bench: 3x3 @ 85%}}]`.
    "blocks": Shape::List(&Shape::Item(&BLOCK));
    /// Accessory work of the day, done last and independent of the top sets: `leg-curl: 3x12`.
    "accessories": ENTRIES;
}

keys! {
    pub(in crate::source) static BLOCK: "Block", "a block", [];

    /// The name of the block, printed above its work: `Squat`.
    "name": TEXT;
    /// The warm-up before the first work of the block. It takes the same values as `warmup` of the day. Default: the
    /// warm-up of the day.
    "warmup": WARMUP;
    /// Top sets: the heaviest work of the block, `squat: 3x3 @ 85%`. In a load, `top` always means the top set of the
    /// same block.
    "top": ENTRIES;
    /// Back-off sets: the work after the block's top sets, `squat: 3x5 @ top -15%`.
    "backoff": ENTRIES;
    /// The choices of options for which the block is done: `{supplemental: fsl}`, or several, `{supplemental: [fsl,
    /// ssl]}`. Default: every choice.
    "only": ONLY;
}

/// Returns the rule that a day has either `blocks`, or its own `top` and `backoff`.
fn blocks_or_one(_: &mut Definitions) -> Value {
    let no_blocks = json!({"properties": {"blocks": nothing()}});
    json!({"allOf": [implies("top", &no_blocks), implies("backoff", &no_blocks)]})
}

/// The standard ramp, the name of one of the site's warm-ups, or sets.
pub(super) const WARMUP: Shape = Shape::Named(
    "Warmup",
    &Shape::Either(&[BOOLEAN, Shape::Plain("a name", || json!({"type": "string"})), WARMUP_SETS]),
);

/// A scheme, or a list of schemes. All schemes of the list belong to one warm-up; they are not for different weeks.
pub(super) const WARMUP_SETS: Shape =
    Shape::Named("WarmupSets", &Shape::Either(&[SCHEME, Shape::Bounded(&SCHEME, 1, usize::MAX)]));

/// A map from weeks to the work in these weeks: `weeks: {1-3: …, 4: ~}`.
const WEEKS: Shape = Shape::Named(
    "Weeks",
    &Shape::Custom("a map from weeks to the keys of a day", &[&WEEKS_CONTENT], |definitions| {
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

/// A list of entries, or one map of entries.
const ENTRIES: Shape = Shape::Named("Entries", &Shape::Either(&[ENTRY, Shape::List(&ENTRY)]));

/// An entry in the long or the short form. The keys of the entry decide which form is meant, so that a mistake is
/// reported for the form that the author chose.
const ENTRY: Shape = Shape::Named(
    "Entry",
    &Shape::Custom("an [entry](#long-entry)", &[&LONG_ENTRY, &ENTRY_DETAILS], |definitions| {
        let attributes: Vec<_> = LONG_ENTRY.all().map(|key| key.name).collect();
        let names_no_exercise = json!({"propertyNames": {"pattern": format!("^({})$", attributes.join("|"))}});
        let is_long = [has_value("exercise"), json!({"required": ["sets"]}), names_no_exercise];
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

    /// The exercise, by its name in lower case with hyphens: `squat`, `close-grip-bench`.
    "exercise": SLUG, required;
    /// The sets in each week, as one scheme: `5x5 @ 75%`, or as a list with a scheme for each week.
    "sets": WEEK_SCHEMES, required;
}

// `squat: 5x3 @ 80%`, perhaps with more keys next to it; or several exercises.
keys! {
    static SHORT_ENTRY: "ShortEntry", "an entry", [ATTRIBUTES], by_exercise;

    /// The exercise, by its name in lower case with hyphens: `squat`, `close-grip-bench`. Write its `sets` next to it.
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
        "Sets x reps, and the load after `@`: `5x3 @ 85%` of the max, `4x6 @ top -10%` off the weight on the bar for the top set, `1x1 @ RPE 8`, `3x10 @ 60 kg`. Without `@`, the lifter picks the weight. `3x10, drop 15` ends with a drop set. A list has one scheme for each week of the phase. A map has `sets` and other keys: `{sets: 5x3, for: technique}`.",
        &Shape::Either(&[
            SCHEME,
            Shape::List(&Shape::Optional(&SCHEME)),
            Shape::Keys(&ENTRY_DETAILS),
            Shape::About("`~` removes the exercise from the program that this one extends.", &NOTHING),
        ]),
    ),
);

// `squat: {sets: 5x3 @ 80%, for: technique}`
keys! {
    pub(in crate::source) static ENTRY_DETAILS: "EntryDetails", "an entry", [ATTRIBUTES];

    /// The sets in each week, as one scheme: `5x5 @ 75%`, or as a list with a scheme for each week.
    "sets": WEEK_SCHEMES, required;
}

// The keys of an entry besides `exercise` and `sets`.
keys! {
    const ATTRIBUTES;

    /// The purpose of the sets, printed next to the exercise: `technique`.
    "for": word::<Purpose>();
    /// A message to the lifter about the exercise, in Markdown: `Slow on the way down.`
    "note": TEXT;
    /// The rest after each set, unless the scheme gives one: `90s`, `3 min`, `2:30`.
    "rest": TIME;
    /// The seconds down, paused, up, and perhaps paused again: `3-1-0`, `3-1-X-1`. `X` means as fast as possible.
    "tempo": TEMPO;
    /// The letter of a superset: `A`, `B2`. Entries with the same letter are done in turn.
    "superset": SUPERSET;
    /// Accommodating resistance, printed next to the exercise: `two chains a side`. It does not change the weight.
    "with": TEXT;
    /// What to do instead, depending on how the top set went: a list of branches, `[{if: rpe >= 9.5, sets: 2x4 @ top
    /// -18%}]`. The first branch whose condition holds replaces the entry. If no condition holds, the entry stays.
    "adjust": Shape::Bounded(&Shape::Keys(&BRANCH), 0, MAX_BRANCHES);
    /// Substitutes for the exercise: `leg-press`, or a list, `[front-squat, leg-press]`. Each is printed with the same
    /// share of *its own* max.
    "or": ONE_OR_MANY_SLUGS;
    /// The choices of options for which the entry is done: `{supplemental: fsl}`, or several, `{supplemental: [fsl,
    /// ssl]}`. If it names several options, all of them must match. Default: every choice.
    "only": ONLY;
}

/// One scheme for all weeks, or a list with one for each week.
const WEEK_SCHEMES: Shape =
    Shape::Named("WeekSchemes", &Shape::Either(&[SCHEME, Shape::List(&Shape::Optional(&SCHEME))]));

// A branch of `adjust`.
keys! {
    pub(in crate::source) static BRANCH: "Branch", "a branch of `adjust`", [];

    /// How the top set went: `rpe <= 7`, `rpe >= 9.5`, `form breaks down`, `bar is slow`, `reps missed`, `below last
    /// week`, or, for an open set such as `5+`, `reps >= 8`.
    "if": CONDITION, required;
    /// The exercise to do instead: `paused-squat`. Default: the exercise of the entry.
    "exercise": SLUG;
    /// The sets to do instead, as one scheme: `2x4 @ top -18%`, a list with a scheme for each week, or `none`.
    "sets": WEEK_SCHEMES, required;
    /// A message to the lifter for this case, in Markdown.
    "note": TEXT;
}

const ONLY: Shape = Shape::ByName(&Shape::Optional(&ONE_OR_MANY_SLUGS));

const ONE_OR_MANY_SLUGS: Shape = Shape::Either(&[SLUG, Shape::List(&SLUG)]);
