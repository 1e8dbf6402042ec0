//! Replaces one of the author's files, or leaves it exactly as it is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::unseen::has_old_breaks;

/// Why a file was not written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RewriteError {
    /// The file was changed after it was read.
    #[error("`{0}` has changed since it was read, and was not written")]
    Changed(String),
    /// The file system refused.
    #[error("cannot write `{path}`: {error}; the file is unchanged")]
    Io {
        /// The file.
        path: String,
        /// The reason.
        error: io::Error,
    },
}

/// Replaces the text `before` of a file with `after`. The new text is written to a temporary file, which is then
/// renamed, so that the path has either the old or the new text at every moment. The permissions of the file stay the
/// same, and a symbolic link still points to it.
///
/// # Errors
/// Returns an error, and leaves the file as it is, if its text is not `before` or if the file system refuses.
pub fn rewrite(path: &Path, before: &str, after: &str) -> Result<(), RewriteError> {
    let shown = || path.display().to_string();
    let io = |error| RewriteError::Io { path: shown(), error };
    let target = path.canonicalize().map_err(io)?;
    // A read-only file is not replaced, even if its folder permits it.
    OpenOptions::new().append(true).open(&target).map_err(io)?;
    // A file whose lines end in carriage returns alone was read with line feeds. It is written with carriage returns
    // again.
    let is_old = has_old_breaks(&fs::read(&target).map_err(io)?);
    let written = |text: &str| if is_old { text.replace('\n', "\r") } else { text.to_owned() };
    let (file, temporary) = create_beside(&target).map_err(io)?;
    let result = fill(file, &target, &written(after)).map_err(io).and_then(|()| {
        // The check is made directly before the file is replaced.
        if fs::read(&target).map_err(io)? != written(before).as_bytes() {
            return Err(RewriteError::Changed(shown()));
        }
        fs::rename(&temporary, &target).map_err(io)
    });
    if result.is_err() {
        // If the temporary file cannot be removed, it does no harm.
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// Creates a new, hidden file in the folder of `target`. Other runs do not read hidden files as content. Returns the
/// file and its path.
///
/// # Errors
/// Returns the error of the file system, for instance if the file exists.
pub fn create_beside(target: &Path) -> io::Result<(File, PathBuf)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let temporary = target.with_file_name(format!(".{name}.{}", std::process::id()));
    let file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
    Ok((file, temporary))
}

fn fill(mut file: File, target: &Path, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.set_permissions(fs::metadata(target)?.permissions())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_a_file_alone_that_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.yaml");
        fs::write(&path, "mine").unwrap();
        assert!(matches!(rewrite(&path, "read", "new"), Err(RewriteError::Changed(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert!(matches!(rewrite(&folder.path().join("q.yaml"), "", "new"), Err(RewriteError::Io { .. })));
        rewrite(&path, "mine", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::write(&path, "a\rb\r").unwrap();
        rewrite(&path, "a\nb\n", "a\nc\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a\rc\r");
    }

    #[cfg(unix)]
    #[test]
    fn keeps_permissions_and_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("p.yaml"), folder.path().join("l.yaml"));
        fs::write(&path, "a").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("p.yaml", &link).unwrap();
        rewrite(&link, "a", "b").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "b");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
