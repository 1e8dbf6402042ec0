//! Builds the output folder of a site from its content (`liftpress build` and `liftpress merge`).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::history::Revision;
use crate::model::{Format, Settings, Slug};
use crate::source::Content;
use crate::templates::Templates;

use super::diagnose::{FirstChecks, apply_allows, diagnose_plans, first_checks, is_fine};
use super::error::BuildError;
use super::inputs::Inputs;
use super::layout::Layout;
use super::links::Links;
use super::output::{BuiltShard, Key, Output};
use super::page_builder::{Clock, Findings, PageBuilder};
use super::pages::{Job, booklet_files};
use super::parts::Parts;
use super::print::Printer;
use super::revisions::BookletRevisions;
use super::shard::Shard;
use super::task::{PreviousBuilds, Task, jobs_to_diagnose};

/// The result of a build.
#[derive(Debug)]
pub struct Built {
    /// All booklets, grouped by lifter.
    pub booklets: Vec<BuiltBooklet>,
    /// The number of booklets that this build built. The other booklets were up to date.
    pub made: usize,
    /// The number of programs on the site.
    pub programs: usize,
    /// The diagnostics that did not stop the build. An error among them is about a file that could not be made and was left out.
    pub diagnostics: Vec<Diagnostic>,
    /// The number of shards that were built with another key, so that nothing was taken from them.
    pub foreign_shards: usize,
    /// The time that each part of the build took.
    pub times: Times,
}

/// A booklet that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltBooklet {
    /// The slug of the lifter.
    pub lifter: Slug,
    /// The name of the lifter.
    pub name: String,
    /// The slug of the program.
    pub program: Slug,
    /// The folder of the booklet, relative to the output folder.
    pub folder: String,
    /// The names of the files in that folder.
    pub files: Vec<String>,
    /// The folder of the booklet's public page, relative to the output folder; `None` if the lifter does not publish booklets.
    pub published: Option<String>,
}

/// The time that each part of a build took. `expand`, `render`, `print`, `links` and `write` are sums over all threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// Checking everything that needs no plans, and finding pages that are up to date.
    pub check: Duration,
    /// Calculating plans.
    pub expand: Duration,
    /// Putting plans into words, and filling templates.
    pub render: Duration,
    /// Making PDFs and pictures.
    pub print: Duration,
    /// Checking links.
    pub links: Duration,
    /// Writing new files next to the old output.
    pub write: Duration,
    /// Moving the new files into place.
    pub commit: Duration,
}

/// Receives the progress of a build. Its methods are called from any thread.
pub trait Watcher: Sync {
    /// `done` of `of` pages are finished.
    fn progress(&self, done: usize, of: usize);

    /// The build waits for another process that writes to the same folder.
    fn waits(&self);
}

/// Reports nothing.
impl Watcher for () {
    fn progress(&self, _: usize, _: usize) {}

    fn waits(&self) {}
}

/// The part of a site to build, and the sources to build from.
#[derive(Debug, Default)]
pub struct BuildOptions<'o> {
    /// The revision from which the content was read; `None` if it was read from disk.
    pub revision: Option<&'o Revision>,
    /// The shard to build; `None` for the whole site.
    pub shard: Option<Shard>,
    /// The output folders of shards from which finished pages are taken.
    pub built: &'o [PathBuf],
    /// Whether to wait until files are on the disk, so that the output survives a power failure. The build then takes several
    /// times as long.
    pub is_synced: bool,
}

/// Builds the booklets and the site of `content` into the output folder of `layout`. Files that are up to date are not changed.
///
/// A single file that cannot be made ([`Code::NotMade`](crate::diagnostic::Code::NotMade)) is left out, and reported in the result.
/// Files that no build wrote are never changed.
///
/// # Errors
///
/// Fails if the content or a template has errors, or if the output cannot be written. The last good output then stays in place.
pub fn build(
    content: &mut Content,
    layout: &Layout,
    options: &BuildOptions<'_>,
    watcher: &dyn Watcher,
) -> Result<Built, BuildError> {
    if content.settings.formats.contains(&Format::Pdf) && !cfg!(feature = "pdf") {
        return Err(BuildError::NoPdf);
    }
    let BuildOptions { revision, shard, built, is_synced } = *options;
    let waits = || watcher.waits();
    let place = layout.place(is_synced);
    let key = Key::of_user(&[layout.folder(), &layout.output])?;
    let open_shard = |folder: &PathBuf| BuiltShard::open(folder, key.as_ref());
    let shards = built.iter().map(open_shard).filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
    // Files that are taken from shards need an output folder, so it is created now.
    let before = match built {
        [] => Output::open_again(place, &waits)?,
        _ => Some(Output::open(place, &waits)?),
    };
    let before = before.map(|output| output.stage(key.as_ref())).transpose()?;
    let templates = Templates::read(&layout.templates, content);
    let content = &*content;
    let start = Instant::now();
    let parts = Parts::of(content);
    let routes = parts.routes(content);
    let revisions = BookletRevisions::of(content, &templates, layout, &parts.jobs, revision);
    let inputs = Inputs::of(content, &templates, layout, &parts, &routes, &revisions);
    let previous =
        PreviousBuilds { inputs: &inputs, stage: before.as_ref(), shards: &shards, formats: &content.settings.formats };
    let own: Vec<_> = routes.iter().filter(|route| shard.is_none_or(|shard| shard.makes(route))).collect();
    let tasks = previous.tasks(own.into_par_iter())?;
    let FirstChecks { mut diagnostics, renderer, authored } = first_checks(content, &templates, &parts);
    let printer = Printer::new(content, &templates, &jobs_to_diagnose(&tasks));
    diagnostics.extend(printer.font_diagnostics());
    let Some(renderer) = renderer.filter(|_| is_fine(&diagnostics)) else {
        diagnose_plans(content, &printer, &jobs_to_diagnose(&tasks), shard.is_none(), &mut diagnostics);
        return Err(BuildError::Content(diagnostics));
    };
    let check = start.elapsed();
    let stage = before.map_or_else(|| Output::open(place, &waits)?.stage(key.as_ref()), Ok)?;
    let clock = Clock::default();
    let links = Links::new(&routes, &content.settings, &templates, &authored);
    let builder = PageBuilder::new(content, &renderer, &printer, &parts, &revisions, &clock);
    let findings = builder.all(&tasks, &links, Some((&stage, &inputs)), &|done| watcher.progress(done, tasks.len()))?;
    let Findings { expanded, unprintable, printed, errors } = findings;
    diagnostics.extend(expanded.into_iter().chain(unprintable));
    if !apply_allows(content, shard.is_none(), &mut diagnostics) {
        return Err(BuildError::Content(diagnostics));
    }
    diagnostics.extend(printed);
    if !errors.is_empty() {
        return Err(BuildError::Content([diagnostics, errors].concat()));
    }
    let start = Instant::now();
    stage.commit()?;
    let nanos = |sum: &AtomicU64| Duration::from_nanos(sum.load(Ordering::Relaxed));
    let [expand, render, print, links, write] =
        [&clock.expand, &clock.render, &clock.print, &clock.links, &clock.write].map(nanos);
    let times = Times { check, expand, render, print, links, write, commit: start.elapsed() };
    let is_booklet = |task: &&Task<'_, '_>| task.route.booklet().is_some();
    let jobs = tasks.iter().filter_map(|task| task.route.booklet());
    let unmade = builder.unmade();
    let booklets = jobs.map(|job| built_booklet(job, &content.settings, &unmade)).collect();
    let made = tasks.iter().filter(is_booklet).filter(|task| !task.is_cached).count();
    let programs = if shard.is_none_or(Shard::has_site) { content.programs.len() } else { 0 };
    let foreign_shards = shards.iter().filter(|shard| shard.is_foreign()).count();
    Ok(Built { booklets, made, programs, diagnostics, foreign_shards, times })
}

fn built_booklet(job: &Job<'_>, settings: &Settings, unmade: &BTreeSet<String>) -> BuiltBooklet {
    let files = booklet_files(settings).into_iter();
    BuiltBooklet {
        lifter: job.lifter.slug.clone(),
        name: job.lifter.name.clone(),
        program: job.program.slug.clone(),
        folder: job.private_folder(),
        files: files.filter(|name| !unmade.contains(&job.file(name))).collect(),
        published: job.lifter.is_public.then(|| job.public_folder()),
    }
}
