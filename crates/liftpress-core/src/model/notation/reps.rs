//! Parses sets, reps and times.

use std::ops;

use crate::model::Reps;
use crate::units::{Decimal, Range, Seconds};

use super::amount::numbers;
use super::cursor::Cursor;
use super::{NotationError, Parsed};

pub(super) const EXAMPLE: &str =
    "write sets x reps: 5x3, 3x8-10, 3x5+, 1xAMRAP, 4x20m, 4x(1+1+1), drop 10 or myo 15+5x4";

/// Returns numbers that were read from `span` as counts from 1 to `most`.
pub(super) fn counts(span: &ops::Range<usize>, numbers: Range<Decimal>, what: &str, most: u16) -> Parsed<Range<u16>> {
    let count = |number: Decimal| number.whole().filter(|n| (1..=most).contains(n));
    if let (Some(low), Some(high)) = (count(numbers.low), count(numbers.high)) {
        return Ok(Range { low, high });
    }
    let message = format!("the number of {what} must be a whole number from 1 to {most}, found {numbers}");
    Err(NotationError::at(span.clone(), message).help(EXAMPLE))
}

pub(super) fn reps(cursor: &mut Cursor<'_>) -> Parsed<Reps> {
    if cursor.eat_word("AMRAP") {
        return Ok(Reps::Amrap);
    }
    cursor.skip_space();
    let start = cursor.position();
    let Some(numbers) = numbers(cursor)? else {
        return Err(cursor.expected("a number of reps").help(EXAMPLE));
    };
    let span = cursor.since(start);
    if cursor.eat_any_word(&["s", "sec"]) {
        let seconds = counts(&span, numbers, "seconds", 3600)?;
        return Ok(Reps::Time(seconds.map(Seconds)));
    }
    if cursor.eat_word("min") {
        let minutes = counts(&span, numbers, "minutes", 60)?;
        return Ok(Reps::Time(minutes.map(|minutes| Seconds(minutes * 60))));
    }
    if cursor.eat_word("m") {
        return counts(&span, numbers, "meters", 10_000).map(Reps::Distance);
    }
    let reps = counts(&span, numbers, "reps", 1000)?;
    let reps = if cursor.eat(&['+']) {
        let at_least = reps.single().map(Reps::AtLeast);
        at_least.ok_or_else(|| {
            NotationError::at(cursor.since(start), "`+` takes one number of reps, not a range")
                .help(format!("write {}+", reps.low))
        })?
    } else {
        Reps::Count(reps)
    };
    let end = cursor.position();
    if cursor.eat_any_word(&["reps", "rep"]) {
        return Err(NotationError::at(end..cursor.position(), "unexpected word after the number of reps")
            .help("leave out the word: 3x12")
            .with_fix(""));
    }
    Ok(reps)
}

pub(super) fn rest(cursor: &mut Cursor<'_>) -> Parsed<Option<Seconds>> {
    if cursor.eat_word("rest") { time(cursor).map(Some) } else { Ok(None) }
}

pub(super) fn time(cursor: &mut Cursor<'_>) -> Parsed<Seconds> {
    cursor.skip_space();
    let start = cursor.position();
    let Some(number) = cursor.number()? else {
        return Err(cursor.expected("a time").help(TIME));
    };
    let after_number = cursor.position();
    if cursor.minus()
        && let Some(high) = cursor.number()?
    {
        let unit = if cursor.eat_any_word(&["s", "sec"]) { "s" } else { " min" };
        let _ = unit == "s" || cursor.eat_any_word(MINUTES);
        return Err(NotationError::at(cursor.since(start), "a rest must be one time, found a range")
            .help(format!("write {number}{unit} or {high}{unit}")));
    }
    cursor.back_to(after_number);
    let seconds = if cursor.eat(&[':']) {
        let seconds = cursor.number()?.and_then(Decimal::whole).filter(|s| *s < 60);
        number.whole().zip(seconds).and_then(|(m, s)| m.checked_mul(60)?.checked_add(s))
    } else if cursor.eat_any_word(&["s", "sec"]) {
        number.whole()
    } else if cursor.eat_any_word(MINUTES) {
        number.scaled(1).and_then(|tenths| u16::try_from(tenths.checked_mul(6)?).ok())
    } else {
        return Err(no_unit_of_time(cursor, start, number));
    };
    seconds.filter(|s| *s <= 3600).map(Seconds).ok_or_else(|| {
        let message = format!("`{}` is not a time of at most an hour", cursor.text_since(start));
        NotationError::at(cursor.since(start), message).help(TIME)
    })
}

const TIME: &str = "write 90s, 3 min or 2:30";
const MINUTES: &[&str] = &["min", "mins"];

/// Reports a number without a unit of time, or `3m`. From 30 on, the number is taken as seconds, because a rest of 30
/// minutes would be too long.
fn no_unit_of_time(cursor: &mut Cursor<'_>, start: usize, number: Decimal) -> NotationError {
    let is_minutes = cursor.eat_any_word(&["m", "minute", "minutes"]);
    let is_seconds = cursor.eat_any_word(&["second", "seconds", "secs"]);
    let given = cursor.text_since(start);
    let meant = match number.whole() {
        _ if is_minutes => Some(format!("{number} min")),
        Some(_) if is_seconds => Some(format!("{number}s")),
        Some(30..) => Some(format!("{number}s")),
        _ => None,
    };
    let error = NotationError::at(cursor.since(start), format!("`{given}` has no unit of time"));
    match meant {
        Some(meant) => error.help(format!("write {meant}")).with_fix(meant),
        None => error.help(format!("write {number} min or {number}s")),
    }
}
