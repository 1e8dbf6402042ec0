//! What becomes of a lifter's changed file: written, or shown as a diff, and said in words.

use std::io;

use crate::diagnostic::Report;
use crate::progress::{Progress, ProgressError};
use crate::source::Content;

use super::{Outcome, Voice, mended, say, say_error, tell};

/// Writes the file, or tells why not.
pub(super) fn finish(
    done: Result<Progress, ProgressError>,
    content: &Content,
    is_dry_run: bool,
    voice: Voice,
) -> io::Result<Outcome> {
    let Progress { mended, said, warned } = match done {
        Ok(progress) => progress,
        Err(ProgressError::Usage(usage)) => return Ok(Outcome::Usage(usage)),
        Err(ProgressError::Content(told)) => {
            tell(Report::new(&told, &content.files), voice);
            return Ok(Outcome::Failed);
        }
        Err(error) => {
            say_error(&error.to_string());
            return Ok(Outcome::Failed);
        }
    };
    let is_new = mended.before != mended.after;
    if voice != Voice::Quiet {
        for line in &said {
            say(line);
        }
        for line in &warned {
            say(&format!("\x1b[1;33mwarning\x1b[0m: {line}"));
        }
        if !is_new {
            say(&format!("{} is as it was", mended.path));
        }
    }
    if is_dry_run {
        mended::show(std::slice::from_ref(&mended))?;
        return Ok(Outcome::Fine);
    }
    let is_written = !is_new || mended::write(&[mended], "wrote", voice);
    Ok(if is_written { Outcome::Fine } else { Outcome::Failed })
}
