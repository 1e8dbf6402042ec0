//! Why nothing is built.

use thiserror::Error;

use crate::diagnostic::Diagnostic;

use super::output::OutputError;

/// Why nothing was built. The last good output is as it was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The content, or a template, has errors.
    #[error("the content has errors")]
    Content(Vec<Diagnostic>),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl From<Diagnostic> for BuildError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Content(vec![diagnostic])
    }
}
