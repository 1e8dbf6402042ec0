//! Builds a [`Booklet`] from a [`Plan`]: the cover, the overview, and the page of each day.

use std::borrow::Borrow;
use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::ptr;

use crate::model::{Exercise, Gear, Labels, Muscle, Role, Word};
use crate::plan::{Block, Day, Item, Line, Plan, Substitute, Volume, Week, Weight};
use crate::text::isolated;
use crate::units::{Mass, Seconds};

use super::charts::{charts, figures};
use super::cover::{choices, max_row, points_row};
use super::decisions::{blank_strips, decisions, questions, strips};
use super::legend::legend;
use super::naming::{day_anchor, phase_and_cycle, phase_name, warmup, week_anchor};
use super::rounding::rounding;
use super::shape::GymShape;
use super::volume::{backoff_sets, muscle_tables, sets, sets_by_role, totals};
use super::words::Wording;
use super::{
    Booklet, DayPage, ExerciseNote, ItemRow, LineRow, OverviewDay, OverviewWeek, Remark, Section, SubstituteRow,
    WeekPage,
};

/// What to print where a weight depends on a lifter's maxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// The weight, for a lifter's booklet.
    Weights,
    /// The rule of the weight, for a blank booklet.
    Rules,
}

/// Puts a plan into words, in the language of `labels` and the unit of the plan.
#[must_use]
pub fn booklet(plan: &Plan<'_>, labels: &Labels) -> Booklet {
    let shape = GymShape::of(plan, labels);
    let whole = |day: &DayTask<'_, '_>| Ok::<_, Infallible>((day.page(), day.glance(&shape)));
    let Ok(booklet) = booklet_of(plan, labels, &shape, whole);
    booklet
}

/// Builds a booklet from days that `make` returns. `make` may return a day that it built earlier. `shape` must be the
/// shape of `plan`.
///
/// # Errors
///
/// Returns the first error of `make`.
pub fn booklet_of<D, E, G: Borrow<DayGlance>>(
    plan: &Plan<'_>,
    labels: &Labels,
    shape: &GymShape,
    make: impl FnMut(&DayTask<'_, '_>) -> Result<(D, G), E>,
) -> Result<Booklet<D>, E> {
    let (booklet, glances) = compose(plan, labels, Shows::Weights, make)?;
    let days = glances.iter().flatten().map(|day| day.borrow().gym());
    Ok(Booklet { gym: shape.book(plan, days), ..booklet })
}

/// Builds a booklet without the JSON for gym mode.
pub(super) fn booklet_without_gym(plan: &Plan<'_>, labels: &Labels, shows: Shows) -> Booklet {
    let whole = |day: &DayTask<'_, '_>| Ok::<_, Infallible>((day.page(), day.glance_without_gym()));
    let Ok((booklet, _)) = compose(plan, labels, shows, whole);
    booklet
}

/// A booklet, and a [`DayGlance`] for each day of each week.
type Composed<D, G> = (Booklet<D>, Vec<Vec<G>>);

fn compose<D, E, G: Borrow<DayGlance>>(
    plan: &Plan<'_>,
    labels: &Labels,
    shows: Shows,
    mut make: impl FnMut(&DayTask<'_, '_>) -> Result<(D, G), E>,
) -> Result<Composed<D, G>, E> {
    let program = plan.program;
    let words = Wording::of(plan, labels);
    let writer = BookletWriter { plan, words, shows };
    let (mut weeks, mut glances) = (Vec::with_capacity(plan.weeks.len()), Vec::with_capacity(plan.weeks.len()));
    for (at, week) in plan.weeks.iter().enumerate() {
        let place = writer.place(week);
        let task = |(index, day)| DayTask { writer, week, at: (at, index), day, place: &place };
        let made = week.days.iter().enumerate().map(task).map(|task| make(&task));
        let (days, seen): (Vec<_>, Vec<_>) = made.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
        glances.push(seen);
        weeks.push(WeekPage {
            number: week.number,
            anchor: week_anchor(week),
            phase: phase_and_cycle(plan, labels, week),
            note: if week.in_phase == 1 { week.phase.note.clone() } else { String::new() },
            days,
        });
    }
    let volumes: Vec<_> = plan.weeks.iter().map(|week| week.volume(plan.lifter.bodyweight)).collect();
    let overview = |((week, days), volume): ((&Week<'_>, &Vec<G>), &Volume)| {
        writer.overview(week, days.iter().map(|day| day.borrow().overview.clone()).collect(), volume)
    };
    let maxes: Vec<_> = plan.maxes.iter().map(|max| max_row(max, words)).collect();
    let booklet = Booklet {
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
        overview: plan.weeks.iter().zip(&glances).zip(&volumes).map(overview).collect(),
        overview_columns: plan.weeks.iter().map(|week| week.days.len()).max().unwrap_or(0) + 1,
        charts: charts(plan, &volumes, words),
        figures: figures(plan, &volumes, words),
        muscles: muscle_tables(plan, &volumes, words),
        weeks,
        gym: String::new(),
        exercises: exercises(plan).into_iter().map(|exercise| exercise_note(exercise, labels)).collect(),
    };
    Ok((booklet, glances))
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

/// Returns the purpose of an exercise in words; empty if the exercise has none.
fn purpose(item: &Item<'_>, labels: &Labels) -> String {
    item.entry.purpose.map(|purpose| labels.purpose(purpose).to_owned()).unwrap_or_default()
}

fn remark(item: &Item<'_>, labels: &Labels) -> Option<Remark> {
    let purpose = purpose(item, labels);
    let note = item.entry.note.clone();
    let any = !purpose.is_empty() || !note.is_empty();
    any.then(|| Remark { name: item.exercise.name.clone(), purpose, note })
}

/// Returns the exercises of the plan and of its branches, sorted by name, without duplicates.
fn exercises<'a>(plan: &Plan<'a>) -> Vec<&'a Exercise> {
    let mut found: Vec<&'a Exercise> = Vec::new();
    let mut note = |exercise: &'a Exercise| {
        if !found.iter().any(|known| ptr::eq(*known, exercise)) {
            found.push(exercise);
        }
    };
    for day in plan.weeks.iter().flat_map(|week| &week.days) {
        day.items().for_each(|item| note(item.exercise));
        let blocks = day.blocks.iter().filter(|block| !block.top.is_empty());
        let alternatives = blocks.flat_map(|block| &block.backoff).flat_map(|item| &item.alternatives);
        alternatives.for_each(|alternative| note(alternative.exercise));
    }
    found.sort_by_key(|exercise| (&exercise.name, &exercise.slug));
    found.dedup_by_key(|exercise| (&exercise.name, &exercise.slug));
    found
}

/// The parts of a day that a booklet shows outside the day's page.
#[derive(Debug, Clone)]
pub struct DayGlance {
    overview: OverviewDay,
    /// The day's part of the JSON for gym mode.
    gym: String,
}

impl DayGlance {
    /// Returns the day's part of the JSON for gym mode.
    #[must_use]
    pub fn gym(&self) -> &str {
        &self.gym
    }
}

/// A day that is to be put into words.
#[derive(Clone, Copy)]
pub struct DayTask<'t, 'a> {
    writer: BookletWriter<'t, 'a>,
    week: &'t Week<'a>,
    /// The index of the day's week in the plan, and the index of the day in that week.
    at: (usize, usize),
    day: &'t Day<'a>,
    place: &'t str,
}

impl DayTask<'_, '_> {
    /// Hashes everything that the day's page depends on, except its date and the [shape](Plan::hash_shape) of the plan.
    /// If two days have the same hash and their plans the same shape, their pages differ only in the date, and their
    /// glances are equal.
    pub fn hash_into(&self, to: &mut impl Hasher) {
        self.at.hash(to);
        self.week.hash_place(to);
        self.day.hash_work(to);
    }

    /// Returns the date of the day, as in `Mon 7 Dec 2026`; empty if the day has no date.
    #[must_use]
    pub fn date(&self) -> String {
        self.day.date.map(|date| self.writer.words.labels.date_with_weekday(date)).unwrap_or_default()
    }

    /// Builds the page of the day.
    #[must_use]
    pub fn page(&self) -> DayPage {
        self.writer.day(self)
    }

    /// Builds the parts that the booklet shows outside the day's page.
    #[must_use]
    pub fn glance(&self, shape: &GymShape) -> DayGlance {
        DayGlance {
            gym: shape.day(self.at, self.day, self.writer.plan, self.writer.words),
            ..self.glance_without_gym()
        }
    }

    fn glance_without_gym(&self) -> DayGlance {
        let Self { writer, week, day, at: (_, index), .. } = *self;
        let volume = day.volume(None);
        let training = writer.plan.program.training_share(week.phase).is_some();
        let top = day.blocks.iter().flat_map(|block| &block.top);
        let overview = OverviewDay {
            name: day.name.to_owned(),
            anchor: day_anchor(week, index),
            top: top.filter_map(|item| writer.heaviest(item, training)).collect(),
            volume: backoff_sets(&volume, writer.words.labels),
        };
        DayGlance { overview, gym: String::new() }
    }
}

#[derive(Clone, Copy)]
struct BookletWriter<'p, 'a> {
    plan: &'p Plan<'a>,
    words: Wording<'p>,
    shows: Shows,
}

impl<'a> BookletWriter<'_, 'a> {
    fn overview(&self, week: &Week<'_>, days: Vec<OverviewDay>, volume: &Volume) -> OverviewWeek {
        let (plan, words) = (self.plan, self.words);
        OverviewWeek {
            number: week.number,
            anchor: week_anchor(week),
            phase: if week.in_phase == 1 { phase_and_cycle(plan, words.labels, week) } else { String::new() },
            days,
            volume: match self.shows {
                Shows::Weights => totals(volume, words),
                Shows::Rules => sets(volume, words.labels),
            },
        }
    }

    /// Returns the heaviest group of sets of an exercise in words: `Squat 5 × 3 at 157.5`; `None` if all its sets are
    /// optional.
    fn heaviest(&self, item: &Item<'_>, training: bool) -> Option<String> {
        let certain = item.lines.iter().filter(|line| !line.is_optional());
        let line = certain.rev().max_by_key(|line| line.weight.heaviest())?;
        let sets = format!("{} {}", isolated(&item.exercise.name), self.words.dose(line));
        Some(match self.line_weight(item.exercise, line, training) {
            (weight, _) if weight.is_empty() => sets,
            (weight, unit) => self.words.labels.sets_at(sets, self.words.bare(weight, unit)),
        })
    }

    /// Returns the weight of a line and its unit. An estimated weight starts with `≈`. In a blank booklet, returns the
    /// rule and no unit.
    fn line_weight(&self, exercise: &Exercise, line: &Line<'_>, training: bool) -> (String, &'static str) {
        let rule = self.words.rule(line, training);
        if self.shows == Shows::Rules && !rule.is_empty() {
            return (rule, "");
        }
        let (weight, unit) = self.words.weight_of(&self.plan.rack, exercise, line.weight);
        (if line.estimate { format!("≈{weight}") } else { weight }, unit)
    }

    /// Returns the heading of a day's page: `Back-off wave · Strength · week 3 of 4 · cycle 2`.
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

    fn day(&self, task: &DayTask<'_, 'a>) -> DayPage {
        let DayTask { week, day, place, at: (_, index), .. } = *task;
        let training = self.plan.program.training_share(week.phase).is_some();
        let mut sections = Vec::new();
        let later: Vec<_> = day.blocks.iter().flat_map(|block| &block.backoff).chain(&day.accessories).collect();
        for (index, block) in day.blocks.iter().enumerate() {
            let mut of_block: Vec<Section> = Vec::new();
            if let Some(section) = self.section(Role::Top, block.name, &block.top, training) {
                of_block.push(self.looking_ahead(section, block, &later, training));
            }
            of_block.extend(self.section(Role::Backoff, block.name, &block.backoff, training));
            // The warm-up of the day's first exercise is printed at the top of the page, not here.
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
            date: task.date(),
            note: day.note.to_owned(),
            warmup: day.items().next().map(|item| self.warmup(item)).unwrap_or_default(),
            most_sets: day.items().flat_map(|item| &item.lines).map(Line::most_sets).max().unwrap_or(1),
            has_top: sections.iter().any(|section: &Section| section.role == Role::Top.word()),
            sections,
            volume: sets_by_role(&day.volume(None), self.words.labels),
            is_other: false,
        }
    }

    fn section(&self, role: Role, block: &str, items: &[Item<'a>], training: bool) -> Option<Section> {
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
        let label = if block.is_empty() { label.to_owned() } else { format!("{label} · {}", isolated(block)) };
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

    /// Adds the questions, decisions and strips that depend on the top sets.
    fn looking_ahead(&self, section: Section, block: &Block<'a>, later: &[&Item<'a>], training: bool) -> Section {
        let lines = |item: &Item<'_>, index: usize| {
            let alternative = &item.alternatives[index];
            let lines = alternative.lines.iter();
            lines.map(|line| self.line(alternative.exercise, line, training, None)).collect()
        };
        Section {
            questions: questions(block, self.words.labels),
            decisions: decisions(block, later, self.words, training, lines),
            strips: match self.shows {
                Shows::Weights => strips(block, self.words, &self.plan.rack, training),
                Shows::Rules => blank_strips(block, self.words, &self.plan.rack),
            },
            ..section
        }
    }

    fn item(&self, item: &Item<'a>, training: bool) -> ItemRow {
        let certain = item.lines.iter().filter(|line| !line.is_optional());
        let heaviest = certain.filter_map(|line| line.weight.heaviest()).max();
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
        if self.shows == Shows::Rules { Vec::new() } else { warmup(self.words, &self.plan.rack, item) }
    }

    fn substitute(&self, substitute: &Substitute<'_>) -> SubstituteRow {
        let mut weights: Vec<_> = substitute
            .weights
            .iter()
            .map(|weight| self.words.weight_of(&self.plan.rack, substitute.exercise, *weight))
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
            // The exercise has no load, so there is no weight that the lifter could pick.
            (Weight::Open, Gear::Bodyweight) => (words.labels.bodyweight().to_owned(), ""),
            _ => self.line_weight(exercise, line, training),
        };
        let pause = line.group.pause.or(line.reps.pause());
        LineRow {
            drop: line.role == Role::Drop,
            lead: line.role == Role::Top
                && !line.is_optional()
                && heaviest.is_some()
                && line.weight.heaviest() == heaviest,
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

    /// Returns the plates of the weight; for a range of weights, the plates of both ends.
    fn plates(&self, exercise: &Exercise, line: &Line<'_>) -> String {
        let Weight::Loaded(range) = line.weight else { return String::new() };
        let rack = &self.plan.rack;
        let side = |plates: &[Mass]| self.words.sides(plates, rack.sleeves(exercise));
        match [range.low, range.high].map(|mass| rack.plates_per_side(mass, exercise)) {
            [Some(low), Some(high)] if low != high => {
                let low =
                    if low.is_empty() { self.words.labels.empty_bar().to_owned() } else { self.words.plates(&low) };
                format!("{low} … {}", side(&high))
            }
            [Some(low), _] => side(&low),
            [None, _] => String::new(),
        }
    }
}
