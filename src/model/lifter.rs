//! Lifters and what they bring.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use crate::diagnostic::Place;
use crate::units::{Mass, Percent, Unit};

use super::exercise::words;
use super::{Equipment, Program, Roundings, Slug};

/// One lifter, from a file of their own or a row of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifter {
    /// The name of their folder of booklets.
    pub slug: Slug,
    /// Their name.
    pub name: String,
    /// What they train in: their booklets' unit.
    pub units: Unit,
    /// Their own weight.
    pub bodyweight: Option<Mass>,
    /// For points formulas.
    pub sex: Option<Sex>,
    /// Their maxes, by exercise.
    pub maxes: BTreeMap<Slug, Max>,
    /// Their own share of the max that counts as training max.
    pub training_max: TrainingMaxes,
    /// What they have to load.
    pub equipment: Option<Equipment>,
    /// How their weights are rounded.
    pub rounding: Roundings,
    /// What they train.
    pub programs: Vec<Assignment>,
    /// Where they stand.
    pub place: Place,
}

impl Lifter {
    /// Nobody in particular, with these maxes and a common gym, for a program alone.
    #[must_use]
    pub fn unnamed(program: &Program, units: Unit, maxes: BTreeMap<Slug, Max>) -> Self {
        Self {
            slug: program.slug.clone(),
            name: String::new(),
            units,
            bodyweight: None,
            sex: None,
            maxes,
            training_max: TrainingMaxes::default(),
            equipment: None,
            rounding: Roundings::default(),
            programs: Vec::new(),
            place: program.place.clone(),
        }
    }
}

words! {
    /// The two classes of the published points formulas.
    Sex {
        /// Women's.
        Female => "female",
        /// Men's.
        Male => "male",
    }
}

/// The heaviest single a lifter can do today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Max {
    /// The weight.
    pub one_rep: Mass,
    /// The unit it was given in.
    pub unit: Unit,
    /// Where it stands; `None` when it came from the command line.
    pub place: Option<Place>,
}

/// A lifter's own training max shares.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrainingMaxes {
    /// For lifts not named in `of`.
    pub all: Option<Percent>,
    /// For single lifts.
    pub of: BTreeMap<Slug, Percent>,
}

/// A program that a lifter trains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Which.
    pub program: Slug,
    /// When; `None`: undated.
    pub schedule: Option<Schedule>,
    /// Where it stands.
    pub place: Place,
}

/// When a program is trained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Its first or its last day.
    pub start: Start,
    /// The days of the week on which there is training; empty: only weeks are dated.
    pub weekdays: Vec<Weekday>,
}

/// A program is dated from its first day, or from its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The first day on which training may fall.
    On(Date),
    /// The last day of the last week: the meet.
    EndingOn(Date),
}
