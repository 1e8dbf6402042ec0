//! The report of `build --report json`: the files that were written, or the reason why no file was written.

use std::path::Path;

use serde::Serialize;

use crate::diagnostic::Report;
use crate::site::{BuildError, Built, BuiltBooklet};
use crate::source::Content;

#[derive(Serialize)]
pub(super) struct BuildReport<'b> {
    /// Whether the output was written. If not, the previous output stays in place.
    built: bool,
    output: String,
    site: String,
    booklets: Vec<BookletRow<'b>>,
    /// The reason why the output could not be written; `None` if it was written, or if the content has errors.
    error: Option<String>,
    diagnostics: Report<'b>,
}

#[derive(Serialize)]
struct BookletRow<'b> {
    lifter: &'b str,
    program: &'b str,
    folder: String,
    files: &'b [String],
    /// The folder of the public page; `None` if the lifter does not publish booklets.
    published: Option<String>,
}

impl<'b> BuildReport<'b> {
    pub(super) fn of(result: &'b Result<Built, BuildError>, output: &Path, content: &'b Content) -> Self {
        let (booklets, diagnostics, error): (&[_], &[_], _) = match result {
            Ok(built) => (&built.booklets, &built.diagnostics, None),
            Err(BuildError::Content(diagnostics)) => (&[], diagnostics, None),
            Err(error @ (BuildError::NoPdf | BuildError::Output(_))) => (&[], &[], Some(error.to_string())),
        };
        Self {
            built: result.is_ok(),
            output: output.display().to_string(),
            site: output.join("site").display().to_string(),
            booklets: booklets.iter().map(|booklet| BookletRow::of(booklet, output)).collect(),
            error,
            diagnostics: Report::new(diagnostics, &content.files),
        }
    }
}

impl<'b> BookletRow<'b> {
    fn of(booklet: &'b BuiltBooklet, output: &Path) -> Self {
        let path = |folder: &String| output.join(folder).display().to_string();
        Self {
            lifter: booklet.lifter.as_str(),
            program: booklet.program.as_str(),
            folder: path(&booklet.folder),
            files: &booklet.files,
            published: booklet.published.as_ref().map(path),
        }
    }
}
