//! Builds the pages of a site: all that have to be built, in order, with what their kinds share.

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
use super::output::{Made, OutputError, Stage};
use super::pages::{BookletIndex, Frame, Job, booklet_in_formats};
use super::parts::Parts;
use super::print::Printer;
use super::revisions::BookletRevisions;
use super::route::{Route, Subject, is_page};
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
    pub(super) fn time<T>(sum: &AtomicU64, what: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = what();
        sum.fetch_add(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        result
    }
}

/// A finished file: its path in the output folder, and its bytes.
type Finished = (String, Vec<u8>);

/// The files of a page, and the diagnostics that only building it shows.
pub(super) type PageFiles = (Vec<Finished>, Vec<Diagnostic>);

/// Everything that a page needs to be built.
pub(super) struct PageBuilder<'t, 'b> {
    pub(super) content: &'b Content,
    pub(super) renderer: &'t Renderer,
    pub(super) printer: &'t Printer,
    pub(super) parts: &'b Parts<'b>,
    pub(super) revisions: &'t BookletRevisions,
    pub(super) clock: &'t Clock,
    days: Days<'b>,
    failed: AtomicBool,
    /// Files that could not be made, while all others can.
    unmade: Mutex<BTreeSet<String>>,
}

/// The diagnostics of what was built.
#[derive(Default)]
pub(super) struct Findings {
    /// Of plans.
    pub(super) expanded: Vec<Diagnostic>,
    /// Of characters that no font has.
    pub(super) unprintable: Vec<Diagnostic>,
    /// Of PDFs, and of files that could not be made while all others can.
    pub(super) printed: Vec<Diagnostic>,
    /// Why something could not be made: templates, and links that lead nowhere.
    pub(super) wrong: Vec<Diagnostic>,
}

impl Findings {
    fn and(mut self, other: Self) -> Self {
        self.expanded.extend(other.expanded);
        self.unprintable.extend(other.unprintable);
        self.printed.extend(other.printed);
        self.wrong.extend(other.wrong);
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

    /// Builds everything that is not there already and gives it to `stage`. Plans are made as their booklets are built: after the
    /// first error nothing more is built, and all other plans are made to report their errors too. `progress` gets the number done.
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
            let told = self.task(task, links, stage);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            told
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
                let found = match self.late(task, staging) {
                    Ok(task) => make(&task)?,
                    Err(error) => self.wrong_of(task.route, error)?,
                };
                findings = findings.and(found);
            }
        }
        if findings.wrong.is_empty() && !self.has_failed() {
            if let Some(stage) = stage {
                Clock::time(&self.clock.links, || look_back(tasks, links, stage));
            }
            findings.wrong = links.broken();
        }
        findings.printed = once(findings.printed);
        findings.unprintable = once(findings.unprintable);
        Ok(findings)
    }

    /// The list of booklets, now that what decides its bytes is known.
    fn late<'r>(
        &self,
        task: &Task<'r, 'b>,
        staging: Option<(&Stage, &Inputs<'_>)>,
    ) -> Result<Task<'r, 'b>, BuildError> {
        let Some((stage, inputs)) = staging else { return Ok(Task::anew(task.route)) };
        let of = inputs.of_view(&BookletIndex::of(self)?);
        let is_kept = stage.keep(&task.route.path, of, &task.route.files(&self.content.settings.formats)).is_some();
        Ok(Task { of: Some(of), is_kept, ..Task::anew(task.route) })
    }

    /// What is wrong, to be reported with the rest; an output that cannot be written ends it all.
    fn wrong_of(&self, route: &Route<'_>, error: BuildError) -> Result<Findings, OutputError> {
        match error {
            // A site that wants PDFs which cannot be made is refused before anything is made.
            BuildError::NoPdf => Ok(Findings::default()),
            BuildError::Content(told) if told.iter().all(|told| told.code == Code::NotMade) => {
                self.leave_out(route.files(&self.content.settings.formats));
                Ok(Findings { printed: told, ..Findings::default() })
            }
            BuildError::Content(wrong) => Ok(Findings { wrong, ..Findings::default() }),
            BuildError::Output(error) => Err(error),
        }
    }

    /// Leaves out files that cannot be made, while all others can.
    pub(super) fn leave_out(&self, files: impl IntoIterator<Item = String>) {
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

    /// Builds a page if it has to be built, and returns its diagnostics.
    fn task(&self, task: &Task<'_, 'b>, links: &Links<'_>, stage: Option<&Stage>) -> Result<Findings, OutputError> {
        let mut findings = Findings::default();
        let job = task.route.job();
        let is_to_be_made = || !task.is_kept && !self.has_failed();
        let made = match task.route.booklet().filter(|job| !task.is_kept || job.is_told.load(Ordering::Relaxed)) {
            Some(job) => {
                let Expansion { plan, diagnostics } = self.expand(job);
                findings.expanded = diagnostics;
                let Some(plan) = plan else {
                    self.failed.store(true, Ordering::Relaxed);
                    return Ok(findings);
                };
                findings.unprintable = self.printer.unprintable(job, &plan, self.content);
                let is_told = !findings.expanded.is_empty() || !findings.unprintable.is_empty();
                job.is_told.fetch_or(is_told, Ordering::Relaxed);
                is_to_be_made().then(|| booklet_in_formats(job, &plan, self))
            }
            None => is_to_be_made().then(|| task.route.build(self)),
        };
        let Some(made) = made else { return Ok(findings) };
        let (files, told) = match made {
            Ok(made) => made,
            Err(error) => return Ok(findings.and(self.wrong_of(task.route, error)?)),
        };
        self.finish(task.route, &files, links, stage)?;
        // What shows only while it is made is told again by making it again.
        if let Some((stage, of)) = stage.zip(task.of).filter(|_| told.is_empty()) {
            let note = job.and_then(|job| job.dates.get()).cloned().unwrap_or_default();
            let is_told = job.is_some_and(|job| job.is_told.load(Ordering::Relaxed));
            stage.remember(task.route.path.clone(), Made { of, note, is_told });
        }
        findings.printed = told;
        Ok(findings)
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

    /// The plan of a lifter's program.
    pub(super) fn plan(&self, job: &Job<'b>) -> Result<Plan<'b>, BuildError> {
        let Expansion { plan, diagnostics } = self.expand(job);
        plan.ok_or(BuildError::Content(diagnostics))
    }

    /// A booklet, ready for its templates.
    pub(super) fn filled_booklet(&self, job: &Job<'b>, plan: &Plan<'b>) -> Result<Filling, Diagnostic> {
        let labels = &self.content.settings.labels;
        let booklet = self.renderer.write(plan, labels, &self.days)?;
        let booklet = Booklet { revision: self.revisions.words(job, labels), ..booklet };
        job.dates.get_or_init(|| booklet.dates.clone());
        self.renderer.filled_booklet(booklet)
    }

    /// From when to when a booklet is.
    pub(super) fn dates(&self, job: &Job<'b>) -> Result<String, BuildError> {
        match job.dates.get() {
            Some(dates) => Ok(dates.clone()),
            None => Ok(booklet(&self.plan(job)?, &self.content.settings.labels).dates),
        }
    }

    /// The frame of a page.
    pub(super) fn frame(&self, page: &Route<'b>) -> Frame {
        Frame::of(page, self.content, self.parts)
    }

    /// A page whose template shows this.
    pub(super) fn page(&self, page: &Route<'b>, view: &impl Serialize) -> Result<PageFiles, BuildError> {
        let filled = || self.renderer.page(page.template, &self.renderer.filling(view)?);
        Ok(page.file(Clock::time(&self.clock.render, filled)?))
    }
}

/// Takes note of pages that stay as they are, where the new ones may lead to them or they to the new ones.
fn look_back(tasks: &[Task<'_, '_>], links: &Links<'_>, stage: &Stage) {
    let pages = || tasks.iter().filter(|task| task.route.is_page_of_site());
    // Nobody leads to a booklet.
    let targets = if pages().all(|task| task.is_kept) { Some(links.targets()) } else { None };
    pages().filter(|task| task.is_kept).collect::<Vec<_>>().into_par_iter().for_each(|task| {
        let Route { path, template, .. } = task.route;
        let is_wanted = targets.as_ref().is_none_or(|targets| targets.contains(path));
        if let Some(text) = is_wanted.then(|| stage.kept(path)).flatten() {
            links.note(path, template, &text);
        }
    });
}
