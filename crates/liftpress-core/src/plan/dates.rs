//! The dates of a program's days.

use jiff::civil::Date;

use crate::model::{Schedule, Since, Start};

/// The calendar of a program.
#[derive(Debug)]
pub struct Calendar {
    /// The first day of week 1.
    start: Date,
    /// Training days as offsets from the first day of a week, in order. Empty if the lifter named none.
    offsets: Vec<i32>,
}

impl Calendar {
    /// Creates the calendar of a schedule. Each week starts on the weekday of the start date. If the schedule has an
    /// end date, the program starts so that the last day of its last week is that date. Returns `None` if the program
    /// does not fit into the range of dates.
    #[must_use]
    pub fn new(schedule: &Schedule, weeks: u16) -> Option<Self> {
        let days = i32::from(weeks) * 7;
        let start = match schedule.start {
            Start::On(date) => date,
            Start::EndingOn(date) => plus(date, 1 - days)?,
        };
        // The whole program must lie within the calendar.
        plus(start, days)?;
        let after = |weekday: &jiff::civil::Weekday| i32::from(start.weekday().until(*weekday));
        let mut offsets: Vec<_> = schedule.weekdays.iter().map(after).collect();
        offsets.sort_unstable();
        offsets.dedup();
        Some(Self { start, offsets })
    }

    /// Returns the first day of a week. Weeks are counted from 1.
    #[must_use]
    pub fn week(&self, number: u16) -> Option<Date> {
        plus(self.start, (i32::from(number) - 1) * 7)
    }

    /// Returns the first week that starts on `date` or later, counted from 1. Returns week 1 for dates before the program.
    #[must_use]
    pub fn first_week_from(&self, date: Date) -> u16 {
        let days = self.start.until(date).map_or(0, |span| span.get_days());
        u16::try_from((days + 6) / 7 + 1).unwrap_or(1).max(1)
    }

    /// Returns the date of a training day of a week. The days of a week are counted from 0. Returns `None` if the
    /// lifter named no training days.
    #[must_use]
    pub fn day(&self, week: u16, index: usize) -> Option<Date> {
        plus(self.week(week)?, *self.offsets.get(index)?)
    }

    /// Returns the number of training days a week, or `None` if the lifter did not name them.
    pub(super) fn days_per_week(&self) -> Option<usize> {
        (!self.offsets.is_empty()).then_some(self.offsets.len())
    }
}

/// Returns the week of the program from which a record of a max counts. In a program without dates, a record with a
/// date counts from week 1.
#[must_use]
pub fn from_week(since: Since, calendar: Option<&Calendar>) -> u16 {
    match (since, calendar) {
        (Since::Week(week), _) => week,
        (Since::Date(date), Some(calendar)) => calendar.first_week_from(date),
        (Since::Always, _) | (Since::Date(_), None) => 1,
    }
}

fn plus(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().days(days)).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::*;

    #[test]
    fn weeks_begin_where_the_program_begins() {
        let weekdays = vec![Weekday::Monday, Weekday::Wednesday, Weekday::Friday];
        // 1 December 2026 is a Tuesday: the first training day is the Wednesday, the third the next Monday.
        let calendar = Calendar::new(&Schedule { start: Start::On(date(2026, 12, 1)), weekdays }, 4).unwrap();
        assert_eq!(calendar.day(1, 0), Some(date(2026, 12, 2)));
        assert_eq!(calendar.day(1, 2), Some(date(2026, 12, 7)));
        assert_eq!(calendar.day(2, 0), Some(date(2026, 12, 9)));
        assert_eq!(calendar.day(1, 3), None);
        let first = |day| calendar.first_week_from(date(2026, 12, day));
        assert_eq!((first(1), first(2), first(8), first(9)), (1, 2, 2, 3));
        assert_eq!(calendar.first_week_from(date(2026, 1, 1)), 1);
    }

    #[test]
    fn a_meet_is_the_last_day_of_the_last_week() {
        let schedule =
            Schedule { start: Start::EndingOn(date(2027, 3, 14)), weekdays: vec![Weekday::Sunday, Weekday::Tuesday] };
        let calendar = Calendar::new(&schedule, 10).unwrap();
        assert_eq!(calendar.week(1), Some(date(2027, 1, 4)));
        assert_eq!(calendar.day(10, 1), Some(date(2027, 3, 14)));
    }
}
