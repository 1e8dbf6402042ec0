//! Builds the pages of a site that are not up to date, and collects their diagnostics.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rayon::prelude::*;
use serde::Serialize;

use crate::booklet::{Booklet, booklet};
use crate::diagnostic::{Code, Diagnostic, once};
use crate::plan::{Expansion, Plan, expand};
use crate::render::{Days, Filling, Renderer};
use crate::source::Content;

use super::error::BuildError;
use super::inputs::Inputs;
use super::links::Links;
use super::output::{Cached, OutputError, Stage};
use super::pages::{BookletIndex, Frame, Job, booklet_in_formats};
use super::parts::Parts;
use super::print::Printer;
use super::revisions::BookletRevisions;
use super::route::{Route, Subject, is_page};
use super::task::Task;

/// The time of each part of a build, summed over all threads, in nanoseconds.
#[derive(Default)]
pub(super) struct Clock {
    pub(super) expand: AtomicU64,
    pub(super) render: AtomicU64,
    pub(super) print: AtomicU64,
    pub(super) links: AtomicU64,
    pub(super) write: AtomicU64,
}

impl Clock {
    pub(super) fn time<T>(sum: &AtomicU64, what: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = what();
        sum.fetch_add(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        result
    }
}

/// A finished file: its path in the output folder, and its bytes.
type Finished = (String, Vec<u8>);

/// The files of a page, and the diagnostics that only its build can find.
pub(super) type PageFiles = (Vec<Finished>, Vec<Diagnostic>);

/// Everything that is needed to build a page.
pub(super) struct PageBuilder<'t, 'b> {
    pub(super) content: &'b Content,
    pub(super) renderer: &'t Renderer,
    pub(super) printer: &'t Printer,
    pub(super) parts: &'b Parts<'b>,
    pub(super) revisions: &'t BookletRevisions,
    pub(super) clock: &'t Clock,
    days: Days<'b>,
    failed: AtomicBool,
    /// Files that could not be made, and are left out.
    unmade: Mutex<BTreeSet<String>>,
}

/// The diagnostics of a build.
#[derive(Default)]
pub(super) struct Findings {
    /// Diagnostics of plans.
    pub(super) expanded: Vec<Diagnostic>,
    /// Warnings about characters that no font has.
    pub(super) unprintable: Vec<Diagnostic>,
    /// Diagnostics of PDFs, and errors about files that were left out because they could not be made.
    pub(super) printed: Vec<Diagnostic>,
    /// Errors of templates, and broken links.
    pub(super) errors: Vec<Diagnostic>,
}

impl Findings {
    fn and(mut self, other: Self) -> Self {
        self.expanded.extend(other.expanded);
        self.unprintable.extend(other.unprintable);
        self.printed.extend(other.printed);
        self.errors.extend(other.errors);
        self
    }
}

impl<'t, 'b> PageBuilder<'t, 'b> {
    pub(super) fn new(
        content: &'b Content,
        renderer: &'t Renderer,
        printer: &'t Printer,
        parts: &'b Parts<'b>,
        revisions: &'t BookletRevisions,
        clock: &'t Clock,
    ) -> Self {
        let (days, failed, unmade) = Default::default();
        Self { content, renderer, printer, parts, revisions, clock, days, failed, unmade }
    }

    /// Builds every page that is not up to date, and writes it to the stage. `progress` gets the number of finished tasks.
    ///
    /// The plan of a booklet is expanded when the booklet is built. After a plan with an error, nothing more is built, but all
    /// other plans are still expanded, so that their errors are reported too.
    pub(super) fn all(
        &self,
        tasks: &[Task<'_, 'b>],
        links: &Links<'_>,
        staging: Option<(&Stage, &Inputs<'_>)>,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Findings, BuildError> {
        let done = AtomicUsize::new(0);
        let stage = staging.map(|(stage, _)| stage);
        let make = |task: &Task<'_, 'b>| {
            let findings = self.task(task, links, stage);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            findings
        };
        let (last, others): (Vec<_>, Vec<_>) =
            tasks.iter().partition(|task| matches!(task.route.subject, Subject::Booklets));
        let (alone, parallel): (Vec<_>, Vec<_>) = others.into_iter().partition(|task| task.route.is_alone);
        let made: Result<Vec<Findings>, OutputError> = parallel.into_par_iter().map(make).collect();
        let mut findings = made?.into_iter().fold(Findings::default(), Findings::and);
        if !self.has_failed() {
            for task in alone {
                findings = findings.and(make(task)?);
            }
            for task in last {
                let found = match self.index_task(task, staging) {
                    Ok(task) => make(&task)?,
                    Err(error) => self.findings_of(task.route, error)?,
                };
                findings = findings.and(found);
            }
        }
        if findings.errors.is_empty() && !self.has_failed() {
            if let Some(stage) = stage {
                Clock::time(&self.clock.links, || note_cached_pages(tasks, links, stage));
            }
            findings.errors = links.broken();
        }
        findings.printed = once(findings.printed);
        findings.unprintable = once(findings.unprintable);
        Ok(findings)
    }

    /// Returns the task for the list of booklets. Its inputs are known only after all booklets are built.
    fn index_task<'r>(
        &self,
        task: &Task<'r, 'b>,
        staging: Option<(&Stage, &Inputs<'_>)>,
    ) -> Result<Task<'r, 'b>, BuildError> {
        let Some((stage, inputs)) = staging else { return Ok(Task::uncached(task.route)) };
        let inputs = inputs.of_view(&BookletIndex::of(self)?);
        let files = task.route.files(&self.content.settings.formats);
        let is_cached = stage.reuse(&task.route.path, inputs, &files).is_some();
        Ok(Task { inputs: Some(inputs), is_cached, ..Task::uncached(task.route) })
    }

    /// Turns an error into findings, which are reported together with all others. Fails for an output error, which ends the
    /// build.
    fn findings_of(&self, route: &Route<'_>, error: BuildError) -> Result<Findings, OutputError> {
        match error {
            // The build has already refused PDFs that this liftpress cannot make.
            BuildError::NoPdf => Ok(Findings::default()),
            BuildError::Content(errors) if errors.iter().all(|error| error.code == Code::NotMade) => {
                self.leave_out(route.files(&self.content.settings.formats));
                Ok(Findings { printed: errors, ..Findings::default() })
            }
            BuildError::Content(errors) => Ok(Findings { errors, ..Findings::default() }),
            BuildError::Output(error) => Err(error),
        }
    }

    /// Leaves out files that cannot be made. The build goes on with all other files.
    pub(super) fn leave_out(&self, files: impl IntoIterator<Item = String>) {
        self.unmade.lock().unwrap_or_else(PoisonError::into_inner).extend(files);
    }

    /// Returns the files that could not be made.
    pub(super) fn unmade(&self) -> BTreeSet<String> {
        self.unmade.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a plan had an error.
    fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Builds a page if it is not up to date, and returns the diagnostics of the page.
    fn task(&self, task: &Task<'_, 'b>, links: &Links<'_>, stage: Option<&Stage>) -> Result<Findings, OutputError> {
        let mut findings = Findings::default();
        let job = task.route.job();
        let must_be_built = || !task.is_cached && !self.has_failed();
        let made =
            match task.route.booklet().filter(|job| !task.is_cached || job.has_diagnostics.load(Ordering::Relaxed)) {
                Some(job) => {
                    let Expansion { plan, diagnostics } = self.expand(job);
                    findings.expanded = diagnostics;
                    let Some(plan) = plan else {
                        self.failed.store(true, Ordering::Relaxed);
                        return Ok(findings);
                    };
                    findings.unprintable = self.printer.unprintable(job, &plan, self.content);
                    let has_diagnostics = !findings.expanded.is_empty() || !findings.unprintable.is_empty();
                    job.has_diagnostics.fetch_or(has_diagnostics, Ordering::Relaxed);
                    must_be_built().then(|| booklet_in_formats(job, &plan, self))
                }
                None => must_be_built().then(|| task.route.build(self)),
            };
        let Some(made) = made else { return Ok(findings) };
        let (files, diagnostics) = match made {
            Ok(made) => made,
            Err(error) => return Ok(findings.and(self.findings_of(task.route, error)?)),
        };
        self.finish(task.route, &files, links, stage)?;
        // A page whose build had diagnostics is not put into the cache, so that the next build reports them again.
        if let Some((stage, inputs)) = stage.zip(task.inputs).filter(|_| diagnostics.is_empty()) {
            let note = job.and_then(|job| job.dates.get()).cloned().unwrap_or_default();
            let has_diagnostics = job.is_some_and(|job| job.has_diagnostics.load(Ordering::Relaxed));
            stage.remember(task.route.path.clone(), Cached { inputs, note, has_diagnostics });
        }
        findings.printed = diagnostics;
        Ok(findings)
    }

    /// Collects the links of finished files, and writes the files.
    fn finish(
        &self,
        route: &Route<'_>,
        files: &[Finished],
        links: &Links<'_>,
        stage: Option<&Stage>,
    ) -> Result<(), OutputError> {
        for (file, text) in files {
            if is_page(file) && route.has_own_links() {
                Clock::time(&self.clock.links, || links.note(file, route.template, text));
            }
            if let Some(stage) = stage {
                Clock::time(&self.clock.write, || stage.write(file, text))?;
            }
        }
        Ok(())
    }

    fn expand(&self, job: &Job<'b>) -> Expansion<'b> {
        Clock::time(&self.clock.expand, || expand(job.program, job.lifter, Some(job.assignment), self.content.basis()))
    }

    /// Expands the plan of a lifter's program.
    pub(super) fn plan(&self, job: &Job<'b>) -> Result<Plan<'b>, BuildError> {
        let Expansion { plan, diagnostics } = self.expand(job);
        plan.ok_or(BuildError::Content(diagnostics))
    }

    /// Puts a plan into the words of a booklet, ready for the templates.
    pub(super) fn filled_booklet(&self, job: &Job<'b>, plan: &Plan<'b>) -> Result<Filling, Diagnostic> {
        let labels = &self.content.settings.labels;
        let booklet = self.renderer.write(plan, labels, &self.days)?;
        let booklet = Booklet { revision: self.revisions.words(job, labels), ..booklet };
        job.dates.get_or_init(|| booklet.dates.clone());
        self.renderer.filled_booklet(booklet)
    }

    /// Returns the words for the first and the last date of a booklet; empty without dates.
    pub(super) fn dates(&self, job: &Job<'b>) -> Result<String, BuildError> {
        match job.dates.get() {
            Some(dates) => Ok(dates.clone()),
            None => Ok(booklet(&self.plan(job)?, &self.content.settings.labels).dates),
        }
    }

    /// Returns the frame of a page.
    pub(super) fn frame(&self, page: &Route<'b>) -> Frame {
        Frame::of(page, self.content, self.parts)
    }

    /// Fills the template of a page.
    pub(super) fn page(&self, page: &Route<'b>, view: &impl Serialize) -> Result<PageFiles, BuildError> {
        let filled = || self.renderer.page(page.template, &self.renderer.filling(view)?);
        Ok(page.file(Clock::time(&self.clock.render, filled)?))
    }
}

/// Collects the links and anchors of cached pages, as far as they are needed to check links. If no page of the site is new, only
/// the pages to which the collected links lead are needed.
fn note_cached_pages(tasks: &[Task<'_, '_>], links: &Links<'_>, stage: &Stage) {
    let pages = || tasks.iter().filter(|task| task.route.is_page_of_site());
    // Booklets are not among these pages, because no page links to a booklet.
    let targets = if pages().all(|task| task.is_cached) { Some(links.targets()) } else { None };
    pages().filter(|task| task.is_cached).collect::<Vec<_>>().into_par_iter().for_each(|task| {
        let Route { path, template, .. } = task.route;
        let is_wanted = targets.as_ref().is_none_or(|targets| targets.contains(path));
        if let Some(text) = is_wanted.then(|| stage.read_reused(path)).flatten() {
            links.note(path, template, &text);
        }
    });
}
