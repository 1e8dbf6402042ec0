//! Without the feature `pdf` there is nothing to print with.

use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use crate::model::Format;
use crate::source::Content;
use crate::source::templates::Templates;

use super::error::BuildError;
use super::press::{Job, Sink};

/// Nothing is said of signs where nothing is printed.
pub(super) fn unprintable(_: &Content, _: &Templates, _: &[Job<'_>]) -> Vec<Diagnostic> {
    Vec::new()
}

/// Refuses to print, where the site wants PDFs at all.
pub(super) fn print(
    content: &Content,
    templates: &Templates,
    jobs: &[Job<'_>],
    _: &Sink<'_>,
    _: &dyn Fn(usize),
) -> Result<Vec<Diagnostic>, BuildError> {
    if jobs.is_empty() || !content.settings.formats.contains(&Format::Pdf) {
        return Ok(Vec::new());
    }
    let place = Place::file(templates.builtin.first().map_or(FileId(0), |template| template.file));
    let diagnostic = Diagnostic::error(Code::Template, place, "this liftpress was built without PDF");
    Err(BuildError::Content(vec![diagnostic.help("leave `pdf` out of `formats`, or build it with the feature `pdf`")]))
}
