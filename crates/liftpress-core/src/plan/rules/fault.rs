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
    /// The load refers to a numbered set of `top`, but `top` has fewer sets of the lift.
    NoSet {
        /// The named number, from 1.
        number: u16,
        /// The number of sets that `top` has.
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
    /// The top set shows no 1RM of this exercise. The position is that of the top set's exercise.
    NotCarried(usize),
    /// The lifter chooses the weight of the top set, so no 1RM can be estimated from it.
    OpenTop,
    /// The top set has no effort, and its exercise has no max. The position is that of the exercise.
    NoMaxOfTop(usize),
    /// The RPE chart has no cell for the top set.
    TopNotInChart(u16, Rpe),
    /// The RPE chart has no cell for this set.
    NotInChart(u16, Rpe),
    /// An effort is given for a set without a rep count.
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
    /// A weekly factor multiplies a load with bodyweight.
    BodyweightTimes,
    /// A percentage is of a weight that includes the bodyweight, and the bodyweight is unknown.
    UnknownBodyweight,
    /// A percentage is of another set's load that includes the bodyweight, and the bodyweight is unknown.
    UnknownBodyweightOfBase,
}

/// Something to report about a group of sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) enum Notice {
    /// The group has no weight.
    Fault(Fault),
    /// The percentage is unusually high.
    HighPercentage(Percent),
    /// A phase's percentage is not applied because the bodyweight is unknown.
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
    /// The group never has a weight, whether or not the set or max that it refers to is known.
    AtOnce(Fault),
    /// The group has no weight even if the set or max that it refers to is known. If that set or max is unknown, that
    /// mistake is reported instead.
    Then(Fault),
    /// A weekly factor. On bodyweight sets, it needs a known bodyweight even in the first week, where it changes
    /// nothing.
    Multiplies,
}

/// The mistake of a group of sets, if it has one. Comparisons of groups ignore it, because it is not part of the rule.
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
    /// Returns the mistake as an error if the group never has a weight, whatever it refers to.
    pub(super) fn at_once(&self) -> Result<(), Fault> {
        match &self.0 {
            Some(Refusal::AtOnce(fault)) => Err(fault.clone()),
            _ => Ok(()),
        }
    }

    /// Returns the mistake as an error if the group has no weight even though the set or max that it refers to is
    /// known.
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
