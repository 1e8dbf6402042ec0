//! How often and how long: counts, reps, times.

use std::ops;

use crate::model::Reps;
use crate::units::{Decimal, Range, Seconds};

use super::amount::numbers;
use super::cursor::Cursor;
use super::{NotationError, Parsed};

pub(super) const EXAMPLE: &str =
    "a group is sets x reps: 5x3, 3x8-10, 3x5+, 1xAMRAP, 4x20m, 4x(1+1+1), drop 10 or myo 15+5x4";

/// The numbers, read from `span`, as counts from 1 to `most`.
pub(super) fn counts(span: &ops::Range<usize>, numbers: Range<Decimal>, what: &str, most: u16) -> Parsed<Range<u16>> {
    let count = |number: Decimal| number.whole().filter(|n| (1..=most).contains(n));
    match (count(numbers.low), count(numbers.high)) {
        (Some(low), Some(high)) => Ok(Range { low, high }),
        _ => Err(NotationError::at(span.clone(), format!("the number of {what} is a whole one from 1 to {most}"))
            .help(EXAMPLE)),
    }
}

pub(super) fn reps(cursor: &mut Cursor<'_>) -> Parsed<Reps> {
    if cursor.eat_word("AMRAP") {
        return Ok(Reps::Amrap);
    }
    cursor.skip_space();
    let start = cursor.position();
    let Some(numbers) = numbers(cursor)? else {
        return Err(cursor.unexpected("is no number of reps").help(EXAMPLE));
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
        return counts(&span, numbers, "metres", 10_000).map(Reps::Distance);
    }
    let reps = counts(&span, numbers, "reps", 1000)?;
    if !cursor.eat(&['+']) {
        return Ok(Reps::Count(reps));
    }
    reps.single().map(Reps::AtLeast).ok_or_else(|| {
        NotationError::at(cursor.since(start), "at least how many?").help(format!("write {}+", reps.low))
    })
}

pub(super) fn rest(cursor: &mut Cursor<'_>) -> Parsed<Option<Seconds>> {
    if cursor.eat_word("rest") { time(cursor).map(Some) } else { Ok(None) }
}

pub(super) fn time(cursor: &mut Cursor<'_>) -> Parsed<Seconds> {
    cursor.skip_space();
    let start = cursor.position();
    let wrong = |cursor: &Cursor<'_>| {
        NotationError::at(cursor.since(start), "is this a time?").help("write 90s, 3 min or 2:30, at most an hour")
    };
    let Some(number) = cursor.number()? else {
        return Err(cursor.unexpected("is no time").help("write 90s, 3 min or 2:30"));
    };
    let seconds = if cursor.eat(&[':']) {
        let seconds = cursor.number()?.and_then(Decimal::whole).filter(|s| *s < 60);
        number.whole().zip(seconds).and_then(|(m, s)| m.checked_mul(60)?.checked_add(s))
    } else if cursor.eat_any_word(&["s", "sec"]) {
        number.whole()
    } else if cursor.eat_any_word(&["min", "mins"]) {
        number.scaled(1).and_then(|tenths| u16::try_from(tenths.checked_mul(6)?).ok())
    } else {
        None
    };
    seconds.filter(|s| *s <= 3600).map(Seconds).ok_or_else(|| wrong(cursor))
}
