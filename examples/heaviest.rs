//! Prints the heaviest set of each week, for every booklet of a site: `cargo run --release --example heaviest [DIR]`.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use liftpress::diagnostic::{Color, Report};
use liftpress::model::{Assignment, Lifter};
use liftpress::plan::{Day, Item, Line, Week, expand};
use liftpress::site::content_of;
use liftpress::source::Content;
use liftpress::units::Mass;

fn main() -> ExitCode {
    let folder = env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let content = match content_of(Path::new(&folder)) {
        Ok(content) => Content::read(&content),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let mut is_fine = report(&Report::new(&content.diagnostics, &content.files));
    for lifter in &content.lifters {
        for assignment in &lifter.programs {
            is_fine &= booklet(&content, lifter, assignment);
        }
    }
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints a line for each week of a booklet. Returns false if the booklet cannot be calculated.
fn booklet(content: &Content, lifter: &Lifter, assignment: &Assignment) -> bool {
    // `liftpress check` reports unknown programs.
    let Ok(program) = content.program(assignment.program.as_str()) else { return false };
    let expansion = expand(program, lifter, Some(assignment), content.basis());
    let Some(plan) = expansion.plan else { return report(&Report::new(&expansion.diagnostics, &content.files)) };
    println!("{}: {}", lifter.name, program.title);
    for week in &plan.weeks {
        if let Some((mass, item, line)) = heaviest(week) {
            let estimate = if line.estimate { "≈" } else { "" };
            let weight = mass.with_unit(plan.units);
            println!("  week {:>2}: {} {} × {estimate}{weight}", week.number, item.exercise.name, line.group.reps);
        }
    }
    true
}

/// Returns the heaviest set of a week, or the first of several. A bodyweight exercise counts with its added weight.
fn heaviest<'w>(week: &'w Week<'_>) -> Option<(Mass, &'w Item<'w>, &'w Line<'w>)> {
    let items = week.days.iter().flat_map(Day::items);
    let sets = items.flat_map(|item| item.lines.iter().map(move |line| (item, line)));
    let weighed = sets.filter_map(|(item, line)| Some((line.weight.heaviest()?, item, line)));
    weighed.reduce(|heaviest, set| if set.0 > heaviest.0 { set } else { heaviest })
}

/// Prints diagnostics. Returns whether none of them is an error.
fn report(diagnostics: &Report<'_>) -> bool {
    eprint!("{}", diagnostics.text(Color::Plain));
    diagnostics.counts().errors == 0
}
