//! What `liftpress.yaml` says of the whole site.

use crate::diagnostic::{FileId, Place};
use crate::units::{Days, Rounding, Unit};

use std::collections::BTreeMap;

use super::{Allowed, Formula, Labels, Library, PointsFormula, RpeChart, Scheme, Slug, Theme};
use crate::words;

/// Settings of a content folder; all have defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// One sentence on it.
    pub description: String,
    /// Who signs.
    pub author: String,
    /// Where it will be published; only for absolute addresses.
    pub base_url: Option<String>,
    /// The pages that every page links to, in this order; `None`: all.
    pub nav: Option<Vec<(Slug, Place)>>,
    /// Unit of bare weights where a file gives none.
    pub units: Option<Unit>,
    /// How weights are rounded where a lifter says nothing.
    pub rounding: Rounding,
    /// Warm-ups that days may name.
    pub warmups: Warmups,
    /// How a 1RM is estimated from a set of several reps.
    pub formula: Formula,
    /// What a set of so many reps at such an effort weighs; from `rpe-chart.csv` where the site has one.
    pub rpe_chart: RpeChart,
    /// How old a max may be when a program begins; `None`: as old as it is.
    pub max_age: Option<Days>,
    /// The scales by which booklets say how good a lifter's maxes are; none by default.
    pub points: Vec<PointsFormula>,
    /// What is written for each lifter and program.
    pub formats: Vec<Format>,
    /// How booklets look.
    pub theme: Theme,
    /// What is told of no program.
    pub allow: Vec<Allowed>,
    /// The texts of booklets, in the site's language.
    pub labels: Labels,
}

/// Warm-ups by name, and where each stands.
pub type Warmups = BTreeMap<Slug, (Scheme, Place)>;

words! {
    /// What a booklet comes as.
    Format {
        /// `booklet.html`
        Html => "html",
        /// `booklet.md`
        Markdown => "md",
        /// `booklet.pdf`, `sheet.pdf`: what `layouts` says
        Pdf => "pdf",
        /// `booklet.json`
        Json => "json",
    }
}

impl Settings {
    /// Where the site will be published, ending in `/`.
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

/// What programs are worked out with: the exercises, and the site's chart, formula and warm-ups.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// Exercises by name.
    pub library: &'a Library,
    /// The site's settings.
    pub settings: &'a Settings,
}

/// A page of the site in the author's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its name in addresses.
    pub slug: super::Slug,
    /// Its title.
    pub title: String,
    /// What it says, in Markdown.
    pub text: String,
    /// Its file.
    pub place: Place,
}

/// A template and where it came from.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its name, with `/` between folders: `booklet.html`, `hooks/head.html`.
    pub name: String,
    /// What it says.
    pub text: String,
    /// Its file.
    pub file: FileId,
}

/// A font of a site's own.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// OpenType or TrueType, as it is in its file.
    pub bytes: Vec<u8>,
    /// Its file.
    pub file: FileId,
}
