//! Parses numbers with a unit: percentages, weights, effort, changes.

use crate::model::{Amount, Change, Effort, EffortScale, Lifted, Sign, Signed};
use crate::units::{Decimal, Mass, Percent, Range, Rpe, Unit};

use super::cursor::Cursor;
use super::{NotationError, Parsed};

/// Parses numbers before a common unit, `70` or `70-75`.
pub(super) fn numbers(cursor: &mut Cursor<'_>) -> Parsed<Option<Range<Decimal>>> {
    cursor.skip_space();
    let start = cursor.position();
    let Some(low) = cursor.number()? else { return Ok(None) };
    let after_low = cursor.position();
    // In `70%-75%`, both ends may have a percent sign. If only the first end has one, the minus starts a change.
    let signed = cursor.eat(&['%']);
    if cursor.minus()
        && let Some(high) = cursor.number()?
    {
        let end = cursor.position();
        let is_percent = cursor.eat(&['%']);
        // Before a slash, the minus starts a step: `RIR 3 -1/week`.
        let is_range = (!signed || is_percent) && !cursor.eat(&['/']);
        if is_range {
            cursor.back_to(end);
            let range = Range::new(low, high).ok_or_else(|| {
                let meant = format!("{high}-{low}");
                NotationError::at(cursor.since(start), format!("the range {low}-{high} goes down"))
                    .help(format!("write the smaller number first: {meant}"))
                    .with_fix(meant)
            })?;
            return Ok(Some(range));
        }
    }
    cursor.back_to(after_low);
    Ok(Some(Range::one(low)))
}

/// Returns the number as a percentage. `start` is the position where the number starts.
pub(super) fn percentage(cursor: &Cursor<'_>, start: usize, number: Decimal) -> Parsed<Percent> {
    Percent::of_hundred(number).ok_or_else(|| {
        NotationError::at(cursor.since(start), "a percentage must have at most four decimals and be at most 1000%")
    })
}

pub(super) fn percentages(cursor: &Cursor<'_>, start: usize, numbers: Range<Decimal>) -> Parsed<Range<Percent>> {
    Ok(Range { low: percentage(cursor, start, numbers.low)?, high: percentage(cursor, start, numbers.high)? })
}

pub(super) fn percent(cursor: &mut Cursor<'_>) -> Parsed<Percent> {
    cursor.skip_space();
    let start = cursor.position();
    let Some(number) = cursor.number()? else {
        return Err(cursor.expected("a percentage").help("write a number and a percent sign: 90%"));
    };
    if !cursor.eat(&['%']) {
        // Programmers write 90% as 0.9.
        let meant = Percent::factor(number).filter(|share| *share <= Percent::WHOLE);
        let meant = meant.map_or(format!("{number}%"), |share| share.to_string());
        return Err(NotationError::at(cursor.since(start), format!("`{number}` has no percent sign"))
            .help(format!("write {meant}"))
            .with_fix(meant));
    }
    percentage(cursor, start, number)
}

const EFFORT: &str = "write RPE 8, RPE 7-8.5 or RIR 2";
const WEIGHT: &str = "write a number, with or without kg or lb: 102.5 kg";

pub(super) fn amount(cursor: &mut Cursor<'_>) -> Parsed<Amount> {
    cursor.skip_space();
    let start = cursor.position();
    let Some(number) = cursor.number()? else { return Err(cursor.expected("a weight").help(WEIGHT)) };
    amount_of(cursor, start, Range::one(number)).map(|range| range.low)
}

fn unit(cursor: &mut Cursor<'_>) -> Option<Unit> {
    if cursor.eat_any_word(&["kg", "kgs"]) {
        Some(Unit::Kg)
    } else if cursor.eat_any_word(&["lb", "lbs"]) {
        Some(Unit::Lb)
    } else {
        None
    }
}

/// Returns numbers that were read from `start` on as weights. The cursor is at their unit, or the numbers have no unit.
/// `|` and the weight for lifters of the other unit can follow.
pub(super) fn amount_of(cursor: &mut Cursor<'_>, start: usize, numbers: Range<Decimal>) -> Parsed<Range<Amount>> {
    let after_number = cursor.position();
    let own = unit(cursor);
    if let Some(scale) = ["RPE", "RIR"].into_iter().find(|scale| own.is_none() && cursor.eat_word(scale)) {
        let swapped = cursor.since(start);
        cursor.skip_space();
        // `100 RPE 8` is a weight and its effort.
        if !matches!(cursor.number(), Ok(Some(_))) {
            let meant = format!("{scale} {numbers}");
            return Err(NotationError::at(swapped, format!("`{scale}` comes before its number"))
                .help(format!("write {meant}"))
                .with_fix(meant));
        }
        cursor.back_to(after_number);
    }
    let Some(own) = own.or(cursor.unit) else {
        let n = numbers.low;
        let help = if cursor.is_signed(start) {
            format!("write {n}%, {n} pp, {n} kg or {n} lb")
        } else {
            format!("write {n}%, {n} kg or {n} lb; `units: kg` sets the unit of the whole program")
        };
        return Err(NotationError::at(start..after_number, format!("`{n}` has no unit")).help(help));
    };
    let mass = |cursor: &Cursor<'_>, number: Decimal, unit| {
        Mass::new(number, unit).map_err(|error| {
            NotationError::at(cursor.since(start), format!("`{number}` cannot be a weight: {error}")).help(WEIGHT)
        })
    };
    let (low, high) = (mass(cursor, numbers.low, own)?, mass(cursor, numbers.high, own)?);
    if !cursor.eat(&['|']) {
        return Ok(Range { low: Amount::One(low, own), high: Amount::One(high, own) });
    }
    let second = cursor.position();
    let Some(other_numbers) = self::numbers(cursor)? else {
        return Err(cursor.expected("the weight in the other unit").help("write 10 lb|5 kg"));
    };
    let other = unit(cursor);
    match other {
        Some(other) if other != own => {
            let (other_low, other_high) =
                (mass(cursor, other_numbers.low, other)?, mass(cursor, other_numbers.high, other)?);
            let both = |one, two| match own {
                Unit::Lb => Amount::Both { lb: one, kg: two },
                Unit::Kg => Amount::Both { lb: two, kg: one },
            };
            Ok(Range { low: both(low, other_low), high: both(high, other_high) })
        }
        _ => Err(NotationError::at(cursor.since(second), "expected the weight in the other unit after `|`")
            .help("write 10 lb|5 kg")),
    }
}

/// Parses `+` or `-`, if it comes next.
pub(super) fn sign(cursor: &mut Cursor<'_>) -> Option<Sign> {
    if cursor.eat(&['+']) {
        Some(Sign::Plus)
    } else if cursor.minus() {
        Some(Sign::Minus)
    } else {
        None
    }
}

/// Parses `-10%`, `-10-15%`, `-10 pp`, `+5 lb`, if a sign comes next.
pub(super) fn change(cursor: &mut Cursor<'_>) -> Parsed<Option<Signed<Change>>> {
    let before = cursor.position();
    let Some(sign) = sign(cursor) else { return Ok(None) };
    cursor.skip_space();
    let start = cursor.position();
    let Some(numbers) = numbers(cursor)? else {
        return Err(cursor
            .expected("a percentage, a weight or points")
            .help("write top -10%, top -5 kg or top -10 pp"));
    };
    let by = if cursor.eat(&['%']) {
        let by = percentages(cursor, start, numbers)?;
        // `-100%/week` is a step and not a change.
        let is_step = cursor.rest().trim_start().starts_with('/');
        if sign == Sign::Minus && by.high >= Percent::WHOLE && !is_step {
            let message = format!("taking {} off leaves no weight", by.high);
            return Err(NotationError::at(cursor.since(start), message).help("take less than 100% off: `top -10%`"));
        }
        Change::Percent(by)
    } else if cursor.eat_any_word(&["pp", "points"]) {
        let by = percentages(cursor, start, numbers)?;
        if sign == Sign::Minus && by.high >= Percent::WHOLE {
            let message = format!("taking {} points off leaves no percentage", by.high.number());
            return Err(NotationError::at(cursor.since(start), message).help("take fewer points off, as in top -10 pp"));
        }
        Change::Points(by)
    } else {
        Change::Amount(amount_of(cursor, start, numbers)?)
    };
    // `+5 lb/week` is a step, which the caller parses.
    if cursor.eat(&['/']) {
        cursor.back_to(before);
        return Ok(None);
    }
    Ok(Some(Signed { sign, by }))
}

/// Parses `RPE 8`, `RIR 1-2`, if it comes next.
pub(super) fn effort(cursor: &mut Cursor<'_>) -> Parsed<Option<Effort>> {
    let scale = if cursor.eat_text("RPE") {
        EffortScale::Rpe
    } else if cursor.eat_text("RIR") {
        EffortScale::Rir
    } else {
        return Ok(None);
    };
    effort_on(cursor, scale).map(Some)
}

/// Parses the numbers of an effort on a scale.
pub(super) fn effort_on(cursor: &mut Cursor<'_>, scale: EffortScale) -> Parsed<Effort> {
    cursor.skip_space();
    let start = cursor.position();
    let Some(numbers) = numbers(cursor)? else { return Err(cursor.expected("a number").help(EFFORT)) };
    let rpe = |number: Decimal| {
        match scale {
            EffortScale::Rpe => Rpe::new(number),
            EffortScale::Rir => Rpe::from_reps_in_reserve(number),
        }
        .map_err(|error| {
            let message = match scale {
                EffortScale::Rpe => error.to_string(),
                EffortScale::Rir => "RIR must be from 0 to 9, in half steps".to_owned(),
            };
            NotationError::at(cursor.since(start), format!("{message}, found {number}")).help(EFFORT)
        })
    };
    let (a, b) = (rpe(numbers.low)?, rpe(numbers.high)?);
    Ok(Effort { scale, range: Range { low: a.min(b), high: a.max(b) } })
}

/// Parses a lifted weight: `100 kg`, `bw`, `bw + 20 kg`.
pub(super) fn lifted(cursor: &mut Cursor<'_>) -> Parsed<(Lifted, Option<Unit>)> {
    let unit = cursor.unit;
    let mass = |amount: Amount| match amount {
        Amount::One(mass, own) => (mass, Some(own)),
        Amount::Both { .. } => (amount.for_unit(unit.unwrap_or(Unit::Kg)), unit),
    };
    if !cursor.eat_any_word(&["bw", "bodyweight"]) {
        let (mass, unit) = mass(amount(cursor)?);
        return Ok((Lifted::Weight(mass), unit));
    }
    let Some(sign) = sign(cursor) else { return Ok((Lifted::Bodyweight(Mass::ZERO), unit)) };
    let (added, unit) = mass(amount(cursor)?);
    let added = if sign == Sign::Plus { added } else { Mass::ZERO - added };
    Ok((Lifted::Bodyweight(added), unit))
}
