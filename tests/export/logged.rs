//! Results typed into a workbook: the following weights equal those of `Plan::after`.

use std::collections::BTreeMap;

use calamine::{Data, Range};
use liftpress::model::{Assignment, Program, Slug};
use liftpress::plan::{BlockAfter, CameTo, Plan, TopSetAt, Weight};
use liftpress::render::plan_xlsx;
use liftpress::source::Content;
use liftpress::units::{Mass, Rpe, Unit};

use crate::gallery::{gallery, lifter, plan};
use crate::office::{Office, Typed};
use crate::workbook::{Book, column, number, shown};

/// A top set of the first day of a program.
struct Case {
    program: &'static str,
    lift: &'static str,
    weight: &'static str,
    reps: Option<u16>,
    effort: Option<&'static str>,
}

const CASES: [Case; 5] = [
    Case { program: "squat-backoff", lift: "squat", weight: "151.5 kg", reps: None, effort: None },
    Case { program: "top-single", lift: "squat", weight: "170 kg", reps: None, effort: Some("9") },
    Case { program: "backoff-wave", lift: "squat", weight: "137.5 kg", reps: Some(4), effort: None },
    Case { program: "calgary-e1rm", lift: "squat", weight: "170 kg", reps: Some(2), effort: Some("7.5") },
    Case { program: "load-drops", lift: "squat", weight: "170 kg", reps: Some(5), effort: Some("8.5") },
];

impl Case {
    fn came(&self) -> CameTo {
        let effort = self.effort.map(|effort| Rpe::new(effort.parse().unwrap()).unwrap());
        CameTo { weight: self.weight.parse().ok(), reps: self.reps, effort }
    }
}

#[test]
fn back_off_follows_the_top_set_that_was_done() {
    let Some(mut office) = Office::new() else { return };
    let content = gallery();
    let lifter = lifter(&content, "common-kg-a");
    let worked: Vec<_> = CASES.iter().map(|case| Worked::new(&content, case)).collect();
    let plans: Vec<_> =
        worked.iter().map(|worked| plan(&content, worked.program, lifter, &worked.assignment)).collect();
    for (case, plan) in CASES.iter().zip(&plans) {
        let bytes = plan_xlsx(plan, &content.settings.labels).unwrap();
        let typed = typed(Book::new(bytes.clone()).sheet("Week 1"), plan, case);
        office.add(case.program, &bytes, &typed);
    }
    for ((case, plan), path) in CASES.iter().zip(&plans).zip(office.computed()) {
        let slug = Slug::new(case.lift).unwrap();
        let after = plan.after(0, 0, &[(TopSetAt { block: 0, lift: &slug }, case.came())]).unwrap();
        let wanted = weights(&after.blocks[0]);
        assert_ne!(wanted, weights(&plan.after(0, 0, &[]).unwrap().blocks[0]), "{} follows nothing", case.program);
        assert_eq!(backoff(Book::open(&path).sheet("Week 1"), wanted.len()), wanted, "{}", case.program);
    }
}

struct Worked<'c> {
    program: &'c Program,
    assignment: Assignment,
}

impl<'c> Worked<'c> {
    fn new(content: &'c Content, case: &Case) -> Self {
        let program = content.programs.iter().find(|program| program.slug.as_str() == case.program).unwrap();
        Self { program, assignment: Assignment::plain(program.slug.clone(), program.place.clone()) }
    }
}

/// Returns the log of the first day's heaviest top set: its row is the one planned with its weight.
fn typed(sheet: &Range<Data>, plan: &Plan<'_>, case: &Case) -> Typed {
    let block = &plan.weeks[0].days[0].blocks[0];
    let lines = block.top.iter().filter(|item| item.exercise.slug.as_str() == case.lift).flat_map(|item| &item.lines);
    let heaviest = lines.filter_map(|line| line.weight.heaviest()).max().unwrap();
    let planned = in_kg(heaviest);
    let rows = 2..u32::try_from(sheet.get_size().0).unwrap();
    let row = rows.into_iter().find(|row| shown(sheet.get_value((*row, 2))) == planned).unwrap();
    let address = |column: u32| format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
    let mut cells =
        BTreeMap::from([(address(column(sheet, "Done (kg)")), case.weight.replace(" kg", "").parse().unwrap())]);
    cells.extend(case.reps.map(|reps| (address(column(sheet, "1")), f64::from(reps))));
    cells.extend(case.effort.map(|effort| (address(column(sheet, "RPE")), effort.parse().unwrap())));
    Typed::from([("Week 1".to_owned(), cells)])
}

/// Returns the weights of a block's back-off sets, both ends of a range, without those of decisions.
fn weights(block: &BlockAfter) -> Vec<String> {
    let lines = block.backoff.iter().flat_map(|item| &item.lines).flatten();
    let ends = lines.flat_map(|weight| match weight {
        Weight::Loaded(range) | Weight::Bodyweight(range) if range.low == range.high => vec![in_kg(range.low)],
        Weight::Loaded(range) | Weight::Bodyweight(range) => vec![in_kg(range.low), in_kg(range.high)],
        Weight::Open => Vec::new(),
    });
    ends.collect()
}

fn in_kg(mass: Mass) -> String {
    shown(Some(&Data::Float(mass.in_unit(Unit::Kg).parse().unwrap())))
}

/// Returns the first weights below the first heading of back-off sets.
fn backoff(sheet: &Range<Data>, count: usize) -> Vec<String> {
    // Below the title, which may start with the same word.
    let rows = 2..u32::try_from(sheet.get_size().0).unwrap();
    let rows = rows.skip_while(|row| !shown(sheet.get_value((*row, 0))).starts_with("Back-off"));
    // A row for another exercise is not part of the work.
    let rows = rows.filter(|row| !shown(sheet.get_value((*row, 0))).starts_with("or "));
    let mut weights: Vec<String> = Vec::new();
    for row in rows {
        let ends = [2, 3].map(|column| sheet.get_value((row, column)));
        let ends = ends.map(|cell| cell.and_then(number).map(|_| shown(cell)));
        let [low, high] = ends;
        let high = high.filter(|high| Some(high) != low.as_ref());
        weights.extend(low.into_iter().chain(high));
    }
    weights.truncate(count);
    weights
}
