//! Why the output could not be written.

use std::io;
use std::path::Path;

use thiserror::Error;

/// Why the output could not be written. Unless said otherwise, the last good build is as it was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The folder has files in it and no manifest of ours.
    #[error(
        "`{0}` is not empty and was not made by liftpress, so nothing is written there; \
         choose another folder with -o, or empty this one yourself"
    )]
    NotOurs(String),
    /// A folder to take from that nothing was built into.
    #[error("`{0}` is no output of liftpress; build it with `liftpress build --shard`, or leave it out")]
    NoShard(String),
    /// A file we did not write is where one of ours has to go.
    #[error("`{0}` is in the way and was not made by liftpress; move it elsewhere")]
    InTheWay(String),
    /// The file system said no.
    #[error("cannot write `{path}`: {error}; the last good output is untouched")]
    Io {
        /// What was to be written.
        path: String,
        /// The reason.
        error: io::Error,
    },
    /// The last steps could not be made; they are noted, and the next command makes them.
    #[error("`{path}` could not be brought to an end ({reason}); run liftpress again when that is mended")]
    Pending {
        /// The output folder.
        path: String,
        /// What failed.
        reason: String,
    },
    /// The manifest is not one.
    #[error("`{path}` is damaged ({reason}); remove the whole output folder if nothing in it is yours")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

pub(super) fn failed(path: &Path, error: io::Error) -> OutputError {
    OutputError::Io { path: path.display().to_string(), error }
}
