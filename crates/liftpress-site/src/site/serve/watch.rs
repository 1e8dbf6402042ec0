//! Waits until a file of the site may have changed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::site::layout::{Layout, SOURCES};

/// The time without events after which a change counts as complete. A program needs less time to save a file, and saves several
/// files without such a pause.
const QUIET: Duration = Duration::from_millis(15);
/// The longest time to wait for such a pause.
const LONGEST: Duration = Duration::from_secs(1);
/// The time after which files are checked without an event, because some file systems have no events.
const CHECK_INTERVAL: Duration = Duration::from_secs(2);

/// Watches the folders of a site.
pub(super) struct Watch {
    layout: Layout,
    watcher: notify::Result<RecommendedWatcher>,
    sender: Sender<Instant>,
    ticks: Receiver<Instant>,
}

impl Watch {
    pub(super) fn new(layout: Layout) -> Self {
        let (sender, ticks) = channel();
        Self { watcher: watcher(&layout, &sender), layout, sender, ticks }
    }

    /// Returns the reason why the folders cannot be watched; `None` if they are watched.
    pub(super) fn error(&self) -> Option<&notify::Error> {
        self.watcher.as_ref().err()
    }

    /// Replaces the watcher, because folders may have been added or replaced, and links may have changed. The old watcher ends
    /// after the new one has started.
    pub(super) fn renew(&mut self) {
        self.watcher = watcher(&self.layout, &self.sender);
    }

    /// Waits for an event, then for a pause, and returns the time of the first event. Returns `None` if there was no event for
    /// some time: the files should then be checked anyway.
    pub(super) fn wait(&self) -> Option<Instant> {
        let first = self.ticks.recv_timeout(CHECK_INTERVAL).ok()?;
        while first.elapsed() < LONGEST && self.ticks.recv_timeout(QUIET).is_ok() {}
        Some(first)
    }
}

/// Watches all folders that are read, and their parents. If a whole folder is replaced, only its parent has an event.
fn watcher(layout: &Layout, sender: &Sender<Instant>) -> notify::Result<RecommendedWatcher> {
    let roots: Vec<PathBuf> = [&layout.content, &layout.templates].into_iter().flat_map(|root| names(root)).collect();
    let sender = sender.clone();
    let concerned = roots.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // An error can mean that events were lost.
        if event.is_ok_and(|event| !concerns(&event, &concerned)) {
            return;
        }
        // Sending fails only when the server ends.
        let _ = sender.send(Instant::now());
    })?;
    let parents = roots.iter().filter_map(|root| root.ancestors().skip(1).find(|folder| folder.is_dir()));
    let mut folders: Vec<_> = parents.map(|folder| (folder.to_path_buf(), RecursiveMode::NonRecursive)).collect();
    let content = std::path::absolute(&layout.content)?;
    folders.push((content.clone(), RecursiveMode::NonRecursive));
    let read = SOURCES.map(|folder| content.join(folder)).into_iter().chain([std::path::absolute(&layout.templates)?]);
    folders.extend(read.map(|folder| (folder, RecursiveMode::Recursive)));
    folders.sort_by(|(a, _), (b, _)| a.cmp(b));
    folders.dedup();
    for (folder, mode) in folders.into_iter().filter(|(folder, _)| folder.is_dir()) {
        match watcher.watch(&folder, mode) {
            // The folder was deleted in the meantime. Its parent has an event for this.
            Err(_) if !folder.exists() => {}
            result => result?,
        }
    }
    Ok(watcher)
}

/// Returns the absolute path of a folder, and the same path with all links resolved.
fn names(folder: &Path) -> Vec<PathBuf> {
    std::path::absolute(folder).into_iter().chain(folder.canonicalize()).collect()
}

/// Whether an event may mean that something in the folders has changed. There are also events for reading a file.
fn concerns(event: &Event, folders: &[PathBuf]) -> bool {
    let is_change = !matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
    let is_related = |path: &PathBuf| folders.iter().any(|folder| path.starts_with(folder) || folder.starts_with(path));
    is_change && (event.paths.is_empty() || event.paths.iter().any(is_related))
}
