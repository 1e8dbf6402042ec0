//! The ways to choose of a program, and its plans for somebody with a max in everything.

use crate::model::{Basis, Exercise, Lifter, Max, Program, ProgramOption, TrainingMaxes};
use crate::units::{Mass, Percent, Unit};

/// More ways to choose than these, or of more groups of sets, are not offered: of options beyond them the default is taken.
const MOST_WAYS: usize = 64;
const MOST_GROUPS: u64 = 40_000;

/// As many of the options as do not make too many ways.
pub(super) fn offered(program: &Program) -> &[ProgramOption] {
    let groups = program.most_groups();
    let mut ways: usize = 1;
    let fits = program.options.iter().take_while(|option| {
        ways = ways.saturating_mul(option.choices.len());
        ways <= MOST_WAYS && groups.saturating_mul(ways as u64) <= MOST_GROUPS
    });
    &program.options[..fits.count()]
}

/// Somebody with a max of 200 kg in what the program asks for, or in everything. The numbers are shown to nobody; they are
/// large, so that what differs for somebody differs for them.
pub(super) fn somebody(program: &Program, basis: Basis<'_>, unit: Unit, in_everything: bool) -> Lifter {
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
