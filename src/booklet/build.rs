//! Plan → booklet.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::count_of;
use crate::model::{Exercise, Gear, Role, Slug, Word};
use crate::plan::{Block, Counts, Day, Item, Line, Plan, UsedMax, Week, Weight};
use crate::units::{Mass, Seconds};

use super::legend::legend;
use super::rounding::rounding;
use super::words::{dose, load_words, masses, reps_words, weight_words};
use super::{
    Booklet, DayPage, ExerciseNote, ItemRow, LineRow, MaxRow, OverviewDay, OverviewWeek, Remark, Section, WeekPage,
};

/// Words and formats a plan.
#[must_use]
pub fn booklet(plan: &Plan<'_>) -> Booklet {
    let program = plan.program;
    let maxes: Vec<_> = plan.maxes.iter().map(|max| max_row(plan, max)).collect();
    let mut writer = Writer { plan, exercises: BTreeMap::new() };
    let weeks = writer.weeks();
    Booklet {
        slug: program.slug.to_string(),
        title: program.title.clone(),
        author: program.author.clone(),
        source: program.source.clone(),
        summary: program.summary.clone(),
        lifter: plan.lifter.name.clone(),
        unit: plan.units.to_string(),
        dates: dates(plan),
        lifts_to_test: maxes.iter().map(|max| max.name.clone()).collect(),
        maxes,
        rounding: rounding(plan),
        legend: legend(plan),
        overview: plan.weeks.iter().map(|week| overview(plan, week)).collect(),
        overview_columns: plan.weeks.iter().map(|week| week.days.len()).max().unwrap_or(0) + 1,
        weeks,
        exercises: writer.exercises.into_values().map(exercise_note).collect(),
    }
}

fn max_row(plan: &Plan<'_>, max: &UsedMax<'_>) -> MaxRow {
    let text = |mass: &Mass| mass.with_unit(plan.units);
    MaxRow {
        name: max.exercise.name.clone(),
        one_rep: text(&max.one_rep),
        by_cycle: max.by_cycle.iter().map(text).collect(),
        trains: max.trains,
    }
}

/// `7 December 2026`
fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn dates(plan: &Plan<'_>) -> String {
    let trained = |week: &Week<'_>| week.days.iter().filter_map(|day| day.date).max();
    let Some(starts) = plan.weeks.first().and_then(|week| week.days.first().and_then(|day| day.date).or(week.starts))
    else {
        return String::new();
    };
    match plan.weeks.last().and_then(trained) {
        Some(last) => format!("{} to {}", long_date(starts), long_date(last)),
        None => format!("from {}", long_date(starts)),
    }
}

fn week_anchor(week: &Week<'_>) -> String {
    format!("week-{}", week.number)
}

fn day_anchor(week: &Week<'_>, index: usize) -> String {
    format!("week-{}-day-{}", week.number, index + 1)
}

/// `21 back-off sets`; top and accessory sets where there are any.
fn volume(counts: Counts) -> String {
    let sets = |n: u32, kind: &str| (n > 0).then(|| count_of(n as usize, &format!("{kind} set")));
    let parts = [sets(counts.top, "top"), sets(counts.backoff, "back-off"), sets(counts.accessory, "accessory")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn overview(plan: &Plan<'_>, week: &Week<'_>) -> OverviewWeek {
    let day = |(index, day): (usize, &Day<'_>)| OverviewDay {
        name: day.name.to_owned(),
        anchor: day_anchor(week, index),
        top: day.blocks.iter().flat_map(|block| &block.top).filter_map(|item| heaviest(plan, item)).collect(),
        volume: volume(Counts { top: 0, accessory: 0, ..day.counts() }),
    };
    OverviewWeek {
        number: week.number,
        anchor: week_anchor(week),
        phase: if week.in_phase == 1 { phase_and_cycle(plan, week) } else { String::new() },
        days: week.days.iter().enumerate().map(day).collect(),
    }
}

/// `Squat 5 × 3 at 157.5`
fn heaviest(plan: &Plan<'_>, item: &Item<'_>) -> Option<String> {
    let line = item.lines.iter().rev().max_by_key(|line| line.weight.heaviest())?;
    let name = &item.exercise.name;
    Some(match weight_words(line.weight, plan.units).0 {
        weight if weight.is_empty() => format!("{name} {}", dose(line)),
        weight => format!("{name} {} at {weight}", dose(line)),
    })
}

fn phase_name(week: &Week<'_>) -> String {
    match (&week.phase.name, week.phase.goal) {
        (name, _) if !name.is_empty() => name.clone(),
        (_, Some(goal)) => capital(goal.word()),
        _ => String::new(),
    }
}

/// `Volume · cycle 2`
fn phase_and_cycle(plan: &Plan<'_>, week: &Week<'_>) -> String {
    let cycle = (plan.program.cycles > 1).then(|| format!("cycle {}", week.cycle));
    let parts = [Some(phase_name(week)).filter(|name| !name.is_empty()), cycle];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn exercise_note(exercise: &Exercise) -> ExerciseNote {
    let words = |muscles: &[crate::model::Muscle]| {
        muscles.iter().map(|muscle| muscle.word().replace('-', " ")).collect::<Vec<_>>().join(", ")
    };
    let (primary, secondary) = (words(&exercise.muscles), words(&exercise.secondary));
    ExerciseNote {
        name: exercise.name.clone(),
        anchor: format!("how-{}", exercise.slug),
        muscles: if secondary.is_empty() { primary } else { format!("{primary}; also {secondary}") },
        cues: exercise.cues.clone(),
        text: exercise.text.clone(),
    }
}

fn remark(item: &Item<'_>) -> Option<Remark> {
    let purpose = item.entry.purpose.map(|purpose| purpose.word().to_owned()).unwrap_or_default();
    let note = item.entry.note.clone();
    let any = !purpose.is_empty() || !note.is_empty();
    any.then(|| Remark { name: item.exercise.name.clone(), purpose, note })
}

struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    /// Exercises that are done, by name for people.
    exercises: BTreeMap<(&'a str, &'a Slug), &'a Exercise>,
}

impl<'a> Writer<'_, 'a> {
    fn weeks(&mut self) -> Vec<WeekPage> {
        let weeks = self.plan.weeks.iter();
        weeks
            .map(|week| {
                let place = self.place(week);
                let days =
                    week.days.iter().enumerate().map(|(index, day)| self.day(week, index, day, &place)).collect();
                let note = if week.in_phase == 1 { week.phase.note.clone() } else { String::new() };
                WeekPage {
                    number: week.number,
                    anchor: week_anchor(week),
                    phase: phase_and_cycle(self.plan, week),
                    note,
                    days,
                }
            })
            .collect()
    }

    /// `Back-off wave · Strength · week 3 of 4 · cycle 2`
    fn place(&self, week: &Week<'_>) -> String {
        let mut parts = vec![self.plan.program.title.clone()];
        let phase = phase_name(week);
        if !phase.is_empty() {
            parts.push(phase);
        }
        if self.plan.weeks.len() > 1 {
            parts.push(format!("week {} of {}", week.number, self.plan.weeks.len()));
        }
        if self.plan.program.cycles > 1 {
            parts.push(format!("cycle {}", week.cycle));
        }
        parts.join(" · ")
    }

    fn day(&mut self, week: &Week<'a>, index: usize, day: &Day<'a>, place: &str) -> DayPage {
        let training = self.plan.program.training_share(week.phase).is_some();
        let mut sections = Vec::new();
        for block in &day.blocks {
            sections.extend(self.section(Role::Top, block, &block.top, training));
            sections.extend(self.section(Role::Backoff, block, &block.backoff, training));
        }
        let nameless = Block { name: "", top: Vec::new(), backoff: Vec::new() };
        sections.extend(self.section(Role::Accessory, &nameless, &day.accessories, training));
        DayPage {
            name: day.name.to_owned(),
            anchor: day_anchor(week, index),
            place: place.to_owned(),
            date: day.date.map(|date| date.strftime("%a %-d %b %Y").to_string()).unwrap_or_default(),
            note: day.note.to_owned(),
            warmup: day
                .warmup
                .iter()
                .flat_map(|set| {
                    let weight = weight_words(set.weight, self.plan.units).0;
                    let reps = reps_words(set.reps);
                    let once = if weight.is_empty() { reps } else { format!("{weight} × {reps}") };
                    std::iter::repeat_n(once, set.sets.into())
                })
                .collect(),
            has_top: sections.iter().any(|section: &Section| section.role == Role::Top.word()),
            sections,
            volume: volume(day.counts()),
        }
    }

    fn section(&mut self, role: Role, block: &Block<'_>, items: &[Item<'a>], training: bool) -> Option<Section> {
        if items.is_empty() {
            return None;
        }
        let sets: u32 = items.iter().flat_map(|item| &item.lines).map(|line| u32::from(line.sets())).sum();
        let label = match role {
            Role::Top if sets == 1 => "Top set",
            Role::Top => "Top sets",
            Role::Backoff => "Back-off",
            _ => "Accessories",
        };
        let label = if block.name.is_empty() { label.to_owned() } else { format!("{label} · {}", block.name) };
        Some(Section {
            role: role.word(),
            label,
            remarks: items.iter().filter_map(remark).collect(),
            items: items.iter().map(|item| self.item(item, training)).collect(),
        })
    }

    fn item(&mut self, item: &Item<'a>, training: bool) -> ItemRow {
        let heaviest = item.lines.iter().filter_map(|line| line.weight.heaviest()).max();
        self.exercises.insert((&item.exercise.name, &item.exercise.slug), item.exercise);
        ItemRow {
            name: item.exercise.name.clone(),
            anchor: format!("how-{}", item.exercise.slug),
            purpose: item.entry.purpose.map(|purpose| purpose.word().to_owned()).unwrap_or_default(),
            note: item.entry.note.clone(),
            tempo: item.entry.tempo.clone(),
            superset: item.entry.superset.clone(),
            lines: item.lines.iter().map(|line| self.line(item, line, training, heaviest)).collect(),
        }
    }

    fn line(&self, item: &Item<'_>, line: &Line<'_>, training: bool, heaviest: Option<Mass>) -> LineRow {
        let unit = self.plan.units;
        let (weight, unit_name) = match (line.weight, item.exercise.gear) {
            // Where the lifter picks, and there is nothing to pick.
            (Weight::Open, Gear::Bodyweight) => ("bodyweight".to_owned(), ""),
            (weight, _) => weight_words(weight, unit),
        };
        LineRow {
            drop: line.role == Role::Drop,
            lead: line.role == Role::Top && line.weight.heaviest() == heaviest,
            dose: dose(line),
            weight,
            unit: unit_name,
            rule: line.load().map(|load| load_words(load, line.percent, training, unit)).unwrap_or_default(),
            plates: self.plates(item, line),
            rest: line.rest.filter(|rest| *rest > Seconds(0)).map(|rest| rest.to_string()).unwrap_or_default(),
            sets: line.sets(),
        }
    }

    /// The plates of the weight, or of both ends of a range.
    fn plates(&self, item: &Item<'_>, line: &Line<'_>) -> String {
        let Weight::Loaded(range) = line.weight else { return String::new() };
        let side = |mass: Mass| {
            let plates = self.plan.rack.plates_per_side(mass, item.exercise)?;
            let texts: Vec<_> =
                plates.iter().map(|plate| masses(crate::units::Range::one(*plate), self.plan.units)).collect();
            Some(if texts.is_empty() { "empty bar".to_owned() } else { format!("{} a side", texts.join(" · ")) })
        };
        match (side(range.low), side(range.high)) {
            (Some(low), Some(high)) if low != high => format!("{} … {high}", low.trim_end_matches(" a side")),
            (Some(low), _) => low,
            (None, _) => String::new(),
        }
    }
}
