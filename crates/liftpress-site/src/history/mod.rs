//! Reads the Git history of a site: its revisions, the files of each revision, and the differences from the working tree. Nothing
//! here writes to the repository.

mod changes;
mod error;
mod folder;
mod lfs;
mod moved;
mod repository;
mod revision;
mod top;
mod tree;
mod versions;
mod worktree;

pub use error::HistoryError;
pub use repository::Repository;
pub use revision::{Revision, Span};
pub use top::from_top;
pub use tree::{Committed, CommittedFiles, Reads};
pub use versions::Version;
pub use worktree::FileStatus;
