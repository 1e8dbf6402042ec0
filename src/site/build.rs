//! Content folder → output folder.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::Serialize;
use thiserror::Error;

use crate::booklet::booklet;
use crate::check::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Assignment, Format, Lifter, Program};
use crate::plan::expand;
use crate::render::{Renderer, plan_json};
use crate::source::{Content, templates};

use super::layout::Layout;
use super::output::{Output, OutputError, Stage};
use super::pages::{Shelf, ShelfBooklet, ShelfRow, booklet_folders, gallery, text_page};

/// A finished build.
#[derive(Debug)]
pub struct Built {
    /// How many booklets were written.
    pub booklets: usize,
    /// How many programs the site shows.
    pub programs: usize,
    /// What there is to look at all the same.
    pub warnings: Vec<Diagnostic>,
    /// How long it took.
    pub times: Times,
}

/// How long the parts of a build took; `render` and `write` are summed over all threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// Checking, and expanding everything once.
    pub expand: Duration,
    /// Wording and filling in templates.
    pub render: Duration,
    /// Writing files aside.
    pub write: Duration,
    /// Putting them in place.
    pub commit: Duration,
}

/// Sums times over threads.
#[derive(Default)]
struct Clock {
    render: AtomicU64,
    write: AtomicU64,
}

impl Clock {
    fn time<T>(sum: &AtomicU64, what: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = what();
        sum.fetch_add(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        result
    }
}

/// Why nothing was built. The last good output is as it was.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The content, or a template, has errors.
    #[error("the content has errors")]
    Content(Vec<Diagnostic>),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl From<Diagnostic> for BuildError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Content(vec![diagnostic])
    }
}

/// One booklet to be made.
struct Job<'c> {
    lifter: &'c Lifter,
    assignment: &'c Assignment,
    program: &'c Program,
    folder: String,
}

/// Builds everything that `content` says into the layout's output. `progress` is told how many booklets of how many
/// are done, from any thread.
pub fn build(
    content: &mut Content,
    layout: &Layout,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Built, BuildError> {
    let output = Output::open_again(&layout.output)?;
    let mut diagnostics = std::mem::take(&mut content.diagnostics);
    let builtin = templates::builtin(&mut content.files);
    let own = templates::own(&layout.templates, &mut content.files, &mut diagnostics);
    let content = &*content;
    let start = Instant::now();
    let renderer = Renderer::new(&builtin, &own, &content.settings).map_err(|d| diagnostics.push(d)).ok();
    diagnostics.extend(check(content));
    let jobs = jobs(content);
    let told: Vec<_> = jobs
        .par_iter()
        .flat_map_iter(|job| expand(job.program, job.lifter, Some(job.assignment), content.basis()).diagnostics)
        .collect();
    diagnostics.extend(told);
    let Some(renderer) = renderer.filter(|_| diagnostics.iter().all(|d| d.severity != Severity::Error)) else {
        return Err(BuildError::Content(diagnostics));
    };
    let expand = start.elapsed();
    let output = output.map_or_else(|| Output::open(&layout.output), Ok)?;
    let stage = output.stage()?;
    let clock = Clock::default();
    let press = Press { content, renderer: &renderer, stage: &stage, clock: &clock };
    press.booklets(&jobs, progress)?;
    press.site()?;
    let start = Instant::now();
    stage.commit()?;
    let nanos = |sum: &AtomicU64| Duration::from_nanos(sum.load(Ordering::Relaxed));
    let times = Times { expand, render: nanos(&clock.render), write: nanos(&clock.write), commit: start.elapsed() };
    Ok(Built { booklets: jobs.len(), programs: content.programs.len(), warnings: diagnostics, times })
}

/// Every lifter's programs. Programs that are not there are reported by `check`.
fn jobs(content: &Content) -> Vec<Job<'_>> {
    let mut jobs = Vec::new();
    for lifter in &content.lifters {
        for (assignment, folder) in lifter.programs.iter().zip(booklet_folders(lifter)) {
            let found = content.programs.binary_search_by(|program| program.slug.cmp(&assignment.program));
            if let Ok(program) = found {
                jobs.push(Job { lifter, assignment, program: &content.programs[program], folder });
            }
        }
    }
    jobs
}

/// Everything that a page needs to be made and written.
struct Press<'b> {
    content: &'b Content,
    renderer: &'b Renderer,
    stage: &'b Stage,
    clock: &'b Clock,
}

impl Press<'_> {
    fn booklets(&self, jobs: &[Job<'_>], progress: &(dyn Fn(usize, usize) + Sync)) -> Result<(), BuildError> {
        let done = AtomicUsize::new(0);
        let dates: Vec<String> = jobs
            .par_iter()
            .map(|job| {
                let dates = self.booklet(job)?;
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
                Ok(dates)
            })
            .collect::<Result<_, BuildError>>()?;
        self.page("booklets.html", &shelf(self.content, jobs, dates), "booklets/index.html")
    }

    /// Writes all formats of one booklet and returns its dates.
    fn booklet(&self, job: &Job<'_>) -> Result<String, BuildError> {
        let expansion = expand(job.program, job.lifter, Some(job.assignment), self.content.basis());
        let plan = expansion.plan.ok_or(BuildError::Content(expansion.diagnostics))?;
        let booklet = booklet(&plan);
        let dates = booklet.dates.clone();
        let filling = Clock::time(&self.clock.render, || self.renderer.booklet(booklet))?;
        for format in &self.content.settings.formats {
            let text = Clock::time(&self.clock.render, || match format {
                Format::Html => self.renderer.booklet_html(&filling),
                Format::Markdown => self.renderer.booklet_markdown(&filling),
                Format::Json => Ok(plan_json(&plan)),
            })?;
            self.write(&format!("booklets/{}/{}", job.folder, file_name(*format)), &text)?;
        }
        Ok(dates)
    }

    fn site(&self) -> Result<(), BuildError> {
        let Content { programs, library, pages, .. } = self.content;
        self.page("index.html", &gallery(programs, library, pages), "site/index.html")?;
        for page in pages {
            self.page("page.html", &text_page(page, pages), &format!("site/{}/index.html", page.slug))?;
        }
        Ok(())
    }

    /// Fills in a template and writes it to a file.
    fn page(&self, template: &str, what: &impl Serialize, file: &str) -> Result<(), BuildError> {
        let text = Clock::time(&self.clock.render, || self.renderer.page(template, &self.renderer.filling(what)?))?;
        self.write(file, &text)
    }

    fn write(&self, file: &str, text: &str) -> Result<(), BuildError> {
        Ok(Clock::time(&self.clock.write, || self.stage.write(file, text.as_bytes()))?)
    }
}

fn file_name(format: Format) -> &'static str {
    match format {
        Format::Html => "booklet.html",
        Format::Markdown => "booklet.md",
        Format::Json => "booklet.json",
    }
}

fn shelf(content: &Content, jobs: &[Job<'_>], dates: Vec<String>) -> Shelf {
    let mut lifters: Vec<ShelfRow> = Vec::new();
    let mut last = None;
    for (job, dates) in jobs.iter().zip(dates) {
        if last != Some(&job.lifter.slug) {
            lifters.push(ShelfRow { name: job.lifter.name.clone(), booklets: Vec::new() });
            last = Some(&job.lifter.slug);
        }
        let files = content.settings.formats.iter().map(|format| file_name(*format).to_owned()).collect();
        let booklet = ShelfBooklet { title: job.program.title.clone(), folder: job.folder.clone(), files, dates };
        if let Some(row) = lifters.last_mut() {
            row.booklets.push(booklet);
        }
    }
    Shelf { lifters }
}
