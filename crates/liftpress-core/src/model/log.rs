//! What was lifted, as gym mode exports it (`docs/pages/gym-mode.md`).

use jiff::civil::Date;

use crate::diagnostic::Place;
use crate::units::{Mass, Rpe};

use super::Slug;

/// A log of sets that were done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Of which program, and where that stands; CSV does not say.
    pub program: Option<(Slug, Place)>,
    /// The name of the lifter, and where that stands; CSV does not say.
    pub lifter: Option<(String, Place)>,
    /// Whether an RPE in it may only repeat the planned one: the page of a booklet used to fill that in by itself, and such a
    /// log does not show which of them the lifter gave.
    pub repeats_planned_rpe: bool,
    /// The sets, in the order of the file.
    pub sets: Vec<LoggedSet>,
}

/// A set that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedSet {
    /// The day on which it was done.
    pub date: Option<Date>,
    /// The week of the program, from 1.
    pub week: u16,
    /// The day of the week, from 1.
    pub day: u16,
    /// The exercise.
    pub exercise: Slug,
    /// Its number among the day's sets of that exercise, from 1.
    pub set: u16,
    /// What was lifted; of a bodyweight exercise, what hung on the belt. `None`: as planned.
    pub weight: Option<Mass>,
    /// How many; of a set by time its seconds, of a carry its metres. `None`: not logged.
    pub reps: Option<u16>,
    /// How hard; `None`: the lifter did not say.
    pub effort: Option<Rpe>,
    /// Whether it is marked as done as planned, so that reps left empty are the planned ones.
    pub as_planned: bool,
    /// Where it stands.
    pub place: Place,
}
