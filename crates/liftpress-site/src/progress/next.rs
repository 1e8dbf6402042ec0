//! Adds the next program of a lifter after the last week of a program. It is the same program again, or another one.

use std::path::Path;

use jiff::civil::{Date, Weekday};

use crate::model::{Lifter, Schedule, Slug};
use crate::plan::expand;
use crate::source::{Content, Input, NextProgram};

use super::amend::{amend, lifter};
use super::decide::Decider;
use super::evidence::completed_sets;
use super::running::Running;
use super::update::trained;
use super::{Progress, ProgressError};

/// A request for the next cycle.
#[derive(Debug, Clone, Copy)]
pub struct NextRequest<'r> {
    /// The slug of the lifter.
    pub lifter: &'r str,
    /// The name of the program that is over; `None` means the lifter's program that ends last.
    pub program: Option<&'r str>,
    /// The slug of the next program; `None` means the same program again.
    pub other: Option<&'r str>,
    /// The first day of the next program. `None` means the first of the lifter's training days after the last week. Without
    /// training days, it is the first Monday after that week.
    pub start: Option<Date>,
    /// The log of the program that is over.
    pub log: Option<&'r Path>,
}

/// Adds the next program to the text of the lifter's file, and the new maxes that follow from the program that is over.
///
/// # Errors
///
/// Fails if the lifter's file or the log has errors, if it is unclear which program is over, or if the changed file would have
/// errors.
pub fn next(content: &mut Content, input: &Input, request: NextRequest<'_>) -> Result<Progress, ProgressError> {
    let units = lifter(content, request.lifter)?.units;
    let log = request.log.map(|path| content.read_log(path, units)).transpose().map_err(ProgressError::Content)?;
    let content = &*content;
    let lifter = lifter(content, request.lifter)?;
    let over = match &log {
        Some(log) => trained(content, lifter, log, request.program)?,
        None => Running::last(content, lifter, request.program).map_err(ProgressError::Usage)?,
    };
    let program = match request.other {
        Some(name) => program(content, name)?,
        None => over.program.slug.clone(),
    };
    let start = match request.start {
        Some(start) => start,
        None => first_day(&over, lifter)?,
    };
    let expansion = expand(over.program, lifter, Some(over.assignment), content.basis());
    let plan = expansion.plan.ok_or(ProgressError::Content(expansion.diagnostics))?;
    let done = log.as_ref().map(|log| completed_sets(&plan, log)).transpose().map_err(ProgressError::Content)?;
    let from = |_| start;
    let mut decision = Decider { content, lifter, plan: &plan, done: done.as_deref(), from: &from }.decide();
    if done.is_none() && !decision.maxes.is_empty() {
        decision.notes.push("without a log (--from), every planned set counts as done".to_owned());
    }
    let next = NextProgram { after: over.at, program, start };
    amend(content, input, lifter, decision.maxes, Some(next), decision.notes)
}

fn program(content: &Content, name: &str) -> Result<Slug, ProgressError> {
    let program = content.program(name).map_err(|missing| ProgressError::Usage(missing.to_string()))?;
    Ok(program.slug.clone())
}

/// Returns the first of the lifter's training days after the last week. Without training days, returns the first Monday after
/// that week.
fn first_day(over: &Running<'_>, lifter: &Lifter) -> Result<Date, ProgressError> {
    let undated = || {
        let message = format!(
            "`{}` has no dates for `{}`, so the next start is unknown; add one: --start 2027-01-04",
            over.program.slug, lifter.slug
        );
        ProgressError::Usage(message)
    };
    let after = over.last_day().and_then(|day| day.tomorrow().ok()).ok_or_else(undated)?;
    let days = over.assignment.schedule.as_ref().map_or(&[][..], |Schedule { weekdays, .. }| weekdays);
    let wanted = |date: &Date| {
        if days.is_empty() { date.weekday() == Weekday::Monday } else { days.contains(&date.weekday()) }
    };
    after.series(jiff::Span::new().days(1)).take(7).find(wanted).ok_or_else(undated)
}
