//! Errors in reading revisions.

use thiserror::Error;

/// The reason why a revision cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HistoryError {
    /// The folder is not in a Git working tree.
    #[error("`{0}` is not in a Git repository")]
    NoRepository(String),
    /// The repository has no working tree.
    #[error("the Git repository of `{0}` has no working tree")]
    Bare(String),
    /// The repository has no commit.
    #[error("the Git repository has no commits yet, so there is nothing to compare with")]
    NoCommits,
    /// No commit has this name.
    #[error("unknown revision `{name}`{}", if *.is_shallow { "; this is a shallow clone: get the rest of the history with `git fetch --unshallow`" } else { "" })]
    Unknown {
        /// The name, as the user wrote it.
        name: String,
        /// Whether the repository is a shallow clone, which has only the latest commits.
        is_shallow: bool,
    },
    /// The revision has no site in the folder.
    #[error("revision {revision} has no content in `{folder}`")]
    NoContent {
        /// The short name of the revision.
        revision: String,
        /// The folder of the site.
        folder: String,
    },
    /// The repository is a partial clone, and lacks an object of the revision.
    #[error(
        "this is a partial clone, and it lacks an object of this revision: get all objects with `git fetch --refetch --no-filter`"
    )]
    Partial,
    /// The repository stores its references in the reftable format.
    #[error(
        "this repository stores its branches and tags in the reftable format, which liftpress cannot read: convert them with `git refs migrate --ref-format=files` (Git 2.48 or later)"
    )]
    Reftable,
    /// A submodule is not checked out, or lacks the commit that the revision uses.
    #[error(
        "`{0}` is a submodule, and it lacks the commit that this revision uses: get it with `git submodule update --init --recursive`, and for an old revision also `git -C {0} fetch`"
    )]
    Submodule(String),
    /// The checkout is sparse, and leaves out a file of the site.
    #[error(
        "`{0}` is not on disk, because this is a sparse checkout: add it with `git sparse-checkout add`, or compare two revisions, as in `HEAD~1..HEAD`"
    )]
    Sparse(String),
    /// A file is stored in Git LFS, and this machine does not have it.
    #[error("`{0}` is stored in Git LFS, and this version is not on this machine: get it with `git lfs fetch --all`")]
    Lfs(String),
    /// A Git filter converts a file between the commit and the disk, and liftpress does not run filters.
    #[error(
        "`{path}` is stored through the Git filter `{filter}`, and liftpress does not run programs that a repository names: exclude the file from the filter in `.gitattributes`, or check out the revision and build it there"
    )]
    Filtered {
        /// The file.
        path: String,
        /// The filter that `.gitattributes` names.
        filter: String,
    },
    /// A revision has too many copies of the same files, or too many bytes.
    #[error("the revision has {0}, which is more than liftpress reads; the same folders may be nested many times")]
    TooMuch(String),
    /// The repository is damaged, or has an unknown format.
    #[error("the repository cannot be read: {0}")]
    Unreadable(String),
}

impl HistoryError {
    pub(super) fn unreadable(error: &impl std::fmt::Display) -> Self {
        Self::Unreadable(error.to_string())
    }

    /// Returns the error for an object that cannot be read. A partial clone may lack the object.
    pub(super) fn of_object(git: &gix::Repository, error: &impl std::fmt::Display) -> Self {
        let config = git.config_snapshot();
        let is_promised = |remote: &str| config.boolean(&*format!("remote.{remote}.promisor")) == Some(true);
        let is_partial = config.string("extensions.partialClone").is_some()
            || git.remote_names().iter().any(|remote| is_promised(&remote.to_string()));
        if is_partial { Self::Partial } else { Self::unreadable(error) }
    }
}
