//! Why a group of sets has no weight, or another one than was computed. `plan::faults` puts it into words.

use std::hash::{Hash, Hasher};

use crate::model::{MaxKind, Reference, Slug};
use crate::plan::loading::Fit;
use crate::units::{Mass, Percent, Rpe};

use super::around::NoTop;

/// A bare reference to the exercise's own 1RM.
pub(in crate::plan) const ONE_REP: Reference = Reference { kind: Some(MaxKind::OneRep), exercise: None };

/// Why a group of sets has no weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) enum Fault {
    /// `previous` needs a set before it, and there is none.
    NoPrevious,
    /// A drop needs a set before it, and there is none.
    NothingToDrop,
    /// The block's `top` has fewer sets of the lift than the one that is meant.
    NoSet {
        /// The one that is meant, from 1.
        number: u16,
        /// How many there are.
        count: usize,
    },
    /// There is no top set to refer to.
    NoTop(NoTop),
    /// The block has no top set of that lift.
    NoTopOf(Slug),
    /// No exercise has that name.
    UnknownExercise(Slug),
    /// An e1RM is needed before the top set is done.
    BeforeTop,
    /// The top set, of the exercise at that position, shows no 1RM of this exercise.
    NotCarried(usize),
    /// The top set has no weight to estimate from.
    OpenTop,
    /// Neither the top set's effort nor a max says what it shows: its exercise, by position.
    NoMaxOfTop(usize),
    /// The RPE chart has no cell for the top set.
    TopNotInChart(u16, Rpe),
    /// The RPE chart has no such cell.
    NotInChart(u16, Rpe),
    /// An effort needs reps that are counted.
    NoReps,
    /// The max that is meant cannot be used, or there is none.
    NoMax(Reference),
    /// The set that it is taken from has no weight.
    OpenBase,
    /// Points are taken off a set that has no percentage.
    NoPercentage,
    /// The percentage has come to nothing.
    NothingLeft(Percent),
    /// Points each week are added to a load that is no percentage.
    PointsEachWeek,
    /// Bodyweight is multiplied each week.
    BodyweightTimes,
    /// It is a percentage of all that is lifted, and the bodyweight is unknown.
    UnknownBodyweight,
    /// It is a share of all that another set lifts, and the bodyweight is unknown.
    UnknownBodyweightOfBase,
}

/// Something to report about a group of sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) enum Notice {
    /// It has no weight.
    Fault(Fault),
    /// Its percentage is unusually high.
    HighPercentage(Percent),
    /// The phase's share is not taken, since the bodyweight is unknown.
    NotScaled,
    /// What is loaded is far from the weight that was computed.
    Fit {
        /// What was computed.
        asked: Mass,
        /// What is loaded.
        fit: Fit,
    },
}

/// A mistake that lowering finds.
#[derive(Debug, Clone)]
pub(in crate::plan) enum Refusal {
    /// The group has no weight, whatever it follows from.
    AtOnce(Fault),
    /// It has none once the set or max that it follows from is known; until then, that is what is wrong with it.
    Then(Fault),
    /// The weeks multiply it. Of a set with bodyweight that needs the bodyweight, already in a week that multiplies nothing yet.
    Multiplies,
}

/// The mistake of a group of sets, if it has one. It is no part of the rule: two are equal whatever is wrong with them.
#[derive(Debug, Clone, Default)]
pub(in crate::plan) struct Refused(pub(in crate::plan) Option<Refusal>);

impl PartialEq for Refused {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Refused {}

impl Hash for Refused {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Refused {
    /// Fails where the group has no weight, whatever it follows from.
    pub(super) fn at_once(&self) -> Result<(), Fault> {
        match &self.0 {
            Some(Refusal::AtOnce(fault)) => Err(fault.clone()),
            _ => Ok(()),
        }
    }

    /// Fails where the group has no weight although what it follows from is known.
    pub(super) fn then(&self) -> Result<(), Fault> {
        match &self.0 {
            Some(Refusal::Then(fault)) => Err(fault.clone()),
            _ => Ok(()),
        }
    }

    pub(super) fn multiplies(&self) -> bool {
        matches!(self.0, Some(Refusal::Multiplies))
    }
}
