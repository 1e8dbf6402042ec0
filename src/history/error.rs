use thiserror::Error;

/// Why a revision cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// The folder is in no working tree.
    #[error("`{0}` is not kept in git: there is no repository around it")]
    NoRepository(String),
    /// A repository without a working tree.
    #[error("the repository around `{0}` has no working tree")]
    Bare(String),
    /// Nothing was ever committed.
    #[error("nothing was committed yet, so there is nothing to compare with")]
    NoCommits,
    /// A name that stands for no commit.
    #[error("there is no revision `{name}` in this repository{}", if *.is_shallow { ": it is a shallow clone, and `git fetch --unshallow` brings the rest" } else { "" })]
    Unknown {
        /// As it was given.
        name: String,
        /// Whether the repository has only the last commits of its history.
        is_shallow: bool,
    },
    /// The revision has no site in this folder.
    #[error("revision {revision} has no content in `{folder}`")]
    NoContent {
        /// Its name.
        revision: String,
        /// The folder of the site.
        folder: String,
    },
    /// The repository is damaged, or of a kind that cannot be read.
    #[error("the repository cannot be read: {0}")]
    Unreadable(String),
}

impl HistoryError {
    pub(super) fn unreadable(error: &impl std::fmt::Display) -> Self {
        Self::Unreadable(error.to_string())
    }
}
