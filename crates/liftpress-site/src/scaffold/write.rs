//! Writes new files, and never overwrites an existing file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use thiserror::Error;

/// Why a file could not be written.
#[derive(Debug, Error)]
#[error("cannot write `{path}`: {error}")]
pub struct WriteError {
    path: String,
    error: io::Error,
}

/// The outcome of writing a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Written,
    /// A file or folder with this name already exists, and was not changed.
    Exists,
}

/// Writes a file, and creates its folders. Writes nothing if a file or folder with this name exists.
pub(super) fn write_new(path: &Path, text: &str) -> Result<Outcome, WriteError> {
    let at = |path: &Path| {
        let path = path.display().to_string();
        move |error| WriteError { path, error }
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(Outcome::Exists),
        Err(error) => return Err(at(path)(error)),
    };
    file.write_all(text.as_bytes()).map_err(|error| {
        // Remove the partial file, because the next run would not replace it.
        let _ = fs::remove_file(path);
        at(path)(error)
    })?;
    Ok(Outcome::Written)
}
