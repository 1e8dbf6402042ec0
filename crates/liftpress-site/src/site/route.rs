//! What a site is made of: everything that is filled in as one, and the files that come of it.

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use crate::model::{Assignment, Folder, Format, HOME, Lifter, Page, PdfLayout, Program, Settings, Word};
use crate::source::Content;

use super::pages::{ExerciseUse, Tag, Tags, exercises_of};

/// One booklet to be made.
pub(super) struct Job<'c> {
    pub(super) lifter: &'c Lifter,
    pub(super) assignment: &'c Assignment,
    pub(super) program: &'c Program,
    pub(super) folder: String,
    /// Whether it is the first of its program.
    pub(super) is_first: bool,
    /// From when to when, as soon as it was worked out.
    pub(super) dates: OnceLock<String>,
    /// Whether there is something to tell of it.
    pub(super) is_told: AtomicBool,
}

impl Job<'_> {
    /// Where the booklet is, in the output folder.
    pub(super) fn private_folder(&self) -> String {
        format!("booklets/{}", self.folder)
    }

    /// A file of the booklet, as its path in the output folder.
    pub(super) fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.private_folder())
    }
}

/// Every lifter's programs. Programs that are not there are reported by `check`.
fn jobs(content: &Content) -> Vec<Job<'_>> {
    let mut jobs = Vec::new();
    let mut trained = vec![false; content.programs.len()];
    for lifter in &content.lifters {
        for assignment in &lifter.programs {
            let folder = format!("{}/{}", lifter.slug, assignment.name);
            let found = content.programs.binary_search_by(|program| program.slug.cmp(&assignment.program));
            if let Ok(at) = found {
                let program = &content.programs[at];
                let is_first = !std::mem::replace(&mut trained[at], true);
                let (dates, is_told) = (OnceLock::new(), AtomicBool::new(false));
                jobs.push(Job { lifter, assignment, program, folder, is_first, dates, is_told });
            }
        }
    }
    jobs
}

/// What is made in one go.
#[derive(Clone, Copy)]
pub(super) enum Route<'c> {
    /// A booklet to read, in all its formats.
    Booklet(&'c Job<'c>),
    /// A booklet for anybody to read, as its lifter wants it.
    Published(&'c Job<'c>),
    /// A booklet to print.
    Print(&'c Job<'c>, PdfLayout),
    /// The private list of all booklets.
    Shelf,
    /// The site's first page.
    Index,
    /// A program and a visitor's own numbers.
    Program(&'c Program),
    /// The picture that its page is previewed with.
    Preview(&'c Program),
    /// The list of exercises.
    Exercises,
    /// How an exercise is done.
    Exercise(&'c ExerciseUse<'c>),
    /// The programs with a tag.
    Tag(&'c Tag<'c>),
    /// The page to search on.
    Search,
    /// What that looks through.
    SearchIndex,
    /// The page for addresses that there are not.
    Lost,
    /// Every page, for search engines.
    SiteMap,
    /// Where that is.
    Robots,
    /// New and changed programs.
    Feed,
    /// A page in the author's own words.
    Page(&'c Page),
    /// A style or a script that pages of the site share, by the name of its template.
    Asset(&'static str),
    /// What a program's page makes a visitor's booklet with.
    BookletShell,
}

/// The styles and scripts of the site, by the names of their templates; each a file in `site/assets/`.
const ASSETS: [&str; 12] = [
    "site.css",
    "booklet.css",
    "program.css",
    "loading.js",
    "rules.js",
    "planned.js",
    "visitor.js",
    "filling.js",
    "take-away.js",
    "form.js",
    "gallery.js",
    "search.js",
];

/// What pages of authors cannot be called: these are folders of the site, or would look like its private half.
pub(super) const RESERVED: [&str; 7] = ["programs", "exercises", "tags", "assets", "search", "lifters", "booklets"];

/// What a site consists of besides its programs and pages.
pub(super) struct Parts<'c> {
    pub(super) jobs: Vec<Job<'c>>,
    pub(super) exercises: Vec<ExerciseUse<'c>>,
    pub(super) tags: Tags<'c>,
}

impl<'c> Parts<'c> {
    pub(super) fn of(content: &'c Content) -> Self {
        let exercises = exercises_of(&content.programs, &content.library);
        Self { jobs: jobs(content), exercises, tags: Tags::of(&content.programs) }
    }

    /// Everything that there is to make; what is printed comes last.
    pub(super) fn routes<'p>(&'p self, content: &'p Content) -> Vec<Route<'p>> {
        let Self { jobs, exercises, tags } = self;
        let settings = &content.settings;
        let layouts: &[PdfLayout] = if has_prints(settings) { &settings.theme.layouts } else { &[] };
        // That one is part of the site's first page.
        let pages = content.pages.iter().filter(|page| page.slug.as_str() != HOME);
        let printed = jobs.iter().flat_map(|job| layouts.iter().map(move |layout| Route::Print(job, *layout)));
        let site = [Route::Index, Route::Search, Route::SearchIndex, Route::Lost].into_iter();
        let site = site.chain((!exercises.is_empty()).then_some(Route::Exercises));
        let site = site.chain(content.programs.iter().map(Route::Program)).chain(exercises.iter().map(Route::Exercise));
        let site = site.chain(jobs.iter().filter(|job| job.lifter.is_public).map(Route::Published));
        let site = site.chain(tags.iter().map(Route::Tag)).chain(pages.map(Route::Page));
        let site = site.chain(ASSETS.map(Route::Asset)).chain([Route::BookletShell]).chain(published(content));
        jobs.iter().map(Route::Booklet).chain([Route::Shelf]).chain(site).chain(printed).collect()
    }
}

/// Where a lifter's booklet is for anybody to read, in the output folder.
pub(super) fn public_folder(job: &Job<'_>) -> String {
    format!("site/lifters/{}", job.folder)
}

/// Whether booklets are printed: the site asks for PDFs, and this build of liftpress has the feature.
pub(super) fn has_prints(settings: &Settings) -> bool {
    settings.formats.contains(&Format::Pdf) && cfg!(feature = "pdf")
}

/// Whether programs have pictures: previews take their whole address, and Typst makes them.
pub(super) fn has_previews(settings: &Settings) -> bool {
    settings.base_url.is_some() && cfg!(feature = "pdf")
}

/// Where the picture of a program is, from the site's first page.
pub(super) fn preview_address(program: &Program) -> String {
    format!("programs/{}/card.png", program.slug)
}

/// What needs to know where the site is published.
fn published(content: &Content) -> impl Iterator<Item = Route<'_>> {
    let is_published = content.settings.base_url.is_some();
    let previews = content.programs.iter().filter(|_| has_previews(&content.settings)).map(Route::Preview);
    let has_feed = content.programs.iter().any(|program| !program.changes.is_empty());
    let feed = has_feed.then_some(Route::Feed);
    [Route::SiteMap, Route::Robots].into_iter().chain(feed).filter(move |_| is_published).chain(previews)
}

impl Route<'_> {
    /// The files that come of it, as paths in the output folder.
    pub(super) fn files(&self, formats: &[Format]) -> Vec<String> {
        match self {
            Self::Booklet(job) => {
                let names = formats.iter().filter_map(|format| booklet_name(*format));
                names.map(|name| job.file(name)).collect()
            }
            Self::Published(job) => vec![format!("{}/index.html", public_folder(job))],
            Self::Print(job, layout) => vec![job.file(&pdf_name(*layout))],
            Self::Shelf => vec!["booklets/index.html".to_owned()],
            Self::Index => vec!["site/index.html".to_owned()],
            Self::Program(program) => vec![format!("site/programs/{}/index.html", program.slug)],
            Self::Preview(program) => vec![format!("site/{}", preview_address(program))],
            Self::Exercises => vec!["site/exercises/index.html".to_owned()],
            Self::Exercise(of) => vec![format!("site/exercises/{}/index.html", of.exercise.slug)],
            Self::BookletShell => vec!["site/assets/booklet-shell.js".to_owned()],
            Self::Tag(tag) => vec![format!("site/tags/{}/index.html", tag.slug)],
            Self::Search => vec!["site/search/index.html".to_owned()],
            Self::SearchIndex => vec!["site/assets/search-index.js".to_owned()],
            Self::Lost => vec!["site/404.html".to_owned()],
            Self::SiteMap => vec!["site/sitemap.xml".to_owned()],
            Self::Robots => vec!["site/robots.txt".to_owned()],
            Self::Feed => vec!["site/feed.xml".to_owned()],
            Self::Asset(name) => vec![format!("site/assets/{name}")],
            Self::Page(page) => vec![format!("site/{}", Folder::Pages.address(&page.slug))],
        }
    }
}

impl<'c> Route<'c> {
    /// The booklet that it is of.
    pub(super) fn job(&self) -> Option<&'c Job<'c>> {
        match self {
            Self::Booklet(job) | Self::Published(job) | Self::Print(job, _) => Some(job),
            _ => None,
        }
    }

    /// What it is called: the folder of a booklet to read, else its file.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Booklet(job) => job.private_folder(),
            _ => self.files(&[]).into_iter().next().unwrap_or_default(),
        }
    }
}

impl Route<'_> {
    /// The template that its page is made with, if that is one to follow links from.
    pub(super) fn template(&self) -> Option<&'static str> {
        Some(match self {
            Self::Booklet(_) | Self::Published(_) => "booklet.html",
            Self::Shelf => "booklets.html",
            Self::Index => "index.html",
            Self::Program(_) => "program.html",
            Self::Exercises => "exercises.html",
            Self::Exercise(_) => "exercise.html",
            Self::Tag(_) => "tag.html",
            Self::Search => "search.html",
            Self::Lost => "404.html",
            Self::Page(_) => "page.html",
            // Most of these are no pages, and the others hold addresses that are made, not written.
            Self::Print(..)
            | Self::Preview(_)
            | Self::Asset(_)
            | Self::BookletShell
            | Self::SearchIndex
            | Self::SiteMap
            | Self::Robots
            | Self::Feed => return None,
        })
    }
}

/// The file of a booklet in a format; PDFs have one for each layout.
pub(super) fn booklet_name(format: Format) -> Option<&'static str> {
    match format {
        Format::Html => Some("booklet.html"),
        Format::Markdown => Some("booklet.md"),
        Format::Json => Some("booklet.json"),
        Format::Pdf => None,
    }
}

/// The files of every booklet, by name.
pub(super) fn booklet_files(settings: &Settings) -> Vec<String> {
    let files = |format: &Format| match booklet_name(*format) {
        Some(name) => vec![name.to_owned()],
        None if has_prints(settings) => settings.theme.layouts.iter().map(|layout| pdf_name(*layout)).collect(),
        None => Vec::new(),
    };
    settings.formats.iter().flat_map(files).collect()
}

pub(super) fn pdf_name(layout: PdfLayout) -> String {
    format!("{}.pdf", layout.word())
}
