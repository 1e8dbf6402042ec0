//! Plan → booklet.

use std::collections::BTreeMap;

use crate::model::{Exercise, Gear, Labels, Muscle, Role, Slug, Word};
use crate::plan::{Block, Day, Item, Line, Plan, Substitute, Volume, Week, Weight};
use crate::units::{Mass, Seconds};

use super::charts::{charts, figures};
use super::cover::{choices, max_row, points_row};
use super::decisions::{blank_strips, decisions, questions, strips};
use super::gym::gym_json;
use super::legend::legend;
use super::naming::{day_anchor, phase_and_cycle, phase_name, warmup, week_anchor};
use super::rounding::rounding;
use super::volume::{backoff_sets, muscles, sets, sets_by_role, totals};
use super::words::Wording;
use super::{
    Booklet, DayPage, ExerciseNote, ItemRow, LineRow, OverviewDay, OverviewWeek, Remark, Section, SubstituteRow,
    WeekPage,
};

/// What stands where a weight follows from a lifter's maxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// The weight.
    Weights,
    /// The rule that it follows from, for a booklet of nobody yet.
    Rules,
}

/// A plan in words, in the language of `labels` and the unit of the plan.
#[must_use]
pub fn booklet(plan: &Plan<'_>, labels: &Labels) -> Booklet {
    Booklet { gym: gym_json(plan, Wording::of(plan, labels)), ..written(plan, labels, Shows::Weights) }
}

/// A booklet without what its script reads.
pub(super) fn written(plan: &Plan<'_>, labels: &Labels, shows: Shows) -> Booklet {
    let program = plan.program;
    let words = Wording::of(plan, labels);
    let maxes: Vec<_> = plan.maxes.iter().map(|max| max_row(max, words)).collect();
    let mut writer = Writer { plan, words, shows, exercises: BTreeMap::new() };
    let weeks = writer.weeks();
    let volumes: Vec<_> = plan.weeks.iter().map(|week| week.volume(plan.lifter.bodyweight)).collect();
    Booklet {
        slug: program.slug.to_string(),
        title: program.title.clone(),
        author: program.author.clone(),
        source: program.source.clone(),
        summary: program.summary.clone(),
        lifter: plan.lifter.name.clone(),
        unit: plan.units.to_string(),
        dates: dates(plan, labels),
        choices: choices(plan),
        lifts_to_test: maxes.iter().map(|max| max.name.clone()).collect(),
        maxes,
        points: plan.scores.iter().map(|score| points_row(score, words)).collect(),
        rounding: rounding(plan, words),
        revision: String::new(),
        legend: legend(plan, words),
        overview: plan.weeks.iter().zip(&volumes).map(|(week, volume)| writer.overview(week, volume)).collect(),
        overview_columns: plan.weeks.iter().map(|week| week.days.len()).max().unwrap_or(0) + 1,
        charts: charts(plan, &volumes, words),
        figures: figures(plan, &volumes, words),
        muscles: muscles(plan, labels),
        weeks,
        gym: String::new(),
        exercises: writer.exercises.into_values().map(|exercise| exercise_note(exercise, labels)).collect(),
    }
}

fn dates(plan: &Plan<'_>, labels: &Labels) -> String {
    let trained = |week: &Week<'_>| week.days.iter().filter_map(|day| day.date).max();
    let Some(starts) = plan.weeks.first().and_then(|week| week.days.first().and_then(|day| day.date).or(week.starts))
    else {
        return String::new();
    };
    match plan.weeks.last().and_then(trained) {
        Some(last) => labels.dates(labels.date_in_words(starts), labels.date_in_words(last)),
        None => labels.dates_from(labels.date_in_words(starts)),
    }
}

fn exercise_note(exercise: &Exercise, labels: &Labels) -> ExerciseNote {
    let list = |muscles: &[Muscle]| muscles.iter().map(|muscle| labels.muscle(*muscle)).collect::<Vec<_>>().join(", ");
    let (primary, secondary) = (list(&exercise.muscles), list(&exercise.secondary));
    ExerciseNote {
        name: exercise.name.clone(),
        anchor: format!("how-{}", exercise.slug),
        muscles: if secondary.is_empty() { primary } else { labels.muscles_and_also(primary, secondary) },
        cues: exercise.cues.clone(),
        text: exercise.text.clone(),
    }
}

/// What an entry is for; empty when not said.
fn purpose(item: &Item<'_>, labels: &Labels) -> String {
    item.entry.purpose.map(|purpose| labels.purpose(purpose).to_owned()).unwrap_or_default()
}

fn remark(item: &Item<'_>, labels: &Labels) -> Option<Remark> {
    let purpose = purpose(item, labels);
    let note = item.entry.note.clone();
    let any = !purpose.is_empty() || !note.is_empty();
    any.then(|| Remark { name: item.exercise.name.clone(), purpose, note })
}

struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    words: Wording<'p>,
    shows: Shows,
    /// Exercises that are done, by name for people.
    exercises: BTreeMap<(&'a str, &'a Slug), &'a Exercise>,
}

impl<'a> Writer<'_, 'a> {
    fn overview(&self, week: &Week<'_>, volume: &Volume) -> OverviewWeek {
        let (plan, words) = (self.plan, self.words);
        let training = plan.program.training_share(week.phase).is_some();
        let day = |(index, day): (usize, &Day<'_>)| OverviewDay {
            name: day.name.to_owned(),
            anchor: day_anchor(week, index),
            top: day
                .blocks
                .iter()
                .flat_map(|block| &block.top)
                .filter_map(|item| self.heaviest(item, training))
                .collect(),
            volume: backoff_sets(&day.volume(plan.lifter.bodyweight), words.labels),
        };
        OverviewWeek {
            number: week.number,
            anchor: week_anchor(week),
            phase: if week.in_phase == 1 { phase_and_cycle(plan, words.labels, week) } else { String::new() },
            days: week.days.iter().enumerate().map(day).collect(),
            volume: match self.shows {
                Shows::Weights => totals(volume, words),
                Shows::Rules => sets(volume, words.labels),
            },
        }
    }

    /// `Squat 5 × 3 at 157.5`
    fn heaviest(&self, item: &Item<'_>, training: bool) -> Option<String> {
        let line = item.lines.iter().rev().max_by_key(|line| line.weight.heaviest())?;
        let sets = format!("{} {}", item.exercise.name, self.words.dose(line));
        Some(match self.line_weight(line, training) {
            (weight, _) if weight.is_empty() => sets,
            (weight, _) => self.words.labels.sets_at(sets, weight),
        })
    }

    /// The weight of a line, after `≈` where it is an estimate, and its unit; or the rule.
    fn line_weight(&self, line: &Line<'_>, training: bool) -> (String, &'static str) {
        let rule = self.words.rule(line, training);
        if self.shows == Shows::Rules && !rule.is_empty() {
            return (rule, "");
        }
        let (weight, unit) = self.words.weight(line.weight);
        (if line.estimate { format!("≈{weight}") } else { weight }, unit)
    }

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
                    phase: phase_and_cycle(self.plan, self.words.labels, week),
                    note,
                    days,
                }
            })
            .collect()
    }

    /// `Back-off wave · Strength · week 3 of 4 · cycle 2`
    fn place(&self, week: &Week<'_>) -> String {
        let labels = self.words.labels;
        let mut parts = vec![self.plan.program.title.clone()];
        let phase = phase_name(week, labels);
        if !phase.is_empty() {
            parts.push(phase);
        }
        if self.plan.weeks.len() > 1 {
            parts.push(labels.week_of(week.number, self.plan.weeks.len()));
        }
        if self.plan.program.cycles > 1 {
            parts.push(labels.cycle_number(week.cycle));
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
                section.warmup = self.warmup(item);
            }
            sections.extend(of_block);
        }
        sections.extend(self.section(Role::Accessory, "", &day.accessories, training));
        DayPage {
            name: day.name.to_owned(),
            anchor: day_anchor(week, index),
            place: place.to_owned(),
            date: day.date.map(|date| self.words.labels.date_with_weekday(date)).unwrap_or_default(),
            note: day.note.to_owned(),
            warmup: day.items().next().map(|item| self.warmup(item)).unwrap_or_default(),
            most_sets: day.items().flat_map(|item| &item.lines).map(Line::most_sets).max().unwrap_or(1),
            has_top: sections.iter().any(|section: &Section| section.role == Role::Top.word()),
            sections,
            volume: sets_by_role(&day.volume(self.plan.lifter.bodyweight), self.words.labels),
            is_other: false,
        }
    }

    fn section(&mut self, role: Role, block: &str, items: &[Item<'a>], training: bool) -> Option<Section> {
        if items.is_empty() {
            return None;
        }
        let sets: u32 = items.iter().flat_map(|item| &item.lines).map(|line| u32::from(line.most_sets())).sum();
        let labels = self.words.labels;
        let label = match role {
            Role::Top if sets == 1 => labels.top_set(),
            Role::Top => labels.top_sets(),
            Role::Backoff => labels.backoff(),
            _ => labels.accessories(),
        };
        let label = if block.is_empty() { label.to_owned() } else { format!("{label} · {block}") };
        Some(Section {
            role: role.word(),
            label,
            remarks: items.iter().filter_map(|item| remark(item, labels)).collect(),
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
        let lines = |item: &Item<'_>, index: usize| {
            let alternative = &item.alternatives[index];
            let lines = alternative.lines.iter();
            lines.map(|line| self.line(alternative.exercise, line, training, None)).collect()
        };
        Section {
            questions: questions(block, self.words.labels),
            decisions: decisions(block, self.words, lines),
            strips: match self.shows {
                Shows::Weights => strips(block, self.words, training),
                Shows::Rules => blank_strips(block, self.words),
            },
            ..section
        }
    }

    fn item(&mut self, item: &Item<'a>, training: bool) -> ItemRow {
        let heaviest = item.lines.iter().filter_map(|line| line.weight.heaviest()).max();
        self.exercises.insert((&item.exercise.name, &item.exercise.slug), item.exercise);
        ItemRow {
            name: item.exercise.name.clone(),
            anchor: format!("how-{}", item.exercise.slug),
            purpose: purpose(item, self.words.labels),
            note: item.entry.note.clone(),
            tempo: item.entry.tempo.clone(),
            superset: item.entry.superset.clone(),
            accommodation: item.entry.accommodation.clone(),
            substitutes: item.substitutes.iter().map(|substitute| self.substitute(substitute)).collect(),
            lines: item.lines.iter().map(|line| self.line(item.exercise, line, training, heaviest)).collect(),
        }
    }

    fn warmup(&self, item: &Item<'_>) -> Vec<String> {
        if self.shows == Shows::Rules { Vec::new() } else { warmup(self.words, item) }
    }

    fn substitute(&self, substitute: &Substitute<'_>) -> SubstituteRow {
        let mut weights: Vec<_> = substitute
            .weights
            .iter()
            .map(|weight| self.words.weight(*weight))
            .filter(|(weight, _)| !weight.is_empty())
            .collect();
        weights.dedup();
        let unit = weights.last().map_or("", |(_, unit)| *unit);
        let weights: Vec<_> = weights.into_iter().map(|(weight, _)| weight).collect();
        SubstituteRow {
            name: substitute.exercise.name.clone(),
            weight: match self.shows {
                Shows::Weights => format!("{} {unit}", weights.join(", ")).trim().to_owned(),
                Shows::Rules => String::new(),
            },
        }
    }

    fn line(&self, exercise: &Exercise, line: &Line<'_>, training: bool, heaviest: Option<Mass>) -> LineRow {
        let words = self.words;
        let (weight, unit) = match (line.weight, exercise.gear) {
            // Where the lifter picks, and there is nothing to pick.
            (Weight::Open, Gear::Bodyweight) => (words.labels.bodyweight().to_owned(), ""),
            _ => self.line_weight(line, training),
        };
        let pause = line.group.pause.or(line.group.reps.pause());
        LineRow {
            drop: line.role == Role::Drop,
            lead: line.role == Role::Top && heaviest.is_some() && line.weight.heaviest() == heaviest,
            dose: words.dose(line),
            weight,
            unit,
            rule: if self.shows == Shows::Rules { String::new() } else { words.rule(line, training) },
            plates: if self.shows == Shows::Rules { String::new() } else { self.plates(exercise, line) },
            pause: pause.map(|pause| pause.to_string()).unwrap_or_default(),
            rest: line.rest.filter(|rest| *rest > Seconds(0)).map(|rest| rest.to_string()).unwrap_or_default(),
            sets: line.most_sets(),
        }
    }

    /// The plates of the weight, or of both ends of a range.
    fn plates(&self, exercise: &Exercise, line: &Line<'_>) -> String {
        let Weight::Loaded(range) = line.weight else { return String::new() };
        let labels = self.words.labels;
        let plates = |mass: Mass| {
            let plates = self.plan.rack.plates_per_side(mass, exercise)?;
            Some(plates.iter().map(|plate| self.words.mass(*plate)).collect::<Vec<_>>().join(" · "))
        };
        let side = |plates: &str| match plates {
            "" => labels.empty_bar().to_owned(),
            plates => labels.a_side(plates),
        };
        match (plates(range.low), plates(range.high)) {
            (Some(low), Some(high)) if low != high => {
                let low = if low.is_empty() { labels.empty_bar() } else { &low };
                format!("{low} … {}", side(&high))
            }
            (Some(low), _) => side(&low),
            (None, _) => String::new(),
        }
    }
}
