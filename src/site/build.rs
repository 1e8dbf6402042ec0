//! Content folder → output folder.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::history::Revision;
use crate::model::{Settings, Slug};
use crate::source::Content;
use crate::source::templates::Templates;

use super::diagnose::{Diagnosis, Ready, diagnose};
use super::error::BuildError;
use super::inputs::Inputs;
use super::layout::Layout;
use super::links::Links;
use super::output::Output;
use super::press::{Clock, Press};
use super::route::{Job, Parts, booklet_files, public_folder};
use super::stamps::Stamps;
use super::task::{tasks, unsettled};

/// A finished build.
#[derive(Debug)]
#[non_exhaustive]
pub struct Built {
    /// The booklets that were written, lifter by lifter.
    pub booklets: Vec<BuiltBooklet>,
    /// How many programs the site shows.
    pub programs: usize,
    /// What there is to look at all the same.
    pub told: Vec<Diagnostic>,
    /// How long it took.
    pub times: Times,
}

/// A booklet that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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

/// How long the parts of a build took; `render` and `write` are summed over all threads.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Times {
    /// Checking, and expanding everything once.
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

/// Builds everything that `content` says into the layout's output; `revision` is the one that it was read from, if it was not
/// read from disk. What was built before of the same stays as it is.
///
/// Either all of it is written, or the last good output stays. Files in the output folder that no build wrote are never touched.
pub fn build(
    content: &mut Content,
    layout: &Layout,
    revision: Option<&Revision>,
    watcher: &dyn Watcher,
) -> Result<Built, BuildError> {
    let waits = || watcher.waits();
    let before = Output::open_again(&layout.output, &waits)?.map(Output::stage).transpose()?;
    let templates = Templates::read(&layout.templates, content);
    let content = &*content;
    let start = Instant::now();
    let parts = Parts::of(content);
    let routes = parts.routes(content);
    let stamps = Stamps::of(content, &templates, layout, &parts.jobs, revision);
    let inputs = Inputs::of(content, &templates, layout, &parts, &routes, &stamps);
    let tasks = tasks(&routes, &inputs, before.as_ref(), |route| route.files(&content.settings.formats));
    let jobs = unsettled(&parts.jobs, &tasks);
    let Diagnosis { mut diagnostics, ready } = diagnose(content, &templates, &parts, &jobs);
    let Some(Ready { renderer, printer, authored }) = ready else {
        return Err(BuildError::Content(diagnostics));
    };
    let expand = start.elapsed();
    let stage = before.map_or_else(|| Output::open(&layout.output, &waits)?.stage(), Ok)?;
    let clock = Clock::default();
    let links = Links::new(&routes, &content.settings, &templates, &authored);
    let press =
        Press { content, renderer: &renderer, printer: &printer, parts: &parts, stamps: &stamps, clock: &clock };
    match press.all(&tasks, &links, Some((&stage, &inputs)), &|done| watcher.progress(done, routes.len())) {
        Err(BuildError::Content(told)) => return Err(BuildError::Content([diagnostics, told].concat())),
        told => diagnostics.extend(told?),
    }
    let start = Instant::now();
    stage.commit()?;
    let nanos = |sum: &AtomicU64| Duration::from_nanos(sum.load(Ordering::Relaxed));
    let [render, print, links, write] = [&clock.render, &clock.print, &clock.links, &clock.write].map(nanos);
    let times = Times { expand, render, print, links, write, commit: start.elapsed() };
    let booklets = parts.jobs.iter().map(|job| built(job, &content.settings)).collect();
    Ok(Built { booklets, programs: content.programs.len(), told: diagnostics, times })
}

fn built(job: &Job<'_>, settings: &Settings) -> BuiltBooklet {
    BuiltBooklet {
        lifter: job.lifter.slug.clone(),
        name: job.lifter.name.clone(),
        program: job.program.slug.clone(),
        folder: job.private_folder(),
        files: booklet_files(settings),
        published: job.lifter.is_public.then(|| public_folder(job)),
    }
}
