use thiserror::Error;

/// Why a revision cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
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
    /// A clone that leaves out objects until they are needed.
    #[error(
        "this is a partial clone, and an object of this revision is not in it: `git fetch --refetch --no-filter` brings all of them"
    )]
    Partial,
    /// References in a format that cannot be read.
    #[error(
        "this repository keeps its branches and tags in the reftable format, which liftpress cannot read: `git refs migrate --ref-format=files` converts them (from Git 2.48 on)"
    )]
    Reftable,
    /// A submodule that is not checked out, or lacks the commit that the revision wants.
    #[error(
        "`{0}` is a submodule, and the commit that this revision wants is not in it: `git submodule update --init --recursive` brings it, and for an old revision also `git -C {0} fetch`"
    )]
    Submodule(String),
    /// A file that the checkout leaves out.
    #[error(
        "`{0}` is not on disk: this is a sparse checkout. Add it with `git sparse-checkout add`, or compare two revisions, as in `HEAD~1..HEAD`"
    )]
    Sparse(String),
    /// A file that Git LFS keeps elsewhere.
    #[error("`{0}` is kept in Git LFS, and this version of it is not on this machine: `git lfs fetch --all` brings it")]
    Lfs(String),
    /// A file that only a filter of the repository can read.
    #[error(
        "`{path}` is stored through the Git filter `{filter}`, and liftpress does not run the programs that a repository names: take the file out of the filter in `.gitattributes`, or check the revision out and build it there"
    )]
    Filtered {
        /// The file.
        path: String,
        /// The filter that `.gitattributes` names.
        filter: String,
    },
    /// A revision of more files than it stores.
    #[error(
        "the revision comes to {0}, which is more than a site has: folders of it may contain one another many times over"
    )]
    TooMuch(String),
    /// The repository is damaged, or of a kind that cannot be read.
    #[error("the repository cannot be read: {0}")]
    Unreadable(String),
}

impl HistoryError {
    pub(super) fn unreadable(error: &impl std::fmt::Display) -> Self {
        Self::Unreadable(error.to_string())
    }

    /// Why an object cannot be read: a partial clone may not have it.
    pub(super) fn of_object(git: &gix::Repository, error: &impl std::fmt::Display) -> Self {
        let config = git.config_snapshot();
        let is_promised = |remote: &str| config.boolean(&*format!("remote.{remote}.promisor")) == Some(true);
        let is_partial = config.string("extensions.partialClone").is_some()
            || git.remote_names().iter().any(|remote| is_promised(&remote.to_string()));
        if is_partial { Self::Partial } else { Self::unreadable(error) }
    }
}
