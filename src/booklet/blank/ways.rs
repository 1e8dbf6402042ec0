//! The ways to choose of a program, and its plans for somebody with a max in everything.

use std::collections::BTreeMap;

use crate::model::{
    Assignment, Basis, Choice, Choices, Chosen, Exercise, Gear, Lifted, Lifter, Max, Program, ProgramOption,
    TrainingMaxes,
};
use crate::plan::{Plan, expand};
use crate::units::{Mass, Percent, Unit};

/// More ways to choose than these are not offered: of options beyond them the default is taken.
const MOST_WAYS: usize = 64;

/// As many of the options as do not make too many ways.
pub(super) fn offered(options: &[ProgramOption]) -> &[ProgramOption] {
    let mut ways = 1;
    let fits = options.iter().take_while(|option| {
        ways *= option.choices.len();
        ways <= MOST_WAYS
    });
    &options[..fits.count()]
}

/// Every way to choose. The number of a way counts the choices of its options, the last option fastest.
pub(super) fn ways(options: &[ProgramOption], program: &Program) -> Vec<Assignment> {
    let chosen = |choice: &Choice| Chosen { choice: choice.slug.clone(), option_place: None, place: None };
    let mut ways = vec![Choices::new()];
    for option in options {
        let with = |way: &Choices| {
            let way = way.clone();
            option.choices.iter().map(move |choice| {
                let one = [(option.slug.clone(), chosen(choice))];
                way.clone().into_iter().chain(one).collect()
            })
        };
        ways = ways.iter().flat_map(with).collect();
    }
    let assigned = |options| Assignment { options, ..Assignment::plain(program.slug.clone(), program.place.clone()) };
    ways.into_iter().map(assigned).collect()
}

/// Somebody with a max of 200 kg in what the program asks for, or in everything. The numbers are shown to nobody; they are large, so
/// that what differs for somebody differs for them.
pub(super) fn somebody(program: &Program, basis: Basis<'_>, unit: Unit, in_everything: bool) -> Lifter {
    let mass = Mass::whole(200, Unit::Kg);
    let known = |exercise: &Exercise| {
        let lifted = if exercise.gear == Gear::Bodyweight { Lifted::Bodyweight(mass) } else { Lifted::Weight(mass) };
        (exercise.slug.clone(), Max::given(lifted, unit))
    };
    let all = basis.library.iter().chain(program.exercises.values()).filter(|exercise| exercise.max_of.is_none());
    let maxes = if in_everything { all.map(known).collect() } else { BTreeMap::new() };
    let own = basis.library.lifts_of(program).into_iter().map(known);
    let trains = program.training_max.is_some() || program.phases.iter().any(|phase| phase.training_max.is_some());
    Lifter {
        bodyweight: Some(Mass::whole(100, Unit::Kg)),
        rounding: basis.settings.rounding.into(),
        training_max: TrainingMaxes {
            all: Some(Percent::WHOLE).filter(|_| in_everything && !trains),
            ..TrainingMaxes::default()
        },
        ..Lifter::unnamed(program, unit, maxes.into_iter().chain(own).collect())
    }
}

pub(super) fn plans<'a>(
    program: &'a Program,
    lifter: &'a Lifter,
    ways: &'a [Assignment],
    basis: Basis<'a>,
) -> Option<Vec<Plan<'a>>> {
    ways.iter().map(|way| expand(program, lifter, Some(way), basis).plan).collect()
}
