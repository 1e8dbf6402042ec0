//! Rules over what was read and what it expands to.
//!
//! [`check()`] knows all that [`source`](crate::source) cannot see in a single file. What an author allows is still in it until
//! [`hide_allowed`]; `liftpress_site::site::everything_wrong` has that done, and adds templates and booklets.

mod allow;
mod decisions;
mod drops;
mod lifters;
mod loads;
mod missing_percent;
mod names;
mod phase;
mod pictures;
mod progression;
mod rules;
mod scaling;
mod session;
mod unlikely_max;
mod unused;

pub use allow::{hide_allowed, unused_allows};
pub use names::names;
pub use pictures::pictures_of;

use rayon::prelude::*;

use rules::{OF_LIFTERS, OF_PLANS, OF_SITES};

use crate::diagnostic::{Code, Diagnostic, once};
use crate::model::{Assignment, Choices, Exercise, Library, Lifter, Max, Program, TrainingMaxes, ways_to_choose};
use crate::plan::expand;
use crate::source::Content;
use crate::units::{Mass, Percent, Unit};

/// Everything that is wrong with a content folder beyond how it is written: names that lead nowhere, and programs that
/// could be expanded for no lifter at all.
#[must_use]
pub fn check(content: &Content) -> Vec<Diagnostic> {
    let mut diagnostics = names(content);
    let alone: Vec<_> = content.programs.par_iter().map(|program| program_alone(program, content)).collect();
    diagnostics.extend(alone.into_iter().flatten());
    let broken: Vec<_> = content.broken.programs.par_iter().map(|program| broken_alone(program, content)).collect();
    diagnostics.extend(broken.into_iter().flatten());
    for lifter in &content.lifters {
        for assignment in &lifter.programs {
            for rule in OF_LIFTERS {
                rule(content, lifter, assignment, &mut diagnostics);
            }
        }
    }
    for rule in OF_SITES {
        rule(content, &mut diagnostics);
    }
    diagnostics
}

/// Everything that is to be told of one program; `names` are those of the whole folder that lead nowhere.
pub fn told_of(content: &Content, names: &[Diagnostic], program: &str) -> Vec<Diagnostic> {
    let written = content.concerning(&content.diagnostics, program, None);
    let mut told: Vec<_> = written.chain(content.concerning(names, program, None)).cloned().collect();
    let readable = content.readable(program);
    told.extend(readable.into_iter().flat_map(|program| program_alone(program, content)));
    hide_allowed(content, &mut told);
    told
}

/// More ways to choose than these, or of more groups of sets, are not all tried; each choice still is, beside the defaults of the
/// others.
const MOST_WAYS: usize = 32;
const MOST_GROUPS: u64 = 100_000;

/// Expands the program for a lifter who brings every max, for every way to choose: what is still wrong is the program's
/// fault.
fn program_alone(program: &Program, content: &Content) -> Vec<Diagnostic> {
    let lifter = sample_lifter(program, &content.library);
    let basis = content.basis();
    let is_its_own = |d: &Diagnostic| d.is_error() || d.code == Code::HighPercentage;
    let mut found: Vec<Diagnostic> = Vec::new();
    for options in ways(program) {
        let assignment = Assignment::choosing(program, options);
        let expansion = expand(program, &lifter, Some(&assignment), basis);
        let mut told: Vec<_> = expansion.diagnostics.into_iter().filter(is_its_own).collect();
        if let Some(plan) = &expansion.plan {
            for rule in OF_PLANS {
                rule(plan, &mut told);
            }
        }
        for diagnostic in told {
            // Weeks and ways to choose have much in common: one word on a place is enough.
            let is_same = |known: &Diagnostic| (known.code, &known.place) == (diagnostic.code, &diagnostic.place);
            if !found.iter().any(is_same) {
                found.push(diagnostic);
            }
        }
    }
    found
}

/// The errors of a program that could be read in part: of its days that could be read, but for single schemes.
fn broken_alone(program: &Program, content: &Content) -> Vec<Diagnostic> {
    let mut program = program.clone();
    program.phases.iter_mut().for_each(|phase| phase.days.retain(|day| day.is_read));
    program.phases.retain(|phase| !phase.days.is_empty());
    let lifter = sample_lifter(&program, &content.library);
    let told = ways(&program).into_iter().flat_map(|options| {
        let assignment = Assignment::choosing(&program, options);
        expand(&program, &lifter, Some(&assignment), content.basis()).diagnostics
    });
    once(told.filter(Diagnostic::is_error).collect())
}

/// Every way to choose; where there are too many, every choice once.
#[must_use]
pub fn ways(program: &Program) -> Vec<Choices> {
    let options = &program.options;
    let all: usize = options.iter().fold(1, |all, option| all.saturating_mul(option.choices.len()));
    if all <= MOST_WAYS && program.most_groups().saturating_mul(all as u64) <= MOST_GROUPS {
        return ways_to_choose(options);
    }
    let once = options.iter().flat_map(|option| ways_to_choose(std::slice::from_ref(option)));
    [Choices::new()].into_iter().chain(once).collect()
}

/// A lifter whose max is 100 kg in everything.
pub fn sample_lifter(program: &Program, library: &Library) -> Lifter {
    let unit = program.units.unwrap_or(Unit::Kg);
    let all = program.training_max.or(Some(Percent::WHOLE));
    let training_max = TrainingMaxes { all, ..TrainingMaxes::default() };
    Lifter { training_max, ..uniform_lifter(program, library, Mass::whole(100, Unit::Kg), unit) }
}

/// A lifter whose max, and weight, is the same in everything.
pub fn uniform_lifter(program: &Program, library: &Library, mass: Mass, unit: Unit) -> Lifter {
    let known = |exercise: &Exercise| (exercise.slug.clone(), Max::assumed(exercise, mass, unit));
    let maxes = library.iter().chain(program.exercises.values()).map(known).collect();
    Lifter { bodyweight: Some(mass), ..Lifter::unnamed(program, unit, maxes) }
}
