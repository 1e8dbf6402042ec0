//! What was lifted, back into the lifter's file: which maxes follow from it, and what is trained next.
//!
//! A new max is decided on from what is known, worked out in all programs of the lifter, and only then handed out as a
//! changed text. Nothing in here writes a file or reads a clock.

mod amend;
mod cycles;
mod decide;
mod evidence;
mod history;
mod judge;
mod next;
mod planned;
mod running;
mod update;
mod words;

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::source::{AmendError, EditedFile};

pub use history::{HistoryRow, history};
pub use next::{NextRequest, next};
pub use running::latest;
pub use update::{UpdateRequest, update};

/// A lifter's file as it should be, and what is to be said of it.
#[derive(Debug)]
pub struct Progress {
    /// The file before and after.
    pub mended: EditedFile,
    /// What was done, and what was found and not taken, a line each.
    pub said: Vec<String>,
    /// What may be a slip.
    pub warned: Vec<String>,
}

/// Why nothing is changed.
#[derive(Debug, Error)]
pub enum ProgressError {
    /// It was asked for in a way that has no answer.
    #[error("{0}")]
    Usage(String),
    /// The lifter's file or the log has mistakes.
    #[error("there are mistakes in what was read")]
    Content(Vec<Diagnostic>),
    /// The file allows no such change.
    #[error(transparent)]
    Amend(#[from] AmendError),
    /// Afterwards something could not be read, or worked out, that could be before.
    #[error("`{path}` was not changed: {why}")]
    Refused {
        /// The file.
        path: String,
        /// What would be wrong.
        why: String,
    },
}
