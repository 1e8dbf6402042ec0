//! The PDFs of all booklets, one after the other: each is laid out on all cores.

use rayon::prelude::*;

use crate::booklet::booklet;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Format;
use crate::plan::expand;
use crate::render::PdfRenderer;
use crate::source::Content;
use crate::source::templates::Templates;

use super::error::BuildError;
use super::press::{Job, Sink, materials, pdf_name};

/// Prints every job's booklet in every layout, where the site wants PDFs at all, and returns what there is to tell.
/// `progress` is told how many are done.
pub(super) fn print(
    content: &Content,
    templates: &Templates,
    jobs: &[Job<'_>],
    sink: &Sink<'_>,
    progress: &dyn Fn(usize),
) -> Result<Vec<Diagnostic>, BuildError> {
    let mut told = Vec::new();
    let Some(renderer) = renderer(content, templates, jobs) else { return Ok(told) };
    for (done, job) in jobs.iter().enumerate() {
        let expansion = expand(job.program, job.lifter, Some(job.assignment), content.basis());
        let plan = expansion.plan.ok_or(BuildError::Content(expansion.diagnostics))?;
        let booklet = booklet(&plan, &content.settings.labels);
        for layout in &content.settings.theme.layouts {
            let printed = renderer.print(&booklet, *layout).map_err(BuildError::Content)?;
            sink(&format!("booklets/{}/{}", job.folder, pdf_name(*layout)), &printed.pdf)?;
            told.extend(printed.warnings);
        }
        progress(done + 1);
    }
    Ok(once(told))
}

/// Signs that no font of the PDFs has, if there are to be PDFs.
pub(super) fn unprintable(content: &Content, templates: &Templates, jobs: &[Job<'_>]) -> Vec<Diagnostic> {
    let Some(renderer) = renderer(content, templates, jobs) else { return Vec::new() };
    let of_job = |job: &Job<'_>| {
        let plan = expand(job.program, job.lifter, Some(job.assignment), content.basis()).plan?;
        let signs = renderer.unprintable(&booklet(&plan, &content.settings.labels));
        let (of_lifter, of_program): (Vec<char>, Vec<char>) =
            signs.into_iter().partition(|c| job.lifter.name.contains(*c));
        Some([(of_lifter, &job.lifter.place), (of_program, &job.program.place)].map(|(signs, place)| {
            let names: Vec<_> = signs.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            let message = format!("no font has {}: the PDF shows □ instead", names.join(", "));
            let diagnostic = Diagnostic::warning(Code::NoGlyph, place.clone(), message);
            (!signs.is_empty()).then(|| diagnostic.help("put a font that has them into `templates/fonts/`"))
        }))
    };
    once(jobs.par_iter().filter_map(of_job).flatten_iter().flatten().collect())
}

/// Nothing where no PDFs are wanted.
fn renderer(content: &Content, templates: &Templates, jobs: &[Job<'_>]) -> Option<PdfRenderer> {
    let is_wanted = !jobs.is_empty() && content.settings.formats.contains(&Format::Pdf);
    is_wanted.then(|| PdfRenderer::new(&materials(content, templates)))
}

/// What many booklets have in common is told once.
fn once(told: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in told {
        if !kept.contains(&diagnostic) {
            kept.push(diagnostic);
        }
    }
    kept
}
