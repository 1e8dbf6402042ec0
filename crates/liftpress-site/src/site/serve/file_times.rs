//! What the folders look like from outside, to know what has changed in them: events only say that something may have.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use walkdir::{DirEntry, WalkDir};

use crate::site::layout::{Layout, SOURCES};

/// Clocks of file systems tick as often as that at least. A file may change again within a tick, unseen.
const TICK: Duration = Duration::from_millis(10);
const DEEPEST: usize = 16;

/// Every file that is read, and when it was changed.
#[derive(Debug, Default)]
pub(super) struct FileTimes(BTreeMap<PathBuf, Seen>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    changed: Option<SystemTime>,
    length: u64,
    /// It had only just been changed.
    is_fresh: bool,
}

impl FileTimes {
    /// Looks at all folders of a layout.
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

    /// Whether a file has become empty: many programs empty it before they write it anew.
    pub(super) fn has_emptied(&self, earlier: &Self) -> bool {
        let was_full = |path| earlier.0.get(path).is_some_and(|before| before.length > 0);
        self.0.iter().any(|(path, seen)| seen.length == 0 && was_full(path))
    }

    /// The files that came, went or changed since an earlier look; those that may have, if there are no others.
    pub(super) fn since(&self, earlier: &Self) -> Vec<PathBuf> {
        let is_other = |path: &Path, seen: &Seen| {
            earlier.0.get(path).is_none_or(|before| (before.changed, before.length) != (seen.changed, seen.length))
        };
        let changed = self.0.iter().filter(|(path, seen)| is_other(path, seen)).map(|(path, _)| path);
        let gone = earlier.0.keys().filter(|path| !self.0.contains_key(*path));
        let sure: Vec<_> = changed.chain(gone).cloned().collect();
        if sure.is_empty() {
            let fresh = earlier.0.iter().filter(|(_, before)| before.is_fresh);
            return fresh.map(|(path, _)| path.clone()).collect();
        }
        sure
    }
}

/// Not hidden, and no copy that an editor leaves behind.
fn is_seen(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || name.ends_with('~'))
}
