//! Weights that the page's script works out are those of the library, whatever the program, the lifter, and how the top sets
//! go.

use std::fs;

use liftpress::booklet::booklet;
use liftpress::model::{Exercise, Labels};
use liftpress::plan::{CameTo, DayAfter, ItemAfter, Plan, TopSetAt, Weight, expand};
use liftpress::source::Content;
use liftpress::units::{Mass, Rpe, Unit};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{PHONE, Page};
use crate::random::{Case, cases};
use crate::site::{gallery, repository};

/// Every weight of a day as the script gives it, in the order of the plan: counts and plates a side.
const WORK: &str = "(({ book, inputs }) => {
  const line = index => book.lines[index];
  const item = ({ lines, branches = [] }) =>
    ({ lines: lines.map(line), branches: branches.map(branch => ({ lines: branch.lines.map(line) })) });
  const days = book.days.map(({ blocks, accessories }) => ({
    blocks: blocks.map(({ top, backoff }) => ({ top: top.map(item), backoff: backoff.map(item) })),
    accessories: accessories.map(item),
  }));
  const lift = slug => book.exercises.findIndex(exercise => exercise.slug === slug);
  const plates = (slot, mass) => {
    const side = LoadRules.platesPerSide(book, slot.exercise, mass);
    return side && side.join(' ');
  };
  return inputs.map(({ day, came }) => {
    const tops = new Map(came.map(({ block, lift: slug, weight, reps, effort }) =>
      [`${block} ${lift(slug)}`, { weight: weight === null ? null : BigInt(weight), reps, effort }]));
    const worked = LoadRules.workDay(book, days[day], (block, lift) => tops.get(`${block} ${lift}`));
    const words = [];
    const write = (slots, outcomes) => slots.forEach((slot, i) => {
      const outcome = outcomes[i];
      if (!outcome) return words.push('none');
      if (!outcome.weight) return words.push('open');
      const { body, low, high } = outcome.weight;
      words.push(body ? `bw ${low} ${high}` : `${low} ${high} ${plates(slot, low)} ${plates(slot, high)}`);
    });
    const items = (items, worked) => items.forEach(({ lines, branches }, i) => {
      write(lines, worked[i].lines);
      branches.forEach((branch, b) => write(branch.lines, worked[i].branches[b]));
    });
    days[day].blocks.forEach(({ top, backoff }, b) => {
      items(top, worked.blocks[b].top.map(({ lines }) => ({ lines })));
      items(backoff, worked.blocks[b].backoff);
    });
    items(days[day].accessories, worked.accessories);
    return words.join('; ');
  });
})";

fn words(plan: &Plan<'_>, exercise: &Exercise, weight: Option<Weight>) -> String {
    let plates = |mass| {
        let side = plan.rack.plates_per_side(mass, exercise);
        side.map_or("null".to_owned(), |plates| {
            plates.iter().map(|plate| plate.count().to_string()).collect::<Vec<_>>().join(" ")
        })
    };
    match weight {
        None => "none".to_owned(),
        Some(Weight::Open) => "open".to_owned(),
        Some(Weight::Bodyweight(range)) => format!("bw {} {}", range.low.count(), range.high.count()),
        Some(Weight::Loaded(range)) => {
            let (low, high) = (range.low, range.high);
            format!("{} {} {} {}", low.count(), high.count(), plates(low), plates(high))
        }
    }
}

/// Every weight of a day as the library gives it.
fn after(plan: &Plan<'_>, week: usize, day: usize, came: &[(TopSetAt<'_>, CameTo)]) -> String {
    let DayAfter { blocks, accessories } = plan.after(week, day, came).unwrap();
    let planned = &plan.weeks[week].days[day];
    let after = blocks.iter().flat_map(|block| block.top.iter().chain(&block.backoff)).chain(&accessories);
    assert_eq!(after.clone().count(), planned.items().count());
    let mut all = Vec::new();
    for (item, ItemAfter { lines, alternatives }) in planned.items().zip(after) {
        assert_eq!((item.lines.len(), item.alternatives.len()), (lines.len(), alternatives.len()));
        all.extend(lines.iter().map(|weight| words(plan, item.exercise, *weight)));
        for (alternative, lines) in item.alternatives.iter().zip(alternatives) {
            assert_eq!(alternative.lines.len(), lines.len());
            all.extend(lines.iter().map(|weight| words(plan, alternative.exercise, *weight)));
        }
    }
    all.join("; ")
}

/// Every weight of a day as it is planned.
fn planned(plan: &Plan<'_>, week: usize, day: usize) -> String {
    let mut all = Vec::new();
    for item in plan.weeks[week].days[day].items() {
        all.extend(item.lines.iter().map(|line| words(plan, item.exercise, Some(line.weight))));
        for other in &item.alternatives {
            all.extend(other.lines.iter().map(|line| words(plan, other.exercise, Some(line.weight))));
        }
    }
    all.join("; ")
}

/// Days of a plan, in the order in which the script has them.
fn days(plan: &Plan<'_>) -> Vec<(usize, usize)> {
    let weeks = plan.weeks.iter().enumerate();
    weeks.flat_map(|(week, content)| (0..content.days.len()).map(move |day| (week, day))).collect()
}

/// The script's weights for each of the inputs: a day, and what its top sets came to.
fn worked(page: &mut Page<'_>, plan: &Plan<'_>, inputs: &[Value]) -> Vec<String> {
    let book = booklet(plan, &Labels::default()).gym;
    let answer = page.eval(&format!("{WORK}({{ book: {book}, inputs: {} }})", Value::from(inputs)));
    answer.as_array().unwrap().iter().map(|words| words.as_str().unwrap().to_owned()).collect()
}

#[test]
fn as_planned_it_is_the_plan() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path("booklets/alex-sample/bench-backoff/booklet.html"), PHONE);
    let content = Content::read(&repository().join("content"));
    let mut sets = 0;
    for lifter in &content.lifters {
        for assignment in &lifter.programs {
            let program = content.programs.iter().find(|program| program.slug == assignment.program).unwrap();
            let plan = expand(program, lifter, Some(assignment), content.basis()).plan.unwrap();
            let inputs: Vec<_> = (0..days(&plan).len()).map(|day| json!({"day": day, "came": []})).collect();
            let worked = worked(&mut page, &plan, &inputs);
            for ((week, day), worked) in days(&plan).into_iter().zip(worked) {
                assert_eq!(worked, planned(&plan, week, day), "{} {} week {week} day {day}", lifter.slug, program.slug);
                sets += worked.split("; ").count();
            }
        }
    }
    assert!(sets > 2_000, "{sets}");
}

impl Case {
    /// In kilograms or in pounds, in a common gym or in one of the lifter's own: with a step, or with plates of both units.
    fn read(&self, folder: &std::path::Path, kilograms: bool, gym: usize) -> Content {
        let (unit, other) = if kilograms { ("kg", "lb") } else { ("lb", "kg") };
        let (bar, gym) = [
            ("", ""),
            (", bar: 20", "equipment: {bar: 20, plates: [20, 10, 5, 2.5, 1.25], step: 2.5}"),
            ("", "equipment: {bar: 20 kg, plates: [20 kg, 10 kg, 1.25 kg, 45 lb, 10 lb, 2.5 lb], pairs: {45 lb: 2}}"),
        ][gym];
        let placeholders =
            [("u", unit), ("other", other), ("foreign", other), ("ramp", "false"), ("bar", bar), ("gym", gym)];
        for (path, text) in [("programs/p.yaml", &self.program), ("lifters/a.yaml", &self.lifter)] {
            let spell = |text: String, (name, word): &(&str, &str)| text.replace(&format!("{{{name}}}"), word);
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, placeholders.iter().fold(text.clone(), spell)).unwrap();
        }
        Content::read(folder)
    }
}

/// Weights that can be loaded and such that cannot, far too light and far too heavy ones; and each of the three may be as
/// planned.
fn came_to() -> impl Strategy<Value = CameTo> {
    let thousandths = prop_oneof![0_i64..400_000, (0_i64..160).prop_map(|quarters| quarters * 2_500), Just(9_999_999)];
    let weight = prop::option::weighted(0.8, (thousandths, any::<bool>())).prop_map(|weight| {
        let (thousandths, kilograms) = weight?;
        let unit = if kilograms { Unit::Kg } else { Unit::Lb };
        Mass::new(format!("{}.{:03}", thousandths / 1000, thousandths % 1000).parse().unwrap(), unit).ok()
    });
    let effort = prop::option::of(prop::sample::select(Rpe::halves().collect::<Vec<_>>()));
    (weight, prop::option::of(0_u16..14), effort).prop_map(|(weight, reps, effort)| CameTo { weight, reps, effort })
}

#[test]
fn however_the_top_sets_go_it_is_the_library() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path("booklets/alex-sample/bench-backoff/booklet.html"), PHONE);
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let folder = tempfile::tempdir().unwrap();
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let (mut tried, mut changed, mut unknown) = (0, 0, 0);
    while tried < more.unwrap_or(2_000) {
        let case = cases().new_tree(&mut runner).unwrap().current();
        let (kilograms, gym) = (any::<bool>(), 0_usize..3).new_tree(&mut runner).unwrap().current();
        let content = case.read(folder.path(), kilograms, gym);
        let lifter = &content.lifters[0];
        let expansion = expand(&content.programs[0], lifter, lifter.programs.first(), content.basis());
        let Some(plan) = expansion.plan else { continue };
        let (mut inputs, mut expected) = (Vec::new(), Vec::new());
        for (index, (week, day)) in days(&plan).into_iter().enumerate() {
            for _ in 0..4 {
                let mut came = Vec::new();
                for (block, content) in plan.weeks[week].days[day].blocks.iter().enumerate() {
                    for item in &content.top {
                        let lift = &item.exercise.slug;
                        let given = came.iter().any(|(at, _): &(TopSetAt<'_>, _)| at.block == block && at.lift == lift);
                        if !given {
                            let top = prop::option::weighted(0.9, came_to()).new_tree(&mut runner).unwrap().current();
                            came.extend(top.map(|top| (TopSetAt { block, lift }, top)));
                        }
                    }
                }
                let record = |(at, top): &(TopSetAt<'_>, CameTo)| {
                    json!({"block": at.block, "lift": at.lift.as_str(), "weight": top.weight.map(|mass| mass.count().to_string()),
                        "reps": top.reps, "effort": top.effort.map(Rpe::in_halves)})
                };
                inputs.push(json!({"day": index, "came": came.iter().map(record).collect::<Vec<_>>()}));
                expected.push((after(&plan, week, day, &came), planned(&plan, week, day)));
            }
        }
        tried += inputs.len();
        for ((worked, input), (expected, planned)) in
            worked(&mut page, &plan, &inputs).iter().zip(&inputs).zip(&expected)
        {
            assert_eq!(worked, expected, "{input}\nof {}\nfor {}", case.program, case.lifter);
            changed += usize::from(expected != planned);
            unknown += usize::from(expected.contains("none"));
        }
    }
    assert!(changed * 2 > tried && unknown * 100 > tried, "{changed} of {tried} changed, {unknown} cannot be told");
}
