//! Branches of `adjust`: what to do instead, depending on how the top set went.

use std::fmt;

use crate::diagnostic::Place;
use crate::units::{Range, Rpe};

use super::{ExerciseName, WeekSchemes, Word};
use crate::words;

/// What to do instead of an entry's sets if the top set went in a certain way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// How the top set went.
    pub condition: Condition,
    /// The exercise, if it is not the entry's.
    pub exercise: Option<ExerciseName>,
    /// The sets; `None` for no back-off work.
    pub sets: Option<WeekSchemes>,
    /// A note to the lifter, in Markdown.
    pub note: String,
    /// The place of the condition in the file.
    pub place: Place,
}

/// How a top set went, in words with which a lifter can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// How hard it was: `rpe <= 7`.
    Effort(Bound<Rpe>),
    /// The number of reps of an open set: `reps >= 8`.
    Reps(Bound<u16>),
    /// How it looked.
    Look(Look),
}

/// A condition on a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound<T> {
    /// `<= 7`
    AtMost(T),
    /// `< 7`
    Below(T),
    /// `>= 9`
    AtLeast(T),
    /// `> 9`
    Above(T),
    /// `7-8`, or a single value.
    Between(Range<T>),
}

words! {
    /// How a top set looked: its form, its speed, and compared with the plan and last week.
    Look {
        /// Form broke down.
        FormBreaksDown => "form breaks down",
        /// Form stayed good.
        FormIsGood => "form is good",
        /// The bar was slow.
        BarIsSlow => "bar is slow",
        /// The bar was fast.
        BarIsFast => "bar is fast",
        /// Not all reps were done.
        RepsMissed => "reps missed",
        /// Less than last week.
        BelowLastWeek => "below last week",
        /// More than last week.
        AboveLastWeek => "above last week",
    }
}

impl<T: Copy + PartialOrd> Bound<T> {
    /// Applies `f`, which must preserve the order, to the numbers.
    pub fn map<U: Copy + PartialOrd>(self, mut f: impl FnMut(T) -> U) -> Bound<U> {
        match self {
            Self::AtMost(n) => Bound::AtMost(f(n)),
            Self::Below(n) => Bound::Below(f(n)),
            Self::AtLeast(n) => Bound::AtLeast(f(n)),
            Self::Above(n) => Bound::Above(f(n)),
            Self::Between(range) => Bound::Between(range.map(f)),
        }
    }
}

impl<T: fmt::Display + Copy + PartialOrd> fmt::Display for Bound<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(n) => write!(f, "<= {n}"),
            Self::Below(n) => write!(f, "< {n}"),
            Self::AtLeast(n) => write!(f, ">= {n}"),
            Self::Above(n) => write!(f, "> {n}"),
            Self::Between(range) => range.fmt(f),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Effort(bound) => write!(f, "rpe {bound}"),
            Self::Reps(bound) => write!(f, "reps {bound}"),
            Self::Look(look) => f.write_str(look.word()),
        }
    }
}
