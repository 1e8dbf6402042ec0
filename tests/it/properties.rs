//! Properties of every program and every lifter.

mod off;

use std::cell::Cell;

use liftpress::booklet::booklet;
use liftpress::diagnostic::Color;
use liftpress::model::{LoadRule, Program, Reps, Scale, Settings, Warmup};
use liftpress::plan::{Day, Hit, Item, Line, Plan, Strip, Weight, expand};
use liftpress::render::{Materials, Renderer, booklet_text, plan_json};
use liftpress::source::{Content, Files};
use liftpress::templates;
use liftpress::units::{Percent, Range};
use proptest::test_runner::TestCaseError;
use serde_json::Value;
use tempfile::TempDir;

use crate::draws::draws;
use crate::loadable;
use crate::random::{Case, GYMS, Spelling, cases};

const KG: Spelling = Spelling::KG;

impl Case {
    fn read(&self, folder: &TempDir, spelling: Spelling) -> Content {
        self.write(folder.path(), spelling);
        let content = Content::read(folder.path());
        assert!(content.diagnostics.is_empty(), "{:#?}", content.diagnostics);
        content
    }
}

/// Returns the plan if nothing in the program refers to something missing.
fn plan(content: &Content) -> Option<Plan<'_>> {
    let lifter = &content.lifters[0];
    expand(program(content), lifter, lifter.programs.first(), content.basis()).plan
}

/// Returns the program that the lifter trains.
fn program(content: &Content) -> &Program {
    content.programs.iter().find(|program| program.slug.as_str() == "p").unwrap()
}

/// Checks random cases, `full` of them in a full run. Most must have a plan: those for which `check` returns a value.
fn for_every(full: usize, check: impl Fn(&Case, &TempDir) -> Option<()>) {
    let folder = tempfile::tempdir().unwrap();
    let plans = Cell::new(0);
    let (cases_in_all, mut runner) = draws(full);
    let result = runner.run(&cases(), |case| {
        plans.set(plans.get() + usize::from(check(&case, &folder).is_some()));
        Ok::<_, TestCaseError>(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(plans.get() * 2 > cases_in_all, "only {} of {cases_in_all} came to a plan", plans.get());
}

fn days<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Day<'a>> {
    plan.weeks.iter().flat_map(|week| &week.days)
}

fn strips<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Strip<'a>> {
    days(plan).flat_map(|day| &day.blocks).flat_map(|block| &block.strips)
}

#[test]
fn every_weight_can_be_loaded() {
    for_every(300, |case, folder| {
        for spelling in [KG, Spelling::LB, KG.in_gym(GYMS.len() - 1)] {
            let content = case.read(folder, spelling);
            every_weight_is_loadable(&plan(&content)?);
        }
        Some(())
    });
}

fn every_weight_is_loadable(plan: &Plan<'_>) {
    let check = |exercise, weight| loadable::check(plan, exercise, weight);
    for item in days(plan).flat_map(Day::items) {
        item.warmup.iter().for_each(|set| check(item.exercise, set.weight));
        item.lines.iter().for_each(|line| check(item.exercise, line.weight));
        for other in &item.alternatives {
            other.lines.iter().for_each(|line| check(other.exercise, line.weight));
        }
        for other in &item.substitutes {
            other.weights.iter().for_each(|weight| check(other.exercise, *weight));
        }
    }
    for strip in strips(plan) {
        for hit in &strip.hits {
            if let Hit::Weight(mass) = hit {
                check(strip.exercise, Weight::Loaded(Range::one(*mass)));
            }
        }
        for row in &strip.rows {
            row.weights.iter().for_each(|weight| check(row.exercise, *weight));
        }
    }
}

/// Replaces 100 kg by 100 lb, plates of 2.5 kg by 2.5 lb, and so on: the same numbers.
#[test]
fn only_the_unit_differs() {
    for_every(150, |case, folder| {
        let of = |unit| {
            let content = case.read(folder, Spelling { unit, foreign: unit, ramp: "false", ..KG }.in_gym(1));
            plan(&content).map(|plan| without_units(serde_json::from_str(&plan_json(&plan)).unwrap()))
        };
        let kg = of("kg");
        assert!(kg == of("lb"), "not the same");
        kg.map(|_| ())
    });
}

/// Without the unit, without the rules, which name it, and with percentages of a max to a tenth, where ties may fall either
/// way: 10 ng are different shares of a kilogram and a pound.
const OF_THE_UNIT: [&str; 6] = ["units", "rule", "percent_of_max", "mean_intensity", "peak_intensity", "lifts_by_zone"];

fn without_units(mut plan: Value) -> Value {
    match &mut plan {
        Value::Object(map) => {
            map.retain(|key, _| !OF_THE_UNIT.contains(&key.as_str()));
            map.values_mut().for_each(|value| *value = without_units(value.take()));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| *value = without_units(value.take())),
        _ => {}
    }
    plan
}

/// Everything that can be read can be printed in every format, always the same way.
#[test]
fn output_is_reproducible() {
    let templates = templates::builtin(&mut Files::default());
    let renderer = Renderer::new(&Materials::plain(&templates, &Settings::default())).unwrap();
    for_every(100, |case, folder| {
        let print = || {
            let content = case.read(folder, KG);
            let plan = plan(&content)?;
            let labels = &content.settings.labels;
            let text = booklet_text(&booklet(&plan, labels), labels, Color::Ansi);
            let filling = renderer.booklet(booklet(&plan, labels)).unwrap();
            let html = String::from_utf8(renderer.booklet_html(&filling).unwrap()).unwrap();
            Some([text, plan_json(&plan), html, renderer.booklet_markdown(&filling).unwrap()])
        };
        let first = print();
        assert!(first == print(), "not the same");
        first.map(|_| ())
    });
}

#[test]
fn strips_ascend_and_contain_the_plan() {
    for_every(300, |case, folder| {
        let content = case.read(folder, KG);
        let plan = plan(&content)?;
        for strip in strips(&plan) {
            assert!(strip.hits.len() > 1);
            assert!(strip.hits.windows(2).all(|pair| rises(pair[0], pair[1])), "{:?}", strip.hits);
            for row in &strip.rows {
                assert_eq!(row.weights.len(), strip.hits.len());
            }
        }
        for block in days(&plan).flat_map(|day| &day.blocks) {
            for strip in &block.strips {
                let own = block.top.iter().filter(|item| item.exercise.slug == strip.exercise.slug);
                // A set that refers to the top set, like `top +5%`, is not a top set itself.
                let refers =
                    |line: &&Line<'_>| line.load().is_some_and(|load| matches!(load.rule, LoadRule::Relative { .. }));
                let lines = own.flat_map(|item| &item.lines).filter(|line| !refers(line));
                let heaviest = lines.max_by_key(|line| line.weight.heaviest());
                let Some(at) = heaviest.and_then(|line| planned_column(line, &strip.hits)) else { continue };
                for row in &strip.rows {
                    assert_eq!(row.weights[at], row.line.weight, "{row:?} of {:?}", strip.hits);
                }
            }
        }
        Some(())
    });
}

fn rises(lower: Hit, upper: Hit) -> bool {
    match (lower, upper) {
        (Hit::Weight(a), Hit::Weight(b)) => a < b,
        (Hit::Reps(a), Hit::Reps(b)) => a < b,
        (Hit::Effort(a), Hit::Effort(b)) => a < b,
        _ => false,
    }
}

/// Returns the column in which a top set goes as planned, if that is one weight, one effort or one number of reps to failure.
fn planned_column(line: &Line<'_>, hits: &[Hit]) -> Option<usize> {
    let effort = line.load().and_then(|load| load.effort);
    let planned = match (line.weight, &line.group.reps, effort) {
        (Weight::Loaded(mass), _, _) if line.estimate => Hit::Weight(mass.single()?),
        (_, Reps::AtLeast(reps), None) => Hit::Reps(*reps),
        (_, Reps::Count(_), Some(effort)) => Hit::Effort(effort.range.single()?),
        _ => return None,
    };
    hits.iter().position(|hit| *hit == planned)
}

#[test]
fn ramps_climb_to_the_work_and_do_not_count() {
    for_every(200, |case, folder| {
        let content = case.read(folder, KG);
        let with = plan(&content)?;
        for week in &with.weeks {
            for day in &week.days {
                let written = week.phase.days.iter().find(|written| written.name == day.name).unwrap();
                if written.of_week(week.in_phase).unwrap().content.warmups().all(|warmup| *warmup == Warmup::Ramp) {
                    day.items().for_each(climbs);
                }
            }
        }
        let content = case.read(folder, Spelling { ramp: "false", ..KG });
        let without = plan(&content).unwrap();
        let counts = |plan: &Plan<'_>| days(plan).map(|day| day.volume(None)).collect::<Vec<_>>();
        assert_eq!(counts(&with), counts(&without));
        Some(())
    });
}

fn climbs(item: &Item<'_>) {
    let Some(Weight::Loaded(work)) = item.lines.first().map(|line| line.weight) else {
        return assert!(item.warmup.is_empty());
    };
    let ramp: Vec<_> = item
        .warmup
        .iter()
        .map(|set| match (set.weight, &set.reps) {
            (Weight::Loaded(mass), Reps::Count(reps)) => (mass.single().unwrap(), reps.single().unwrap()),
            _ => panic!("{set:?}"),
        })
        .collect();
    assert!(ramp.len() <= 5, "{ramp:?}");
    assert!(ramp.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 >= pair[1].1), "{ramp:?}");
    assert!(ramp.last().is_none_or(|(mass, _)| *mass < work.low), "{ramp:?} before {work:?}");
    assert!(item.warmup.iter().all(|set| set.sets == 1));
}

#[test]
fn a_phase_scales_back_off_sets() {
    for_every(200, |case, folder| {
        let content = case.read(folder, KG);
        plan(&content)?;
        let lifter = &content.lifters[0];
        let with = |scale: Scale, check: &dyn Fn(&Plan<'_>)| {
            let mut program = program(&content).clone();
            program.phases.iter_mut().for_each(|phase| phase.backoff = scale.clone());
            let plan = expand(&program, lifter, lifter.programs.first(), content.basis()).plan;
            plan.iter().for_each(check);
            plan.is_some().then_some(())
        };
        with(Scale::Every(Percent::ZERO), &|plan| {
            assert!(days(plan).flat_map(|day| &day.blocks).flat_map(|block| &block.backoff).all(is_meet));
        })?;
        let whole = Cell::default();
        with(Scale::Whole, &|plan| whole.set((plan_json(plan), backoff_sets(plan))))?;
        let (json, sets) = whole.take();
        with(Scale::Every(Percent::WHOLE), &|plan| assert_eq!(plan_json(plan), json))?;
        for share in [10, 50, 66, 130, 200] {
            // To the nearest whole set, halves up, at least one.
            let done =
                |(sets, is_meet): &(u32, bool)| if *is_meet { *sets } else { ((2 * sets * share + 100) / 200).max(1) };
            let done: Vec<_> = sets.iter().map(done).collect();
            let share = Percent::whole(share.try_into().unwrap());
            with(Scale::Every(share), &|plan| assert_eq!(counts(&backoff_sets(plan)), done, "{share} of {sets:?}"))?;
        }
        Some(())
    });
}

/// Returns the number of sets of each back-off item, and whether they are attempts, which no phase reduces.
fn backoff_sets(plan: &Plan<'_>) -> Vec<(u32, bool)> {
    let items = days(plan).flat_map(|day| &day.blocks).flat_map(|block| &block.backoff);
    let sets = |item: &Item<'_>| item.lines.iter().map(|line| u32::from(line.most_sets())).sum();
    items.map(|item| (sets(item), is_meet(item))).collect()
}

fn counts(sets: &[(u32, bool)]) -> Vec<u32> {
    sets.iter().map(|(sets, _)| *sets).collect()
}

fn is_meet(item: &Item<'_>) -> bool {
    item.lines.iter().any(|line| line.group.is_attempt())
}
