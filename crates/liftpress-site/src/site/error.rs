//! Errors of a build.

use thiserror::Error;

use crate::diagnostic::Diagnostic;

use super::output::OutputError;

/// The reason why a build failed. The last good output stays in place.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The content or a template has errors.
    #[error("the content has errors")]
    Content(Vec<Diagnostic>),
    /// The site asks for PDFs, and this liftpress was built without the feature `pdf`.
    #[error(
        "this liftpress was built without PDF; choose other formats with --format html,md, or install liftpress with its default features"
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
