//! Writes the changed file of a lifter or shows it as a diff, and prints messages about what changed.

use std::slice;

use crate::diagnostic::Report;
use crate::progress::{Progress, ProgressError};
use crate::source::Content;

use super::{Failure, Outcome, Verbosity, changed_files, print_report, print_warning, reported};

/// Writes the changed file, or reports why nothing changes. With `--dry-run`, prints the changes as a diff instead.
pub(super) fn finish(
    result: Result<Progress, ProgressError>,
    content: &Content,
    is_dry_run: bool,
    verbosity: Verbosity,
) -> Outcome {
    let Progress { file, notes: messages, warnings } = result.map_err(|error| match error {
        ProgressError::Usage(message) => Failure::Usage(message),
        ProgressError::Content(diagnostics) => {
            print_report(Report::new(&diagnostics, &content.files), verbosity);
            Failure::Reported
        }
        _ => Failure::Failed(error.to_string()),
    })?;
    let is_changed = file.before != file.after;
    for message in &messages {
        verbosity.note(message);
    }
    for warning in warnings.iter().filter(|_| verbosity != Verbosity::Quiet) {
        print_warning(warning);
    }
    if !is_changed {
        verbosity.note(&format!("{} is unchanged", file.path));
    }
    if is_dry_run {
        return changed_files::print_diffs(slice::from_ref(&file));
    }
    reported(!is_changed || changed_files::write(&[file], "wrote", verbosity))
}
