//! Writes files that were changed in memory, or shows the changes as a diff.

use std::path::Path;

use similar::TextDiff;

use crate::diagnostic::count_of;
use crate::source::{EditedFile, rewrite};

use super::{Outcome, Verbosity, print_error, print_text, reported};

/// Prints the changes as a diff, and fails if there are any.
pub(super) fn show(files: &[EditedFile]) -> Outcome {
    print_diffs(files)?;
    reported(files.is_empty())
}

/// Prints the changes as a diff.
pub(super) fn print_diffs(files: &[EditedFile]) -> Outcome {
    Ok(print_text(&files.iter().map(diff).collect::<String>())?)
}

/// Writes the files and reports their number, as in `fixed 2 files`. Returns whether all files could be written.
pub(super) fn write(files: &[EditedFile], verb: &str, verbosity: Verbosity) -> bool {
    let mut written = 0;
    for EditedFile { path, before, after } in files {
        match rewrite(Path::new(path), before, after) {
            Ok(()) => written += 1,
            Err(error) => print_error(&error.to_string()),
        }
    }
    if written > 0 {
        verbosity.note(&format!("{verb} {}", count_of(written, "file")));
    }
    written == files.len()
}

fn diff(EditedFile { path, before, after }: &EditedFile) -> String {
    TextDiff::from_lines(before, after).unified_diff().header(path, path).to_string()
}
