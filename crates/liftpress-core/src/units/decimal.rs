//! Decimal numbers as people write them, stored exactly.

use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;

use thiserror::Error;

/// A non-negative decimal number with at most nine digits before the point and six after it, stored exactly.
///
/// ```
/// use liftpress_core::units::Decimal;
/// let weight: Decimal = "102.5".parse().unwrap();
/// assert_eq!(weight.scaled(3), Some(102_500));
/// assert_eq!(weight.scaled(0), None, "half a unit would be lost");
/// assert_eq!(weight.to_string(), "102.5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    millionths: i64,
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// Something other than digits and one point.
    #[error("not a number")]
    NotANumber,
    /// More than nine digits before the point.
    #[error("too large")]
    TooLarge,
    /// More than six digits after the point.
    #[error("more than six decimals")]
    TooFine,
}

const PLACES: u32 = 6;

impl Decimal {
    /// Returns this number times `10^places` if that is a whole number, otherwise `None`.
    #[must_use]
    pub fn scaled(self, places: u32) -> Option<i64> {
        let divisor = 10_i64.pow(PLACES.checked_sub(places)?);
        (self.millionths % divisor == 0).then(|| self.millionths / divisor)
    }

    /// Returns the number if it is whole and fits into `u16`.
    #[must_use]
    pub fn whole(self) -> Option<u16> {
        self.scaled(0).and_then(|n| u16::try_from(n).ok())
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return Err(DecimalError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if whole.trim_start_matches('0').len() > 9 {
            return Err(DecimalError::TooLarge);
        }
        if fraction.len() > PLACES as usize {
            return Err(DecimalError::TooFine);
        }
        let digits: String = format!("{whole}{fraction:0<6}");
        digits.parse().map(|millionths| Self { millionths }).map_err(|_| DecimalError::TooLarge)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fixed(self.millionths, PLACES))
    }
}

/// Returns `value × 10^-places` as text, without trailing zeros: `fixed(102_500, 3)` is `102.5`.
#[must_use]
pub fn fixed(value: i64, places: u32) -> String {
    let scale = 10_u64.pow(places);
    let (whole, mut fraction) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let mut text = String::with_capacity(8);
    if value < 0 {
        text.push('-');
    }
    let _ = write!(text, "{whole}");
    if fraction > 0 {
        let mut width = places as usize;
        while fraction % 10 == 0 {
            fraction /= 10;
            width -= 1;
        }
        let _ = write!(text, ".{fraction:0width$}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_text_that_is_not_a_number() {
        for (text, error) in [
            ("", DecimalError::NotANumber),
            (".5", DecimalError::NotANumber),
            ("5.", DecimalError::NotANumber),
            ("1e3", DecimalError::NotANumber),
            ("-1", DecimalError::NotANumber),
            ("1.2.3", DecimalError::NotANumber),
            ("1234567890", DecimalError::TooLarge),
            ("1.0000001", DecimalError::TooFine),
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn ignores_extra_zeros() {
        assert_eq!("000102.50000000".parse::<Decimal>(), "102.5".parse());
    }
}
