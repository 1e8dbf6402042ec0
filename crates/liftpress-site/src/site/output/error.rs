//! Why the output could not be written.

use std::io;
use std::path::Path;

use cap_std::fs::Metadata;
use thiserror::Error;

/// Why the output could not be written. Unless said otherwise, the last good build is as it was.
#[derive(Debug, Error)]
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
    /// Something that is no ordinary file or folder is where liftpress keeps its own.
    #[error(
        "`{path}` is {found} and was not made by liftpress, so nothing is written; \
         remove it, or choose another folder with -o"
    )]
    Foreign {
        /// Where it is.
        path: String,
        /// What it is.
        found: &'static str,
    },
    /// The site's own output folder is a link, or lies behind one.
    #[error(
        "`{link}` is a link, so nothing is written; if it is yours, name the folder with `-o {output}`, else remove the link"
    )]
    Linked {
        /// The link.
        link: String,
        /// The output folder.
        output: String,
    },
    /// `LIFTPRESS_KEY` is so short that it may be guessed.
    #[error("`LIFTPRESS_KEY` has fewer than 32 characters; make one with `openssl rand -hex 32`")]
    WeakKey,
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

/// What a link is called.
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
