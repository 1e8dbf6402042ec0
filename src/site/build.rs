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
use super::layout::Layout;
use super::links::Links;
use super::output::Output;
use super::press::{Clock, Press};
use super::route::{Job, booklet_files, public_folder};
use super::stamps::Stamps;

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

/// Builds everything that `content` says into the layout's output; `revision` is the one that it was read from, if it was not
/// read from disk. `progress` is told how many pages of how many are done, from any thread.
///
/// Either all of it is written, or the last good output stays. Files in the output folder that no build wrote are never touched.
pub fn build(
    content: &mut Content,
    layout: &Layout,
    revision: Option<&Revision>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Built, BuildError> {
    let output = Output::open_again(&layout.output)?;
    let templates = Templates::read(&layout.templates, content);
    let content = &*content;
    let start = Instant::now();
    let Diagnosis { mut diagnostics, ready } = diagnose(content, &templates);
    let Some(Ready { renderer, printer, parts, authored }) = ready else {
        return Err(BuildError::Content(diagnostics));
    };
    let expand = start.elapsed();
    let output = output.map_or_else(|| Output::open(&layout.output), Ok)?;
    let stage = output.stage()?;
    let clock = Clock::default();
    let routes = parts.routes(content);
    let stamps = Stamps::of(content, &templates, layout, &parts.jobs, revision);
    let links = Links::new(&routes, &content.settings, &templates, &authored);
    let press =
        Press { content, renderer: &renderer, printer: &printer, parts: &parts, stamps: &stamps, clock: &clock };
    match press.all(&routes, &links, &|file, what| stage.write(file, what), &|done| progress(done, routes.len())) {
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
