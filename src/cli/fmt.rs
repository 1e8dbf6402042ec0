use crate::diagnostic::{Code, Diagnostic, Edit, Report, Sources};
use crate::source::{Content, Input, apply_edits};

use super::format::{Offer, PRINTED, offered};
use super::json::print_json;
use super::selection::{Selection, SelectionArgs};
use super::{Outcome, Verbosity, changed_files, print, print_report, reported};

/// Format the notation in the files of programs and lifters
///
/// Writes schemes, loads, percentages, conditions and rests in one way: `5 x 3@85 %` becomes `5x3 @ 85%`. Comments, quotes,
/// order and layout stay the same, and so does every plan.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress fmt                  every file of the site in the current folder\n  \
    liftpress fmt bench-backoff    one program\n  \
    liftpress fmt --diff           print the changes, and write nothing\n  \
    liftpress fmt --check          list the files that would change\n  \
    liftpress fmt --check -f json  list them for other programs")]
pub(super) struct Args {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Write nothing, list the files that would change, and fail if there are any
    #[arg(long)]
    check: bool,
    /// The format of the list
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text", requires = "check")]
    format: Offer<()>,
    /// Write nothing, print the changes as a diff, and fail if there are any
    #[arg(long, alias = "dry-run")]
    diff: bool,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let selection = Selection::new(&args.selection)?;
    let input = Input { spellings: true, ..selection.input.clone() };
    let content = Content::read_input(&input);
    let only = selection.only(&content)?;
    // Only mistakes because of which a file cannot be read are reported here. `check` reports all others.
    let is_unreadable = |code| matches!(code, Code::Unreadable | Code::NotText | Code::Syntax | Code::DuplicateKey);
    let is_printed = |diagnostic: &&Diagnostic| is_unreadable(diagnostic.code) && only.concerns(&content, diagnostic);
    let unreadable = content.diagnostics.iter().filter(is_printed);
    let is_read = print_report(Report::new(unreadable, &content.files), verbosity);
    let formatted = apply_edits(&input, |content| {
        let spellings = content.spellings.take().unwrap_or_default();
        let Ok(only) = selection.only(content) else { return Vec::new() };
        let edits = spellings.iter().filter_map(|fix| content.files.edit(fix));
        edits.filter(|edit: &Edit| only.has(edit.file)).collect()
    });
    if args.diff {
        changed_files::show(&formatted)?;
    } else if args.check {
        let paths: Vec<_> = formatted.iter().map(|file| file.path.as_str()).collect();
        if args.format.is_json() {
            print_json(&paths)?;
        } else {
            print(&[paths.as_slice(), &[""]].concat().join("\n"))?;
        }
        reported(formatted.is_empty())?;
    } else {
        reported(changed_files::write(&formatted, "formatted", verbosity))?;
    }
    reported(is_read)
}
