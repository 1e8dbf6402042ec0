//! The revisions of a site that is kept in git: which there are, and the site as each of them had it. Nothing is written,
//! and nothing has to be committed for it.

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
pub use worktree::Standing;
