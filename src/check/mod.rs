//! Rules over what was read and what it expands to.

mod names;

pub use names::names;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Exercise, Library, Lifter, Max, Program, TrainingMaxes};
use crate::plan::expand;
use crate::source::Content;
use crate::units::{Mass, Percent, Unit};

/// Everything that is wrong with a content folder beyond how it is written: names that lead nowhere, and programs that
/// could be expanded for no lifter at all.
#[must_use]
pub fn check(content: &Content) -> Vec<Diagnostic> {
    let mut diagnostics = names(content);
    for program in &content.programs {
        diagnostics.extend(program_alone(program, &content.library));
    }
    diagnostics
}

/// Expands the program for somebody who brings every max: what is still wrong is the program's fault.
fn program_alone(program: &Program, library: &Library) -> Vec<Diagnostic> {
    let anybody = anybody(program, library);
    let diagnostics = expand(program, &anybody, None, library).diagnostics;
    let is_its_own = |d: &Diagnostic| d.severity == Severity::Error || d.code == Code::HighPercentage;
    diagnostics.into_iter().filter(is_its_own).collect()
}

fn anybody(program: &Program, library: &Library) -> Lifter {
    let unit = program.units.unwrap_or(Unit::Kg);
    let max = || Max { one_rep: Mass::whole(100, Unit::Kg), unit, place: None };
    let known = |exercise: &Exercise| (exercise.slug.clone(), max());
    let maxes = library.iter().chain(program.exercises.values()).map(known).collect();
    let all = program.training_max.or(Some(Percent::WHOLE));
    Lifter { training_max: TrainingMaxes { all, ..TrainingMaxes::default() }, ..Lifter::unnamed(program, unit, maxes) }
}
