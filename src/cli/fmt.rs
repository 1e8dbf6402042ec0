use clap::ValueHint;

use crate::diagnostic::{Code, Edit, Report, Sources};
use crate::source::{Content, Input, apply_edits};

use super::format::{Offer, PRINTED, offered};
use super::json::print_json;
use super::select::Selection;
use super::{Ended, Voice, ended, mended, print, tell};

/// Spell schemes, loads, percentages, conditions and rests the same way everywhere
///
/// `5 x 3@85 %` becomes `5x3 @ 85%`. Nothing else is touched: comments, quotes, order and layout stay, and every plan stays
/// what it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress fmt                      every file of the site in the current folder\n  \
    liftpress fmt bench-backoff        one program\n  \
    liftpress fmt --diff               what would change\n  \
    liftpress fmt --check              only whether something would\n  \
    liftpress fmt --check -f json      for other programs")]
pub(super) struct Args {
    /// The site, if it is not the current folder; then only these programs, lifters or files of it
    #[arg(value_name = "DIR|PROGRAM|FILE", value_hint = ValueHint::AnyPath)]
    what: Vec<String>,
    /// Change nothing, name the files that would change, and fail if there are any
    #[arg(long)]
    check: bool,
    /// How to name them
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text", requires = "check")]
    format: Offer<()>,
    /// Change nothing, show what would change, and fail if there is anything
    #[arg(long)]
    diff: bool,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let selection = Selection::new(&args.what)?;
    let input = Input { spellings: true, ..selection.input.clone() };
    let content = Content::read_input(&input);
    let only = selection.only(&content)?;
    // What cannot be read at all is told; other mistakes are for `check`.
    let unread = |code| matches!(code, Code::Unreadable | Code::NotText | Code::Syntax | Code::DuplicateKey);
    let of_these = content.diagnostics.iter().filter(|told| unread(told.code) && only.concerns(&content, told));
    let is_read = tell(Report::new(of_these, &content.files), voice);
    let mended = apply_edits(&input, |content| {
        let spellings = content.spellings.take().unwrap_or_default();
        let Ok(only) = selection.only(content) else { return Vec::new() };
        let edits = spellings.iter().filter_map(|fix| content.files.edit(fix));
        edits.filter(|edit: &Edit| only.has(edit.file)).collect()
    });
    if args.diff {
        mended::show(&mended)?;
    } else if args.check {
        let paths: Vec<_> = mended.iter().map(|mended| mended.path.as_str()).collect();
        if args.format.is_json() {
            print_json(&paths)?;
        } else {
            print(&[paths.as_slice(), &[""]].concat().join("\n"))?;
        }
        ended(mended.is_empty())?;
    } else {
        ended(mended::write(&mended, "wrote", voice))?;
    }
    ended(is_read)
}
