//! Errors in writing the output folder.

use std::io;
use std::path::Path;

use cap_std::fs::Metadata;
use thiserror::Error;

/// The reason why the output could not be written. The last good output stays in place, except after [`OutputError::Pending`].
#[derive(Debug, Error)]
pub enum OutputError {
    /// The folder has files, but no manifest of liftpress.
    #[error(
        "`{0}` is not empty and was not made by liftpress, so nothing was written; \
         choose another folder with -o, or empty this one yourself"
    )]
    NotOurs(String),
    /// The folder of a shard has no output of liftpress.
    #[error("`{0}` is not a shard; build it with `liftpress build --shard`, or leave it out")]
    NoShard(String),
    /// A file of another program is at the path of an output file.
    #[error("`{0}` is in the way and was not made by liftpress; move it elsewhere")]
    InTheWay(String),
    /// The path of a file or folder of liftpress has something of another kind, such as a link.
    #[error(
        "`{path}` is {found} and was not made by liftpress, so nothing was written; \
         remove it, or choose another folder with -o"
    )]
    Foreign {
        /// The path.
        path: String,
        /// What is at the path, as in `a link`.
        found: &'static str,
    },
    /// The default output folder of the site is a link, or one of the folders in its path is a link.
    #[error(
        "`{link}` is a link, so nothing was written; if the link is yours, build with `-o {output}`; otherwise remove it"
    )]
    Linked {
        /// The link.
        link: String,
        /// The output folder.
        output: String,
    },
    /// `LIFTPRESS_KEY` is short enough to be guessed.
    #[error("`LIFTPRESS_KEY` has fewer than 32 characters; create a key with `openssl rand -hex 32`")]
    WeakKey,
    /// A file cannot be written.
    #[error("cannot write `{path}`: {error}; the last good output is unchanged")]
    Io {
        /// The file.
        path: String,
        /// The reason.
        error: io::Error,
    },
    /// The last steps of a build failed. They are in the journal, and the next command completes them.
    #[error("the last build of `{path}` is not complete ({reason}); fix this, then run liftpress again")]
    Pending {
        /// The output folder.
        path: String,
        /// The reason.
        reason: String,
    },
    /// The manifest or the journal is damaged.
    #[error(
        "`{path}` is damaged: {reason}; if none of the files in the output folder are yours, delete the whole folder"
    )]
    Damaged {
        /// The file.
        path: String,
        /// The reason why the file counts as damaged.
        reason: String,
    },
}

/// The words for a link in messages.
pub(super) const LINK: &str = "a link";

impl OutputError {
    pub(super) fn foreign(path: &Path, found: &Metadata) -> Self {
        let kind = found.file_type();
        let found = if kind.is_symlink() {
            LINK
        } else if kind.is_dir() {
            "a folder"
        } else if kind.is_file() {
            "a file"
        } else {
            "neither a file nor a folder"
        };
        Self::Foreign { path: path.display().to_string(), found }
    }
}

pub(super) fn failed(path: &Path, error: io::Error) -> OutputError {
    OutputError::Io { path: path.display().to_string(), error }
}
