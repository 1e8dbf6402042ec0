//! Paths from the top of a repository.

use std::path::{Path, PathBuf};

/// Returns the path of a file relative to the top of its repository, such as `site/content/programs/wave.yaml`. Services such as
/// GitHub name files by this path. Returns `None` if the file does not exist, or is not in a repository.
#[must_use]
pub fn from_top(file: &Path) -> Option<PathBuf> {
    // If the file is a link, the path is that of the link itself, so only the folder is resolved.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok()?;
    let file = folder.join(file.file_name()?);
    let top = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    file.symlink_metadata().ok()?;
    file.strip_prefix(top).map(Path::to_path_buf).ok()
}
