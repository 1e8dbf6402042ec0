//! Building blocks of formulas. Every formula that these functions return can be used as a factor of a product.

use std::cmp::Ordering;

use crate::plan::MassStep;
use crate::units::{Mass, Percent, Range, Unit, fixed};

/// Both ends of a weight, as formulas. For a single weight, both ends are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) low: String,
    pub(super) high: String,
}

impl Ends {
    pub(super) fn one(formula: String) -> Self {
        Self { high: formula.clone(), low: formula }
    }

    pub(super) fn is_one(&self) -> bool {
        self.low == self.high
    }

    pub(super) fn map(&self, mut of: impl FnMut(&str) -> String) -> Self {
        let low = of(&self.low);
        if self.is_one() { Self::one(low) } else { Self { high: of(&self.high), low } }
    }

    /// Multiplies each end of the weight by the same end of the percentage.
    pub(super) fn times(&self, share: Range<Percent>) -> Self {
        Self { low: times(&self.low, share.low), high: times(&self.high, share.high) }
    }

    /// Adds an amount to each end. The amount may be negative.
    pub(super) fn plus(&self, more: Range<Mass>, unit: Unit) -> Self {
        Self { low: plus(&self.low, more.low, unit), high: plus(&self.high, more.high, unit) }
    }

    /// Returns, for each end, the larger of this end and the same end of `others`.
    pub(super) fn at_least(&self, others: &Self) -> Self {
        Self { low: format!("MAX({},{})", self.low, others.low), high: format!("MAX({},{})", self.high, others.high) }
    }

    /// Applies the same calculation steps to both ends.
    pub(super) fn with_steps(&self, steps: &[MassStep], unit: Unit) -> Self {
        self.map(|formula| with_steps(formula, steps, unit))
    }
}

/// Returns a mass as a number in a unit, with 11 decimals. No weight needs that many.
pub(super) fn number(mass: Mass, unit: Unit) -> String {
    const PLACES: u32 = 11;
    let (count, whole) = (i128::from(mass.count()), i128::from(unit.count()));
    let parts = (count * 10_i128.pow(PLACES) + whole / 2).div_euclid(whole);
    fixed(i64::try_from(parts).unwrap_or(i64::MAX), PLACES)
}

/// Returns a mass in a unit, as a number for a cell.
pub(super) fn value(mass: Mass, unit: Unit) -> f64 {
    number(mass, unit).parse().unwrap_or_default()
}

pub(super) fn times(formula: &str, share: Percent) -> String {
    match share {
        Percent::WHOLE => formula.to_owned(),
        share if share < Percent::ZERO => format!("{formula}*({})", share.as_factor()),
        share => format!("{formula}*{}", share.as_factor()),
    }
}

pub(super) fn plus(formula: &str, more: Mass, unit: Unit) -> String {
    match more.cmp(&Mass::ZERO) {
        Ordering::Equal => formula.to_owned(),
        Ordering::Less => format!("({formula}-{})", number(Mass::ZERO - more, unit)),
        Ordering::Greater => format!("({formula}+{})", number(more, unit)),
    }
}

/// Applies calculation steps to a weight.
pub(super) fn with_steps(formula: &str, steps: &[MassStep], unit: Unit) -> String {
    steps.iter().fold(formula.to_owned(), |formula, step| match *step {
        MassStep::Times(share, 1) => times(&formula, share),
        MassStep::Times(share, n) => format!("{formula}*{}^{n}", share.as_factor()),
        MassStep::Plus(more) => plus(&formula, more, unit),
        MassStep::Ratio(numerator, denominator) => format!("{formula}*{numerator}/{denominator}"),
    })
}
