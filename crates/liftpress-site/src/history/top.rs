use std::path::{Path, PathBuf};

/// The path of a file from the top of the repository that it is in, as services name files: `site/content/programs/wave.yaml`.
/// None where there is no such file, or no repository around it.
#[must_use]
pub fn from_top(file: &Path) -> Option<PathBuf> {
    // Of a link, the path is that of the link itself.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok()?;
    let file = folder.join(file.file_name()?);
    let top = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    file.symlink_metadata().ok()?;
    file.strip_prefix(top).map(Path::to_path_buf).ok()
}
