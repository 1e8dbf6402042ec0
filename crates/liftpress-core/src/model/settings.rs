//! The settings of a site, from `liftpress.yaml`.

use crate::diagnostic::{FileId, Place};
use crate::units::{Days, Rounding, Unit};

use std::collections::BTreeMap;

use super::{Allowed, Formula, Labels, Library, PointsFormula, RpeChart, Scheme, Slug, Theme};
use crate::words;

/// The settings of a content folder. All have defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The name of the site.
    pub title: String,
    /// One sentence about the site.
    pub description: String,
    /// The author.
    pub author: String,
    /// The address of the published site, used only for absolute addresses.
    pub base_url: Option<String>,
    /// The pages that every page links to, in order; `None` for all.
    pub nav: Option<Vec<(Slug, Place)>>,
    /// The unit of weights that are written without a unit, in files that set no unit; `None` if the site sets none.
    pub units: Option<Unit>,
    /// The rounding for lifters without a rounding of their own.
    pub rounding: Rounding,
    /// Warm-ups that programs can use by name.
    pub warmups: Warmups,
    /// The formula that estimates a 1RM from a set of several reps, unless the set or the lifter has another.
    pub formula: Formula,
    /// The RPE chart; from `rpe-chart.csv` if the site has one.
    pub rpe_chart: RpeChart,
    /// The greatest age of a max when a program starts; `None` for no limit.
    pub max_age: Option<Days>,
    /// The scales for lifters' points in booklets; none by default.
    pub points: Vec<PointsFormula>,
    /// The formats of each booklet.
    pub formats: Vec<Format>,
    /// The look of booklets.
    pub theme: Theme,
    /// Codes that are not reported for any program.
    pub allow: Vec<Allowed>,
    /// The texts of booklets, in the site's language.
    pub labels: Labels,
}

/// Warm-ups by name, each with its place in the file.
pub type Warmups = BTreeMap<Slug, (Scheme, Place)>;

words! {
    /// The format of a booklet.
    Format {
        /// `booklet.html`
        Html => "html",
        /// `booklet.md`
        Markdown => "md",
        /// `booklet.pdf`, `sheet.pdf`, as `layouts` lists them
        Pdf => "pdf",
        /// `booklet.json`
        Json => "json",
    }
}

impl Settings {
    /// Returns the address of the published site, with a `/` at the end.
    #[must_use]
    pub fn base(&self) -> Option<String> {
        self.base_url.as_deref().map(|base| format!("{}/", base.trim_end_matches('/')))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: Labels::default().training_programs().to_owned(),
            description: String::new(),
            author: String::new(),
            base_url: None,
            nav: None,
            units: None,
            rounding: Rounding::Nearest,
            warmups: Warmups::new(),
            formula: Formula::Epley,
            rpe_chart: RpeChart::rts(),
            max_age: None,
            points: Vec::new(),
            formats: vec![Format::Html, Format::Markdown, Format::Json],
            theme: Theme::default(),
            allow: Vec::new(),
            labels: Labels::default(),
        }
    }
}

/// The site-wide inputs of a plan: the exercises, and the site's chart, formula and warm-ups.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The exercises, by name.
    pub library: &'a Library,
    /// The settings of the site.
    pub settings: &'a Settings,
}

/// A page of the site in the author's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The name in addresses.
    pub slug: super::Slug,
    /// The title.
    pub title: String,
    /// The text, in Markdown.
    pub text: String,
    /// The file.
    pub place: Place,
}

/// A template and its file.
#[derive(Debug, Clone)]
pub struct Template {
    /// The name, with `/` between folders: `booklet.html`, `hooks/head.html`.
    pub name: String,
    /// The text.
    pub text: String,
    /// The file.
    pub file: FileId,
}

/// A font of the site.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// The bytes of the file, OpenType or TrueType.
    pub bytes: Vec<u8>,
    /// The file.
    pub file: FileId,
}
