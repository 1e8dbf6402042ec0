//! Texts in a notation of ours. A pattern is always wider than its parser: what it refuses, the parser refuses.

use schemars::JsonSchema;
use serde_json::{Value, json};

use crate::model::{Look, Word};
use crate::units::Rounding;

// A share: `90%`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^\s*[0-9][0-9.]*\s*%\s*$",
    "errorMessage" = "Write a number and a percent sign: 90%",
))]
pub(super) struct Percent(String);

// A share of the work: `50%`, `none`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^\s*[0-9][0-9.]*\s*%\s*$|^none$",
    "errorMessage" = "Write a share of the days' work: 50%, or none",
    "examples" = ["50%", "none"],
))]
pub(super) struct Share(String);

/// A weight, with or without its unit: `20`, `102.5 kg`, `10 lb|5 kg`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["number", "string"],
    "minimum" = 0,
    "pattern" = r"^\s*[0-9][0-9.]*\s*(([kK][gG]|[lL][bB])[sS]?\s*)?(\||$)",
    "errorMessage" = "Write a number, with or without kg or lb: 102.5 kg",
))]
pub(super) struct Weight(String);

// A number of days or weeks: `12 weeks`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^\s*[0-9]+\s+(day|week)s?\s*$",
    "errorMessage" = "Write so many weeks or days: 12 weeks",
    "examples" = ["12 weeks", "90 days"],
))]
pub(super) struct Days(String);

// The family name of a font.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^[^!-,./:-@\[-^`{-~]+$",
    "errorMessage" = "Write the family name of a font, in letters, digits and spaces: Source Sans 3",
    "examples" = ["Source Sans 3"],
))]
pub(super) struct FontName(String);

// A colour: `#14532d`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^#[0-9a-fA-F]{6}$",
    "errorMessage" = "Write two digits each for red, green and blue, in quotes: \"#14532d\"",
    "examples" = ["#14532d"],
))]
pub(super) struct Colour(String);

// What a lifter lifted: `180`, `400 lb`, `bw + 20 kg`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["number", "string"],
    "minimum" = 0,
    "pattern" = r"^\s*([0-9]|[bB][wWoO])",
    "errorMessage" = "Write a weight, 180 or 400 lb, or what is added to bodyweight: bw + 20 kg",
))]
pub(super) struct Lifted(String);

/// Sets x reps, and behind `@` how heavy: `5x3 @ 85%` of the max, `4x6 @ top -10%` off the weight on the bar for the top
/// set, `1x1 @ RPE 8`, `3x10 @ 60 kg`, `3xAMRAP @ bw`; without `@` the lifter picks. Several groups of sets stand behind
/// commas or `then`: `3x10 @ 60%, drop 15`. Then perhaps `rest 3 min`.
///
/// A list has one scheme for each week of the phase; `~` is a week without.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^\s*([0-9][0-9.]*\s*([-–−]\s*[0-9.]+\s*)?[xX×/]|[a-zA-Z])",
    "errorMessage" = "Write sets x reps: 5x3 @ 85%, 3x8-10, 5/3/1+ @ 75/85/95%, drop 10",
    "examples" = ["5x3 @ 85%", "4x6 @ top -10%", "1x1 @ RPE 8", "3x10, drop 15"],
    "maxLength" = 2000,
))]
pub(super) struct Scheme(String);

/// How the top set went.
#[derive(JsonSchema)]
#[schemars(inline, extend("examples" = conditions()))]
pub(super) struct Condition(String);

fn conditions() -> Value {
    let compared = ["rpe <= 7", "rpe >= 9.5", "rir >= 3", "reps >= 8", "reps 5-7"];
    compared.into_iter().chain(Look::ALL.iter().map(|look| look.word())).collect()
}

/// The shares of three attempts.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^\s*[0-9][0-9.]*\s*%?\s*/\s*[0-9][0-9.]*\s*%?\s*/\s*[0-9][0-9.]*\s*%",
    "errorMessage" = "Write three shares of the 1RM, from light to heavy: 91/96/100.5%",
    "examples" = ["91/96/100.5%"],
))]
pub(super) struct Attempts(String);

/// A time.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^\s*[0-9][0-9.]*\s*(:|[sSmM])",
    "errorMessage" = "Write 90s, 3 min or 2:30",
    "examples" = ["90s", "3 min"],
))]
pub(super) struct Time(String);

/// Seconds down, paused, up, and perhaps paused again.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = r"^([0-9]{1,2}|[xX])(-([0-9]{1,2}|[xX])){2,3}$",
    "errorMessage" = "Write the seconds down, paused and up: 3-1-0, or X for as fast as can be",
    "examples" = ["3-1-0", "3-1-X-1"],
))]
pub(super) struct Tempo(String);

/// The letter of a superset.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^[A-Z][1-9]?$",
    "errorMessage" = "Give the entries that are done in turn one capital letter: A",
    "examples" = ["A", "A1"],
))]
pub(super) struct Superset(String);

/// A day: `2026-12-07`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^(19|20|21|22)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "errorMessage" = "Write year-month-day: 2026-12-07",
))]
pub(super) struct Date(String);

/// A week of the program: `week 5`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["integer", "string"],
    "minimum" = 1,
    "maximum" = 999,
    "pattern" = r"^\s*(week)?\s*\+?[0-9]+\s*$",
    "errorMessage" = "Write week 5",
    "examples" = ["week 5"],
))]
pub(super) struct Week(String);

/// A day of the week: `Mon`, `monday`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^([mM][oO][nN]|[tT][uU][eE]|[wW][eE][dD]|[tT][hH][uU]|[fF][rR][iI]|[sS][aA][tT]|[sS][uU][nN])[a-zA-Z]*$",
    "errorMessage" = "Write Mon, Tue, Wed, Thu, Fri, Sat or Sun",
    "examples" = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
))]
pub(super) struct Weekday(String);

/// Rate of perceived exertion: `8`, `8.5`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "type" = ["number", "string"], "minimum" = 1, "maximum" = 10, "pattern" = "^[0-9][0-9.]*$",
))]
pub(super) struct Rpe(String);

/// `kg` or `lb`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^([kK][gG]|[lL][bB])[sS]?$",
    "errorMessage" = "Write kg or lb",
    "examples" = ["kg", "lb"],
))]
pub(super) struct Unit(String);

/// How a weight is rounded: `nearest`, `down`, `up`, and perhaps to multiples: `down to 5 kg`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = format!(r"^({})(\s|$)", ways().join("|")),
    "errorMessage" = "Write nearest, down or up, and perhaps of what: down to 5 kg",
    "examples" = json!([ways(), vec!["down to 5 kg"]].concat()),
))]
pub(super) struct RoundingRule(String);

fn ways() -> Vec<&'static str> {
    Rounding::ALL.iter().map(|way| way.word()).collect()
}
