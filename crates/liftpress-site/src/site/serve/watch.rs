//! Waits until something may have changed in the folders.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::site::layout::{Layout, SOURCES};

/// A program saves within less than that. What saves a thousand files never pauses for so long.
const QUIET: Duration = Duration::from_millis(15);
/// But nobody waits longer for a rebuild.
const LONGEST: Duration = Duration::from_secs(1);
/// How often it is looked without an event: there are file systems that have none.
const LOOK: Duration = Duration::from_secs(2);

/// The folders of a layout, watched.
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

    /// Why events do not come, if they do not.
    pub(super) fn trouble(&self) -> Option<&notify::Error> {
        self.watcher.as_ref().err()
    }

    /// Watches anew: folders come and go, and links come to lead elsewhere. The old watcher goes when the new one is there.
    pub(super) fn renew(&mut self) {
        self.watcher = watcher(&self.layout, &self.sender);
    }

    /// Waits until something may have changed, and then until nothing goes on; since when, or nothing where it is only
    /// time to look.
    pub(super) fn wait(&self) -> Option<Instant> {
        let first = self.ticks.recv_timeout(LOOK).ok()?;
        while first.elapsed() < LONGEST && self.ticks.recv_timeout(QUIET).is_ok() {}
        Some(first)
    }
}

/// Everything that is read, and the folders around: what is replaced as a whole is seen from there alone.
fn watcher(layout: &Layout, sender: &Sender<Instant>) -> notify::Result<RecommendedWatcher> {
    let roots: Vec<PathBuf> = [&layout.content, &layout.templates].into_iter().flat_map(|root| names(root)).collect();
    let sender = sender.clone();
    let concerned = roots.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // An error may stand for events that were lost.
        if event.is_ok_and(|event| !concerns(&event, &concerned)) {
            return;
        }
        // Nobody waits any more.
        let _ = sender.send(Instant::now());
    })?;
    let around = roots.iter().filter_map(|root| root.ancestors().skip(1).find(|folder| folder.is_dir()));
    let mut folders: Vec<_> = around.map(|folder| (folder.to_path_buf(), RecursiveMode::NonRecursive)).collect();
    let content = std::path::absolute(&layout.content)?;
    folders.push((content.clone(), RecursiveMode::NonRecursive));
    let read = SOURCES.map(|folder| content.join(folder)).into_iter().chain([std::path::absolute(&layout.templates)?]);
    folders.extend(read.map(|folder| (folder, RecursiveMode::Recursive)));
    folders.sort_by(|(a, _), (b, _)| a.cmp(b));
    folders.dedup();
    for (folder, mode) in folders.into_iter().filter(|(folder, _)| folder.is_dir()) {
        match watcher.watch(&folder, mode) {
            // It went in between, which is an event of the folder around.
            Err(_) if !folder.exists() => {}
            result => result?,
        }
    }
    Ok(watcher)
}

/// A folder by its own name, and what it is if that is a link.
fn names(folder: &Path) -> Vec<PathBuf> {
    std::path::absolute(folder).into_iter().chain(folder.canonicalize()).collect()
}

/// Whether something may be different now in one of the folders. Reading is an event too.
fn concerns(event: &Event, folders: &[PathBuf]) -> bool {
    let is_change = !matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
    let is_there = |path: &PathBuf| folders.iter().any(|folder| path.starts_with(folder) || folder.starts_with(path));
    is_change && (event.paths.is_empty() || event.paths.iter().any(is_there))
}
