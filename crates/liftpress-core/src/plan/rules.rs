//! What each load rule means: one function a rule, all of them exact.

use crate::model::{Sign, Signed, Step};
use crate::units::{Mass, Percent, Range, Unit};

use super::rulebook::MassStep;

/// `top -10-15%`: that share off the weight that is on the bar.
///
/// 10–15% off 405 lb (domain.md, example 2; a fixed drop as in useprotocol.app's back-off guide):
///
/// ```
/// use liftpress_core::model::{Sign, Signed};
/// use liftpress_core::plan::off_percent;
/// use liftpress_core::units::{Mass, Percent, Range, Unit};
/// let top = Range::one("405 lb".parse::<Mass>().unwrap());
/// let off = Signed { sign: Sign::Minus, by: Range { low: Percent::whole(10), high: Percent::whole(15) } };
/// let backoff = off_percent(top, off);
/// assert_eq!((backoff.low.in_unit(Unit::Lb), backoff.high.in_unit(Unit::Lb)), ("344.25".into(), "364.5".into()));
/// ```
#[must_use]
pub fn off_percent(base: Range<Mass>, change: Signed<Range<Percent>>) -> Range<Mass> {
    let (low, high) = signed_shares(change);
    Range { low: base.low.times(low), high: base.high.times(high) }
}

/// The shares that remain, the smaller first.
pub(super) fn signed_shares(Signed { sign, by }: Signed<Range<Percent>>) -> (Percent, Percent) {
    match sign {
        Sign::Plus => (Percent::WHOLE.plus(by.low), Percent::WHOLE.plus(by.high)),
        Sign::Minus => (by.high.rest(), by.low.rest()),
    }
}

/// `top -10-15 pp`: that many percentage points of the max off the top set's percentage.
///
/// 10–15 points after 87.5% is 77.5–72.5% (domain.md, example 2):
///
/// ```
/// use liftpress_core::model::{Sign, Signed};
/// use liftpress_core::plan::off_points;
/// use liftpress_core::units::{Percent, Range};
/// let top = Range::one(Percent::of_hundred("87.5".parse().unwrap()).unwrap());
/// let off = Signed { sign: Sign::Minus, by: Range { low: Percent::whole(10), high: Percent::whole(15) } };
/// assert_eq!(off_points(top, off).to_string(), "72.5%-77.5%");
/// ```
#[must_use]
pub fn off_points(base: Range<Percent>, Signed { sign, by }: Signed<Range<Percent>>) -> Range<Percent> {
    match sign {
        Sign::Plus => Range { low: base.low.plus(by.low), high: base.high.plus(by.high) },
        Sign::Minus => Range { low: base.low.plus(-by.high), high: base.high.plus(-by.low) },
    }
}

/// `top -20 lb`: so much off.
pub(super) fn off_amount(base: Range<Mass>, Signed { sign, by }: Signed<Range<Mass>>) -> Range<Mass> {
    match sign {
        Sign::Plus => Range { low: base.low + by.low, high: base.high + by.high },
        Sign::Minus => Range { low: base.low - by.high, high: base.high - by.low },
    }
}

/// What a weekly step makes of a weight, `weeks` weeks after the phase's first. Percentage points are added to the
/// percentage before it becomes a weight, and change nothing here.
///
/// Madcow grows by the factor 1.025 a week, always from the start and never from a rounded weight; each week's
/// multiplication is exact to 10 ng (the `StrongLifts` spreadsheet of 2011: 92.5 kg in week 1 is loaded as 115 in week 10):
///
/// ```
/// use liftpress_core::model::Step;
/// use liftpress_core::plan::stepped;
/// use liftpress_core::units::{Mass, Percent, Unit};
/// let start: Mass = "92.5 kg".parse().unwrap();
/// let factor = Step::Factor(Percent::factor("1.025".parse().unwrap()).unwrap());
/// assert_eq!(stepped(start, Some(factor), 0, Unit::Kg), start);
/// assert_eq!(stepped(start, Some(factor), 9, Unit::Kg).in_unit(Unit::Kg), "115.52");
/// ```
#[must_use]
pub fn stepped(start: Mass, step: Option<Step>, weeks: u16, unit: Unit) -> Mass {
    growth(step, weeks, unit).map_or(start, |growth| growth.of(start))
}

/// What a weekly step does to a weight `weeks` weeks after the phase's first; nothing in the first.
pub(super) fn growth(step: Option<Step>, weeks: u16, unit: Unit) -> Option<MassStep> {
    match step {
        Some(Step::Amount(Signed { sign, by })) if weeks > 0 => {
            Some(MassStep::Plus(plus(Mass::ZERO, sign, by.for_unit(unit).repeated(weeks))))
        }
        Some(Step::Factor(factor)) if weeks > 0 => Some(MassStep::Times(factor, weeks)),
        _ => None,
    }
}

/// The percentage that a weekly step of percentage points makes.
pub(super) fn stepped_percent(start: Percent, step: Option<Step>, weeks: u16) -> Percent {
    match step {
        Some(Step::Points(Signed { sign: Sign::Plus, by })) => start.plus(by.repeated(weeks)),
        Some(Step::Points(Signed { sign: Sign::Minus, by })) => start.plus(-by.repeated(weeks)),
        _ => start,
    }
}

/// More or less.
pub(super) fn plus(mass: Mass, sign: Sign, by: Mass) -> Mass {
    match sign {
        Sign::Plus => mass + by,
        Sign::Minus => mass - by,
    }
}
