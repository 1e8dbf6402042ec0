//! Files that are not read from disk: a site as a revision had it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every file of a site as it once was, by the path that it has, or would have, on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    files: BTreeMap<PathBuf, Kept>,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// All that is in it.
    Bytes(Vec<u8>),
    /// It has more bytes than anything that is read may have.
    TooLarge,
}

impl Snapshot {
    /// Puts a file in.
    pub fn insert(&mut self, path: PathBuf, kept: Kept) {
        self.files.insert(path, kept);
    }

    /// Whether there is a file there, or below it.
    #[must_use]
    pub fn has(&self, path: &Path) -> bool {
        self.files.range(path.to_path_buf()..).next().is_some_and(|(file, _)| file.starts_with(path))
    }

    /// A file, or all files of a folder, by the paths that they would have in another place.
    #[must_use]
    pub fn below(&self, from: &Path, to: &Path) -> Vec<(PathBuf, Kept)> {
        let below = self.files.range(from.to_path_buf()..);
        let below = below.map_while(|(path, kept)| Some((path.strip_prefix(from).ok()?, kept.clone())));
        let moved = |inside: &Path| if inside.as_os_str().is_empty() { to.to_path_buf() } else { to.join(inside) };
        below.map(|(inside, kept)| (moved(inside), kept)).collect()
    }

    /// The paths of all files, by name.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    /// A file as text, if it is one.
    #[must_use]
    pub fn text(&self, path: &Path) -> Option<&str> {
        match self.files.get(path)? {
            Kept::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            Kept::TooLarge => None,
        }
    }

    /// The same with some of its files alone.
    #[must_use]
    pub fn only(&self, is_wanted: impl Fn(&Path) -> bool) -> Self {
        let wanted = self.files.iter().filter(|(path, _)| is_wanted(path));
        Self { files: wanted.map(|(path, kept)| (path.clone(), kept.clone())).collect() }
    }

    pub(super) fn get(&self, path: &Path) -> Option<&Kept> {
        self.files.get(path)
    }

    /// Every file below a folder that is not hidden and, by its path within it, is ours; by name.
    /// Each with its path within the folder.
    pub(super) fn files_of(&self, folder: &Path, is_ours: fn(&Path) -> bool) -> Vec<(PathBuf, PathBuf)> {
        let below = self.files.range(folder.to_path_buf()..).take_while(|(path, _)| path.starts_with(folder));
        let entry = |path: &PathBuf| {
            let inside = path.strip_prefix(folder).ok()?.to_path_buf();
            let is_hidden = inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
            (!is_hidden && is_ours(&inside)).then(|| (path.clone(), inside))
        };
        below.filter_map(|(path, _)| entry(path)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_the_files_below_it_and_no_others() {
        let mut snapshot = Snapshot::default();
        for path in ["a/content/x.md", "a/content/.hidden/y.md", "a/content/z/w.md", "a/content-2/x.md", "a/b"] {
            snapshot.insert(path.into(), Kept::Bytes(Vec::new()));
        }
        let inside: Vec<_> =
            snapshot.files_of(Path::new("a/content"), |_| true).into_iter().map(|(_, inside)| inside).collect();
        assert_eq!(inside, [PathBuf::from("x.md"), PathBuf::from("z/w.md")]);
        assert!(snapshot.has(Path::new("a/content")) && snapshot.has(Path::new("a/b")));
        assert!(!snapshot.has(Path::new("a/conten")) && !snapshot.has(Path::new("a/c")));
    }
}
