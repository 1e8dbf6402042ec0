//! A booklet of nobody yet, for a page on which any visitor fills in their own numbers: rules stand where weights will, the
//! days of every way to choose are there, and a script gets all that it needs to make a booklet of it.

mod days;
mod ways;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Assignment, Basis, Choice, Formula, Gear, Program, ProgramOption, Word, option_combinations};
use crate::plan::{Day, Plan, Weight, expand_each};
use crate::units::{Percent, Unit};

use super::build::{Shows, written};
use super::gym::{Gym, in_page};
use super::{Booklet, Chart, DayPage, ExerciseNote, Legend, OverviewWeek, WeekPage, fill_weeks};
use days::{gym, overview, variants, weeks};
use ways::{offered, somebody};

/// A booklet of nobody yet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Blank<D = DayPage> {
    /// The unit that it is shown in at first: `kg` or `lb`.
    pub unit: String,
    /// How to read the notations that it uses.
    pub legend: Vec<Legend>,
    /// The program at a glance, with rules in place of weights.
    pub overview: Vec<OverviewWeek>,
    /// The most days of a week, and one for the week's name.
    pub overview_columns: usize,
    /// Every week, with rules in place of weights and the days of every way to choose.
    pub weeks: Vec<WeekPage<D>>,
    /// How to do the exercises.
    pub exercises: Vec<ExerciseNote>,
    /// Its charts for every way to choose; `render` gives them to templates as drawings.
    #[serde(skip)]
    pub ways_charts: Vec<BlankChart>,
    /// What the visitor can do.
    pub lifts: Vec<LiftField>,
    /// What there is to choose.
    pub options: Vec<OptionField>,
    /// Whether what is lifted depends on what the visitor weighs.
    pub has_bodyweight: bool,
    /// The program's training max, in percent of the 1RM: `90`; empty where it computes from none.
    pub training_max: String,
    /// The same for the script, as JSON that can stand within a page: print it with `| safe`.
    #[schemars(extend("format" = "json"))]
    pub book: String,
}

/// A chart, and the ways to choose that it is of.
#[derive(Debug)]
pub struct BlankChart {
    /// The chart.
    pub chart: Chart,
    /// Their numbers; none: it is of all ways.
    pub ways: Vec<usize>,
    /// Whether it is of another choice than the default: to be hidden.
    pub is_other: bool,
}

/// A lift that the visitor brings a max for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LiftField {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether bodyweight is lifted with it: the max is then what hangs on the belt.
    pub body: bool,
}

/// Something to choose.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OptionField {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What there is to choose from.
    pub choices: Vec<ChoiceField>,
}

/// One of the choices of an option.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChoiceField {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether it is what is taken where nothing is chosen.
    pub is_default: bool,
}

/// What the script reads. `docs/pages/calculator.md` documents it.
#[derive(Serialize)]
struct Book<'b> {
    format: u8,
    /// The unit that weights are shown in at first.
    unit: String,
    lifts: &'b [LiftField],
    options: &'b [OptionField],
    /// 1RM and weight of a set to failure, as a fraction, for one rep, two reps and so on.
    formula: Vec<(u64, u64)>,
    /// The RPE chart: reps, half points, millionths.
    chart: Vec<(u16, u16, i64)>,
    /// How weights are rounded where the visitor says nothing.
    rounding: &'static str,
    kg: Gym<'b>,
    lb: Gym<'b>,
}

impl<D> Blank<D> {
    /// The same with its days as `fill` makes them, or the first error of `fill`.
    pub fn fill<F, E>(self, fill: impl FnMut(D) -> Result<F, E>) -> Result<Blank<F>, E> {
        Ok(Blank {
            weeks: fill_weeks(self.weeks, fill)?,
            unit: self.unit,
            legend: self.legend,
            overview: self.overview,
            overview_columns: self.overview_columns,
            exercises: self.exercises,
            ways_charts: self.ways_charts,
            lifts: self.lifts,
            options: self.options,
            has_bodyweight: self.has_bodyweight,
            training_max: self.training_max,
            book: self.book,
        })
    }
}

/// A program without a lifter, to be filled in by a visitor; `None` where it cannot be worked out even for somebody who
/// brings every max.
#[must_use]
pub fn blank(program: &Program, basis: Basis<'_>) -> Option<Blank> {
    blank_of(program, basis, false).or_else(|| blank_of(program, basis, true))
}

/// Worked out for somebody with a max in what the program asks for, or in everything.
fn blank_of(program: &Program, basis: Basis<'_>, in_everything: bool) -> Option<Blank> {
    let options = offered(program);
    let default = options.iter().fold(0, |way, option| way * option.choices.len() + option.default);
    let ways: Vec<_> = option_combinations(options).into_iter().map(|way| Assignment::choosing(program, way)).collect();
    let [kg, lb] = [Unit::Kg, Unit::Lb].map(|unit| somebody(program, basis, unit, in_everything));
    let (kg, lb) = (expand_each(program, &kg, &ways, basis)?, expand_each(program, &lb, &ways, basis)?);
    let (kg_days, lb_days) = (variants(&kg), variants(&lb));
    let unit = program.units.or(basis.settings.units).unwrap_or(Unit::Kg);
    let (shown, days) = if unit == Unit::Kg { (&kg, &kg_days) } else { (&lb, &lb_days) };
    let labels = &basis.settings.labels;
    let mut booklets: Vec<Booklet> = shown.iter().map(|plan| written(plan, labels, Shows::Rules)).collect();
    let ways_charts = charts(&mut booklets, default);
    let lifts = lifts(program, basis, shown);
    let options: Vec<_> = options.iter().map(option_field).collect();
    let (kg_rules, lb_rules) = (kg[0].rulebook(), lb[0].rulebook());
    let book = in_page(&Book {
        format: 1,
        unit: unit.to_string(),
        lifts: &lifts,
        options: &options,
        formula: (1..=Formula::MOST_REPS)
            .filter_map(|reps| basis.settings.formula.share_for(reps))
            .map(|(weight, one_rep)| (one_rep, weight))
            .collect(),
        chart: (basis.settings.rpe_chart.cells())
            .map(|(reps, rpe, percent)| (reps, rpe.in_halves().into(), percent.millionths()))
            .collect(),
        rounding: basis.settings.rounding.word(),
        kg: gym(&kg, &kg_days, &kg_rules, basis),
        lb: gym(&lb, &lb_days, &lb_rules, basis),
    });
    let training = program.phases.first().and_then(|phase| program.training_share(phase));
    let weeks = weeks(days, &booklets, default);
    let Booklet { overview: rows, overview_columns, mut legend, mut exercises, .. } = booklets.remove(default);
    for other in booklets {
        let more = missing(&legend, other.legend, |entry: &Legend| entry.sign.clone());
        legend.extend(more);
        let more = missing(&exercises, other.exercises, |note: &ExerciseNote| note.anchor.clone());
        exercises.extend(more);
    }
    Some(Blank {
        unit: unit.to_string(),
        legend,
        overview: overview(days, rows, default),
        overview_columns,
        weeks,
        exercises,
        ways_charts,
        has_bodyweight: shown.iter().any(needs_bodyweight),
        training_max: training.map(Percent::number).unwrap_or_default(),
        lifts,
        options,
        book,
    })
}

/// The charts of all ways, each different one once. Tonnage has none: it is of somebody's weights.
fn charts(booklets: &mut [Booklet], default: usize) -> Vec<BlankChart> {
    let mut all: Vec<BlankChart> = Vec::new();
    let ways = booklets.len();
    for (way, booklet) in booklets.iter_mut().enumerate() {
        for chart in booklet.charts.drain(..).filter(|chart| chart.name != "tonnage") {
            match all.iter_mut().find(|known| known.chart == chart) {
                Some(known) => known.ways.push(way),
                None => all.push(BlankChart { chart, ways: vec![way], is_other: false }),
            }
        }
    }
    for BlankChart { chart, ways: of, is_other } in &mut all {
        *is_other = !of.contains(&default);
        // Names are parts of anchors.
        if of[0] > 0 {
            chart.name = format!("{}-{}", chart.name, of[0]);
        }
        if of.len() == ways {
            of.clear();
        }
    }
    all
}

/// The lifts that the program asks for, and others that a weight was taken from.
fn lifts(program: &Program, basis: Basis<'_>, plans: &[Plan<'_>]) -> Vec<LiftField> {
    let used = plans.iter().flat_map(|plan| &plan.maxes).map(|max| max.exercise);
    let mut lifts: Vec<LiftField> = Vec::new();
    for exercise in basis.library.lifts_of(program).into_iter().chain(used) {
        if lifts.iter().all(|lift| lift.slug != exercise.slug.as_str()) {
            let body = exercise.gear == Gear::Bodyweight;
            lifts.push(LiftField { slug: exercise.slug.to_string(), name: exercise.name.clone(), body });
        }
    }
    lifts
}

fn option_field(option: &ProgramOption) -> OptionField {
    let choice = |(index, choice): (usize, &Choice)| ChoiceField {
        slug: choice.slug.to_string(),
        name: choice.name.clone(),
        is_default: index == option.default,
    };
    OptionField {
        slug: option.slug.to_string(),
        name: option.name.clone(),
        choices: option.choices.iter().enumerate().map(choice).collect(),
    }
}

/// Whether some exercise is done with bodyweight, and not only by as many reps as possible.
fn needs_bodyweight(plan: &Plan<'_>) -> bool {
    let items = plan.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items);
    items.into_iter().any(|item| {
        item.exercise.gear == Gear::Bodyweight
            && item.lines.iter().any(|line| matches!(line.weight, Weight::Bodyweight(_)))
    })
}

/// What is in `more` and not in `known`, by its key.
fn missing<T>(known: &[T], more: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    more.into_iter().filter(|one| known.iter().all(|known| key(known) != key(one))).collect()
}
