//! What every template knows, whatever it makes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::booklet::{Blank, BlankChart, Booklet, Chart, ItemRow};
use crate::model::{FontFile, Labels, Pictures, Settings, Template, Word, picture_path};

use super::chart::{Palette, chart_svg};
use super::days::FilledDay;
use super::script::{gym_text, program_text};

/// Everything that pages are made with.
#[derive(Debug, Clone, Copy)]
pub struct Materials<'m> {
    /// The templates that come with liftpress.
    pub builtin: &'m [Template],
    /// The site's own, which take their place.
    pub own: &'m [Template],
    /// The site's own fonts.
    pub fonts: &'m [FontFile],
    /// The fonts that come with liftpress.
    pub builtin_fonts: &'m [&'static [u8]],
    /// Pictures of the content folder.
    pub pictures: &'m Pictures,
    /// The site's settings.
    pub settings: &'m Settings,
}

impl<'m> Materials<'m> {
    /// What comes with liftpress, without anything of a site's own but its settings.
    #[must_use]
    pub fn plain(builtin: &'m [Template], settings: &'m Settings) -> Self {
        static NONE: Pictures = Pictures::new();
        Self { builtin, own: &[], fonts: &[], builtin_fonts: &[], pictures: &NONE, settings }
    }
}

/// What every template is given.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Everywhere<'s> {
    /// The site.
    site: Site<'s>,
    /// How booklets are to look.
    theme: Theme,
    /// What a booklet or a page says by itself, in the site's language; [labels](labels.md) has them all.
    #[schemars(with = "BTreeMap<String, String>")]
    labels: &'s Labels,
    /// The labels of gym mode, as its script reads them.
    #[schemars(extend("format" = "json"))]
    gym_text: String,
    /// The labels of a program's page, as its script reads them.
    #[schemars(extend("format" = "json"))]
    program_text: String,
    /// The version of liftpress.
    version: &'static str,
}

impl<'s> Everywhere<'s> {
    /// Of a site whose pictures stand at `place`.
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

/// A booklet for one lifter and program, its days filled in and its charts drawn.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FilledBooklet<'b> {
    #[serde(flatten)]
    booklet: &'b Booklet<FilledDay>,
    /// The program in pictures; only those that have something to show.
    charts: Vec<Drawing<'b>>,
}

impl<'b> FilledBooklet<'b> {
    pub(super) fn new(booklet: &'b Booklet<FilledDay>) -> Self {
        Self { booklet, charts: booklet.charts.iter().map(Drawing::new).collect() }
    }
}

/// The page of a program: with what the site says of it, a booklet of nobody yet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FilledProgram<'b, P> {
    #[serde(flatten)]
    page: P,
    /// The booklet with rules in place of weights, and what a visitor fills in; nothing where it cannot be worked out.
    blank: Option<&'b Blank<FilledDay>>,
    /// The program in pictures, for every way to choose.
    charts: Vec<WaysDrawing<'b>>,
}

impl<'b, P> FilledProgram<'b, P> {
    pub(super) fn new(page: P, blank: Option<&'b Blank<FilledDay>>) -> Self {
        let charts = blank.into_iter().flat_map(|blank| &blank.ways_charts).map(WaysDrawing::new).collect();
        Self { page, blank, charts }
    }
}

/// A chart of some ways to choose.
#[derive(Debug, Serialize, JsonSchema)]
struct WaysDrawing<'c> {
    #[serde(flatten)]
    drawing: Drawing<'c>,
    /// The numbers of these ways, with spaces between them; empty: all.
    ways: String,
    /// Whether it is of another choice than the default: to be hidden.
    is_other: bool,
}

impl<'c> WaysDrawing<'c> {
    fn new(BlankChart { chart, ways, is_other }: &'c BlankChart) -> Self {
        let ways: Vec<_> = ways.iter().map(usize::to_string).collect();
        Self { drawing: Drawing::new(chart), ways: ways.join(" "), is_other: *is_other }
    }
}

/// A chart, drawn.
#[derive(Debug, Serialize, JsonSchema)]
struct Drawing<'c> {
    /// Tells it from the others: `sets`, `tonnage`, `intensity`, `muscles`; `muscles-2` where one picture has no room for all.
    name: &'c str,
    /// What it shows: `Sets a week`.
    title: &'c str,
    /// What there is to see, in sentences.
    description: &'c str,
    /// The drawing, with title and description in it: print it with `| safe`.
    #[schemars(extend("format" = "svg"))]
    svg: String,
}

impl<'c> Drawing<'c> {
    fn new(chart: &'c Chart) -> Self {
        let Chart { name, title, description, .. } = chart;
        Self { name, title, description, svg: chart_svg(chart, &Palette::PAGE) }
    }
}

/// A row of a section: the exercise and nothing of the booklet around it, so that equal rows are filled in only once.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FilledItem<'i> {
    /// An exercise with its sets.
    pub(super) item: &'i ItemRow,
}

/// What every template knows of the site.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Site<'s> {
    /// The name of the site.
    title: &'s str,
    /// One sentence about it.
    description: &'s str,
    /// Who signs.
    author: &'s str,
}

impl<'s> Site<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        Self { title: &settings.title, description: &settings.description, author: &settings.author }
    }
}

/// How booklets are to look.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Theme {
    /// `a4`, `letter` or `a5`.
    paper: &'static str,
    /// The accent colour, as it can be read on paper.
    accent: String,
    /// The accent colour, as it can be read on a dark screen.
    accent_on_dark: String,
    /// The font to print with before the one that comes with liftpress; empty where none was named.
    font: String,
    /// The picture for the cover: all of it as a `data:` address, in `.typ` its path; empty where there is none.
    logo: String,
    /// Whose booklets they are.
    coach: String,
    /// How to reach them.
    contact: String,
}

impl Theme {
    /// The theme of a site whose pictures stand at `place`.
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
