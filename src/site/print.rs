//! Booklets as PDF, one after the other: each is laid out on all cores.

use crate::booklet::{Booklet, booklet};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Format, Labels, PdfLayout};
use crate::plan::Plan;
use crate::render::PdfRenderer;
use crate::source::Content;
use crate::source::templates::Templates;

use super::materials::materials;
use super::pages::Preview;
use super::route::Job;

/// Prints, where the site wants PDFs or pictures at all.
pub(super) struct Printer {
    renderer: Option<PdfRenderer>,
    /// Whether it wants PDFs.
    prints: bool,
}

impl Printer {
    pub(super) fn new(content: &Content, templates: &Templates, jobs: &[&Job<'_>]) -> Self {
        let prints = !jobs.is_empty() && content.settings.formats.contains(&Format::Pdf);
        let is_wanted = prints || content.settings.base_url.is_some();
        Self { renderer: is_wanted.then(|| PdfRenderer::new(&materials(content, templates))), prints }
    }

    /// The PDF of a booklet, and what there is to tell of it.
    pub(super) fn print(
        &self,
        booklet: &Booklet,
        layout: PdfLayout,
    ) -> Result<(Vec<u8>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let Some(renderer) = &self.renderer else { return Ok((Vec::new(), Vec::new())) };
        renderer.print(booklet, layout).map(|printed| (printed.pdf, printed.warnings))
    }

    /// The picture of a program.
    pub(super) fn preview(&self, preview: &Preview) -> Result<Vec<u8>, Vec<Diagnostic>> {
        self.renderer.as_ref().map_or_else(|| Ok(Vec::new()), |renderer| renderer.preview(preview))
    }

    /// Signs of a booklet that no font of the PDFs has, if there are to be PDFs.
    pub(super) fn unprintable(&self, job: &Job<'_>, plan: &Plan<'_>, labels: &Labels) -> Vec<Diagnostic> {
        let Some(renderer) = self.renderer.as_ref().filter(|_| self.prints) else { return Vec::new() };
        let signs = renderer.unprintable(&booklet(plan, labels));
        let (of_lifter, of_program): (Vec<char>, Vec<char>) =
            signs.into_iter().partition(|c| job.lifter.name.contains(*c));
        let missing = [(of_lifter, &job.lifter.place), (of_program, &job.program.place)].map(|(signs, place)| {
            let names: Vec<_> = signs.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            let message = format!("no font has {}: the PDF shows □ instead", names.join(", "));
            let diagnostic = Diagnostic::warning(Code::NoGlyph, place.clone(), message);
            (!signs.is_empty()).then(|| diagnostic.help("put a font that has them into `templates/fonts/`"))
        });
        missing.into_iter().flatten().collect()
    }
}
