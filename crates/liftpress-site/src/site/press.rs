//! Fills in every page of a site.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rayon::prelude::*;
use serde::Serialize;

use crate::booklet::{Booklet, blank, booklet};
use crate::check::anybody;
use crate::diagnostic::{Code, Diagnostic, once};
use crate::model::{Format, Program};
use crate::plan::{Expansion, Plan, expand};
use crate::render::{Days, Filling, Renderer, plan_json};
use crate::source::Content;

use super::error::BuildError;
use super::head::frame;
use super::inputs::Inputs;
use super::links::Links;
use super::output::{Made, OutputError, Stage};
use super::pages::{
    Preview, Shelf, ShelfBooklet, ShelfRow, exercise_list, exercise_page, feed, gallery, plain_page, preview,
    program_page, search_index, site_map, tag_page, text_page,
};
use super::print::Printer;
use super::route::{Job, Parts, Route, booklet_files, booklet_name};
use super::stamps::Stamps;
use super::task::Task;

/// Sums times over threads.
#[derive(Default)]
pub(super) struct Clock {
    pub(super) expand: AtomicU64,
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

/// A finished file: its path in the output folder, and what is in it.
pub(super) type Finished = (String, Vec<u8>);

/// Everything that a page needs to be made.
pub(super) struct Press<'b> {
    content: &'b Content,
    renderer: &'b Renderer,
    printer: &'b Printer,
    parts: &'b Parts<'b>,
    stamps: &'b Stamps,
    clock: &'b Clock,
    days: Days<'b>,
    failed: AtomicBool,
    /// Files that could not be made, while all others can.
    unmade: Mutex<BTreeSet<String>>,
}

/// What there is to tell of what was made.
#[derive(Default)]
pub(super) struct Pressed {
    /// Of booklets that were worked out.
    pub(super) expanded: Vec<Diagnostic>,
    /// Of signs that no font has.
    pub(super) unprintable: Vec<Diagnostic>,
    /// Of PDFs, and of files that could not be made while all others can.
    pub(super) printed: Vec<Diagnostic>,
    /// Why something could not be made: templates, and links that lead nowhere.
    pub(super) wrong: Vec<Diagnostic>,
}

impl Pressed {
    fn and(mut self, other: Self) -> Self {
        self.expanded.extend(other.expanded);
        self.unprintable.extend(other.unprintable);
        self.printed.extend(other.printed);
        self.wrong.extend(other.wrong);
        self
    }
}

impl<'b> Press<'b> {
    pub(super) fn new(
        content: &'b Content,
        renderer: &'b Renderer,
        printer: &'b Printer,
        parts: &'b Parts<'b>,
        stamps: &'b Stamps,
        clock: &'b Clock,
    ) -> Self {
        let (days, failed, unmade) = Default::default();
        Self { content, renderer, printer, parts, stamps, clock, days, failed, unmade }
    }

    /// Makes everything that is not there already and gives it to `stage`. Booklets are worked out as they are made: with the
    /// first error nothing more is made, and all else is worked out to tell of it. `progress` is told how many are done.
    pub(super) fn all(
        &self,
        tasks: &[Task<'_, 'b>],
        links: &Links<'_>,
        staging: Option<(&Stage, &Inputs<'_>)>,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Pressed, BuildError> {
        let done = AtomicUsize::new(0);
        let stage = staging.map(|(stage, _)| stage);
        let make = |task: &Task<'_, 'b>| {
            let told = self.task(task, links, stage);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            told
        };
        let (printed, filled): (Vec<_>, Vec<_>) = tasks.iter().partition(|task| matches!(task.route, Route::Print(..)));
        let (shelf, filled): (Vec<_>, Vec<_>) = filled.into_iter().partition(|task| matches!(task.route, Route::Shelf));
        let made: Result<Vec<Pressed>, OutputError> = filled.into_par_iter().map(make).collect();
        let mut pressed = made?.into_iter().fold(Pressed::default(), Pressed::and);
        if !self.has_failed() {
            // Each PDF is laid out on all cores.
            for task in printed {
                pressed = pressed.and(make(task)?);
            }
            // It shows what is known when booklets are made.
            for task in shelf {
                pressed = pressed.and(self.wrong_of(task.route, self.shelf(task, links, staging))?);
            }
        }
        if pressed.wrong.is_empty() && !self.has_failed() {
            if let Some(stage) = stage {
                Clock::time(&self.clock.links, || look_back(tasks, links, stage));
            }
            pressed.wrong = links.broken();
        }
        pressed.printed = once(pressed.printed);
        pressed.unprintable = once(pressed.unprintable);
        Ok(pressed)
    }

    /// What is wrong, to be told with the rest; an output that cannot be written ends it all.
    fn wrong_of(&self, route: &Route<'_>, made: Result<(), BuildError>) -> Result<Pressed, OutputError> {
        match made {
            // A site that wants PDFs which cannot be made is refused before anything is made.
            Ok(()) | Err(BuildError::NoPdf) => Ok(Pressed::default()),
            Err(BuildError::Content(told)) if told.iter().all(|told| told.code == Code::NotMade) => {
                self.leave_out(route.files(&self.content.settings.formats));
                Ok(Pressed { printed: told, ..Pressed::default() })
            }
            Err(BuildError::Content(wrong)) => Ok(Pressed { wrong, ..Pressed::default() }),
            Err(BuildError::Output(error)) => Err(error),
        }
    }

    fn leave_out(&self, files: impl IntoIterator<Item = String>) {
        self.unmade.lock().unwrap_or_else(PoisonError::into_inner).extend(files);
    }

    /// The files that could not be made.
    pub(super) fn unmade(&self) -> BTreeSet<String> {
        self.unmade.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a booklet could not be worked out.
    fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Makes one if it has to be made, and what there is to tell of it.
    fn task(&self, task: &Task<'_, 'b>, links: &Links<'_>, stage: Option<&Stage>) -> Result<Pressed, OutputError> {
        let mut pressed = Pressed::default();
        let job = task.route.job();
        let is_to_be_made = || !task.is_kept && !self.has_failed();
        let made = match task.route {
            Route::Booklet(job) if !task.is_kept || job.is_told.load(Ordering::Relaxed) => {
                let Expansion { plan, diagnostics } = self.expand(job);
                pressed.expanded = diagnostics;
                let Some(plan) = plan else {
                    self.failed.store(true, Ordering::Relaxed);
                    return Ok(pressed);
                };
                pressed.unprintable = self.printer.unprintable(job, &plan, self.content);
                let is_told = !pressed.expanded.is_empty() || !pressed.unprintable.is_empty();
                job.is_told.fetch_or(is_told, Ordering::Relaxed);
                is_to_be_made().then(|| self.booklet(job, &plan))
            }
            route => is_to_be_made().then(|| self.make(route)),
        };
        let Some(made) = made else { return Ok(pressed) };
        let (files, told) = match made {
            Ok(made) => made,
            error => return Ok(pressed.and(self.wrong_of(task.route, error.map(drop))?)),
        };
        self.finish(task.route, &files, links, stage)?;
        // What shows only while it is made is told again by making it again.
        if let Some((stage, of)) = stage.zip(task.of).filter(|_| told.is_empty()) {
            let note = job.and_then(|job| job.dates.get()).cloned().unwrap_or_default();
            let is_told = job.is_some_and(|job| job.is_told.load(Ordering::Relaxed));
            stage.remember(task.name.clone(), Made { of, note, is_told });
        }
        pressed.printed = told;
        Ok(pressed)
    }

    /// Takes note of the links of finished files and writes them.
    fn finish(
        &self,
        route: &Route<'_>,
        files: &[Finished],
        links: &Links<'_>,
        stage: Option<&Stage>,
    ) -> Result<(), OutputError> {
        for (file, text) in files {
            if let Some(template) = followed(route).filter(|_| is_page(file)) {
                Clock::time(&self.clock.links, || links.note(file, template, text));
            }
            if let Some(stage) = stage {
                Clock::time(&self.clock.write, || stage.write(file, text))?;
            }
        }
        Ok(())
    }

    /// The list of all booklets, unless it is the one that is there.
    fn shelf(
        &self,
        task: &Task<'_, '_>,
        links: &Links<'_>,
        staging: Option<(&Stage, &Inputs<'_>)>,
    ) -> Result<(), BuildError> {
        let view = self.shelf_view()?;
        let files = task.route.files(&self.content.settings.formats);
        let of = staging.map(|(stage, inputs)| (stage, inputs.of_view(&view)));
        if of.is_some_and(|(stage, of)| stage.keep(&task.name, of, &files).is_some()) {
            return Ok(());
        }
        let page = self.page("booklets.html", &view, files.into_iter().next().unwrap_or_default())?;
        self.finish(task.route, &[page], links, staging.map(|(stage, _)| stage))?;
        if let Some((stage, of)) = of {
            stage.remember(task.name.clone(), Made { of, note: String::new(), is_told: false });
        }
        Ok(())
    }

    /// The files of a route, and what there is to tell of them.
    pub(super) fn make(&self, route: &Route<'b>) -> Result<(Vec<Finished>, Vec<Diagnostic>), BuildError> {
        let Content { programs, library, pages, settings, .. } = self.content;
        let file = || route.files(&settings.formats).into_iter().next().unwrap_or_default();
        let frame = || frame(route, self.content, self.parts);
        let labels = &settings.labels;
        let base = || settings.base().unwrap_or_default();
        let made = match route {
            Route::Booklet(job) => return self.booklet(job, &self.plan(job)?),
            Route::Published(job) => {
                let plan = self.plan(job)?;
                let html = Clock::time(&self.clock.render, || self.renderer.booklet_html(&self.filling(job, &plan)?))?;
                vec![(file(), html)]
            }
            Route::Print(job, layout) => {
                let labels = &self.content.settings.labels;
                let booklet = Booklet { revision: self.stamps.words(job, labels), ..booklet(&self.plan(job)?, labels) };
                let printed = Clock::time(&self.clock.print, || self.printer.print(job, &booklet, *layout));
                let (pdf, told) = printed.map_err(BuildError::Content)?;
                return Ok((vec![(file(), pdf)], told));
            }
            Route::Preview(program) => {
                let preview = self.preview(program);
                let made = Clock::time(&self.clock.print, || self.printer.preview(program, &preview));
                vec![(file(), made.map_err(BuildError::Content)?)]
            }
            Route::Asset(name) => vec![(file(), self.renderer.asset(name)?.into_bytes())],
            Route::SearchIndex => {
                let index = search_index(programs, &self.parts.exercises, pages, library, labels);
                vec![(file(), index.into_bytes())]
            }
            Route::Shelf => vec![self.page("booklets.html", &self.shelf_view()?, file())?],
            Route::Index => vec![self.page("index.html", &gallery(frame(), self.content, &self.parts.tags), file())?],
            Route::Program(program) => {
                let frame = frame();
                let root = frame.root().to_owned();
                let page = program_page(frame, program, &self.parts.tags, library, labels);
                let filled = Clock::time(&self.clock.render, || {
                    let filling = self.renderer.program(&page, &root, blank(program, self.content.basis()))?;
                    self.renderer.page("program.html", &filling)
                })?;
                vec![(file(), filled)]
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

    /// All text formats of one booklet, and why some of them could not be made.
    fn booklet(&self, job: &Job<'b>, plan: &Plan<'b>) -> Result<(Vec<Finished>, Vec<Diagnostic>), BuildError> {
        let filling = Clock::time(&self.clock.render, || self.filling(job, plan))?;
        let (mut made, mut told) = (Vec::new(), Vec::new());
        for format in &self.content.settings.formats {
            let Some(file) = booklet_name(*format).map(|name| job.file(name)) else { continue };
            let text = Clock::time(&self.clock.render, || match format {
                Format::Html => self.renderer.booklet_html(&filling),
                Format::Markdown => self.renderer.booklet_markdown(&filling).map(String::into_bytes),
                Format::Json => Ok(plan_json(plan).into_bytes()),
                Format::Pdf => Ok(Vec::new()),
            });
            match text {
                Ok(text) => made.push((file, text)),
                Err(why) if why.code == Code::NotMade => {
                    self.leave_out([file]);
                    told.push(why);
                }
                Err(wrong) => return Err(wrong.into()),
            }
        }
        Ok((made, told))
    }

    fn expand(&self, job: &Job<'b>) -> Expansion<'b> {
        Clock::time(&self.clock.expand, || expand(job.program, job.lifter, Some(job.assignment), self.content.basis()))
    }

    fn plan(&self, job: &Job<'b>) -> Result<Plan<'b>, BuildError> {
        let Expansion { plan, diagnostics } = self.expand(job);
        plan.ok_or(BuildError::Content(diagnostics))
    }

    /// A booklet, ready for its templates.
    fn filling(&self, job: &Job<'b>, plan: &Plan<'b>) -> Result<Filling, Diagnostic> {
        let labels = &self.content.settings.labels;
        let booklet = self.renderer.write(plan, labels, &self.days)?;
        let booklet = Booklet { revision: self.stamps.words(job, labels), ..booklet };
        job.dates.get_or_init(|| booklet.dates.clone());
        self.renderer.filled_booklet(booklet)
    }

    fn dates(&self, job: &Job<'b>) -> Result<String, BuildError> {
        match job.dates.get() {
            Some(dates) => Ok(dates.clone()),
            None => Ok(booklet(&self.plan(job)?, &self.content.settings.labels).dates),
        }
    }

    fn shelf_view(&self) -> Result<Shelf, BuildError> {
        let dates = self.parts.jobs.par_iter().map(|job| self.dates(job)).collect::<Result<Vec<_>, _>>()?;
        let unmade = self.unmade();
        let files = |job: &Job<'_>| -> Vec<String> {
            let files = booklet_files(&self.content.settings).into_iter();
            files.filter(|name| !unmade.contains(&job.file(name))).collect()
        };
        let mut lifters: Vec<ShelfRow> = Vec::new();
        let mut last = None;
        for (job, dates) in self.parts.jobs.iter().zip(dates) {
            if last != Some(&job.lifter.slug) {
                lifters.push(ShelfRow { name: job.lifter.name.clone(), booklets: Vec::new() });
                last = Some(&job.lifter.slug);
            }
            let (title, folder) = (job.program.title.clone(), job.folder.clone());
            if let Some(row) = lifters.last_mut() {
                row.booklets.push(ShelfBooklet { title, folder, files: files(job), dates });
            }
        }
        Ok(Shelf { lifters })
    }

    /// A template, filled in, with the file it becomes.
    fn page(&self, template: &str, what: &impl Serialize, file: String) -> Result<Finished, BuildError> {
        let text = Clock::time(&self.clock.render, || self.renderer.page(template, &self.renderer.filling(what)?))?;
        Ok((file, text))
    }

    /// What the picture of a program shows: its work as of nobody in particular.
    fn preview(&self, program: &Program) -> Preview {
        let Content { library, settings, .. } = self.content;
        let anybody = anybody(program, library);
        let plan = expand(program, &anybody, None, self.content.basis()).plan;
        preview(program, plan.as_ref(), &self.parts.tags, library, &settings.labels)
    }

    /// Every file that is made.
    fn all_files(&self) -> impl Iterator<Item = String> {
        self.parts.routes(self.content).into_iter().flat_map(|route| route.files(&self.content.settings.formats))
    }
}

/// The template of a page whose links are looked up: of the booklets of a program one, for they differ in numbers alone.
fn followed(route: &Route<'_>) -> Option<&'static str> {
    route.template().filter(|_| !matches!(route, Route::Booklet(job) if !job.is_first))
}

fn is_page(file: &str) -> bool {
    file.rsplit('.').next() == Some("html")
}

/// Takes note of pages that stay as they are, where the new ones may lead to them or they to the new ones.
fn look_back(tasks: &[Task<'_, '_>], links: &Links<'_>, stage: &Stage) {
    let is_page_of_site = |task: &&Task<'_, '_>| match task.route {
        Route::Booklet(_) | Route::Shelf => false,
        route => route.template().is_some(),
    };
    let pages = || tasks.iter().filter(is_page_of_site);
    // Nobody leads to a booklet.
    let targets = if pages().all(|task| task.is_kept) { Some(links.targets()) } else { None };
    pages().filter(|task| task.is_kept).collect::<Vec<_>>().into_par_iter().for_each(|task| {
        let files = task.route.files(&[]);
        let wanted = files.iter().filter(|file| targets.as_ref().is_none_or(|targets| targets.contains(*file)));
        for (file, template) in wanted.zip(task.route.template()) {
            if let Some(text) = stage.kept(file) {
                links.note(file, template, &text);
            }
        }
    });
}
