//! New maxes of a lifter: as they are told, or as a log shows them.

use std::path::Path;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Lifted, Lifter, Log, MaxRecord, Since, Slug, parse_measure};
use crate::plan::{Calendar, expand};
use crate::source::{Content, Input};
use crate::units::Mass;

use super::amend::{amend, lifter};
use super::decide::{Decider, Decision};
use super::evidence::done;
use super::running::Running;
use super::{Progress, ProgressError};

/// What is new.
#[derive(Debug, Clone, Copy)]
pub struct UpdateRequest<'r> {
    /// The slug of the lifter.
    pub lifter: &'r str,
    /// Maxes as they are typed: `squat=190kg`, `bench=100kgx5@8`, `press=TM 60`.
    pub sets: &'r [String],
    /// A log of what was lifted.
    pub log: Option<&'r Path>,
    /// The program that the log is of, where it does not say.
    pub program: Option<&'r str>,
    /// From when on new maxes count; `None`: those of a log from the day on which they were shown.
    pub date: Option<Date>,
    /// The day on which this is asked.
    pub today: Date,
}

/// The lifter's file with new maxes.
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
        decision.said.extend(found.said);
        // What is said by hand goes before what the log shows.
        let is_new = |(lift, _): &(Slug, MaxRecord)| decision.maxes.iter().all(|(said, _)| said != lift);
        let found: Vec<_> = found.maxes.into_iter().filter(is_new).collect();
        decision.maxes.extend(found);
    }
    amend(content, input, lifter, decision.maxes, None, decision.said)
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
    let done = done(&plan, log).map_err(ProgressError::Content)?;
    let last_day = done.iter().filter_map(|done| done.date).max();
    let last_week = done.iter().map(|done| done.set.week).max().unwrap_or(0);
    let calendar = running.calendar();
    let from = |shown: Option<Date>| {
        let day = request.date.or(shown).or(last_day).unwrap_or(request.today);
        if request.date.is_some() { day } else { behind(day, last_day.unwrap_or(day), last_week, calendar.as_ref()) }
    };
    Ok(Decider { content, lifter, plan: &plan, done: Some(&done), from: &from }.decide())
}

/// The day from which on something counts that was shown on a day: that day, or else the last of the log or the one after it,
/// so that no week is another that is in the log already.
fn behind(day: Date, last_day: Date, last_week: u16, calendar: Option<&Calendar>) -> Date {
    let next = last_day.tomorrow().unwrap_or(last_day);
    let is_behind = |day: &Date| calendar.is_none_or(|calendar| calendar.first_week_from(*day) > last_week);
    [day, last_day].into_iter().find(is_behind).unwrap_or(next)
}

/// The lifter's program that a log is of: of several times the last that had begun when the log ends.
pub(super) fn trained<'c>(
    content: &'c Content,
    lifter: &'c Lifter,
    log: &Log,
    given: Option<&str>,
) -> Result<Running<'c>, ProgressError> {
    let wrong = |place: &Place, message: String, help: &str| {
        ProgressError::Content(vec![Diagnostic::error(Code::BadValue, place.clone(), message).help(help)])
    };
    if let Some((name, place)) = log.lifter.as_ref().filter(|(name, _)| *name != lifter.name) {
        let message = format!("this is the log of {name}, not of {}", lifter.name);
        return Err(wrong(place, message, "name the lifter that it is of"));
    }
    let all = Running::all(content, lifter);
    if let Some(((of, place), given)) = log.program.as_ref().zip(given)
        && of.as_str() != given
        && !all.iter().any(|running| running.is_called(of.as_str()) && running.is_called(given))
    {
        return Err(wrong(
            place,
            format!("this is a log of `{of}`, not of `{given}`"),
            "name the program that it is of",
        ));
    }
    let of = log.program.as_ref().map(|(slug, _)| slug.as_str());
    let is_alone = |running: &&Running<'_>| given.into_iter().chain(of).any(|name| running.is_alone(name));
    if let Some(alone) = all.iter().find(is_alone) {
        return Ok(*alone);
    }
    let name = given.or(of);
    let last = Running::last(content, lifter, name).map_err(ProgressError::Usage)?;
    let ends = log.sets.iter().filter_map(|set| set.date).max();
    let begun = |running: &Running<'_>| {
        let begins = running.calendar().and_then(|calendar| calendar.week(1));
        begins.zip(ends).is_none_or(|(begins, ends)| begins <= ends)
    };
    let same = all.into_iter().filter(|other| other.program.slug == last.program.slug);
    Ok(same.filter(begun).max_by_key(|running| (running.last_day(), running.at)).unwrap_or(last))
}

/// `squat=190kg`, `bench=100kgx5@8`
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
