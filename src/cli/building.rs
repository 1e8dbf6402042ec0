//! The code that `build` and `merge` share: common options, the build itself, and the summary.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::{Diagnostic, Report, Severity, count_of};
use crate::history::{Reads, Repository, Revision};
use crate::model::{Format, Paper, PdfLayout, Settings};
use crate::site::{BuildError, BuildOptions, Built, Layout, RevisionSite, Shard, Times, Watcher, build};
use crate::source::Content;

use super::build_report::BuildReport;
use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::keywords::keywords;
use super::selection::no_site;
use super::{Failure, Outcome, Verbosity, is_terminal, note, print_report, reported};

/// The options that decide what a build writes. `merge` must get the same options as the builds of its shards.
#[derive(Debug, clap::Args)]
pub(super) struct BuildArgs {
    /// Build the content of a Git revision (commit, branch or tag); the files in the folder are not changed
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    /// The formats of each booklet, separated by commas [default: `formats` in liftpress.yaml]
    #[arg(short, long, alias = "formats", value_name = "FORMAT", value_delimiter = ',')]
    #[arg(value_parser = keywords::<Format>())]
    format: Vec<Format>,
    /// The paper size of PDFs [default: `paper` in liftpress.yaml]
    #[arg(long, value_name = "PAPER", value_parser = keywords::<Paper>())]
    paper: Option<Paper>,
    /// The PDFs of each booklet, separated by commas; implies the format pdf [default: `layouts` in liftpress.yaml]
    #[arg(long, alias = "layouts", value_name = "LAYOUT", value_delimiter = ',')]
    #[arg(value_parser = keywords::<PdfLayout>())]
    layout: Vec<PdfLayout>,
    /// Wait until every file is on the disk, so that after a power failure the output is the old one or the new one
    #[arg(long)]
    sync: bool,
    /// The format of the report; `json` goes to standard output
    #[arg(long, value_parser = offered(PRINTED), default_value = "text")]
    report: Offer<()>,
}

/// The site to build, and the folders to use.
pub(super) struct Target<'t> {
    pub(super) site: &'t Path,
    pub(super) output: Option<&'t Path>,
    pub(super) shard: Option<Shard>,
    /// The output folders of shards. Files that are up to date are taken from them.
    pub(super) shards: &'t [PathBuf],
}

/// The content to build, which was read from the files in the folder or from a revision.
struct Input {
    layout: Layout,
    content: Content,
    revision: Option<Revision>,
}

impl BuildArgs {
    fn read(&self, target: &Target<'_>) -> Result<Input, Failure> {
        let Target { site, output, shard, .. } = *target;
        if output == Some(Path::new("-")) {
            let message = "cannot build to standard output (`-o -`): a build is a folder; name a folder";
            return Err(Failure::Usage(message.to_owned()));
        }
        let placed = |layout: Layout| match shard {
            Some(shard) => layout.of_shard(shard, output),
            None => layout.built_into(output),
        };
        let Some(name) = &self.rev else {
            let layout = Layout::find(site, None).and_then(placed).map_err(|error| no_site(site, &error))?;
            return Ok(Input { content: Content::read(&layout.content), layout, revision: None });
        };
        let repository = Repository::of(site)?;
        let revision = repository.revision(name)?;
        let site = RevisionSite::of(&repository, &revision, site, Reads::All)?;
        Ok(Input { content: site.read(), layout: placed(site.layout)?, revision: Some(revision) })
    }

    /// Replaces settings of the site with those of the command line.
    fn override_settings(&self, settings: &mut Settings) {
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

pub(super) fn build_site(args: &BuildArgs, target: &Target<'_>, verbosity: Verbosity) -> Outcome {
    let start = Instant::now();
    let Input { layout, mut content, revision } = args.read(target)?;
    args.override_settings(&mut content.settings);
    let read = start.elapsed();
    let progress = Progress { bar: progress_bar(verbosity), output: &layout.output };
    let options =
        BuildOptions { revision: revision.as_ref(), shard: target.shard, built: target.shards, is_synced: args.sync };
    let result = build(&mut content, &layout, &options, &progress);
    progress.bar.finish_and_clear();
    if args.report.is_json() {
        print_object(&BuildReport::of(&result, &layout.output, &content))?;
    }
    match result {
        Ok(built) => {
            let (advice, problems): (Vec<_>, Vec<_>) =
                built.diagnostics.iter().partition(|diagnostic| is_advice(diagnostic));
            let is_complete = print_report(Report::new(problems, &content.files), verbosity);
            verbosity.note(&summary(&built, target, &layout.output));
            if !advice.is_empty() {
                let counts = Report::new(advice, &content.files).counts();
                verbosity.note(&format!("{counts}: run `liftpress check` for details"));
            }
            if verbosity == Verbosity::Verbose {
                note(&timings(&built.times, read, start.elapsed()));
            }
            reported(is_complete)
        }
        Err(BuildError::Content(diagnostics)) => {
            let problems = diagnostics.iter().filter(|diagnostic| !is_advice(diagnostic));
            print_report(Report::new(problems, &content.files), verbosity);
            if layout.has_output() {
                note(&format!("nothing was written; {} is unchanged", layout.output.display()));
            }
            Err(Failure::Reported)
        }
        Err(error @ (BuildError::NoPdf | BuildError::Output(_))) => Err(Failure::Failed(error.to_string())),
    }
}

/// Whether a diagnostic is advice. A build only counts advice, and `check` prints it.
fn is_advice(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Advice
}

fn summary(built: &Built, target: &Target<'_>, output: &Path) -> String {
    let [booklet_index, site_index] = ["booklets", "site"].map(|folder| output.join(folder).join("index.html"));
    let count = count_of(built.booklets.len(), "booklet");
    let booklets = match target.shard {
        Some(_) => format!("{count} (private): {}", output.display()),
        None => format!("{count} (private): {}", booklet_index.display()),
    };
    let was_missing = !target.shards.is_empty() && built.made > 0;
    let rebuilt = was_missing.then(|| format!("{} built here, because no shard had a current one", built.made));
    let foreign = (built.foreign_shards > 0).then(|| {
        let count = count_of(built.foreign_shards, "shard");
        format!("ignored {count} built with another key: set the same LIFTPRESS_KEY on every machine")
    });
    let site = (built.programs > 0 || target.shard.is_none())
        .then(|| format!("site with {} (to publish): {}", count_of(built.programs, "program"), site_index.display()));
    let published = built.booklets.iter().filter_map(|booklet| {
        let folder = booklet.published.as_ref()?;
        Some(format!("published for {} (`publish: true`): {folder}/", booklet.name))
    });
    [Some(booklets), rebuilt, foreign, site].into_iter().flatten().chain(published).collect::<Vec<_>>().join("\n")
}

fn timings(times: &Times, read: Duration, total: Duration) -> String {
    let Times { check, expand, render, print, links, write, commit } = times;
    format!(
        "read {read:.1?}, check {check:.1?}, move files into place {commit:.1?}, total {total:.1?}\n\
         summed over all threads: expand {expand:.1?}, render {render:.1?}, print PDFs {print:.1?}, \
         check links {links:.1?}, write {write:.1?}"
    )
}

/// Shows the progress of a build.
struct Progress<'w> {
    bar: ProgressBar,
    output: &'w Path,
}

impl Watcher for Progress<'_> {
    fn progress(&self, done: usize, of: usize) {
        self.bar.set_length(of as u64);
        self.bar.set_position(done as u64);
    }

    fn waits(&self) {
        note(&format!("waiting for another liftpress that is writing to {}", self.output.display()));
    }
}

/// Returns a progress bar. The bar is hidden if it should not be shown, for example because standard error is not a terminal.
fn progress_bar(verbosity: Verbosity) -> ProgressBar {
    if verbosity == Verbosity::Quiet || !is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
