//! Renders a plan as a calendar (RFC 5545), with an event for each training day. The code reads no clock, so equal
//! plans give equal bytes.

mod words;
mod zone;

use icalendar::{Component, Event, EventLike, Property};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Span, Timestamp};
use thiserror::Error;

use crate::booklet::booklet;
use crate::model::Labels;
use crate::plan::Plan;
use crate::text::isolated;

use words::day_in_words;
pub use zone::Zone;
use zone::{line, zone_lines};

/// The hours in which the lifter trains.
#[derive(Debug, Clone)]
pub struct Hours {
    /// The start.
    pub at: Time,
    /// The duration.
    pub length: SignedDuration,
    /// The time zone. Without a time zone, events are at the same time of day wherever the lifter is.
    pub zone: Option<Zone>,
}

/// The version of a calendar. Calendar programs replace an event only by an event with a higher sequence number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Edition {
    /// The sequence number of the version.
    pub sequence: u32,
    /// The time of the plan's last change, in minutes since 1970; `None` if it is unknown.
    pub since: Option<u32>,
}

/// The reason why a plan has no calendar.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The plan has no dates.
    #[error(
        "`{0}` has no dates: add `--start 2026-12-07 --days Mon,Wed,Fri`, or add `start` and `days` to the lifter's \
         program"
    )]
    Undated(String),
    /// An event would start or end outside of the supported dates, on this date.
    #[error("{0} is too late for a calendar")]
    Beyond(Date),
}

/// Renders a plan as an iCalendar file with an event for each day. An event takes the whole day if there are no
/// `hours`, or if the day has only a note. The UID of an event depends only on the program, the lifter, the week and
/// the day. A newer calendar therefore replaces an older one.
///
/// # Errors
///
/// Returns an error if a day of the plan has no date, or if an event is beyond the last supported date.
pub fn plan_calendar(
    plan: &Plan<'_>,
    labels: &Labels,
    hours: Option<&Hours>,
    edition: Edition,
) -> Result<String, CalendarError> {
    let undated = || CalendarError::Undated(plan.program.slug.to_string());
    let starts = plan.weeks.first().and_then(|week| week.starts).ok_or_else(undated)?;
    let since = edition.since.and_then(|minutes| Timestamp::from_second(i64::from(minutes) * 60).ok());
    let stamp = since.map_or_else(|| starts.to_datetime(Time::midnight()), |since| Offset::UTC.to_datetime(since));
    let pages = booklet(plan, labels);
    let mut events = String::new();
    let mut times = Vec::new();
    for (week, page) in plan.weeks.iter().zip(&pages.weeks) {
        for (number, (day, page)) in (1..).zip(week.days.iter().zip(&page.days)) {
            let date = day.date.ok_or_else(undated)?;
            let mut event = Event::new();
            let lifter = &plan.lifter.slug;
            event
                .uid(&format!("{}-{lifter}-week-{}-day-{number}@liftpress", plan.name(), week.number))
                .add_property("DTSTAMP", stamp.strftime("%Y%m%dT%H%M%SZ").to_string())
                .sequence(edition.sequence)
                .summary(&format!("{} · {}", isolated(&plan.program.title), isolated(day.name)))
                .description(&day_in_words(page, labels))
                .categories([plan.program.title.as_str()]);
            let beyond = || CalendarError::Beyond(date);
            // A day that has only a note takes the whole day.
            match hours.filter(|_| !day.is_note()) {
                None => {
                    let next = date.checked_add(Span::new().days(1)).map_err(|_| beyond())?;
                    event.append_property(on("DTSTART", date)).append_property(on("DTEND", next));
                    event.add_property("TRANSP", "TRANSPARENT");
                }
                Some(Hours { at, length, zone }) => {
                    let begins = date.to_datetime(*at);
                    // The duration is that on a clock on the wall, even in a night in which clocks change.
                    let ends = begins.checked_add(*length).map_err(|_| beyond())?;
                    event.append_property(at_time("DTSTART", begins, zone.as_ref()));
                    event.append_property(at_time("DTEND", ends, zone.as_ref()));
                    times.extend([begins, ends]);
                }
            }
            events += &event.try_into_string().unwrap_or_default();
        }
    }
    let zone = hours.and_then(|hours| hours.zone.as_ref()).map(|zone| zone_lines(zone, &times)).unwrap_or_default();
    let head: String = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//liftpress//liftpress//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ]
    .into_iter()
    .map(|(name, value)| line(Property::new(name, value)))
    .chain([line(Property::new("X-WR-CALNAME", plan.program.title.as_str()))])
    .collect();
    Ok(format!("{head}{zone}{events}END:VCALENDAR\r\n"))
}

fn on(name: &str, date: Date) -> Property {
    Property::new(name, date.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

fn at_time(name: &str, time: DateTime, zone: Option<&Zone>) -> Property {
    let mut property = Property::new(name, time.strftime("%Y%m%dT%H%M%S").to_string());
    if let Some(zone) = zone {
        property.add_parameter("TZID", zone.name());
    }
    property
}
