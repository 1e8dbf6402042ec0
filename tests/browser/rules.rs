//! The weights that the page's script calculates equal those of the library, for every program, lifter and result of the top
//! sets.

use std::path::Path;

use liftpress::booklet::booklet;
use liftpress::model::{Exercise, Labels};
use liftpress::plan::{CameTo, DayAfter, ItemAfter, Plan, TopSetAt, Weight, expand};
use liftpress::source::Content;
use liftpress::units::{Mass, Rpe, Unit};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::conformance::{vectors, weights};
use crate::draws::draws;
use crate::page::{PHONE, Page};
use crate::random::{Case, GYMS, Spelling, Tape, cases};
use crate::shrink::smallest;
use crate::site::{gallery, repository};

/// Every weight of a day from the script, in the order of the plan: counts, and plates per side.
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

/// Returns the planned weights of a book in the order of its days, in its unit.
const PLANNED: &str = "(book => book.days.flatMap(day => {
  const lined = LoadRules.withLines(book, day);
  const { blocks, accessories } = LoadRules.workDay(book, lined, () => undefined);
  const items = [...blocks.flatMap(({ top, backoff }) => [...top, ...backoff]), ...accessories];
  return items.flatMap(({ lines }) => lines).map(outcome => {
    if (!outcome?.weight) return 'open';
    const { body, low, high } = outcome.weight;
    const [from, to] = [low, high].map(mass => LoadRules.inUnit(mass, book.unit));
    return (body ? 'bw+' : '') + (from === to ? from : `${from}-${to}`);
  });
}))";

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

/// Returns every weight of a day from the library.
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

/// Returns every planned weight of a day.
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

/// Returns the days of a plan, in the order of the script.
fn days(plan: &Plan<'_>) -> Vec<(usize, usize)> {
    let weeks = plan.weeks.iter().enumerate();
    weeks.flat_map(|(week, content)| (0..content.days.len()).map(move |day| (week, day))).collect()
}

/// Returns the script's weights for each input: a day, and the results of its top sets.
fn worked(page: &mut Page<'_>, plan: &Plan<'_>, inputs: &[Value]) -> Vec<String> {
    let book = booklet(plan, &Labels::default()).gym;
    let answer = page.eval(&format!("{WORK}({{ book: {book}, inputs: {} }})", Value::from(inputs)));
    answer.as_array().unwrap().iter().map(|words| words.as_str().unwrap().to_owned()).collect()
}

#[test]
fn published_weights_are_evaluated() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path("booklets/alex-sample/bench-backoff/booklet.html"), PHONE);
    for vector in vectors() {
        let book = vector.with_plan(|plan| {
            assert_eq!(weights(plan), vector.weights, "{}", vector.source);
            booklet(plan, &Labels::default()).gym
        });
        assert_eq!(page.eval(&format!("{PLANNED}({book})")), json!(vector.weights), "{}", vector.source);
    }
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

/// The unit and gym of a case, and the results of its top sets.
type Try = (Case, (bool, usize), Vec<u8>);

fn tries() -> impl Strategy<Value = Try> {
    (cases(), (any::<bool>(), 0..GYMS.len()), prop::collection::vec(any::<u8>(), 0..400))
}

/// The questions to the script about one plan, and the library's answers.
struct Asked {
    book: String,
    inputs: Vec<Value>,
    expected: Vec<String>,
    /// The number of weights that differ from the plan, and the number of days with unknown weights.
    changed: usize,
    unknown: usize,
}

/// Returns `None` if there is no plan.
fn ask((case, (kilograms, gym), outcomes): &Try, folder: &Path) -> Option<Asked> {
    let spelling = if *kilograms { Spelling::KG } else { Spelling::LB };
    case.write(folder, spelling.in_gym(*gym));
    asked(&Content::read(folder), outcomes)
}

fn asked(content: &Content, outcomes: &[u8]) -> Option<Asked> {
    let lifter = &content.lifters[0];
    let program = content.programs.iter().find(|program| program.slug.as_str() == "p").unwrap();
    let plan = expand(program, lifter, lifter.programs.first(), content.basis()).plan?;
    let mut tape = Tape::new(outcomes.to_vec());
    let mut asked = Asked {
        book: booklet(&plan, &Labels::default()).gym,
        inputs: Vec::new(),
        expected: Vec::new(),
        changed: 0,
        unknown: 0,
    };
    for (index, (week, day)) in days(&plan).into_iter().enumerate() {
        for again in 0..3 {
            let mut came: Vec<(TopSetAt<'_>, CameTo)> = Vec::new();
            for (block, content) in plan.weeks[week].days[day].blocks.iter().enumerate() {
                for item in &content.top {
                    let lift = &item.exercise.slug;
                    let given = came.iter().any(|(at, _)| at.block == block && at.lift == lift);
                    if again > 0 && !given {
                        came.push((TopSetAt { block, lift }, came_to(&mut tape)));
                    }
                }
            }
            let record = |(at, top): &(TopSetAt<'_>, CameTo)| {
                json!({"block": at.block, "lift": at.lift.as_str(), "weight": top.weight.map(|mass| mass.count().to_string()),
                    "reps": top.reps, "effort": top.effort.map(Rpe::in_halves)})
            };
            let planned = planned(&plan, week, day);
            let after = after(&plan, week, day, &came);
            asked.changed += usize::from(after != planned);
            asked.unknown += usize::from(after.contains("none"));
            asked.inputs.push(json!({"day": index, "came": came.iter().map(record).collect::<Vec<_>>()}));
            // As planned, it is the plan.
            asked.expected.push(if again > 0 { after } else { planned });
        }
    }
    Some(asked)
}

/// Draws loadable and unloadable weights, far too light and far too heavy ones; each of the three fields may be as planned.
fn came_to(tape: &mut Tape) -> CameTo {
    let unit = tape.of(&[Unit::Kg, Unit::Lb]);
    let weight = match tape.below(6) {
        0 => None,
        1 => Some("9999.999".to_owned()),
        2 => Some(format!("{}.{:03}", tape.below(256), tape.below(250) * 4)),
        _ => Some(format!("{}.{}", tape.below(240), tape.of(&["0", "5"]))),
    };
    let efforts: Vec<_> = Rpe::halves().collect();
    CameTo {
        weight: weight.map(|weight| Mass::new(weight.parse().unwrap(), unit).unwrap()),
        reps: tape.once_in(2).then(|| u16::try_from(tape.below(14)).unwrap()),
        effort: tape.once_in(2).then(|| tape.of(&efforts)),
    }
}

/// Returns the differences between the script and the library.
fn differences(page: &mut Page<'_>, asked: &[&Asked]) -> Vec<Vec<String>> {
    let batch: Vec<_> = asked
        .iter()
        .map(|asked| format!("{{ book: {}, inputs: {} }}", asked.book, Value::from(asked.inputs.clone())))
        .collect();
    let answers = page.eval(&format!("[{}].map({WORK})", batch.join(", ")));
    let answers = answers.as_array().unwrap().iter().zip(asked);
    let of_plan = |(answer, asked): (&Value, &&Asked)| {
        let both = answer.as_array().unwrap().iter().zip(&asked.expected).zip(&asked.inputs);
        both.filter(|((worked, expected), _)| *worked != expected.as_str())
            .map(|((worked, expected), input)| format!("{input}: {}", apart(worked.as_str().unwrap(), expected)))
            .collect()
    };
    answers.map(of_plan).collect()
}

/// Returns the first weight that differs.
fn apart(script: &str, library: &str) -> String {
    let (of_script, of_library): (Vec<_>, Vec<_>) = (script.split("; ").collect(), library.split("; ").collect());
    let first = (0..of_script.len().max(of_library.len())).find(|i| of_script.get(*i) != of_library.get(*i));
    let weight = |words: &[&str]| first.and_then(|i| words.get(i)).map_or("nothing".to_owned(), ToString::to_string);
    let number = first.unwrap_or_default() + 1;
    format!("weight {number} of {} is {}, for {}", of_library.len(), weight(&of_script), weight(&of_library))
}

/// The number of programs in a full run.
const PROGRAMS: usize = 250;
/// The number of programs in one request.
const BATCH: usize = 25;

#[test]
fn however_the_top_sets_go_it_is_the_library() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path("booklets/alex-sample/bench-backoff/booklet.html"), PHONE);
    let (programs, mut runner) = draws(PROGRAMS);
    let folder = tempfile::tempdir().unwrap();
    let (mut tried, mut changed, mut unknown) = (0, 0, 0);
    for _ in 0..programs.div_ceil(BATCH) {
        let trees: Vec<_> = (0..BATCH).map(|_| tries().new_tree(&mut runner).unwrap()).collect();
        let asked: Vec<_> =
            trees.into_iter().filter_map(|tree| Some((ask(&tree.current(), folder.path())?, tree))).collect();
        tried += asked.iter().map(|(asked, _)| asked.inputs.len()).sum::<usize>();
        changed += asked.iter().map(|(asked, _)| asked.changed).sum::<usize>();
        unknown += asked.iter().map(|(asked, _)| asked.unknown).sum::<usize>();
        let different = differences(&mut page, &asked.iter().map(|(asked, _)| asked).collect::<Vec<_>>());
        for ((_, tree), different) in asked.into_iter().zip(different) {
            if !different.is_empty() {
                let (case, difference) = smallest(tree, 10_000, |case| {
                    let asked = ask(case, folder.path());
                    asked.and_then(|asked| differences(&mut page, &[&asked]).remove(0).into_iter().next())
                });
                panic!("{difference}\n{case:?}");
            }
        }
    }
    // A small number of programs has too few outcomes for this.
    let is_varied = changed * 4 > tried && unknown * 200 > tried;
    assert!(is_varied || programs < PROGRAMS, "{changed} of {tried} changed, {unknown} are unknown");
}

/// A program with every kind of reference to another set, for lifters with and without maxes of variations, and with and
/// without a known bodyweight.
#[test]
fn references_of_every_kind_are_the_library() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path("booklets/alex-sample/bench-backoff/booklet.html"), PHONE);
    let lifters = [
        "bodyweight: 80\nmaxes: {squat: 200, bench: 150}",
        "bodyweight: 80\nmaxes: {squat: 200, bench: 150, front-squat: 140, paused-bench: 100}",
        "bodyweight: 70\nmaxes: {squat: {weight: 170, reps: 5}, bench: 130, front-squat: {weight: 120, reps: 3}}",
    ];
    let scaled = "title: P\nunits: {u}\nphases:\n  - weeks: 2\n    days:\n      - name: A\n        \
                  top: {pull-up: 1x5 @ bw + 20 {u} +2.5 {u}/week}\n        \
                  backoff: {pull-up: '2x5 @ top -5 {u} +1.25 {u}/week, 2x5 @ previous -2.5 {u}'}\n  \
                  - {top: 80%, weeks: 2}\n";
    let attempts = "title: P\nunits: {u}\ndays: [{name: A, top: [{squat: '1x7 @ 80%, 3x4 @ top, third @ 50%'}, \
                    {bench: '1x1 @ 100 {u}, second @ RPE 8'}]}]\n";
    let references = lifters.map(|maxes| (include_str!("../it/references.yaml"), maxes));
    let all = references.into_iter().chain([
        (scaled, "maxes: {squat: 200}"),
        (scaled, lifters[0]),
        (attempts, "maxes: {squat: 200, bench: 80}"),
    ]);
    for ((program, maxes), unit) in all.flat_map(|case| ["kg", "lb"].map(|unit| (case, unit))) {
        let folder = tempfile::tempdir().unwrap();
        let lifter = format!("name: A\nunits: {unit}\n{maxes}\nprograms: [p]\n");
        for (path, text) in [("programs/p.yaml", program), ("lifters/a.yaml", &lifter)] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text.replace("{u}", unit)).unwrap();
        }
        // A few results of the top sets of each kind.
        let outcomes: Vec<u8> = (0..=255).rev().collect();
        let asked = asked(&Content::read(folder.path()), &outcomes).expect("the program has no mistakes");
        let different = differences(&mut page, &[&asked]).remove(0);
        assert!(different.is_empty(), "{maxes} in {unit}\n{}", different.join("\n"));
    }
}
