//! Everything that is wrong with a site: what `build` tells before it builds, and `check` without building.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::check::{check, hide_allowed, unused_allows};
use crate::diagnostic::{Code, Diagnostic, once};
use crate::model::{Folder, Page};
use crate::plan::{Expansion, expand};
use crate::render::Renderer;
use crate::source::Content;
use crate::templates::Templates;

use super::links::{Authored, Links, authored};
use super::materials::materials;
use super::page_builder::{Clock, Findings, PageBuilder};
use super::pages::Job;
use super::parts::{Parts, RESERVED};
use super::print::Printer;
use super::revisions::BookletRevisions;
use super::task::Task;

/// What can be said before every booklet is worked out.
pub(super) struct Glance {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) renderer: Option<Renderer>,
    /// Links that authors wrote to places of pages.
    pub(super) authored: Vec<Authored>,
}

/// What is wrong however many lifters there are: with how things are written, names, links, programs alone, templates.
pub(super) fn glance(content: &Content, templates: &Templates, parts: &Parts<'_>) -> Glance {
    let mut diagnostics = content.diagnostics.clone();
    let renderer = Renderer::new(&materials(content, templates));
    let renderer = renderer.map_err(|told| diagnostics.extend(told)).ok();
    diagnostics.extend(check(content));
    diagnostics.extend(reserved(content));
    diagnostics.extend(not_in_nav(content));
    // A program that is checked by itself may link to what is in its folder.
    let (broken, authored) =
        if content.has_folder { authored(content, &parts.exercises) } else { (Vec::new(), Vec::new()) };
    diagnostics.extend(broken);
    Glance { diagnostics, renderer, authored }
}

/// Adds what shows when booklets are worked out, and takes out what is allowed; true where nothing is an error. `are_all`:
/// whether there is nothing to tell of any other booklet.
pub(super) fn work_out(
    content: &Content,
    printer: &Printer,
    jobs: &[&Job<'_>],
    are_all: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let told = |job: &&Job<'_>| {
        let Expansion { plan, diagnostics } = expand(job.program, job.lifter, Some(job.assignment), content.basis());
        let unprintable = plan.map(|plan| printer.unprintable(job, &plan, content));
        let unprintable = unprintable.unwrap_or_default();
        if !diagnostics.is_empty() || !unprintable.is_empty() {
            job.is_told.store(true, Ordering::Relaxed);
        }
        (diagnostics, unprintable)
    };
    let (told, unprintable): (Vec<_>, Vec<_>) = jobs.par_iter().map(told).unzip();
    diagnostics.extend(told.into_iter().flatten());
    diagnostics.extend(once(unprintable.into_iter().flatten().collect()));
    settle(content, are_all, diagnostics)
}

/// Takes out what is allowed, now that all is told; true where nothing is an error. `are_all`: whether there is nothing to tell
/// of any other booklet.
pub(super) fn settle(content: &Content, are_all: bool, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let hidden = hide_allowed(content, diagnostics);
    let is_fine = is_fine(diagnostics);
    // What was not worked out, for an error or without its lifters, may have had something to hide.
    if is_fine && are_all && content.has_folder {
        diagnostics.extend(unused_allows(content, &hidden));
    }
    is_fine
}

/// Whether nothing is an error.
pub(super) fn is_fine(diagnostics: &[Diagnostic]) -> bool {
    !diagnostics.iter().any(Diagnostic::is_error)
}

/// Pages whose addresses the site needs for itself.
fn reserved(content: &Content) -> impl Iterator<Item = Diagnostic> {
    let pages = content.pages.iter().filter(|page| RESERVED.contains(&page.slug.as_str()));
    pages.map(|Page { slug, place, .. }| {
        let message = format!("a page cannot be called `{slug}`: that is a folder of the site's own");
        let diagnostic = Diagnostic::error(Code::BadSlug, place.clone(), message);
        diagnostic.help(format!("rename the file, to `about-{slug}.md` for instance; its title may be any"))
    })
}

/// Pages that every page is to link to, and that there are not.
fn not_in_nav(content: &Content) -> impl Iterator<Item = Diagnostic> {
    let nav = content.settings.nav.iter().flatten().filter(|(slug, _)| !content.has_file(Folder::Pages, slug));
    nav.map(|(slug, place)| {
        let message = format!("there is no `pages/{slug}.md`");
        let pages = content.pages.iter().map(|page| page.slug.as_str());
        let help = || Some("name pages as their files are called, without `.md`".to_owned());
        Diagnostic::error(Code::BrokenLink, place.clone(), message).did_you_mean(slug.as_str(), pages, help)
    })
}

/// Everything that [`build`](super::build) would tell of a site whose own templates are in this folder. Nothing is written.
pub fn everything_wrong(content: &mut Content, templates: &Path) -> Vec<Diagnostic> {
    let templates = Templates::read(templates, content);
    let content = &*content;
    let parts = Parts::of(content);
    let jobs: Vec<_> = parts.jobs.iter().collect();
    let Glance { mut diagnostics, renderer, authored } = glance(content, &templates, &parts);
    let printer = Printer::new(content, &templates, &jobs);
    diagnostics.extend(printer.trouble());
    let is_fine = work_out(content, &printer, &jobs, true, &mut diagnostics);
    // The built-in templates can be filled in whatever the content is; but only pages know all of their places.
    let is_open = !templates.own.is_empty() || !templates.fonts.is_empty() || !authored.is_empty();
    if let Some(renderer) = renderer.filter(|_| is_fine && is_open) {
        let mut routes = parts.routes(content);
        let links = Links::new(&routes, &content.settings, &templates, &authored);
        let clock = Clock::default();
        let revisions = BookletRevisions::default();
        let builder = PageBuilder::new(content, &renderer, &printer, &parts, &revisions, &clock);
        let mut samples = BTreeSet::new();
        routes.retain(|route| route.sample.clone().is_none_or(|sample| samples.insert(sample)));
        let tasks: Vec<_> = routes.iter().map(Task::anew).collect();
        // Nothing is written, so nothing can go wrong with that.
        if let Ok(Findings { printed, wrong, .. }) = builder.all(&tasks, &links, None, &|_| {}) {
            diagnostics.extend(printed.into_iter().chain(wrong));
        }
    }
    diagnostics
}
