//! Single sets one after another: waves, ladders, the attempts at a meet.

use crate::model::{Attempt, Attempts, Group, GroupKind, Load, LoadRule, Reps, Spanned, Word};
use crate::units::{Decimal, Percent, Range, Seconds};

use super::amount::{effort, percentage};
use super::cursor::Cursor;
use super::load::{load, plus, reference, step};
use super::reps::{counts, rest};
use super::{NotationError, Parsed};

/// `5/3/1`, of which the first number and its slash were read.
pub(super) fn wave_reps(cursor: &mut Cursor<'_>, start: usize, first: Decimal) -> Parsed<Vec<u16>> {
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
pub(super) fn wave(cursor: &mut Cursor<'_>, reps: &[u16], rounds: u16) -> Parsed<Vec<Group>> {
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

/// The three attempts, with the program's shares of the 1RM or with these.
pub(super) fn meet(cursor: &mut Cursor<'_>) -> Parsed<Vec<Group>> {
    let start = cursor.position();
    let count = Attempt::ALL.len();
    let loads = if cursor.eat(&['@']) { wave_loads(cursor, count)? } else { vec![None; count] };
    if loads.iter().all(|load| load.is_some() && *load == loads[0]) {
        return Err(NotationError::at(cursor.since(start), "one load for three attempts")
            .help("write attempts @ 91/96/100.5%, or opener @ 90%, second @ top +5 kg, third @ previous +5 kg"));
    }
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
        Some([opener, second, third]) if opener < second && second < third => Ok(Attempts([*opener, *second, *third])),
        _ => Err(NotationError::at(cursor.since(start), "attempts are three shares of the 1RM, from light to heavy")
            .help("write 91/96/100.5%")),
    }
}
