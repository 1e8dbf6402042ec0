//! The values that templates get about the site, booklets and program pages.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::booklet::{Blank, BlankChart, Booklet, Chart, ItemRow};
use crate::model::{FontFile, Labels, Pictures, Settings, Template, Word, picture_path};

use super::chart::{Palette, chart_svg};
use super::days::FilledDay;
use super::script::{gym_text, program_text};

/// Everything that is needed to render pages.
#[derive(Debug, Clone, Copy)]
pub struct Materials<'m> {
    /// The built-in templates.
    pub builtin: &'m [Template],
    /// The site's own templates, which replace built-in ones.
    pub own: &'m [Template],
    /// The site's own fonts.
    pub fonts: &'m [FontFile],
    /// The built-in fonts.
    pub builtin_fonts: &'m [&'static [u8]],
    /// The pictures of the content folder.
    pub pictures: &'m Pictures,
    /// The site's settings.
    pub settings: &'m Settings,
}

impl<'m> Materials<'m> {
    /// Returns the built-in templates with the settings of a site. The site's own templates, fonts and pictures are
    /// left out.
    #[must_use]
    pub fn plain(builtin: &'m [Template], settings: &'m Settings) -> Self {
        static NONE: Pictures = Pictures::new();
        Self { builtin, own: &[], fonts: &[], builtin_fonts: &[], pictures: &NONE, settings }
    }
}

/// The values that every template gets.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Everywhere<'s> {
    /// The site.
    site: Site<'s>,
    /// The look of booklets.
    theme: Theme,
    /// The generated texts of booklets and pages, in the language of the site: see [labels](labels.md).
    #[schemars(with = "BTreeMap<String, String>")]
    labels: &'s Labels,
    /// The labels of gym mode as JSON, for its script.
    #[schemars(extend("format" = "json"))]
    gym_text: String,
    /// The labels of a program page as JSON, for its script.
    #[schemars(extend("format" = "json"))]
    program_text: String,
    /// The version of liftpress.
    version: &'static str,
}

impl<'s> Everywhere<'s> {
    /// Returns the values of a site. `place` returns the address of a picture.
    pub(super) fn new(settings: &'s Settings, place: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            site: Site::new(settings),
            theme: Theme::new(settings, place),
            labels: &settings.labels,
            gym_text: gym_text(&settings.labels),
            program_text: program_text(&settings.labels),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// A booklet for one lifter and program, with rendered days and charts.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FilledBooklet<'b> {
    #[serde(flatten)]
    booklet: &'b Booklet<FilledDay>,
    /// The charts of the program. Empty charts are left out.
    charts: Vec<Drawing<'b>>,
}

impl<'b> FilledBooklet<'b> {
    pub(super) fn new(booklet: &'b Booklet<FilledDay>) -> Self {
        Self { booklet, charts: booklet.charts.iter().map(Drawing::new).collect() }
    }
}

/// The values of a program page: those of the site's page, and a blank booklet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FilledProgram<'b, P> {
    #[serde(flatten)]
    page: P,
    /// The blank booklet, and the form for a visitor; null if the program cannot be calculated.
    blank: Option<&'b Blank<FilledDay>>,
    /// The charts of all combinations of options.
    charts: Vec<CombinationDrawing<'b>>,
}

impl<'b, P> FilledProgram<'b, P> {
    pub(super) fn new(page: P, blank: Option<&'b Blank<FilledDay>>) -> Self {
        let charts = blank.into_iter().flat_map(|blank| &blank.charts).map(CombinationDrawing::new).collect();
        Self { page, blank, charts }
    }
}

/// A chart, with the combinations of options that have it.
#[derive(Debug, Serialize, JsonSchema)]
struct CombinationDrawing<'c> {
    #[serde(flatten)]
    drawing: Drawing<'c>,
    /// The numbers of the combinations that have the chart, separated by spaces; empty if all combinations have it.
    ways: String,
    /// Whether the page hides the chart at first, because the default choices do not include the chart.
    is_other: bool,
}

impl<'c> CombinationDrawing<'c> {
    fn new(BlankChart { chart, combinations, is_other }: &'c BlankChart) -> Self {
        let ways: Vec<_> = combinations.iter().map(usize::to_string).collect();
        Self { drawing: Drawing::new(chart), ways: ways.join(" "), is_other: *is_other }
    }
}

/// A rendered chart.
#[derive(Debug, Serialize, JsonSchema)]
struct Drawing<'c> {
    /// The name that distinguishes the chart from the other charts: `sets`, `tonnage`, `intensity` or `muscles`. If
    /// there are several charts of muscles, the second one is `muscles-2`.
    name: &'c str,
    /// What the chart shows: `Sets a week`.
    title: &'c str,
    /// The content of the chart in words, in whole sentences.
    description: &'c str,
    /// The drawing, which includes the title and the description. Print it with `| safe`.
    #[schemars(extend("format" = "svg"))]
    svg: String,
}

impl<'c> Drawing<'c> {
    fn new(chart: &'c Chart) -> Self {
        let Chart { name, title, description, .. } = chart;
        Self { name, title, description, svg: chart_svg(chart, &Palette::PAGE) }
    }
}

/// A row for an exercise, without anything that differs between booklets, so that equal rows are rendered only once.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FilledItem<'i> {
    /// An exercise with its sets.
    pub(super) item: &'i ItemRow,
}

/// The settings of the site that every template gets.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Site<'s> {
    /// The name of the site.
    title: &'s str,
    /// One sentence about the site.
    description: &'s str,
    /// The author of the site.
    author: &'s str,
}

impl<'s> Site<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        Self { title: &settings.title, description: &settings.description, author: &settings.author }
    }
}

/// The look of booklets.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Theme {
    /// `a4`, `letter` or `a5`.
    paper: &'static str,
    /// The accent color, in a shade that is dark enough for paper.
    accent: String,
    /// The accent color, in a shade that is light enough for a dark screen.
    accent_on_dark: String,
    /// The preferred font; empty if the settings do not name a font.
    font: String,
    /// The logo for the cover, as a `data:` address or, in `.typ` templates, as a path; empty if there is no logo.
    logo: String,
    /// The name of the coach.
    coach: String,
    /// How readers can reach the coach.
    contact: String,
}

impl Theme {
    /// Returns the theme of a site. `place` returns the address of a picture.
    pub(super) fn new(settings: &Settings, place: impl Fn(&str) -> Option<String>) -> Self {
        let theme = &settings.theme;
        Self {
            paper: theme.paper.word(),
            accent: theme.accent.on_paper().to_string(),
            accent_on_dark: theme.accent.on_dark().to_string(),
            font: theme.font.clone().unwrap_or_default(),
            logo: theme.logo.as_ref().and_then(|(logo, _)| place(picture_path(logo))).unwrap_or_default(),
            coach: theme.coach.clone(),
            contact: theme.contact.clone(),
        }
    }
}
