//! What is to become of a lifter's file, and why it may not.

use jiff::civil::Date;
use thiserror::Error;

use crate::model::{Lifted, MaxRecord, Slug};
use crate::units::{Mass, Unit};

/// What is to be written into a lifter's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amendment {
    /// New maxes. One of the same lift and the same date takes the place of what is there.
    pub maxes: Vec<(Slug, MaxRecord)>,
    /// A program to go on with.
    pub next: Option<NextProgram>,
}

/// A program to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextProgram {
    /// The position of the lifter's program that it follows, from 0. What was chosen for it is kept, if it is the same.
    pub after: usize,
    /// Which.
    pub program: Slug,
    /// Its first day.
    pub start: Date,
}

/// Why a file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AmendError {
    /// The file is written in a way that allows no such edit.
    #[error(
        "`{path}` is left as it is: {what} could not be added without touching more of the file; write it there yourself: {text}"
    )]
    Shape {
        /// The file.
        path: String,
        /// Of what.
        what: String,
        /// What should be there.
        text: String,
    },
    /// A roster has no such column.
    #[error(
        "`{path}` is left as it is: it has no column `{column}`; add it to the first line, and a comma to each row"
    )]
    NoColumn {
        /// The roster.
        path: String,
        /// The column.
        column: String,
    },
    /// A row of a roster has one date for all its programs.
    #[error(
        "`{path}` is left as it is: `{lifter}` has several programs in one row, and one date for all; give the lifter a file of their own"
    )]
    SeveralPrograms {
        /// The roster.
        path: String,
        /// The lifter.
        lifter: Slug,
    },
}

/// A weight as it is written in a file: with its unit where that is not the file's.
pub(super) fn weight(lifted: Lifted, unit: Unit, units: Unit) -> String {
    let number = |mass: Mass| {
        let number = mass.exactly_in(unit);
        if unit == units { number } else { format!("{number} {unit}") }
    };
    match lifted {
        Lifted::Weight(mass) => number(mass),
        Lifted::Bodyweight(Mass::ZERO) => "bw".to_owned(),
        Lifted::Bodyweight(mass) if mass < Mass::ZERO => format!("bw - {}", number(Mass::ZERO - mass)),
        Lifted::Bodyweight(mass) => format!("bw + {}", number(mass)),
    }
}
