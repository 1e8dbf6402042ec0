//! Plan → booklet.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{Exercise, Gear, Role, Slug, Word};
use crate::plan::{Block, Day, Item, Line, Plan, Substitute, WarmupSet, Week, Weight};
use crate::units::{Mass, Seconds, Unit};

use super::cover::{choices, max_row, points_row};
use super::decisions::{decisions, questions, strips};
use super::gym::gym_json;
use super::legend::legend;
use super::rounding::rounding;
use super::volume::{backoff_sets, muscles, sets_by_role, totals};
use super::words::{capital, dose, masses, reps_words, rule_words, weight_words};
use super::{
    Booklet, DayPage, ExerciseNote, ItemRow, LineRow, OverviewDay, OverviewWeek, Remark, Section, SubstituteRow,
    WeekPage,
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
        choices: choices(plan),
        lifts_to_test: maxes.iter().map(|max| max.name.clone()).collect(),
        maxes,
        points: plan.scores.iter().map(|score| points_row(score, plan.units)).collect(),
        rounding: rounding(plan),
        legend: legend(plan),
        overview: plan.weeks.iter().map(|week| overview(plan, week)).collect(),
        overview_columns: plan.weeks.iter().map(|week| week.days.len()).max().unwrap_or(0) + 1,
        muscles: muscles(plan),
        weeks,
        gym: gym_json(plan),
        exercises: writer.exercises.into_values().map(exercise_note).collect(),
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

pub(super) fn day_anchor(week: &Week<'_>, index: usize) -> String {
    format!("week-{}-day-{}", week.number, index + 1)
}

fn overview(plan: &Plan<'_>, week: &Week<'_>) -> OverviewWeek {
    let day = |(index, day): (usize, &Day<'_>)| OverviewDay {
        name: day.name.to_owned(),
        anchor: day_anchor(week, index),
        top: day.blocks.iter().flat_map(|block| &block.top).filter_map(|item| heaviest(plan, item)).collect(),
        volume: backoff_sets(&day.volume(plan.lifter.bodyweight)),
    };
    OverviewWeek {
        number: week.number,
        anchor: week_anchor(week),
        phase: if week.in_phase == 1 { phase_and_cycle(plan, week) } else { String::new() },
        days: week.days.iter().enumerate().map(day).collect(),
        volume: totals(&week.volume(plan.lifter.bodyweight), plan.units),
    }
}

/// `Squat 5 × 3 at 157.5`
fn heaviest(plan: &Plan<'_>, item: &Item<'_>) -> Option<String> {
    let line = item.lines.iter().rev().max_by_key(|line| line.weight.heaviest())?;
    let name = &item.exercise.name;
    Some(match line_weight(line, plan.units) {
        (weight, _) if weight.is_empty() => format!("{name} {}", dose(line)),
        (weight, _) => format!("{name} {} at {weight}", dose(line)),
    })
}

/// The weight of a line, after `≈` where it is an estimate, and its unit.
fn line_weight(line: &Line<'_>, unit: Unit) -> (String, &'static str) {
    let (weight, unit) = weight_words(line.weight, unit);
    (if line.estimate { format!("≈{weight}") } else { weight }, unit)
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

/// `45 × 8`, one for each set.
pub(super) fn warmup(plan: &Plan<'_>, item: &Item<'_>) -> Vec<String> {
    let words = |set: &WarmupSet| {
        let weight = weight_words(set.weight, plan.units).0;
        let reps = reps_words(&set.reps);
        let once = if weight.is_empty() { reps } else { format!("{weight} × {reps}") };
        std::iter::repeat_n(once, set.sets.into())
    };
    item.warmup.iter().flat_map(words).collect()
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
        for (index, block) in day.blocks.iter().enumerate() {
            let mut of_block: Vec<Section> = Vec::new();
            if let Some(section) = self.section(Role::Top, block.name, &block.top, training) {
                of_block.push(self.looking_ahead(section, block, training));
            }
            of_block.extend(self.section(Role::Backoff, block.name, &block.backoff, training));
            // The warm-up of the day's first lift stands at the head of the page.
            let item = block.top.first().or(block.backoff.first()).filter(|_| index > 0);
            if let Some((section, item)) = of_block.first_mut().zip(item) {
                section.warmup = warmup(self.plan, item);
            }
            sections.extend(of_block);
        }
        sections.extend(self.section(Role::Accessory, "", &day.accessories, training));
        DayPage {
            name: day.name.to_owned(),
            anchor: day_anchor(week, index),
            place: place.to_owned(),
            date: day.date.map(|date| date.strftime("%a %-d %b %Y").to_string()).unwrap_or_default(),
            note: day.note.to_owned(),
            warmup: day.items().next().map(|item| warmup(self.plan, item)).unwrap_or_default(),
            has_top: sections.iter().any(|section: &Section| section.role == Role::Top.word()),
            sections,
            volume: sets_by_role(&day.volume(self.plan.lifter.bodyweight)),
        }
    }

    fn section(&mut self, role: Role, block: &str, items: &[Item<'a>], training: bool) -> Option<Section> {
        if items.is_empty() {
            return None;
        }
        let sets: u32 = items.iter().flat_map(|item| &item.lines).map(|line| u32::from(line.most_sets())).sum();
        let label = match role {
            Role::Top if sets == 1 => "Top set",
            Role::Top => "Top sets",
            Role::Backoff => "Back-off",
            _ => "Accessories",
        };
        let label = if block.is_empty() { label.to_owned() } else { format!("{label} · {block}") };
        Some(Section {
            role: role.word(),
            label,
            remarks: items.iter().filter_map(remark).collect(),
            items: items.iter().map(|item| self.item(item, training)).collect(),
            warmup: Vec::new(),
            questions: Vec::new(),
            decisions: Vec::new(),
            strips: Vec::new(),
        })
    }

    /// Top sets with what depends on them.
    fn looking_ahead(&mut self, section: Section, block: &Block<'a>, training: bool) -> Section {
        for alternative in block.backoff.iter().flat_map(|item| &item.alternatives) {
            self.exercises.insert((&alternative.exercise.name, &alternative.exercise.slug), alternative.exercise);
        }
        let words = |item: &Item<'_>, index: usize| {
            let alternative = &item.alternatives[index];
            let lines = alternative.lines.iter();
            lines.map(|line| self.line(alternative.exercise, line, training, None)).collect()
        };
        Section {
            questions: questions(block),
            decisions: decisions(block, words),
            strips: strips(self.plan, block, training),
            ..section
        }
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
            accommodation: item.entry.accommodation.clone(),
            substitutes: item.substitutes.iter().map(|substitute| self.substitute(substitute)).collect(),
            lines: item.lines.iter().map(|line| self.line(item.exercise, line, training, heaviest)).collect(),
        }
    }

    fn substitute(&self, substitute: &Substitute<'_>) -> SubstituteRow {
        let mut weights: Vec<_> = substitute
            .weights
            .iter()
            .map(|weight| weight_words(*weight, self.plan.units))
            .filter(|(weight, _)| !weight.is_empty())
            .collect();
        weights.dedup();
        let unit = weights.last().map_or("", |(_, unit)| *unit);
        let weights: Vec<_> = weights.into_iter().map(|(weight, _)| weight).collect();
        SubstituteRow {
            name: substitute.exercise.name.clone(),
            weight: format!("{} {unit}", weights.join(", ")).trim().to_owned(),
        }
    }

    fn line(&self, exercise: &Exercise, line: &Line<'_>, training: bool, heaviest: Option<Mass>) -> LineRow {
        let unit = self.plan.units;
        let (weight, unit_name) = match (line.weight, exercise.gear) {
            // Where the lifter picks, and there is nothing to pick.
            (Weight::Open, Gear::Bodyweight) => ("bodyweight".to_owned(), ""),
            _ => line_weight(line, unit),
        };
        let pause = line.group.pause.or(line.group.reps.pause());
        LineRow {
            drop: line.role == Role::Drop,
            lead: line.role == Role::Top && heaviest.is_some() && line.weight.heaviest() == heaviest,
            dose: dose(line),
            weight,
            unit: unit_name,
            rule: rule_words(line, training, unit),
            plates: self.plates(exercise, line),
            pause: pause.map(|pause| pause.to_string()).unwrap_or_default(),
            rest: line.rest.filter(|rest| *rest > Seconds(0)).map(|rest| rest.to_string()).unwrap_or_default(),
            sets: line.most_sets(),
        }
    }

    /// The plates of the weight, or of both ends of a range.
    fn plates(&self, exercise: &Exercise, line: &Line<'_>) -> String {
        let Weight::Loaded(range) = line.weight else { return String::new() };
        let side = |mass: Mass| {
            let plates = self.plan.rack.plates_per_side(mass, exercise)?;
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
