//! Groups of sets, one after another.

use std::ops;

use crate::model::{Attempt, Effort, Group, GroupKind, Reps, Scheme, Spanned, Word};
use crate::units::{Decimal, Range, Rpe, Seconds};

use super::amount::{effort, numbers};
use super::cursor::Cursor;
use super::load::load;
use super::parts::{pause, set_with_parts};
use super::wave::{in_brackets, meet, wave, wave_reps};
use super::{NotationError, Parsed};

pub(super) const EXAMPLE: &str =
    "a group is sets x reps: 5x3, 3x8-10, 3x5+, 1xAMRAP, 4x20m, 4x(1+1+1), drop 10 or myo 15+5x4";

pub(super) fn scheme(cursor: &mut Cursor<'_>) -> Parsed<Scheme> {
    let mut groups = Vec::new();
    loop {
        groups.extend(group(cursor)?);
        if cursor.at_end() {
            break;
        }
        if !cursor.eat(&[',']) && !cursor.eat_word("then") {
            return Err(cursor.unexpected("does not belong here").help("separate groups by a comma, or `then`"));
        }
    }
    Ok(Scheme { groups })
}

/// One group; a wave such as `5/3/1` is several.
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
    let start = cursor.position();
    let Some(sets) = numbers(cursor)? else {
        return Err(cursor.unexpected("begins no group of sets").help(EXAMPLE));
    };
    let span = cursor.since(start);
    if cursor.eat(&['x', 'X', '×']) {
        if cursor.eat(&['(']) {
            return in_brackets(cursor, &span, sets);
        }
        let sets = counts(&span, sets, "sets", 100)?;
        let reps = reps(cursor)?;
        return Ok(vec![finish(cursor, GroupKind::Work { sets }, reps)?]);
    }
    if sets.single().is_some() && cursor.eat(&['/']) {
        let reps = wave_reps(cursor, start, sets.low)?;
        return wave(cursor, &reps, 1);
    }
    Err(NotationError::at(span, format!("`{sets}` of what?")).help(EXAMPLE))
}

/// What may stand behind the reps: load, stop rule, rest.
pub(super) fn finish(cursor: &mut Cursor<'_>, kind: GroupKind, reps: Reps) -> Parsed<Group> {
    let load = if cursor.eat(&['@']) { Some(load(cursor)?) } else { None };
    let until = until(cursor, kind)?;
    let pause = pause(cursor, &reps)?;
    Ok(Group { kind, reps, load, until, pause, rest: rest(cursor)? })
}

fn until(cursor: &mut Cursor<'_>, kind: GroupKind) -> Parsed<Option<Spanned<Rpe>>> {
    cursor.skip_space();
    let start = cursor.position();
    if !cursor.eat_word("until") {
        return Ok(None);
    }
    let Some(Effort { range, .. }) = effort(cursor)? else {
        return Err(cursor.unexpected("is no RPE to stop at").help("write until RPE 9"));
    };
    let span = cursor.since(start);
    let Some(value) = range.single() else {
        return Err(NotationError::at(span, "stop at one RPE, not at a range of them"));
    };
    match kind {
        GroupKind::Work { sets } if sets.single().is_none() => Ok(Some(Spanned { value, span })),
        _ => {
            Err(NotationError::at(span, "`until` needs a range of sets to stop within")
                .help("write 3-6x3 … until RPE 9"))
        }
    }
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

/// The numbers, read from `span`, as counts from 1 to `most`.
pub(super) fn counts(span: &ops::Range<usize>, numbers: Range<Decimal>, what: &str, most: u16) -> Parsed<Range<u16>> {
    let count = |number: Decimal| number.whole().filter(|n| (1..=most).contains(n));
    match (count(numbers.low), count(numbers.high)) {
        (Some(low), Some(high)) => Ok(Range { low, high }),
        _ => Err(NotationError::at(span.clone(), format!("the number of {what} is a whole one from 1 to {most}"))
            .help(EXAMPLE)),
    }
}

fn reps(cursor: &mut Cursor<'_>) -> Parsed<Reps> {
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
