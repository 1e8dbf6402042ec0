//! What `build --report json` prints: what was written, or why nothing was.

use std::path::Path;

use serde::Serialize;

use crate::diagnostic::Report;
use crate::site::{BuildError, Built, BuiltBooklet};
use crate::source::Content;

#[derive(Serialize)]
pub(super) struct BuildReport<'b> {
    /// If not, the last good output is as it was.
    built: bool,
    output: String,
    site: String,
    booklets: Vec<BookletRow<'b>>,
    /// Why the output could not be written.
    error: Option<String>,
    diagnostics: Report<'b>,
}

#[derive(Serialize)]
struct BookletRow<'b> {
    lifter: &'b str,
    program: &'b str,
    folder: String,
    files: &'b [String],
    /// The folder of the site that anybody may read it in.
    published: Option<String>,
}

impl<'b> BuildReport<'b> {
    pub(super) fn of(result: &'b Result<Built, BuildError>, output: &Path, content: &'b Content) -> Self {
        let (booklets, told, error): (&[_], &[_], _) = match result {
            Ok(built) => (&built.booklets, &built.diagnostics, None),
            Err(BuildError::Content(told)) => (&[], told, None),
            Err(error @ (BuildError::NoPdf | BuildError::Output(_))) => (&[], &[], Some(error.to_string())),
        };
        Self {
            built: result.is_ok(),
            output: output.display().to_string(),
            site: output.join("site").display().to_string(),
            booklets: booklets.iter().map(|booklet| BookletRow::of(booklet, output)).collect(),
            error,
            diagnostics: Report::new(told, &content.files),
        }
    }
}

impl<'b> BookletRow<'b> {
    fn of(booklet: &'b BuiltBooklet, output: &Path) -> Self {
        let shown = |folder: &String| output.join(folder).display().to_string();
        Self {
            lifter: booklet.lifter.as_str(),
            program: booklet.program.as_str(),
            folder: shown(&booklet.folder),
            files: &booklet.files,
            published: booklet.published.as_ref().map(shown),
        }
    }
}
