//! Percentages and factors.

use std::fmt;

use super::Decimal;
use super::decimal::fixed;

/// A percentage, exact to four decimals: an integer count of millionths of the whole.
///
/// ```
/// use liftpress_core::units::Percent;
/// assert_eq!(Percent::of_hundred("87.5".parse().unwrap()).unwrap().to_string(), "87.5%");
/// assert_eq!(Percent::factor("1.025".parse().unwrap()), Percent::of_hundred("102.5".parse().unwrap()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(i64);

impl Percent {
    /// 100%.
    pub const WHOLE: Self = Self(1_000_000);
    /// 0%.
    pub const ZERO: Self = Self(0);

    /// Returns 85% for the number `85`. Returns `None` if the number has more than four decimals or is above 1000.
    #[must_use]
    pub fn of_hundred(number: Decimal) -> Option<Self> {
        number.scaled(4).filter(|&n| n <= 10_000_000).map(Self)
    }

    /// Returns 102.5% for the factor `1.025`. Returns `None` if the result is above 1000%.
    #[must_use]
    pub fn factor(number: Decimal) -> Option<Self> {
        number.scaled(6).filter(|&n| n <= 10_000_000).map(Self)
    }

    /// Returns a percentage from a whole number of percent.
    #[must_use]
    pub const fn whole(percent: u16) -> Self {
        Self(percent as i64 * 10_000)
    }

    /// Returns a percentage from a number of tenths of a percent.
    #[must_use]
    pub const fn tenths(tenths: u16) -> Self {
        Self(tenths as i64 * 1_000)
    }

    /// Returns a percentage from a number of millionths of the whole.
    #[must_use]
    pub const fn of_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// Returns this percentage as a number of millionths of the whole: 850,000 for 85%.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Returns this percentage of `other`, to the nearest ten-thousandth of a percent.
    #[must_use]
    pub const fn times(self, other: Self) -> Self {
        Self((self.0 * other.0 + 500_000).div_euclid(1_000_000))
    }

    /// Adds percentage points (or subtracts them, with `-points`). The result is limited to ±10,000%.
    #[must_use]
    pub fn plus(self, points: Self) -> Self {
        Self(self.0.saturating_add(points.0).clamp(-100_000_000, 100_000_000))
    }

    /// Returns what is left to 100%: 85% for 15%.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self(Self::WHOLE.0 - self.0)
    }

    /// Returns this percentage times `n`, as for a weekly step. The result is limited to ±10,000%.
    #[must_use]
    pub fn repeated(self, n: u16) -> Self {
        Self(self.0.saturating_mul(n.into()).clamp(-100_000_000, 100_000_000))
    }

    /// Returns this percentage of `count`, rounded to the nearest whole number, halves up. If the percentage and
    /// `count` are above zero, the result is at least one.
    ///
    /// ```
    /// use liftpress_core::units::Percent;
    /// assert_eq!((Percent::whole(50).of_count(5), Percent::whole(10).of_count(3), Percent::ZERO.of_count(3)), (3, 1, 0));
    /// ```
    #[must_use]
    pub fn of_count(self, count: u16) -> u16 {
        let share = (i64::from(count) * self.0 + 500_000).div_euclid(1_000_000);
        let least = i64::from(count > 0 && self.0 > 0);
        u16::try_from(share.max(least)).unwrap_or(u16::MAX)
    }

    /// Rounds to the nearest multiple of `step`, halves up; if `step` is zero, returns it unchanged.
    ///
    /// ```
    /// use liftpress_core::units::Percent;
    /// let whole = |tenths| Percent::tenths(tenths).rounded_to(Percent::whole(1)).to_string();
    /// assert_eq!([744, 745].map(whole), ["74%", "75%"]);
    /// ```
    #[must_use]
    pub const fn rounded_to(self, step: Self) -> Self {
        if step.0 <= 0 { self } else { Self((self.0 + step.0 / 2).div_euclid(step.0) * step.0) }
    }

    /// Returns the number before the percent sign.
    #[must_use]
    pub fn number(self) -> String {
        fixed(self.0, 4)
    }

    /// Returns the factor: `1.025` for 102.5%.
    #[must_use]
    pub fn as_factor(self) -> String {
        fixed(self.0, 6)
    }
}

impl std::ops::Neg for Percent {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.number())
    }
}
