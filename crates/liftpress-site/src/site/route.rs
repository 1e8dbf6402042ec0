//! Describes a page, or another unit that is built in one step. `parts.rs` lists all kinds of units.

use serde::Serialize;

use crate::model::{Format, Program};
use crate::source::Content;

use super::error::BuildError;
use super::page_builder::{PageBuilder, PageFiles};
use super::pages::{Frame, Head, Job, booklet_name};

/// A unit that is built in one step: a page, a booklet in all its text formats, a PDF, a script or a feed.
pub(super) struct Route<'c> {
    /// The path of the file in the output folder. For a booklet, it is the path of its folder.
    pub(super) path: String,
    /// The name of the template.
    pub(super) template: &'static str,
    pub(super) subject: Subject<'c>,
    /// Whether the unit is built alone, after most other units, because its build uses all cores.
    pub(super) is_alone: bool,
    /// The sample to which the unit belongs, if any. `check` builds only one unit of each sample.
    pub(super) sample: Option<String>,
    /// Returns the title and description of the page for search engines and previews. `None` if the page uses the description of
    /// the site.
    pub(super) head: Option<Box<dyn Fn() -> Head + Sync + 'c>>,
    pub(super) build: Box<Build<'c>>,
}

pub(super) type Build<'c> = dyn Fn(&PageBuilder<'_, 'c>, &Route<'c>) -> Result<PageFiles, BuildError> + Sync + 'c;

/// The subject of a page. It decides after which changes the page is rebuilt.
#[derive(Clone, Copy)]
pub(super) enum Subject<'c> {
    /// No program: styles and scripts.
    Assets,
    /// The whole site.
    Site,
    /// A program.
    Program(&'c Program),
    /// A lifter's program, as a private booklet in all text formats.
    Booklet(&'c Job<'c>),
    /// A lifter's program, as a PDF or a public page.
    Job(&'c Job<'c>),
    /// The list of all booklets. It is built last, and not in shards.
    Booklets,
}

impl<'c> Route<'c> {
    pub(super) fn new(
        path: impl Into<String>,
        template: &'static str,
        subject: Subject<'c>,
        build: impl Fn(&PageBuilder<'_, 'c>, &Self) -> Result<PageFiles, BuildError> + Sync + 'c,
    ) -> Self {
        let (path, build) = (path.into(), Box::new(build));
        Self { path, template, subject, is_alone: false, sample: None, head: None, build }
    }

    /// Returns a page whose template gets the data that `view` returns.
    pub(super) fn page<V: Serialize>(
        path: impl Into<String>,
        template: &'static str,
        view: impl Fn(Frame) -> V + Sync + 'c,
    ) -> Self {
        let build = move |builder: &PageBuilder<'_, 'c>, route: &Self| builder.page(route, &view(builder.frame(route)));
        Self::new(path, template, Subject::Site, build)
    }

    /// Adds a title and a description.
    pub(super) fn titled(self, title: &'c str, description: impl Fn() -> String + Sync + 'c) -> Self {
        let head = move || Head { title: title.to_owned(), description: description(), ..Head::default() };
        Self { head: Some(Box::new(head)), ..self }
    }

    /// Builds the files, and returns them with the diagnostics that only the build can find.
    pub(super) fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        (self.build)(builder, self)
    }

    /// Returns the result of a build that made one file and found no diagnostics.
    pub(super) fn file(&self, bytes: impl Into<Vec<u8>>) -> PageFiles {
        (vec![(self.path.clone(), bytes.into())], Vec::new())
    }

    pub(super) fn head(&self, content: &Content) -> Head {
        let site = || Head { description: content.settings.description.clone(), ..Head::default() };
        self.head.as_ref().map_or_else(site, |head| head())
    }

    /// Returns the paths of the unit's files in the output folder.
    pub(super) fn files(&self, formats: &[Format]) -> Vec<String> {
        match self.subject {
            Subject::Booklet(job) => formats.iter().filter_map(|of| booklet_name(*of)).map(|of| job.file(of)).collect(),
            _ => vec![self.path.clone()],
        }
    }

    /// Returns the lifter's program that the unit shows, if any.
    pub(super) fn job(&self) -> Option<&'c Job<'c>> {
        match self.subject {
            Subject::Booklet(job) | Subject::Job(job) => Some(job),
            _ => None,
        }
    }

    /// Returns the lifter's program if the unit is a private booklet.
    pub(super) fn booklet(&self) -> Option<&'c Job<'c>> {
        self.job().filter(|_| matches!(self.subject, Subject::Booklet(_)))
    }

    /// Whether to check the links of the unit. Only one booklet of each program is checked, because its booklets differ only in
    /// numbers.
    pub(super) fn has_own_links(&self) -> bool {
        self.booklet().is_none_or(|job| job.is_first)
    }

    /// Whether the unit is a page of the site, so that other pages can link to it.
    pub(super) fn is_page_of_site(&self) -> bool {
        self.path.starts_with("site/") && is_page(&self.path)
    }
}

/// Whether a file can have links.
pub(super) fn is_page(file: &str) -> bool {
    file.rsplit('.').next() == Some("html")
}
