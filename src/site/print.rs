//! The PDFs of all booklets, one after the other: each is laid out on all cores.

use crate::booklet::booklet;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Format;
use crate::plan::expand;
use crate::render::{PdfRenderer, Printed};
use crate::source::Content;
use crate::source::templates::Templates;

use super::diagnose::materials;
use super::error::BuildError;
use super::press::{Job, Sink, pdf_name};

/// Prints every job's booklet in every layout, where the site wants PDFs at all, and returns what there is to tell.
/// `progress` is told how many are done.
pub(super) fn print(
    content: &Content,
    templates: &Templates,
    jobs: &[Job<'_>],
    sink: &Sink<'_>,
    progress: &dyn Fn(usize),
) -> Result<Vec<Diagnostic>, BuildError> {
    let mut told = Told::default();
    if jobs.is_empty() || !content.settings.formats.contains(&Format::Pdf) {
        return Ok(told.diagnostics);
    }
    let renderer = PdfRenderer::new(&materials(content, templates));
    for (done, job) in jobs.iter().enumerate() {
        let expansion = expand(job.program, job.lifter, Some(job.assignment), content.basis());
        let plan = expansion.plan.ok_or(BuildError::Content(expansion.diagnostics))?;
        let booklet = booklet(&plan, &content.settings.labels);
        for layout in &content.settings.theme.layouts {
            let printed = renderer.print(&booklet, *layout).map_err(BuildError::Content)?;
            sink(&format!("booklets/{}/{}", job.folder, pdf_name(*layout)), &printed.pdf)?;
            told.note(job, printed);
        }
        progress(done + 1);
    }
    Ok(told.diagnostics)
}

/// What there is to tell, each thing once.
#[derive(Default)]
struct Told {
    diagnostics: Vec<Diagnostic>,
}

impl Told {
    fn note(&mut self, job: &Job<'_>, printed: Printed) {
        let (of_lifter, of_program): (Vec<char>, Vec<char>) =
            printed.missing.into_iter().partition(|c| job.lifter.name.contains(*c));
        for (signs, place) in [(of_lifter, &job.lifter.place), (of_program, &job.program.place)] {
            if !signs.is_empty() {
                let names: Vec<_> = signs.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
                let message = format!("no font has {}: the PDF shows □ instead", names.join(", "));
                let diagnostic = Diagnostic::warning(Code::NoGlyph, place.clone(), message);
                self.add(diagnostic.help("put a font that has them into `templates/fonts/`"));
            }
        }
        for warning in printed.warnings {
            self.add(warning);
        }
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }
}
