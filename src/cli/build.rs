use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueHint;
use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::{Diagnostic, Report, Severity, count_of};
use crate::history::{Reads, Repository, Revision};
use crate::model::{Format, Paper, PdfLayout, Settings};
use crate::site::{BuildError, Built, Layout, Past, Watcher, build};
use crate::source::Content;

use super::built::BuildReport;
use super::json::{Format as ReportFormat, print_object};
use super::words::words;
use super::{Outcome, Voice, is_watched, say, say_error, tell};

/// Build every booklet and the site
///
/// Reads the programs, lifters and exercises of a site and writes a booklet for each lifter and program to
/// `output/booklets/` (private), and what may be published to `output/site/`.
///
/// The last good output stays as it is until the new one is complete. Files in the output folder that liftpress did
/// not write are never touched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress build                    the site in the current folder\n  \
    liftpress build ~/coaching         another one\n  \
    liftpress build -o /srv/booklets   to another place\n  \
    liftpress build --format html,pdf  booklets to read and to print\n  \
    liftpress build --layout sheet     a page a week as PDF\n  \
    liftpress build --rev spring -o spring   last season's booklets again, byte for byte\n  \
    liftpress build --report json      what was written, for other programs")]
pub(super) struct Args {
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    dir: PathBuf,
    /// Where to build [default: `output` in the site's folder]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
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
    /// What to print of it
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    report: ReportFormat,
}

/// What is built: the files as they are, or as a revision had them.
struct Reading {
    layout: Layout,
    content: Content,
    revision: Option<Revision>,
}

impl Args {
    fn read(&self) -> Result<Reading, String> {
        let Some(name) = &self.rev else {
            let layout = Layout::find(&self.dir, self.output.as_deref()).map_err(|error| error.to_string())?;
            return Ok(Reading { content: Content::read(&layout.content), layout, revision: None });
        };
        let past = Repository::of(&self.dir).and_then(|repository| {
            let revision = repository.revision(name)?;
            Ok((Past::of(&repository, &revision, &self.dir, Reads::All)?, revision))
        });
        let (past, revision) = past.map_err(|error| error.to_string())?;
        let layout = past.layout.clone().built_into(self.output.as_deref()).map_err(|error| error.to_string())?;
        Ok(Reading { content: past.read(), layout, revision: Some(revision) })
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

pub(super) fn run(args: &Args, voice: Voice) -> io::Result<Outcome> {
    let start = Instant::now();
    let Reading { layout, mut content, revision } = match args.read() {
        Ok(reading) => reading,
        Err(usage) => return Ok(Outcome::Usage(usage)),
    };
    args.settle(&mut content.settings);
    let read = start.elapsed();
    let watching = Watching { bar: progress_bar(voice), output: &layout.output };
    let result = build(&mut content, &layout, revision.as_ref(), &watching);
    watching.bar.finish_and_clear();
    if args.report == ReportFormat::Json {
        print_object(&BuildReport::of(&result, &layout.output, &content))?;
    }
    Ok(match result {
        Ok(built) => {
            let (advice, warnings): (Vec<_>, Vec<_>) = built.told.iter().partition(|told| is_advice(told));
            tell(&Report::new(warnings, &content.files));
            if voice != Voice::Quiet {
                say(&summary(&built, &layout.output));
                if !advice.is_empty() {
                    say(&format!("{}: liftpress check", Report::new(advice, &content.files).counts()));
                }
            }
            if voice == Voice::Verbose {
                let times = built.times;
                say(&format!(
                    "read {read:.1?}, expand {:.1?}, render {:.1?}, follow links {:.1?} and write {:.1?} over all threads, print {:.1?}, put in place {:.1?}, in all {:.1?}",
                    times.expand,
                    times.render,
                    times.links,
                    times.write,
                    times.print,
                    times.commit,
                    start.elapsed()
                ));
            }
            Outcome::Fine
        }
        Err(BuildError::Content(diagnostics)) => {
            tell(&Report::new(diagnostics.iter().filter(|told| !is_advice(told)), &content.files));
            if layout.output.exists() {
                say(&format!("nothing was written; {} is as it was", layout.output.display()));
            }
            Outcome::Failed
        }
        Err(error @ BuildError::Output(_)) => {
            say_error(&error.to_string());
            Outcome::Failed
        }
    })
}

/// What can wait until somebody asks `check`.
fn is_advice(told: &Diagnostic) -> bool {
    told.severity == Severity::Advice
}

fn summary(built: &Built, output: &Path) -> String {
    let [shelf, index] = ["booklets", "site"].map(|folder| output.join(folder).join("index.html"));
    let published = built.booklets.iter().filter_map(|booklet| {
        let folder = booklet.published.as_ref()?;
        Some(format!("\npublished, as {} wants it: {folder}/", booklet.name))
    });
    format!(
        "{}, private: {}\na site of {}, to publish: {}{}",
        count_of(built.booklets.len(), "booklet"),
        shelf.display(),
        count_of(built.programs, "program"),
        index.display(),
        published.collect::<String>(),
    )
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
