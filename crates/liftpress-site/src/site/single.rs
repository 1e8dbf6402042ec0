//! A single file that somebody asked for, outside of the output folder; or a stream in its place.

use std::fs::{self, File, Metadata, OpenOptions};
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
/// there already stays unless it `replaces` that. A pipe or a device is written into, and so stays what it is.
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

/// Puts a file in the place of whatever has its name; a link is replaced, and not followed.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let (file, aside) = create_beside(path)?;
    let result = fill(file, bytes).and_then(|()| fs::rename(&aside, path));
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

/// What is written into: our standard output by whatever name, a pipe, a device. `None` where a file is or may be.
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

/// Whether something is what standard output leads to.
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
