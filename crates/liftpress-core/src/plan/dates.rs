//! On which date a day of a program falls.

use jiff::civil::Date;

use crate::model::{Schedule, Since, Start};

/// Dates of a program's days.
#[derive(Debug)]
pub struct Calendar {
    /// The first day of week 1.
    start: Date,
    /// Days after the beginning of a week on which there is training, in order; empty: not said.
    offsets: Vec<i32>,
}

impl Calendar {
    /// Weeks begin on the start date, whatever day of the week that is, and on each seventh day after it. A program
    /// that ends on a date begins so that the date is the last day of its last week.
    /// Nothing where it would leave the calendar.
    #[must_use]
    pub fn new(schedule: &Schedule, weeks: u16) -> Option<Self> {
        let days = i32::from(weeks) * 7;
        let start = match schedule.start {
            Start::On(date) => date,
            Start::EndingOn(date) => plus(date, 1 - days)?,
        };
        // The whole program has to lie within the calendar.
        plus(start, days)?;
        let after = |weekday: &jiff::civil::Weekday| i32::from(start.weekday().until(*weekday));
        let mut offsets: Vec<_> = schedule.weekdays.iter().map(after).collect();
        offsets.sort_unstable();
        offsets.dedup();
        Some(Self { start, offsets })
    }

    /// The first day of a week, counted from 1.
    #[must_use]
    pub fn week(&self, number: u16) -> Option<Date> {
        plus(self.start, (i32::from(number) - 1) * 7)
    }

    /// The first week that begins on that day or later, counted from 1; for days before the program, the first.
    #[must_use]
    pub fn first_week_from(&self, date: Date) -> u16 {
        let days = self.start.until(date).map_or(0, |span| span.get_days());
        u16::try_from((days + 6) / 7 + 1).unwrap_or(1).max(1)
    }

    /// The date of a week's day, counted from 0; nothing where the lifter has not said on which days they train.
    #[must_use]
    pub fn day(&self, week: u16, index: usize) -> Option<Date> {
        plus(self.week(week)?, *self.offsets.get(index)?)
    }

    /// How many training days a week has, when that was said.
    pub(super) fn days_per_week(&self) -> Option<usize> {
        (!self.offsets.is_empty()).then_some(self.offsets.len())
    }
}

/// The week of a program from which on a record of a max counts. Without dates of its own a program has no day to compare
/// with.
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
