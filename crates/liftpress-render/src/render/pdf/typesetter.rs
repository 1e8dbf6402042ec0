//! Runs Typst, in this process or in a worker.

use std::collections::HashMap;

use typst::comemo;
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Smart};
use typst::syntax::Source;
use typst::utils::Scalar;
use typst::{Library, LibraryExt, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::{RenderOptions, render};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place};
use crate::model::Template;

use super::super::worker::{Answer, Face, Lost, Output, Pool, Request, Setup, not_made, program};
use super::super::{BUILTIN, ends_with};
use super::pack::packed;
use super::prose;
use super::world::{DocumentWorld, Fonts, Resources, id};

/// The number of documents after which Typst's cached results for a preview picture are removed.
const CACHE_AGE: usize = 4;
/// The largest number of pixels in a preview picture. Services show previews with at most a tenth of these.
const LARGEST_PAGE: f64 = 16e6;

/// The files of a document, each with its path.
pub(in crate::render) type Files = Vec<(String, Vec<u8>)>;

/// Templates and fonts, ready to print documents in this process.
pub(in crate::render) struct Typesetter {
    resources: Resources,
    /// The file of each template.
    files: HashMap<typst::syntax::FileId, FileId>,
}

impl Typesetter {
    /// Prepares templates and fonts. Errors in templates are reported when a template is used.
    pub(in crate::render) fn new(builtin: &[Template], own: &[Template], fonts: Vec<Vec<u8>>) -> Self {
        let mut templates = HashMap::new();
        let mut files = HashMap::new();
        let mut add = |path: String, template: &Template| {
            if let Some(id) = id(&path) {
                templates.insert(id, Source::new(id, template.text.clone()));
                files.insert(id, template.file);
            }
        };
        let is_typst = |template: &&Template| ends_with(&template.name, "typ");
        for template in builtin.iter().filter(is_typst) {
            add(format!("/{}", template.name), template);
            add(format!("/{BUILTIN}{}", template.name), template);
        }
        for template in own.iter().filter(is_typst) {
            add(format!("/{}", template.name), template);
        }
        let mut library = Library::default();
        library.global.scope_mut().define_func::<prose::markdown_tree>();
        library.global.scope_mut().define_func::<prose::isolated_name>();
        let fonts = Fonts::new(fonts.into_iter().map(Bytes::new));
        Self { resources: Resources { library: library.into(), fonts, templates }, files }
    }

    /// Returns the faces in all fonts.
    pub(in crate::render) fn faces(&self) -> Vec<Face> {
        let info = self.resources.fonts.faces.iter().map(typst::text::Font::info);
        info.map(|info| Face { family: info.family.clone(), coverage: info.coverage.clone() }).collect()
    }

    /// Prints a document. `main` is the path of a template, or of one of the document's own files.
    pub(in crate::render) fn print(&self, main: &str, own: Files, output: &Output) -> Result<Answer, Vec<Diagnostic>> {
        let own = own.into_iter().filter_map(|(path, bytes)| Some((id(&path)?, Bytes::new(bytes)))).collect();
        let main = id(main).ok_or_else(Vec::new)?;
        let world = DocumentWorld { resources: &self.resources, main, own };
        let compiled = typst::compile::<PagedDocument>(&world);
        let translate = |diagnostic: &SourceDiagnostic| self.diagnostic(&world, diagnostic);
        let warnings = compiled.warnings.iter().map(translate).collect();
        let bytes =
            compiled.output.map_err(|errors| errors.iter().map(translate).collect()).and_then(
                |document| match output {
                    Output::Pdf { ident, creator, is_accessible } => {
                        typst_pdf::pdf(&document, &options(ident, creator, *is_accessible))
                            .map(packed)
                            .map_err(|errors| errors.iter().map(translate).collect())
                    }
                    Output::Png => self.picture(main, &document),
                },
            );
        comemo::evict(if matches!(output, Output::Png) { CACHE_AGE } else { 0 });
        Ok(Answer { bytes: bytes?, warnings })
    }

    /// Renders the first page of a document as PNG.
    fn picture(&self, main: typst::syntax::FileId, document: &PagedDocument) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let wrong = |message: &str| vec![Diagnostic::error(Code::Template, self.place(main), message)];
        let page = document.pages().first().ok_or_else(|| wrong("the template has no page"))?;
        let size = page.frame.size();
        let (width, height) = (size.x.to_pt(), size.y.to_pt());
        if !(0.0..LARGEST_PAGE).contains(&area(width, height)) {
            let message = format!("a preview must have at most 16 million pixels, found {width:.0} × {height:.0}");
            return Err(vec![not_made(self.place(main), message)]);
        }
        let options = RenderOptions { pixel_per_pt: Scalar::ONE, ..RenderOptions::default() };
        render(page, &options).encode_png().map_err(|error| wrong(&error.to_string()))
    }

    fn place(&self, main: typst::syntax::FileId) -> Place {
        Place::file(self.files.get(&main).copied().unwrap_or_default())
    }

    fn diagnostic(&self, world: &DocumentWorld<'_>, reported: &SourceDiagnostic) -> Diagnostic {
        let file = reported.span.id().and_then(|id| self.files.get(&id)).copied();
        let place = match (file, world.range(reported.span)) {
            (Some(file), Some(range)) => Place { file, at: At::Bytes(range) },
            (Some(file), None) => Place::file(file),
            (None, _) => self.place(world.main),
        };
        let diagnostic = match reported.severity {
            Severity::Error => Diagnostic::error(Code::Template, place, reported.message.as_str()),
            Severity::Warning => Diagnostic::warning(Code::Template, place, reported.message.as_str()),
        };
        match reported.hints.first() {
            Some(hint) => diagnostic.help(hint.v.as_str()),
            None => diagnostic,
        }
    }
}

#[expect(clippy::float_arithmetic, reason = "the size of a page, which decides no weight")]
fn area(width: f64, height: f64) -> f64 {
    width * height
}

/// Returns the options for a PDF. With them, the same document gives the same bytes: the PDF has no time, and its
/// identity depends only on the booklet.
fn options(ident: &str, creator: &str, is_accessible: bool) -> PdfOptions {
    let standards: &[PdfStandard] = if is_accessible { &[PdfStandard::Ua_1] } else { &[] };
    PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some(creator.to_owned())),
        standards: PdfStandards::new(standards).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

/// A typesetter in this process, or a pool of workers.
pub(super) enum Setter {
    InProcess(Box<Typesetter>),
    Workers(Pool),
}

impl Setter {
    /// Prepares templates and fonts, in workers if workers are enabled.
    pub(super) fn new(builtin: &[Template], own: &[Template], fonts: Vec<Vec<u8>>) -> Self {
        if program().is_none() {
            return Self::InProcess(Typesetter::new(builtin, own, fonts).into());
        }
        let is_typst = |template: &&Template| ends_with(&template.name, "typ");
        let (builtin, own): (Vec<_>, Vec<_>) =
            (builtin.iter().filter(is_typst).collect(), own.iter().filter(is_typst).collect());
        let all = || builtin.iter().chain(&own);
        let names = all().map(|template| template.name.clone()).collect();
        let setup = Setup::Prints { names, builtin: builtin.len() };
        let parts = all().map(|template| template.text.clone().into_bytes()).chain(fonts).collect();
        Self::Workers(Pool::new(setup, parts, all().map(|template| template.file).collect()))
    }

    pub(super) fn faces(&self) -> Result<Vec<Face>, Lost> {
        match self {
            Self::InProcess(setter) => Ok(setter.faces()),
            Self::Workers(pool) => pool.faces(),
        }
    }

    /// Prints a document. Returns the errors in the document, or the reason why there is no answer.
    pub(super) fn print(
        &self,
        main: &str,
        files: Files,
        output: Output,
    ) -> Result<Result<Answer, Vec<Diagnostic>>, Lost> {
        match self {
            Self::InProcess(setter) => Ok(setter.print(main, files, &output)),
            Self::Workers(pool) => {
                let (files, parts): (Vec<_>, Vec<_>) = files.into_iter().unzip();
                let parts: Vec<_> = parts.iter().map(Vec::as_slice).collect();
                pool.make(&Request::Print { main: main.to_owned(), files, output }, &parts, &[main.to_owned()])
            }
        }
    }
}
