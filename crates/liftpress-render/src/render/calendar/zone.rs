//! Time zones in calendars, with the clock changes during a plan.

use std::str::FromStr;

use icalendar::Property;
use jiff::civil::DateTime;
use jiff::tz::{Dst, Offset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use thiserror::Error;

/// A time zone from the built-in database, which is the same on every machine.
#[derive(Debug, Clone)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

/// The error for a name that is not a time zone.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown time zone `{0}`: expected a name such as `Europe/Berlin`, `America/New_York` or `UTC`")]
pub struct UnknownZone(String);

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        let zone = TimeZoneDatabase::bundled().get(name).map_err(|_| UnknownZone(name.to_owned()))?;
        let name = zone.iana_name().unwrap_or(name).to_owned();
        Ok(Self { name, zone })
    }
}

impl Zone {
    /// Returns the name, such as `Europe/Berlin`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn timestamp(&self, time: DateTime) -> Option<Timestamp> {
        self.zone.to_timestamp(time).ok()
    }
}

/// Returns the definition of the time zone, with its clock changes from the first of `times` to the last.
pub(super) fn zone_lines(zone: &Zone, times: &[DateTime]) -> String {
    let times = || times.iter().filter_map(|time| zone.timestamp(*time));
    let Some((first, last)) = times().min().zip(times().max()) else { return String::new() };
    let mut observances = String::new();
    // The last change before the first time decides the offset at the start. A zone without such a change has always
    // had one offset.
    let before = zone.zone.preceding(after(first)).next().map(|change| change.timestamp());
    if before.is_none() {
        let info = zone.zone.to_offset_info(first);
        let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        observances += &observance(epoch, info.offset(), info.offset(), info.abbreviation(), info.dst());
    }
    let changes = zone.zone.following(first).map(|change| change.timestamp()).take_while(|change| *change <= last);
    for change in before.into_iter().chain(changes) {
        let info = zone.zone.to_offset_info(change);
        let from = change.checked_sub(1.nanosecond()).map_or(info.offset(), |before| zone.zone.to_offset(before));
        // In the standard, the time of a change is given by the clock as it was before the change.
        observances += &observance(from.to_datetime(change), from, info.offset(), info.abbreviation(), info.dst());
    }
    let [begin, id, end] = [("BEGIN", "VTIMEZONE"), ("TZID", zone.name()), ("END", "VTIMEZONE")].map(of);
    format!("{begin}{id}{observances}{end}")
}

/// Returns the instant after `first`, because the clock may change exactly at `first`.
fn after(first: Timestamp) -> Timestamp {
    first.checked_add(1.nanosecond()).unwrap_or(first)
}

fn observance(begins: DateTime, from: Offset, to: Offset, name: &str, dst: Dst) -> String {
    let kind = if dst == Dst::Yes { "DAYLIGHT" } else { "STANDARD" };
    [
        ("BEGIN", kind),
        ("DTSTART", &begins.strftime("%Y%m%dT%H%M%S").to_string()),
        ("TZOFFSETFROM", &offset(from)),
        ("TZOFFSETTO", &offset(to)),
        ("TZNAME", name),
        ("END", kind),
    ]
    .map(of)
    .concat()
}

/// Returns an offset in the format of RFC 5545: `+0130`.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

fn of((name, value): (&str, &str)) -> String {
    line(Property::new(name, value))
}

/// Writes a property in the format of RFC 5545: with folded lines that end in CRLF.
pub(super) fn line(property: Property) -> String {
    property.try_into().unwrap_or_default()
}
