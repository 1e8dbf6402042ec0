//! Parses single sets in a row: waves, ladders, the attempts at a meet.

use crate::model::{Attempt, Attempts, Group, GroupKind, Load, LoadRule, Reps, Spanned, Word};
use crate::units::{Decimal, Percent, Range, Seconds};

use super::amount::{effort, numbers, percentage};
use super::cursor::Cursor;
use super::load::{load, plus, reference, step};
use super::reps::{counts, rest};
use super::{NotationError, Parsed};

/// Parses `5/3/1`, whose first number and slash are already parsed.
pub(super) fn wave_reps(cursor: &mut Cursor<'_>, start: usize, first: Decimal) -> Parsed<Vec<u16>> {
    let mut reps = vec![first];
    loop {
        reps.push(cursor.number()?.ok_or_else(|| cursor.expected("a number of reps").help(WAVE))?);
        if cursor.minus() && cursor.number()?.is_some() {
            return Err(NotationError::at(
                cursor.since(start),
                "each set of a wave needs one number of reps, not a range",
            )
            .help("write the set with a range by itself: `5/5/5 @ 80% then 1x3-5 @ 85%`"));
        }
        if !cursor.eat(&['/']) {
            break;
        }
    }
    let span = cursor.since(start);
    reps.into_iter().map(|n| counts(&span, Range::one(n), "reps", 1000).map(|range| range.low)).collect()
}

const WAVE: &str = "write one number of reps for each set: `5/3/1` or `5/3/1+`";

/// Parses `5/3/1+ @ 75/85/95%`: single sets in a row, repeated `rounds` times. `start` is the position where the group
/// starts.
pub(super) fn wave(cursor: &mut Cursor<'_>, start: usize, reps: &[u16], rounds: u16) -> Parsed<Vec<Group>> {
    let open = cursor.eat(&['+']);
    no_efforts(cursor, start, reps, open)?;
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

/// Reports `5/5/5 @ RPE 6/7/8`: a wave of efforts must be written set by set.
fn no_efforts(cursor: &mut Cursor<'_>, start: usize, reps: &[u16], open: bool) -> Parsed<()> {
    let before = cursor.position();
    if !cursor.eat(&['@']) {
        return Ok(());
    }
    let mut efforts = Vec::new();
    let mut scale = None;
    loop {
        scale = ["RPE", "RIR"].into_iter().find(|scale| cursor.eat_text(scale)).or(scale);
        let (Some(scale), Some(numbers)) = (scale, numbers(cursor)?) else { break };
        efforts.push(format!("{scale} {numbers}"));
        if !cursor.eat(&['/']) {
            break;
        }
    }
    if efforts.len() < 2 {
        cursor.back_to(before);
        return Ok(());
    }
    let message = "a wave takes percentages, or one load for all of its sets";
    let error = NotationError::at(cursor.since(start), message);
    if efforts.len() != reps.len() {
        return Err(error.help("write each set by itself: 1x5 @ RPE 7 then 1x5 @ RPE 8"));
    }
    let last = reps.len() - 1;
    let sets = reps.iter().zip(efforts).enumerate().map(|(i, (reps, effort))| {
        let plus = if open && i == last { "+" } else { "" };
        format!("1x{reps}{plus} @ {effort}")
    });
    let meant = sets.collect::<Vec<_>>().join(" then ");
    let error = error.help(format!("write each set by itself: {meant}"));
    // A text after the wave would apply only to its last set.
    Err(if cursor.at_end() || cursor.eat(&[',']) { error.with_fix(meant) } else { error })
}

/// Parses `75/85/95%`, one percentage for each of the wave's sets, or one load for all of them. Parts that follow apply
/// to each set.
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
        return Err(NotationError::at(span, "the percentages of a wave have no percent sign")
            .help("write it once, at the end: 75/85/95%; write weights set by set: 1x5 @ 60 kg then 1x3 @ 70 kg"));
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

/// Parses the three attempts of a meet, with the program's percentages of the 1RM or with their own.
pub(super) fn meet(cursor: &mut Cursor<'_>) -> Parsed<Vec<Group>> {
    let start = cursor.position();
    let count = Attempt::ALL.len();
    let loads = if cursor.eat(&['@']) { wave_loads(cursor, count)? } else { vec![None; count] };
    if loads.iter().all(|load| load.is_some() && *load == loads[0]) {
        return Err(NotationError::at(cursor.since(start), "`attempts` needs three percentages, found one load")
            .help("write `attempts @ 91/96/100.5%`, or each attempt by itself: `opener @ 90%, second @ top +5 kg, third @ previous +5 kg`"));
    }
    let rest = rest(cursor)?;
    let group = |(attempt, load): (&Attempt, _)| single(Reps::Attempt(*attempt), load, rest);
    Ok(Attempt::ALL.iter().zip(loads).map(group).collect())
}

fn single(reps: Reps, load: Option<Spanned<Load>>, rest: Option<Seconds>) -> Group {
    Group { load, rest, ..Group::of(GroupKind::Work { sets: Range::one(1) }, reps) }
}

/// Parses `91/96/100.5%`, the percentages of three attempts.
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
        Some([opener, second, third]) if opener < second && second < third => Ok(Attempts([*opener, *second, *third])),
        _ => Err(NotationError::at(
            cursor.since(start),
            "attempts must be three percentages of the 1RM, from light to heavy",
        )
        .help("write 91/96/100.5%")),
    }
}
