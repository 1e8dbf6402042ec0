//! A single file that somebody asked for, outside of the output folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use thiserror::Error;

use crate::source::create_beside;

/// Why a file was not written.
#[derive(Debug, Error)]
pub enum SingleError {
    /// There is one already, which is not to be replaced.
    #[error("`{0}` is there already; write over it with --force, or choose another with -o")]
    Exists(String),
    /// The file system said no.
    #[error("cannot write `{path}`: {error}; nothing was changed")]
    Io {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
}

/// Writes a file, and the folders that it is in: whole beside its place first, so that there is never half of it. What is
/// there already stays unless it `replaces` that.
pub fn write_single(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), SingleError> {
    let shown = || path.display().to_string();
    let io = |error| SingleError::Io { path: shown(), error };
    if !replaces && path.symlink_metadata().is_ok() {
        return Err(SingleError::Exists(shown()));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(io)?;
    }
    let (file, aside) = create_beside(path).map_err(io)?;
    let result = fill(file, bytes).and_then(|()| fs::rename(&aside, path)).map_err(io);
    if result.is_err() {
        // It is ours, and nobody misses it.
        let _ = fs::remove_file(&aside);
    }
    result
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}
