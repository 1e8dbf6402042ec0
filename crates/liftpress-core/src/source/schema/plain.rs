//! Plain values: text, names, numbers, words of closed lists, and text in a notation of liftpress. A pattern is always
//! wider than its parser: what the pattern refuses, the parser refuses too.
//!
//! Decoders accept a number or a boolean as the text that it is written as. The schema of a text therefore lists the
//! types that the text must not have: if the schema listed `boolean` as a type, editors would offer `true` and `false`
//! as values.

use serde_json::{Value, json};

use crate::diagnostic::Code;
use crate::model::{self, Look, Word};
use crate::units::Rounding;

use super::shape::Shape;

/// Text.
pub(in crate::source) const TEXT: Shape =
    Shape::Plain("text", || json!({"not": {"type": ["array", "object", "null"]}}));

/// Text that must not be empty.
pub(super) const NON_EMPTY_TEXT: Shape =
    Shape::Plain("text", || json!({"not": {"type": ["array", "object", "null"]}, "minLength": 1}));

/// Text, or nothing.
pub(super) const TEXT_OR_NOTHING: Shape = Shape::Plain("text", || json!({"not": {"type": ["array", "object"]}}));

/// A name: lower-case letters, digits and single hyphens.
pub(super) const SLUG: Shape = Shape::Plain("a name", || {
    json!({
        "not": {"type": ["array", "object", "null"]},
        "pattern": SLUG_PATTERN,
        "errorMessage": "Use lower-case letters, digits and single hyphens: close-grip-bench",
        "maxLength": 80,
    })
});

/// The pattern of a slug.
pub(super) const SLUG_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// `true` or `false`.
pub(super) const BOOLEAN: Shape = Shape::Plain("`true` or `false`", || json!({"type": "boolean"}));

/// No value.
pub(super) const NOTHING: Shape = Shape::Plain("`~`", || json!({"type": "null"}));

/// The code of a diagnostic.
pub(super) const CODE: Shape = Shape::Plain("a code", words::<Code>);

/// The number of sleeves that share the plates.
pub(super) const SLEEVES: Shape = Shape::Named(
    "Sleeves",
    &Shape::Plain("1, 2 or 4", || json!({"enum": model::Sleeves::ALL.map(model::Sleeves::count)})),
);

/// A word of a closed list.
pub(super) const fn word<W: Word>() -> Shape {
    Shape::Plain("", words::<W>)
}

fn words<W: Word>() -> Value {
    let words: Vec<_> = W::ALL.iter().map(|value| value.word()).collect();
    let meanings: Vec<_> = W::ALL.iter().map(|value| value.meaning()).collect();
    json!({"type": "string", "enum": words, "markdownEnumDescriptions": meanings})
}

/// A whole number in a range.
pub(super) const fn whole<const LEAST: u16, const MOST: u16>() -> Shape {
    Shape::Plain(
        "a whole number",
        || json!({"type": ["integer", "string"], "minimum": LEAST, "maximum": MOST, "pattern": "^\\+?[0-9]+$"}),
    )
}

/// A percentage.
pub(super) const PERCENT: Shape =
    Shape::Plain("a percentage", || text(r"^\s*[0-9][0-9.]*\s*%\s*$", "Write a number and a percent sign: 90%", &[]));

/// A percentage of the planned work, or `none`.
pub(super) const SHARE: Shape = Shape::Plain("a percentage or `none`", || {
    text(r"^\s*[0-9][0-9.]*\s*%\s*$|^none$", "Write a percentage, 50%, or none", &["50%", "none"])
});

/// A weight, with or without its unit.
pub(super) const WEIGHT: Shape = Shape::About(
    "A weight, with or without its unit: `20`, `102.5 kg`, `10 lb|5 kg`.",
    &Shape::Plain("a weight", || {
        with(
            text(
                r"^\s*[0-9][0-9.]*\s*(([kK][gG]|[lL][bB])[sS]?\s*)?(\||$)",
                "Write a number, with or without kg or lb: 102.5 kg",
                &[],
            ),
            json!({"type": ["number", "string"], "minimum": 0}),
        )
    }),
);

/// A time span in days or weeks.
pub(super) const DAYS: Shape = Shape::Plain("a number of days or weeks", || {
    text(r"^\s*[0-9]+\s+(day|week)s?\s*$", "Write a number of weeks or days: 12 weeks", &["12 weeks", "90 days"])
});

/// The family name of a font.
pub(super) const FONT_NAME: Shape = Shape::Plain("a font family", || {
    text(
        r"^[^!-,./:-@\[-^`{-~]+$",
        "Write the family name of a font in letters, digits and spaces: Source Sans 3",
        &["Source Sans 3"],
    )
});

/// A color.
pub(super) const COLOR: Shape = Shape::Plain("a color", || {
    text("^#[0-9a-fA-F]{6}$", "Write two digits each for red, green and blue, in quotes: \"#14532d\"", &["#14532d"])
});

/// The weight that a lifter lifted.
pub(super) const LIFTED: Shape = Shape::Plain("a weight, or `bw` plus or minus a weight", || {
    with(
        text(
            r"^\s*([0-9]|[bB][wWoO])",
            "Write a weight, 180 or 400 lb, or bodyweight and added weight: bw + 20 kg",
            &[],
        ),
        json!({"type": ["number", "string"], "minimum": 0}),
    )
});

/// Sets x reps, and the load after `@`.
pub(super) const SCHEME: Shape = Shape::About(
    "Sets x reps, and the load after `@`: `5x3 @ 85%` of the max, `4x6 @ top -10%` off the weight on the bar for the top set, `1x1 @ RPE 8`, `3x10 @ 60 kg`, `3xAMRAP @ bw`. Without `@`, the lifter picks the weight. Separate groups of sets by commas or `then`: `3x10 @ 60%, drop 15`. `rest 3 min` at the end of a group gives its rest.\n\nA list has one scheme for each week of the phase, and `~` for a week without this exercise.",
    &Shape::Plain("a scheme", || {
        with(
            text(
                r"^\s*([0-9][0-9.]*\s*([-–−]\s*[0-9.]+\s*)?[xX×/]|[a-zA-Z])",
                "Write sets x reps: 5x3 @ 85%, 3x8-10, 5/3/1+ @ 75/85/95%, drop 10",
                &["5x3 @ 85%", "4x6 @ top -10%", "1x1 @ RPE 8", "3x10, drop 15"],
            ),
            json!({"maxLength": 2000}),
        )
    }),
);

/// A condition on how the top set went.
pub(super) const CONDITION: Shape = Shape::Plain("a condition", || json!({"type": "string", "examples": conditions()}));

/// The percentages of three attempts.
pub(super) const ATTEMPTS: Shape = Shape::Plain("three percentages", || {
    text(
        r"^\s*[0-9][0-9.]*\s*%?\s*/\s*[0-9][0-9.]*\s*%?\s*/\s*[0-9][0-9.]*\s*%",
        "Write three percentages of the 1RM, from light to heavy: 91/96/100.5%",
        &["91/96/100.5%"],
    )
});

/// A time.
pub(super) const TIME: Shape =
    Shape::Plain("a time", || text(r"^\s*[0-9][0-9.]*\s*(:|[sSmM])", "Write 90s, 3 min or 2:30", &["90s", "3 min"]));

/// Seconds down, paused, up, and perhaps paused again.
pub(super) const TEMPO: Shape = Shape::Plain("a tempo", || {
    text(
        r"^([0-9]{1,2}|[xX])(-([0-9]{1,2}|[xX])){2,3}$",
        "Write the seconds down, paused and up: 3-1-0; X means as fast as possible",
        &["3-1-0", "3-1-X-1"],
    )
});

/// The letter of a superset.
pub(super) const SUPERSET: Shape = Shape::Plain("a capital letter", || {
    text("^[A-Z][1-9]?$", "Give all entries of a superset the same capital letter: A", &["A", "A1"])
});

/// A calendar date.
pub(super) const DATE: Shape = Shape::Plain("a date", || {
    text("^(19|20|21|22)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "Write year-month-day: 2026-12-07", &[])
});

/// A week of the program.
pub(super) const WEEK: Shape = Shape::Plain("a week", || {
    with(
        text(r"^\s*(week)?\s*\+?[0-9]+\s*$", "Write week 5", &["week 5"]),
        json!({"type": ["integer", "string"], "minimum": 1, "maximum": 999}),
    )
});

/// A day of the week.
pub(super) const WEEKDAY: Shape = Shape::About(
    "A day of the week: `Mon`, `monday`.",
    &Shape::Plain("a day of the week", || {
        text(
            "^([mM][oO][nN]|[tT][uU][eE]|[wW][eE][dD]|[tT][hH][uU]|[fF][rR][iI]|[sS][aA][tT]|[sS][uU][nN])[a-zA-Z]*$",
            "Write Mon, Tue, Wed, Thu, Fri, Sat or Sun",
            &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        )
    }),
);

/// Rate of perceived exertion.
pub(super) const RPE: Shape = Shape::Plain(
    "a number from 1 to 10",
    || json!({"type": ["number", "string"], "minimum": 1, "maximum": 10, "pattern": "^[0-9][0-9.]*$"}),
);

/// `kg` or `lb`.
pub(super) const UNIT: Shape =
    Shape::Plain("`kg` or `lb`", || text("^([kK][gG]|[lL][bB])[sS]?$", "Write kg or lb", &["kg", "lb"]));

/// The rounding of a weight.
pub(super) const ROUNDING_RULE: Shape = Shape::About(
    "How a weight is rounded: `nearest`, `down` or `up`, or to multiples, `down to 5 kg`.",
    &Shape::Plain("a rounding rule", || {
        let examples = [roundings(), vec!["down to 5 kg"]].concat();
        text(
            &format!(r"^({})(\s|$)", roundings().join("|")),
            "Write nearest, down or up, or to multiples: down to 5 kg",
            &examples,
        )
    }),
);

/// Returns the schema of a text in a notation.
fn text(pattern: &str, error: &str, examples: &[&str]) -> Value {
    let schema = json!({"type": "string", "pattern": pattern, "errorMessage": error});
    if examples.is_empty() { schema } else { with(schema, json!({"examples": examples})) }
}

/// Returns a schema with more keywords added.
fn with(mut schema: Value, more: Value) -> Value {
    if let (Value::Object(schema), Value::Object(more)) = (&mut schema, more) {
        schema.extend(more);
    }
    schema
}

fn conditions() -> Value {
    let compared = ["rpe <= 7", "rpe >= 9.5", "rir >= 3", "reps >= 8", "reps 5-7"];
    compared.into_iter().chain(Look::ALL.iter().map(|look| look.word())).collect()
}

fn roundings() -> Vec<&'static str> {
    Rounding::ALL.iter().map(|rounding| rounding.word()).collect()
}
