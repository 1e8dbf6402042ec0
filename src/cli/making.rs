//! What `build` and `merge` have in common.

use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::{Diagnostic, Report, Severity, count_of};
use crate::history::{Reads, Repository, Revision};
use crate::model::{Format, Paper, PdfLayout, Settings};
use crate::site::{BuildError, BuildOptions, Built, Layout, RevisionSite, Shard, Watcher, build};
use crate::source::Content;

use super::built::BuildReport;
use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::select::no_site;
use super::words::words;
use super::{Ended, Stop, Voice, ended, is_watched, say, tell};

/// What is made of a site. Parts of one are made the same way, or they do not fit together.
#[derive(Debug, clap::Args)]
pub(super) struct Making {
    /// As a revision had it: a commit, a branch, a tag; the files as they are stay untouched
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    /// What to write for each booklet, with commas between [default: the site's `formats`]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', value_parser = words::<Format>())]
    format: Vec<Format>,
    /// What to print on [default: the site's `paper`]
    #[arg(long, value_name = "PAPER", value_parser = words::<Paper>())]
    paper: Option<Paper>,
    /// Which PDFs to make, with commas between [default: the site's `layouts`]
    #[arg(long, value_name = "LAYOUT", value_delimiter = ',', value_parser = words::<PdfLayout>())]
    layout: Vec<PdfLayout>,
    /// Wait until each file is on the disk: a power failure then leaves the old output or the new one
    #[arg(long)]
    sync: bool,
    /// What to print of it
    #[arg(long, value_parser = offered(PRINTED), default_value = "text")]
    report: Offer<()>,
}

/// What is built: the files as they are, or as a revision had them.
struct Reading {
    layout: Layout,
    content: Content,
    revision: Option<Revision>,
}

impl Making {
    fn read(&self, target: &Target<'_>) -> Result<Reading, Stop> {
        let Target { site, output, shard, .. } = *target;
        if output == Some(Path::new("-")) {
            let message = "a build is a folder, and `-o -` would be standard output; name a folder";
            return Err(Stop::Usage(message.to_owned()));
        }
        let placed = |layout: Layout| match shard {
            Some(shard) => layout.of_shard(shard, output),
            None => layout.built_into(output),
        };
        let Some(name) = &self.rev else {
            let layout = Layout::find(site, None).and_then(placed).map_err(|error| no_site(site, &error))?;
            return Ok(Reading { content: Content::read(&layout.content), layout, revision: None });
        };
        let repository = Repository::of(site)?;
        let revision = repository.revision(name)?;
        let site = RevisionSite::of(&repository, &revision, site, Reads::All)?;
        Ok(Reading { content: site.read(), layout: placed(site.layout)?, revision: Some(revision) })
    }

    /// What the command line says goes before what the site says.
    fn settle(&self, settings: &mut Settings) {
        if !self.format.is_empty() {
            settings.formats.clone_from(&self.format);
        }
        if let Some(paper) = self.paper {
            settings.theme.paper = paper;
        }
        if !self.layout.is_empty() {
            settings.theme.layouts.clone_from(&self.layout);
            if !settings.formats.contains(&Format::Pdf) {
                settings.formats.push(Format::Pdf);
            }
        }
    }
}

/// What is built, and where.
pub(super) struct Target<'t> {
    pub(super) site: &'t Path,
    pub(super) output: Option<&'t Path>,
    pub(super) shard: Option<Shard>,
    /// Output folders of shards.
    pub(super) built: &'t [PathBuf],
}

pub(super) fn make(making: &Making, target: &Target<'_>, voice: Voice) -> Ended {
    let start = Instant::now();
    let Target { shard, built, .. } = *target;
    let Reading { layout, mut content, revision } = making.read(target)?;
    making.settle(&mut content.settings);
    let read = start.elapsed();
    let watching = Watching { bar: progress_bar(voice), output: &layout.output };
    let options = BuildOptions { revision: revision.as_ref(), shard, built, is_synced: making.sync };
    let result = build(&mut content, &layout, &options, &watching);
    watching.bar.finish_and_clear();
    if making.report.is_json() {
        print_object(&BuildReport::of(&result, &layout.output, &content))?;
    }
    match result {
        Ok(built) => {
            let (advice, warnings): (Vec<_>, Vec<_>) = built.diagnostics.iter().partition(|told| is_advice(told));
            let is_whole = tell(Report::new(warnings, &content.files), voice);
            voice.say(&summary(&built, target, &layout.output));
            if !advice.is_empty() {
                voice.say(&format!("{}: liftpress check", Report::new(advice, &content.files).counts()));
            }
            if voice == Voice::Verbose {
                let times = built.times;
                say(&format!(
                    "read {read:.1?}, check {:.1?}; expand {:.1?}, render {:.1?}, follow links {:.1?} and write {:.1?} over all threads; print {:.1?}, put in place {:.1?}, in all {:.1?}",
                    times.check,
                    times.expand,
                    times.render,
                    times.links,
                    times.write,
                    times.print,
                    times.commit,
                    start.elapsed()
                ));
            }
            ended(is_whole)
        }
        Err(BuildError::Content(diagnostics)) => {
            tell(Report::new(diagnostics.iter().filter(|told| !is_advice(told)), &content.files), voice);
            if layout.has_output() {
                say(&format!("nothing was written; {} is as it was", layout.output.display()));
            }
            Err(Stop::Reported)
        }
        Err(error @ (BuildError::NoPdf | BuildError::Output(_))) => Err(Stop::Failed(error.to_string())),
    }
}

/// What can wait until somebody asks `check`.
fn is_advice(told: &Diagnostic) -> bool {
    told.severity == Severity::Advice
}

fn summary(built: &Built, target: &Target<'_>, output: &Path) -> String {
    let [shelf, index] = ["booklets", "site"].map(|folder| output.join(folder).join("index.html"));
    let count = count_of(built.booklets.len(), "booklet");
    let booklets = match target.shard {
        Some(_) => format!("{count}, private, in {}", output.display()),
        None => format!("{count}, private: {}", shelf.display()),
    };
    let was_missing = !target.built.is_empty() && built.made > 0;
    let made = was_missing.then(|| format!("{} made here, for no shard had them as they are now", built.made));
    let foreign = (built.foreign_shards > 0).then(|| {
        let count = count_of(built.foreign_shards, "shard");
        format!("nothing was taken from {count} built with another key; set the same LIFTPRESS_KEY wherever you build")
    });
    let programs = count_of(built.programs, "program");
    let site = (built.programs > 0 || target.shard.is_none())
        .then(|| format!("a site of {programs}, to publish: {}", index.display()));
    let published = built.booklets.iter().filter_map(|booklet| {
        let folder = booklet.published.as_ref()?;
        Some(format!("published, as {} wants it: {folder}/", booklet.name))
    });
    [Some(booklets), made, foreign, site].into_iter().flatten().chain(published).collect::<Vec<_>>().join("\n")
}

/// What is said while it builds.
struct Watching<'w> {
    bar: ProgressBar,
    output: &'w Path,
}

impl Watcher for Watching<'_> {
    fn progress(&self, done: usize, of: usize) {
        self.bar.set_length(of as u64);
        self.bar.set_position(done as u64);
    }

    fn waits(&self) {
        say(&format!("another liftpress is writing to {}; waiting for it", self.output.display()));
    }
}

/// Shown only to a person, and only when it takes long enough to wonder.
fn progress_bar(voice: Voice) -> ProgressBar {
    if voice == Voice::Quiet || !is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
