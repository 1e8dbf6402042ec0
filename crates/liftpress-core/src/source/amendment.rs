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
    /// The index, from 0, of the program before the next one in the lifter's `programs`. The next program gets the same
    /// training days. If both have the same slug, it also gets the same options, swaps and skips.
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
        /// The path of the file.
        path: String,
        /// What could not be added, in words: `a program`.
        what: String,
        /// The text that the author can add instead.
        text: String,
    },
    /// The roster has no column for the value.
    #[error("`{path}` was not changed: it has no column `{column}`; add it to the first line, and a comma to each row")]
    NoColumn {
        /// The path of the roster.
        path: String,
        /// The name of the missing column.
        column: String,
    },
    /// A row of a roster, which has only one date, names several programs.
    #[error(
        "`{path}` was not changed: `{lifter}` has several programs in one row, with one date for all; give the lifter a file of their own"
    )]
    SeveralPrograms {
        /// The path of the roster.
        path: String,
        /// The lifter.
        lifter: Slug,
    },
}

/// Returns a weight as it is written in a file. The unit is included only if it differs from the file's unit.
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
