//! Calendars, read by an independent parser.

use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty};
use liftpress::model::Assignment;
use liftpress::render::{CalendarError, Edition, Hours, plan_calendar};

use crate::gallery::{gallery, lifter, plan};

/// Four Mondays of one program, from 16 March 2026, across the end of March, when clocks change in Berlin. `change` edits the
/// settings.
fn calendar(change: impl Fn(&mut Assignment), hours: Option<&Hours>) -> Result<String, CalendarError> {
    let content = gallery();
    let program = content.programs.iter().find(|program| program.slug.as_str() == "bench-backoff").unwrap();
    let lifter = lifter(&content, "dated");
    let mut assignment = lifter.programs[0].clone();
    change(&mut assignment);
    let plan = plan(&content, program, lifter, &assignment);
    assert_eq!(plan.weeks.len(), 4);
    plan_calendar(&plan, &content.settings.labels, hours, Edition::default())
}

fn mondays(_: &mut Assignment) {}

fn hours(zone: Option<&str>) -> Hours {
    let zone = zone.map(|zone| zone.parse().unwrap());
    Hours { at: "18:00".parse().unwrap(), length: "75min".parse().unwrap(), zone }
}

fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    calendar.components.iter().filter(|component| component.component_type == ICalendarComponentType::VEvent).collect()
}

fn text(component: &ICalendarComponent, property: &ICalendarProperty) -> String {
    let values = &component.property(property).unwrap_or_else(|| panic!("{property:?}")).values;
    values[0].as_text().map_or_else(|| format!("{:?}", values[0]), str::to_owned)
}

#[test]
fn an_event_a_day_with_its_work_in_words() {
    let written = calendar(mondays, None).unwrap();
    assert!(written.ends_with("END:VCALENDAR\r\n") && !written.replace("\r\n", "").contains(['\r', '\n']));
    assert!(written.split("\r\n").all(|line| line.len() <= 75));
    let calendar = ICalendar::parse(&written).unwrap();
    let events = events(&calendar);
    let uids: Vec<_> = events.iter().map(|event| event.uid().unwrap()).collect();
    let uid = |week| format!("bench-backoff-dated-week-{week}-day-1@liftpress");
    assert_eq!(uids, [uid(1), uid(2), uid(3), uid(4)]);
    assert_eq!(text(events[0], &ICalendarProperty::Summary), "Bench day with back-off sets · Bench");
    let work = text(events[0], &ICalendarProperty::Description);
    assert!(work.contains("Top sets\nBench press: 5 × 3, 255 lb, 85%, 45 · 45 · 10 · 5 a side\n"), "{work}");
    assert!(work.contains("Triceps rope pulldown: drop × 15, your choice\n"), "{work}");
    assert!(text(events[0], &ICalendarProperty::Categories).contains("Bench day"));
}

#[test]
fn times_are_those_of_the_zone_when_its_clocks_change_too() {
    let written = calendar(mondays, Some(&hours(Some("Europe/Berlin")))).unwrap();
    // 29 March 2026, 2:00: the end of the time that started on 26 October 2025.
    for line in [
        "BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n",
        "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n",
        "DTSTART;TZID=Europe/Berlin:20260330T180000\r\n",
        "DTEND;TZID=Europe/Berlin:20260330T191500\r\n",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
    let expanded = ICalendar::parse(&written).unwrap().expand_dates(Tz::Floating, 10);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    let mut begins: Vec<_> = expanded.events.iter().map(|event| event.start.timestamp()).collect();
    begins.sort_unstable();
    // 17:00 UTC on 16 and 23 March, 16:00 on 30 March and 6 April.
    assert_eq!(begins, [1_773_680_400, 1_774_285_200, 1_774_886_400, 1_775_491_200]);
}

#[test]
fn without_a_zone_times_are_those_of_whoever_looks() {
    let written = calendar(mondays, Some(&hours(None))).unwrap();
    assert!(!written.contains("TZID") && written.contains("\r\nDTSTART:20260316T180000\r\n"), "{written}");
    let utc = calendar(mondays, Some(&hours(Some("UTC")))).unwrap();
    assert!(utc.contains("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"), "{utc}");
}

#[test]
fn without_dates_there_is_no_calendar() {
    let undated = CalendarError::Undated("bench-backoff".to_owned());
    assert_eq!(calendar(|assignment| assignment.schedule = None, None), Err(undated.clone()));
    let only_weeks = |assignment: &mut Assignment| {
        assignment.schedule.iter_mut().for_each(|schedule| schedule.weekdays.clear());
    };
    assert_eq!(calendar(only_weeks, None), Err(undated));
}
