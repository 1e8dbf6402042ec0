//! Files that are not read from disk: a site at a Git revision.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every file of a site at a revision, by the path that it has, or would have, on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    files: BTreeMap<PathBuf, SnapshotFile>,
}

/// A file of a [`Snapshot`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotFile {
    /// Its content.
    Bytes(Vec<u8>),
    /// The file is too large: it has more bytes than liftpress reads of any file.
    TooLarge,
}

impl Snapshot {
    /// Adds a file.
    pub fn insert(&mut self, path: PathBuf, file: SnapshotFile) {
        self.files.insert(path, file);
    }

    /// Returns whether there is a file at the path, or below it.
    #[must_use]
    pub fn has(&self, path: &Path) -> bool {
        self.files.range(path.to_path_buf()..).next().is_some_and(|(file, _)| file.starts_with(path))
    }

    /// Returns the file at `from`, or all files below `from`. Each one has the path that it would have if `from` were
    /// `to`.
    #[must_use]
    pub fn below(&self, from: &Path, to: &Path) -> Vec<(PathBuf, SnapshotFile)> {
        let below = self.files.range(from.to_path_buf()..);
        let below = below.map_while(|(path, file)| Some((path.strip_prefix(from).ok()?, file.clone())));
        let moved = |inside: &Path| if inside.as_os_str().is_empty() { to.to_path_buf() } else { to.join(inside) };
        below.map(|(inside, file)| (moved(inside), file)).collect()
    }

    /// Returns the paths of all files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    /// Returns the text of a file; `None` if there is no such file or it is not UTF-8 text.
    #[must_use]
    pub fn text(&self, path: &Path) -> Option<&str> {
        match self.files.get(path)? {
            SnapshotFile::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            SnapshotFile::TooLarge => None,
        }
    }

    /// Returns a snapshot that has only the files for whose paths `is_wanted` holds.
    #[must_use]
    pub fn only(&self, is_wanted: impl Fn(&Path) -> bool) -> Self {
        let wanted = self.files.iter().filter(|(path, _)| is_wanted(path));
        Self { files: wanted.map(|(path, file)| (path.clone(), file.clone())).collect() }
    }

    pub(super) fn get(&self, path: &Path) -> Option<&SnapshotFile> {
        self.files.get(path)
    }

    /// Returns every file below a folder that is not hidden and whose path within the folder is relevant, sorted by
    /// name. Each file has its full path and its path within the folder.
    pub(super) fn files_of(&self, folder: &Path, is_relevant: fn(&Path) -> bool) -> Vec<(PathBuf, PathBuf)> {
        let below = self.files.range(folder.to_path_buf()..).take_while(|(path, _)| path.starts_with(folder));
        let entry = |path: &PathBuf| {
            let inside = path.strip_prefix(folder).ok()?.to_path_buf();
            let is_hidden = inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
            (!is_hidden && is_relevant(&inside)).then(|| (path.clone(), inside))
        };
        below.filter_map(|(path, _)| entry(path)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_the_files_below_a_folder_only() {
        let mut snapshot = Snapshot::default();
        for path in ["a/content/x.md", "a/content/.hidden/y.md", "a/content/z/w.md", "a/content-2/x.md", "a/b"] {
            snapshot.insert(path.into(), SnapshotFile::Bytes(Vec::new()));
        }
        let inside: Vec<_> =
            snapshot.files_of(Path::new("a/content"), |_| true).into_iter().map(|(_, inside)| inside).collect();
        assert_eq!(inside, [PathBuf::from("x.md"), PathBuf::from("z/w.md")]);
        assert!(snapshot.has(Path::new("a/content")) && snapshot.has(Path::new("a/b")));
        assert!(!snapshot.has(Path::new("a/conten")) && !snapshot.has(Path::new("a/c")));
    }
}
