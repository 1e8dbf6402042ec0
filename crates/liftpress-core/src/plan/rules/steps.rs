//! What the weeks of a phase add to a load, exactly.

use crate::model::{Sign, Signed, Step};
use crate::units::{Mass, Percent, Unit};

use super::ir::MassStep;

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
