use clap::ValueHint;

use crate::diagnostic::{Counts, Edit, Report, Sources, count_of};
use crate::site::all_diagnostics;
use crate::source::{Content, EditedFile, apply_edits};

use super::format::{CHECKED, Format, Offer, offered};
use super::mended;
use super::rooted::Rooted;
use super::select::{Only, Selection};
use super::{Ended, Voice, ended, heard, print, print_text};

/// Find every mistake, without building
///
/// Tells everything that `build` would tell: how things are written, names that lead nowhere, every program in every way
/// to choose, every lifter's programs worked out, templates; and where a program leaves good practice. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress check                          the site in the current folder\n  \
    liftpress check bench-backoff            one of its programs\n  \
    liftpress check drafts/wave.yaml         a file that need not be in it\n  \
    liftpress check --fix --diff             what would be mended\n  \
    liftpress check --format github          annotations of a pull request")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Args {
    /// The site, if it is not the current folder; then only these programs, lifters or files of it
    #[arg(value_name = "DIR|PROGRAM|FILE", value_hint = ValueHint::AnyPath)]
    what: Vec<String>,
    /// How to tell it
    #[arg(short, long, value_parser = offered(CHECKED), default_value = "text")]
    format: Offer<fn(Report<'_>) -> String>,
    /// Warnings are failures too
    #[arg(long, visible_alias = "strict")]
    deny_warnings: bool,
    /// Make the mends that are sure, and tell the rest
    #[arg(long)]
    fix: bool,
    /// Leave lifters out: nobody is named, and no max; for where others can read what is printed
    #[arg(long)]
    no_lifters: bool,
    /// Only show what `--fix` would change
    #[arg(long, requires = "fix", conflicts_with = "format")]
    diff: bool,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let mut selection = Selection::new(&args.what)?;
    selection.input.without_lifters = args.no_lifters;
    let mut is_mended = true;
    if args.fix {
        let mended = fixed(&selection);
        if args.diff {
            return mended::show(&mended);
        }
        is_mended = mended::write(&mended, "mended", voice);
    }
    let mut content = Content::read_input(&selection.input);
    let diagnostics = all_diagnostics(&mut content, &selection.templates);
    let only = selection.only(&content)?;
    let concerning = diagnostics.iter().filter(|diagnostic| only.concerns(&content, diagnostic));
    let rooted = Rooted::new(&content.files);
    let report = if args.format == Format::Github || args.format == Format::Sarif {
        // Services name files from the top of the repository.
        Report::new(concerning, &rooted)
    } else {
        Report::new(concerning, &content.files)
    };
    let counts = report.counts();
    // A warning that fails the run is printed, however quiet that is.
    let is_failure = args.deny_warnings && counts.warnings > 0;
    let report = if is_failure { report } else { heard(report, voice) };
    let reported = report.counts();
    let summary = summary(&content, &only, reported);
    let printed = (args.format.make)(report);
    if args.format != Format::Text {
        print(&printed)?;
        voice.say(&summary);
    } else if voice != Voice::Quiet || reported != Counts::default() {
        print_text(&format!("{printed}{summary}\n"))?;
    }
    ended(counts.errors == 0 && is_mended && !is_failure)
}

/// Every file with its sure mends made.
fn fixed(selection: &Selection) -> Vec<EditedFile> {
    apply_edits(&selection.input, |content| {
        let diagnostics = all_diagnostics(content, &selection.templates);
        let Ok(only) = selection.only(content) else { return Vec::new() };
        let fixes = Report::new(&diagnostics, &content.files);
        let edits = fixes.fixes().filter_map(|fix| content.files.edit(fix));
        edits.filter(|edit: &Edit| only.has(edit.file)).collect()
    })
}

/// `3 programs, 12 lifters: 2 errors, 1 warning`
fn summary(content: &Content, only: &Only, counts: Counts) -> String {
    let what = match only {
        Only::All => {
            let programs = content.programs.len() + content.broken.slugs.len();
            let lifters = content.lifters.len() + content.broken.lifters.len();
            format!("{}, {}", count_of(programs, "program"), count_of(lifters, "lifter"))
        }
        Only::Files(files) => count_of(files.len(), "file"),
    };
    if counts == Counts::default() { format!("{what}: all is well") } else { format!("{what}: {counts}") }
}
