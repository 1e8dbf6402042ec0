//! A booklet of nobody yet, for a page on which any visitor fills in their own numbers: rules stand where weights will, the
//! days of every way to choose are there, and a script gets all that it needs to make a booklet of it.

use std::collections::BTreeMap;
use std::ptr;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Assignment, Basis, Choice, Choices, Chosen, Entry, Exercise, Formula, Gear, Lifted, Lifter, Max, Program,
    ProgramOption, TrainingMaxes, Word,
};
use crate::plan::{Day, DayRules, Plan, Rulebook, Week, Weight, expand};
use crate::units::{Mass, Percent, Unit};

use super::build::{Shows, written};
use super::gym::{Gym, GymDay, Writer, in_page};
use super::naming::day_anchor;
use super::volume::backoff_sets;
use super::words::Wording;
use super::{Booklet, Chart, DayPage, ExerciseNote, ItemRow, Legend, OverviewDay, OverviewWeek, WeekPage};

/// More ways to choose than these are not offered: of options beyond them the default is taken.
const MOST_WAYS: usize = 64;

/// A booklet of nobody yet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Blank<I = Vec<ItemRow>> {
    /// The booklet, with rules in place of weights. Its weeks have the days of every way to choose.
    #[serde(flatten)]
    pub booklet: Booklet<I>,
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

/// A day of some ways to choose.
struct Variant<'p, 'a> {
    week: usize,
    /// Its position among the days that are written for the phase.
    position: usize,
    day: &'p Day<'a>,
    /// Where it was found first: the way, and its index in the week.
    way: usize,
    index: usize,
    /// All of them; none: it is of every way.
    ways: Vec<usize>,
    /// `week-3-day-2`; what takes the place of another day in its week has a letter too.
    anchor: String,
}

impl Blank {
    /// The same with each list of rows filled in, as [`Booklet::fill`] does it.
    pub fn fill<I, E>(self, fill: impl FnMut(Vec<ItemRow>) -> Result<I, E>) -> Result<Blank<I>, E> {
        let Self { booklet, ways_charts, lifts, options, has_bodyweight, training_max, book } = self;
        Ok(Blank { booklet: booklet.fill(fill)?, ways_charts, lifts, options, has_bodyweight, training_max, book })
    }
}

impl Variant<'_, '_> {
    fn is_of(&self, way: usize) -> bool {
        self.ways.is_empty() || self.ways.contains(&way)
    }
}

/// A program without a lifter, to be filled in by a visitor; `None` where it cannot be worked out even for somebody who
/// brings every max.
#[must_use]
pub fn blank(program: &Program, basis: Basis<'_>) -> Option<Blank> {
    let options = offered(&program.options);
    let default = options.iter().fold(0, |way, option| way * option.choices.len() + option.default);
    let ways = ways(options, program);
    let unit = program.units.or(basis.settings.units).unwrap_or(Unit::Kg);
    let lifters = [Unit::Kg, Unit::Lb].map(|unit| somebody(program, basis, unit, false));
    let all = [Unit::Kg, Unit::Lb].map(|unit| somebody(program, basis, unit, true));
    let lifters = if plans(program, &lifters[0], &ways, basis).is_some() { lifters } else { all };
    let [kg, lb] = &lifters;
    let (kg, lb) = (plans(program, kg, &ways, basis)?, plans(program, lb, &ways, basis)?);
    let shown = if unit == Unit::Kg { &kg } else { &lb };
    let labels = &basis.settings.labels;
    let variants = variants(shown);
    let mut booklets: Vec<Booklet> = shown.iter().map(|plan| written(plan, labels, Shows::Rules)).collect();
    let ways_charts = charts(&mut booklets, default);
    let lifts = lifts(program, basis, shown);
    let options: Vec<_> = options.iter().map(option_field).collect();
    let has_bodyweight = shown.iter().any(needs_bodyweight);
    let (kg_rules, lb_rules) = (Rulebook::of(&kg), Rulebook::of(&lb));
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
        kg: gym(&kg, &kg_rules, basis),
        lb: gym(&lb, &lb_rules, basis),
    });
    let training = shown.first()?.program.training_share(shown.first()?.program.phases.first()?);
    let weeks = weeks(&variants, &booklets, default);
    let first = booklets.remove(default);
    let (mut legend, mut exercises) = (first.legend, first.exercises);
    for other in booklets {
        let more = missing(&legend, other.legend, |entry: &Legend| entry.sign.clone());
        legend.extend(more);
        let more = missing(&exercises, other.exercises, |note: &ExerciseNote| note.anchor.clone());
        exercises.extend(more);
    }
    let overview = overview(&variants, first.overview, default);
    let booklet = Booklet { weeks, legend, exercises, overview, maxes: Vec::new(), ..first };
    Some(Blank {
        booklet,
        ways_charts,
        lifts,
        options,
        has_bodyweight,
        training_max: training.map(Percent::number).unwrap_or_default(),
        book,
    })
}

/// As many of the options as do not make too many ways.
fn offered(options: &[ProgramOption]) -> &[ProgramOption] {
    let mut ways = 1;
    let fits = options.iter().take_while(|option| {
        ways *= option.choices.len();
        ways <= MOST_WAYS
    });
    &options[..fits.count()]
}

/// Every way to choose. The number of a way counts the choices of its options, the last option fastest.
fn ways(options: &[ProgramOption], program: &Program) -> Vec<Assignment> {
    let chosen = |choice: &Choice| Chosen { choice: choice.slug.clone(), option_place: None, place: None };
    let mut ways = vec![Choices::new()];
    for option in options {
        let with = |way: &Choices| {
            let way = way.clone();
            option.choices.iter().map(move |choice| {
                let one = [(option.slug.clone(), chosen(choice))];
                way.clone().into_iter().chain(one).collect()
            })
        };
        ways = ways.iter().flat_map(with).collect();
    }
    let assigned = |options| Assignment { options, ..Assignment::plain(program.slug.clone(), program.place.clone()) };
    ways.into_iter().map(assigned).collect()
}

/// Somebody with a max of 200 kg in what the program asks for, or in everything. The numbers are shown to nobody; they are large, so
/// that what differs for somebody differs for them.
fn somebody(program: &Program, basis: Basis<'_>, unit: Unit, in_everything: bool) -> Lifter {
    let mass = Mass::whole(200, Unit::Kg);
    let known = |exercise: &Exercise| {
        let lifted = if exercise.gear == Gear::Bodyweight { Lifted::Bodyweight(mass) } else { Lifted::Weight(mass) };
        (exercise.slug.clone(), Max::given(lifted, unit))
    };
    let all = basis.library.iter().chain(program.exercises.values()).filter(|exercise| exercise.max_of.is_none());
    let maxes = if in_everything { all.map(known).collect() } else { BTreeMap::new() };
    let own = basis.library.lifts_of(program).into_iter().map(known);
    let trains = program.training_max.is_some() || program.phases.iter().any(|phase| phase.training_max.is_some());
    Lifter {
        bodyweight: Some(Mass::whole(100, Unit::Kg)),
        rounding: basis.settings.rounding.into(),
        training_max: TrainingMaxes {
            all: Some(Percent::WHOLE).filter(|_| in_everything && !trains),
            ..TrainingMaxes::default()
        },
        ..Lifter::unnamed(program, unit, maxes.into_iter().chain(own).collect())
    }
}

fn plans<'a>(
    program: &'a Program,
    lifter: &'a Lifter,
    ways: &'a [Assignment],
    basis: Basis<'a>,
) -> Option<Vec<Plan<'a>>> {
    ways.iter().map(|way| expand(program, lifter, Some(way), basis).plan).collect()
}

/// Every different day of every week, in the order in which they are trained.
fn variants<'p, 'a>(plans: &'p [Plan<'a>]) -> Vec<Variant<'p, 'a>> {
    let mut all: Vec<Variant<'p, 'a>> = Vec::new();
    for (way, plan) in plans.iter().enumerate() {
        for (week, content) in plan.weeks.iter().enumerate() {
            for (index, day) in content.days.iter().enumerate() {
                let position = position(content, day);
                let is_same = |known: &&mut Variant<'_, '_>| {
                    (known.week, known.position) == (week, position) && is_same(known.day, day)
                };
                match all.iter_mut().find(is_same) {
                    Some(known) => known.ways.push(way),
                    None => {
                        let is_before = |known: &&Variant<'_, '_>| (known.week, known.position) == (week, position);
                        let anchor = anchor(content, position, all.iter().filter(is_before).count());
                        all.push(Variant { week, position, day, way, index, ways: vec![way], anchor });
                    }
                }
            }
        }
    }
    all.sort_by_key(|variant| (variant.week, variant.position, variant.way));
    for variant in &mut all {
        if variant.ways.len() == plans.len() {
            variant.ways.clear();
        }
    }
    all
}

/// Where the day stands among those that are written for its phase.
fn position(week: &Week<'_>, day: &Day<'_>) -> usize {
    week.phase.days.iter().position(|written| ptr::eq(&raw const written.place, day.place)).unwrap_or_default()
}

/// Two days of one week are the same where the same entries are done; what these come to follows from nothing else.
fn is_same(a: &Day<'_>, b: &Day<'_>) -> bool {
    let entries = |day: &Day<'_>| day.items().map(|item| ptr::from_ref::<Entry>(item.entry)).collect::<Vec<_>>();
    entries(a) == entries(b)
}

/// The anchor of a day that takes the place of so many others.
fn anchor(week: &Week<'_>, position: usize, others: usize) -> String {
    let letter = match u8::try_from(others) {
        Ok(0) => String::new(),
        Ok(n @ 1..26) => char::from(b'a' + n).to_string(),
        _ => format!("-{others}"),
    };
    day_anchor(week, position) + &letter
}

fn gym<'p>(plans: &'p [Plan<'_>], (rules, days): &'p (Rulebook, Vec<Vec<Vec<DayRules>>>), basis: Basis<'p>) -> Gym<'p> {
    let plan = &plans[0];
    let words = Wording::of(plan, &basis.settings.labels);
    let mut writer = Writer::new(words, true);
    let variants = variants(plans);
    let mut written = Vec::new();
    for variant in variants {
        let week = &plans[variant.way].weeks[variant.week];
        let training = plan.program.training_share(week.phase).is_some();
        let day = writer.day(variant.day, &days[variant.way][variant.week][variant.index], training);
        written.push(GymDay {
            anchor: variant.anchor,
            week: week.number,
            ways: variant.ways,
            volume: backoff_sets(&variant.day.volume(plan.lifter.bodyweight), words.labels),
            ..day
        });
    }
    Gym::new(plan, rules, writer, written)
}

/// The weeks with every variant of their days; those that are of another way than the default are hidden.
fn weeks(variants: &[Variant<'_, '_>], booklets: &[Booklet], default: usize) -> Vec<WeekPage> {
    let mut weeks: Vec<WeekPage> =
        booklets[0].weeks.iter().map(|week| WeekPage { days: Vec::new(), ..week.clone() }).collect();
    for variant in variants {
        let day = &booklets[variant.way].weeks[variant.week].days[variant.index];
        let is_other = !variant.is_of(default);
        weeks[variant.week].days.push(DayPage { anchor: variant.anchor.clone(), is_other, ..day.clone() });
    }
    weeks
}

/// The overview of the default way, with the anchors that its days have here.
fn overview(variants: &[Variant<'_, '_>], of_default: Vec<OverviewWeek>, default: usize) -> Vec<OverviewWeek> {
    let of_week = |week: usize, row: OverviewWeek| {
        let days = variants.iter().filter(|variant| variant.week == week && variant.is_of(default));
        let days = row.days.into_iter().zip(days);
        OverviewWeek { days: days.map(|(day, of)| OverviewDay { anchor: of.anchor.clone(), ..day }).collect(), ..row }
    };
    of_default.into_iter().enumerate().map(|(week, row)| of_week(week, row)).collect()
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
            chart.name += &format!("-{}", of[0]);
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
