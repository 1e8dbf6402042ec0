//! Finds changed files by their times and sizes. Events of the file system only say that something may have changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use walkdir::{DirEntry, WalkDir};

use crate::site::layout::{Layout, SOURCES};

/// The longest step in which the clock of a file system advances. If a file changes twice within a step, both changes have the
/// same time.
const TICK: Duration = Duration::from_millis(10);
const DEEPEST: usize = 16;

/// The time and the size of every file that is read.
#[derive(Debug, Default)]
pub(super) struct FileTimes(BTreeMap<PathBuf, Seen>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    changed: Option<SystemTime>,
    length: u64,
    /// Whether the file changed so shortly before the check that another change could have the same time.
    is_fresh: bool,
}

impl FileTimes {
    /// Reads the times and sizes of all files of a site.
    pub(super) fn take(layout: &Layout) -> Self {
        let now = SystemTime::now();
        let folders = SOURCES.map(|folder| layout.content.join(folder));
        let files = ["liftpress.yaml", "liftpress.yml", "rpe-chart.csv"].map(|file| layout.content.join(file));
        let roots = folders.iter().chain(&files).chain([&layout.templates]);
        let mut seen = BTreeMap::new();
        for root in roots {
            let walk = WalkDir::new(root).follow_links(true).max_depth(DEEPEST).into_iter();
            for entry in walk.filter_entry(is_seen).flatten().filter(|entry| !entry.file_type().is_dir()) {
                let Ok(data) = entry.metadata() else { continue };
                let changed = data.modified().ok();
                let is_fresh = changed.is_some_and(|changed| changed + TICK > now);
                seen.insert(entry.into_path(), Seen { changed, length: data.len(), is_fresh });
            }
        }
        Self(seen)
    }

    /// Whether a file has become empty. Many programs empty a file before they write it.
    pub(super) fn has_emptied(&self, earlier: &Self) -> bool {
        let was_full = |path| earlier.0.get(path).is_some_and(|before| before.length > 0);
        self.0.iter().any(|(path, seen)| seen.length == 0 && was_full(path))
    }

    /// Returns the files that were added, deleted or changed since an earlier check. If there are none, returns the files that
    /// may have changed again with the same time and size.
    pub(super) fn since(&self, earlier: &Self) -> Vec<PathBuf> {
        let has_changed = |path: &Path, seen: &Seen| {
            earlier.0.get(path).is_none_or(|before| (before.changed, before.length) != (seen.changed, seen.length))
        };
        let changed = self.0.iter().filter(|(path, seen)| has_changed(path, seen)).map(|(path, _)| path);
        let deleted = earlier.0.keys().filter(|path| !self.0.contains_key(*path));
        let certain: Vec<_> = changed.chain(deleted).cloned().collect();
        if certain.is_empty() {
            let fresh = earlier.0.iter().filter(|(_, before)| before.is_fresh);
            return fresh.map(|(path, _)| path.clone()).collect();
        }
        certain
    }
}

/// Whether to look at a file or folder. Hidden files and backups of editors are ignored.
fn is_seen(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || name.ends_with('~'))
}
