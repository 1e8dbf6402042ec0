//! Paths from the top of a repository.

use std::path::{Path, PathBuf};

/// The path of a file, relative to the top of its repository, as services such as GitHub name files:
/// `site/content/programs/wave.yaml`. `None` if the file does not exist, or is not in a repository.
#[must_use]
pub fn from_top(file: &Path) -> Option<PathBuf> {
    // For a link, this is the path of the link itself.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok()?;
    let file = folder.join(file.file_name()?);
    let top = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    file.symlink_metadata().ok()?;
    file.strip_prefix(top).map(Path::to_path_buf).ok()
}
