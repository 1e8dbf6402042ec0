//! Parses groups of sets.

use std::ops;

use crate::model::{Attempt, Effort, Group, GroupKind, Reps, Scheme, Spanned, Word};
use crate::units::{Decimal, Range, Rpe};

use super::amount::{effort, numbers};
use super::cursor::Cursor;
use super::load::{BRACKETS, load};
use super::parts::{Brackets, in_brackets, pause, set_with_parts};
use super::reps::{EXAMPLE, counts, reps, rest};
use super::wave::{meet, wave, wave_reps};
use super::{NotationError, Parsed};

/// The highest number of rounds of a ladder. A higher number is a mistake.
const MOST_ROUNDS: u16 = 20;

pub(super) fn scheme(cursor: &mut Cursor<'_>) -> Parsed<Scheme> {
    let mut groups = Vec::new();
    loop {
        groups.extend(group(cursor)?);
        if cursor.at_end() {
            break;
        }
        if !cursor.eat(&[',']) && !cursor.eat_word("then") {
            return Err(leftover(cursor));
        }
    }
    Ok(Scheme { groups })
}

/// Reports a text after a group that neither belongs to it nor starts the next.
fn leftover(cursor: &mut Cursor<'_>) -> NotationError {
    let help = if cursor.rest().trim_start().starts_with('(') {
        BRACKETS
    } else if begins_load(cursor.rest()) {
        LOAD
    } else {
        "separate groups of sets by a comma or `then`: 5x3 @ 80%, 3x8 @ 60%"
    };
    cursor.unexpected().help(help)
}

/// Parses one group. A wave such as `5/3/1` becomes several groups.
fn group(cursor: &mut Cursor<'_>) -> Parsed<Vec<Group>> {
    if cursor.eat_word("drop") {
        cursor.eat(&['x', 'X', '×']);
        let reps = reps(cursor)?;
        return Ok(vec![finish(cursor, GroupKind::Drop, reps)?]);
    }
    if let Some(reps) = set_with_parts(cursor)? {
        return Ok(vec![finish(cursor, GroupKind::Work { sets: Range::one(1) }, reps)?]);
    }
    if cursor.eat_word("attempts") {
        return meet(cursor);
    }
    for attempt in Attempt::ALL {
        if cursor.eat_word(attempt.word()) {
            return Ok(vec![finish(cursor, GroupKind::Work { sets: Range::one(1) }, Reps::Attempt(*attempt))?]);
        }
    }
    cursor.skip_space();
    let (start, rest) = (cursor.position(), cursor.rest());
    let Some(sets) = numbers(cursor)? else {
        let help = if cursor.rest().starts_with("rest") { "leave out the comma: 5x3 @ 80% rest 2:00" } else { EXAMPLE };
        return Err(cursor.expected("sets and reps").help(help));
    };
    let span = cursor.since(start);
    if cursor.eat(&['x', 'X', '×']) {
        if cursor.eat(&['(']) {
            return match in_brackets(cursor)? {
                Brackets::Cluster(parts) => {
                    let sets = counts(&span, sets, "sets", 100)?;
                    Ok(vec![finish(cursor, GroupKind::Work { sets }, Reps::Cluster(parts))?])
                }
                Brackets::Ladder(reps) => wave(cursor, start, &reps, rounds(&span, sets)?),
            };
        }
        let sets = counts(&span, sets, "sets", 100)?;
        let reps = reps(cursor)?;
        return Ok(vec![finish(cursor, GroupKind::Work { sets }, reps)?]);
    }
    if sets.single().is_some() && cursor.eat(&['/']) {
        let reps = wave_reps(cursor, start, sets.low)?;
        return wave(cursor, start, &reps, 1);
    }
    if let Some(error) = in_words(cursor, start, sets)? {
        return Err(error);
    }
    if begins_load(rest) {
        return Err(NotationError::at(span, "expected sets and reps before the load").help(LOAD));
    }
    Err(NotationError::at(span, "expected `x` after the number of sets, as in `5x3`").help(EXAMPLE))
}

/// Parses `3 sets of 12` or `12 reps`, which must be written `3x12`.
fn in_words(cursor: &mut Cursor<'_>, start: usize, number: Range<Decimal>) -> Parsed<Option<NotationError>> {
    let reps = ["reps", "rep"];
    if cursor.eat_any_word(&reps) {
        let message = format!("`{}` has no number of sets", cursor.text_since(start));
        return Ok(Some(
            NotationError::at(cursor.since(start), message).help(format!("write 3x{number} for three sets")),
        ));
    }
    if !cursor.eat_any_word(&["sets", "set"]) {
        return Ok(None);
    }
    let message = "sets and reps must be written with an `x`";
    let _ = cursor.eat_word("of") || cursor.eat(&['x', 'X', '×']);
    let Some(of) = numbers(cursor)? else {
        return Ok(Some(
            NotationError::at(cursor.since(start), message).help(format!("write {number}x12 for 12 reps")),
        ));
    };
    cursor.eat_any_word(&reps);
    let meant = format!("{number}x{of}");
    Ok(Some(NotationError::at(cursor.since(start), message).help(format!("write {meant}")).with_fix(meant)))
}

const LOAD: &str = "write the load after the sets and reps and an @: 5x3 @ 85%";

/// Whether the text is a load without its `@`: `85%`, `80 kg`, `at 85%`.
fn begins_load(rest: &str) -> bool {
    let rest = rest.trim_start();
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let has_unit = ["%", "kg", "lb"].iter().any(|sign| unit.trim_start().starts_with(sign));
    rest.starts_with("at ") || (unit.len() < rest.len() && has_unit)
}

/// Returns the number of rounds of a ladder.
fn rounds(span: &ops::Range<usize>, sets: Range<Decimal>) -> Parsed<u16> {
    let rounds = counts(span, sets, "rounds", MOST_ROUNDS)?;
    rounds.single().ok_or_else(|| {
        NotationError::at(span.clone(), "a ladder has one number of rounds, not a range").help("write 3x(2/3/5)")
    })
}

/// Parses what can follow the reps: load, stop rule, rest.
fn finish(cursor: &mut Cursor<'_>, kind: GroupKind, reps: Reps) -> Parsed<Group> {
    let load = if cursor.eat(&['@']) { Some(load(cursor)?) } else { None };
    let until = until(cursor, kind)?;
    let pause = pause(cursor, &reps)?;
    Ok(Group { load, until, pause, rest: rest(cursor)?, ..Group::of(kind, reps) })
}

fn until(cursor: &mut Cursor<'_>, kind: GroupKind) -> Parsed<Option<Spanned<Rpe>>> {
    cursor.skip_space();
    let start = cursor.position();
    if !cursor.eat_word("until") {
        return Ok(None);
    }
    let Some(Effort { range, .. }) = effort(cursor)? else {
        return Err(cursor.expected("an RPE to stop at").help("write until RPE 9"));
    };
    let span = cursor.since(start);
    let Some(value) = range.single() else {
        return Err(NotationError::at(span, "`until` takes one RPE, not a range").help("write until RPE 9"));
    };
    match kind {
        GroupKind::Work { sets } if sets.single().is_none() => Ok(Some(Spanned { value, span })),
        _ => {
            Err(NotationError::at(span, "`until` needs a range of sets to stop within")
                .help("write 3-6x3 … until RPE 9"))
        }
    }
}
