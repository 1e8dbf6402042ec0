//! Collects the diagnostics of a site, for `liftpress build` and `liftpress check`.

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

/// The results of the checks that need no plans.
pub(super) struct FirstChecks {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) renderer: Option<Renderer>,
    /// Links of authors to anchors that are checked later, in the finished pages.
    pub(super) authored: Vec<Authored>,
}

/// Runs the checks that do not depend on lifters: syntax, names, links, programs and templates.
pub(super) fn first_checks(content: &Content, templates: &Templates, parts: &Parts<'_>) -> FirstChecks {
    let mut diagnostics = content.diagnostics.clone();
    let renderer = Renderer::new(&materials(content, templates));
    let renderer = renderer.map_err(|errors| diagnostics.extend(errors)).ok();
    diagnostics.extend(check(content));
    diagnostics.extend(reserved(content));
    diagnostics.extend(not_in_nav(content));
    // If a program is checked without its site, its links may lead to files that were not read.
    let (broken, authored) =
        if content.has_folder { authored(content, &parts.exercises) } else { (Vec::new(), Vec::new()) };
    diagnostics.extend(broken);
    FirstChecks { diagnostics, renderer, authored }
}

/// Adds the diagnostics of plans, then removes the allowed ones. Returns whether no error is left. `are_all` says whether these
/// are all booklets that can have diagnostics.
pub(super) fn diagnose_plans(
    content: &Content,
    printer: &Printer,
    jobs: &[&Job<'_>],
    are_all: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let diagnose = |job: &&Job<'_>| {
        let Expansion { plan, diagnostics } = expand(job.program, job.lifter, Some(job.assignment), content.basis());
        let unprintable = plan.map(|plan| printer.unprintable(job, &plan, content));
        let unprintable = unprintable.unwrap_or_default();
        if !diagnostics.is_empty() || !unprintable.is_empty() {
            job.has_diagnostics.store(true, Ordering::Relaxed);
        }
        (diagnostics, unprintable)
    };
    let (expanded, unprintable): (Vec<_>, Vec<_>) = jobs.par_iter().map(diagnose).unzip();
    diagnostics.extend(expanded.into_iter().flatten());
    diagnostics.extend(once(unprintable.into_iter().flatten().collect()));
    apply_allows(content, are_all, diagnostics)
}

/// Removes the diagnostics that files allow, and reports unused `allow` keys. Returns whether no error is left. `are_all` says
/// whether the diagnostics of all booklets are known.
pub(super) fn apply_allows(content: &Content, are_all: bool, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let hidden = hide_allowed(content, diagnostics);
    let is_fine = is_fine(diagnostics);
    // An `allow` key is known to be unused only if every plan was calculated.
    if is_fine && are_all && content.has_folder {
        diagnostics.extend(unused_allows(content, &hidden));
    }
    is_fine
}

/// Whether there is no error.
pub(super) fn is_fine(diagnostics: &[Diagnostic]) -> bool {
    !diagnostics.iter().any(Diagnostic::is_error)
}

/// Reports pages of authors whose names are reserved.
fn reserved(content: &Content) -> impl Iterator<Item = Diagnostic> {
    let pages = content.pages.iter().filter(|page| RESERVED.contains(&page.slug.as_str()));
    pages.map(|Page { slug, place, .. }| {
        let message = format!("a page cannot be called `{slug}`, because the site has a folder with this name");
        let diagnostic = Diagnostic::error(Code::BadSlug, place.clone(), message);
        diagnostic.help(format!("rename the file, for example to `about-{slug}.md`; its title can stay"))
    })
}

/// Reports names in `nav` that are not pages.
fn not_in_nav(content: &Content) -> impl Iterator<Item = Diagnostic> {
    let nav = content.settings.nav.iter().flatten().filter(|(slug, _)| !content.has_file(Folder::Pages, slug));
    nav.map(|(slug, place)| {
        let message = format!("`pages/{slug}.md` does not exist");
        let pages = content.pages.iter().map(|page| page.slug.as_str());
        let help = || Some("write the name of the page's file, without `.md`".to_owned());
        Diagnostic::error(Code::BrokenLink, place.clone(), message).did_you_mean(slug.as_str(), pages, help)
    })
}

/// Returns every diagnostic that [`build`](super::build) would report, and writes nothing. `templates` is the folder of the
/// site's own templates.
pub fn all_diagnostics(content: &mut Content, templates: &Path) -> Vec<Diagnostic> {
    let templates = Templates::read(templates, content);
    let content = &*content;
    let parts = Parts::of(content);
    let jobs: Vec<_> = parts.jobs.iter().collect();
    let FirstChecks { mut diagnostics, renderer, authored } = first_checks(content, &templates, &parts);
    let printer = Printer::new(content, &templates, &jobs);
    diagnostics.extend(printer.font_diagnostics());
    let is_fine = diagnose_plans(content, &printer, &jobs, true, &mut diagnostics);
    // Built-in templates always work. So pages are built only to check the site's own templates and fonts, and the anchors of
    // links.
    let needs_pages = !templates.own.is_empty() || !templates.fonts.is_empty() || !authored.is_empty();
    if let Some(renderer) = renderer.filter(|_| is_fine && needs_pages) {
        let mut routes = parts.routes(content);
        let links = Links::new(&routes, &content.settings, &templates, &authored);
        let clock = Clock::default();
        let revisions = BookletRevisions::default();
        let builder = PageBuilder::new(content, &renderer, &printer, &parts, &revisions, &clock);
        let mut samples = BTreeSet::new();
        routes.retain(|route| route.sample.clone().is_none_or(|sample| samples.insert(sample)));
        let tasks: Vec<_> = routes.iter().map(Task::uncached).collect();
        // An output error is impossible, because nothing is written.
        if let Ok(Findings { printed, errors, .. }) = builder.all(&tasks, &links, None, &|_| {}) {
            diagnostics.extend(printed.into_iter().chain(errors));
        }
    }
    diagnostics
}
