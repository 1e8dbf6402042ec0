//! Random programs as workbooks: LibreOffice calculates the weights of liftpress, also with other maxes typed in.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use liftpress::model::{Labels, Lifted, Lifter, Measure};
use liftpress::plan::{Plan, expand};
use liftpress::render::plan_xlsx;
use liftpress::source::Content;
use liftpress::units::{Mass, Percent, Unit};
use proptest::strategy::{Strategy, ValueTree};

use crate::conformance::{vectors, weights};
use crate::draws::draws;
use crate::gallery::differences;
use crate::office::Office;
use crate::random::{Case, GYMS, Spelling, cases};
use crate::shrink::smallest;
use crate::workbook::{Book, shown};

/// The largest weight in a workbook's table, and the largest number of weights.
const MOST: Mass = Mass::whole(1000, Unit::Kg);
const MOST_ROWS: usize = 20_000;
/// The number of programs in a full run.
const PROGRAMS: usize = 60;
/// The number of workbooks in one run of LibreOffice.
const BATCH: usize = 100;

#[test]
fn libreoffice_comes_to_published_weights() {
    let Some(mut office) = Office::new() else { return };
    let mut wanted = Vec::new();
    for (index, vector) in vectors().into_iter().enumerate() {
        let made = vector.with_plan(|plan| {
            assert_eq!(weights(plan), vector.weights, "{}", vector.source);
            plan_xlsx(plan, &Labels::default()).unwrap()
        });
        let (id, book) = (format!("vector-{index}"), Book::new(made.clone()));
        // Formulas have no stored results, so each of them is calculated.
        office.add(&id, &made, &book.inputs());
        wanted.push((vector.source, id, book));
    }
    for ((source, id, wanted), path) in wanted.iter().zip(office.computed()) {
        let mut wrong = Vec::new();
        assert!(differences(id, &Book::open(&path), wanted, &mut wrong) > 0, "{source}");
        assert!(wrong.is_empty(), "{source}: {}", wrong.join("\n"));
    }
}

#[test]
fn libreoffice_comes_to_the_weights_of_random_programs() {
    let Some(_) = Office::new() else { return };
    let (programs, mut runner) = draws(PROGRAMS);
    let mut compared = 0;
    let mut left = programs;
    while left > 0 {
        let trees: Vec<_> = (0..left.min(BATCH)).map(|_| cases().new_tree(&mut runner).unwrap()).collect();
        left -= trees.len();
        let drawn: Vec<_> = trees.iter().map(ValueTree::current).collect();
        let (cells, wrong) = computed(&drawn, 0);
        compared += cells;
        if let Some(index) = wrong.iter().position(|wrong| !wrong.is_empty()) {
            // Printed at once, since each step of shrinking is a run of LibreOffice.
            eprintln!("{}\n{:?}", wrong[index].join("\n"), drawn[index]);
            let (case, wrong) = smallest(trees.into_iter().nth(index).unwrap(), 40, |case| {
                let (_, mut wrong) = computed(std::slice::from_ref(case), index);
                Some(wrong.remove(0).join("\n")).filter(|wrong| !wrong.is_empty())
            });
            panic!("{wrong}\n{case:?}");
        }
    }
    assert!(compared > programs * 20, "{compared}");
}

/// Returns the number of compared cells, and the mistakes of each case. The number of a case, counted from `from`, decides its
/// unit and gym.
fn computed(cases: &[Case], from: usize) -> (usize, Vec<Vec<String>>) {
    let mut office = Office::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut wanted = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        if let Some((made, other)) = workbooks(case, from + index, folder.path()) {
            let id = format!("case-{index}");
            office.add(&id, &made, &other.inputs());
            wanted.push((index, id, other));
        }
    }
    let mut wrong = vec![Vec::new(); cases.len()];
    let mut compared = 0;
    for ((index, id, wanted), path) in wanted.iter().zip(office.computed()) {
        compared += differences(id, &Book::open(&path), wanted, &mut wrong[*index]);
    }
    (compared, wrong)
}

/// Returns the workbook, and that of a stronger lifter if it has the same rows, or else itself.
fn workbooks(case: &Case, index: usize, folder: &Path) -> Option<(Vec<u8>, Book)> {
    let spelling = if index.is_multiple_of(2) { Spelling::KG } else { Spelling::LB };
    case.write(folder, spelling.in_gym(index % GYMS.len()));
    let content = Content::read(folder);
    let lifter = &content.lifters[0];
    let program = content.programs.iter().find(|program| program.slug.as_str() == "p").unwrap();
    let labels = &content.settings.labels;
    let plan_of =
        |lifter| -> Option<Plan<'_>> { expand(program, lifter, lifter.programs.first(), content.basis()).plan };
    let plan = plan_of(lifter)?;
    let made = plan_xlsx(&plan, labels).unwrap();
    let same = Book::new(made.clone());
    // If plates make more weights than a table has, other maxes are loaded to the nearest 0.05 kg: docs/pages/export.md.
    let is_exact = plan.rulebook().ladders.iter().all(|ladder| ladder.rungs(MOST, MOST_ROWS).is_some());
    let stronger = stronger(lifter);
    let other = plan_of(&stronger).filter(|other| is_exact && hits(other) == hits(&plan));
    let other = other.map(|plan| Book::new(plan_xlsx(&plan, labels).unwrap()));
    let other = other.filter(|other| rows(other) == rows(&same));
    Some((made, other.unwrap_or(same)))
}

/// The same lifter with other maxes and a slightly higher bodyweight.
fn stronger(lifter: &Lifter) -> Lifter {
    let mut other = lifter.clone();
    let more = |mass: Mass| mass.times(Percent::whole(107));
    for record in other.maxes.values_mut().flat_map(|max| &mut max.records) {
        let (Measure::OneRep(lifted) | Measure::Training(lifted) | Measure::Set { lifted, .. }) = &mut record.measure;
        *lifted = match *lifted {
            Lifted::Weight(mass) => Lifted::Weight(more(mass)),
            Lifted::Bodyweight(mass) => Lifted::Bodyweight(more(mass)),
        };
    }
    other.bodyweight = other.bodyweight.map(more);
    other
}

/// The number of columns of each strip, which does not depend on the maxes (docs/pages/export.md).
fn hits(plan: &Plan<'_>) -> Vec<usize> {
    let days = plan.weeks.iter().flat_map(|week| &week.days);
    days.flat_map(|day| &day.blocks).flat_map(|block| &block.strips).map(|strip| strip.hits.len()).collect()
}

/// The start of its rows, and their width.
fn rows(book: &Book) -> Vec<(usize, Vec<String>)> {
    let sheets = book.weeks().map(|(_, sheet)| {
        let heads = (0..u32::try_from(sheet.get_size().0).unwrap()).map(|row| shown(sheet.get_value((row, 0))));
        (sheet.get_size().1, heads.collect())
    });
    sheets.collect()
}

/// Work of exactly one and a half empty bars has warm-ups, even if neither is a round number in the sheet's unit.
#[test]
fn workbooks_begin_with_the_bar_where_the_plan_does() {
    let Some(mut office) = Office::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("programs/p.yaml", "title: Bar\nunits: lb\ndays: [{name: A, warmup: true, top: {squat: 3x5 @ 66.2 lb}}]\n"),
        ("lifters/a.yaml", "name: A\nunits: lb\nequipment: {bar: 20 kg, plates: [5 kg]}\nprograms: [p]\n"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let content = Content::read(folder.path());
    let lifter = &content.lifters[0];
    let plan = expand(&content.programs[0], lifter, lifter.programs.first(), content.basis()).plan.unwrap();
    assert_eq!(plan.weeks[0].days[0].items().map(|item| item.warmup.len()).collect::<Vec<_>>(), [1]);
    let made = plan_xlsx(&plan, &content.settings.labels).unwrap();
    let book = Book::new(made.clone());
    office.add("bar", &made, &book.inputs());
    let mut wrong = Vec::new();
    differences("bar", &Book::open(&office.computed()[0]), &book, &mut wrong);
    assert_eq!(wrong, [""; 0]);
}

/// In later blocks only work on a bar has warm-ups, in the plan and in its workbook.
#[test]
fn workbooks_have_the_light_sets_of_the_plan() {
    let content = Content::of_text(
        "
title: Light sets
units: kg
days:
  - name: A
    warmup: [1x5 @ 30 kg]
    blocks:
      - top: {leg-press: 3x10 @ 120 kg}
      - top: {db-row: 3x10 @ 20 kg}
      - top: {bench: 3x5 @ 80 kg}
",
    );
    let lifter = Lifter::unnamed(&content.programs[0], Unit::Kg, BTreeMap::new());
    let plan = expand(&content.programs[0], &lifter, None, content.basis()).plan.unwrap();
    let book = Book::new(plan_xlsx(&plan, &content.settings.labels).unwrap());
    let light = rows(&book).iter().flat_map(|(_, heads)| heads).filter(|head| *head == "Warm-up").count();
    assert_eq!((light, plan.weeks[0].days[0].items().filter(|item| !item.warmup.is_empty()).count()), (2, 2));
}
