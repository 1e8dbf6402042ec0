//! How heavy a set is: the rules an author can give.

use std::fmt;

use crate::units::{Mass, Percent, Range, Rpe, Unit};

use super::Slug;

/// Everything behind the `@` of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// What decides the weight.
    pub rule: LoadRule,
    /// What each further week of the phase adds.
    pub step: Option<Step>,
    /// The effort expected of the load, printed beside it: `75% RPE 7`.
    pub effort: Option<Effort>,
}

/// What decides the weight of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadRule {
    /// `85%`, `70-75% TM`, `60% of squat`, `70% + 10 lb`.
    Percent {
        /// How much.
        percent: Range<Percent>,
        /// Of what.
        of: Reference,
        /// That much more or less.
        plus: Option<Signed<Amount>>,
    },
    /// `225 lb`, `100-110 kg`.
    Absolute(Range<Amount>),
    /// `bar`: the empty bar.
    Bar,
    /// `bw`, `bw + 20 kg`.
    Bodyweight(Option<Signed<Amount>>),
    /// `RPE 8`, `RIR 2`: from the RPE chart at the group's reps.
    Effort(Effort),
    /// `top -10%`, `set 3`, `previous -5 lb`: from a set that is loaded already.
    Relative {
        /// Which set.
        anchor: Anchor,
        /// How far from it.
        change: Option<Signed<Change>>,
    },
}

/// The max that a percentage is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Which kind of max; bare percentages leave it to the program.
    pub kind: Option<MaxKind>,
    /// Whose, when not the exercise's own: `60% of squat`.
    pub exercise: Option<Slug>,
}

/// Kinds of max.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MaxKind {
    /// `1RM`: the heaviest single today.
    OneRep,
    /// `TM`: the training max.
    Training,
    /// `5RM`: the most for so many reps.
    Reps(u16),
    /// `e1RM`: the 1RM estimated from the block's top set.
    Estimated,
}

/// A set that a load is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The heaviest set of the block's `top`.
    Top,
    /// Set n of the block's `top`, from 1: `first`, `second`, `set 3`.
    Set(u16),
    /// The set before, in the order of the day.
    Previous,
}

/// How far a relative load is from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A share of the loaded weight: `-10-15%`.
    Percent(Range<Percent>),
    /// Percentage points of the max: `-10 pp`.
    Points(Range<Percent>),
    /// So much: `-20 lb`.
    Amount(Range<Amount>),
}

/// More or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// A change up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed<T> {
    /// Up or down.
    pub sign: Sign,
    /// By how much.
    pub by: T,
}

/// What each week of the phase after its first changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `+5 lb/week`
    Amount(Signed<Amount>),
    /// `+2.5%/week`, in percentage points of the max.
    Points(Signed<Percent>),
    /// `x1.025/week`, from the unrounded start.
    Factor(Percent),
}

/// A target or expectation of effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// As the author said it.
    pub scale: EffortScale,
    /// From easy to hard.
    pub range: Range<Rpe>,
}

/// How an author speaks of effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EffortScale {
    /// Rating of perceived exertion.
    Rpe,
    /// Reps in reserve.
    Rir,
}

/// An absolute weight, in one unit or given for both: `10 lb|5 kg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// In one unit; in the other it is converted exactly.
    One(Mass, Unit),
    /// One for lifters in pounds and one for lifters in kilograms.
    Both {
        /// For lifters in pounds.
        lb: Mass,
        /// For lifters in kilograms.
        kg: Mass,
    },
}

impl Amount {
    /// The one for a lifter who trains in `unit`.
    #[must_use]
    pub const fn for_unit(self, unit: Unit) -> Mass {
        match (self, unit) {
            (Self::One(mass, _), _)
            | (Self::Both { lb: mass, .. }, Unit::Lb)
            | (Self::Both { kg: mass, .. }, Unit::Kg) => mass,
        }
    }

    /// As a lifter who trains in `unit` reads it: never two units at once.
    #[must_use]
    pub fn text_for(self, unit: Unit) -> String {
        match self {
            Self::One(mass, own) => mass.with_unit(own),
            Self::Both { .. } => self.for_unit(unit).with_unit(unit),
        }
    }
}

/// By the weight in kilograms; only used to tell low from high.
impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.for_unit(Unit::Kg).partial_cmp(&other.for_unit(Unit::Kg))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::One(mass, unit) => write!(f, "{} {unit}", mass.exactly_in(unit)),
            Self::Both { lb, kg } => write!(f, "{} lb|{} kg", lb.exactly_in(Unit::Lb), kg.exactly_in(Unit::Kg)),
        }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plus => "+",
            Self::Minus => "-",
        })
    }
}
