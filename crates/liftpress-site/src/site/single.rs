//! Writes a single file outside of the output folder, such as an export.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use thiserror::Error;

use crate::source::create_beside;

/// The reason why a file was not written.
#[derive(Debug, Error)]
pub enum SingleError {
    /// The file already exists, and must not be replaced.
    #[error("`{0}` already exists; overwrite it with --force, or choose another file with -o")]
    Exists(String),
    /// The file cannot be written.
    #[error("cannot write `{path}`: {error}; nothing was changed")]
    Io {
        /// The file.
        path: String,
        /// The reason.
        error: io::Error,
    },
}

/// Writes a file, and creates its folders. The bytes are first written under another name in the same folder, so a partial file
/// never has the name `path`. If `path` is a pipe or a device, writes the bytes into it.
///
/// # Errors
///
/// Fails if the file cannot be written, or if it exists and `replaces` is false.
pub fn write_single(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), SingleError> {
    let shown = || path.display().to_string();
    let io = |error| SingleError::Io { path: shown(), error };
    if let Some(mut stream) = stream(path).map_err(io)? {
        return stream.write_all(bytes).and_then(|()| stream.flush()).map_err(io);
    }
    if !replaces && path.symlink_metadata().is_ok() {
        return Err(SingleError::Exists(shown()));
    }
    replace(path, bytes).map_err(io)
}

/// Writes a file, and replaces any file at the path. If the path is a link, the link itself is replaced.
///
/// # Errors
///
/// Fails if the file cannot be written.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let (file, aside) = create_beside(path)?;
    let result = fill(file, bytes).and_then(|()| fs::rename(&aside, path));
    if result.is_err() {
        // The temporary file is no longer needed.
        let _ = fs::remove_file(&aside);
    }
    result
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// Opens a pipe, a device, or a path that leads to standard output. Returns `None` for any other path.
fn stream(path: &Path) -> io::Result<Option<Box<dyn Write>>> {
    let Ok(found) = fs::metadata(path) else { return Ok(None) };
    if (path.is_symlink() || !found.is_file()) && is_standard_output(&found) {
        return Ok(Some(Box::new(io::stdout())));
    }
    if found.is_file() || found.is_dir() {
        return Ok(None);
    }
    let device = OpenOptions::new().write(true).open(path)?;
    Ok(Some(Box::new(device)))
}

/// Whether standard output leads to this file.
#[cfg(unix)]
fn is_standard_output(found: &Metadata) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let out = io::stdout().as_fd().try_clone_to_owned().map(File::from).and_then(|out| out.metadata());
    out.is_ok_and(|out| (out.dev(), out.ino()) == (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn is_standard_output(_: &Metadata) -> bool {
    false
}
