//! Every number of a program page equals the tool's, whatever a visitor types.

use std::fmt::Write;

use liftpress::booklet::{Booklet, DayPage, LineRow, booklet};
use liftpress::model::{
    Assignment, Choices, Chosen, Equipment, Gear, Lifted, Lifter, Max, MaxRecord, Measure, PlateStock, Program, Since,
    TrainingMaxes,
};
use liftpress::plan::expand;
use liftpress::source::Content;
use liftpress::units::{Mass, Percent, Rounding, Rpe, Unit};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::Value;

use crate::browser::Browser;
use crate::draws::draws;
use crate::page::PHONE;
use crate::site::{gallery, repository};

/// Returns the days that the page shows for each of several addresses.
pub(crate) const SHOWN: &str = "(async addresses => {
  const clean = node => node.textContent.replace(/\\s+/g, ' ').trim();
  const all = (node, what) => [...node.querySelectorAll(what)];
  const shown = () => {
    const words = [];
    all(document, '.overview tbody tr:not(.phase) td').forEach(cell => words.push(`O ${clean(cell)}`));
    for (const day of all(document, '.day:not([hidden])')) {
      words.push(`D ${clean(day.querySelector('h3'))}`);
      all(day, '.warm:not([hidden])').forEach(warm => words.push(`W ${all(warm, 'span').map(clean).join(' | ')}`));
      for (const item of all(day, '.item')) {
        all(item, '.line').forEach(line => words.push(
          `L ${clean(line.querySelector('.dose'))}: ${clean(line.querySelector('.weight'))} (${all(line.querySelector('.sub'), 'span').map(clean).join(' | ')})`));
        all(item, '.or span').forEach(other => words.push(`or ${clean(other)}`));
      }
      all(day, '.strip:not([hidden])').forEach(strip => {
        words.push(`S ${all(strip.tHead, 'th').map(clean).join(' | ')}`);
        [...strip.tBodies[0].rows].forEach(row => words.push(`s ${[...row.cells].map(clean).join(' | ')}`));
      });
      all(day, '.then').forEach(then => words.push(`T ${clean(then)}`));
    }
    return words.filter(word => word !== 'O ').join('\\n');
  };
  const answers = [];
  for (const address of addresses) {
    location.hash = address;
    await new Promise(heard => addEventListener('hashchange', heard, { once: true }));
    answers.push(shown());
  }
  return answers;
})";

/// Returns the days of a booklet.
fn expected(booklet: &Booklet) -> String {
    let mut words = String::new();
    for day in booklet.overview.iter().flat_map(|week| &week.days) {
        let text = [vec![day.name.clone()], day.top.clone(), vec![day.volume.clone()]].concat().concat();
        let _ = writeln!(words, "O {}", clean(&text));
    }
    for day in booklet.weeks.iter().flat_map(|week| &week.days) {
        write_day(&mut words, day);
    }
    words.trim_end().to_owned()
}

fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_day(words: &mut String, day: &DayPage) {
    let _ = writeln!(words, "D {}", day.name);
    let warmups = [&day.warmup].into_iter().chain(day.sections.iter().map(|section| &section.warmup));
    for warmup in warmups.filter(|sets| !sets.is_empty()) {
        let _ = writeln!(words, "W {}", warmup.join(" | "));
    }
    for item in day.sections.iter().flat_map(|section| &section.items) {
        for line in &item.lines {
            let weight = if line.weight.is_empty() { "your choice".to_owned() } else { weight(line) };
            let pause = if line.pause.is_empty() { String::new() } else { format!("{} within the set", line.pause) };
            let rest = if line.rest.is_empty() { String::new() } else { format!("rest {}", line.rest) };
            let sub = [&line.rule, &line.plates, &pause, &rest].map(String::as_str);
            let sub: Vec<_> = sub.into_iter().filter(|part| !part.is_empty()).collect();
            let _ = writeln!(words, "L {}: {weight} ({})", line.dose, sub.join(" | "));
        }
        for other in &item.substitutes {
            let _ = writeln!(words, "{}", clean(&format!("or or {} {}", other.name, other.weight)));
        }
    }
    for strip in day.sections.iter().flat_map(|section| &section.strips) {
        let _ = writeln!(words, "S {} | {}", strip.label, strip.hits.join(" | "));
        for row in &strip.rows {
            let condition = if row.condition.is_empty() { String::new() } else { format!("if {}", row.condition) };
            let head = clean(&format!("{} {} {} {condition}", row.name, row.dose, row.rule));
            let _ = writeln!(words, "s {head} | {}", row.weights.join(" | "));
        }
    }
    for branch in day.sections.iter().flat_map(|section| &section.decisions).flat_map(|decision| &decision.branches) {
        for (at, line) in branch.lines.iter().enumerate() {
            let name = if at == 0 { branch.name.as_str() } else { "" };
            let text = clean(&format!("{name} {} {} {}", line.dose, weight(line), line.rule));
            let _ = writeln!(words, "T {text}");
        }
        if branch.lines.is_empty() {
            let _ = writeln!(words, "T skip it");
        }
    }
}

fn weight(line: &LineRow) -> String {
    clean(&format!("{} {}", line.weight, line.unit))
}

/// A visitor: what they type, and the equivalent lifter.
#[derive(Debug, Clone)]
struct Visitor {
    unit: Unit,
    /// One for each lift of the program.
    lifts: Vec<Set>,
    bodyweight: u32,
    training: Option<u16>,
    rounding: Rounding,
    rack: Gym,
    choices: Vec<usize>,
}

/// Tenths of the unit, reps, effort in half points.
type Set = (u32, u16, Option<u8>);

#[derive(Debug, Clone)]
enum Gym {
    Common,
    Plates(u16, Vec<u16>),
    Step(u16, u16),
}

fn visitors() -> impl Strategy<Value = Visitor> {
    let unit = prop::sample::select(vec![Unit::Kg, Unit::Lb]);
    let effort = prop::option::weighted(0.4, 13_u8..=20);
    let set = prop_oneof![
        3 => (200_u32..4_000, Just(1), Just(None)),
        1 => (200_u32..4_000, 2_u16..=10, effort),
    ];
    let rack = prop_oneof![
        2 => Just(Gym::Common),
        1 => (5_u16..=60, prop::collection::btree_set(prop::sample::select(vec![1_u16, 2, 3, 5, 10, 20, 45]), 1..6))
            .prop_map(|(bar, plates)| Gym::Plates(bar, plates.into_iter().collect())),
        1 => (5_u16..=60, 1_u16..=10).prop_map(|(bar, step)| Gym::Step(bar, step)),
    ];
    let rounding = prop::sample::select(vec![Rounding::Nearest, Rounding::Down, Rounding::Up]);
    let lifts = prop::collection::vec(set, 12);
    let choices = prop::collection::vec(0_usize..12, 8);
    (unit, lifts, 400_u32..3_000, prop::option::weighted(0.3, 70_u16..=100), rounding, rack, choices).prop_map(
        |(unit, lifts, bodyweight, training, rounding, rack, choices)| Visitor {
            unit,
            lifts,
            bodyweight,
            training,
            rounding,
            rack,
            choices,
        },
    )
}

fn tenths(tenths: u32, unit: Unit) -> Mass {
    Mass::new(format!("{}.{}", tenths / 10, tenths % 10).parse().unwrap(), unit).unwrap()
}

/// Formats an effort given in half points.
fn in_points(halves: u8) -> String {
    format!("{}{}", halves / 2, if halves.is_multiple_of(2) { "" } else { ".5" })
}

impl Visitor {
    /// Returns the address with the visitor's values.
    fn address(&self, program: &Program, content: &Content) -> String {
        let mut words = format!("unit={}&bodyweight={}.{}", self.unit, self.bodyweight / 10, self.bodyweight % 10);
        for (lift, (tenths, reps, effort)) in content.library.lifts_of(program).into_iter().zip(&self.lifts) {
            let _ = write!(words, "&{}={}.{}", lift.slug, tenths / 10, tenths % 10);
            if *reps > 1 || effort.is_some() {
                let _ = write!(words, "x{reps}");
            }
            if let Some(halves) = effort {
                let _ = write!(words, "@{}", in_points(*halves));
            }
        }
        if let Some(training) = self.training {
            let _ = write!(words, "&tm={training}");
        }
        let _ = write!(words, "&rounding={}", liftpress::model::Word::word(self.rounding));
        match &self.rack {
            Gym::Common => {}
            Gym::Plates(bar, plates) => {
                let plates: Vec<_> = plates.iter().map(u16::to_string).collect();
                let _ = write!(words, "&bar={bar}&plates={}", plates.join("+"));
            }
            Gym::Step(bar, step) => {
                let _ = write!(words, "&bar={bar}&step={step}");
            }
        }
        for (option, choice) in program.options.iter().zip(&self.choices) {
            let _ = write!(words, "&o.{}={}", option.slug, option.choices[choice % option.choices.len()].slug);
        }
        words
    }

    fn lifter(&self, program: &Program, content: &Content) -> Lifter {
        let max = |(lift, (weight, reps, effort)): (&liftpress::model::Exercise, &Set)| {
            let mass = tenths(*weight, self.unit);
            let lifted = if lift.gear == Gear::Bodyweight { Lifted::Bodyweight(mass) } else { Lifted::Weight(mass) };
            let effort = effort.map(|halves| Rpe::new(in_points(halves).parse().unwrap()).unwrap());
            let measure = match (*reps, effort) {
                (1, None) => Measure::OneRep(lifted),
                (reps, effort) => Measure::Set { lifted, reps, effort, formula: None },
            };
            let record = MaxRecord { measure, since: Since::Always, unit: self.unit, place: None };
            (lift.slug.clone(), Max { records: vec![record], place: None })
        };
        let maxes = content.library.lifts_of(program).into_iter().zip(&self.lifts).map(max).collect();
        let whole = |number: u16| Mass::whole(number, self.unit);
        let equipment = match &self.rack {
            Gym::Common => None,
            Gym::Plates(bar, plates) => Some(Equipment {
                bar: Some(whole(*bar)),
                plates: plates.iter().rev().map(|plate| PlateStock { mass: whole(*plate), pairs: None }).collect(),
                ..Equipment::default()
            }),
            Gym::Step(bar, step) => {
                Some(Equipment { bar: Some(whole(*bar)), step: Some(whole(*step)), ..Equipment::default() })
            }
        };
        Lifter {
            bodyweight: Some(tenths(self.bodyweight, self.unit)),
            training_max: TrainingMaxes { all: self.training.map(Percent::whole), ..TrainingMaxes::default() },
            rounding: self.rounding.into(),
            equipment,
            ..Lifter::unnamed(program, self.unit, maxes)
        }
    }

    fn assignment(&self, program: &Program) -> Assignment {
        let options = program.options.iter().zip(&self.choices);
        let options: Choices = options
            .map(|(option, choice)| {
                let choice = option.choices[choice % option.choices.len()].slug.clone();
                (option.slug.clone(), Chosen::plain(choice))
            })
            .collect();
        Assignment { options, ..Assignment::plain(program.slug.clone(), program.place.clone()) }
    }
}

/// The number of visitors of each program in a full run.
const VISITORS: usize = 200;

#[test]
fn whatever_a_visitor_types_the_page_is_the_booklet() {
    let Some(mut browser) = Browser::start() else { return };
    let content = Content::read(&repository().join("content"));
    let (visitors_each, mut runner) = draws(VISITORS);
    for program in &content.programs {
        let mut page = browser.open(&gallery().path(&format!("site/programs/{}/index.html", program.slug)), PHONE);
        let (mut addresses, mut wanted) = (Vec::new(), Vec::new());
        let mut refused = 0;
        while addresses.len() < visitors_each {
            let visitor = visitors().new_tree(&mut runner).unwrap().current();
            let (lifter, assignment) = (visitor.lifter(program, &content), visitor.assignment(program));
            match expand(program, &lifter, Some(&assignment), content.basis()).plan {
                Some(plan) => {
                    wanted.push(expected(&booklet(&plan, &content.settings.labels)));
                    addresses.push(visitor.address(program, &content));
                }
                None => refused += 1,
            }
            assert!(refused < 4 * visitors_each + 20, "{}: no visitor can train it", program.slug);
        }
        for (addresses, wanted) in addresses.chunks(25).zip(wanted.chunks(25)) {
            let shown = page.eval(&format!("{SHOWN}({})", Value::from(addresses)));
            for ((address, wanted), shown) in addresses.iter().zip(wanted).zip(shown.as_array().unwrap()) {
                let shown = shown.as_str().unwrap();
                let differs = wanted.lines().zip(shown.lines()).find(|(wanted, shown)| wanted != shown);
                assert_eq!(differs, None, "of {} at #{address}", program.slug);
                assert_eq!(wanted.lines().count(), shown.lines().count(), "of {} at #{address}", program.slug);
            }
        }
        assert_eq!(page.errors(), [""; 0], "{}", program.slug);
    }
}
