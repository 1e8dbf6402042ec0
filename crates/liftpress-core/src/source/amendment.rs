//! Changes to write into a lifter's file, and why they may be refused.

use jiff::civil::Date;
use thiserror::Error;

use crate::model::{Lifted, MaxRecord, Slug};
use crate::units::{Mass, Unit};

/// The changes to write into a lifter's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amendment {
    /// New maxes. A max replaces one of the same lift and date.
    pub maxes: Vec<(Slug, MaxRecord)>,
    /// The next program.
    pub next: Option<NextProgram>,
}

/// The next program of a lifter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextProgram {
    /// The position of the lifter's program that it follows, from 0. If it is the same program, its options, swaps and
    /// skips are copied.
    pub after: usize,
    /// The slug of the program.
    pub program: Slug,
    /// The first day of the program.
    pub start: Date,
}

/// Why a lifter's file was not changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AmendError {
    /// The file is written in a way that does not permit the edit.
    #[error("`{path}` was not changed: {what} cannot be added without changing other lines; add it yourself: `{text}`")]
    Shape {
        /// The file.
        path: String,
        /// What was to be added.
        what: String,
        /// The text to add.
        text: String,
    },
    /// The roster has no such column.
    #[error("`{path}` was not changed: it has no column `{column}`; add it to the first line, and a comma to each row")]
    NoColumn {
        /// The roster.
        path: String,
        /// The column.
        column: String,
    },
    /// A lifter has several programs in a row of a roster, which has only one date.
    #[error(
        "`{path}` was not changed: `{lifter}` has several programs in one row, with one date for all; give the lifter a file of their own"
    )]
    SeveralPrograms {
        /// The roster.
        path: String,
        /// The lifter.
        lifter: Slug,
    },
}

/// Returns a weight as it is written in a file: with its unit, unless that is the file's.
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
