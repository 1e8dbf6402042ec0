//! Everything that is wrong with a site: what `build` tells before it builds, and `check` without building.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::check::{check, hide_allowed, unused_allows};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::expand;
use crate::render::Renderer;
use crate::source::Content;
use crate::source::templates::Templates;

use super::error::BuildError;
use super::pages::{ExerciseUse, exercises_of};
use super::press::{Clock, Press, materials};
use super::print::Printer;
use super::route::{Job, Route, jobs, routes};

/// What is to be told of a site, and what its pages are made with, if nothing of it is an error.
pub(super) struct Diagnosis<'c> {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) ready: Option<Ready<'c>>,
}

/// What pages are made with.
pub(super) struct Ready<'c> {
    pub(super) renderer: Renderer,
    pub(super) printer: Printer,
    pub(super) jobs: Vec<Job<'c>>,
    pub(super) exercises: Vec<ExerciseUse<'c>>,
}

/// How things are written, names, programs alone, templates, and every booklet worked out.
pub(super) fn diagnose<'c>(content: &'c Content, templates: &Templates) -> Diagnosis<'c> {
    let (mut diagnostics, renderer) = glance(content, templates);
    let jobs = jobs(content);
    let printer = Printer::new(content, templates, &jobs);
    let is_fine = work_out(content, &printer, &jobs, &mut diagnostics);
    let exercises = exercises_of(&content.programs, &content.library);
    let ready = renderer.filter(|_| is_fine).map(|renderer| Ready { renderer, printer, jobs, exercises });
    Diagnosis { diagnostics, ready }
}

/// What is wrong however many lifters there are: with how things are written, names, programs alone, templates.
pub(super) fn glance(content: &Content, templates: &Templates) -> (Vec<Diagnostic>, Option<Renderer>) {
    let mut diagnostics = content.diagnostics.clone();
    let renderer = Renderer::new(&materials(content, templates));
    let renderer = renderer.map_err(|told| diagnostics.extend(told)).ok();
    diagnostics.extend(check(content));
    (diagnostics, renderer)
}

/// Adds what shows when every booklet is worked out, and takes out what is allowed; true where nothing is an error.
pub(super) fn work_out(
    content: &Content,
    printer: &Printer,
    jobs: &[Job<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let told: Vec<_> = jobs
        .par_iter()
        .flat_map_iter(|job| expand(job.program, job.lifter, Some(job.assignment), content.basis()).diagnostics)
        .collect();
    diagnostics.extend(told);
    diagnostics.extend(printer.unprintable(content, jobs));
    let hidden = hide_allowed(content, diagnostics);
    let is_fine = is_fine(diagnostics);
    // What was not worked out, for an error or without its lifters, may have had something to hide.
    if is_fine && content.has_folder {
        diagnostics.extend(unused_allows(content, &hidden));
    }
    is_fine
}

/// Whether nothing is an error.
pub(super) fn is_fine(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
}

/// Everything that [`build`](super::build) would tell of a site whose own templates are in this folder. Nothing is written.
pub fn everything_wrong(content: &mut Content, templates: &Path) -> Vec<Diagnostic> {
    let templates = Templates::read(templates, content);
    let content = &*content;
    let Diagnosis { mut diagnostics, ready } = diagnose(content, &templates);
    // The built-in templates can be filled in whatever the content is.
    if let Some(Ready { renderer, printer, jobs, exercises }) = ready.filter(|_| !templates.own.is_empty()) {
        let clock = Clock::default();
        let press = Press {
            content,
            renderer: &renderer,
            printer: &printer,
            jobs: &jobs,
            exercises: &exercises,
            clock: &clock,
        };
        // Of PDFs one lifter of each program: what is wrong with a template for one, is so for most.
        let mut programs = BTreeSet::new();
        let mut routes = routes(content, &jobs, &exercises);
        routes.retain(|route| match route {
            Route::Print(job, layout) => programs.insert((&job.program.slug, *layout)),
            _ => true,
        });
        match press.all(&routes, &|_, _| Ok(()), &|_| {}) {
            Ok(told) | Err(BuildError::Content(told)) => diagnostics.extend(told),
            Err(BuildError::Output(_)) => {}
        }
    }
    diagnostics
}
