//! What a program is walked over with: the lifter's maxes and rack, their calendar, and what they chose.

use std::collections::{BTreeMap, HashSet};

use crate::model::{Assignment, Basis, Choices, Lifter, Program};

use super::Rack;
use super::dates::Calendar;
use super::maxes::Maxes;
use super::resolve::Resolver;

/// Works a program out for one lifter.
pub(super) struct Expander<'a> {
    pub(super) resolver: Resolver<'a>,
    pub(super) calendar: Option<Calendar>,
    pub(super) assignment: Option<&'a Assignment>,
    pub(super) choices: &'a Choices,
}

impl<'a> Expander<'a> {
    /// Ready to walk over a program; nothing is told yet.
    pub(super) fn new(
        program: &'a Program,
        lifter: &'a Lifter,
        assignment: Option<&'a Assignment>,
        basis: Basis<'a>,
    ) -> Self {
        let units = lifter.units;
        let schedule = assignment.and_then(|assignment| assignment.schedule.as_ref());
        let calendar = schedule.and_then(|schedule| Calendar::new(schedule, program.weeks()));
        let resolver = Resolver {
            maxes: Maxes::new(program, lifter, basis.library, basis.settings, calendar.as_ref()),
            rack: Rack::new(lifter.equipment.as_ref(), units, &lifter.rounding),
            units,
            // Numbers from the command line have no file to complain about.
            lifter_place: assignment.map(|assignment| &assignment.place).filter(|_| !lifter.name.is_empty()),
            diagnostics: Vec::new(),
            told: HashSet::new(),
            tells: true,
            used: BTreeMap::new(),
        };
        let none = const { &Choices::new() };
        let choices = assignment.map_or(none, |assignment| &assignment.options);
        Self { resolver, calendar, assignment, choices }
    }
}
