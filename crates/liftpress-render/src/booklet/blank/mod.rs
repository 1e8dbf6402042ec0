//! Builds a blank booklet: a program with rules in place of weights, and with the days of all combinations of options.
//! The booklet also has the data from which a page's script calculates the weights for a visitor.
//!
//! `days` collects the days, and `combinations` lists the combinations of options.

mod combinations;
mod days;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Assignment, Basis, Choice, Formula, Gear, Program, ProgramOption, Word, option_combinations};
use crate::plan::{Day, Plan, Weight, expand_each};
use crate::units::{Percent, Unit};

use super::build::{Shows, booklet_without_gym};
use super::gym::{Gym, in_page};
use super::{Booklet, Chart, DayPage, ExerciseNote, Legend, OverviewWeek, WeekPage, fill_weeks};
use combinations::{offered_options, sample_lifter};
use days::{gym, overview, variants, weeks};

/// A blank booklet: the program page's view of a program, without a lifter's maxes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Blank<D = DayPage> {
    /// The unit that the page shows first: `kg` or `lb`.
    pub unit: String,
    /// The notations that the program uses, with their meanings.
    pub legend: Vec<Legend>,
    /// The overview of the program, with rules in place of weights.
    pub overview: Vec<OverviewWeek>,
    /// The number of columns of the overview: the largest number of days in a week, plus one column for the name of the
    /// week.
    pub overview_columns: usize,
    /// All weeks, with rules in place of weights and with the days of all combinations of options.
    pub weeks: Vec<WeekPage<D>>,
    /// The descriptions of the exercises.
    pub exercises: Vec<ExerciseNote>,
    /// The charts of all combinations of options. `render` draws them for templates.
    #[serde(skip)]
    pub charts: Vec<BlankChart>,
    /// The lifts for which a visitor enters a max.
    pub lifts: Vec<LiftField>,
    /// The options among which a visitor may choose.
    pub options: Vec<OptionField>,
    /// Whether a weight depends on the visitor's bodyweight.
    pub has_bodyweight: bool,
    /// The training max of the program, as a percentage of the 1RM: `90`; empty if the program has no training max.
    pub training_max: String,
    /// The data for the page's script, as JSON for a `<script>` element: print it with `| safe`.
    #[schemars(extend("format" = "json"))]
    pub book: String,
}

/// A chart, with the combinations of options that have it.
#[derive(Debug)]
pub struct BlankChart {
    /// The chart.
    pub chart: Chart,
    /// The combinations that have the chart, by index; empty if all combinations have it.
    pub combinations: Vec<usize>,
    /// Whether the page hides the chart at first, because the default choices do not include the chart.
    pub is_other: bool,
}

/// A lift for which the visitor enters a max.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LiftField {
    /// The slug of the lift.
    pub slug: String,
    /// The name of the lift.
    pub name: String,
    /// Whether the lift includes bodyweight. The visitor then enters the added weight as the max.
    pub body: bool,
}

/// An option among whose choices the visitor may choose.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OptionField {
    /// The slug of the option.
    pub slug: String,
    /// The name of the option.
    pub name: String,
    /// The choices of the option.
    pub choices: Vec<ChoiceField>,
}

/// A choice of an option.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChoiceField {
    /// The slug of the choice.
    pub slug: String,
    /// The name of the choice.
    pub name: String,
    /// Whether the choice applies if the visitor chooses nothing.
    pub is_default: bool,
}

/// The data for the page's script. `docs/pages/calculator.md` documents the format.
#[derive(Serialize)]
struct Book<'b> {
    format: u8,
    /// The unit that the page shows first.
    unit: String,
    lifts: &'b [LiftField],
    options: &'b [OptionField],
    /// The formula for the 1RM. For 1 rep, 2 reps and so on, the list has the 1RM divided by the weight of a set to
    /// failure, as numerator and denominator.
    formula: Vec<(u64, u64)>,
    /// The RPE chart. Each member has the reps, the RPE in half points, and the percentage of the 1RM in millionths of
    /// the 1RM.
    chart: Vec<(u16, u16, i64)>,
    /// The rounding of weights that applies if the visitor chooses none.
    rounding: &'static str,
    kg: Gym<'b>,
    lb: Gym<'b>,
}

impl<D> Blank<D> {
    /// Replaces each day with the result of `fill`.
    ///
    /// # Errors
    ///
    /// Returns the first error of `fill`.
    pub fn fill<F, E>(self, fill: impl FnMut(D) -> Result<F, E>) -> Result<Blank<F>, E> {
        Ok(Blank {
            weeks: fill_weeks(self.weeks, fill)?,
            unit: self.unit,
            legend: self.legend,
            overview: self.overview,
            overview_columns: self.overview_columns,
            exercises: self.exercises,
            charts: self.charts,
            lifts: self.lifts,
            options: self.options,
            has_bodyweight: self.has_bodyweight,
            training_max: self.training_max,
            book: self.book,
        })
    }
}

/// Builds the blank booklet of a program. Returns `None` if the program cannot be calculated, not even for a lifter
/// with a max in every exercise.
#[must_use]
pub fn blank(program: &Program, basis: Basis<'_>) -> Option<Blank> {
    blank_of(program, basis, false).or_else(|| blank_of(program, basis, true))
}

/// Builds the blank booklet for a lifter with a max in the lifts that the program asks for, or in every exercise.
fn blank_of(program: &Program, basis: Basis<'_>, in_everything: bool) -> Option<Blank> {
    let options = offered_options(program);
    let default = options.iter().fold(0, |combination, option| combination * option.choices.len() + option.default);
    let combinations: Vec<_> = option_combinations(options)
        .into_iter()
        .map(|combination| Assignment::choosing(program, combination))
        .collect();
    let [kg, lb] = [Unit::Kg, Unit::Lb].map(|unit| sample_lifter(program, basis, unit, in_everything));
    let (kg, lb) = (expand_each(program, &kg, &combinations, basis)?, expand_each(program, &lb, &combinations, basis)?);
    let (kg_days, lb_days) = (variants(&kg), variants(&lb));
    let unit = program.units.or(basis.settings.units).unwrap_or(Unit::Kg);
    let (shown, days) = if unit == Unit::Kg { (&kg, &kg_days) } else { (&lb, &lb_days) };
    let labels = &basis.settings.labels;
    let mut booklets: Vec<Booklet> = shown.iter().map(|plan| booklet_without_gym(plan, labels, Shows::Rules)).collect();
    let charts = charts(&mut booklets, default);
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
        charts,
        has_bodyweight: shown.iter().any(needs_bodyweight),
        training_max: training.map(Percent::number).unwrap_or_default(),
        lifts,
        options,
        book,
    })
}

/// Returns the charts of all combinations, without duplicates. The tonnage chart is left out, because it depends on a
/// lifter's weights.
fn charts(booklets: &mut [Booklet], default: usize) -> Vec<BlankChart> {
    let mut all: Vec<BlankChart> = Vec::new();
    let combinations = booklets.len();
    for (combination, booklet) in booklets.iter_mut().enumerate() {
        for chart in booklet.charts.drain(..).filter(|chart| chart.name != "tonnage") {
            match all.iter_mut().find(|known| known.chart == chart) {
                Some(known) => known.combinations.push(combination),
                None => all.push(BlankChart { chart, combinations: vec![combination], is_other: false }),
            }
        }
    }
    for BlankChart { chart, combinations: of, is_other } in &mut all {
        *is_other = !of.contains(&default);
        // The name becomes part of an anchor, so it must differ from the names of the other charts.
        if of[0] > 0 {
            chart.name = format!("{}-{}", chart.name, of[0]);
        }
        if of.len() == combinations {
            of.clear();
        }
    }
    all
}

/// Returns the lifts that the program asks for, followed by the other lifts from which a weight is calculated.
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

/// Returns whether some weight depends on bodyweight.
fn needs_bodyweight(plan: &Plan<'_>) -> bool {
    let items = plan.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items);
    items.into_iter().any(|item| {
        item.exercise.gear == Gear::Bodyweight
            && item.lines.iter().any(|line| matches!(line.weight, Weight::Bodyweight(_)))
    })
}

/// Returns the members of `more` whose keys no member of `known` has.
fn missing<T>(known: &[T], more: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    more.into_iter().filter(|one| known.iter().all(|known| key(known) != key(one))).collect()
}
