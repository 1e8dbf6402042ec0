//! The view model of a booklet: a plan in words, with every number formatted. Templates only lay it out; they never
//! compute a weight.
//!
//! [`booklet()`] builds it from a plan. [`blank()`] builds a blank booklet of a program, which has rules in place of
//! weights.
//!
//! Each part has its own module: `build` has the days and puts the parts together, `cover` the maxes and choices,
//! `decisions` the branches and strips, `charts` the charts, `gym` and `shape` the data for gym mode, and `words` the
//! words for loads and reps.

mod blank;
mod build;
mod charts;
mod conditions;
mod cover;
mod decisions;
mod gym;
mod legend;
mod naming;
mod rounding;
mod shape;
mod volume;
mod words;

use schemars::JsonSchema;
use serde::Serialize;

pub use blank::{Blank, BlankChart, ChoiceField, LiftField, OptionField, blank};
pub use build::{DayGlance, DayTask, booklet, booklet_of};
pub use charts::{Band, BarCell, BarColumn, BarRow, BarTable, Chart, Emphasis, Picture, Series, Weekly};
pub(crate) use gym::in_page;
pub use shape::GymShape;
pub use volume::{grouped, muscles};
pub use words::Wording;

/// A booklet for one lifter and program. `D` is the type of its days: pages of the view model, or pages that are
/// already rendered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Booklet<D = DayPage> {
    /// Slug of the program.
    pub slug: String,
    /// Title of the program.
    pub title: String,
    /// Who wrote the program down.
    pub author: String,
    /// Where the program was published.
    #[schemars(extend("format" = "markdown"))]
    pub source: String,
    /// What the program is.
    #[schemars(extend("format" = "markdown"))]
    pub summary: String,
    /// Name of the lifter; empty when only numbers were given.
    pub lifter: String,
    /// `kg` or `lb`.
    pub unit: String,
    /// First and last date; empty if the booklet has no dates.
    pub dates: String,
    /// The choices made for the program's options.
    pub choices: Vec<ChoiceRow>,
    /// The maxes that weights were computed from.
    pub maxes: Vec<MaxRow>,
    /// The points that these maxes score; empty if the site asks for none.
    pub points: Vec<PointsRow>,
    /// How weights were rounded, in words that follow "rounded".
    pub rounding: String,
    /// The Git revision of the content, with its date; empty if the site is not in a Git repository.
    pub revision: String,
    /// The meaning of each notation that this booklet uses.
    pub legend: Vec<Legend>,
    /// The program at a glance.
    pub overview: Vec<OverviewWeek>,
    /// The number of columns of the overview: the most days of a week, and one for the week's name.
    pub overview_columns: usize,
    /// The program's charts. `render` draws them for templates.
    #[serde(skip)]
    pub charts: Vec<Chart>,
    /// The volume and intensity of each week, as numbers.
    pub figures: FigureTable,
    /// Sets per week for each muscle group. A long program takes several tables.
    pub muscles: Vec<MuscleTable>,
    /// The weeks.
    pub weeks: Vec<WeekPage<D>>,
    /// How to do each exercise.
    pub exercises: Vec<ExerciseNote>,
    /// The lifts for which the booklet has a blank for a new max.
    pub lifts_to_test: Vec<String>,
    /// The data of gym mode as JSON, for the page's script: the days, and the rules of their weights. The JSON has no
    /// `<`, so no text in it can end the script.
    #[schemars(extend("format" = "json"))]
    pub gym: String,
}

/// A max on the cover.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MaxRow {
    /// The lift.
    pub name: String,
    /// The 1RM with its unit; an estimate starts with `≈`.
    pub one_rep: String,
    /// The set or training max that the 1RM was estimated from, and the method; empty if the 1RM was given.
    pub how: String,
    /// The later maxes: `222.5 kg from week 5`.
    pub later: Vec<String>,
    /// The masses that the cycles compute from, with their unit, each different one once: the training max, or the max
    /// if it grows.
    pub by_cycle: Vec<String>,
    /// Whether `by_cycle` has training maxes.
    pub trains: bool,
}

/// Points for a lifter's maxes on one scale. Points compare lifters of different bodyweight.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PointsRow {
    /// The scale: `DOTS`.
    pub name: String,
    /// The points, to two decimals; an estimate starts with `≈`.
    pub points: String,
    /// The lift that is scored: `a total of 387.5 kg`, `a bench press of 82.5 kg`.
    pub from: String,
}

/// An option and its choice.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChoiceRow {
    /// The option.
    pub option: String,
    /// The choice.
    pub choice: String,
}

/// A notation and its meaning.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Legend {
    /// The notation, as it is printed.
    pub sign: String,
    /// The meaning, in words.
    pub meaning: String,
}

/// A week at a glance.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewWeek {
    /// Its number.
    pub number: u16,
    /// The anchor of the week's page.
    pub anchor: String,
    /// The name of the phase that starts in this week; otherwise empty.
    pub phase: String,
    /// Its days.
    pub days: Vec<OverviewDay>,
    /// Its sets, tonnage and mean intensity: `42 sets · 12 340 kg · mean 74%`.
    pub volume: String,
}

/// The volume and intensity of each week. A number that is unknown in all weeks has no column.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureTable {
    /// The headings of the columns: `Top sets`, `Tonnage, kg`.
    pub columns: Vec<String>,
    /// The weeks.
    pub rows: Vec<FigureRow>,
}

/// The numbers of a week.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureRow {
    /// The week's number.
    pub week: u16,
    /// A value for each column: `12`, `≈12 340`, `74%`; empty if it is unknown or zero.
    pub cells: Vec<String>,
}

/// Sets per week for each muscle group.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MuscleTable {
    /// The weeks of each column: `3`, or `1–4` for equal weeks in a row.
    pub weeks: Vec<String>,
    /// The muscle groups.
    pub rows: Vec<MuscleRow>,
}

/// Sets per week for a muscle group.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MuscleRow {
    /// Its name: `Front delts`.
    pub muscle: String,
    /// Its sets in the weeks of each column: `10`, `7.5`.
    pub sets: Vec<String>,
}

/// A day at a glance.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewDay {
    /// Its name.
    pub name: String,
    /// The anchor of its page.
    pub anchor: String,
    /// The heaviest set of each exercise under `top`: `Squat 5 × 3 at 157.5`.
    pub top: Vec<String>,
    /// The back-off work: `21 back-off sets`; empty if the day has none.
    pub volume: String,
}

/// A week's pages.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WeekPage<D = DayPage> {
    /// Its number.
    pub number: u16,
    /// Its anchor.
    pub anchor: String,
    /// The name of its phase, or else the goal, and the cycle if the program has several: `Wave · cycle 2`; otherwise
    /// empty.
    pub phase: String,
    /// The phase's note, in its first week; otherwise empty.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// Its days.
    pub days: Vec<D>,
}

/// A day's page. `I` is the type of a section's exercises: rows of the view model, or rows that are already rendered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DayPage<I = Vec<ItemRow>> {
    /// Its name.
    pub name: String,
    /// Its anchor.
    pub anchor: String,
    /// Program, phase, week and cycle: `Back-off wave · Wave · week 3 of 12 · cycle 1`.
    pub place: String,
    /// Its date: `Mon 7 Dec 2026`; empty if it has none.
    pub date: String,
    /// The day's note.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// The warm-up sets of its first exercise: `45 × 8`.
    pub warmup: Vec<String>,
    /// Top sets, back-off work and accessories, in order.
    pub sections: Vec<Section<I>>,
    /// The amount of work: `5 top sets, 21 back-off sets`.
    pub volume: String,
    /// Whether the day has top sets.
    pub has_top: bool,
    /// The most sets of any of its lines, at least 1: how many boxes to make room for.
    pub most_sets: u16,
    /// Whether the default choices do not have this day. The page of a program hides it then.
    pub is_other: bool,
}

/// Consecutive entries with the same role.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Section<I = Vec<ItemRow>> {
    /// `top`, `backoff` or `accessory`.
    pub role: &'static str,
    /// Its heading, with the name of its block if it has one.
    pub label: String,
    /// Its exercises. Templates get them already rendered by `item.html` or `item.md`.
    pub items: I,
    /// The purposes and notes of its exercises.
    pub remarks: Vec<Remark>,
    /// The warm-up sets of its first exercise, if that is not the first of the day: `45 × 8`.
    pub warmup: Vec<String>,
    /// For top sets that later sets depend on: what to watch.
    pub questions: Vec<String>,
    /// For top sets: what to do, depending on how they went.
    pub decisions: Vec<Decision>,
    /// For top sets whose result is not known in advance: the back-off weights for each possible result.
    pub strips: Vec<StripTable>,
}

/// What to do, depending on how the top sets went.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Decision {
    /// The back-off exercise; with its sets, if the day has several entries of this exercise.
    pub name: String,
    /// Whether the day has several entries of this exercise.
    pub is_one_of_several: bool,
    /// Its branches. The first one that applies counts. If none applies, the back-off work is done as written.
    pub branches: Vec<DecisionBranch>,
}

/// One outcome of the top sets, and the work that follows.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DecisionBranch {
    /// The outcome: `RPE 7 or less`.
    pub condition: String,
    /// The exercise that is done in this case.
    pub name: String,
    /// Its groups of sets; empty if there is no back-off work in this case.
    pub lines: Vec<LineRow>,
    /// The branch's note.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
}

/// A strip: the back-off weights for each possible result of the top set.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StripTable {
    /// The slug of the top set's lift.
    pub lift: String,
    /// What the columns are: `Squat, weight hit`.
    pub label: String,
    /// The unit of the weights.
    pub unit: String,
    /// The possible results of the top set, a column for each one.
    pub hits: Vec<String>,
    /// The groups of sets that follow.
    pub rows: Vec<StripLine>,
}

/// A row of a strip: a group of sets with its weight for each result of the top set.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StripLine {
    /// The exercise.
    pub name: String,
    /// Its sets and reps: `4 × 4`.
    pub dose: String,
    /// The condition of its branch: `RPE 7 or less`; empty outside branches.
    pub condition: String,
    /// Its rule, if another row has the same exercise and sets; otherwise empty.
    pub rule: String,
    /// Its weight for each possible result.
    pub weights: Vec<String>,
}

/// The purpose and note of an exercise.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Remark {
    /// The exercise.
    pub name: String,
    /// Its purpose; empty if it has none.
    pub purpose: String,
    /// Its note.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
}

/// An exercise with its sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct ItemRow {
    /// The exercise.
    pub name: String,
    /// The anchor of the exercise's description.
    pub anchor: String,
    /// Its purpose; empty if it has none.
    pub purpose: String,
    /// Its note.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// Its tempo, such as `3-1-0`; empty if it has none.
    pub tempo: String,
    /// The letter of its superset, such as `A`; empty if it has none.
    pub superset: String,
    /// What is added to the bar, such as bands or chains; empty if nothing is.
    pub accommodation: String,
    /// The exercises that may replace it.
    pub substitutes: Vec<SubstituteRow>,
    /// The groups of sets.
    pub lines: Vec<LineRow>,
}

/// An exercise that may replace another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct SubstituteRow {
    /// The exercise.
    pub name: String,
    /// Its weights with their unit, each different one once; empty if the lifter picks.
    pub weight: String,
}

/// A group of sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct LineRow {
    /// Whether it is a drop set: done right after the line before, without rest.
    pub drop: bool,
    /// Whether it is the heaviest line of an exercise under `top`.
    pub lead: bool,
    /// Its sets and reps: `5 × 3`, `3 × 5, last 5+`, `drop × 10`.
    pub dose: String,
    /// Its weight: `157.5`, `135–142.5`, `bodyweight + 20`, or `≈185` for an estimate; empty if the lifter picks.
    pub weight: String,
    /// `kg` or `lb`; empty if the weight has none.
    pub unit: &'static str,
    /// The rule of its weight, in words: `87.5%`, `10–15% off the top weight`.
    pub rule: String,
    /// The plates: `45 · 45 · 10 · 5 a side`, `empty bar`; empty if the plates are unknown.
    pub plates: String,
    /// The rest between the parts of a set: `20s`; empty if its sets have no parts.
    pub pause: String,
    /// The rest after each set: `3 min`; empty if the program has none.
    pub rest: String,
    /// The number of sets, a box for each one; for a range, the most.
    pub sets: u16,
}

/// How to do an exercise.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExerciseNote {
    /// Its name.
    pub name: String,
    /// Its anchor.
    pub anchor: String,
    /// The muscles it trains: `chest, triceps; also front delts`.
    pub muscles: String,
    /// Short reminders.
    pub cues: Vec<String>,
    /// A description of the exercise.
    #[schemars(extend("format" = "markdown"))]
    pub text: String,
}

impl<D> Booklet<D> {
    /// Replaces each day with the result of `fill`.
    ///
    /// # Errors
    ///
    /// Returns the first error of `fill`.
    pub fn fill<F, E>(self, fill: impl FnMut(D) -> Result<F, E>) -> Result<Booklet<F>, E> {
        Ok(Booklet {
            weeks: fill_weeks(self.weeks, fill)?,
            slug: self.slug,
            title: self.title,
            author: self.author,
            source: self.source,
            summary: self.summary,
            lifter: self.lifter,
            revision: self.revision,
            unit: self.unit,
            dates: self.dates,
            choices: self.choices,
            maxes: self.maxes,
            points: self.points,
            rounding: self.rounding,
            legend: self.legend,
            overview: self.overview,
            overview_columns: self.overview_columns,
            charts: self.charts,
            figures: self.figures,
            muscles: self.muscles,
            exercises: self.exercises,
            lifts_to_test: self.lifts_to_test,
            gym: self.gym,
        })
    }
}

/// Replaces each day of the weeks with the result of `fill`, or returns the first error of `fill`.
fn fill_weeks<D, F, E>(
    weeks: Vec<WeekPage<D>>,
    mut fill: impl FnMut(D) -> Result<F, E>,
) -> Result<Vec<WeekPage<F>>, E> {
    let week = |WeekPage { number, anchor, phase, note, days }: WeekPage<D>| {
        let days = days.into_iter().map(&mut fill).collect::<Result<_, _>>()?;
        Ok(WeekPage { number, anchor, phase, note, days })
    };
    weeks.into_iter().map(week).collect()
}

impl DayPage {
    /// Replaces the exercises of each section with the result of `fill`.
    ///
    /// # Errors
    ///
    /// Returns the first error of `fill`.
    pub fn fill<I, E>(self, mut fill: impl FnMut(Vec<ItemRow>) -> Result<I, E>) -> Result<DayPage<I>, E> {
        let section = |section: Section| {
            let Section { role, label, remarks, warmup, questions, decisions, strips, items } = section;
            Ok(Section { role, label, items: fill(items)?, remarks, warmup, questions, decisions, strips })
        };
        let Self { name, anchor, place, date, note, warmup, sections, volume, has_top, most_sets, is_other } = self;
        let sections = sections.into_iter().map(section).collect::<Result<_, _>>()?;
        Ok(DayPage { name, anchor, place, date, note, warmup, sections, volume, has_top, most_sets, is_other })
    }
}
