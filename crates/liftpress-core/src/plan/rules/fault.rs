//! The reasons why a group of sets has no weight, or a loaded weight far from the calculated one. `plan::faults` has the
//! messages.

use std::hash::{Hash, Hasher};

use crate::model::{MaxKind, Reference, Slug};
use crate::plan::loading::Fit;
use crate::units::{Mass, Percent, Rpe};

use super::around::NoTop;

/// A reference to the exercise's own 1RM without anything else.
pub(in crate::plan) const ONE_REP: Reference = Reference { kind: Some(MaxKind::OneRep), exercise: None };

/// Why a group of sets has no weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) enum Fault {
    /// `previous` has no set before it.
    NoPrevious,
    /// A drop set has no set before it.
    NothingToDrop,
    /// The block's `top` has fewer sets of the lift than the number names.
    NoSet {
        /// The named number, from 1.
        number: u16,
        /// The number of sets.
        count: usize,
    },
    /// There is no top set to refer to.
    NoTop(NoTop),
    /// The block has no top set of that lift.
    NoTopOf(Slug),
    /// The exercise is unknown.
    UnknownExercise(Slug),
    /// An e1RM is used before the top set.
    BeforeTop,
    /// The top set, of the exercise at that position, shows no 1RM of this exercise.
    NotCarried(usize),
    /// The top set has no weight for an estimate.
    OpenTop,
    /// The top set has no effort, and its exercise (by position) has no max.
    NoMaxOfTop(usize),
    /// The RPE chart has no cell for the top set.
    TopNotInChart(u16, Rpe),
    /// The RPE chart has no cell for this set.
    NotInChart(u16, Rpe),
    /// An effort is given for an uncounted number of reps.
    NoReps,
    /// The max is missing or unusable.
    NoMax(Reference),
    /// The set that the load refers to has no weight.
    OpenBase,
    /// Percentage points are taken off a set without a percentage.
    NoPercentage,
    /// The percentage is zero or below.
    NothingLeft(Percent),
    /// A weekly step in percentage points is added to a load without a percentage.
    PointsEachWeek,
    /// Bodyweight is multiplied each week.
    BodyweightTimes,
    /// A percentage includes the bodyweight, which is unknown.
    UnknownBodyweight,
    /// A share of another set's load includes the bodyweight, which is unknown.
    UnknownBodyweightOfBase,
}

/// Something to report about a group of sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) enum Notice {
    /// The group has no weight.
    Fault(Fault),
    /// The percentage is unusually high.
    HighPercentage(Percent),
    /// A phase's share is not applied because the bodyweight is unknown.
    NotScaled,
    /// The loaded weight is far from the calculated one.
    Fit {
        /// The calculated weight.
        asked: Mass,
        /// The loaded weight.
        fit: Fit,
    },
}

/// A mistake found while lowering.
#[derive(Debug, Clone)]
pub(in crate::plan) enum Refusal {
    /// The group has no weight, whatever it refers to.
    AtOnce(Fault),
    /// The group has no weight even if the set or max that it refers to is known. An unknown one is reported first.
    Then(Fault),
    /// A weekly factor. On bodyweight sets it needs the bodyweight, also in the first week, where the factor changes nothing.
    Multiplies,
}

/// The mistake of a group of sets, if it has one. It is not part of the rule: it never makes two groups unequal.
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
    /// Fails if the group has no weight, whatever it refers to.
    pub(super) fn at_once(&self) -> Result<(), Fault> {
        match &self.0 {
            Some(Refusal::AtOnce(fault)) => Err(fault.clone()),
            _ => Ok(()),
        }
    }

    /// Fails if the group has no weight although what it refers to is known.
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
