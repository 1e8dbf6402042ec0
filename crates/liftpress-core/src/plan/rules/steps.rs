//! Exact weekly steps of a load.

use crate::model::{Sign, Signed, Step};
use crate::units::{Mass, Percent, Unit};

use super::ir::MassStep;

/// Returns a weight with its weekly step, `weeks` weeks after the first week of the phase. A step in percentage points
/// is ignored, because it changes the percentage before a weight is calculated from it.
///
/// Madcow grows by the factor 1.025 a week, always from the unrounded weight of the first week. Each multiplication is
/// exact to 10 ng. In the `StrongLifts` spreadsheet of 2011, 92.5 kg in week 1 is loaded as 115 kg in week 10:
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

/// Returns the calculation step for `weeks` weeks after the first week of the phase. Returns `None` in the first week,
/// and for a step in percentage points.
pub(super) fn growth(step: Option<Step>, weeks: u16, unit: Unit) -> Option<MassStep> {
    match step {
        Some(Step::Amount(Signed { sign, by })) if weeks > 0 => {
            Some(MassStep::Plus(plus(Mass::ZERO, sign, by.for_unit(unit).repeated(weeks))))
        }
        Some(Step::Factor(factor)) if weeks > 0 => Some(MassStep::Times(factor, weeks)),
        _ => None,
    }
}

/// Returns a percentage with its weekly step in percentage points.
pub(super) fn stepped_percent(start: Percent, step: Option<Step>, weeks: u16) -> Percent {
    match step {
        Some(Step::Points(Signed { sign: Sign::Plus, by })) => start.plus(by.repeated(weeks)),
        Some(Step::Points(Signed { sign: Sign::Minus, by })) => start.plus(-by.repeated(weeks)),
        _ => start,
    }
}

/// Returns a mass plus or minus an amount.
pub(super) fn plus(mass: Mass, sign: Sign, by: Mass) -> Mass {
    match sign {
        Sign::Plus => mass + by,
        Sign::Minus => mass - by,
    }
}
