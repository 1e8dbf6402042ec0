//! Numbers in half steps: sets that count as half a set, and the middle of a range of reps.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use super::Range;
use super::decimal::fixed;

/// A number in half steps. A sum that would overflow becomes the largest number.
///
/// ```
/// use liftpress_core::units::{Halves, Range};
/// assert_eq!((Halves::whole(3) + Halves::half_of(5)).to_string(), "5.5");
/// assert_eq!(Halves::middle_of(Range { low: 3, high: 6 }).to_string(), "4.5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Halves(u64);

impl Halves {
    /// Returns a whole number as halves.
    #[must_use]
    pub const fn whole(number: u32) -> Self {
        Self(number as u64 * 2)
    }

    /// Returns half of a number.
    #[must_use]
    pub const fn half_of(number: u32) -> Self {
        Self(number as u64)
    }

    /// Returns the middle of a range.
    #[must_use]
    pub const fn middle_of(range: Range<u16>) -> Self {
        Self(range.low as u64 + range.high as u64)
    }

    /// Returns this number times `n`.
    #[must_use]
    pub const fn times(self, n: u16) -> Self {
        Self(self.0.saturating_mul(n as u64))
    }

    /// Returns twice the number: 11 for five and a half.
    #[must_use]
    pub const fn count(self) -> u64 {
        self.0
    }
}

impl Add for Halves {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Halves {
    fn sum<I: Iterator<Item = Self>>(halves: I) -> Self {
        halves.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Halves {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed(i64::try_from(self.0.saturating_mul(5)).unwrap_or(i64::MAX), 1))
    }
}
