//! Makes PDFs of booklets and preview pictures of programs. Without the feature `pdf`, makes neither.

use crate::booklet::Booklet;
#[cfg(feature = "pdf")]
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
#[cfg(feature = "pdf")]
use crate::model::picture_path;
use crate::model::{PdfLayout, Program};
use crate::plan::Plan;
use crate::source::Content;
use crate::templates::Templates;

use super::pages::{Job, Preview};

/// Makes PDFs and pictures, if the site needs them.
pub(super) struct Printer {
    #[cfg(feature = "pdf")]
    renderer: Option<crate::render::PdfRenderer>,
    /// Whether the site has PDFs.
    #[cfg(feature = "pdf")]
    prints: bool,
}

#[cfg(feature = "pdf")]
impl Printer {
    pub(super) fn new(content: &Content, templates: &Templates, jobs: &[&Job<'_>]) -> Self {
        let prints = !jobs.is_empty() && super::pages::has_prints(&content.settings);
        let is_wanted = prints || content.settings.base_url.is_some() || !templates.fonts.is_empty();
        let renderer = || {
            let pictures = shown(content, templates, prints);
            let materials = super::materials::materials(content, templates);
            crate::render::PdfRenderer::new(&crate::render::Materials { pictures: &pictures, ..materials })
        };
        Self { renderer: is_wanted.then(renderer), prints }
    }

    /// Makes the PDF of a booklet, and returns it with the warnings of its layout.
    pub(super) fn print(
        &self,
        job: &Job<'_>,
        booklet: &Booklet,
        layout: PdfLayout,
    ) -> Result<(Vec<u8>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let Some(renderer) = &self.renderer else { return Ok((Vec::new(), Vec::new())) };
        let printed = renderer.print(booklet, layout).map(|printed| (printed.pdf, printed.warnings));
        printed.map_err(|errors| placed(renderer, job.program, errors))
    }

    /// Makes the preview picture of a program.
    pub(super) fn preview(&self, program: &Program, preview: &Preview) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let Some(renderer) = &self.renderer else { return Ok(Vec::new()) };
        renderer.preview(&program.title, preview).map_err(|errors| placed(renderer, program, errors))
    }

    /// Returns the diagnostics of fonts.
    pub(super) fn font_diagnostics(&self) -> Vec<Diagnostic> {
        self.renderer.as_ref().map(|renderer| renderer.font_trouble().to_vec()).unwrap_or_default()
    }

    /// Returns warnings about characters that no font of the PDFs has, and about pictures that PDFs cannot show.
    pub(super) fn unprintable(&self, job: &Job<'_>, plan: &Plan<'_>, content: &Content) -> Vec<Diagnostic> {
        use crate::check::pictures_of;

        let Some(renderer) = self.renderer.as_ref().filter(|_| self.prints) else { return Vec::new() };
        let pictures = renderer.picture_trouble();
        // If no picture has a diagnostic, as in most sites, the pictures of the program do not matter.
        let shown = if pictures.is_empty() { Vec::new() } else { pictures_of(content, [job.program]) };
        let broken_pictures = shown.into_iter().filter_map(|(path, place)| Some((pictures.get(&path)?, place)));
        let broken_pictures = broken_pictures.map(|(diagnostic, place)| Diagnostic { place, ..diagnostic.clone() });
        let characters = renderer.unprintable(&crate::booklet::booklet(plan, &content.settings.labels));
        let (of_lifter, of_program): (Vec<char>, Vec<char>) =
            characters.into_iter().partition(|c| job.lifter.name.contains(*c));
        let missing = [(of_lifter, &job.lifter.place), (of_program, &job.program.place)].map(|(characters, place)| {
            let names: Vec<_> = characters.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            let message = format!("no font has {}, so the PDF shows □ instead", names.join(", "));
            let diagnostic = Diagnostic::warning(Code::NoGlyph, place.clone(), message);
            (!characters.is_empty()).then(|| diagnostic.help("add a font with these characters to `templates/fonts/`"))
        });
        missing.into_iter().flatten().chain(broken_pictures).collect()
    }
}

/// If an error has its place in a built-in template, changes the place to the program that caused the error.
#[cfg(feature = "pdf")]
fn placed(renderer: &crate::render::PdfRenderer, program: &Program, errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_of_program = |error: &Diagnostic| error.code == Code::NotMade && !renderer.is_own(error.place.file);
    let moved =
        |error| if is_of_program(&error) { Diagnostic { place: program.place.clone(), ..error } } else { error };
    errors.into_iter().map(moved).collect()
}

/// Returns the pictures that a PDF or a template may show. Other pictures need not be loaded.
#[cfg(feature = "pdf")]
fn shown(content: &Content, templates: &Templates, prints: bool) -> crate::model::Pictures {
    let shown = if prints { crate::check::pictures_of(content, &content.programs) } else { Vec::new() };
    let logo = content.settings.theme.logo.iter().map(|(logo, _)| picture_path(logo).to_owned());
    let shown: std::collections::HashSet<_> = shown.into_iter().map(|(path, _)| path).chain(logo).collect();
    let is_named = |path: &str| templates.own.iter().any(|template| template.text.contains(path));
    let pictures = content.pictures.iter().filter(|(path, _)| shown.contains(*path) || is_named(path));
    pictures.map(|(path, picture)| (path.clone(), picture.clone())).collect()
}

/// These methods do nothing: without the feature, there are no routes for PDFs and pictures, and a build with PDFs is refused.
#[cfg(not(feature = "pdf"))]
#[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the signatures are those of the feature `pdf`")]
impl Printer {
    pub(super) fn new(_: &Content, _: &Templates, _: &[&Job<'_>]) -> Self {
        Self {}
    }

    pub(super) fn print(
        &self,
        _: &Job<'_>,
        _: &Booklet,
        _: PdfLayout,
    ) -> Result<(Vec<u8>, Vec<Diagnostic>), Vec<Diagnostic>> {
        Ok((Vec::new(), Vec::new()))
    }

    pub(super) fn preview(&self, _: &Program, _: &Preview) -> Result<Vec<u8>, Vec<Diagnostic>> {
        Ok(Vec::new())
    }

    pub(super) fn font_diagnostics(&self) -> Vec<Diagnostic> {
        Vec::new()
    }

    pub(super) fn unprintable(&self, _: &Job<'_>, _: &Plan<'_>, _: &Content) -> Vec<Diagnostic> {
        Vec::new()
    }
}
