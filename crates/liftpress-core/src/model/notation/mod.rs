//! The scheme notation: `5x3 @ 85%`, `3x10 @ 60%, drop 10`. One parser, whose errors point at the very character.
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
    /// The bytes of the text that are wrong.
    pub span: ops::Range<usize>,
    /// The reason.
    pub message: String,
    /// The fix in words.
    pub help: Option<String>,
    /// The text that replaces these bytes, where it is sure.
    pub fix: Option<String>,
}

impl NotationError {
    /// The message and the help in one line.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        match &self.help {
            Some(help) => format!("{}: {help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// An invalid name of an exercise, and the valid one that it makes.
fn misnamed(given: &str, span: ops::Range<usize>) -> NotationError {
    let error = NotationError::at(span, SlugError::Character(given.to_owned()).to_string());
    match Slug::from_name(given) {
        Some(slug) => error.help(format!("did you mean `{slug}`?")).mend(slug.to_string()),
        None => error,
    }
}

type Parsed<T> = Result<T, NotationError>;

/// A whole scheme. `unit` is the unit of bare amounts; without one they are an error.
pub fn parse_scheme(text: &str, unit: Option<Unit>) -> Parsed<Scheme> {
    whole(text, unit, group::scheme)
}

/// An amount: `10 lb`, `5 kg`, `10 lb|5 kg`. `unit` is that of a bare number; without one that is an error.
pub fn parse_amount(text: &str, unit: Option<Unit>) -> Parsed<Amount> {
    whole(text, unit, amount::amount)
}

/// A percentage: `90%`.
pub fn parse_percent(text: &str) -> Parsed<Percent> {
    whole(text, None, amount::percent)
}

/// A time of rest, in seconds: `90s`, `3 min`, `2:30`.
pub fn parse_rest(text: &str) -> Parsed<Seconds> {
    whole(text, None, reps::time)
}

/// How a top set went: `rpe <= 7`, `reps 5-7`, `form breaks down`.
pub fn parse_condition(text: &str) -> Parsed<Condition> {
    whole(text, None, condition::condition)
}

/// What a lifter lifted, and the unit it was given in: `100 kg`, `bw + 20 kg`. `unit` is that of a bare number; without one that is
/// an error.
pub fn parse_lifted(text: &str, unit: Option<Unit>) -> Parsed<(Lifted, Option<Unit>)> {
    whole(text, unit, amount::lifted)
}

/// Three attempts: `91/96/100.5%`.
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
