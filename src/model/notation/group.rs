//! Groups of sets, one after another.

use std::ops;

use crate::model::{
    Attempt, Attempts, Effort, EffortScale, Group, GroupKind, Load, LoadRule, Myo, Reps, Scheme, Spanned, Word,
};
use crate::units::{Decimal, Percent, Range, Rpe, Seconds};

use super::amount::{effort, numbers, percentage};
use super::cursor::Cursor;
use super::load::{load, plus, reference, step};
use super::{NotationError, Parsed};

const EXAMPLE: &str = "a group is sets x reps: 5x3, 3x8-10, 3x5+, 1xAMRAP, 4x20m, 4x(1+1+1), drop 10 or myo 15+5x4";

/// Nobody climbs a ladder more often, or rests more often within a set.
const MOST_ROUNDS: u16 = 20;
const MOST_PARTS: usize = 20;

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
fn finish(cursor: &mut Cursor<'_>, kind: GroupKind, reps: Reps) -> Parsed<Group> {
    let load = if cursor.eat(&['@']) { Some(load(cursor)?) } else { None };
    let until = until(cursor, kind)?;
    let pause = pause(cursor, &reps)?;
    Ok(Group { kind, reps, load, until, pause, rest: rest(cursor)? })
}

/// `myo 15+5x4`, `rest-pause 8+3+2`, if one comes next.
fn set_with_parts(cursor: &mut Cursor<'_>) -> Parsed<Option<Reps>> {
    if cursor.eat_word("rest-pause") {
        cursor.skip_space();
        let start = cursor.position();
        let first = cursor.number()?.ok_or_else(|| cursor.unexpected("is no number of reps"))?;
        return parts(cursor, start, first).map(Reps::RestPause).map(Some);
    }
    if !cursor.eat_word("myo") {
        return Ok(None);
    }
    let mut count = |what, most| {
        cursor.skip_space();
        let start = cursor.position();
        let numbers = numbers(cursor)?.ok_or_else(|| cursor.unexpected("is no number").help(MYO))?;
        let counts = counts(&cursor.since(start), numbers, what, most)?;
        Ok((counts, cursor.eat(&['+']), cursor.eat(&['x', 'X', '×'])))
    };
    let (activation, plus, _) = count("reps", 100)?;
    if !plus {
        return Err(cursor.unexpected("is not what follows the first set of myo-reps").help(MYO));
    }
    let (mini, _, times) = count("reps", 100)?;
    if !times {
        return Err(cursor.unexpected("is not how often").help(MYO));
    }
    let (times, ..) = count("mini-sets", MOST_ROUNDS)?;
    Ok(Some(Reps::Myo(Myo { activation, mini, times })))
}

const MYO: &str = "write myo 15+5x4: fifteen, then four times five after a few breaths each";

/// `8+3+2`, of which the first number was read.
fn parts(cursor: &mut Cursor<'_>, start: usize, first: Decimal) -> Parsed<Vec<u16>> {
    let mut numbers = vec![first];
    while cursor.eat(&['+']) {
        numbers.push(cursor.number()?.ok_or_else(|| cursor.unexpected("is no number of reps"))?);
    }
    let span = cursor.since(start);
    if !(2..=MOST_PARTS).contains(&numbers.len()) {
        return Err(NotationError::at(span, format!("a set in parts has 2 to {MOST_PARTS} of them"))
            .help("write 4x(1+1+1) or rest-pause 8+3+2"));
    }
    numbers.into_iter().map(|n| counts(&span, Range::one(n), "reps", 100).map(|range| range.low)).collect()
}

/// What follows `4x(`: a cluster `1+1+1)`, or a ladder or wave `2/3/5)` done so often.
fn in_brackets(cursor: &mut Cursor<'_>, sets_span: &ops::Range<usize>, sets: Range<Decimal>) -> Parsed<Vec<Group>> {
    cursor.skip_space();
    let start = cursor.position();
    let first = cursor.number()?.ok_or_else(|| cursor.unexpected("is no number of reps").help(EXAMPLE))?;
    let close = |cursor: &mut Cursor<'_>| {
        if cursor.eat(&[')']) { Ok(()) } else { Err(cursor.unexpected("does not belong into the brackets")) }
    };
    if cursor.eat(&['/']) {
        let rounds = counts(sets_span, sets, "rounds", MOST_ROUNDS)?;
        let Some(rounds) = rounds.single() else {
            return Err(NotationError::at(sets_span.clone(), "how many rounds?").help("write 3x(2/3/5)"));
        };
        let reps = wave_reps(cursor, start, first)?;
        close(cursor)?;
        return wave(cursor, &reps, rounds);
    }
    let sets = counts(sets_span, sets, "sets", 100)?;
    let reps = parts(cursor, start, first)?;
    close(cursor)?;
    Ok(vec![finish(cursor, GroupKind::Work { sets }, Reps::Cluster(reps))?])
}

/// The rest between the parts of a set.
fn pause(cursor: &mut Cursor<'_>, reps: &Reps) -> Parsed<Option<Seconds>> {
    cursor.skip_space();
    let start = cursor.position();
    if !cursor.eat_word("pause") {
        return Ok(None);
    }
    let seconds = time(cursor)?;
    if reps.pause().is_none() {
        return Err(NotationError::at(cursor.since(start), "a `pause` within a set that has no parts")
            .help("write `rest` for the time after each set; a paused lift is an exercise of its own"));
    }
    Ok(Some(seconds))
}

/// The three attempts, with the program's shares of the 1RM or with these.
fn meet(cursor: &mut Cursor<'_>) -> Parsed<Vec<Group>> {
    let loads =
        if cursor.eat(&['@']) { wave_loads(cursor, Attempt::ALL.len())? } else { vec![None; Attempt::ALL.len()] };
    let rest = rest(cursor)?;
    let group = |(attempt, load): (&Attempt, _)| single(Reps::Attempt(*attempt), load, rest);
    Ok(Attempt::ALL.iter().zip(loads).map(group).collect())
}

fn single(reps: Reps, load: Option<Spanned<Load>>, rest: Option<Seconds>) -> Group {
    Group { kind: GroupKind::Work { sets: Range::one(1) }, reps, load, until: None, pause: None, rest }
}

/// `91/96/100.5%`: the shares of three attempts.
pub(super) fn attempts(cursor: &mut Cursor<'_>) -> Parsed<Attempts> {
    let start = cursor.position();
    let shares: Option<Vec<Percent>> = wave_loads(cursor, 3)?
        .into_iter()
        .map(|load| match load?.value {
            Load { rule: LoadRule::Percent { percent, of, plus: None }, step: None, effort: None } => {
                percent.single().filter(|_| of.kind.is_none() && of.exercise.is_none())
            }
            _ => None,
        })
        .collect();
    match shares.as_deref() {
        Some([opener, second, third]) if opener <= second && second <= third => {
            Ok(Attempts([*opener, *second, *third]))
        }
        _ => Err(NotationError::at(cursor.since(start), "attempts are three shares of the 1RM, from light to heavy")
            .help("write 91/96/100.5%")),
    }
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

/// `5/3/1`, of which the first number and its slash were read.
fn wave_reps(cursor: &mut Cursor<'_>, start: usize, first: Decimal) -> Parsed<Vec<u16>> {
    let mut reps = vec![first];
    loop {
        reps.push(cursor.number()?.ok_or_else(|| cursor.unexpected("is no number of reps"))?);
        if !cursor.eat(&['/']) {
            break;
        }
    }
    let span = cursor.since(start);
    reps.into_iter().map(|n| counts(&span, Range::one(n), "reps", 1000).map(|range| range.low)).collect()
}

/// `5/3/1+ @ 75/85/95%`: single sets one after another, so many rounds of them.
fn wave(cursor: &mut Cursor<'_>, reps: &[u16], rounds: u16) -> Parsed<Vec<Group>> {
    let open = cursor.eat(&['+']);
    let loads = if cursor.eat(&['@']) { wave_loads(cursor, reps.len())? } else { vec![None; reps.len()] };
    let rest = rest(cursor)?;
    let steps = reps.len() * usize::from(rounds);
    let group = |(i, (reps, load)): (usize, (&u16, &Option<Spanned<Load>>))| {
        let is_open = open && i + 1 == steps;
        let reps = if is_open { Reps::AtLeast(*reps) } else { Reps::Count(Range::one(*reps)) };
        single(reps, load.clone(), rest)
    };
    Ok(reps.iter().zip(&loads).cycle().take(steps).enumerate().map(group).collect())
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
