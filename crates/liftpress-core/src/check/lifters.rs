//! Compares lifters' maxes and dates with the programs that the lifters train. Only written dates are compared, and no
//! clock is read.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::names::each_exercise;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Assignment, Choices, Lifter, MaxRecord, Program, Schedule, Since, Slug, Start};
use crate::plan::Calendar;
use crate::source::Content;
use crate::units::{Percent, Range};

fn program_of<'c>(content: &'c Content, assignment: &Assignment) -> Option<&'c Program> {
    content.readable(assignment.program.as_str())
}

fn calendar(schedule: &Schedule, program: &Program) -> Option<Calendar> {
    Calendar::new(schedule, program.weeks())
}

/// Returns the first day of the program, and the first day of its last week.
fn weeks_of(schedule: &Schedule, program: &Program) -> Option<Range<Date>> {
    let calendar = calendar(schedule, program)?;
    Range::new(calendar.week(1)?, calendar.week(program.weeks())?)
}

/// Reports maxes that are older than the site's `max_age` when the program starts. Maxes without a date are skipped.
pub(super) fn old_max(content: &Content, lifter: &Lifter, assignment: &Assignment, found: &mut Vec<Diagnostic>) {
    let Some(most) = content.settings.max_age else { return };
    let Some((program, schedule)) = program_of(content, assignment).zip(assignment.schedule.as_ref()) else { return };
    let Some(weeks) = weeks_of(schedule, program) else { return };
    let mut used: BTreeSet<&Slug> = content.library.lifts_of(program).into_iter().map(|lift| &lift.slug).collect();
    each_exercise(program, &mut |slug, _| {
        used.insert(slug);
    });
    for (slug, max) in lifter.maxes.iter().filter(|(slug, _)| used.contains(slug)) {
        let dated = |record: &'_ MaxRecord| match record.since {
            Since::Date(date) => Some(date),
            Since::Always | Since::Week(_) => None,
        };
        let newest = max.records.iter().filter_map(|record| Some((dated(record)?, record.place.as_ref()?)));
        let Some((date, place)) = newest.max_by_key(|(date, _)| *date) else { continue };
        if date.checked_add(jiff::Span::new().days(i64::from(most.0))).is_ok_and(|last| last < weeks.low) {
            let message = format!("the max of `{slug}` is more than {most} old when `{}` starts", program.slug);
            let diagnostic = Diagnostic::warning(Code::OldMax, place.clone(), message);
            let diagnostic = diagnostic.also(assignment.place.clone(), format!("starts on {}", weeks.low));
            found.push(
                diagnostic.help("write a new max, or a recent set: `{weight: 160, reps: 5, rpe: 8, date: YYYY-MM-DD}`"),
            );
        }
    }
}

/// Reports programs that end in a meet if the day of the meet is not the `ends` date. A meet cannot be moved.
pub(super) fn meet_date(content: &Content, _: &Lifter, assignment: &Assignment, found: &mut Vec<Diagnostic>) {
    let Some((program, schedule)) = program_of(content, assignment).zip(assignment.schedule.as_ref()) else { return };
    let Start::EndingOn(ends) = schedule.start else { return };
    let Some(index) = meet(program, &assignment.options) else { return };
    let date = calendar(schedule, program).and_then(|calendar| calendar.day(program.weeks(), index));
    if let Some(date) = date.filter(|date| *date != ends) {
        let message = format!(
            "the meet of `{}` falls on {}, and the program ends on {}",
            program.slug,
            date.strftime("%a %F"),
            ends.strftime("%a %F")
        );
        let help = format!(
            "write `{}` in `days` for the meet, with one weekday for each day of the program, or correct `ends`",
            ends.strftime("%a")
        );
        found.push(Diagnostic::warning(Code::MeetDate, assignment.place.clone(), message).help(help));
    }
}

/// Returns the index of the meet among the days of the last week: the last day with attempts.
fn meet(program: &Program, choices: &Choices) -> Option<usize> {
    let phase = program.phases.last()?;
    let days = phase.days.iter().filter(|day| day.only.holds(&program.options, choices));
    let contents: Vec<_> = days.filter_map(|day| day.of_week(phase.weeks)).collect();
    contents.iter().rposition(|weeks| {
        let week = phase.weeks - weeks.lists_from;
        let mut schemes = weeks.content.entries().filter_map(|(_, entry)| entry.sets.of_week(week));
        schemes.any(|(scheme, _)| scheme.groups.iter().any(crate::model::Group::is_attempt))
    })
}

/// Reports maxes that start to count after the last week, and so are never used.
pub(super) fn late_max(content: &Content, found: &mut Vec<Diagnostic>) {
    for lifter in &content.lifters {
        let programs = lifter.programs.iter().map(|assignment| Some((program_of(content, assignment)?, assignment)));
        // An unknown program may be the one that uses the max.
        let Some(programs) = programs.collect::<Option<Vec<_>>>() else { continue };
        let weeks = programs.iter().map(|(program, _)| program.weeks()).max();
        let last =
            programs.iter().map(|(program, assignment)| Some(weeks_of(assignment.schedule.as_ref()?, program)?.high));
        // An undated program has no last day.
        let last = last.collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max());
        for (slug, record) in
            lifter.maxes.iter().flat_map(|(slug, max)| max.records.iter().map(move |record| (slug, record)))
        {
            let Some(place) = &record.place else { continue };
            let diagnostic = match (record.since, weeks, last) {
                (Since::Week(from), Some(weeks), _) if from > weeks => {
                    let message = format!(
                        "this max of `{slug}` counts from week {from}, but the longest program ends with week {weeks}"
                    );
                    Diagnostic::warning(Code::LateMax, place.clone(), message)
                        .help(format!("write `from: week {weeks}` or an earlier week, or remove `from`"))
                }
                (Since::Date(from), _, Some(last)) if from > last => {
                    let message = format!(
                        "this max of `{slug}` counts from {from}, but the last week of the programs starts on {last}"
                    );
                    Diagnostic::advice(Code::LateMax, place.clone(), message)
                        .help("keep it for the next program, or write an earlier date")
                }
                _ => continue,
            };
            found.push(diagnostic);
        }
    }
}

/// Reports training maxes above 100% or below 60% of the max. Usually a training max is 80 to 95% of the max, so that
/// sets can be done with some reps in reserve. Above 100% nothing is in reserve, and below 60% the work is a warm-up.
pub(super) fn odd_training_max(content: &Content, found: &mut Vec<Diagnostic>) {
    for lifter in &content.lifters {
        let shares = &lifter.training_max;
        check_share(shares.all, shares.place.as_ref(), found);
        shares.of.values().for_each(|(share, place)| check_share(Some(*share), Some(place), found));
    }
    for program in &content.programs {
        check_share(program.training_max, Some(&program.place.of("training_max")), found);
    }
}

fn check_share(share: Option<Percent>, place: Option<&Place>, found: &mut Vec<Diagnostic>) {
    let usual = Range { low: Percent::whole(60), high: Percent::WHOLE };
    if let Some((share, place)) = share.zip(place).filter(|(share, _)| !usual.contains(*share)) {
        let message = format!("a training max of {share} of the max is unusual");
        let help = "write `85%` or `90%`, which leave the lifter some room and still make the sets hard";
        found.push(Diagnostic::advice(Code::OddTrainingMax, place.clone(), message).help(help));
    }
}
