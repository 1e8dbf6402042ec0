//! Files that are written once, and never over another.

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

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Written,
    /// There is one already.
    LeftAsItWas,
}

/// Writes a file, and the folders that it is in, unless something of that name is there.
pub(super) fn write_new(path: &Path, text: &str) -> Result<Fate, WriteError> {
    let at = |path: &Path| {
        let path = path.display().to_string();
        move |error| WriteError { path, error }
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(Fate::LeftAsItWas),
        Err(error) => return Err(at(path)(error)),
    };
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a file would be left as it was the next time.
        let _ = fs::remove_file(path);
        at(path)(error)
    })?;
    Ok(Fate::Written)
}
