//! Writes new maxes and programs into the text of a lifter's file. Refuses a change after which one of the lifter's plans could
//! no longer be calculated.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, FileId};
use crate::model::{Lifter, MaxRecord, Since, Slug};
use crate::plan::{Expansion, Measured, Plan, expand, from_week};
use crate::source::{Amendment, Content, Input, NextProgram};
use crate::units::{Mass, Rounding};

use super::history::measuring;
use super::running::Running;
use super::{Progress, ProgressError, words};

/// Finds a lifter by name. Fails if the lifter's file has errors.
pub(super) fn lifter<'c>(content: &'c Content, name: &str) -> Result<&'c Lifter, ProgressError> {
    let wrong = |file: FileId| {
        let errors = content.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        errors.filter(|error| error.place.file == file).cloned().collect::<Vec<_>>()
    };
    let lifter = content.lifter(name).map_err(|missing| match content.file_of_lifter(name) {
        Some(file) => ProgressError::Content(wrong(file)),
        None => ProgressError::Usage(missing.to_string()),
    })?;
    let wrong = wrong(lifter.place.file);
    if wrong.is_empty() { Ok(lifter) } else { Err(ProgressError::Content(wrong)) }
}

/// Writes maxes and a program into the text of a lifter's file, and returns the text without writing the file. Adds a note for
/// each change to `notes`, with the week from which the change counts.
pub(super) fn amend(
    content: &Content,
    input: &Input,
    lifter: &Lifter,
    maxes: Vec<(Slug, MaxRecord)>,
    next: Option<NextProgram>,
    mut notes: Vec<String>,
) -> Result<Progress, ProgressError> {
    let is_roster = !lifter.has_file();
    let measuring = measuring(content, lifter);
    let amendment = Amendment { maxes, next };
    let file = content.amended(lifter, &amendment)?;
    let refused = |why: String| ProgressError::Refused { path: file.path.clone(), why };
    let texts = BTreeMap::from([(file.path.clone(), file.after.clone())]);
    let after = Content::read_input(&Input { texts, ..input.clone() });
    let new = self::lifter(&after, lifter.slug.as_str()).map_err(|error| refused(reason(&error)))?;
    if let Some((lift, _)) = amendment.maxes.iter().find(|(lift, record)| !has(new, lift, record, is_roster)) {
        return Err(refused(format!("the new max of `{lift}` would be read differently")));
    }
    let plans = expand_all(content, lifter, &after, new).map_err(refused)?;
    let mut warnings = Vec::new();
    for (lift, record) in &amendment.maxes {
        let measured = measuring.measure(lift, record).map_err(|error| refused(in_words(&error)))?;
        let known = latest(content, lifter, lift);
        let before = known.map(|known| (known, measuring.measure(lift, known).ok()));
        let new_words = words::record(record, Some(&measured), lifter.units);
        let from = if is_roster { String::new() } else { format!(", from {}", words::since(record.since)) };
        notes.push(match &before {
            Some((known, before)) => {
                let before = words::record(known, before.as_ref(), lifter.units);
                if before == new_words {
                    format!("{lift}: {new_words} again{from}")
                } else {
                    format!("{lift}: {before} → {new_words}{from}")
                }
            }
            None => format!("{lift}: {new_words}{from}"),
        });
        if !is_roster {
            notes.extend(weeks(new, &plans, lift, record.since));
        }
        warnings.extend(before.and_then(|(_, before)| doubt(lift, before?, measured)));
    }
    if is_roster && !amendment.maxes.is_empty() {
        notes.push("a roster has one max for each lift, so these count in every week; Git has the earlier ones".into());
    }
    if let Some(next) = &amendment.next {
        notes.push(format!("{}: starts on {}", next.program, next.start.strftime("%a %F")));
    }
    Ok(Progress { file: file.clone(), notes, warnings })
}

/// Returns the lifter's latest record of a lift.
pub(super) fn latest<'l>(content: &Content, lifter: &'l Lifter, lift: &Slug) -> Option<&'l MaxRecord> {
    let all = Running::all(content, lifter);
    let last = all.iter().max_by_key(|running| (running.last_day(), running.at));
    let calendar = last.and_then(Running::calendar);
    let order = |record: &&MaxRecord| (from_week(record.since, calendar.as_ref()), record.since);
    lifter.maxes.get(lift)?.records.iter().max_by_key(order)
}

/// Rounds a mass to a thousandth of the lifter's unit, the precision of files.
pub(super) fn writable(mass: Mass, lifter: &Lifter) -> Mass {
    let thousandth = Mass::whole(1, lifter.units).ratio(1, 1000).unwrap_or(mass);
    mass.to_multiple_of(thousandth, Rounding::Nearest)
}

fn has(lifter: &Lifter, lift: &Slug, record: &MaxRecord, is_roster: bool) -> bool {
    let is_it = |known: &MaxRecord| known.measure == record.measure && (is_roster || known.since == record.since);
    lifter.maxes.get(lift).is_some_and(|max| max.records.iter().any(is_it))
}

/// Returns the message of the first error, with the fix.
fn reason(error: &ProgressError) -> String {
    match error {
        ProgressError::Content(errors) => errors.first().map(in_words).unwrap_or_default(),
        error => error.to_string(),
    }
}

fn in_words(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    format!("{}{help}", diagnostic.message)
}

/// Expands the plan of every program of the lifter after a change. The plan is `None` for a program that already had no plan
/// before the change. If a program loses its plan by the change, returns the reason as an error.
fn expand_all<'n>(
    before: &Content,
    lifter: &Lifter,
    after: &'n Content,
    new: &'n Lifter,
) -> Result<Vec<(Running<'n>, Option<Plan<'n>>)>, String> {
    let mut plans = Vec::new();
    for running in Running::all(after, new) {
        let Expansion { plan, diagnostics } = expand(running.program, new, Some(running.assignment), after.basis());
        let was_fine = || {
            let all = Running::all(before, lifter);
            let old = all.iter().find(|old| old.at == running.at);
            // A new program must have a plan.
            old.is_none_or(|old| expand(old.program, lifter, Some(old.assignment), before.basis()).plan.is_some())
        };
        if let (None, Some(error)) = (&plan, diagnostics.iter().find(|diagnostic| diagnostic.is_error()))
            && was_fine()
        {
            return Err(format!("`{}` could no longer be calculated: {}", running.program.slug, in_words(error)));
        }
        plans.push((running, plan));
    }
    Ok(plans)
}

/// Returns a line for each program that computes weights from the lift. The line names the week from which the record counts.
fn weeks(lifter: &Lifter, plans: &[(Running<'_>, Option<Plan<'_>>)], lift: &Slug, since: Since) -> Vec<String> {
    let uses = |plan: &Plan<'_>| plan.maxes.iter().any(|max| max.exercise.slug == *lift);
    let using: Vec<_> = plans.iter().filter(|(_, plan)| plan.as_ref().is_some_and(uses)).collect();
    if using.is_empty() {
        return vec![format!("  no program of {} uses this max yet", lifter.name)];
    }
    let is_first = lifter.maxes.get(lift).is_some_and(|max| max.records.len() == 1);
    let line = |(running, _): &&(Running<'_>, Option<Plan<'_>>)| {
        let calendar = running.calendar();
        let week = if is_first { 1 } else { from_week(since, calendar.as_ref()) };
        let starts = calendar.and_then(|calendar| calendar.week(week)).map(|date| format!(", {date}"));
        let counts = week <= running.program.weeks();
        counts.then(|| format!("  counts in {} from week {week}{}", running.program.slug, starts.unwrap_or_default()))
    };
    let lines: Vec<_> = using.iter().filter_map(line).collect();
    if lines.is_empty() {
        return vec![format!(
            "  no program of {} has a week that starts so late, so it counts in the next program",
            lifter.name
        )];
    }
    lines
}

/// Returns a warning of a possible typing mistake: the new max is lower than the old one, or more than a fifth higher.
fn doubt(lift: &Slug, before: Measured, after: Measured) -> Option<String> {
    let (before, after) = (before.one_rep, after.one_rep);
    let most = before.ratio(6, 5)?;
    let percent = after.percent_of(before)?;
    if after < before {
        Some(format!("{lift}: the new max is lower, {percent} of the old one"))
    } else if after > most {
        Some(format!("{lift}: the new max is much higher, {percent} of the old one; is that right?"))
    } else {
        None
    }
}
