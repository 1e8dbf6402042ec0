//! Mass without rounding error.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use thiserror::Error;

use super::decimal::fixed;
use super::{Decimal, DecimalError, Percent};

/// The unit of a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Kilogram.
    Kg,
    /// International avoirdupois pound, 0.45359237 kg by definition (1959).
    Lb,
}

impl Unit {
    /// Returns the mass of one unit, as a number of counts. A count is 10 ng.
    #[must_use]
    pub const fn count(self) -> i64 {
        match self {
            Self::Kg => 100_000_000_000,
            Self::Lb => 45_359_237_000,
        }
    }

    /// Returns the other unit.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Kg => Self::Lb,
            Self::Lb => Self::Kg,
        }
    }

    /// Returns the symbol: `kg`, `lb`.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Kg => "kg",
            Self::Lb => "lb",
        }
    }
}

impl FromStr for Unit {
    type Err = MassError;

    fn from_str(text: &str) -> Result<Self, MassError> {
        match text.to_ascii_lowercase().as_str() {
            "kg" | "kgs" => Ok(Self::Kg),
            "lb" | "lbs" => Ok(Self::Lb),
            _ => Err(MassError::UnknownUnit),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// An exact mass: a whole number of counts of 10 ng. A kilogram has 100,000,000,000 counts, and a pound has
/// 45,359,237,000.
///
/// Every weight with up to three decimals, in kilograms or in pounds, is a whole number of counts. (If a count were 10
/// µg, 2.5 lb would be 113,398,092.5 counts.) A percentage of a mass is rounded to the nearest count, halves up. A sum
/// that would overflow becomes the largest mass.
///
/// ```
/// use liftpress_core::units::{Mass, Percent, Unit};
/// let max: Mass = "300 lb".parse().unwrap();
/// assert_eq!(max.times(Percent::whole(85)).in_unit(Unit::Lb), "255");
/// assert_eq!("102.5 kg".parse::<Mass>().unwrap().in_unit(Unit::Lb), "225.97");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mass(i64);

/// Why a text is not a [`Mass`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MassError {
    /// An invalid number.
    #[error(transparent)]
    Number(#[from] DecimalError),
    /// Above 10,000 kg or lb.
    #[error("more than 10,000")]
    TooHeavy,
    /// More than three decimals.
    #[error("more than three decimals")]
    TooFine,
    /// A unit other than kg and lb.
    #[error("the unit must be `kg` or `lb`")]
    UnknownUnit,
}

/// How a calculated weight is rounded to a loadable one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rounding {
    /// To the nearest loadable weight. If two are equally near, the heavier one is chosen.
    #[default]
    Nearest,
    /// To the heaviest loadable weight that is not above the calculated weight.
    Down,
    /// To the lightest loadable weight that is not below the calculated weight.
    Up,
}

impl Rounding {
    /// Rounds `mass` to `below` or `above`, the nearest loadable weights on the two sides of `mass`.
    #[must_use]
    pub fn choose(self, mass: Mass, below: Mass, above: Mass) -> Mass {
        match self {
            Self::Down => below,
            Self::Nearest if mass - below < above - mass => below,
            Self::Nearest | Self::Up => above,
        }
    }
}

impl Mass {
    /// A mass of zero.
    pub const ZERO: Self = Self(0);

    /// The tolerance for comparing weights, 1 µg. It is larger than the error of repeated rounding, and smaller than
    /// the difference between any two loadable weights.
    pub const TOLERANCE: Self = Self(100);

    /// A mass slightly larger than twice the tolerance. A weight that is increased by this mass compares as heavier
    /// than the original weight, even if the tolerance is applied to both weights.
    pub const ABOVE: Self = Self(201);

    /// Returns the mass of `number` kilograms or pounds.
    pub fn new(number: Decimal, unit: Unit) -> Result<Self, MassError> {
        let thousandths = number.scaled(3).ok_or(MassError::TooFine)?;
        if thousandths > 10_000_000 {
            return Err(MassError::TooHeavy);
        }
        Ok(Self(thousandths * (unit.count() / 1000)))
    }

    /// Returns this mass as a number of counts of 10 ng. A kilogram has 100,000,000,000 counts.
    #[must_use]
    pub const fn count(self) -> i64 {
        self.0
    }

    /// Returns the mass of `count` counts.
    pub(crate) const fn of_count(count: i64) -> Self {
        Self(count)
    }

    /// Returns the mass of a whole number of kilograms or pounds.
    #[must_use]
    pub const fn whole(number: u16, unit: Unit) -> Self {
        Self(number as i64 * unit.count())
    }

    /// Returns the percentage `share` of this mass, rounded to the nearest count.
    #[must_use]
    pub fn times(self, share: Percent) -> Self {
        if let Some(product) = self.0.checked_mul(share.millionths()).and_then(|product| product.checked_add(500_000)) {
            return Self(product.div_euclid(1_000_000));
        }
        let product = i128::from(self.0) * i128::from(share.millionths());
        Self::saturating((product + 500_000).div_euclid(1_000_000))
    }

    /// Returns this mass times `numerator / denominator`; `None` if the denominator is zero.
    ///
    /// ```
    /// use liftpress_core::units::{Mass, Unit};
    /// let done: Mass = "225 lb".parse().unwrap();
    /// assert_eq!(done.ratio(36, 32), "253.125 lb".parse().ok());
    /// assert_eq!(done.ratio(1, 0), None);
    /// ```
    #[must_use]
    pub fn ratio(self, numerator: u64, denominator: u64) -> Option<Self> {
        let denominator = i128::from(denominator);
        let product = i128::from(self.0) * i128::from(numerator);
        (product + denominator / 2).checked_div_euclid(denominator).map(Self::saturating)
    }

    /// Returns this mass times `part / whole`; `None` if `whole` is zero.
    ///
    /// ```
    /// use liftpress_core::units::Mass;
    /// let kg = |text: &str| text.parse::<Mass>().unwrap();
    /// assert_eq!(kg("150 kg").in_proportion(kg("80 kg"), kg("100 kg")), Some(kg("120 kg")));
    /// ```
    #[must_use]
    pub fn in_proportion(self, part: Self, whole: Self) -> Option<Self> {
        let product = i128::from(self.0) * i128::from(part.0);
        (whole.0 > 0).then(|| Self::saturating((product + i128::from(whole.0) / 2).div_euclid(i128::from(whole.0))))
    }

    /// Returns this mass times `n`.
    #[must_use]
    pub const fn repeated(self, n: u16) -> Self {
        Self(self.0.saturating_mul(n as i64))
    }

    /// Returns a mass that has as many pounds as this mass has kilograms: 225 kg → 225 lb.
    #[must_use]
    pub fn as_pounds(self) -> Self {
        Self::saturating(i128::from(self.0) * i128::from(Unit::Lb.count()) / i128::from(Unit::Kg.count()))
    }

    /// Returns a mass that has as many kilograms as this mass has pounds: 100 lb → 100 kg.
    #[must_use]
    pub fn as_kilograms(self) -> Self {
        Self::saturating(i128::from(self.0) * i128::from(Unit::Kg.count()) / i128::from(Unit::Lb.count()))
    }

    /// Returns half of this mass, rounded down to a whole count.
    #[must_use]
    pub const fn half(self) -> Self {
        Self(self.0.div_euclid(2))
    }

    /// Returns the number of whole steps of `step` in this mass; 0 for a negative mass or step.
    #[must_use]
    pub fn steps_of(self, step: Self) -> i64 {
        if step.0 <= 0 { 0 } else { (self.0 / step.0).max(0) }
    }

    /// Rounds this mass to a multiple of `step`; if `step` is zero, returns it unchanged.
    ///
    /// ```
    /// use liftpress_core::units::{Mass, Rounding, Unit};
    /// let kg = |text: &str| text.parse::<Mass>().unwrap();
    /// assert_eq!(kg("143.75 kg").to_multiple_of(kg("2.5 kg"), Rounding::Nearest), kg("145 kg"));
    /// assert_eq!(kg("147.4 kg").to_multiple_of(kg("2.5 kg"), Rounding::Down), kg("145 kg"));
    /// assert_eq!(kg("142.6 kg").to_multiple_of(kg("2.5 kg"), Rounding::Up), kg("145 kg"));
    /// ```
    #[must_use]
    pub fn to_multiple_of(self, step: Self, rounding: Rounding) -> Self {
        if step.0 <= 0 || self.0 % step.0 == 0 {
            return self;
        }
        let below = Self(self.0.div_euclid(step.0) * step.0);
        rounding.choose(self, below, below + step)
    }

    /// Returns this mass as a percentage of `whole`, to the nearest tenth of a percent; `None` if `whole` is zero.
    #[must_use]
    pub fn percent_of(self, whole: Self) -> Option<Percent> {
        if whole.0 <= 0 {
            return None;
        }
        let tenths = (i128::from(self.0) * 2000 + i128::from(whole.0)).div_euclid(i128::from(whole.0) * 2);
        u16::try_from(tenths).ok().map(Percent::tenths)
    }

    /// Returns this mass in `unit` as a number with up to two decimals, halves rounded up, without trailing zeros.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> String {
        fixed(self.in_parts_of(unit, 100), 2)
    }

    /// Returns this mass in `unit` as a number with all of its decimals, at most three.
    #[must_use]
    pub fn exactly_in(self, unit: Unit) -> String {
        fixed(self.in_parts_of(unit, 1000), 3)
    }

    /// Returns this mass in hundredths or thousandths of `unit`, halves rounded up.
    fn in_parts_of(self, unit: Unit, parts: i64) -> i64 {
        // A hundredth and a thousandth of either unit are whole numbers of counts.
        let part = unit.count() / parts;
        self.0.saturating_add(part / 2).div_euclid(part)
    }

    /// Returns the number and the unit: `102.5 kg`.
    #[must_use]
    pub fn with_unit(self, unit: Unit) -> String {
        format!("{} {unit}", self.in_unit(unit))
    }

    /// Whether `unit` can express this mass with at most three decimals.
    #[must_use]
    pub const fn is_written_in(self, unit: Unit) -> bool {
        self.0 % (unit.count() / 1000) == 0
    }

    /// Whether kg or lb can express this mass with at most three decimals. Weights that authors write pass this test;
    /// weights that are calculated from a max almost never do.
    #[must_use]
    pub const fn is_written(self) -> bool {
        self.is_written_in(Unit::Kg) || self.is_written_in(Unit::Lb)
    }

    /// Returns the unit that is stamped on a weight of this mass. It is `own` if `own` can express the mass with at
    /// most three decimals, or if neither unit can; otherwise it is the other unit. Zero is the only mass below 45
    /// tonnes that both units can express.
    ///
    /// ```
    /// use liftpress_core::units::{Mass, Unit};
    /// let stamp = |text: &str| text.parse::<Mass>().unwrap().stamped_in(Unit::Lb);
    /// assert_eq!((stamp("53 lb"), stamp("24 kg")), (Unit::Lb, Unit::Kg));
    /// ```
    #[must_use]
    pub const fn stamped_in(self, own: Unit) -> Unit {
        let other = own.other();
        if self.is_written_in(own) || !self.is_written_in(other) { own } else { other }
    }

    fn saturating(count: i128) -> Self {
        Self(i64::try_from(count).unwrap_or(if count < 0 { i64::MIN } else { i64::MAX }))
    }
}

impl Add for Mass {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Mass {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl FromStr for Mass {
    type Err = MassError;

    /// Parses a number with its unit: `102.5 kg`, `225lb`.
    fn from_str(text: &str) -> Result<Self, MassError> {
        let text = text.trim();
        let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        Self::new(number.trim_end().parse()?, unit.parse()?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mass(text: &str) -> Mass {
        text.parse().unwrap()
    }

    #[test]
    fn half_a_quarter_pound_is_a_whole_count() {
        assert_eq!(mass("2.5 lb") + mass("2.5 lb"), mass("5 lb"));
        assert_eq!(mass("0.125 lb").repeated(8), mass("1 lb"));
    }

    #[test]
    fn rejects_text_that_is_not_a_mass() {
        for (text, error) in [
            ("100", MassError::UnknownUnit),
            ("kg", MassError::Number(DecimalError::NotANumber)),
            ("1.0001 kg", MassError::TooFine),
            ("10001 kg", MassError::TooHeavy),
            ("100 stone", MassError::UnknownUnit),
        ] {
            assert_eq!(text.parse::<Mass>(), Err(error), "{text:?}");
        }
    }

    /// The published cases of four public test suites (power-pro-v3, Big-Lifts, candito-six-week, andytlr/5-3-1).
    #[test]
    fn published_rounding_cases() {
        for (weight, step, rounding, expected) in [
            ("102.6", "5", Rounding::Nearest, "105"),
            ("102.5", "5", Rounding::Nearest, "105"),
            ("143.75", "2.5", Rounding::Nearest, "145"),
            ("143.24", "2.5", Rounding::Nearest, "142.5"),
            ("142.8", "0.5", Rounding::Nearest, "143"),
            ("104.99", "5", Rounding::Down, "100"),
            ("100.01", "5", Rounding::Up, "105"),
            ("12.76", "0.25", Rounding::Up, "13"),
            ("12.9", "0.25", Rounding::Down, "12.75"),
            ("1.76", "2.5", Rounding::Nearest, "2.5"),
            ("66.5", "2.5", Rounding::Nearest, "67.5"),
        ] {
            for unit in ["kg", "lb"] {
                let of = |number: &str| mass(&format!("{number} {unit}"));
                assert_eq!(of(weight).to_multiple_of(of(step), rounding), of(expected), "{weight} by {step} {unit}");
            }
        }
    }

    #[test]
    fn percentages_are_exact_where_floats_are_not() {
        // 57.5% of 100 is 57.49999999999999 in binary floating point.
        let share = Percent::of_hundred("57.5".parse().unwrap()).unwrap();
        assert_eq!(mass("100 kg").times(share).to_multiple_of(mass("1 kg"), Rounding::Nearest), mass("58 kg"));
    }

    #[test]
    fn arithmetic_does_not_overflow() {
        let huge = (0..100).fold(mass("10000 kg"), |m, _| m.times(Percent::whole(1000)));
        assert_eq!(huge.ratio(u64::MAX, 1), Some(huge));
        assert_eq!(huge.ratio(u64::MAX, u64::MAX), Some(huge));
        assert!(huge + huge >= huge && huge.repeated(9) >= huge && Mass::ZERO - huge < Mass::ZERO);
    }

    #[test]
    fn halves_of_a_count_go_up() {
        assert_eq!([1, 2, 3].map(|count| Mass(count).ratio(1, 2)), [Some(Mass(1)), Some(Mass(1)), Some(Mass(2))]);
        assert_eq!([3, 4].map(|count| Mass(count).ratio(1, 7)), [Some(Mass(0)), Some(Mass(1))]);
        assert_eq!(Mass(-1).ratio(1, 2), Some(Mass(0)));
    }

    proptest! {
        /// A weight that is shown in the other unit and typed in again is still the same multiple of a quarter unit.
        #[test]
        fn showing_in_the_other_unit_never_drifts(quarters in 0_u16..4000, from_kg: bool) {
            let (own, other) = if from_kg { (Unit::Kg, Unit::Lb) } else { (Unit::Lb, Unit::Kg) };
            let start = Mass::whole(quarters, own).half().half();
            let back: Mass = start.with_unit(other).parse().unwrap();
            let shown = back.to_multiple_of(Mass::whole(1, own).half().half(), Rounding::Nearest);
            prop_assert_eq!(shown.in_unit(own), start.in_unit(own));
            prop_assert_eq!(start.with_unit(own).parse::<Mass>().unwrap(), start);
        }

        #[test]
        fn nearest_is_nearest_and_a_tie_goes_up(count in 0_i64..1_000_000_000_000_000, step in 1_u16..2000) {
            let (mass, step) = (Mass(count), Mass::whole(step, Unit::Lb).half().half());
            let rounded = mass.to_multiple_of(step, Rounding::Nearest);
            prop_assert_eq!(rounded.0 % step.0, 0);
            prop_assert!((rounded.0 - mass.0).abs() * 2 <= step.0);
            if (mass.0 - rounded.0) * 2 == step.0 {
                prop_assert!(false, "a tie went down");
            }
            prop_assert!(mass.to_multiple_of(step, Rounding::Down) <= mass);
            prop_assert!(mass.to_multiple_of(step, Rounding::Up) >= mass);
        }

        #[test]
        fn decimals_are_preserved(thousandths in 0_i64..10_000_000, kg: bool) {
            let unit = if kg { Unit::Kg } else { Unit::Lb };
            let text = fixed(thousandths, 3);
            let mass = Mass::new(text.parse().unwrap(), unit).unwrap();
            prop_assert_eq!(i128::from(mass.0) * 1000, i128::from(thousandths) * i128::from(unit.count()));
        }
    }
}
