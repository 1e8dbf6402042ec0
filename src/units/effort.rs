//! How hard a set is.

use std::fmt;

use thiserror::Error;

use super::Decimal;
use super::decimal::fixed;

/// Rating of perceived exertion, 1 to 10 in half steps; 10 = nothing left. Reps in reserve = 10 − RPE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rpe {
    halves: u8,
}

/// Why a number is no [`Rpe`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RpeError {
    /// Below 1 or above 10.
    #[error("RPE goes from 1 to 10")]
    OutOfScale,
    /// Not in half steps.
    #[error("RPE comes in half steps: 8, 8.5, 9")]
    NotAHalf,
}

impl Rpe {
    /// From the number on the RPE scale.
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

    /// From reps in reserve: `RIR 2` is RPE 8.
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

    /// Reps in reserve, as text.
    #[must_use]
    pub fn reps_in_reserve(self) -> String {
        fixed(i64::from(20 - self.halves) * 5, 1)
    }
}

impl fmt::Display for Rpe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed(i64::from(self.halves) * 5, 1))
    }
}
