//! Lifters: their maxes, equipment and programs.

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
    /// The name of the lifter's folder of booklets.
    pub slug: Slug,
    /// The lifter's name.
    pub name: String,
    /// The units of the lifter's booklets.
    pub units: Unit,
    /// The lifter's bodyweight.
    pub bodyweight: Option<Mass>,
    /// The lifter's sex; only points formulas use it.
    pub sex: Option<Sex>,
    /// The lifter's maxes, by exercise.
    pub maxes: BTreeMap<Slug, Max>,
    /// The lifter's own percentages of the 1RM for training maxes.
    pub training_max: TrainingMaxes,
    /// The lifter's equipment; `None` for a common gym.
    pub equipment: Option<Equipment>,
    /// How the lifter's weights are rounded.
    pub rounding: Roundings,
    /// The formula for maxes that are estimated from sets, if a set names no formula of its own. `None` for the site's
    /// formula.
    pub formula: Option<Formula>,
    /// The lifter's own attempts at a meet, which replace the program's.
    pub attempts: Option<Attempts>,
    /// The programs that the lifter trains.
    pub programs: Vec<Assignment>,
    /// Whether the site publishes the lifter's booklets.
    pub is_public: bool,
    /// The place of the lifter: a file, or a row of a roster.
    pub place: Place,
}

impl Max {
    /// Returns a 1RM that has no place in a file, because it comes from the command line or is assumed.
    #[must_use]
    pub fn given(lifted: Lifted, unit: Unit) -> Self {
        let record = MaxRecord { measure: Measure::OneRep(lifted), since: Since::Always, unit, place: None };
        Self { records: vec![record], place: None }
    }

    /// Returns an assumed 1RM. For a bodyweight exercise, it is the added weight.
    #[must_use]
    pub fn assumed(exercise: &Exercise, mass: Mass, unit: Unit) -> Self {
        let hangs = exercise.gear == Gear::Bodyweight;
        Self::given(if hangs { Lifted::Bodyweight(mass) } else { Lifted::Weight(mass) }, unit)
    }
}

impl Lifter {
    /// Returns a lifter without a name, with these maxes and a common gym.
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

    /// Whether the lifter has their own file and is not a row of a roster.
    #[must_use]
    pub const fn has_file(&self) -> bool {
        matches!(self.place.at, At::File)
    }

    /// Returns a lifter without a name, for a program alone.
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

/// A lifter's max for a lift: one record, or several over time. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Max {
    /// The records, in the written order.
    pub records: Vec<MaxRecord>,
    /// The place in the file; `None` on the command line.
    pub place: Option<Place>,
}

/// One record of a max.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaxRecord {
    /// The lifted weight or set.
    pub measure: Measure,
    /// When the max starts to count.
    pub since: Since,
    /// The unit that the record was written in.
    pub unit: Unit,
    /// The place in the file; `None` on the command line.
    pub place: Option<Place>,
}

/// How a max is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The heaviest single.
    OneRep(Lifted),
    /// The training max itself. The 1RM is calculated from it with the lifter's own percentage, otherwise with the
    /// program's.
    Training(Lifted),
    /// A set, from which the 1RM is estimated.
    Set {
        /// The weight.
        lifted: Lifted,
        /// The number of reps.
        reps: u16,
        /// The effort; `None` for a set to failure.
        effort: Option<Rpe>,
        /// The formula, if the lifter names one.
        formula: Option<Formula>,
    },
}

impl Measure {
    /// Returns the weight.
    #[must_use]
    pub const fn lifted(self) -> Lifted {
        match self {
            Self::OneRep(lifted) | Self::Training(lifted) | Self::Set { lifted, .. } => lifted,
        }
    }
}

/// A lifted weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifted {
    /// The weight on the bar or in the hands.
    Weight(Mass),
    /// The weight added to bodyweight; negative for assistance.
    Bodyweight(Mass),
}

/// When a max starts to count. Earlier weeks use earlier maxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// From the first week.
    Always,
    /// From the first week that starts on this date or later.
    Date(Date),
    /// From this week of the program, counted from 1.
    Week(u16),
}

/// A lifter's own percentages of the 1RM for training maxes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrainingMaxes {
    /// The percentage for lifts that are not in `of`.
    pub all: Option<Percent>,
    /// The place of `all` in the file.
    pub place: Option<Place>,
    /// The percentages for certain lifts.
    pub of: ByExercise<Percent>,
}

/// A program that a lifter trains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The program.
    pub program: Slug,
    /// The name of the assignment for commands, files and folders. It is the program's name, with a number if the
    /// lifter trains the program again (`wave-2`). See [`Assignment::name_apart`].
    pub name: Slug,
    /// The dates; `None` for an undated program.
    pub schedule: Option<Schedule>,
    /// The lifter's choices of the program's options.
    pub options: Choices,
    /// Replacements of exercises.
    pub swap: BTreeMap<Slug, Swap>,
    /// Exercises that are left out.
    pub skip: Vec<ExerciseName>,
    /// The place in the file.
    pub place: Place,
}

impl Assignment {
    /// Returns an undated assignment of a program without choices.
    #[must_use]
    pub fn plain(program: Slug, place: Place) -> Self {
        let (name, options, swap, skip) = (program.clone(), Choices::new(), BTreeMap::new(), Vec::new());
        Self { program, name, schedule: None, options, swap, skip, place }
    }

    /// Names a lifter's programs in the written order. The first assignment of a program has the program's name. Each
    /// further assignment of the program also has a number, so that no other program of the lifter has the same name.
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

    /// Returns an undated assignment of a program with these choices.
    #[must_use]
    pub fn choosing(program: &Program, options: Choices) -> Self {
        Self { options, ..Self::plain(program.slug.clone(), program.place.clone()) }
    }
}

/// A replacement of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The place where the replaced exercise is named.
    pub place: Place,
    /// The exercise to do instead.
    pub exercise: ExerciseName,
}

/// The dates of an assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The first or the last day.
    pub start: Start,
    /// The training days of the week; empty if only weeks are dated.
    pub weekdays: Vec<Weekday>,
}

/// The day that the dates are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The first day of week 1.
    On(Date),
    /// The last day of the last week, such as a meet.
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
