//! The sets of a plan in the form in which they are compared: weeks with days, days with exercises, all in words.

use std::fmt::Write as _;
use std::ptr;

use crate::booklet::Wording;
use crate::diagnostic::one_line;
use crate::model::{Branch, Exercise, Labels, Phase, Role, Warmup, Word};
use crate::plan::{Block, Day, Item, Line, Plan, Rack, Volume, Week};

use super::sets::{Sets, over_weeks};

/// A week.
pub(super) struct WeekSheet<'p> {
    pub(super) number: u16,
    pub(super) cycle: u16,
    pub(super) phase: &'p Phase,
    /// The index of the week's phase in the program.
    pub(super) phase_at: usize,
    pub(super) in_phase: u16,
    pub(super) days: Vec<DaySheet<'p>>,
    pub(super) volume: Volume,
}

/// A day.
pub(super) struct DaySheet<'p> {
    pub(super) name: &'p str,
    pub(super) note: &'p str,
    /// The warm-ups as the author wrote them.
    pub(super) warmups: String,
    pub(super) work: Vec<Work<'p>>,
}

/// An exercise of a day.
pub(super) struct Work<'p> {
    pub(super) exercise: &'p Exercise,
    pub(super) role: Role,
    pub(super) sets: Vec<Sets>,
    /// Other properties of the exercise, such as its rest or its note, each with its value.
    pub(super) details: Vec<(String, String)>,
}

/// Returns every week of a plan.
pub(super) fn sheets<'p>(plan: &'p Plan<'p>, words: Wording<'p>) -> Vec<WeekSheet<'p>> {
    let week = |week: &'p Week<'p>| {
        let training = plan.program.training_share(week.phase).is_some();
        WeekSheet {
            number: week.number,
            cycle: week.cycle,
            phase: week.phase,
            phase_at: plan.program.phases.iter().position(|phase| ptr::eq(phase, week.phase)).unwrap_or_default(),
            in_phase: week.in_phase,
            days: week.days.iter().map(|day| day_sheet(day, week, &plan.rack, words, training)).collect(),
            volume: week.volume(plan.lifter.bodyweight),
        }
    };
    plan.weeks.iter().map(week).collect()
}

fn day_sheet<'p>(day: &'p Day<'p>, week: &Week<'_>, rack: &Rack, words: Wording<'p>, training: bool) -> DaySheet<'p> {
    let work = |item: &'p Item<'p>, block: &str| Work {
        exercise: item.exercise,
        role: item.role,
        sets: item.lines.iter().map(|line| Sets::of(line, item.exercise, rack, words, training)).collect(),
        details: details(item, block, rack, words, training),
    };
    let of_block =
        |block: &'p Block<'p>| block.top.iter().chain(&block.backoff).map(move |item| work(item, block.name));
    let of_blocks = day.blocks.iter().flat_map(of_block);
    let all = of_blocks.chain(day.accessories.iter().map(|item| work(item, "")));
    DaySheet { name: day.name, note: day.note, warmups: warmups(day, week), work: all.collect() }
}

/// Returns the warm-ups of a day as the author wrote them; `ramp` for an automatic warm-up.
fn warmups(day: &Day<'_>, week: &Week<'_>) -> String {
    let written = week.phase.days.iter().find(|known| known.place == *day.place);
    let content = written.and_then(|day| day.of_week(week.in_phase)).map(|weeks| &weeks.content);
    let text = |warmup: &Warmup| match warmup {
        Warmup::Off => "none".to_owned(),
        Warmup::Ramp => "ramp".to_owned(),
        Warmup::Sets(scheme, _) => scheme.to_string(),
    };
    distinct(content.into_iter().flat_map(|content| content.warmups().map(text)).collect()).join("; ")
}

fn details(item: &Item<'_>, block: &str, rack: &Rack, words: Wording<'_>, training: bool) -> Vec<(String, String)> {
    let entry = item.entry;
    let rests: Vec<_> =
        item.lines.iter().filter_map(|line: &Line<'_>| line.rest).map(|rest| rest.to_string()).collect();
    let substitutes: Vec<_> = item.substitutes.iter().map(|substitute| substitute.exercise.name.as_str()).collect();
    let named = [
        ("block", block.to_owned()),
        ("rest", distinct(rests).join(", ")),
        ("tempo", entry.tempo.clone()),
        ("superset", entry.superset.clone()),
        ("with", entry.accommodation.clone()),
        ("for", entry.purpose.map(|purpose| purpose.word().to_owned()).unwrap_or_default()),
        ("note", entry.note.clone()),
        ("or", substitutes.join(", ")),
    ];
    let decision = |branch: &Branch, exercise: &Exercise, lines: &[Line<'_>]| {
        let sets: Vec<_> =
            lines.iter().map(|line| Sets::of(line, exercise, rack, words, training).rule_text()).collect();
        let exercise = if exercise.slug == item.exercise.slug { String::new() } else { format!("{}, ", exercise.name) };
        let does = if sets.is_empty() { "none".to_owned() } else { format!("{exercise}{}", sets.join(", ")) };
        let note = if branch.note.is_empty() { String::new() } else { format!(" ({})", branch.note) };
        (format!("if {}", words.condition(branch.condition)), format!("{does}{note}"))
    };
    let decisions = item.alternatives.iter().map(|other| decision(other.branch, other.exercise, &other.lines));
    let named = named.into_iter().filter(|(_, text)| !text.is_empty()).map(|(what, text)| (what.to_owned(), text));
    named.chain(decisions).collect()
}

fn distinct(mut texts: Vec<String>) -> Vec<String> {
    texts.dedup();
    texts
}

/// Returns a plan as text with a line for each exercise of a day. No line depends on another one, so that Git can
/// compare the lines.
#[must_use]
pub fn plan_lines(plan: &Plan<'_>) -> String {
    let labels = Labels::default();
    let mut out = format!("{}\n", plan.program.title);
    for week in sheets(plan, Wording { labels: &labels, unit: plan.units }) {
        let phase = if week.phase.name.is_empty() { String::new() } else { format!(" · {}", week.phase.name) };
        let _ = writeln!(out, "\nWeek {}{phase}", week.number);
        for day in &week.days {
            let _ = writeln!(out, "  {}", day.name);
            let said = [("note", day.note), ("warm-up", &day.warmups)].into_iter().filter(|(_, text)| !text.is_empty());
            out.extend(said.map(|(what, text)| format!("    {what}: {}\n", one_line(text))));
            for work in &day.work {
                let sets: Vec<_> = work.sets.iter().map(|sets| over_weeks(&[sets])).collect();
                let _ = writeln!(out, "    {}: {}", work.name(), sets.join(", "));
                out.extend(work.details.iter().map(|(what, text)| format!("      {what}: {}\n", one_line(text))));
            }
        }
    }
    out
}

/// Returns the name of a role.
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Warmup => "warm-up",
        Role::Top => "top set",
        Role::Backoff => "back-off",
        Role::Drop => "drop set",
        Role::Accessory => "accessory",
    }
}

impl Work<'_> {
    /// Returns the name of the exercise, followed by its role: `Squat, back-off`.
    pub(super) fn name(&self) -> String {
        format!("{}, {}", self.exercise.name, role_name(self.role))
    }

    /// Returns whether all sets and reps are equal, even if the weights differ.
    pub(super) fn is_done_as(&self, other: &Self) -> bool {
        self.sets.len() == other.sets.len() && self.sets.iter().zip(&other.sets).all(|(a, b)| a.dose == b.dose)
    }
}
