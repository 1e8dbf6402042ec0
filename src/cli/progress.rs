//! What becomes of a lifter's changed file: written, or shown as a diff, and said in words.

use crate::diagnostic::Report;
use crate::progress::{Progress, ProgressError};
use crate::source::Content;

use super::{Ended, Stop, Voice, ended, mended, tell};

/// Writes the file, or tells why not.
pub(super) fn finish(
    done: Result<Progress, ProgressError>,
    content: &Content,
    is_dry_run: bool,
    voice: Voice,
) -> Ended {
    let Progress { mended, notes, warnings } = done.map_err(|error| match error {
        ProgressError::Usage(usage) => Stop::Usage(usage),
        ProgressError::Content(told) => {
            tell(Report::new(&told, &content.files), voice);
            Stop::Reported
        }
        _ => Stop::Failed(error.to_string()),
    })?;
    let is_new = mended.before != mended.after;
    for line in &notes {
        voice.say(line);
    }
    for line in &warnings {
        voice.say(&format!("\x1b[1;33mwarning\x1b[0m: {line}"));
    }
    if !is_new {
        voice.say(&format!("{} is as it was", mended.path));
    }
    if is_dry_run {
        return mended::print_diffs(std::slice::from_ref(&mended));
    }
    ended(!is_new || mended::write(&[mended], "wrote", voice))
}
