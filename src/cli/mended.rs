//! What becomes of files that were mended in memory: written, or shown as a diff.

use std::path::Path;

use similar::TextDiff;

use crate::diagnostic::count_of;
use crate::source::{EditedFile, rewrite};

use super::{Ended, Voice, ended, print_text, say_error};

/// Shows what would change. Whoever asks only wants to know, so something to change is a failure.
pub(super) fn show(mended: &[EditedFile]) -> Ended {
    print_diffs(mended)?;
    ended(mended.is_empty())
}

/// Shows what has changed.
pub(super) fn print_diffs(mended: &[EditedFile]) -> Ended {
    Ok(print_text(&mended.iter().map(diff).collect::<String>())?)
}

/// Writes what has changed; true where all of it could be.
pub(super) fn write(mended: &[EditedFile], done: &str, voice: Voice) -> bool {
    let mut written = 0;
    for EditedFile { path, before, after } in mended {
        match rewrite(Path::new(path), before, after) {
            Ok(()) => written += 1,
            Err(error) => say_error(&error.to_string()),
        }
    }
    if written > 0 {
        voice.say(&format!("{done} {}", count_of(written, "file")));
    }
    written == mended.len()
}

fn diff(EditedFile { path, before, after }: &EditedFile) -> String {
    TextDiff::from_lines(before, after).unified_diff().header(path, path).to_string()
}
