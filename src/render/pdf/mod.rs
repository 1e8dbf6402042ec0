//! Booklets as PDF, by Typst: the same view model in templates that end in `.typ`.
//!
//! Typst lays pages out on all cores by itself, and remembers what it did. So booklets are made one after the other, and
//! its memory is emptied after each: it would grow by tens of megabytes a booklet.

mod pack;
mod preview;
mod prose;
mod world;

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Smart};
use typst::syntax::Source;
use typst::{Library, LibraryExt, WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::booklet::{Booklet, Chart};
use crate::diagnostic::{At, Code, Diagnostic, FileId, Place};
use crate::model::{Labels, PdfLayout, Settings, Template, Word};

use super::chart::{Palette, chart_svg};
use super::context::{Materials, Site, Theme};
use super::{BUILTIN, ends_with};
use pack::packed;
use world::{Desk, Fonts, Shelf, id};

/// What is printed for a sign that no font has.
const NO_SIGN: char = '□';

/// Templates, fonts and pictures, ready to print booklets.
#[expect(missing_debug_implementations, reason = "Typst's library has none")]
pub struct PdfRenderer {
    shelf: Shelf,
    /// Where each template stands.
    files: HashMap<typst::syntax::FileId, FileId>,
    settings: Settings,
}

/// A printed booklet, and what there is to tell about it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// What Typst says of the templates besides.
    pub warnings: Vec<Diagnostic>,
}

/// What a template reads as `/booklet.json`.
#[derive(Serialize)]
struct Data<'b> {
    #[serde(flatten)]
    booklet: &'b Booklet,
    site: Site<'b>,
    theme: Theme,
    version: &'static str,
    labels: &'b Labels,
    charts: Vec<ChartFile<'b>>,
}

/// A chart as a template has it.
#[derive(Serialize)]
struct ChartFile<'b> {
    /// Where its picture is.
    path: String,
    title: &'b str,
    description: &'b str,
}

impl PdfRenderer {
    /// Prepares templates and fonts. What is wrong with templates shows when they are used.
    #[must_use]
    pub fn new(materials: &Materials<'_>) -> Self {
        let mut templates = HashMap::new();
        let mut files = HashMap::new();
        let mut add = |path: String, template: &Template| {
            if let Some(id) = id(&path) {
                templates.insert(id, Source::new(id, template.text.clone()));
                files.insert(id, template.file);
            }
        };
        let is_typst = |template: &&Template| ends_with(&template.name, "typ");
        for template in materials.builtin.iter().filter(is_typst) {
            add(format!("/{}", template.name), template);
            add(format!("/{BUILTIN}{}", template.name), template);
        }
        for template in materials.own.iter().filter(is_typst) {
            add(format!("/{}", template.name), template);
        }
        let picture = |(path, picture): (&String, &crate::model::Picture)| {
            id(&format!("/{path}")).map(|id| (id, Bytes::new(picture.bytes.clone())))
        };
        let own = materials.fonts.iter().map(|font| Bytes::new(font.bytes.clone()));
        let builtin = materials.builtin_fonts.iter().map(|font| Bytes::new(*font));
        let mut library = Library::default();
        library.global.scope_mut().define_func::<prose::markdown_tree>();
        let shelf = Shelf {
            library: library.into(),
            fonts: Fonts::new(own.chain(builtin)),
            templates,
            pictures: materials.pictures.iter().filter_map(picture).collect(),
        };
        Self { shelf, files, settings: materials.settings.clone() }
    }

    /// Prints a booklet.
    #[expect(clippy::missing_panics_doc, reason = "a layout's name is always a file's")]
    pub fn print(&self, booklet: &Booklet, layout: PdfLayout) -> Result<Printed, Vec<Diagnostic>> {
        let text = self.data(booklet);
        let missing = self.missing(&text);
        let data = if missing.is_empty() {
            text
        } else {
            text.replace(|c| missing.contains(&c), NO_SIGN.encode_utf8(&mut [0; 4]))
        };
        let accent = self.settings.theme.accent.on_paper().to_string();
        let palette = Palette { accent: &accent, ..Palette::GREY };
        let drawn = booklet.charts.iter().map(|chart| (chart_path(chart), chart_svg(chart, &palette).into_bytes()));
        let files = [("/booklet.json".to_owned(), data.into_bytes())].into_iter().chain(drawn);
        let own = files.filter_map(|(path, bytes)| Some((id(&path)?, Bytes::new(bytes)))).collect();
        let name = format!("{}.typ", layout.word());
        let main = id(&format!("/{name}")).expect("a layout's name is a file's");
        let desk = Desk { shelf: &self.shelf, main, own };
        let compiled = typst::compile::<PagedDocument>(&desk);
        let printed = compiled.output.and_then(|document| typst_pdf::pdf(&document, &options(booklet)));
        let tell = |told: &SourceDiagnostic| self.diagnostic(&desk, told);
        let warnings = compiled.warnings.iter().map(tell).collect();
        let pdf = printed.map_err(|errors| errors.iter().map(tell).collect::<Vec<_>>());
        comemo::evict(0);
        Ok(Printed { pdf: packed(pdf?), warnings })
    }

    /// The signs of a booklet that no font has.
    #[must_use]
    pub fn unprintable(&self, booklet: &Booklet) -> BTreeSet<char> {
        self.missing(&self.data(booklet))
    }

    /// The booklet for templates.
    fn data(&self, booklet: &Booklet) -> String {
        let data = Data {
            booklet,
            site: Site::new(&self.settings),
            theme: Theme::new(&self.settings, |path| self.shelf.picture(path)),
            version: env!("CARGO_PKG_VERSION"),
            labels: &self.settings.labels,
            charts: booklet.charts.iter().map(ChartFile::new).collect(),
        };
        serde_json::to_string(&data).unwrap_or_default()
    }

    fn missing(&self, text: &str) -> BTreeSet<char> {
        let mut known: HashMap<char, bool> = HashMap::new();
        let mut has =
            |c: char| c.is_ascii() || *known.entry(c).or_insert_with(|| c.is_control() || self.shelf.fonts.have(c));
        text.chars().filter(|c| !has(*c)).collect()
    }

    fn diagnostic(&self, desk: &Desk<'_>, told: &SourceDiagnostic) -> Diagnostic {
        let main = || self.files.get(&desk.main).copied().unwrap_or(FileId(0));
        let file = told.span.id().and_then(|id| self.files.get(&id)).copied();
        let place = match (file, desk.range(told.span)) {
            (Some(file), Some(range)) => Place { file, at: At::Bytes(range) },
            (Some(file), None) => Place::file(file),
            (None, _) => Place::file(main()),
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

impl<'b> ChartFile<'b> {
    fn new(chart: &'b Chart) -> Self {
        Self { path: chart_path(chart), title: &chart.title, description: &chart.description }
    }
}

fn chart_path(chart: &Chart) -> String {
    format!("/charts/{}.svg", chart.name)
}

/// The same bytes for the same booklet: no time in it, and a name that depends on nothing but what it is.
fn options(booklet: &Booklet) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(format!("liftpress {} {}", booklet.slug, booklet.lifter)),
        creator: Smart::Custom(Some(format!("liftpress {}", env!("CARGO_PKG_VERSION")))),
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default(),
        ..PdfOptions::default()
    }
}
