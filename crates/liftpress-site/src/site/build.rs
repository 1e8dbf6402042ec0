//! Content folder → output folder.

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

use super::diagnose::{Glance, glance, is_fine, settle, work_out};
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
use super::task::{Known, Task, unsettled};

/// A finished build.
#[derive(Debug)]
pub struct Built {
    /// The booklets that there are, lifter by lifter.
    pub booklets: Vec<BuiltBooklet>,
    /// How many of them were made now; the others were there.
    pub made: usize,
    /// How many programs the site shows.
    pub programs: usize,
    /// What there is to look at all the same. Errors are of files that could not be made, while all others are.
    pub told: Vec<Diagnostic>,
    /// How many shards were built with a key other than ours, so that nothing was taken from them.
    pub foreign_shards: usize,
    /// How long it took.
    pub times: Times,
}

/// A booklet that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltBooklet {
    /// Whose it is.
    pub lifter: Slug,
    /// What they are called.
    pub name: String,
    /// What it is of.
    pub program: Slug,
    /// Where it is, in the output folder.
    pub folder: String,
    /// Its files in there.
    pub files: Vec<String>,
    /// Where in the output folder it is for anybody to read, if its lifter wants that.
    pub published: Option<String>,
}

/// How long the parts of a build took; those of making pages are summed over all threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    /// Checking what can be checked at a glance, and finding out what there is already.
    pub check: Duration,
    /// Working booklets out.
    pub expand: Duration,
    /// Wording and filling in templates.
    pub render: Duration,
    /// Making PDFs.
    pub print: Duration,
    /// Following links.
    pub links: Duration,
    /// Writing files aside.
    pub write: Duration,
    /// Putting them in place.
    pub commit: Duration,
}

/// Somebody who watches a build; asked from any thread.
pub trait Watcher: Sync {
    /// So many pages of so many are done.
    fn progress(&self, done: usize, of: usize);

    /// Another process is writing to the same folder, and its end is waited for.
    fn waits(&self);
}

/// Nobody.
impl Watcher for () {
    fn progress(&self, _: usize, _: usize) {}

    fn waits(&self) {}
}

/// What to build of a site, and what to build it from besides its content.
#[derive(Debug, Default)]
pub struct BuildOptions<'o> {
    /// The revision that the content was read from, if it was not read from disk.
    pub revision: Option<&'o Revision>,
    /// Only this part of it.
    pub shard: Option<Shard>,
    /// Output folders of parts, to take what is built in them already.
    pub built: &'o [PathBuf],
    /// Whether to wait until what is written is on the disk: then a power failure costs nothing either. Takes much longer.
    pub is_synced: bool,
}

/// Builds everything that `content` says into the layout's output. What was built before of the same stays as it is.
///
/// Either it is written, or the last good output stays: nothing is written where there are errors, but for files that alone cannot be
/// made ([`Code::NotMade`](crate::diagnostic::Code::NotMade)), which are left out. Files in the output folder that no build wrote are never touched.
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
    // What is taken from elsewhere has to have somewhere to go.
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
    let known = Known { inputs: &inputs, stage: before.as_ref(), shards: &shards, formats: &content.settings.formats };
    let own: Vec<_> = routes.iter().filter(|route| shard.is_none_or(|shard| shard.makes(route))).collect();
    let tasks = known.tasks(own.into_par_iter())?;
    let Glance { mut diagnostics, renderer, authored } = glance(content, &templates, &parts);
    let printer = Printer::new(content, &templates, &unsettled(&tasks));
    diagnostics.extend(printer.trouble());
    let Some(renderer) = renderer.filter(|_| is_fine(&diagnostics)) else {
        work_out(content, &printer, &unsettled(&tasks), shard.is_none(), &mut diagnostics);
        return Err(BuildError::Content(diagnostics));
    };
    let check = start.elapsed();
    let stage = before.map_or_else(|| Output::open(place, &waits)?.stage(key.as_ref()), Ok)?;
    let clock = Clock::default();
    let links = Links::new(&routes, &content.settings, &templates, &authored);
    let builder = PageBuilder::new(content, &renderer, &printer, &parts, &revisions, &clock);
    let findings = builder.all(&tasks, &links, Some((&stage, &inputs)), &|done| watcher.progress(done, tasks.len()))?;
    let Findings { expanded, unprintable, printed, wrong } = findings;
    diagnostics.extend(expanded.into_iter().chain(unprintable));
    if !settle(content, shard.is_none(), &mut diagnostics) {
        return Err(BuildError::Content(diagnostics));
    }
    diagnostics.extend(printed);
    if !wrong.is_empty() {
        return Err(BuildError::Content([diagnostics, wrong].concat()));
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
    let made = tasks.iter().filter(is_booklet).filter(|task| !task.is_kept).count();
    let programs = if shard.is_none_or(Shard::has_site) { content.programs.len() } else { 0 };
    let foreign_shards = shards.iter().filter(|shard| shard.is_foreign()).count();
    Ok(Built { booklets, made, programs, told: diagnostics, foreign_shards, times })
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
