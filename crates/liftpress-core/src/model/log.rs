//! Logs of training, as gym mode exports them (`docs/pages/gym-mode.md`).

use jiff::civil::Date;

use crate::diagnostic::Place;
use crate::units::{Mass, Rpe};

use super::Slug;

/// A log of the sets that a lifter did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The program and its place in the file; `None` in CSV.
    pub program: Option<(Slug, Place)>,
    /// The name of the lifter and its place in the file; `None` in CSV.
    pub lifter: Option<(String, Place)>,
    /// Whether an RPE in the log may only repeat the plan. Earlier versions of the page filled in the planned RPE
    /// themselves, so their logs do not show which RPEs the lifter gave.
    pub repeats_planned_rpe: bool,
    /// The sets, in the order of the file.
    pub sets: Vec<LoggedSet>,
}

/// A set that a lifter did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedSet {
    /// The date of the set.
    pub date: Option<Date>,
    /// The week of the program, from 1.
    pub week: u16,
    /// The day of the week, from 1.
    pub day: u16,
    /// The exercise.
    pub exercise: Slug,
    /// The number among the day's sets of the exercise, from 1.
    pub set: u16,
    /// The weight; for a bodyweight exercise, the weight on the belt. `None` if the set was done with the planned
    /// weight.
    pub weight: Option<Mass>,
    /// The reps; for a timed set, its seconds; for a carry, its meters. `None` if not logged.
    pub reps: Option<u16>,
    /// The effort; `None` if the lifter did not give one.
    pub effort: Option<Rpe>,
    /// Whether the set is marked as done as planned. Without reps, it then has the planned reps.
    pub as_planned: bool,
    /// The place in the file.
    pub place: Place,
}
