//! The state of planning: the lifter's maxes, rack, calendar and choices.

use crate::model::{Assignment, Basis, Choices, Lifter, Program};

use super::Rack;
use super::dates::Calendar;
use super::maxes::Maxes;
use super::report::Report;
use super::rules::{Evaluator, Lowering, Tables};
use super::when::When;

/// Plans a program for one lifter.
pub(super) struct Expander<'a> {
    pub(super) maxes: Maxes<'a>,
    pub(super) rack: Rack,
    /// The tables that the rules of the days so far refer to.
    pub(super) tables: Tables<'a>,
    pub(super) report: Report<'a>,
    pub(super) calendar: Option<Calendar>,
    pub(super) assignment: Option<&'a Assignment>,
    pub(super) choices: &'a Choices,
}

impl<'a> Expander<'a> {
    /// Creates the state for one walk over a program.
    pub(super) fn new(
        program: &'a Program,
        lifter: &'a Lifter,
        assignment: Option<&'a Assignment>,
        basis: Basis<'a>,
    ) -> Self {
        let schedule = assignment.and_then(|assignment| assignment.schedule.as_ref());
        let calendar = schedule.and_then(|schedule| Calendar::new(schedule, program.weeks()));
        let none = const { &Choices::new() };
        Self {
            maxes: Maxes::new(program, lifter, basis.library, basis.settings, calendar.as_ref()),
            rack: Rack::new(lifter.equipment.as_ref(), lifter.units, &lifter.rounding),
            tables: Tables::default(),
            // A lifter without a name comes from the command line, so a missing max has no file to be reported in.
            report: Report::new(assignment.map(|assignment| &assignment.place).filter(|_| !lifter.name.is_empty())),
            choices: assignment.map_or(none, |assignment| &assignment.options),
            calendar,
            assignment,
        }
    }

    /// Lowers the days of a week to rules.
    pub(super) fn lowering(&mut self, when: When<'a>) -> Lowering<'_, 'a> {
        let Self { maxes, rack, tables, .. } = self;
        Lowering { maxes, rack, units: maxes.units, tables, when }
    }

    /// Evaluates lowered rules.
    pub(super) fn evaluator(&self) -> Evaluator<'_, 'a> {
        let Maxes { settings, lifter, .. } = self.maxes;
        Evaluator::new(&self.tables, &self.rack, &settings.rpe_chart, lifter.bodyweight)
    }

    /// Records the maxes that the weights of a phase are taken from.
    pub(super) fn note_used(&mut self, references: &[usize], when: When<'a>) {
        for reference in references {
            let (lift, trains) = self.tables.lift_of(*reference);
            self.report.used(lift, trains, when.phase);
        }
    }
}
