//! What is built in one go, with all that the build has to know of it. The table of all kinds is in `parts.rs`.

use serde::Serialize;

use crate::model::{Format, Program};
use crate::source::Content;

use super::error::BuildError;
use super::page_builder::{PageBuilder, PageFiles};
use super::pages::{Frame, Head, Job, booklet_name};

/// A page, or whatever else is built in one go: a booklet in all its text formats, a PDF, a script, a feed.
pub(super) struct Route<'c> {
    /// Its path in the output folder: of its file, or of the folder of a booklet.
    pub(super) path: String,
    /// The template that it is made with.
    pub(super) template: &'static str,
    pub(super) subject: Subject<'c>,
    /// Whether it takes all cores, so that it is built after the others and by itself.
    pub(super) is_alone: bool,
    /// The sample that it belongs to, if `check` builds one page of each sample alone.
    pub(super) sample: Option<String>,
    /// What search engines and previews are told of it, if that is not the description of the site.
    pub(super) head: Option<Box<dyn Fn() -> Head + Sync + 'c>>,
    pub(super) build: Box<Build<'c>>,
}

pub(super) type Build<'c> = dyn Fn(&PageBuilder<'_, 'c>, &Route<'c>) -> Result<PageFiles, BuildError> + Sync + 'c;

/// What a page shows, and so what it is rebuilt for.
#[derive(Clone, Copy)]
pub(super) enum Subject<'c> {
    /// Nothing of any program.
    Assets,
    /// Anything of the site.
    Site,
    /// A program.
    Program(&'c Program),
    /// A lifter's program, in the private booklet itself.
    Booklet(&'c Job<'c>),
    /// The same elsewhere.
    Job(&'c Job<'c>),
    /// All booklets that were built. It is built last, and by no shard.
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

    /// A page whose template is given this.
    pub(super) fn page<V: Serialize>(
        path: impl Into<String>,
        template: &'static str,
        view: impl Fn(Frame) -> V + Sync + 'c,
    ) -> Self {
        let build = move |builder: &PageBuilder<'_, 'c>, route: &Self| builder.page(route, &view(builder.frame(route)));
        Self::new(path, template, Subject::Site, build)
    }

    /// The same with its title and a description.
    pub(super) fn titled(self, title: &'c str, description: impl Fn() -> String + Sync + 'c) -> Self {
        let head = move || Head { title: title.to_owned(), description: description(), ..Head::default() };
        Self { head: Some(Box::new(head)), ..self }
    }

    /// Builds its files, and reports what shows only then.
    pub(super) fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        (self.build)(builder, self)
    }

    /// All of it in one file, with nothing to report.
    pub(super) fn file(&self, bytes: impl Into<Vec<u8>>) -> PageFiles {
        (vec![(self.path.clone(), bytes.into())], Vec::new())
    }

    pub(super) fn head(&self, content: &Content) -> Head {
        let site = || Head { description: content.settings.description.clone(), ..Head::default() };
        self.head.as_ref().map_or_else(site, |head| head())
    }

    /// The paths of its files in the output folder.
    pub(super) fn files(&self, formats: &[Format]) -> Vec<String> {
        match self.subject {
            Subject::Booklet(job) => formats.iter().filter_map(|of| booklet_name(*of)).map(|of| job.file(of)).collect(),
            _ => vec![self.path.clone()],
        }
    }

    /// The lifter's program that it shows.
    pub(super) fn job(&self) -> Option<&'c Job<'c>> {
        match self.subject {
            Subject::Booklet(job) | Subject::Job(job) => Some(job),
            _ => None,
        }
    }

    /// The lifter's program that it is the private booklet of.
    pub(super) fn booklet(&self) -> Option<&'c Job<'c>> {
        self.job().filter(|_| matches!(self.subject, Subject::Booklet(_)))
    }

    /// Whether its links are followed: of the booklets of a program one has to be, for they differ in numbers alone.
    pub(super) fn has_own_links(&self) -> bool {
        self.booklet().is_none_or(|job| job.is_first)
    }

    /// Whether it is a page of the site, that others can link to.
    pub(super) fn is_page_of_site(&self) -> bool {
        self.path.starts_with("site/") && is_page(&self.path)
    }
}

/// Whether links can be in a file.
pub(super) fn is_page(file: &str) -> bool {
    file.rsplit('.').next() == Some("html")
}
