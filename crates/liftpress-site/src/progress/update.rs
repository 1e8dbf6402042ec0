//! Adds new maxes of a lifter, from the command line or from a log.

use std::path::Path;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Lifted, Lifter, Log, MaxRecord, Since, Slug, parse_measure};
use crate::plan::{Calendar, expand};
use crate::source::{Content, Input};
use crate::units::Mass;

use super::amend::{amend, lifter};
use super::decide::{Decider, Decision};
use super::evidence::completed_sets;
use super::running::Running;
use super::{Progress, ProgressError};

/// A request for new maxes.
#[derive(Debug, Clone, Copy)]
pub struct UpdateRequest<'r> {
    /// The slug of the lifter.
    pub lifter: &'r str,
    /// Maxes as typed: `squat=190kg`, `bench=100kgx5@8`, `press=TM 60`.
    pub sets: &'r [String],
    /// The path of a log.
    pub log: Option<&'r Path>,
    /// The name of the program that was logged, if the log does not name it.
    pub program: Option<&'r str>,
    /// The date from which new maxes count. `None` means today for typed maxes, and the day of the set that shows the max for a
    /// log.
    pub date: Option<Date>,
    /// Today's date.
    pub today: Date,
}

/// Adds new maxes to the text of the lifter's file.
///
/// # Errors
///
/// Fails if the lifter's file or the log has errors, if a typed max cannot be parsed, or if the changed file would have errors.
pub fn update(content: &mut Content, input: &Input, request: UpdateRequest<'_>) -> Result<Progress, ProgressError> {
    let units = lifter(content, request.lifter)?.units;
    let log = request.log.map(|path| content.read_log(path, units)).transpose().map_err(ProgressError::Content)?;
    let content = &*content;
    let lifter = lifter(content, request.lifter)?;
    let date = Since::Date(request.date.unwrap_or(request.today));
    let typed = request.sets.iter().map(|given| typed(content, lifter, given, date));
    let mut decision =
        Decision { maxes: typed.collect::<Result<_, _>>().map_err(ProgressError::Usage)?, ..Decision::default() };
    if let Some(log) = &log {
        let found = by_log(content, lifter, log, request)?;
        decision.notes.extend(found.notes);
        // A typed max takes precedence over the log.
        let is_new = |(lift, _): &(Slug, MaxRecord)| decision.maxes.iter().all(|(typed, _)| typed != lift);
        let found: Vec<_> = found.maxes.into_iter().filter(is_new).collect();
        decision.maxes.extend(found);
    }
    amend(content, input, lifter, decision.maxes, None, decision.notes)
}

fn by_log(
    content: &Content,
    lifter: &Lifter,
    log: &Log,
    request: UpdateRequest<'_>,
) -> Result<Decision, ProgressError> {
    let running = trained(content, lifter, log, request.program)?;
    let expansion = expand(running.program, lifter, Some(running.assignment), content.basis());
    let plan = expansion.plan.ok_or(ProgressError::Content(expansion.diagnostics))?;
    let done = completed_sets(&plan, log).map_err(ProgressError::Content)?;
    let last_day = done.iter().filter_map(|done| done.date).max();
    let last_week = done.iter().map(|done| done.set.week).max().unwrap_or(0);
    let calendar = running.calendar();
    let from = |shown: Option<Date>| {
        let day = request.date.or(shown).or(last_day).unwrap_or(request.today);
        if request.date.is_some() {
            day
        } else {
            after_logged_weeks(day, last_day.unwrap_or(day), last_week, calendar.as_ref())
        }
    };
    Ok(Decider { content, lifter, plan: &plan, done: Some(&done), from: &from }.decide())
}

/// Returns the date from which a max counts that a set on `day` shows. This is `day`, unless the max would then change a week
/// that is already logged. In that case the date is the last day of the log, and if the max would still change a logged week, the
/// day after the log.
fn after_logged_weeks(day: Date, last_day: Date, last_week: u16, calendar: Option<&Calendar>) -> Date {
    let next = last_day.tomorrow().unwrap_or(last_day);
    let is_after = |day: &Date| calendar.is_none_or(|calendar| calendar.first_week_from(*day) > last_week);
    [day, last_day].into_iter().find(is_after).unwrap_or(next)
}

/// Finds the program of the lifter that a log is about. If the lifter trains this program several times, returns the latest time
/// that had started before the log ends.
pub(super) fn trained<'c>(
    content: &'c Content,
    lifter: &'c Lifter,
    log: &Log,
    given: Option<&str>,
) -> Result<Running<'c>, ProgressError> {
    let refuse = |place: &Place, message: String, help: &str| {
        ProgressError::Content(vec![Diagnostic::error(Code::BadValue, place.clone(), message).help(help)])
    };
    if let Some((name, place)) = log.lifter.as_ref().filter(|(name, _)| *name != lifter.name) {
        let message = format!("this is the log of {name}, not of {}", lifter.name);
        return Err(refuse(place, message, "run the command for the lifter that the log names"));
    }
    let all = Running::all(content, lifter);
    if let Some(((of, place), given)) = log.program.as_ref().zip(given)
        && of.as_str() != given
        && !all.iter().any(|running| running.is_called(of.as_str()) && running.is_called(given))
    {
        let message = format!("this is the log of `{of}`, not of `{given}`");
        return Err(refuse(place, message, "name the program of the log"));
    }
    let of = log.program.as_ref().map(|(slug, _)| slug.as_str());
    let has_own_name = |running: &&Running<'_>| given.into_iter().chain(of).any(|name| running.has_own_name(name));
    if let Some(named) = all.iter().find(has_own_name) {
        return Ok(*named);
    }
    let name = given.or(of);
    let last = Running::last(content, lifter, name).map_err(ProgressError::Usage)?;
    let ends = log.sets.iter().filter_map(|set| set.date).max();
    let has_started = |running: &Running<'_>| {
        let starts = running.calendar().and_then(|calendar| calendar.week(1));
        starts.zip(ends).is_none_or(|(starts, ends)| starts <= ends)
    };
    let same = all.into_iter().filter(|other| other.program.slug == last.program.slug);
    Ok(same.filter(has_started).max_by_key(|running| (running.last_day(), running.at)).unwrap_or(last))
}

/// Parses a typed max: `squat=190kg`, `bench=100kgx5@8`.
fn typed(content: &Content, lifter: &Lifter, given: &str, since: Since) -> Result<(Slug, MaxRecord), String> {
    let wrong = |why: String| format!("--set {given}: {why}");
    let (name, what) = given.split_once('=').ok_or_else(|| wrong("write --set squat=190kg".to_owned()))?;
    let own = Running::all(content, lifter).into_iter().flat_map(|running| running.program.exercises.keys());
    let own: Vec<_> = own.map(Slug::as_str).collect();
    let is_known = |slug: &Slug| content.library.get(slug).is_some() || own.contains(&slug.as_str());
    let slug = Slug::new(name.trim())
        .ok()
        .filter(is_known)
        .ok_or_else(|| wrong(content.library.unknown(name.trim(), own.iter().copied())))?;
    let (measure, unit) = parse_measure(what, Some(lifter.units)).map_err(|error| wrong(error.in_one_line()))?;
    if measure.lifted() == Lifted::Weight(Mass::ZERO) {
        return Err(wrong("a max must be above 0".to_owned()));
    }
    Ok((slug, MaxRecord { measure, since, unit: unit.unwrap_or(lifter.units), place: None }))
}
