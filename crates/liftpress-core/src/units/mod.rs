//! Exact quantities: mass, percent, effort, time. Everything that decides a weight is an integer.

mod decimal;
mod effort;
mod halves;
mod mass;
mod percent;
mod range;
mod time;

pub use decimal::fixed;
pub use decimal::{Decimal, DecimalError};
pub use effort::{RepsToFailure, Rpe, RpeError};
pub use halves::Halves;
pub use mass::{Mass, MassError, Rounding, Unit};
pub use percent::Percent;
pub use range::Range;
pub use time::{Days, Seconds};
