//! Combinations of a program's options, and the lifter for whom a blank booklet is calculated.

use crate::model::{Basis, Exercise, Lifter, Max, Program, ProgramOption, TrainingMaxes};
use crate::units::{Mass, Percent, Unit};

/// The limits on a blank booklet. Options beyond these limits are not offered, and their defaults apply.
const MOST_COMBINATIONS: usize = 64;
const MOST_GROUPS: u64 = 40_000;

/// Returns the first options of the program, as many as keep the number of combinations within the limits.
pub(super) fn offered_options(program: &Program) -> &[ProgramOption] {
    let groups = program.most_groups();
    let mut combinations: usize = 1;
    let fits = program.options.iter().take_while(|option| {
        combinations = combinations.saturating_mul(option.choices.len());
        combinations <= MOST_COMBINATIONS && groups.saturating_mul(combinations as u64) <= MOST_GROUPS
    });
    &program.options[..fits.count()]
}

/// Returns a lifter with a max of 200 kg in the lifts that the program asks for, or in every exercise. These maxes are
/// never shown. They are large, so that rules that give different weights for some lifter also give different weights
/// for this lifter.
pub(super) fn sample_lifter(program: &Program, basis: Basis<'_>, unit: Unit, in_everything: bool) -> Lifter {
    let known = |exercise: &Exercise| (exercise.slug.clone(), Max::assumed(exercise, Mass::whole(200, Unit::Kg), unit));
    let all = basis.library.iter().chain(program.exercises.values());
    let all = all.filter(|exercise| in_everything && exercise.max_of.is_none());
    let trains = program.training_max.is_some() || program.phases.iter().any(|phase| phase.training_max.is_some());
    Lifter {
        bodyweight: Some(Mass::whole(100, Unit::Kg)),
        rounding: basis.settings.rounding.into(),
        training_max: TrainingMaxes {
            all: Some(Percent::WHOLE).filter(|_| in_everything && !trains),
            ..TrainingMaxes::default()
        },
        ..Lifter::unnamed(program, unit, all.chain(basis.library.lifts_of(program)).map(known).collect())
    }
}
