//! Lifters and what they bring.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

use crate::diagnostic::{At, Place};
use crate::units::{Mass, Percent, Rpe, Unit};

use super::{
    Attempts, ByExercise, Choices, Equipment, Exercise, ExerciseName, Formula, Gear, Program, Roundings, Slug,
};
use crate::words;

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
    /// How their maxes are estimated from sets, where a set names no formula; `None`: as the site says.
    pub formula: Option<Formula>,
    /// Their own attempts at a meet, in place of the program's.
    pub attempts: Option<Attempts>,
    /// What they train.
    pub programs: Vec<Assignment>,
    /// Whether they want their booklets to be published.
    pub is_public: bool,
    /// Where they stand.
    pub place: Place,
}

impl Max {
    /// A 1RM as it was given on the command line, or is assumed.
    #[must_use]
    pub fn given(lifted: Lifted, unit: Unit) -> Self {
        let record = MaxRecord { measure: Measure::OneRep(lifted), since: Since::Always, unit, place: None };
        Self { records: vec![record], place: None }
    }

    /// A 1RM that is taken for granted; of an exercise with bodyweight, what hangs on the belt.
    #[must_use]
    pub fn assumed(exercise: &Exercise, mass: Mass, unit: Unit) -> Self {
        let hangs = exercise.gear == Gear::Bodyweight;
        Self::given(if hangs { Lifted::Bodyweight(mass) } else { Lifted::Weight(mass) }, unit)
    }
}

impl Lifter {
    /// A lifter without a name, with these maxes and a common gym.
    #[must_use]
    pub fn new(slug: Slug, units: Unit, maxes: BTreeMap<Slug, Max>, place: Place) -> Self {
        Self {
            slug,
            name: String::new(),
            units,
            bodyweight: None,
            sex: None,
            maxes,
            training_max: TrainingMaxes::default(),
            equipment: None,
            rounding: Roundings::default(),
            formula: None,
            attempts: None,
            programs: Vec::new(),
            is_public: false,
            place,
        }
    }

    /// Whether they have a file of their own, and are no row of a roster.
    #[must_use]
    pub const fn has_file(&self) -> bool {
        matches!(self.place.at, At::File)
    }

    /// Nobody in particular, for a program alone.
    #[must_use]
    pub fn unnamed(program: &Program, units: Unit, maxes: BTreeMap<Slug, Max>) -> Self {
        Self::new(program.slug.clone(), units, maxes, program.place.clone())
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

/// What a lifter can do on a lift: one record, or several over time. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Max {
    /// In the order they are written.
    pub records: Vec<MaxRecord>,
    /// Where it stands; `None` when it came from the command line.
    pub place: Option<Place>,
}

/// One thing a lifter did, or can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaxRecord {
    /// What was lifted.
    pub measure: Measure,
    /// From when on it counts.
    pub since: Since,
    /// The unit it was given in.
    pub unit: Unit,
    /// Where it stands; `None` when it came from the command line.
    pub place: Option<Place>,
}

/// How a max is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The heaviest single.
    OneRep(Lifted),
    /// The training max itself: the 1RM is that of which it is the lifter's, or else the program's, share.
    Training(Lifted),
    /// A set: the 1RM is estimated from it.
    Set {
        /// How heavy.
        lifted: Lifted,
        /// How many reps.
        reps: u16,
        /// How hard.
        effort: Option<Rpe>,
        /// By which formula, where the lifter names one.
        formula: Option<Formula>,
    },
}

impl Measure {
    /// What was lifted.
    #[must_use]
    pub const fn lifted(self) -> Lifted {
        match self {
            Self::OneRep(lifted) | Self::Training(lifted) | Self::Set { lifted, .. } => lifted,
        }
    }
}

/// A weight as it was lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifted {
    /// On the bar, in the hands.
    Weight(Mass),
    /// The lifter's own weight and that much more, or, below nothing, less.
    Bodyweight(Mass),
}

/// From when on a max counts. Weeks before are as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// From the beginning.
    Always,
    /// From the first week that begins on that day or later.
    Date(Date),
    /// From that week of the program, counted from 1.
    Week(u16),
}

/// A lifter's own training max shares.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrainingMaxes {
    /// For lifts not named in `of`.
    pub all: Option<Percent>,
    /// Where that stands.
    pub place: Option<Place>,
    /// For single lifts.
    pub of: ByExercise<Percent>,
}

/// A program that a lifter trains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Which.
    pub program: Slug,
    /// What commands, files and folders call it: as the program, with a number where the lifter trains that again (`wave-2`). See
    /// [`Assignment::name_apart`].
    pub name: Slug,
    /// When; `None`: undated.
    pub schedule: Option<Schedule>,
    /// What was chosen of the program's options.
    pub options: Choices,
    /// Exercises done in the place of others.
    pub swap: BTreeMap<Slug, Swap>,
    /// Exercises that are left out.
    pub skip: Vec<ExerciseName>,
    /// Where it stands.
    pub place: Place,
}

impl Assignment {
    /// A program as it is, undated.
    #[must_use]
    pub fn plain(program: Slug, place: Place) -> Self {
        let (name, options, swap, skip) = (program.clone(), Choices::new(), BTreeMap::new(), Vec::new());
        Self { program, name, schedule: None, options, swap, skip, place }
    }

    /// Names what a lifter trains, in the order in which it is written: the first time of a program has the program's name, each
    /// further time a number that no program of the lifter has.
    pub fn name_apart(assignments: &mut [Self]) {
        let mut taken: BTreeSet<Slug> = assignments.iter().map(|assignment| assignment.program.clone()).collect();
        let mut numbers: BTreeMap<Slug, u32> = BTreeMap::new();
        for Self { program, name, .. } in assignments {
            let number = numbers.entry(program.clone()).or_insert(0);
            *number += 1;
            *name = program.clone();
            while *number > 1 {
                *name = program.numbered(*number);
                if taken.insert(name.clone()) {
                    break;
                }
                *number += 1;
            }
        }
    }

    /// A program as it is, in one way to choose.
    #[must_use]
    pub fn choosing(program: &Program, options: Choices) -> Self {
        Self { options, ..Self::plain(program.slug.clone(), program.place.clone()) }
    }
}

/// An exercise done in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// Where the other is named.
    pub place: Place,
    /// What is done instead.
    pub exercise: ExerciseName,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    fn names(programs: &[&str]) -> Vec<String> {
        let place = Place::file(FileId(0));
        let plain = |slug: &&str| Assignment::plain(Slug::new(slug).unwrap(), place.clone());
        let mut assignments: Vec<_> = programs.iter().map(plain).collect();
        Assignment::name_apart(&mut assignments);
        assignments.into_iter().map(|assignment| assignment.name.to_string()).collect()
    }

    #[test]
    fn no_two_assignments_share_a_name() {
        assert_eq!(names(&["wave", "wave", "wave-2", "wave"]), ["wave", "wave-3", "wave-2", "wave-4"]);
        assert_eq!(names(&["wave", "bench", "wave", "bench"]), ["wave", "bench", "wave-2", "bench-2"]);
    }

    #[test]
    fn long_names_are_cut_for_their_number() {
        let long = "a-".repeat(39) + "aa";
        assert_eq!(names(&[&long, &long]), [long.clone(), format!("{}-2", &long[..77])]);
    }
}
