//! The scheme notation: `5x3 @ 85%`, `3x10 @ 60%, drop 10`. There is one parser, and its errors point at the exact
//! characters.
//!
//! ```
//! use liftpress_core::model::parse_scheme;
//! let wave = parse_scheme("5/3/1+ @ 75/85/95%", None).unwrap();
//! assert_eq!(wave.to_string(), "1x5 @ 75%, 1x3 @ 85%, 1x1+ @ 95%");
//! let error = parse_scheme("5x3 @ 85 %, drp 10", None).unwrap_err();
//! assert_eq!((error.span.clone(), error.message.as_str()), (12..15, "expected sets and reps, found `drp`"));
//! ```

mod amount;
mod canonical;
mod condition;
mod cursor;
mod group;
mod load;
mod measure;
mod parts;
mod print;
mod recover;
mod reps;
mod wave;

use std::ops;

use thiserror::Error;

use crate::units::{Percent, Seconds, Unit};

use super::{Amount, Attempts, Condition, Lifted, Scheme, Slug, SlugError};
pub use canonical::{Spelled, canonical};
use cursor::Cursor;
pub(crate) use cursor::decimal_comma;
pub use measure::parse_measure;
pub use recover::scheme_mistakes;

/// A mistake in a text of notation: where, why, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct NotationError {
    /// The wrong bytes of the text.
    pub span: ops::Range<usize>,
    /// The message.
    pub message: String,
    /// The help.
    pub help: Option<String>,
    /// The text that replaces these bytes, if the fix is safe.
    pub fix: Option<String>,
}

impl NotationError {
    /// Returns the message and the help in one line.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        match &self.help {
            Some(help) => format!("{}: {help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// Reports an invalid name of an exercise, with the valid name that it makes.
fn misnamed(given: &str, span: ops::Range<usize>) -> NotationError {
    let error = NotationError::at(span, SlugError::Character(given.to_owned()).to_string());
    match Slug::from_name(given) {
        Some(slug) => error.help(format!("did you mean `{slug}`?")).with_fix(slug.to_string()),
        None => error,
    }
}

type Parsed<T> = Result<T, NotationError>;

/// Parses a whole scheme. `unit` is the unit of weights that are written without a unit. If it is `None`, such weights
/// are an error.
pub fn parse_scheme(text: &str, unit: Option<Unit>) -> Parsed<Scheme> {
    whole(text, unit, group::scheme)
}

/// Parses a weight: `10 lb`, `5 kg`, `10 lb|5 kg`. `unit` is the unit of a number that is written without a unit. If it
/// is `None`, such a number is an error.
pub fn parse_amount(text: &str, unit: Option<Unit>) -> Parsed<Amount> {
    whole(text, unit, amount::amount)
}

/// Parses a percentage: `90%`.
pub fn parse_percent(text: &str) -> Parsed<Percent> {
    whole(text, None, amount::percent)
}

/// Parses a rest in seconds: `90s`, `3 min`, `2:30`.
pub fn parse_rest(text: &str) -> Parsed<Seconds> {
    whole(text, None, reps::time)
}

/// Parses how a top set went: `rpe <= 7`, `reps 5-7`, `form breaks down`.
pub fn parse_condition(text: &str) -> Parsed<Condition> {
    whole(text, None, condition::condition)
}

/// Parses a lifted weight and its unit: `100 kg`, `bw + 20 kg`. `unit` is the unit of a number that is written without
/// a unit. If it is `None`, such a number is an error.
pub fn parse_lifted(text: &str, unit: Option<Unit>) -> Parsed<(Lifted, Option<Unit>)> {
    whole(text, unit, amount::lifted)
}

/// Parses three attempts: `91/96/100.5%`.
pub fn parse_attempts(text: &str) -> Parsed<Attempts> {
    whole(text, None, wave::attempts)
}

fn whole<T>(text: &str, unit: Option<Unit>, parse: impl FnOnce(&mut Cursor<'_>) -> Parsed<T>) -> Parsed<T> {
    let mut cursor = Cursor::new(text, unit);
    let value = parse(&mut cursor)?;
    cursor.end()?;
    Ok(value)
}

#[cfg(test)]
mod tests;
