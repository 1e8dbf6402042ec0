//! Parses loads, which follow the `@`.

use crate::model::{
    Amount, Anchor, Change, Effort, EffortScale, Load, LoadRule, MaxKind, Reference, Sign, Signed, Slug, Spanned, Step,
};
use crate::units::{Decimal, Percent, Range};

use super::amount::{amount, amount_of, change, effort, numbers, percentage, percentages, sign};
use super::cursor::Cursor;
use super::{NotationError, Parsed, misnamed};

pub(super) fn load(cursor: &mut Cursor<'_>) -> Parsed<Spanned<Load>> {
    cursor.skip_space();
    let start = cursor.position();
    let rule = rule(cursor)?;
    if let LoadRule::Effort(Effort { scale, .. }) = rule {
        no_weekly_effort(cursor, start, scale)?;
        return Ok(Spanned { value: Load { rule, step: None, effort: None }, span: cursor.since(start) });
    }
    let step = step(cursor)?;
    let effort = effort(cursor)?;
    Ok(Spanned { value: Load { rule, step, effort }, span: cursor.since(start) })
}

/// Reports `RPE 7 +0.5/week`, because an effort cannot have a weekly step.
fn no_weekly_effort(cursor: &mut Cursor<'_>, start: usize, scale: EffortScale) -> Parsed<()> {
    if sign(cursor).is_none() && !cursor.eat(&['x', 'X', '×']) {
        return Ok(());
    }
    let number = cursor.number()?;
    let is_step = number.is_some() && {
        let _ = cursor.eat(&['%']) || cursor.eat_any_word(&["kg", "lb", "pp"]);
        cursor.eat(&['/']) && cursor.eat_any_word(&["week", "wk"])
    };
    let weeks = match scale {
        EffortScale::Rpe => "[1x3 @ RPE 7, 1x3 @ RPE 8]",
        EffortScale::Rir => "[1x3 @ RIR 3, 1x3 @ RIR 2]",
    };
    let message = if is_step { "an effort takes no weekly step" } else { "an effort takes no added weight" };
    Err(NotationError::at(cursor.since(start), message)
        .help(format!("give each week its own effort, in a list: {weeks}")))
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
        let change = change(cursor)?;
        if change.is_none() {
            no_sign(cursor, anchor)?;
        }
        return Ok(LoadRule::Relative { anchor, change, as_share: false });
    }
    if cursor.rest().trim_start().starts_with('(') {
        return Err(brackets(cursor));
    }
    let start = cursor.position();
    let Some(numbers) = numbers(cursor)? else {
        if cursor.rest().starts_with(['-', '–', '−', '+']) {
            return Err(cursor
                .expected("a set, such as `top` or `previous`")
                .help("write top -10%, first -10% or previous -10%"));
        }
        return Err(cursor.expected("a load").help(
            "a load is a percentage (85%), a weight (100 kg), an effort (RPE 8), bar, bw, top, first, set 3 or previous",
        ));
    };
    if cursor.eat(&['%']) {
        let percent = percentages(cursor, start, numbers)?;
        not_off(cursor, start)?;
        if let Some(rule) = percent_of_a_set(cursor, start, percent)? {
            return Ok(rule);
        }
        return Ok(LoadRule::Percent { percent, of: reference(cursor)?, plus: plus(cursor)? });
    }
    no_sets(cursor, start)?;
    let amounts = amount_of(cursor, start, numbers)?;
    not_off(cursor, start)?;
    Ok(LoadRule::Absolute(amounts))
}

/// Reports `top 10%`, a change without its minus sign. A large percentage gets no fix, because it can also be the
/// percentage that remains.
fn no_sign(cursor: &mut Cursor<'_>, anchor: Anchor) -> Parsed<()> {
    cursor.skip_space();
    let start = cursor.position();
    let Some(numbers) = numbers(cursor)? else { return Ok(()) };
    let is_share = cursor.eat(&['%']);
    let is_sure = is_share || cursor.eat_any_word(&["pp", "points", "kg", "kgs", "lb", "lbs"]);
    let by = cursor.text_since(start).to_owned();
    let error = NotationError::at(cursor.since(start), format!("`{by}` after `{anchor}` has no sign"));
    let half = Percent::of_hundred(numbers.high).filter(|percent| is_share && *percent > Percent::whole(50));
    Err(match half {
        Some(_) => error.help(format!("write {by} of {anchor}, or {anchor} -{by}")),
        None if is_sure => error.help(format!("write {anchor} -{by}")).with_fix(format!("-{by}")),
        None => error.help(format!("write {anchor} -{by}% or {anchor} -{by} kg")),
    })
}

/// Reports `10% off top` or `5 kg below first`, which must be written `top -10%`. The change starts at `start`.
fn not_off(cursor: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let by = cursor.text_since(start).to_owned();
    if !cursor.eat_any_word(&["off", "below", "under"]) {
        return Ok(());
    }
    cursor.eat_word("the");
    let error = |cursor: &Cursor<'_>| NotationError::at(cursor.since(start), "the set must come before the change");
    match anchor(cursor)? {
        Some(anchor) => {
            let meant = format!("{anchor} -{by}");
            Err(error(cursor).help(format!("write {meant}")).with_fix(meant))
        }
        None => Err(error(cursor).help(format!("write top -{by}, first -{by} or previous -{by}"))),
    }
}

/// Reports `5x3 @ 3 sets of 12`, which has no load. The number starts at `start`.
fn no_sets(cursor: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    if !cursor.eat_any_word(&["sets", "set", "reps", "rep"]) {
        return Ok(());
    }
    let _ = cursor.eat_word("of") && numbers(cursor)?.is_some();
    cursor.eat_any_word(&["reps", "rep"]);
    Err(NotationError::at(cursor.since(start), "expected a load after `@`, found sets or reps")
        .help("write the sets and reps first: 3x12 @ 80%"))
}

pub(super) const BRACKETS: &str = "add a weight after the percentage: 80% 1RM + 8 kg";

/// Reports `(1RM + 10 kg)`, because a load has no arithmetic.
fn brackets(cursor: &mut Cursor<'_>) -> NotationError {
    cursor.skip_space();
    let start = cursor.position();
    let span = start..cursor.rest().find(')').map_or(start + 1, |end| start + end + 1);
    NotationError::at(span, "a load cannot have parentheses").help(BRACKETS)
}

/// Parses `90% of top`, which is as heavy as `top -10%`.
fn percent_of_a_set(cursor: &mut Cursor<'_>, start: usize, percent: Range<Percent>) -> Parsed<Option<LoadRule>> {
    let before = cursor.position();
    let anchor = if cursor.eat_word("of") { anchor(cursor)? } else { None };
    // In `60% of top-half-bench`, `top` is the beginning of an exercise's name.
    let Some(anchor) = anchor.filter(|_| cursor.peek() != Some('-')) else {
        cursor.back_to(before);
        return Ok(None);
    };
    if percent.low <= Percent::ZERO {
        return Err(NotationError::at(cursor.since(start), format!("{percent} of a set leaves no weight"))
            .help("write the percentage that remains: `90% of top` is the same as `top -10%`"));
    }
    let (sign, by) = if percent.high <= Percent::WHOLE {
        (Sign::Minus, Range { low: percent.high.rest(), high: percent.low.rest() })
    } else if percent.low >= Percent::WHOLE {
        (Sign::Plus, percent.map(|percent| percent.plus(-Percent::WHOLE)))
    } else {
        return Err(NotationError::at(
            cursor.since(start),
            "a range of percentages of a set must be below or above 100%",
        )
        .help("write 80-90% of top, or 105-110% of top"));
    };
    let change = (by != Range::one(Percent::ZERO)).then_some(Signed { sign, by: Change::Percent(by) });
    Ok(Some(LoadRule::Relative { anchor, change, as_share: change.is_some() }))
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
        Some(_) => Err(NotationError::at(cursor.since(start), "sets are counted from 1").help("write set 3")),
        None => Err(cursor.expected("the number of a set").help("write set 3")),
    }
}

/// Parses the max that a percentage is of.
pub(super) fn reference(cursor: &mut Cursor<'_>) -> Parsed<Reference> {
    let mut kind = max_kind(cursor)?;
    let mut exercise = None;
    if cursor.eat_word("of") {
        // `80% of TM` means the same as `80% TM`.
        let own = if kind.is_none() { max_kind(cursor)? } else { None };
        if own.is_some() {
            return Ok(Reference { kind: own, exercise });
        }
        exercise = Some(exercise_name(cursor)?);
        kind = kind.or(max_kind(cursor)?);
    }
    Ok(Reference { kind, exercise })
}

/// Words that can follow the name of an exercise and do not belong to the name.
const AFTER_A_NAME: [&str; 10] = ["TM", "e1RM", "estimated", "RPE", "RIR", "until", "pause", "rest", "then", "x"];

fn exercise_name(cursor: &mut Cursor<'_>) -> Parsed<Slug> {
    if cursor.rest().trim_start().starts_with('(') {
        return Err(brackets(cursor));
    }
    let (name, span) = cursor.name();
    if name.is_empty() {
        return Err(cursor.expected("an exercise").help("write 60% of squat, or 60% TM"));
    }
    Slug::new(name).map_err(|_| {
        // In `Bench Press`, the words after the first one belong to the name.
        let mut end = span.end;
        loop {
            let (word, there) = cursor.name();
            let is_other = AFTER_A_NAME.iter().any(|other| word.eq_ignore_ascii_case(other));
            if is_other || !word.starts_with(char::is_alphabetic) {
                break;
            }
            end = there.end;
        }
        cursor.back_to(end);
        misnamed(cursor.text_since(span.start), span.start..end)
    })
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
            _ => {
                let message = format!("a rep max must have 1 to 20 reps, found {number}");
                Err(NotationError::at(cursor.since(start), message).help("write 90% 5RM"))
            }
        };
    }
    cursor.back_to(before);
    Ok(None)
}

/// Parses `+ 10 lb`, unless it is the beginning of a weekly step.
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
        let Some(number) = cursor.number()? else { return Err(cursor.expected("a factor").help(STEP)) };
        let factor = Percent::factor(number)
            .filter(|factor| *factor > Percent::ZERO)
            .ok_or_else(|| NotationError::at(cursor.since(start), "a factor must be above 0 and at most 10"))?;
        Step::Factor(factor)
    } else if let Some(sign) = sign(cursor) {
        cursor.skip_space();
        let number_start = cursor.position();
        let Some(number) = cursor.number()? else { return Err(cursor.expected("a step").help(STEP)) };
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
    Err(NotationError::at(start..end, "expected `/week` after a change of the load").help(STEP))
}

const STEP: &str = "write +5 lb/week, +2.5%/week or x1.025/week";
