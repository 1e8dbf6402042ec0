//! Booklets as PDF, one after the other: each is laid out on all cores. Without the feature `pdf` nothing is printed.

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

/// Prints, where the site wants PDFs or pictures at all.
pub(super) struct Printer {
    #[cfg(feature = "pdf")]
    renderer: Option<crate::render::PdfRenderer>,
    /// Whether it wants PDFs.
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

    /// The PDF of a booklet, and the warnings of its layout.
    pub(super) fn print(
        &self,
        job: &Job<'_>,
        booklet: &Booklet,
        layout: PdfLayout,
    ) -> Result<(Vec<u8>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let Some(renderer) = &self.renderer else { return Ok((Vec::new(), Vec::new())) };
        let printed = renderer.print(booklet, layout).map(|printed| (printed.pdf, printed.warnings));
        printed.map_err(|told| about(renderer, job.program, told))
    }

    /// The picture of a program.
    pub(super) fn preview(&self, program: &Program, preview: &Preview) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let Some(renderer) = &self.renderer else { return Ok(Vec::new()) };
        renderer.preview(&program.title, preview).map_err(|told| about(renderer, program, told))
    }

    /// What is wrong with fonts that PDFs and pictures would be made with.
    pub(super) fn trouble(&self) -> Vec<Diagnostic> {
        self.renderer.as_ref().map(|renderer| renderer.font_trouble().to_vec()).unwrap_or_default()
    }

    /// Characters of a booklet that no font of the PDFs has, and pictures that they cannot have, if there are to be PDFs.
    pub(super) fn unprintable(&self, job: &Job<'_>, plan: &Plan<'_>, content: &Content) -> Vec<Diagnostic> {
        use crate::check::pictures_of;

        let Some(renderer) = self.renderer.as_ref().filter(|_| self.prints) else { return Vec::new() };
        let pictures = renderer.picture_trouble();
        // Of most sites no picture is in trouble, and none has to be looked for.
        let shown = if pictures.is_empty() { Vec::new() } else { pictures_of(content, [job.program]) };
        let in_trouble = shown.into_iter().filter_map(|(path, place)| Some((pictures.get(&path)?, place)));
        let in_trouble = in_trouble.map(|(told, place)| Diagnostic { place, ..told.clone() });
        let signs = renderer.unprintable(&crate::booklet::booklet(plan, &content.settings.labels));
        let (of_lifter, of_program): (Vec<char>, Vec<char>) =
            signs.into_iter().partition(|c| job.lifter.name.contains(*c));
        let missing = [(of_lifter, &job.lifter.place), (of_program, &job.program.place)].map(|(signs, place)| {
            let names: Vec<_> = signs.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            let message = format!("no font has {}: the PDF shows □ instead", names.join(", "));
            let diagnostic = Diagnostic::warning(Code::NoGlyph, place.clone(), message);
            (!signs.is_empty()).then(|| diagnostic.help("put a font that has them into `templates/fonts/`"))
        });
        missing.into_iter().flatten().chain(in_trouble).collect()
    }
}

/// Where no template of the site's own is at fault, the program is.
#[cfg(feature = "pdf")]
fn about(renderer: &crate::render::PdfRenderer, program: &Program, told: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_of_program = |told: &Diagnostic| told.code == Code::NotMade && !renderer.is_own(told.place.file);
    let moved = |told| if is_of_program(&told) { Diagnostic { place: program.place.clone(), ..told } } else { told };
    told.into_iter().map(moved).collect()
}

/// The pictures that something may show, of booklets if there are any: the others need not be tried.
#[cfg(feature = "pdf")]
fn shown(content: &Content, templates: &Templates, prints: bool) -> crate::model::Pictures {
    let shown = if prints { crate::check::pictures_of(content, &content.programs) } else { Vec::new() };
    let logo = content.settings.theme.logo.iter().map(|(logo, _)| picture_path(logo).to_owned());
    let shown: std::collections::HashSet<_> = shown.into_iter().map(|(path, _)| path).chain(logo).collect();
    let is_named = |path: &str| templates.own.iter().any(|template| template.text.contains(path));
    let pictures = content.pictures.iter().filter(|(path, _)| shown.contains(*path) || is_named(path));
    pictures.map(|(path, picture)| (path.clone(), picture.clone())).collect()
}

/// No route leads to a PDF or a picture without the feature, and a build that asks for PDFs is refused before.
#[cfg(not(feature = "pdf"))]
#[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the callers are those of the feature `pdf`")]
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

    pub(super) fn trouble(&self) -> Vec<Diagnostic> {
        Vec::new()
    }

    pub(super) fn unprintable(&self, _: &Job<'_>, _: &Plan<'_>, _: &Content) -> Vec<Diagnostic> {
        Vec::new()
    }
}
