//! Typst, with all that is the same for all documents: here, or in a worker.

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
use super::world::{Desk, Fonts, Shelf, id};

/// What a picture was made with last time is of use next time; the rest goes.
const KEPT: usize = 4;
/// A picture has no more dots than this: the largest that any service shows as a preview has a tenth.
const LARGEST_PAGE: f64 = 16e6;

/// Files of a document, by their paths.
pub(in crate::render) type Files = Vec<(String, Vec<u8>)>;

/// Templates and fonts, ready to set documents in this process.
pub(in crate::render) struct Typesetter {
    shelf: Shelf,
    /// Where each template stands.
    files: HashMap<typst::syntax::FileId, FileId>,
}

impl Typesetter {
    /// Prepares templates and fonts. What is wrong with templates shows when they are used.
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
        Self { shelf: Shelf { library: library.into(), fonts, templates }, files }
    }

    /// What the fonts have, face by face.
    pub(in crate::render) fn faces(&self) -> Vec<Face> {
        let info = self.shelf.fonts.faces.iter().map(typst::text::Font::info);
        info.map(|info| Face { family: info.family.clone(), coverage: info.coverage.clone() }).collect()
    }

    /// Sets a document. `main` is a template, or one of its own files.
    pub(in crate::render) fn print(&self, main: &str, own: Files, output: &Output) -> Result<Answer, Vec<Diagnostic>> {
        let own = own.into_iter().filter_map(|(path, bytes)| Some((id(&path)?, Bytes::new(bytes)))).collect();
        let main = id(main).ok_or_else(Vec::new)?;
        let desk = Desk { shelf: &self.shelf, main, own };
        let compiled = typst::compile::<PagedDocument>(&desk);
        let tell = |told: &SourceDiagnostic| self.diagnostic(&desk, told);
        let told = compiled.warnings.iter().map(tell).collect();
        let bytes =
            compiled.output.map_err(|errors| errors.iter().map(tell).collect()).and_then(|document| match output {
                Output::Pdf { ident, creator, is_accessible } => {
                    typst_pdf::pdf(&document, &options(ident, creator, *is_accessible))
                        .map(packed)
                        .map_err(|errors| errors.iter().map(tell).collect())
                }
                Output::Png => self.picture(main, &document),
            });
        comemo::evict(if matches!(output, Output::Png) { KEPT } else { 0 });
        Ok(Answer { bytes: bytes?, told })
    }

    /// The first page, as PNG.
    fn picture(&self, main: typst::syntax::FileId, document: &PagedDocument) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let wrong = |message: &str| vec![Diagnostic::error(Code::Template, self.place(main), message)];
        let page = document.pages().first().ok_or_else(|| wrong("there is no page to make a picture of"))?;
        let size = page.frame.size();
        let (width, height) = (size.x.to_pt(), size.y.to_pt());
        if !(0.0..LARGEST_PAGE).contains(&area(width, height)) {
            let message = format!("a page of {width:.0} × {height:.0} pt is too large for a picture");
            return Err(vec![not_made(self.place(main), message)]);
        }
        let options = RenderOptions { pixel_per_pt: Scalar::ONE, ..RenderOptions::default() };
        render(page, &options).encode_png().map_err(|error| wrong(&error.to_string()))
    }

    fn place(&self, main: typst::syntax::FileId) -> Place {
        Place::file(self.files.get(&main).copied().unwrap_or_default())
    }

    fn diagnostic(&self, desk: &Desk<'_>, told: &SourceDiagnostic) -> Diagnostic {
        let file = told.span.id().and_then(|id| self.files.get(&id)).copied();
        let place = match (file, desk.range(told.span)) {
            (Some(file), Some(range)) => Place { file, at: At::Bytes(range) },
            (Some(file), None) => Place::file(file),
            (None, _) => self.place(desk.main),
        };
        let diagnostic = match told.severity {
            Severity::Error => Diagnostic::error(Code::Template, place, told.message.as_str()),
            Severity::Warning => Diagnostic::warning(Code::Template, place, told.message.as_str()),
        };
        match told.hints.first() {
            Some(hint) => diagnostic.help(hint.v.as_str()),
            None => diagnostic,
        }
    }
}

#[expect(clippy::float_arithmetic, reason = "the size of a page, which decides no weight")]
fn area(width: f64, height: f64) -> f64 {
    width * height
}

/// The same bytes for the same document: no time in it, and a name that depends on nothing but what it is.
fn options(ident: &str, creator: &str, is_accessible: bool) -> PdfOptions {
    let standards: &[PdfStandard] = if is_accessible { &[PdfStandard::Ua_1] } else { &[] };
    PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some(creator.to_owned())),
        standards: PdfStandards::new(standards).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

/// A typesetter, wherever it is.
pub(super) enum Setter {
    Here(Box<Typesetter>),
    Apart(Pool),
}

impl Setter {
    /// With these templates and fonts; in workers, where there are any.
    pub(super) fn new(builtin: &[Template], own: &[Template], fonts: Vec<Vec<u8>>) -> Self {
        if program().is_none() {
            return Self::Here(Typesetter::new(builtin, own, fonts).into());
        }
        let is_typst = |template: &&Template| ends_with(&template.name, "typ");
        let (builtin, own): (Vec<_>, Vec<_>) =
            (builtin.iter().filter(is_typst).collect(), own.iter().filter(is_typst).collect());
        let all = || builtin.iter().chain(&own);
        let names = all().map(|template| template.name.clone()).collect();
        let setup = Setup::Prints { names, builtin: builtin.len() };
        let parts = all().map(|template| template.text.clone().into_bytes()).chain(fonts).collect();
        Self::Apart(Pool::new(setup, parts, all().map(|template| template.file).collect()))
    }

    pub(super) fn faces(&self) -> Result<Vec<Face>, Lost> {
        match self {
            Self::Here(setter) => Ok(setter.faces()),
            Self::Apart(pool) => pool.faces(),
        }
    }

    /// The document, or errors, or that there is no answer.
    pub(super) fn print(
        &self,
        main: &str,
        files: Files,
        output: Output,
    ) -> Result<Result<Answer, Vec<Diagnostic>>, Lost> {
        match self {
            Self::Here(setter) => Ok(setter.print(main, files, &output)),
            Self::Apart(pool) => {
                let (files, parts): (Vec<_>, Vec<_>) = files.into_iter().unzip();
                let parts: Vec<_> = parts.iter().map(Vec::as_slice).collect();
                pool.make(&Request::Print { main: main.to_owned(), files, output }, &parts, &[main.to_owned()])
            }
        }
    }
}
