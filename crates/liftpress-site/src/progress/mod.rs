//! Updates a lifter's file after training: new maxes (`liftpress maxes update`), and the next cycle (`liftpress next`).
//!
//! A change is returned as the new text of the file, after all programs of the lifter have been calculated with that text. This
//! module writes no files and reads no clock.

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

/// A change to a lifter's file, with notes for the user.
#[derive(Debug)]
pub struct Progress {
    /// The file before and after the change.
    pub file: EditedFile,
    /// Notes about changes, and about results that were not used. Each note is one line.
    pub notes: Vec<String>,
    /// Warnings about possible typing mistakes.
    pub warnings: Vec<String>,
}

/// The reason why the file is not changed.
#[derive(Debug, Error)]
pub enum ProgressError {
    /// The request cannot be answered.
    #[error("{0}")]
    Usage(String),
    /// The lifter's file or the log has errors.
    #[error("the lifter's file or the log has errors")]
    Content(Vec<Diagnostic>),
    /// The change cannot be made in the file.
    #[error(transparent)]
    Amend(#[from] AmendError),
    /// After the change, the file would have errors, or a program would have no plan.
    #[error("`{path}` was not changed: {why}")]
    Refused {
        /// The file.
        path: String,
        /// The error after the change.
        why: String,
    },
}
