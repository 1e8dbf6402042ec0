//! How hard a set is.

use std::fmt;

use thiserror::Error;

use super::Decimal;
use super::decimal::fixed;

/// Rating of perceived exertion, 1 to 10 in half steps. 10 means no reps in reserve; reps in reserve = 10 − RPE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rpe {
    halves: u8,
}

/// Why a number is not an [`Rpe`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RpeError {
    /// Below 1 or above 10.
    #[error("RPE must be from 1 to 10")]
    OutOfScale,
    /// Not in half steps.
    #[error("RPE must be in half steps (8, 8.5, 9)")]
    NotAHalf,
}

impl Rpe {
    /// RPE 10: no reps in reserve.
    pub const LIMIT: Self = Self { halves: 20 };

    /// Returns every RPE of the scale, from 10 down to 1 in half steps.
    pub fn halves() -> impl Iterator<Item = Self> {
        (2..=Self::LIMIT.halves).rev().map(|halves| Self { halves })
    }

    /// Returns the RPE of a number on the RPE scale.
    pub fn new(number: Decimal) -> Result<Self, RpeError> {
        let tenths = number.scaled(1).ok_or(RpeError::NotAHalf)?;
        if tenths % 5 != 0 {
            return Err(RpeError::NotAHalf);
        }
        match u8::try_from(tenths / 5) {
            Ok(halves @ 2..=20) => Ok(Self { halves }),
            _ => Err(RpeError::OutOfScale),
        }
    }

    /// Returns the RPE of reps in reserve: `RIR 2` is RPE 8.
    pub fn from_reps_in_reserve(number: Decimal) -> Result<Self, RpeError> {
        let tenths = number.scaled(1).ok_or(RpeError::NotAHalf)?;
        if tenths % 5 != 0 {
            return Err(RpeError::NotAHalf);
        }
        match u8::try_from(tenths / 5) {
            Ok(halves @ 0..=18) => Ok(Self { halves: 20 - halves }),
            _ => Err(RpeError::OutOfScale),
        }
    }

    /// Returns twice the RPE: 17 for RPE 8.5.
    #[must_use]
    pub const fn in_halves(self) -> u8 {
        self.halves
    }

    /// Whether the RPE is a whole number.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.halves.is_multiple_of(2)
    }

    /// Whether the two RPEs differ by at most one point.
    #[must_use]
    pub const fn is_near(self, other: Self) -> bool {
        self.halves.abs_diff(other.halves) <= 2
    }

    /// Returns the reps in reserve, as text.
    #[must_use]
    pub fn reps_in_reserve(self) -> String {
        fixed(i64::from(self.half_reps_in_reserve()) * 5, 1)
    }

    /// Returns twice the reps in reserve: 3 at RPE 8.5.
    #[must_use]
    pub const fn half_reps_in_reserve(self) -> u8 {
        Self::LIMIT.halves - self.halves
    }
}

impl fmt::Display for Rpe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed(i64::from(self.halves) * 5, 1))
    }
}

/// Reps to failure: the reps done plus the reps in reserve, in half steps.
///
/// Five reps at RPE 8 are seven reps to failure. Five reps at RPE 8.5 are six and a half.
///
/// ```
/// use liftpress_core::units::{RepsToFailure, Rpe};
/// let hard = Rpe::new("8.5".parse().unwrap()).unwrap();
/// assert_eq!(RepsToFailure::at(5, hard).to_string(), "6.5");
/// assert_eq!(RepsToFailure::at(5, Rpe::LIMIT), RepsToFailure::from(5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepsToFailure {
    halves: u32,
}

impl RepsToFailure {
    /// Returns the reps to failure of a set of `reps` at `rpe`.
    #[must_use]
    pub fn at(reps: u16, rpe: Rpe) -> Self {
        Self { halves: u32::from(reps) * 2 + u32::from(rpe.half_reps_in_reserve()) }
    }

    /// Returns twice the reps to failure: 13 for six and a half.
    #[must_use]
    pub const fn halves(self) -> u32 {
        self.halves
    }
}

impl From<u16> for RepsToFailure {
    /// Returns the reps to failure of a set without reps in reserve.
    fn from(reps: u16) -> Self {
        Self::at(reps, Rpe::LIMIT)
    }
}

impl fmt::Display for RepsToFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed(i64::from(self.halves) * 5, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_has_nineteen_half_steps() {
        let scale: Vec<_> = Rpe::halves().map(|rpe| rpe.to_string()).collect();
        assert_eq!(scale.len(), 19);
        assert_eq!((scale[0].as_str(), scale[1].as_str(), scale[18].as_str()), ("10", "9.5", "1"));
        assert!(Rpe::halves().all(|rpe| Rpe::new(rpe.to_string().parse().unwrap()) == Ok(rpe)));
    }
}
