//! Without the feature `pdf` there is nothing to print with.

use crate::booklet::Booklet;
use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use crate::model::PdfLayout;
use crate::source::Content;
use crate::source::templates::Templates;

use super::pages::Preview;
use super::route::Job;

/// Refuses to print.
pub(super) struct Printer(Place);

impl Printer {
    pub(super) fn new(_: &Content, templates: &Templates, _: &[Job<'_>]) -> Self {
        Self(Place::file(templates.builtin.first().map_or(FileId(0), |template| template.file)))
    }

    /// An error.
    pub(super) fn print(&self, _: &Booklet, _: PdfLayout) -> Result<(Vec<u8>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let diagnostic = Diagnostic::error(Code::Template, self.0.clone(), "this liftpress was built without PDF");
        Err(vec![diagnostic.help("leave `pdf` out of `formats`, or build it with the feature `pdf`")])
    }

    /// No site has pictures of programs.
    pub(super) fn preview(&self, _: &Preview) -> Result<Vec<u8>, Vec<Diagnostic>> {
        Ok(Vec::new())
    }

    /// Nothing is said of signs where nothing is printed.
    pub(super) fn unprintable(&self, _: &Content, _: &[Job<'_>]) -> Vec<Diagnostic> {
        Vec::new()
    }
}
