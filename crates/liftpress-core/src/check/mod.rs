//! Rules about a content folder that was read, and about the plans of its programs.
//!
//! [`check()`] finds mistakes that [`source`](crate::source) cannot see in a single file. Its result still includes the
//! diagnostics that authors allow; [`hide_allowed`] removes them. `liftpress_site::site::everything_wrong` calls both
//! functions, and adds the diagnostics of templates and booklets.

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
use crate::model::{Assignment, Choices, Exercise, Library, Lifter, Max, Program, TrainingMaxes, option_combinations};
use crate::plan::expand;
use crate::source::Content;
use crate::units::{Mass, Percent, Unit};

/// Returns the diagnostics of a content folder that are not about single values: unknown names, programs that cannot be
/// expanded for any lifter, and violations of good practice.
#[must_use]
pub fn check(content: &Content) -> Vec<Diagnostic> {
    let mut diagnostics = names(content);
    let programs: Vec<_> = content.programs.par_iter().map(|program| check_program(program, content)).collect();
    diagnostics.extend(programs.into_iter().flatten());
    let broken: Vec<_> =
        content.broken.programs.par_iter().map(|program| check_broken_program(program, content)).collect();
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

/// Returns the diagnostics of one program. `names` are the unknown names of the whole folder.
pub fn diagnostics_of(content: &Content, names: &[Diagnostic], program: &str) -> Vec<Diagnostic> {
    let written = content.concerning(&content.diagnostics, program, None);
    let mut diagnostics: Vec<_> = written.chain(content.concerning(names, program, None)).cloned().collect();
    let readable = content.readable(program);
    diagnostics.extend(readable.into_iter().flat_map(|program| check_program(program, content)));
    hide_allowed(content, &mut diagnostics);
    diagnostics
}

/// The limit for trying all combinations of options. If a program has more combinations, each choice is tried once,
/// with the defaults of the other options.
const MOST_COMBINATIONS: usize = 32;
const MOST_GROUPS: u64 = 100_000;

/// Expands the program for a lifter who has every max, with every combination of options. All mistakes found are then
/// mistakes of the program, and not of a lifter.
fn check_program(program: &Program, content: &Content) -> Vec<Diagnostic> {
    let lifter = sample_lifter(program, &content.library);
    let basis = content.basis();
    let is_its_own = |d: &Diagnostic| d.is_error() || d.code == Code::HighPercentage;
    let mut found: Vec<Diagnostic> = Vec::new();
    for options in combinations(program) {
        let assignment = Assignment::choosing(program, options);
        let expansion = expand(program, &lifter, Some(&assignment), basis);
        let mut diagnostics: Vec<_> = expansion.diagnostics.into_iter().filter(is_its_own).collect();
        if let Some(plan) = &expansion.plan {
            for rule in OF_PLANS {
                rule(plan, &mut diagnostics);
            }
        }
        for diagnostic in diagnostics {
            // Weeks and combinations often share a mistake, so one diagnostic of a code at a place is enough.
            let is_same = |known: &Diagnostic| (known.code, &known.place) == (diagnostic.code, &diagnostic.place);
            if !found.iter().any(is_same) {
                found.push(diagnostic);
            }
        }
    }
    found
}

/// Returns the errors of a program that is only partly readable. Checks the days that could be read except for single
/// schemes.
fn check_broken_program(program: &Program, content: &Content) -> Vec<Diagnostic> {
    let mut program = program.clone();
    program.phases.iter_mut().for_each(|phase| phase.days.retain(|day| day.is_read));
    program.phases.retain(|phase| !phase.days.is_empty());
    let lifter = sample_lifter(&program, &content.library);
    let diagnostics = combinations(&program).into_iter().flat_map(|options| {
        let assignment = Assignment::choosing(&program, options);
        expand(&program, &lifter, Some(&assignment), content.basis()).diagnostics
    });
    once(diagnostics.filter(Diagnostic::is_error).collect())
}

/// Returns every combination of options. If there are too many, returns combinations in which each choice occurs once.
#[must_use]
pub fn combinations(program: &Program) -> Vec<Choices> {
    let options = &program.options;
    let all: usize = options.iter().fold(1, |all, option| all.saturating_mul(option.choices.len()));
    if all <= MOST_COMBINATIONS && program.most_groups().saturating_mul(all as u64) <= MOST_GROUPS {
        return option_combinations(options);
    }
    let once = options.iter().flat_map(|option| option_combinations(std::slice::from_ref(option)));
    [Choices::new()].into_iter().chain(once).collect()
}

/// Returns a lifter with a max of 100 kg in every exercise.
pub fn sample_lifter(program: &Program, library: &Library) -> Lifter {
    let unit = program.units.unwrap_or(Unit::Kg);
    let all = program.training_max.or(Some(Percent::WHOLE));
    let training_max = TrainingMaxes { all, ..TrainingMaxes::default() };
    Lifter { training_max, ..uniform_lifter(program, library, Mass::whole(100, Unit::Kg), unit) }
}

/// Returns a lifter with the max `mass` in every exercise. The lifter's bodyweight is `mass` too.
pub fn uniform_lifter(program: &Program, library: &Library, mass: Mass, unit: Unit) -> Lifter {
    let known = |exercise: &Exercise| (exercise.slug.clone(), Max::assumed(exercise, mass, unit));
    let maxes = library.iter().chain(program.exercises.values()).map(known).collect();
    Lifter { bodyweight: Some(mass), ..Lifter::unnamed(program, unit, maxes) }
}
