//! A plan as it is compared: weeks of days of work, in the words in which it is read.

use std::ptr;

use crate::booklet::Wording;
use crate::model::{Branch, Exercise, Phase, Role, Word};
use crate::plan::{Day, Item, Line, Plan, Volume};

use super::sets::Sets;

/// One week.
pub(super) struct WeekSheet<'p> {
    pub(super) number: u16,
    pub(super) cycle: u16,
    pub(super) phase: &'p Phase,
    /// The position of its phase in the program.
    pub(super) phase_at: usize,
    pub(super) in_phase: u16,
    pub(super) days: Vec<DaySheet<'p>>,
    pub(super) volume: Volume,
}

/// One day.
pub(super) struct DaySheet<'p> {
    pub(super) name: &'p str,
    pub(super) note: &'p str,
    pub(super) work: Vec<Work<'p>>,
}

/// One exercise of a day.
pub(super) struct Work<'p> {
    pub(super) exercise: &'p Exercise,
    pub(super) role: Role,
    pub(super) sets: Vec<Sets>,
    /// What else is said of it: what, and how.
    pub(super) details: Vec<(String, String)>,
}

/// Every week of a plan.
pub(super) fn sheets<'p>(plan: &'p Plan<'p>, words: Wording<'p>) -> Vec<WeekSheet<'p>> {
    let week = |week: &'p crate::plan::Week<'p>| {
        let training = plan.program.training_share(week.phase).is_some();
        WeekSheet {
            number: week.number,
            cycle: week.cycle,
            phase: week.phase,
            phase_at: plan.program.phases.iter().position(|phase| ptr::eq(phase, week.phase)).unwrap_or_default(),
            in_phase: week.in_phase,
            days: week.days.iter().map(|day| day_sheet(day, words, training)).collect(),
            volume: week.volume(plan.lifter.bodyweight),
        }
    };
    plan.weeks.iter().map(week).collect()
}

fn day_sheet<'p>(day: &'p Day<'p>, words: Wording<'p>, training: bool) -> DaySheet<'p> {
    let work = |item: &'p Item<'p>| Work {
        exercise: item.exercise,
        role: item.role,
        sets: item.lines.iter().map(|line| Sets::of(line, words, training)).collect(),
        details: details(item, words, training),
    };
    DaySheet { name: day.name, note: day.note, work: day.items().map(work).collect() }
}

fn details(item: &Item<'_>, words: Wording<'_>, training: bool) -> Vec<(String, String)> {
    let entry = item.entry;
    let rests: Vec<_> =
        item.lines.iter().filter_map(|line: &Line<'_>| line.rest).map(|rest| rest.to_string()).collect();
    let substitutes: Vec<_> = item.substitutes.iter().map(|substitute| substitute.exercise.name.as_str()).collect();
    let warmup = if item.warmup.is_empty() { "" } else { "before it" };
    let named = [
        ("warm-up", warmup.to_owned()),
        ("rest", distinct(rests).join(", ")),
        ("tempo", entry.tempo.clone()),
        ("superset", entry.superset.clone()),
        ("with", entry.accommodation.clone()),
        ("for", entry.purpose.map(|purpose| purpose.word().to_owned()).unwrap_or_default()),
        ("note", entry.note.clone()),
        ("or", substitutes.join(", ")),
    ];
    let decision = |branch: &Branch, exercise: &Exercise, lines: &[Line<'_>]| {
        let sets: Vec<_> = lines.iter().map(|line| Sets::of(line, words, training).rule_text()).collect();
        let exercise = if exercise.slug == item.exercise.slug { String::new() } else { format!("{}, ", exercise.name) };
        let does = if sets.is_empty() { "none".to_owned() } else { format!("{exercise}{}", sets.join(", ")) };
        (format!("if {}", words.condition(branch.condition)), does)
    };
    let decisions = item.alternatives.iter().map(|other| decision(other.branch, other.exercise, &other.lines));
    let named = named.into_iter().filter(|(_, text)| !text.is_empty()).map(|(what, text)| (what.to_owned(), text));
    named.chain(decisions).collect()
}

fn distinct(mut texts: Vec<String>) -> Vec<String> {
    texts.dedup();
    texts
}

/// What an exercise is in its day.
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
    /// `Squat, back-off`
    pub(super) fn name(&self) -> String {
        format!("{}, {}", self.exercise.name, role_name(self.role))
    }

    /// Whether all of its sets read the same, weights aside.
    pub(super) fn is_done_as(&self, other: &Self) -> bool {
        self.sets.len() == other.sets.len() && self.sets.iter().zip(&other.sets).all(|(a, b)| a.dose == b.dose)
    }
}
