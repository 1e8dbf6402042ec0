//! One file of the author's replaced, or left exactly as it is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::unseen::has_old_breaks;

/// Why a file was left as it is.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RewriteError {
    /// Somebody wrote to it in the meantime.
    #[error("`{0}` has changed since it was read, and is left as it is")]
    Changed(String),
    /// The file system said no.
    #[error("cannot write `{path}`: {error}; it is as it was")]
    Io {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
}

/// Puts `after` in the place of `before`: a whole file beside it first, then a change of names, so that at every moment
/// one or the other is there. Permissions are kept, and a link goes on leading to the file.
pub fn rewrite(path: &Path, before: &str, after: &str) -> Result<(), RewriteError> {
    let shown = || path.display().to_string();
    let io = |error| RewriteError::Io { path: shown(), error };
    let target = path.canonicalize().map_err(io)?;
    // A file that may not be written stays, though its folder would let us.
    OpenOptions::new().append(true).open(&target).map_err(io)?;
    // A file that is read with other line breaks than it has keeps its own.
    let is_old = has_old_breaks(&fs::read(&target).map_err(io)?);
    let written = |text: &str| if is_old { text.replace('\n', "\r") } else { text.to_owned() };
    let (file, aside) = create_beside(&target).map_err(io)?;
    let result = fill(file, &target, &written(after)).map_err(io).and_then(|()| {
        // As late as can be.
        if fs::read(&target).map_err(io)? != written(before).as_bytes() {
            return Err(RewriteError::Changed(shown()));
        }
        fs::rename(&aside, &target).map_err(io)
    });
    if result.is_err() {
        // It is ours, and nobody misses it.
        let _ = fs::remove_file(&aside);
    }
    result
}

/// A new file in the same folder, hidden, so that no other run takes it for content.
pub fn create_beside(target: &Path) -> io::Result<(File, PathBuf)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let aside = target.with_file_name(format!(".{name}.{}", std::process::id()));
    let file = OpenOptions::new().write(true).create_new(true).open(&aside)?;
    Ok((file, aside))
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
    fn a_file_that_has_changed_is_left_alone() {
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
    fn permissions_and_links_are_kept() {
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
