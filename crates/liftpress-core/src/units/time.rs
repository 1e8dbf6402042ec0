//! Times of rests and timed sets, and numbers of days.

use std::fmt;

use super::Range;

/// A time in whole seconds, printed as people say it.
///
/// ```
/// use liftpress_core::units::Seconds;
/// assert_eq!(Seconds(90).to_string(), "90s");
/// assert_eq!(Seconds(180).to_string(), "3 min");
/// assert_eq!(Seconds(150).to_string(), "2:30");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(pub u16);

impl Seconds {
    /// Returns a time in minutes if both ends are whole minutes and at least two minutes. Otherwise returns `None`: one
    /// minute is as often given in seconds.
    ///
    /// ```
    /// use liftpress_core::units::{Range, Seconds};
    /// assert_eq!(Seconds::whole_minutes(Range::one(Seconds(1200))), Some(Range::one(20)));
    /// assert_eq!(Seconds::whole_minutes(Range { low: Seconds(90), high: Seconds(120) }), None);
    /// ```
    #[must_use]
    pub fn whole_minutes(time: Range<Self>) -> Option<Range<u16>> {
        let is_whole = |time: Self| time.0 >= 120 && time.0.is_multiple_of(60);
        (is_whole(time.low) && is_whole(time.high)).then(|| time.map(|Self(seconds)| seconds / 60))
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0 | 1, _) if self.0 != 60 => write!(f, "{}s", self.0),
            (minutes, 0) => write!(f, "{minutes} min"),
            (minutes, seconds) => write!(f, "{minutes}:{seconds:02}"),
        }
    }
}

/// A number of days, printed in weeks if it is a whole number of weeks.
///
/// ```
/// use liftpress_core::units::Days;
/// assert_eq!(Days(84).to_string(), "12 weeks");
/// assert_eq!(Days(90).to_string(), "90 days");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(pub u16);

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.0 % 7) {
            (1, _) => f.write_str("1 day"),
            (7, _) => f.write_str("1 week"),
            (days, 0) => write!(f, "{} weeks", days / 7),
            (days, _) => write!(f, "{days} days"),
        }
    }
}
