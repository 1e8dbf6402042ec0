//! New maxes put into a lifter's file, if all that could be worked out before still can be.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, FileId};
use crate::model::{Lifter, MaxRecord, Since, Slug};
use crate::plan::{Expansion, Measured, Plan, expand, from_week};
use crate::source::{Amendment, Content, Input, NextProgram};
use crate::units::{Mass, Rounding};

use super::history::measuring;
use super::running::Running;
use super::{Progress, ProgressError, words};

/// The lifter, if their file has no mistakes in how it is written.
pub(super) fn lifter<'c>(content: &'c Content, name: &str) -> Result<&'c Lifter, ProgressError> {
    let wrong = |file: FileId| {
        let errors = content.diagnostics.iter().filter(|told| told.is_error());
        errors.filter(|told| told.place.file == file).cloned().collect::<Vec<_>>()
    };
    let lifter = content.lifter(name).map_err(|missing| match content.file_of_lifter(name) {
        Some(file) => ProgressError::Content(wrong(file)),
        None => ProgressError::Usage(missing.to_string()),
    })?;
    let wrong = wrong(lifter.place.file);
    if wrong.is_empty() { Ok(lifter) } else { Err(ProgressError::Content(wrong)) }
}

/// Writes maxes and a program into the text of a lifter's file; `lines` is what is said before. Every change is said, with the
/// weeks that it counts in.
pub(super) fn amend(
    content: &Content,
    input: &Input,
    lifter: &Lifter,
    maxes: Vec<(Slug, MaxRecord)>,
    next: Option<NextProgram>,
    mut said: Vec<String>,
) -> Result<Progress, ProgressError> {
    let is_roster = !lifter.has_file();
    let measuring = measuring(content, lifter);
    let amendment = Amendment { maxes, next };
    let mended = content.amended(lifter, &amendment)?;
    let refused = |why: String| ProgressError::Refused { path: mended.path.clone(), why };
    let texts = BTreeMap::from([(mended.path.clone(), mended.after.clone())]);
    let after = Content::read_input(&Input { texts, ..input.clone() });
    let new = self::lifter(&after, lifter.slug.as_str()).map_err(|error| refused(reason(&error)))?;
    if let Some((lift, _)) = amendment.maxes.iter().find(|(lift, record)| !has(new, lift, record, is_roster)) {
        return Err(refused(format!("the max of `{lift}` would not be read as it is meant")));
    }
    let plans = worked_out(content, lifter, &after, new).map_err(refused)?;
    let mut warned = Vec::new();
    for (lift, record) in &amendment.maxes {
        let measured = measuring.measure(lift, record).map_err(|told| refused(in_words(&told)))?;
        let known = latest(content, lifter, lift);
        let before = known.map(|known| (known, measuring.measure(lift, known).ok()));
        let new_words = words::record(record, Some(&measured), lifter.units);
        let from = if is_roster { String::new() } else { format!(", from {}", words::since(record.since)) };
        said.push(match &before {
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
            said.extend(weeks(new, &plans, lift, record.since));
        }
        warned.extend(before.and_then(|(_, before)| doubt(lift, before?, measured)));
    }
    if is_roster && !amendment.maxes.is_empty() {
        said.push(
            "a roster has one max of each lift: these count in every week; what was there before is in git".into(),
        );
    }
    if let Some(next) = &amendment.next {
        said.push(format!("{}: begins on {}", next.program, next.start.strftime("%a %F")));
    }
    Ok(Progress { mended: mended.clone(), said, warned })
}

/// The record that counts last.
pub(super) fn latest<'l>(content: &Content, lifter: &'l Lifter, lift: &Slug) -> Option<&'l MaxRecord> {
    let all = Running::all(content, lifter);
    let last = all.iter().max_by_key(|running| (running.last_day(), running.at));
    let calendar = last.and_then(Running::calendar);
    let order = |record: &&MaxRecord| (from_week(record.since, calendar.as_ref()), record.since);
    lifter.maxes.get(lift)?.records.iter().max_by_key(order)
}

/// A mass as far as it can be written: to a thousandth of the unit.
pub(super) fn writable(mass: Mass, lifter: &Lifter) -> Mass {
    let thousandth = Mass::whole(1, lifter.units).ratio(1, 1000).unwrap_or(mass);
    mass.to_multiple_of(thousandth, Rounding::Nearest)
}

fn has(lifter: &Lifter, lift: &Slug, record: &MaxRecord, is_roster: bool) -> bool {
    let is_it = |known: &MaxRecord| known.measure == record.measure && (is_roster || known.since == record.since);
    lifter.maxes.get(lift).is_some_and(|max| max.records.iter().any(is_it))
}

/// The first thing that would be wrong, with the mend.
fn reason(error: &ProgressError) -> String {
    match error {
        ProgressError::Content(told) => told.first().map(in_words).unwrap_or_default(),
        error => error.to_string(),
    }
}

fn in_words(told: &Diagnostic) -> String {
    let help = told.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    format!("{}{help}", told.message)
}

/// The plans of all programs of the lifter, with `None` for those that could not be worked out before either; or what could
/// not be any more.
fn worked_out<'n>(
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
            // A program that is new has to be fine.
            old.is_none_or(|old| expand(old.program, lifter, Some(old.assignment), before.basis()).plan.is_some())
        };
        if let (None, Some(told)) = (&plan, diagnostics.iter().find(|told| told.is_error()))
            && was_fine()
        {
            return Err(format!("`{}` could not be worked out: {}", running.program.slug, in_words(told)));
        }
        plans.push((running, plan));
    }
    Ok(plans)
}

/// From which weeks on a record counts, a line for each program that computes from the lift.
fn weeks(lifter: &Lifter, plans: &[(Running<'_>, Option<Plan<'_>>)], lift: &Slug, since: Since) -> Vec<String> {
    let uses = |plan: &Plan<'_>| plan.maxes.iter().any(|max| max.exercise.slug == *lift);
    let using: Vec<_> = plans.iter().filter(|(_, plan)| plan.as_ref().is_some_and(uses)).collect();
    if using.is_empty() {
        return vec![format!("  no program of {} computes from it yet", lifter.name)];
    }
    let is_first = lifter.maxes.get(lift).is_some_and(|max| max.records.len() == 1);
    let line = |(running, _): &&(Running<'_>, Option<Plan<'_>>)| {
        let calendar = running.calendar();
        let week = if is_first { 1 } else { from_week(since, calendar.as_ref()) };
        let begins = calendar.and_then(|calendar| calendar.week(week)).map(|date| format!(", {date}"));
        let counts = week <= running.program.weeks();
        counts.then(|| format!("  counts in {} from week {week}{}", running.program.slug, begins.unwrap_or_default()))
    };
    let lines: Vec<_> = using.iter().filter_map(line).collect();
    if lines.is_empty() {
        return vec![format!("  no week of a program of {} begins so late: it is kept for the next", lifter.name)];
    }
    lines
}

/// What may be a slip: a max that is lower than before, or more than a fifth higher.
fn doubt(lift: &Slug, before: Measured, after: Measured) -> Option<String> {
    let (before, after) = (before.one_rep, after.one_rep);
    let most = before.ratio(6, 5)?;
    let percent = after.percent_of(before)?;
    if after < before {
        Some(format!("{lift}: lower than before, {percent} of it"))
    } else if after > most {
        Some(format!("{lift}: much more than before, {percent} of it; is that right?"))
    } else {
        None
    }
}
