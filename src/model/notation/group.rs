//! Groups of sets, one after another.

use std::ops;

use crate::model::{Effort, EffortScale, Group, GroupKind, Load, LoadRule, Reps, Scheme, Spanned};
use crate::units::{Decimal, Range, Rpe, Seconds};

use super::amount::{effort, numbers, percentage};
use super::cursor::Cursor;
use super::load::{load, plus, reference, step};
use super::{NotationError, Parsed};

const EXAMPLE: &str = "a group is sets x reps: 5x3, 3x8-10, 3x5+, 1xAMRAP, 4x20m, or drop 10";

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
    cursor.skip_space();
    let start = cursor.position();
    let Some(sets) = numbers(cursor)? else {
        return Err(cursor.unexpected("begins no group of sets").help(EXAMPLE));
    };
    let span = cursor.since(start);
    if cursor.eat(&['x', 'X', '×']) {
        let sets = counts(&span, sets, "sets", 100)?;
        let reps = reps(cursor)?;
        return Ok(vec![finish(cursor, GroupKind::Work { sets }, reps)?]);
    }
    if sets.single().is_some() && cursor.eat(&['/']) {
        return wave(cursor, start, sets.low);
    }
    Err(NotationError::at(span, format!("`{sets}` of what?")).help(EXAMPLE))
}

/// What may stand behind the reps: load, stop rule, rest.
fn finish(cursor: &mut Cursor<'_>, kind: GroupKind, reps: Reps) -> Parsed<Group> {
    let load = if cursor.eat(&['@']) { Some(load(cursor)?) } else { None };
    let until = until(cursor, kind)?;
    Ok(Group { kind, reps, load, until, rest: rest(cursor)? })
}

fn until(cursor: &mut Cursor<'_>, kind: GroupKind) -> Parsed<Option<Spanned<Rpe>>> {
    cursor.skip_space();
    let start = cursor.position();
    if !cursor.eat_word("until") {
        return Ok(None);
    }
    let Some(Effort { range, scale: EffortScale::Rpe }) = effort(cursor)? else {
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

fn rest(cursor: &mut Cursor<'_>) -> Parsed<Option<Seconds>> {
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
fn counts(span: &ops::Range<usize>, numbers: Range<Decimal>, what: &str, most: u16) -> Parsed<Range<u16>> {
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

/// `5/3/1+ @ 75/85/95%`: single sets one after another.
fn wave(cursor: &mut Cursor<'_>, start: usize, first: Decimal) -> Parsed<Vec<Group>> {
    let mut reps = vec![first];
    loop {
        reps.push(cursor.number()?.ok_or_else(|| cursor.unexpected("is no number of reps"))?);
        if !cursor.eat(&['/']) {
            break;
        }
    }
    let span = cursor.since(start);
    let reps: Vec<u16> = reps
        .into_iter()
        .map(|n| counts(&span, Range::one(n), "reps", 1000).map(|range| range.low))
        .collect::<Parsed<_>>()?;
    let open = cursor.eat(&['+']);
    let loads = if cursor.eat(&['@']) { wave_loads(cursor, reps.len())? } else { vec![None; reps.len()] };
    let rest = rest(cursor)?;
    let last = reps.len() - 1;
    let group = |(i, (reps, load)): (usize, (u16, _))| Group {
        kind: GroupKind::Work { sets: Range::one(1) },
        reps: if open && i == last { Reps::AtLeast(reps) } else { Reps::Count(Range::one(reps)) },
        load,
        until: None,
        rest,
    };
    Ok(reps.into_iter().zip(loads).enumerate().map(group).collect())
}

/// `75/85/95%`, one for each of the wave's sets, or one load for all of them; what follows holds for each.
fn wave_loads(cursor: &mut Cursor<'_>, sets: usize) -> Parsed<Vec<Option<Spanned<Load>>>> {
    cursor.skip_space();
    let start = cursor.position();
    let mut percents = Vec::new();
    let mut percent_sign = false;
    while let Some(number) = cursor.number()? {
        percents.push(percentage(cursor, start, number)?);
        percent_sign = cursor.eat(&['%']);
        if !cursor.eat(&['/']) {
            break;
        }
    }
    if percents.len() < 2 {
        cursor.back_to(start);
        return Ok(vec![Some(load(cursor)?); sets]);
    }
    let span = cursor.since(start);
    if percents.len() != sets {
        let message = format!("{} percentages for {sets} sets", percents.len());
        return Err(NotationError::at(span, message).help("write one for each set, or one for all of them"));
    }
    if !percent_sign {
        return Err(NotationError::at(span, "the percent sign is missing")
            .help("write it once, at the end: 75/85/95%; weights are written out: 1x5 @ 60 kg, 1x3 @ 70 kg"));
    }
    let of = reference(cursor)?;
    let plus = plus(cursor)?;
    let step = step(cursor)?;
    let effort = effort(cursor)?;
    let span = cursor.since(start);
    let load = |percent| {
        let rule = LoadRule::Percent { percent: Range::one(percent), of: of.clone(), plus };
        Some(Spanned { value: Load { rule, step, effort }, span: span.clone() })
    };
    Ok(percents.into_iter().map(load).collect())
}
