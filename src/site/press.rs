//! Fills in every page of a site.

use std::ptr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use rayon::prelude::*;
use serde::Serialize;

use crate::booklet::{Booklet, blank, booklet};
use crate::check::anybody;
use crate::diagnostic::{Diagnostic, once};
use crate::model::{Format, Labels, Program};
use crate::plan::{Plan, expand};
use crate::render::{Renderer, first_paragraph, plain_text, plan_json};
use crate::source::Content;

use super::error::BuildError;
use super::links::Links;
use super::output::OutputError;
use super::pages::{
    Frame, Head, Preview, Shelf, ShelfBooklet, ShelfRow, exercise_list, exercise_page, feed, gallery, plain_page,
    preview, program_page, search_index, site_map, tag_page, text_page,
};
use super::print::Printer;
use super::route::{Job, Parts, Route, booklet_files, booklet_name, has_previews, preview_address};
use super::stamps::Stamps;

/// Sums times over threads.
#[derive(Default)]
pub(super) struct Clock {
    pub(super) render: AtomicU64,
    pub(super) print: AtomicU64,
    pub(super) links: AtomicU64,
    pub(super) write: AtomicU64,
}

impl Clock {
    fn time<T>(sum: &AtomicU64, what: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = what();
        sum.fetch_add(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        result
    }
}

/// Takes a finished file: its path, and what is in it.
pub(super) type Sink<'b> = dyn Fn(&str, &[u8]) -> Result<(), OutputError> + Sync + 'b;

/// A finished file: its path in the output folder, and what is in it.
pub(super) type Finished = (String, Vec<u8>);

/// Everything that a page needs to be made.
pub(super) struct Press<'b> {
    pub(super) content: &'b Content,
    pub(super) renderer: &'b Renderer,
    pub(super) printer: &'b Printer,
    pub(super) parts: &'b Parts<'b>,
    pub(super) stamps: &'b Stamps,
    pub(super) clock: &'b Clock,
}

impl Press<'_> {
    /// Makes every route and gives it away. What is wrong with templates is told of all of them; what there is to tell
    /// besides is returned. `progress` is told how many of them are done.
    pub(super) fn all(
        &self,
        routes: &[Route<'_>],
        links: &Links<'_>,
        sink: &Sink<'_>,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Diagnostic>, BuildError> {
        let done = AtomicUsize::new(0);
        let make = |route: &Route<'_>| {
            let (files, told) = self.make(route)?;
            for (file, text) in files {
                if let Some(template) = self.followed(route).filter(|_| file.rsplit('.').next() == Some("html")) {
                    Clock::time(&self.clock.links, || links.note(&file, template, &text));
                }
                Clock::time(&self.clock.write, || sink(&file, &text))?;
            }
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok::<_, BuildError>(told)
        };
        let (printed, filled): (Vec<&Route<'_>>, _) =
            routes.iter().partition(|route| matches!(route, Route::Print(..)));
        let mut made: Vec<_> = filled.into_par_iter().map(make).collect();
        // Each PDF is laid out on all cores.
        made.extend(printed.into_iter().map(make));
        let (mut errors, mut told) = (Vec::new(), Vec::new());
        for result in made {
            match result {
                Ok(more) => told.extend(more),
                Err(BuildError::Content(diagnostics)) => errors.extend(diagnostics),
                Err(error) => return Err(error),
            }
        }
        if errors.is_empty() {
            errors = links.broken();
        }
        if errors.is_empty() { Ok(once(told)) } else { Err(BuildError::Content([told, errors].concat())) }
    }

    /// The template of a page whose links are looked up: of the booklets of a program one, for they differ in numbers alone.
    fn followed(&self, route: &Route<'_>) -> Option<&'static str> {
        let is_first = |job: &Job<'_>| {
            let first = self.parts.jobs.iter().find(|other| ptr::eq(other.program, job.program));
            first.is_some_and(|first| ptr::eq(first, job))
        };
        route.template().filter(|_| !matches!(route, Route::Booklet(job) if !is_first(job)))
    }

    /// The files of a route, and what there is to tell of them.
    pub(super) fn make(&self, route: &Route<'_>) -> Result<(Vec<Finished>, Vec<Diagnostic>), BuildError> {
        let Content { programs, library, pages, settings, .. } = self.content;
        let file = || route.files(&settings.formats).into_iter().next().unwrap_or_default();
        let frame = || Frame::new(&file(), self.head(route), self.content, !self.parts.exercises.is_empty());
        let labels = &settings.labels;
        let base = || settings.base().unwrap_or_default();
        let made = match route {
            Route::Booklet(job) => self.booklet(job)?,
            Route::Published(job) => {
                let (_, booklet) = self.worded(job)?;
                let html =
                    Clock::time(&self.clock.render, || self.renderer.booklet_html(&self.renderer.booklet(booklet)?))?;
                vec![(file(), html.into_bytes())]
            }
            Route::Print(job, layout) => {
                let (_, booklet) = self.worded(job)?;
                let printed = Clock::time(&self.clock.print, || self.printer.print(&booklet, *layout));
                let (pdf, told) = printed.map_err(BuildError::Content)?;
                return Ok((vec![(file(), pdf)], told));
            }
            Route::Preview(program) => {
                let preview = self.preview(program);
                let made = Clock::time(&self.clock.print, || self.printer.preview(&preview));
                vec![(file(), made.map_err(BuildError::Content)?)]
            }
            Route::Asset(name) => vec![(file(), self.renderer.asset(name)?.into_bytes())],
            Route::SearchIndex => {
                let index = search_index(programs, &self.parts.exercises, pages, library, labels);
                vec![(file(), index.into_bytes())]
            }
            Route::Shelf => vec![self.page("booklets.html", &self.shelf()?, file())?],
            Route::Index => vec![self.page("index.html", &gallery(frame(), self.content), file())?],
            Route::Program(program) => {
                let page = program_page(frame(), program, library, labels);
                let filled = Clock::time(&self.clock.render, || {
                    let filling = self.renderer.program(&page, blank(program, self.content.basis()))?;
                    self.renderer.page("program.html", &filling)
                })?;
                vec![(file(), filled.into_bytes())]
            }
            Route::Exercises => {
                vec![self.page("exercises.html", &exercise_list(frame(), &self.parts.exercises, labels), file())?]
            }
            Route::Exercise(of) => {
                vec![self.page("exercise.html", &exercise_page(frame(), of, &self.parts.exercises, labels), file())?]
            }
            Route::Tag(tag) => {
                vec![self.page("tag.html", &tag_page(frame(), tag, &self.parts.tags, library, labels), file())?]
            }
            Route::Page(page) => vec![self.page("page.html", &text_page(frame(), page), file())?],
            Route::Search => vec![self.page("search.html", &plain_page(frame()), file())?],
            Route::Lost => vec![self.page("404.html", &plain_page(frame()), file())?],
            Route::SiteMap => vec![self.page("sitemap.xml", &site_map(self.all_files(), base()), file())?],
            Route::Robots => vec![self.page("robots.txt", &site_map(self.all_files(), base()), file())?],
            Route::Feed => vec![self.page("feed.xml", &feed(programs, base()), file())?],
            Route::BookletShell => vec![(file(), self.renderer.booklet_shell(labels)?.into_bytes())],
        };
        Ok((made, Vec::new()))
    }

    /// All text formats of one booklet.
    fn booklet(&self, job: &Job<'_>) -> Result<Vec<Finished>, BuildError> {
        let (plan, booklet) = self.worded(job)?;
        let filling = Clock::time(&self.clock.render, || self.renderer.booklet(booklet))?;
        let mut made = Vec::new();
        for format in &self.content.settings.formats {
            let text = Clock::time(&self.clock.render, || match format {
                Format::Html => self.renderer.booklet_html(&filling),
                Format::Markdown => self.renderer.booklet_markdown(&filling),
                Format::Json => Ok(plan_json(&plan)),
                Format::Pdf => Ok(String::new()),
            })?;
            if let Some(name) = booklet_name(*format) {
                made.push((job.file(name), text.into_bytes()));
            }
        }
        Ok(made)
    }

    /// A booklet in words, and the plan that it is of.
    fn worded<'c>(&'c self, job: &'c Job<'_>) -> Result<(Plan<'c>, Booklet), BuildError> {
        let expansion = expand(job.program, job.lifter, Some(job.assignment), self.content.basis());
        let plan = expansion.plan.ok_or(BuildError::Content(expansion.diagnostics))?;
        let labels = &self.content.settings.labels;
        let booklet = Booklet { revision: self.stamps.words(job, labels), ..booklet(&plan, labels) };
        job.dates.get_or_init(|| booklet.dates.clone());
        Ok((plan, booklet))
    }

    fn dates(&self, job: &Job<'_>) -> Result<String, BuildError> {
        match job.dates.get() {
            Some(dates) => Ok(dates.clone()),
            None => Ok(self.worded(job)?.1.dates),
        }
    }

    fn shelf(&self) -> Result<Shelf, BuildError> {
        let dates = self.parts.jobs.par_iter().map(|job| self.dates(job)).collect::<Result<Vec<_>, _>>()?;
        let files = booklet_files(&self.content.settings);
        let mut lifters: Vec<ShelfRow> = Vec::new();
        let mut last = None;
        for (job, dates) in self.parts.jobs.iter().zip(dates) {
            if last != Some(&job.lifter.slug) {
                lifters.push(ShelfRow { name: job.lifter.name.clone(), booklets: Vec::new() });
                last = Some(&job.lifter.slug);
            }
            let (title, folder) = (job.program.title.clone(), job.folder.clone());
            if let Some(row) = lifters.last_mut() {
                row.booklets.push(ShelfBooklet { title, folder, files: files.clone(), dates });
            }
        }
        Ok(Shelf { lifters })
    }

    /// A template, filled in, with the file it becomes.
    fn page(&self, template: &str, what: &impl Serialize, file: String) -> Result<Finished, BuildError> {
        let text = Clock::time(&self.clock.render, || self.renderer.page(template, &self.renderer.filling(what)?))?;
        Ok((file, text.into_bytes()))
    }

    /// What search engines and previews are told of a page.
    fn head(&self, route: &Route<'_>) -> Head {
        let (title, description) = match route {
            Route::Program(program) => (program.title.clone(), plain_text(first_paragraph(&program.summary))),
            Route::Exercise(of) => (of.exercise.name.clone(), of.exercise.cues.join(" ")),
            Route::Page(page) => (page.title.clone(), plain_text(first_paragraph(&page.text))),
            Route::Tag(tag) => (tag.name.to_owned(), String::new()),
            Route::Exercises => (self.labels().exercises().to_owned(), self.labels().exercises_lead().to_owned()),
            Route::Search => (self.labels().search().to_owned(), String::new()),
            Route::Lost => (self.labels().nothing_here().to_owned(), String::new()),
            _ => (String::new(), self.content.settings.description.clone()),
        };
        let picture = match route {
            Route::Program(program) if has_previews(&self.content.settings) => preview_address(program),
            _ => String::new(),
        };
        Head { title, description, picture }
    }

    /// What the picture of a program shows: its work as of nobody in particular.
    fn preview(&self, program: &Program) -> Preview {
        let Content { library, settings, .. } = self.content;
        let anybody = anybody(program, library);
        let plan = expand(program, &anybody, None, self.content.basis()).plan;
        preview(program, plan.as_ref(), library, &settings.labels)
    }

    fn labels(&self) -> &Labels {
        &self.content.settings.labels
    }

    /// Every file that is made.
    fn all_files(&self) -> impl Iterator<Item = String> {
        self.parts.routes(self.content).into_iter().flat_map(|route| route.files(&self.content.settings.formats))
    }
}
