//! Why nothing is built.

use thiserror::Error;

use crate::diagnostic::Diagnostic;

use super::output::OutputError;

/// Why nothing was built. The last good output is as it was.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The content, or a template, has errors.
    #[error("the content has errors")]
    Content(Vec<Diagnostic>),
    /// The site wants PDFs, and this liftpress was built without the feature `pdf`.
    #[error(
        "this liftpress was built without PDF: build other formats with --format html,md, or install liftpress with its default features"
    )]
    NoPdf,
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl From<Diagnostic> for BuildError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Content(vec![diagnostic])
    }
}
