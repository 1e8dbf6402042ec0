//! The view model of a booklet: a plan in words, with every number formatted. Templates only lay the words out; they
//! never compute a weight.
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

/// A booklet for one lifter and program. `D` is the type of the booklet's days: pages of the view model, or pages that
/// are already rendered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Booklet<D = DayPage> {
    /// The slug of the program.
    pub slug: String,
    /// The title of the program.
    pub title: String,
    /// The author of the program.
    pub author: String,
    /// Where the program was published.
    #[schemars(extend("format" = "markdown"))]
    pub source: String,
    /// A description of the program.
    #[schemars(extend("format" = "markdown"))]
    pub summary: String,
    /// The name of the lifter; empty if only maxes were given.
    pub lifter: String,
    /// The unit of the weights: `kg` or `lb`.
    pub unit: String,
    /// The first and the last date; empty if the booklet has no dates.
    pub dates: String,
    /// The choices made for the program's options.
    pub choices: Vec<ChoiceRow>,
    /// The maxes that weights were computed from.
    pub maxes: Vec<MaxRow>,
    /// The points for these maxes; empty if the site's settings ask for no points.
    pub points: Vec<PointsRow>,
    /// How weights were rounded, in words that continue "rounded": `to the nearest 2.5 kg`.
    pub rounding: String,
    /// The Git revision of the content, with its date; empty if the site is not in a Git repository.
    pub revision: String,
    /// The notations that this booklet uses, with their meanings.
    pub legend: Vec<Legend>,
    /// The overview of the program: its weeks with their heaviest sets.
    pub overview: Vec<OverviewWeek>,
    /// The number of columns of the overview: the largest number of days in a week, plus one column for the name of the
    /// week.
    pub overview_columns: usize,
    /// The program's charts. `render` draws them for templates.
    #[serde(skip)]
    pub charts: Vec<Chart>,
    /// The volume and intensity of each week, as numbers.
    pub figures: FigureTable,
    /// The sets per week for each muscle group. A long program has several tables.
    pub muscles: Vec<MuscleTable>,
    /// The weeks.
    pub weeks: Vec<WeekPage<D>>,
    /// The descriptions of the exercises.
    pub exercises: Vec<ExerciseNote>,
    /// The lifts for which the booklet has a space to write down a new max.
    pub lifts_to_test: Vec<String>,
    /// The data of gym mode as JSON, for the page's script: the days, and the rules of their weights. The JSON contains
    /// no `<`, so no text in it can end the script.
    #[schemars(extend("format" = "json"))]
    pub gym: String,
}

/// A max on the cover.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MaxRow {
    /// The lift.
    pub name: String,
    /// The 1RM with its unit. An estimated 1RM starts with `≈`.
    pub one_rep: String,
    /// The set or the training max that the 1RM was estimated from, with the method; empty if the 1RM was given.
    pub how: String,
    /// The maxes that apply later in the program: `222.5 kg from week 5`.
    pub later: Vec<String>,
    /// The masses, with their unit, that percentages are of in each cycle, without duplicates: the training max, or the
    /// max itself if it grows from cycle to cycle.
    pub by_cycle: Vec<String>,
    /// Whether the masses in `by_cycle` are training maxes.
    pub trains: bool,
}

/// Points for a lifter's maxes on one scale. Points compare lifters of different bodyweight.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PointsRow {
    /// The scale: `DOTS`.
    pub name: String,
    /// The points, with two decimals. Points from an estimated max start with `≈`.
    pub points: String,
    /// The lift or total for which the points are: `a total of 387.5 kg`, `a bench press of 82.5 kg`.
    pub from: String,
}

/// An option of the program and the lifter's choice.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChoiceRow {
    /// The name of the option.
    pub option: String,
    /// The name of the choice.
    pub choice: String,
}

/// A notation and its meaning.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Legend {
    /// The notation, as it is printed.
    pub sign: String,
    /// The meaning of the notation, in words.
    pub meaning: String,
}

/// A week in the overview.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewWeek {
    /// The number of the week.
    pub number: u16,
    /// The anchor of the week's page.
    pub anchor: String,
    /// The phase that starts in this week, with the cycle if the program has several; empty if no phase starts.
    pub phase: String,
    /// The days of the week.
    pub days: Vec<OverviewDay>,
    /// The sets, the tonnage and the mean intensity of the week: `42 sets · 12 340 kg · mean 74%`.
    pub volume: String,
}

/// The volume and intensity of each week, as a table. A number that is unknown in all weeks has no column.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureTable {
    /// The headings of the columns: `Top sets`, `Tonnage, kg`.
    pub columns: Vec<String>,
    /// The weeks, a row for each.
    pub rows: Vec<FigureRow>,
}

/// The numbers of one week.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureRow {
    /// The week's number.
    pub week: u16,
    /// The value in each column: `12`, `≈12 340`, `74%`; empty if the value is unknown or zero.
    pub cells: Vec<String>,
}

/// A table of the sets per week for each muscle group.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MuscleTable {
    /// The weeks of each column: `3`, or `1–4` for consecutive weeks with equal sets.
    pub weeks: Vec<String>,
    /// The muscle groups, a row for each.
    pub rows: Vec<MuscleRow>,
}

/// The sets per week for one muscle group.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MuscleRow {
    /// The name of the muscle group: `Front delts`.
    pub muscle: String,
    /// The sets in the weeks of each column: `10`, `7.5`.
    pub sets: Vec<String>,
}

/// A day in the overview.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewDay {
    /// The name of the day.
    pub name: String,
    /// The anchor of the day's page.
    pub anchor: String,
    /// The heaviest set of each exercise under `top`: `Squat 5 × 3 at 157.5`.
    pub top: Vec<String>,
    /// The back-off work in words: `21 back-off sets`; empty if the day has no back-off work.
    pub volume: String,
}

/// The pages of one week.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WeekPage<D = DayPage> {
    /// The number of the week.
    pub number: u16,
    /// The anchor of the week.
    pub anchor: String,
    /// The name of the phase, or else its goal, followed by the cycle if the program has several: `Wave · cycle 2`.
    /// Empty if there is nothing to name.
    pub phase: String,
    /// The note of the phase, in the first week of the phase; otherwise empty.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// The days of the week.
    pub days: Vec<D>,
}

/// The page of a day. `I` is the type of a section's exercises: rows of the view model, or rows that are already
/// rendered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DayPage<I = Vec<ItemRow>> {
    /// The name of the day.
    pub name: String,
    /// The anchor of the day.
    pub anchor: String,
    /// The program, the phase, the week and the cycle: `Back-off wave · Wave · week 3 of 12 · cycle 1`.
    pub place: String,
    /// The date of the day: `Mon 7 Dec 2026`; empty if the day has no date.
    pub date: String,
    /// The note of the day.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// The warm-up sets of the day's first exercise: `45 × 8`.
    pub warmup: Vec<String>,
    /// The top sets, the back-off work and the accessories, in this order.
    pub sections: Vec<Section<I>>,
    /// The number of sets, in words: `5 top sets, 21 back-off sets`.
    pub volume: String,
    /// Whether the day has top sets.
    pub has_top: bool,
    /// The largest number of sets in any of the day's groups, at least 1. Each set needs room for a box.
    pub most_sets: u16,
    /// Whether a program page hides the day at first, because the default choices do not include the day.
    pub is_other: bool,
}

/// Consecutive exercises with the same role.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Section<I = Vec<ItemRow>> {
    /// The role of the exercises: `top`, `backoff` or `accessory`.
    pub role: &'static str,
    /// The heading of the section, with the name of the block if the block has one.
    pub label: String,
    /// The exercises. Templates get them already rendered by `item.html` or `item.md`.
    pub items: I,
    /// The purposes and notes of the exercises.
    pub remarks: Vec<Remark>,
    /// The warm-up sets of the section's first exercise: `45 × 8`; empty if that is the first exercise of the day.
    pub warmup: Vec<String>,
    /// The questions to answer after the top sets, if later sets depend on the answers.
    pub questions: Vec<String>,
    /// What to do after the top sets, depending on how they went.
    pub decisions: Vec<Decision>,
    /// The back-off weights for each possible result of the top sets, if the result is not known in advance.
    pub strips: Vec<StripTable>,
}

/// What to do, depending on how the top sets went.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Decision {
    /// The back-off exercise. If the day has several entries of this exercise, its sets are included.
    pub name: String,
    /// Whether the day has several entries of this exercise.
    pub is_one_of_several: bool,
    /// The branches of the decision. Only the first branch whose condition holds applies. If no condition holds, the
    /// back-off work is done as planned.
    pub branches: Vec<DecisionBranch>,
}

/// A possible outcome of the top sets, and the work that follows it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DecisionBranch {
    /// The outcome: `RPE 7 or less`.
    pub condition: String,
    /// The exercise to do in this case.
    pub name: String,
    /// The groups of sets to do in this case; empty if there is no back-off work.
    pub lines: Vec<LineRow>,
    /// The note of the branch.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
}

/// A strip: the back-off weights for each possible result of the top set.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StripTable {
    /// The slug of the top set's lift.
    pub lift: String,
    /// The meaning of the columns: `Squat, weight hit`.
    pub label: String,
    /// The unit of the weights.
    pub unit: String,
    /// The possible results of the top set, one for each column.
    pub hits: Vec<String>,
    /// The groups of sets that depend on the result, one for each row.
    pub rows: Vec<StripLine>,
}

/// A row of a strip: a group of sets with its weight for each result of the top set.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StripLine {
    /// The exercise.
    pub name: String,
    /// The sets and reps: `4 × 4`.
    pub dose: String,
    /// The condition of the branch that the group of sets belongs to: `RPE 7 or less`; empty outside of branches.
    pub condition: String,
    /// The rule of the weight, if another row has the same exercise and sets; otherwise empty.
    pub rule: String,
    /// The weight for each possible result of the top set.
    pub weights: Vec<String>,
}

/// The purpose and note of an exercise.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Remark {
    /// The exercise.
    pub name: String,
    /// The purpose of the exercise; empty if it has none.
    pub purpose: String,
    /// The note on the exercise.
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
    /// The purpose of the exercise; empty if it has none.
    pub purpose: String,
    /// The note on the exercise.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// The tempo, such as `3-1-0`; empty if there is none.
    pub tempo: String,
    /// The letter of the superset, such as `A`; empty if the exercise is in none.
    pub superset: String,
    /// What is added to the bar besides plates, such as bands or chains; empty if nothing is added.
    pub accommodation: String,
    /// The exercises that may replace this exercise.
    pub substitutes: Vec<SubstituteRow>,
    /// The groups of sets.
    pub lines: Vec<LineRow>,
}

/// An exercise that may replace another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct SubstituteRow {
    /// The exercise.
    pub name: String,
    /// The weights for the substitute, with their unit and without duplicates; empty if the lifter picks the weight.
    pub weight: String,
}

/// A group of sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct LineRow {
    /// Whether the group is a drop set, which is done right after the group before it, without rest.
    pub drop: bool,
    /// Whether the group is the heaviest one of an exercise under `top`.
    pub lead: bool,
    /// The sets and reps: `5 × 3`, `3 × 5, last 5+`, `drop × 10`.
    pub dose: String,
    /// The weight: `157.5`, `135–142.5`, `bodyweight + 20`, or `≈185` for an estimate; empty if the lifter picks the
    /// weight.
    pub weight: String,
    /// The unit of the weight: `kg` or `lb`; empty if the weight has no unit.
    pub unit: &'static str,
    /// The rule of the weight, in words: `87.5%`, `10–15% off the top weight`.
    pub rule: String,
    /// The plates: `45 · 45 · 10 · 5 a side`, `empty bar`; empty if the plates are unknown.
    pub plates: String,
    /// The rest between the parts of a set: `20s`; empty if the sets have no parts.
    pub pause: String,
    /// The rest after each set: `3 min`; empty if the program gives no rest.
    pub rest: String,
    /// The number of sets; for a range, the most. A booklet has a box for each set.
    pub sets: u16,
}

/// The description of an exercise.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExerciseNote {
    /// The name of the exercise.
    pub name: String,
    /// The anchor of the description.
    pub anchor: String,
    /// The muscles that the exercise trains: `chest, triceps; also front delts`.
    pub muscles: String,
    /// Short reminders for doing the exercise.
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
