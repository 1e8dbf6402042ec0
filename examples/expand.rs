//! A program from a text, worked out: `cargo run --release --example expand`.

use std::collections::BTreeMap;

use liftpress::model::{Lifter, Max, Slug, parse_lifted};
use liftpress::plan::{Day, expand};
use liftpress::source::Content;
use liftpress::units::Unit;

const PROGRAM: &str = "
title: Squat day
days:
  - name: Squat
    top: {squat: 1x1 @ 92.5%}
    backoff: {squat: 4x4 @ top -12%}
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let content = Content::of_text(PROGRAM);
    let program = content.programs.first().ok_or("the text has mistakes")?;
    let (lifted, _) = parse_lifted("200 kg", None)?;
    let maxes = BTreeMap::from([(Slug::new("squat")?, Max::given(lifted, Unit::Kg))]);
    let lifter = Lifter::unnamed(program, Unit::Kg, maxes);
    let plan = expand(program, &lifter, None, content.basis()).plan.ok_or("it cannot be worked out")?;
    for item in plan.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items) {
        for line in &item.lines {
            let weight =
                line.weight.heaviest().map_or_else(|| "your choice".to_owned(), |mass| mass.with_unit(plan.units));
            println!("{}: {} × {} with {weight}", item.exercise.name, line.sets, line.group.reps);
        }
    }
    Ok(())
}
