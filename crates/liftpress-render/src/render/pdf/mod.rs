//! Booklets as PDF, by Typst: the same view model in templates that end in `.typ`.
//!
//! Typst lays pages out on all cores by itself, and remembers what it did. So booklets are made one after the other, and
//! its memory is emptied after each: it would grow by tens of megabytes a booklet.

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

/// What is printed for a sign that no font has.
const NO_SIGN: char = '□';

/// Templates, fonts and pictures, ready to print booklets.
#[expect(missing_debug_implementations, reason = "Typst's library has none")]
pub struct PdfRenderer {
    setter: Setter,
    /// The characters that each font has, once somebody asks.
    coverage: OnceLock<Vec<typst::text::Coverage>>,
    /// The site's own templates.
    own: Vec<Template>,
    /// What is wrong with fonts.
    trouble: Vec<Diagnostic>,
    pictures: Pictures,
    tried: Tried,
    settings: Settings,
}

/// The pictures, after each was tried.
struct Tried {
    /// Those that can be printed: the path by which Typst knows what they are, by their own.
    fine: BTreeMap<String, String>,
    /// What is wrong with the others.
    trouble: BTreeMap<String, Diagnostic>,
}

/// A printed booklet, and what there is to tell about it.
#[derive(Debug)]
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
    /// Prepares templates, and tries fonts and pictures. What is wrong with templates shows when they are used; fonts and pictures that
    /// cannot be used are left out.
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
        let of = format!("the PDF of {}, {}", booklet.lifter, booklet.title);
        let Answer { bytes, told } = self.made(&format!("{}.typ", layout.word()), files.collect(), output, &of)?;
        Ok(Printed { pdf: bytes, warnings: told })
    }

    /// Has a template printed. What a site's own templates are at fault for is told of these; all else costs this document alone.
    fn made(&self, template: &str, files: Files, output: Output, of: &str) -> Result<Answer, Vec<Diagnostic>> {
        let told = match self.setter.print(&format!("/{template}"), files, output) {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(told)) => told,
            Err(why) => return Err(vec![self.lost(of, &why)]),
        };
        if told.iter().any(|told| self.is_own(told.place.file)) {
            return Err(told);
        }
        let why = |told: Diagnostic| {
            let message = format!("{of}, cannot be made: {}", told.message);
            not_made(told.place, message).helped(told.help)
        };
        Err(told.into_iter().map(why).collect())
    }

    /// What there is to say without an answer.
    fn lost(&self, of: &str, why: &Lost) -> Diagnostic {
        let own: Vec<_> = self.own.iter().filter(|template| ends_with(&template.name, "typ")).collect();
        let place = Place::file(own.first().map_or(FileId::default(), |template| template.file));
        let told = not_made(place, format!("{of}, cannot be made: {why}"));
        match own.as_slice() {
            [] => told,
            [_] => told.help("look for loops within loops, and for sizes that are too large"),
            own => {
                let names: Vec<_> = own.iter().map(|template| format!("`{}`", template.name)).collect();
                told.help(format!("look for loops within loops, in one of {}", names.join(", ")))
            }
        }
    }

    /// Whether a file is one of the site's own templates.
    pub fn is_own(&self, file: FileId) -> bool {
        self.own.iter().any(|template| template.file == file)
    }

    /// The signs of a booklet that no font has.
    #[must_use]
    pub fn unprintable(&self, booklet: &Booklet) -> BTreeSet<char> {
        self.missing(&self.data(booklet))
    }

    /// What is wrong with the site's own fonts.
    #[must_use]
    pub fn font_trouble(&self) -> &[Diagnostic] {
        &self.trouble
    }

    /// What is wrong with pictures, by their paths.
    #[must_use]
    pub fn picture_trouble(&self) -> &BTreeMap<String, Diagnostic> {
        &self.tried.trouble
    }

    /// The pictures that can be printed and that a document with this data, or a template of the site's own, names.
    fn picture_files(&self, data: &str) -> Files {
        let Tried { fine, .. } = &self.tried;
        if fine.is_empty() {
            return Files::new();
        }
        // Markdown and JSON may have backslashes before signs.
        let data = data.replace('\\', "").replace("&amp;", "&");
        let is_named = |path: &str| {
            data.contains(&path.replace('\\', "")) || self.own.iter().any(|template| template.text.contains(path))
        };
        let named = fine.iter().filter(|(path, _)| is_named(path));
        named.filter_map(|(path, file)| Some((file.clone(), self.pictures.get(path)?.bytes.clone()))).collect()
    }

    /// How the site looks to templates.
    fn theme(&self) -> Theme {
        Theme::new(&self.settings, |path| self.tried.fine.get(path).cloned())
    }

    /// The booklet for templates.
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

    /// A text without signs that no font has.
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
        // Without an answer all signs are taken to be there, and printing says what is wrong.
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
                Err(told) => drop(trouble.insert(path.clone(), told)),
            }
        }
        Self { fine, trouble }
    }
}

/// Where templates find a picture: Typst goes by the ending of a name, and we by what is in the file.
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

/// Whether a character has no sign of its own: it only says how others are written.
fn is_silent(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200c}'..='\u{200f}' | '\u{2066}'..='\u{2069}')
}
