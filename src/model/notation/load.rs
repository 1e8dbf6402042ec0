//! What stands behind `@`.

use crate::model::{Amount, Anchor, Change, Load, LoadRule, MaxKind, Reference, Sign, Signed, Slug, Spanned, Step};
use crate::units::{Decimal, Percent, Range};

use super::amount::{amount, amount_of, change, effort, numbers, percentage, percentages, sign};
use super::cursor::Cursor;
use super::{NotationError, Parsed};

pub(super) fn load(cursor: &mut Cursor<'_>) -> Parsed<Spanned<Load>> {
    cursor.skip_space();
    let start = cursor.position();
    let rule = rule(cursor)?;
    let step = step(cursor)?;
    let effort = match rule {
        LoadRule::Effort(_) if step.is_some() => {
            return Err(NotationError::at(cursor.since(start), "an effort takes no weekly step")
                .help("give each week its own effort, in a list: [1x3 @ RPE 7, 1x3 @ RPE 8]"));
        }
        LoadRule::Effort(_) => None,
        _ => effort(cursor)?,
    };
    Ok(Spanned { value: Load { rule, step, effort }, span: cursor.since(start) })
}

fn rule(cursor: &mut Cursor<'_>) -> Parsed<LoadRule> {
    if let Some(effort) = effort(cursor)? {
        return Ok(LoadRule::Effort(effort));
    }
    if cursor.eat_word("bar") {
        return Ok(LoadRule::Bar);
    }
    if cursor.eat_any_word(&["bw", "bodyweight"]) {
        return plus(cursor).map(LoadRule::Bodyweight);
    }
    if let Some(anchor) = anchor(cursor)? {
        return Ok(LoadRule::Relative { anchor, change: change(cursor)? });
    }
    let start = cursor.position();
    let Some(numbers) = numbers(cursor)? else {
        if cursor.rest().starts_with(['-', '–', '+']) {
            return Err(cursor.unexpected("is no load").help("say of what: top -10%, first -10%, previous -10%"));
        }
        return Err(cursor.unexpected("is no load").help(
            "a load is a percentage (85%), a weight (100 kg), an effort (RPE 8), bar, bw, top, first, set 3 or previous",
        ));
    };
    if cursor.eat(&['%']) {
        let percent = percentages(cursor, start, numbers)?;
        if let Some(rule) = percent_of_a_set(cursor, start, percent)? {
            return Ok(rule);
        }
        return Ok(LoadRule::Percent { percent, of: reference(cursor)?, plus: plus(cursor)? });
    }
    amount_of(cursor, start, numbers).map(LoadRule::Absolute)
}

/// `90% of top`: what coaches say for `top -10%`.
fn percent_of_a_set(cursor: &mut Cursor<'_>, start: usize, percent: Range<Percent>) -> Parsed<Option<LoadRule>> {
    let before = cursor.position();
    let anchor = if cursor.eat_word("of") { anchor(cursor)? } else { None };
    // `60% of top-half-bench` is of an exercise.
    let Some(anchor) = anchor.filter(|_| cursor.peek() != Some('-')) else {
        cursor.back_to(before);
        return Ok(None);
    };
    if percent.low <= Percent::ZERO {
        return Err(NotationError::at(cursor.since(start), format!("{percent} of a set leaves no weight"))
            .help("write what remains: 90% of top, which is top -10%"));
    }
    let (sign, by) = if percent.high <= Percent::WHOLE {
        (Sign::Minus, Range { low: percent.high.rest(), high: percent.low.rest() })
    } else if percent.low >= Percent::WHOLE {
        (Sign::Plus, percent.map(|percent| percent.plus(-Percent::WHOLE)))
    } else {
        return Err(NotationError::at(cursor.since(start), "a range of shares on both sides of 100%"));
    };
    let change = (by != Range::one(Percent::ZERO)).then_some(Signed { sign, by: Change::Percent(by) });
    Ok(Some(LoadRule::Relative { anchor, change }))
}

fn anchor(cursor: &mut Cursor<'_>) -> Parsed<Option<Anchor>> {
    if cursor.eat_word("top") {
        return Ok(Some(Anchor::Top));
    }
    if cursor.eat_any_word(&["previous", "prev"]) {
        return Ok(Some(Anchor::Previous));
    }
    for (n, word) in (1..).zip(["first", "second", "third"]) {
        if cursor.eat_word(word) {
            return Ok(Some(Anchor::Set(n)));
        }
    }
    if !cursor.eat_word("set") {
        return Ok(None);
    }
    cursor.skip_space();
    let start = cursor.position();
    match cursor.number()?.map(Decimal::whole) {
        Some(Some(n @ 1..)) => Ok(Some(Anchor::Set(n))),
        Some(_) => Err(NotationError::at(cursor.since(start), "sets are counted from 1")),
        None => Err(cursor.unexpected("is no number of a set").help("write set 3")),
    }
}

/// What a percentage is of.
pub(super) fn reference(cursor: &mut Cursor<'_>) -> Parsed<Reference> {
    let mut kind = max_kind(cursor)?;
    let mut exercise = None;
    if cursor.eat_word("of") {
        // `80% of TM` is `80% TM`.
        let own = if kind.is_none() { max_kind(cursor)? } else { None };
        if own.is_some() {
            return Ok(Reference { kind: own, exercise });
        }
        let (name, span) = cursor.name();
        let slug = Slug::new(name).map_err(|error| NotationError::at(span, error.to_string()))?;
        exercise = Some(slug);
        kind = kind.or(max_kind(cursor)?);
    }
    Ok(Reference { kind, exercise })
}

fn max_kind(cursor: &mut Cursor<'_>) -> Parsed<Option<MaxKind>> {
    if cursor.eat_word("TM") {
        return Ok(Some(MaxKind::Training));
    }
    if cursor.eat_any_word(&["e1RM", "estimated"]) {
        return Ok(Some(MaxKind::Estimated));
    }
    let before = cursor.position();
    cursor.skip_space();
    let start = cursor.position();
    let number = cursor.number()?;
    if let Some(number) = number
        && cursor.eat_word("RM")
    {
        return match number.whole() {
            Some(1) => Ok(Some(MaxKind::OneRep)),
            Some(n @ 2..=20) => Ok(Some(MaxKind::Reps(n))),
            _ => Err(NotationError::at(cursor.since(start), "a rep max is of 1 to 20 reps")),
        };
    }
    cursor.back_to(before);
    Ok(None)
}

/// `+ 10 lb`, when it is not the beginning of a weekly step.
pub(super) fn plus(cursor: &mut Cursor<'_>) -> Parsed<Option<Signed<Amount>>> {
    let before = cursor.position();
    let Some(sign) = sign(cursor) else { return Ok(None) };
    let start = cursor.position();
    let number = cursor.number()?;
    let percent = number.is_some() && cursor.eat(&['%']);
    cursor.back_to(start);
    if percent {
        cursor.back_to(before);
        return Ok(None);
    }
    let by = amount(cursor)?;
    if cursor.eat(&['/']) {
        cursor.back_to(before);
        return Ok(None);
    }
    Ok(Some(Signed { sign, by }))
}

pub(super) fn step(cursor: &mut Cursor<'_>) -> Parsed<Option<Step>> {
    cursor.skip_space();
    let start = cursor.position();
    let step = if cursor.eat(&['x', 'X', '×']) {
        let Some(number) = cursor.number()? else { return Err(cursor.unexpected("is no factor")) };
        let factor = Percent::factor(number)
            .filter(|factor| *factor > Percent::ZERO)
            .ok_or_else(|| NotationError::at(cursor.since(start), "a factor is between 0 and 10"))?;
        Step::Factor(factor)
    } else if let Some(sign) = sign(cursor) {
        cursor.skip_space();
        let number_start = cursor.position();
        let Some(number) = cursor.number()? else { return Err(cursor.unexpected("is no step")) };
        if cursor.eat(&['%']) {
            Step::Points(Signed { sign, by: percentage(cursor, number_start, number)? })
        } else {
            Step::Amount(Signed { sign, by: amount_of(cursor, number_start, Range::one(number))?.low })
        }
    } else {
        return Ok(None);
    };
    let end = cursor.position();
    if cursor.eat(&['/']) && cursor.eat_any_word(&["week", "wk"]) {
        return Ok(Some(step));
    }
    Err(NotationError::at(start..end, "a change behind a load needs to say how often")
        .help("write /week behind it: +5 lb/week, +2.5%/week, x1.025/week"))
}
