//! Fills in every page of a site.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use rayon::prelude::*;
use serde::Serialize;

use crate::booklet::booklet;
use crate::model::{Assignment, Format, Lifter, Page, PdfLayout, Program, Settings, Word};
use crate::plan::expand;
use crate::render::{Materials, Renderer, plan_json};
use crate::source::Content;
use crate::source::templates::Templates;

use super::error::BuildError;
use super::output::OutputError;
use super::pages::{Shelf, ShelfBooklet, ShelfRow, booklet_folders, gallery, text_page};

/// One booklet to be made.
pub(super) struct Job<'c> {
    pub(super) lifter: &'c Lifter,
    pub(super) assignment: &'c Assignment,
    pub(super) program: &'c Program,
    pub(super) folder: String,
}

/// Sums times over threads.
#[derive(Default)]
pub(super) struct Clock {
    pub(super) render: AtomicU64,
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

/// Every lifter's programs. Programs that are not there are reported by `check`.
pub(super) fn jobs(content: &Content) -> Vec<Job<'_>> {
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

/// What pages of a site are made with.
pub(super) fn materials<'m>(content: &'m Content, templates: &'m Templates) -> Materials<'m> {
    let Templates { builtin, own, fonts, builtin_fonts } = templates;
    Materials { builtin, own, fonts, builtin_fonts, pictures: &content.pictures, settings: &content.settings }
}

/// Takes a finished page: the path of its file, and what is in it.
pub(super) type Sink<'b> = dyn Fn(&str, &[u8]) -> Result<(), OutputError> + Sync + 'b;

/// Everything that a page needs to be made and written.
pub(super) struct Press<'b> {
    pub(super) content: &'b Content,
    pub(super) renderer: &'b Renderer,
    pub(super) sink: &'b Sink<'b>,
    pub(super) clock: &'b Clock,
}

impl Press<'_> {
    /// Makes every page. What is wrong with templates is told of all of them.
    pub(super) fn all(&self, jobs: &[Job<'_>], progress: &(dyn Fn(usize, usize) + Sync)) -> Result<(), BuildError> {
        let done = AtomicUsize::new(0);
        let made: Vec<_> = jobs
            .par_iter()
            .map(|job| {
                let dates = self.booklet(job);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
                dates
            })
            .collect();
        let mut diagnostics = Vec::new();
        let mut note = |result: Result<String, BuildError>| match result {
            Err(BuildError::Content(told)) => {
                diagnostics.extend(told);
                Ok(String::new())
            }
            result => result,
        };
        let dates = made.into_iter().map(&mut note).collect::<Result<_, _>>()?;
        let shelf = self.page("booklets.html", &shelf(self.content, jobs, dates), "booklets/index.html");
        for page in [shelf].into_iter().chain(self.site()) {
            note(page.map(|()| String::new()))?;
        }
        if diagnostics.is_empty() { Ok(()) } else { Err(BuildError::Content(diagnostics)) }
    }

    /// Writes all formats of one booklet and returns its dates.
    fn booklet(&self, job: &Job<'_>) -> Result<String, BuildError> {
        let expansion = expand(job.program, job.lifter, Some(job.assignment), self.content.basis());
        let plan = expansion.plan.ok_or(BuildError::Content(expansion.diagnostics))?;
        let booklet = booklet(&plan, &self.content.settings.labels);
        let dates = booklet.dates.clone();
        let filling = Clock::time(&self.clock.render, || self.renderer.booklet(booklet))?;
        for format in &self.content.settings.formats {
            let made = Clock::time(&self.clock.render, || match format {
                Format::Html => Some(("booklet.html", self.renderer.booklet_html(&filling))),
                Format::Markdown => Some(("booklet.md", self.renderer.booklet_markdown(&filling))),
                Format::Json => Some(("booklet.json", Ok(plan_json(&plan)))),
                // Printed one after the other, when everything else is made.
                Format::Pdf => None,
            });
            if let Some((name, text)) = made {
                self.write(&format!("booklets/{}/{name}", job.folder), &text?)?;
            }
        }
        Ok(dates)
    }

    /// What may be published.
    fn site(&self) -> Vec<Result<(), BuildError>> {
        let Content { programs, library, pages, settings, .. } = self.content;
        let index = self.page("index.html", &gallery(programs, library, pages, &settings.labels), "site/index.html");
        let page =
            |page: &Page| self.page("page.html", &text_page(page, pages), &format!("site/{}/index.html", page.slug));
        [index].into_iter().chain(pages.iter().map(page)).collect()
    }

    /// Fills in a template and writes it to a file.
    fn page(&self, template: &str, what: &impl Serialize, file: &str) -> Result<(), BuildError> {
        let text = Clock::time(&self.clock.render, || self.renderer.page(template, &self.renderer.filling(what)?))?;
        self.write(file, &text)
    }

    fn write(&self, file: &str, text: &str) -> Result<(), BuildError> {
        Ok(Clock::time(&self.clock.write, || (self.sink)(file, text.as_bytes()))?)
    }
}

/// The files of a booklet, by name.
fn file_names(settings: &Settings) -> Vec<String> {
    let of = |format: &Format| match format {
        Format::Html => vec!["booklet.html".to_owned()],
        Format::Markdown => vec!["booklet.md".to_owned()],
        Format::Json => vec!["booklet.json".to_owned()],
        Format::Pdf => settings.theme.layouts.iter().map(|layout| pdf_name(*layout)).collect(),
    };
    settings.formats.iter().flat_map(of).collect()
}

pub(super) fn pdf_name(layout: PdfLayout) -> String {
    format!("{}.pdf", layout.word())
}

fn shelf(content: &Content, jobs: &[Job<'_>], dates: Vec<String>) -> Shelf {
    let mut lifters: Vec<ShelfRow> = Vec::new();
    let mut last = None;
    let files = file_names(&content.settings);
    for (job, dates) in jobs.iter().zip(dates) {
        if last != Some(&job.lifter.slug) {
            lifters.push(ShelfRow { name: job.lifter.name.clone(), booklets: Vec::new() });
            last = Some(&job.lifter.slug);
        }
        let booklet =
            ShelfBooklet { title: job.program.title.clone(), folder: job.folder.clone(), files: files.clone(), dates };
        if let Some(row) = lifters.last_mut() {
            row.booklets.push(booklet);
        }
    }
    Shelf { lifters }
}
