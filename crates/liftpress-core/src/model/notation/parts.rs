//! Parses sets in parts: clusters, rest-pause, myo-reps.

use crate::model::{Myo, Reps};
use crate::units::{Decimal, Range, Seconds};

use super::amount::numbers;
use super::cursor::Cursor;
use super::reps::{EXAMPLE, counts, time};
use super::wave::wave_reps;
use super::{NotationError, Parsed};

/// The highest number of parts of a set. A higher number is a mistake.
const MOST_PARTS: usize = 20;
const MOST_MINI_SETS: u16 = 20;

/// Parses `myo 15+5x4` or `rest-pause 8+3+2`, if it comes next.
pub(super) fn set_with_parts(cursor: &mut Cursor<'_>) -> Parsed<Option<Reps>> {
    if cursor.eat_word("rest-pause") {
        cursor.skip_space();
        let start = cursor.position();
        let first = cursor.number()?.ok_or_else(|| cursor.expected("a number of reps"))?;
        return parts(cursor, start, first).map(Reps::RestPause).map(Some);
    }
    if !cursor.eat_word("myo") {
        return Ok(None);
    }
    let mut count = |what, most| {
        cursor.skip_space();
        let start = cursor.position();
        let numbers = numbers(cursor)?.ok_or_else(|| cursor.expected("a number").help(MYO))?;
        let counts = counts(&cursor.since(start), numbers, what, most)?;
        Ok((counts, cursor.eat(&['+']), cursor.eat(&['x', 'X', '×'])))
    };
    let (activation, plus, _) = count("reps", 100)?;
    if !plus {
        return Err(cursor.expected("`+` and the mini-sets").help(MYO));
    }
    let (mini, _, times) = count("reps", 100)?;
    if !times {
        return Err(cursor.expected("`x` and the number of mini-sets").help(MYO));
    }
    let (times, ..) = count("mini-sets", MOST_MINI_SETS)?;
    Ok(Some(Reps::Myo(Myo { activation, mini, times })))
}

const MYO: &str = "write myo 15+5x4: a set of 15, then four of 5, a few breaths apart";

/// The contents of the parentheses in `4x(`.
pub(super) enum Brackets {
    /// `1+1+1`: the parts of a cluster.
    Cluster(Vec<u16>),
    /// `2/3/5`: the steps of a ladder or wave.
    Ladder(Vec<u16>),
}

/// Parses the contents of the parentheses and the closing one.
pub(super) fn in_brackets(cursor: &mut Cursor<'_>) -> Parsed<Brackets> {
    cursor.skip_space();
    let start = cursor.position();
    let first = cursor.number()?.ok_or_else(|| cursor.expected("a number of reps").help(EXAMPLE))?;
    let brackets = if cursor.eat(&['/']) {
        Brackets::Ladder(wave_reps(cursor, start, first)?)
    } else {
        Brackets::Cluster(parts(cursor, start, first)?)
    };
    if cursor.eat(&[')']) {
        return Ok(brackets);
    }
    Err(cursor.expected("`)`").help("write a cluster, 4x(1+1+1), or a ladder, 3x(2/3/5)"))
}

/// Parses `8+3+2`, whose first number is already parsed.
fn parts(cursor: &mut Cursor<'_>, start: usize, first: Decimal) -> Parsed<Vec<u16>> {
    let mut numbers = vec![first];
    while cursor.eat(&['+']) {
        numbers.push(cursor.number()?.ok_or_else(|| cursor.expected("a number of reps"))?);
    }
    let span = cursor.since(start);
    if !(2..=MOST_PARTS).contains(&numbers.len()) {
        return Err(NotationError::at(span, format!("a set in parts must have 2 to {MOST_PARTS} parts"))
            .help("write 4x(1+1+1) or rest-pause 8+3+2"));
    }
    numbers.into_iter().map(|n| counts(&span, Range::one(n), "reps", 100).map(|range| range.low)).collect()
}

/// Parses the rest between the parts of a set.
pub(super) fn pause(cursor: &mut Cursor<'_>, reps: &Reps) -> Parsed<Option<Seconds>> {
    cursor.skip_space();
    let start = cursor.position();
    if !cursor.eat_word("pause") {
        return Ok(None);
    }
    let seconds = time(cursor)?;
    if reps.pause().is_none() {
        return Err(NotationError::at(cursor.since(start), "`pause` is only for cluster, rest-pause and myo sets")
            .help(
                "write `rest` for the rest after each set; for a paused lift, use an exercise such as `paused-squat`",
            ));
    }
    Ok(Some(seconds))
}
