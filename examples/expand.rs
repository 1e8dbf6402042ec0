//! Calculates a program from a text: `cargo run --release --example expand`.

use liftpress::Training;

const PROGRAM: &str = "
title: Squat day
days:
  - name: Squat
    top: {squat: 1x1 @ 92.5%}
    backoff: {squat: 4x4 @ top -12%}
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let training = Training::of(PROGRAM)?.with_max("squat", "200 kg")?;
    let plan = training.plan()?;
    for (item, line) in plan.lines() {
        let weight = line.weight.heaviest().map_or_else(|| "your choice".to_owned(), |mass| mass.with_unit(plan.units));
        println!("{}: {} × {} with {weight}", item.exercise.name, line.sets, line.group.reps);
    }
    Ok(())
}
