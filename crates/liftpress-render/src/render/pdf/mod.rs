//! Prints booklets as PDF with Typst. Templates that end in `.typ` get the same view model as all other templates.
//!
//! Typst uses all cores for one document, and caches its results. Therefore, booklets are printed one after another,
//! and the cache is emptied after each booklet. Otherwise, the cache would grow by tens of megabytes with each booklet.
//!
//! `typesetter` runs Typst, `world` has the files that templates can read, and `prose` converts authors' Markdown.
//! `trial` tests fonts and pictures, and `preview` makes pictures for the previews of links.

mod pack;
mod preview;
mod prose;
mod trial;
mod typesetter;
mod world;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use crate::booklet::{Booklet, Chart};
use crate::diagnostic::{Diagnostic, FileId, Place};
use crate::model::{FontFile, Labels, PdfLayout, Picture, PictureKind, Pictures, Settings, Template, Word};

use super::chart::{Palette, chart_svg};
use super::context::{Materials, Site, Theme};
use super::worker::{Answer, Lost, Output, not_made};
use super::{ends_with, is_builtin};
use trial::ending;
pub(super) use typesetter::Typesetter;
use typesetter::{Files, Setter};

/// The character that replaces every character that no font has.
const NO_SIGN: char = '□';

/// Prints booklets. It has the templates, the fonts and the pictures.
#[expect(missing_debug_implementations, reason = "Typst's library has none")]
pub struct PdfRenderer {
    setter: Setter,
    /// The characters that each font has. They are read when they are first needed.
    coverage: OnceLock<Vec<typst::text::Coverage>>,
    /// The site's own templates.
    own: Vec<Template>,
    /// The diagnostics about fonts.
    trouble: Vec<Diagnostic>,
    pictures: Pictures,
    tried: Tried,
    settings: Settings,
}

/// The results of testing each picture.
struct Tried {
    /// The pictures that can be printed, each with the path under which Typst reads it.
    fine: BTreeMap<String, String>,
    /// The diagnostics about all other pictures.
    trouble: BTreeMap<String, Diagnostic>,
}

/// A printed booklet, with Typst's warnings.
#[derive(Debug)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Typst's warnings about templates.
    pub warnings: Vec<Diagnostic>,
}

/// The data that a template reads as `/booklet.json`.
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

/// The values of a chart that templates get.
#[derive(Serialize)]
struct ChartFile<'b> {
    /// The path of the drawing.
    path: String,
    title: &'b str,
    description: &'b str,
}

impl PdfRenderer {
    /// Prepares the templates, and tests the fonts and the pictures. Unusable fonts and pictures are left out. Errors
    /// in a template are reported only when the template is used.
    #[must_use]
    pub fn new(materials: &Materials<'_>) -> Self {
        let Materials { builtin, own, fonts, builtin_fonts, pictures, settings } = *materials;
        let builtin_files = || builtin_fonts.iter().map(|font| font.to_vec());
        let is_ours = |font: &&FontFile| builtin_fonts.contains(&font.bytes.as_slice());
        let trial = |font: &FontFile| {
            trial::font(font, |bytes| Setter::new(&[], &[], vec![bytes])).map(|()| font.bytes.clone())
        };
        let tried: Vec<_> = fonts.par_iter().filter(|font| !is_ours(font)).map(trial).collect();
        let (files, trouble): (Vec<_>, Vec<_>) = tried.into_iter().partition(Result::is_ok);
        let files = files.into_iter().flatten();
        let trouble = trouble.into_iter().filter_map(Result::err).collect();
        let own: Vec<_> = own.iter().filter(|template| !is_builtin(template, builtin)).cloned().collect();
        let setter = Setter::new(builtin, &own, files.chain(builtin_files()).collect());
        let tried = Tried::new(&setter, pictures, settings);
        let (settings, pictures, coverage) = (settings.clone(), pictures.clone(), OnceLock::new());
        Self { setter, coverage, own, trouble, pictures, tried, settings }
    }

    /// Prints a booklet.
    ///
    /// # Errors
    ///
    /// Returns the errors in the template. If a worker fails, returns one error, which is only about this booklet.
    pub fn print(&self, booklet: &Booklet, layout: PdfLayout) -> Result<Printed, Vec<Diagnostic>> {
        let data = self.printable(self.data(booklet));
        let accent = self.settings.theme.accent.on_paper().to_string();
        let palette = Palette { accent: &accent, ..Palette::GREY };
        let drawn = booklet.charts.iter().map(|chart| (chart_path(chart), chart_svg(chart, &palette).into_bytes()));
        let pictures = self.picture_files(&data);
        let files = [("/booklet.json".to_owned(), data.into_bytes())].into_iter().chain(drawn).chain(pictures);
        let output = Output::Pdf {
            ident: format!("liftpress {} {}", booklet.slug, booklet.lifter),
            creator: format!("liftpress {}", env!("CARGO_PKG_VERSION")),
            is_accessible: true,
        };
        let whose = if booklet.lifter.is_empty() { String::new() } else { format!(" for {}", booklet.lifter) };
        let what = format!("the PDF of `{}`{whose}", booklet.title);
        let Answer { bytes, warnings } =
            self.render(&format!("{}.typ", layout.word()), files.collect(), output, &what)?;
        Ok(Printed { pdf: bytes, warnings })
    }

    /// Renders a document. Errors in the site's own templates are returned as they are. Any other error is changed to
    /// one that is only about this document.
    fn render(&self, template: &str, files: Files, output: Output, what: &str) -> Result<Answer, Vec<Diagnostic>> {
        let errors = match self.setter.print(&format!("/{template}"), files, output) {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(errors)) => errors,
            Err(why) => return Err(vec![self.lost(what, &why)]),
        };
        if errors.iter().any(|error| self.is_own(error.place.file)) {
            return Err(errors);
        }
        let of_document = |error: Diagnostic| {
            not_made(error.place, format!("cannot make {what}: {}", error.message)).helped(error.help)
        };
        Err(errors.into_iter().map(of_document).collect())
    }

    /// Returns the error for a worker that failed.
    fn lost(&self, what: &str, why: &Lost) -> Diagnostic {
        let own: Vec<_> = self.own.iter().filter(|template| ends_with(&template.name, "typ")).collect();
        let place = Place::file(own.first().map_or(FileId::default(), |template| template.file));
        let error = not_made(place, format!("cannot make {what}: {why}"));
        match own.as_slice() {
            [] => error,
            [_] => error.help("look for nested loops, and for very large sizes"),
            own => {
                let names: Vec<_> = own.iter().map(|template| format!("`{}`", template.name)).collect();
                error.help(format!("look for nested loops in {}", names.join(", ")))
            }
        }
    }

    /// Returns whether a file is one of the site's own templates.
    pub fn is_own(&self, file: FileId) -> bool {
        self.own.iter().any(|template| template.file == file)
    }

    /// Returns the characters of a booklet that no font has.
    #[must_use]
    pub fn unprintable(&self, booklet: &Booklet) -> BTreeSet<char> {
        self.missing(&self.data(booklet))
    }

    /// Returns the diagnostics about the site's own fonts.
    #[must_use]
    pub fn font_trouble(&self) -> &[Diagnostic] {
        &self.trouble
    }

    /// Returns the diagnostics about pictures, by the paths of the pictures.
    #[must_use]
    pub fn picture_trouble(&self) -> &BTreeMap<String, Diagnostic> {
        &self.tried.trouble
    }

    /// Returns the pictures that are named in the data of a document or in one of the site's own templates.
    fn picture_files(&self, data: &str) -> Files {
        let Tried { fine, .. } = &self.tried;
        if fine.is_empty() {
            return Files::new();
        }
        // In Markdown and JSON, there may be backslashes before characters.
        let data = data.replace('\\', "").replace("&amp;", "&");
        let is_named = |path: &str| {
            data.contains(&path.replace('\\', "")) || self.own.iter().any(|template| template.text.contains(path))
        };
        let named = fine.iter().filter(|(path, _)| is_named(path));
        named.filter_map(|(path, file)| Some((file.clone(), self.pictures.get(path)?.bytes.clone()))).collect()
    }

    /// Returns the theme that templates get.
    fn theme(&self) -> Theme {
        Theme::new(&self.settings, |path| self.tried.fine.get(path).cloned())
    }

    /// Returns the data that templates get.
    fn data(&self, booklet: &Booklet) -> String {
        let data = Data {
            booklet,
            site: Site::new(&self.settings),
            theme: self.theme(),
            version: env!("CARGO_PKG_VERSION"),
            labels: &self.settings.labels,
            charts: booklet.charts.iter().map(ChartFile::new).collect(),
        };
        serde_json::to_string(&data).unwrap_or_default()
    }

    /// Replaces the characters of a text that no font has.
    fn printable(&self, text: String) -> String {
        let missing = self.missing(&text);
        if missing.is_empty() {
            return text;
        }
        text.replace(|c| missing.contains(&c), NO_SIGN.encode_utf8(&mut [0; 4]))
    }

    fn missing(&self, text: &str) -> BTreeSet<char> {
        if text.is_ascii() {
            return BTreeSet::new();
        }
        let coverage = self.coverage.get_or_init(|| {
            let faces = self.setter.faces().unwrap_or_default();
            faces.into_iter().map(|face| face.coverage).collect()
        });
        // If there is no answer, no character counts as missing, because printing will report the error.
        if coverage.is_empty() {
            return BTreeSet::new();
        }
        let mut known: HashMap<char, bool> = HashMap::new();
        let have = |c: char| coverage.iter().any(|coverage| coverage.contains(c.into()));
        let mut has = |c: char| c.is_ascii() || *known.entry(c).or_insert_with(|| is_silent(c) || have(c));
        text.chars().filter(|c| !has(*c)).collect()
    }
}

impl Tried {
    fn new(setter: &Setter, pictures: &Pictures, settings: &Settings) -> Self {
        let fonts: Vec<_> = settings.theme.font.as_deref().into_iter().chain(["Inter"]).collect();
        let each = pictures.par_iter();
        let each: Vec<(&String, &Picture, _)> =
            each.map(|(path, picture)| (path, picture, trial::picture(setter, &fonts, path, picture))).collect();
        let (mut fine, mut trouble) = (BTreeMap::new(), BTreeMap::new());
        for (path, picture, outcome) in each {
            match outcome {
                Ok(()) => drop(fine.insert(path.clone(), typst_path(path, picture.kind))),
                Err(warning) => drop(trouble.insert(path.clone(), warning)),
            }
        }
        Self { fine, trouble }
    }
}

/// Returns the path of a picture for templates. Typst needs an extension that matches the content of the picture.
fn typst_path(path: &str, kind: PictureKind) -> String {
    let is_right = match kind {
        PictureKind::Jpeg => ends_with(path, "jpg") || ends_with(path, "jpeg"),
        kind => ends_with(path, ending(kind)),
    };
    if is_right { format!("/{path}") } else { format!("/{path}.{}", ending(kind)) }
}

impl<'b> ChartFile<'b> {
    fn new(chart: &'b Chart) -> Self {
        Self { path: chart_path(chart), title: &chart.title, description: &chart.description }
    }
}

fn chart_path(chart: &Chart) -> String {
    format!("/charts/{}.svg", chart.name)
}

/// Returns whether a character is never visible by itself, such as a direction mark.
fn is_silent(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200c}'..='\u{200f}' | '\u{2066}'..='\u{2069}')
}
