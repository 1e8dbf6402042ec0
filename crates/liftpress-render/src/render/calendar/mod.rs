//! A plan as a calendar (RFC 5545): one event a training day. No clock is read, so the same plan is the same bytes.

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

/// At what time there is training.
#[derive(Debug, Clone)]
pub struct Hours {
    /// When it begins.
    pub at: Time,
    /// How long it takes.
    pub length: SignedDuration,
    /// Where; `None`: by the clock of wherever the lifter is.
    pub zone: Option<Zone>,
}

/// Which of several versions of a plan a calendar is of. A calendar program takes an event for one that it has only where
/// the number is higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Edition {
    /// The number.
    pub sequence: u32,
    /// When the plan became what it is, in minutes since 1970, where that is known.
    pub since: Option<u32>,
}

/// Why there is no calendar of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// It is not known when its days are.
    #[error(
        "`{0}` has no dates: give it some with --start 2026-12-07 --days Mon,Wed,Fri, or give `start` and `days` to the \
         lifter's program"
    )]
    Undated(String),
    /// An event would begin or end where there is no more time.
    #[error("{0} is beyond what a calendar can hold")]
    Beyond(Date),
}

/// An event for each day; for the whole of it without `hours`, and where nothing is trained. An event of the same program, lifter, week and day has the
/// same name for ever, so that a calendar that is read in again takes the place of the first.
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
            // A day of rest has no hour.
            match hours.filter(|_| !day.is_note()) {
                None => {
                    let next = date.checked_add(Span::new().days(1)).map_err(|_| beyond())?;
                    event.append_property(on("DTSTART", date)).append_property(on("DTEND", next));
                    event.add_property("TRANSP", "TRANSPARENT");
                }
                Some(Hours { at, length, zone }) => {
                    let begins = date.to_datetime(*at);
                    // As long as it takes by the clock on the wall, also in a night in which that is put forward.
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
