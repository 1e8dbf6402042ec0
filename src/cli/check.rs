use crate::diagnostic::{Counts, Edit, Report, Sources, count_of};
use crate::site::all_diagnostics;
use crate::source::{Content, EditedFile, apply_edits};

use super::changed_files;
use super::explain;
use super::format::{CHECKED, Format, Offer, offered};
use super::repository_paths::FromRepository;
use super::selection::{Only, Selection, SelectionArgs};
use super::{Outcome, Verbosity, print, print_text, reported, visible};

/// Report every mistake, without building
///
/// Reports everything that `build` reports, and advice on good practice with back-off sets: mistakes in files, unknown
/// names, every program with every combination of its options, the plan of every lifter, and templates. Nothing is
/// written, except with --fix.
///
/// The exit code is 1 if there are errors, and with --deny-warnings also if there are warnings.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress check                    the site in the current folder\n  \
    liftpress check bench-backoff      one program of the site\n  \
    liftpress check drafts/wave.yaml   a file, which may be outside of a site\n  \
    liftpress check --fix --diff       show what --fix would change\n  \
    liftpress check --format github    annotations for a pull request\n  \
    liftpress check --explain no-max   explain a diagnostic, like `liftpress explain no-max`")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Args {
    #[command(flatten)]
    selection: SelectionArgs,
    /// The format of the report
    #[arg(short, long, value_parser = offered(CHECKED), default_value = "text")]
    format: Offer<fn(Report<'_>) -> String>,
    /// Fail if there are warnings, too
    #[arg(long, visible_alias = "strict")]
    deny_warnings: bool,
    /// Apply the safe fixes and report the rest
    #[arg(long)]
    fix: bool,
    /// Leave lifters out: print no name and no max of a lifter, for reports that others can read
    #[arg(long)]
    no_lifters: bool,
    /// With --fix: write nothing, print the changes as a diff, and fail if there are any
    #[arg(long, alias = "dry-run", requires = "fix", conflicts_with = "format")]
    diff: bool,
    /// Explain the diagnostic with this code, and check nothing
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<String>,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    if let Some(code) = &args.explain {
        return explain::print_one(code);
    }
    let mut selection = Selection::new(&args.selection)?;
    selection.input.without_lifters = args.no_lifters;
    let mut is_fixed = true;
    if args.fix {
        let fixed = fixed(&selection);
        if args.diff {
            return changed_files::show(&fixed);
        }
        is_fixed = changed_files::write(&fixed, "fixed", verbosity);
    }
    let mut content = Content::read_input(&selection.input);
    let diagnostics = all_diagnostics(&mut content, &selection.templates);
    let only = selection.only(&content)?;
    let concerning = diagnostics.iter().filter(|diagnostic| only.concerns(&content, diagnostic));
    let from_repository = FromRepository::new(&content.files);
    let report = if args.format == Format::Github || args.format == Format::Sarif {
        // These services expect paths from the top of the repository.
        Report::new(concerning, &from_repository)
    } else {
        Report::new(concerning, &content.files)
    };
    let counts = report.counts();
    // A warning that makes the command fail is printed even with --quiet.
    let is_failure = args.deny_warnings && counts.warnings > 0;
    let report = if is_failure { report } else { visible(report, verbosity) };
    let printed_counts = report.counts();
    let summary = summary(&content, &only, printed_counts);
    let printed = (args.format.make)(report);
    if args.format != Format::Text {
        print(&printed)?;
        verbosity.note(&summary);
    } else if verbosity != Verbosity::Quiet || printed_counts != Counts::default() {
        print_text(&format!("{printed}{summary}\n"))?;
    }
    reported(counts.errors == 0 && is_fixed && !is_failure)
}

/// Returns every file that changes, with its safe fixes applied.
fn fixed(selection: &Selection) -> Vec<EditedFile> {
    apply_edits(&selection.input, |content| {
        let diagnostics = all_diagnostics(content, &selection.templates);
        let Ok(only) = selection.only(content) else { return Vec::new() };
        let fixes = Report::new(&diagnostics, &content.files);
        let edits = fixes.fixes().filter_map(|fix| content.files.edit(fix));
        edits.filter(|edit: &Edit| only.has(edit.file)).collect()
    })
}

/// Returns the summary: `3 programs, 12 lifters: 2 errors, 1 warning`.
fn summary(content: &Content, only: &Only, counts: Counts) -> String {
    let checked = match only {
        Only::All => {
            let programs = content.programs.len() + content.broken.slugs.len();
            let lifters = content.lifters.len() + content.broken.lifters.len();
            format!("{}, {}", count_of(programs, "program"), count_of(lifters, "lifter"))
        }
        Only::Files(files) => count_of(files.len(), "file"),
    };
    if counts == Counts::default() { format!("{checked}: no problems") } else { format!("{checked}: {counts}") }
}
