//! Parses conditions: how a top set went.

use crate::model::{Bound, Condition, Effort, EffortScale, Look, Word};
use crate::units::{Range, Rpe};

use super::amount::{effort_on, numbers};
use super::cursor::Cursor;
use super::reps::counts;
use super::{NotationError, Parsed};

/// The comparison before a number.
enum Comparison {
    AtMost,
    Below,
    AtLeast,
    Above,
}

pub(super) fn condition(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    let before = cursor.position();
    if cursor.eat_word("reps") && !cursor.eat_word("missed") {
        return reps(cursor).map(Condition::Reps);
    }
    cursor.back_to(before);
    for (word, scale) in [("RPE", EffortScale::Rpe), ("RIR", EffortScale::Rir)] {
        if cursor.eat_text(word) {
            return rpe(cursor, before, scale).map(Condition::Effort);
        }
    }
    for look in Look::ALL {
        if look.word().split(' ').all(|word| cursor.eat_word(word)) {
            return Ok(Condition::Look(*look));
        }
        cursor.back_to(before);
    }
    let looks: Vec<_> = Look::ALL.iter().map(|look| look.word()).collect();
    Err(cursor
        .expected("a condition")
        .help(format!("write rpe <= 7, rpe >= 9.5, reps >= 8, reps 5-7, or one of: {}", looks.join(", "))))
}

fn comparison(cursor: &mut Cursor<'_>) -> Option<Comparison> {
    if cursor.eat(&['≤']) || cursor.eat_text("<=") {
        Some(Comparison::AtMost)
    } else if cursor.eat(&['≥']) || cursor.eat_text(">=") {
        Some(Comparison::AtLeast)
    } else if cursor.eat(&['<']) {
        Some(Comparison::Below)
    } else if cursor.eat(&['>']) {
        Some(Comparison::Above)
    } else {
        cursor.eat(&['=']);
        None
    }
}

/// Returns the bound of a comparison and a range. Returns `None` if there is a comparison and the range has two
/// different ends.
fn bound<T: Copy + PartialOrd>(comparison: Option<Comparison>, range: Range<T>) -> Option<Bound<T>> {
    Some(match (comparison, range.single()) {
        (None, _) => Bound::Between(range),
        (Some(Comparison::AtMost), Some(n)) => Bound::AtMost(n),
        (Some(Comparison::Below), Some(n)) => Bound::Below(n),
        (Some(Comparison::AtLeast), Some(n)) => Bound::AtLeast(n),
        (Some(Comparison::Above), Some(n)) => Bound::Above(n),
        (Some(_), None) => return None,
    })
}

fn both(cursor: &Cursor<'_>, start: usize) -> NotationError {
    NotationError::at(cursor.since(start), "a condition has a comparison or a range, not both")
        .help("write reps >= 8, or reps 5-7")
}

fn reps(cursor: &mut Cursor<'_>) -> Parsed<Bound<u16>> {
    let start = cursor.position();
    let comparison = comparison(cursor);
    let from = cursor.position();
    let Some(numbers) = numbers(cursor)? else {
        return Err(cursor.expected("a number of reps").help("write reps >= 8, or reps 5-7"));
    };
    let range = counts(&cursor.since(from), numbers, "reps", 1000)?;
    // Coaches say `8+` for eight or more.
    let comparison = if cursor.eat(&['+']) { comparison.or(Some(Comparison::AtLeast)) } else { comparison };
    bound(comparison, range).ok_or_else(|| both(cursor, start))
}

/// Converts reps in reserve to RPE, which reverses the order: `rir >= 3` is `rpe <= 7`.
fn rpe(cursor: &mut Cursor<'_>, start: usize, scale: EffortScale) -> Parsed<Bound<Rpe>> {
    let comparison = comparison(cursor);
    let Effort { range, .. } = effort_on(cursor, scale)?;
    let comparison = if cursor.eat(&['+']) { comparison.or(Some(Comparison::AtLeast)) } else { comparison };
    let comparison = match (comparison, scale) {
        (Some(Comparison::AtMost), EffortScale::Rir) => Some(Comparison::AtLeast),
        (Some(Comparison::AtLeast), EffortScale::Rir) => Some(Comparison::AtMost),
        (Some(Comparison::Below), EffortScale::Rir) => Some(Comparison::Above),
        (Some(Comparison::Above), EffortScale::Rir) => Some(Comparison::Below),
        (comparison, _) => comparison,
    };
    bound(comparison, range).ok_or_else(|| both(cursor, start))
}
