//! Builds the booklets of each lifter and program: the text formats, the PDFs to print, and a public page if the lifter publishes
//! the booklet.

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use crate::booklet::{Booklet, booklet as view};
use crate::diagnostic::Code;
use crate::model::{Assignment, Format, Lifter, PdfLayout, Program, Settings, Word};
use crate::plan::Plan;
use crate::render::plan_json;
use crate::site::error::BuildError;
use crate::site::page_builder::{Clock, PageBuilder, PageFiles};
use crate::site::route::{Route, Subject};
use crate::source::Content;

/// A program that a lifter trains, for which a booklet is built.
pub(in crate::site) struct Job<'c> {
    pub(in crate::site) lifter: &'c Lifter,
    pub(in crate::site) assignment: &'c Assignment,
    pub(in crate::site) program: &'c Program,
    pub(in crate::site) folder: String,
    /// Whether this is the first job of the program.
    pub(in crate::site) is_first: bool,
    /// The words for the first and the last date of the booklet; empty until they are known.
    pub(in crate::site) dates: OnceLock<String>,
    /// Whether the plan has diagnostics, or the PDFs lack a character or a picture.
    pub(in crate::site) has_diagnostics: AtomicBool,
}

impl Job<'_> {
    /// Returns the private folder of the booklet, relative to the output folder.
    pub(in crate::site) fn private_folder(&self) -> String {
        format!("booklets/{}", self.folder)
    }

    /// Returns the public folder of the booklet, relative to the output folder.
    pub(in crate::site) fn public_folder(&self) -> String {
        format!("site/lifters/{}", self.folder)
    }

    /// Returns the path of a file of the booklet, relative to the output folder.
    pub(in crate::site) fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.private_folder())
    }
}

/// Lists the programs of every lifter. Leaves out programs that do not exist, which `check` reports.
pub(in crate::site) fn jobs(content: &Content) -> Vec<Job<'_>> {
    let mut jobs = Vec::new();
    let mut trained = vec![false; content.programs.len()];
    for lifter in &content.lifters {
        for assignment in &lifter.programs {
            let folder = format!("{}/{}", lifter.slug, assignment.name);
            let found = content.programs.binary_search_by(|program| program.slug.cmp(&assignment.program));
            if let Ok(at) = found {
                let program = &content.programs[at];
                let is_first = !std::mem::replace(&mut trained[at], true);
                let (dates, has_diagnostics) = (OnceLock::new(), AtomicBool::new(false));
                jobs.push(Job { lifter, assignment, program, folder, is_first, dates, has_diagnostics });
            }
        }
    }
    jobs
}

/// Returns the route of a booklet in all text formats.
pub(in crate::site) fn booklet<'c>(job: &'c Job<'c>) -> Route<'c> {
    Route::new(job.private_folder(), "booklet.html", Subject::Booklet(job), move |builder, _| {
        booklet_in_formats(job, &builder.plan(job)?, builder)
    })
}

/// Returns the route of a booklet's public page.
pub(in crate::site) fn published<'c>(job: &'c Job<'c>) -> Route<'c> {
    let path = format!("{}/index.html", job.public_folder());
    Route::new(path, "booklet.html", Subject::Job(job), move |builder, route| {
        let plan = builder.plan(job)?;
        let html = || builder.renderer.booklet_html(&builder.filled_booklet(job, &plan)?);
        Ok(route.file(Clock::time(&builder.clock.render, html)?))
    })
}

/// Returns the route of a booklet's PDF in a layout.
pub(in crate::site) fn print<'c>(job: &'c Job<'c>, layout: PdfLayout) -> Route<'c> {
    let name = pdf_name(layout);
    let template = match layout {
        PdfLayout::Booklet => "booklet.typ",
        PdfLayout::Sheet => "sheet.typ",
    };
    let route = Route::new(job.file(&name), template, Subject::Job(job), move |builder, route| {
        let labels = &builder.content.settings.labels;
        let view = Booklet { revision: builder.revisions.words(job, labels), ..view(&builder.plan(job)?, labels) };
        let printed = Clock::time(&builder.clock.print, || builder.printer.print(job, &view, layout));
        let (pdf, warnings) = printed.map_err(BuildError::Content)?;
        Ok((vec![(route.path.clone(), pdf)], warnings))
    });
    // If a template has an error for one lifter of a program, it has the error for most of them. So `check` makes only one PDF of
    // each program and layout.
    Route { is_alone: true, sample: Some(format!("{}/{name}", job.program.slug)), ..route }
}

/// Builds a booklet in all text formats. Returns the files, and errors for the files that could not be made.
pub(in crate::site) fn booklet_in_formats<'c>(
    job: &Job<'c>,
    plan: &Plan<'c>,
    builder: &PageBuilder<'_, 'c>,
) -> Result<PageFiles, BuildError> {
    let filling = Clock::time(&builder.clock.render, || builder.filled_booklet(job, plan))?;
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    for format in &builder.content.settings.formats {
        let Some(file) = booklet_name(*format).map(|name| job.file(name)) else { continue };
        let text = Clock::time(&builder.clock.render, || match format {
            Format::Html => builder.renderer.booklet_html(&filling),
            Format::Markdown => builder.renderer.booklet_markdown(&filling).map(String::into_bytes),
            Format::Json => Ok(plan_json(plan).into_bytes()),
            Format::Pdf => Ok(Vec::new()),
        });
        match text {
            Ok(text) => files.push((file, text)),
            Err(error) if error.code == Code::NotMade => {
                builder.leave_out([file]);
                diagnostics.push(error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((files, diagnostics))
}

/// Whether booklets have PDFs. The settings of the site must list the format, and this liftpress must have the feature `pdf`.
pub(in crate::site) fn has_prints(settings: &Settings) -> bool {
    settings.formats.contains(&Format::Pdf) && cfg!(feature = "pdf")
}

/// Returns the file name of a booklet in a format; `None` for PDF, which has one file for each layout.
pub(in crate::site) fn booklet_name(format: Format) -> Option<&'static str> {
    match format {
        Format::Html => Some("booklet.html"),
        Format::Markdown => Some("booklet.md"),
        Format::Json => Some("booklet.json"),
        Format::Pdf => None,
    }
}

/// Returns the names of the files that every booklet has.
pub(in crate::site) fn booklet_files(settings: &Settings) -> Vec<String> {
    let files = |format: &Format| match booklet_name(*format) {
        Some(name) => vec![name.to_owned()],
        None if has_prints(settings) => settings.theme.layouts.iter().map(|layout| pdf_name(*layout)).collect(),
        None => Vec::new(),
    };
    settings.formats.iter().flat_map(files).collect()
}

fn pdf_name(layout: PdfLayout) -> String {
    format!("{}.pdf", layout.word())
}
