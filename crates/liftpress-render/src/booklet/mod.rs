//! The view model of a booklet: a plan as people read it, already worded and formatted. Templates add nothing but
//! their own layout; a template never computes a weight.
//!
//! [`booklet()`] makes it of a plan, and [`blank()`] of a program for nobody in particular, with rules where weights would stand.

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
pub use charts::{Band, Cell, Chart, Column, Emphasis, Picture, Row, Rows, Series, Weekly};
pub(crate) use gym::in_page;
pub use shape::GymShape;
pub use volume::{grouped, muscles};
pub use words::Wording;

/// A booklet for one lifter and program. `D` is what its days are: days of the view model, or these filled into their templates
/// already.
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
    /// From when to when; empty when undated.
    pub dates: String,
    /// What was chosen of the program's options.
    pub choices: Vec<ChoiceRow>,
    /// What weights were computed from.
    pub maxes: Vec<MaxRow>,
    /// What these maxes are worth in points; none where the site asks for none.
    pub points: Vec<PointsRow>,
    /// How weights were rounded, in words that follow "Rounded".
    pub rounding: String,
    /// The revision that made it, with its date; empty where the site is not kept in git.
    pub revision: String,
    /// How to read the notations that this booklet uses.
    pub legend: Vec<Legend>,
    /// The program at a glance.
    pub overview: Vec<OverviewWeek>,
    /// The most days of a week, and one for the week's name.
    pub overview_columns: usize,
    /// The program in pictures; `render` gives them to templates as drawings.
    #[serde(skip)]
    pub charts: Vec<Chart>,
    /// The numbers of every week.
    pub figures: FigureTable,
    /// Sets a week for each group of muscles, in as many tables as it takes.
    pub muscles: Vec<MuscleTable>,
    /// Every week.
    pub weeks: Vec<WeekPage<D>>,
    /// How to do the exercises.
    pub exercises: Vec<ExerciseNote>,
    /// The lifts whose new maxes are to be written down.
    pub lifts_to_test: Vec<String>,
    /// The days, and the rules that their weights follow from, as JSON for the page's script; without `<`, so that no text in
    /// it ends a script.
    #[schemars(extend("format" = "json"))]
    pub gym: String,
}

/// A max on the cover.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MaxRow {
    /// The lift.
    pub name: String,
    /// The 1RM, with its unit; after `≈` where it is an estimate.
    pub one_rep: String,
    /// The set or the training max it was taken from, and how; empty where the 1RM was given.
    pub how: String,
    /// What it is later in the program: `222.5 kg from week 5`.
    pub later: Vec<String>,
    /// What the cycles compute from, with its unit, each different one once: a training max, or else the max where it grows.
    pub by_cycle: Vec<String>,
    /// Whether that is a training max.
    pub trains: bool,
}

/// What maxes are worth on a scale that lifters of different bodyweight are compared on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PointsRow {
    /// The scale: `DOTS`.
    pub name: String,
    /// The points, to two decimals; after `≈` where a max is an estimate.
    pub points: String,
    /// What they are for: `a total of 387.5 kg`, `a bench press of 82.5 kg`.
    pub from: String,
}

/// An option and what was chosen.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChoiceRow {
    /// The option.
    pub option: String,
    /// What was chosen.
    pub choice: String,
}

/// One notation and what it means.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Legend {
    /// As it is printed.
    pub sign: String,
    /// In words.
    pub meaning: String,
}

/// A week at a glance.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewWeek {
    /// Its number.
    pub number: u16,
    /// The anchor of the week's page.
    pub anchor: String,
    /// Its phase, when it begins here; else empty.
    pub phase: String,
    /// Its days.
    pub days: Vec<OverviewDay>,
    /// Its sets, tonnage and mean intensity: `42 sets · 12 340 kg · mean 74%`.
    pub volume: String,
}

/// Numbers of every week; what nothing is known of has no column.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureTable {
    /// Heads of the columns: `Top sets`, `Tonnage, kg`.
    pub columns: Vec<String>,
    /// The weeks.
    pub rows: Vec<FigureRow>,
}

/// Numbers of a week.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureRow {
    /// The week's number.
    pub week: u16,
    /// A number for each column, with its sign: `12`, `≈12 340`, `74%`; empty where it is not known, or nothing.
    pub cells: Vec<String>,
}

/// Sets a week for each group of muscles.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MuscleTable {
    /// The weeks of each column: `3`, or of weeks that are the same `1–4`.
    pub weeks: Vec<String>,
    /// The groups of muscles.
    pub rows: Vec<MuscleRow>,
}

/// Sets a week for a group of muscles.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MuscleRow {
    /// Its name: `Front delts`.
    pub muscle: String,
    /// Its sets in each column's weeks: `10`, `7.5`.
    pub sets: Vec<String>,
}

/// A day at a glance.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewDay {
    /// Its name.
    pub name: String,
    /// The anchor of its page.
    pub anchor: String,
    /// Its top sets: `Squat 5 × 3 at 157.5`.
    pub top: Vec<String>,
    /// How much work it is: `5 top sets, 21 back-off sets`.
    pub volume: String,
}

/// A week's pages.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WeekPage<D = DayPage> {
    /// Its number.
    pub number: u16,
    /// Its anchor.
    pub anchor: String,
    /// Its phase's name, else the phase's goal, and its cycle where there are several: `Wave · cycle 2`; else empty.
    pub phase: String,
    /// A word to the lifter at the beginning of a phase; else empty.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// Its days.
    pub days: Vec<D>,
}

/// A day's page. `I` is what the exercises of a section are: rows of the view model, or these rows filled into their templates
/// already.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DayPage<I = Vec<ItemRow>> {
    /// Its name.
    pub name: String,
    /// Its anchor.
    pub anchor: String,
    /// Program, phase, week and cycle: `Back-off wave · Wave · week 3 of 12 · cycle 1`.
    pub place: String,
    /// Its date: `Mon 7 Dec 2026`; empty when undated.
    pub date: String,
    /// A word to the lifter.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// The sets before the work: `45 × 8`.
    pub warmup: Vec<String>,
    /// Top sets, back-off work, accessories, in order.
    pub sections: Vec<Section<I>>,
    /// How much work it is: `5 top sets, 21 back-off sets`.
    pub volume: String,
    /// Whether there is a top set to look back on.
    pub has_top: bool,
    /// The most sets that any of its lines has, to make room for their boxes; at least 1.
    pub most_sets: u16,
    /// Whether it is there for another choice than the one that is made: to be hidden.
    pub is_other: bool,
}

/// A run of entries with the same role.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Section<I = Vec<ItemRow>> {
    /// `top`, `backoff` or `accessory`.
    pub role: &'static str,
    /// Its heading, with the name of the block if it has one.
    pub label: String,
    /// Its exercises; in templates filled into `item.html` and `item.md` already.
    pub items: I,
    /// What there is to say of them besides.
    pub remarks: Vec<Remark>,
    /// Light sets before the first entry, where it is not the first of the day: `45 × 8`.
    pub warmup: Vec<String>,
    /// Of top sets that others depend on: what to look at.
    pub questions: Vec<String>,
    /// Of top sets: what to do, depending on how they went.
    pub decisions: Vec<Decision>,
    /// Of top sets that are an estimate: what follows from what they come to.
    pub strips: Vec<StripTable>,
}

/// What to do, depending on how the top set went.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Decision {
    /// The back-off exercise it is about; with its sets where the day has several entries of that exercise.
    pub name: String,
    /// Whether it is one of several entries of that exercise.
    pub is_one_of_several: bool,
    /// From the first that fits; what is written as back-off work holds otherwise.
    pub branches: Vec<DecisionBranch>,
}

/// One way the top set may have gone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DecisionBranch {
    /// How it went: `RPE 7 or less`.
    pub condition: String,
    /// The exercise that is done then.
    pub name: String,
    /// Its groups of sets; none where there is no back-off work then.
    pub lines: Vec<LineRow>,
    /// A word to the lifter.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
}

/// What follows from what the top set comes to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StripTable {
    /// Slug of the lift.
    pub lift: String,
    /// What the columns are: `Squat, weight hit`.
    pub label: String,
    /// The unit of the weights that follow.
    pub unit: String,
    /// What the top set may come to.
    pub hits: Vec<String>,
    /// What follows.
    pub rows: Vec<StripLine>,
}

/// A group of sets that follows from what the top set comes to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StripLine {
    /// The exercise.
    pub name: String,
    /// `4 × 4`.
    pub dose: String,
    /// The branch it belongs to: `RPE 7 or less`; else empty.
    pub condition: String,
    /// Its rule, where another row is of the same exercise and sets; else empty.
    pub rule: String,
    /// Its weight for each of the hits.
    pub weights: Vec<String>,
}

/// What there is to say of an exercise besides its sets.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Remark {
    /// The exercise.
    pub name: String,
    /// What it is for; empty when not said.
    pub purpose: String,
    /// A word to the lifter.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
}

/// An exercise with its sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct ItemRow {
    /// The exercise.
    pub name: String,
    /// The anchor of its note.
    pub anchor: String,
    /// What it is for; empty when not said.
    pub purpose: String,
    /// A word to the lifter.
    #[schemars(extend("format" = "markdown"))]
    pub note: String,
    /// `3-1-0`; empty when not said.
    pub tempo: String,
    /// `A`; empty when not in a superset.
    pub superset: String,
    /// Bands, chains: what is on the bar besides; empty when nothing is.
    pub accommodation: String,
    /// What will do in its place.
    pub substitutes: Vec<SubstituteRow>,
    /// The groups of sets.
    pub lines: Vec<LineRow>,
}

/// An exercise that will do in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct SubstituteRow {
    /// The exercise.
    pub name: String,
    /// Its weights with their unit, one for each different one of the other's lines; empty where the lifter picks.
    pub weight: String,
}

/// A group of sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct LineRow {
    /// Whether it follows at once on the line before.
    pub drop: bool,
    /// Whether it is the heaviest of its exercise's top sets.
    pub lead: bool,
    /// `5 × 3`, `3 × 5, last 5+`, `drop × 10`.
    pub dose: String,
    /// `157.5`, `135–142.5`, `bodyweight + 20`, of an estimate `≈185`; empty where the lifter picks.
    pub weight: String,
    /// `kg`, or nothing beside words.
    pub unit: &'static str,
    /// The rule in words: `87.5%`, `10–15% off the top weight`.
    pub rule: String,
    /// `45 · 45 · 10 · 5 a side`, `empty bar`; empty where nothing is known of plates.
    pub plates: String,
    /// Rest between the parts of a set: `20s`; empty where it has none.
    pub pause: String,
    /// `3 min`; empty when not said.
    pub rest: String,
    /// How many sets, to make a box for each.
    pub sets: u16,
}

/// How an exercise is done.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExerciseNote {
    /// Its name.
    pub name: String,
    /// Its anchor.
    pub anchor: String,
    /// What it trains: `chest, triceps; also front delts`.
    pub muscles: String,
    /// Short reminders.
    pub cues: Vec<String>,
    /// How to do it.
    #[schemars(extend("format" = "markdown"))]
    pub text: String,
}

impl<D> Booklet<D> {
    /// The same booklet with its days as `fill` makes them, or the first error of `fill`.
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

/// Weeks with their days as `fill` makes them, or the first error of `fill`.
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
    /// The same with the items of each section as `fill` makes them, or the first error of `fill`.
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
