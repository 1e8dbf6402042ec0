//! A build in the making.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::Output;
use super::cache::{self, Cache, Known, Made, Record, Written};
use super::error::{OutputError, failed};
use super::moves::{Kind, Move};
use super::private;
use super::state::{FOLDER, Paths, is_inside};
use crate::site::digest::Digest;

/// The output folder of a shard, to take from.
#[derive(Debug)]
pub(in crate::site) struct BuiltShard {
    root: PathBuf,
    cache: Cache,
}

impl BuiltShard {
    pub(in crate::site) fn open(root: &Path) -> Result<Self, OutputError> {
        if !root.join(FOLDER).is_dir() {
            return Err(OutputError::NoShard(root.display().to_string()));
        }
        Ok(Self { root: root.to_path_buf(), cache: Cache::read(root) })
    }
}

/// A build in the making. Dropped without a commit, it leaves no trace.
#[derive(Debug)]
pub(in crate::site) struct Stage {
    output: Output,
    cache: Cache,
    /// What is to be known of this build.
    next: Mutex<Next>,
    count: AtomicU64,
}

#[derive(Debug, Default)]
struct Next {
    /// Files that wait aside, under a number.
    written: BTreeMap<String, (u64, Written)>,
    /// Files that stay.
    kept: BTreeMap<String, Record>,
    made: BTreeMap<String, Made>,
}

impl Stage {
    /// Files that wait are numbered from `first`.
    pub(super) fn new(output: Output, cache: Cache, first: u64) -> Self {
        Self { output, cache, next: Mutex::default(), count: AtomicU64::new(first) }
    }

    fn next(&self) -> MutexGuard<'_, Next> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was made of the same before and is still there, with all of its files: they stay as they are.
    pub(in crate::site) fn keep(&self, name: &str, of: Digest, files: &[String]) -> Option<Made> {
        let made = self.cache.made(name, of)?.clone();
        let whole = |file: &String| Some((file.clone(), self.cache.whole(&self.output.root, file)?));
        let kept: Vec<_> = files.iter().map(whole).collect::<Option<_>>()?;
        let mut next = self.next();
        next.kept.extend(kept);
        next.made.insert(name.to_owned(), made.clone());
        Some(made)
    }

    /// What was made of the same elsewhere, with all of its files: they are taken from there.
    pub(in crate::site) fn take(
        &self,
        shard: &BuiltShard,
        name: &str,
        of: Digest,
        files: &[String],
    ) -> Result<Option<Made>, OutputError> {
        let Some(made) = shard.cache.made(name, of) else { return Ok(None) };
        let contents = files.iter().map(|file| shard.cache.contents(&shard.root, file)).collect::<Option<Vec<_>>>();
        let Some(contents) = contents else { return Ok(None) };
        for (file, (contents, digest)) in files.iter().zip(contents) {
            self.write_digested(file, &contents, digest)?;
        }
        self.remember(name.to_owned(), made.clone());
        Ok(Some(made.clone()))
    }

    /// Remembers what was made, for the next build.
    pub(in crate::site) fn remember(&self, name: String, made: Made) {
        self.next().made.insert(name, made);
    }

    /// A file of the last build that stays.
    pub(in crate::site) fn kept(&self, file: &str) -> Option<Vec<u8>> {
        let is_kept = self.next().kept.contains_key(file);
        is_kept.then(|| fs::read(self.output.root.join(file)).ok()).flatten()
    }

    /// Writes a file of the new build, aside from the last one; or not at all, where that has it already.
    pub(in crate::site) fn write(&self, file: &str, contents: &[u8]) -> Result<(), OutputError> {
        self.write_digested(file, contents, Digest::of(contents))
    }

    fn write_digested(&self, file: &str, contents: &[u8], digest: Digest) -> Result<(), OutputError> {
        debug_assert!(is_inside(file), "{file}");
        let there = self.cache.whole(&self.output.root, file).filter(|there| there.digest == digest);
        if let Some(record) = there {
            self.next().kept.insert(file.to_owned(), record);
            return Ok(());
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let aside = self.output.state.aside(number);
        let written =
            private::write(&aside, &self.output.root, file, contents).and_then(|()| Written::of(&aside, digest));
        let written = written.map_err(|error| failed(&self.output.root.join(file), error))?;
        self.next().written.insert(file.to_owned(), (number, written));
        Ok(())
    }

    /// Puts the new build in the place of the last one, or leaves the last one as it was.
    pub(in crate::site) fn commit(self) -> Result<(), OutputError> {
        let Next { written, mut kept, made } = std::mem::take(&mut *self.next());
        let files = written.keys().chain(kept.keys());
        let is_same = files.clone().count() == self.output.files.len()
            && files.clone().all(|file| self.output.files.contains(file));
        let files = if is_same { Cow::Borrowed(&self.output.files) } else { Cow::Owned(files.cloned().collect()) };
        let moves = self.moves(&written, &files)?;
        let Output { state, .. } = &self.output;
        if !is_same || !moves.is_empty() {
            let moves = state.begin(&files, is_same, moves)?;
            let ways = state.ways();
            let make = |one: &Move| one.make(ways).map_err(|error| failed(&one.place(ways), error));
            let results: Vec<_> = moves.par_iter().map(make).collect();
            if let Err(error) = results.into_iter().collect::<Result<(), _>>() {
                state.turn_back().map_err(|error| self.output.pending(error))?;
                self.output.roll_back(&moves)?;
                return Err(error);
            }
            self.output.close(&moves)?;
        }
        // What somebody edited meanwhile is not known, and made again by the next build.
        let record = |(file, (_, written)): (String, (u64, Written))| {
            let record = Record::of_written(&self.output.root.join(&file), &written)?;
            Some((file, record))
        };
        kept.extend(written.into_iter().filter_map(record));
        if let Some(text) = self.cache.replaced_by(&Known { files: kept, made }) {
            // Without it the next build takes longer, and comes to the same.
            let _ = state.write_whole(cache::NAME, &text);
        }
        Ok(())
    }

    /// What is to be moved; an error where something that is not ours is in the way.
    fn moves(&self, written: &BTreeMap<String, (u64, Written)>, files: &Paths) -> Result<Vec<Move>, OutputError> {
        let mut folders = BTreeSet::new();
        let mut moves = Vec::with_capacity(written.len());
        for (file, (number, Written { digest, .. })) in written {
            let (is_there, digest) = (self.is_ours_there(file, &mut folders)?, *digest);
            let kind = if is_there { Kind::Renewed { digest } } else { Kind::New { digest } };
            moves.push(Move { file: file.clone(), number: *number, kind });
        }
        let stale = self.output.files.difference(files);
        for (number, file) in (self.count.load(Ordering::Relaxed)..).zip(stale) {
            // If it is gone already, its folder may be there.
            self.is_ours_there(file, &mut folders)?;
            moves.push(Move { file: file.clone(), number, kind: Kind::Stale });
        }
        Ok(moves)
    }

    /// Whether there is a file of ours at the path; an error where something that is not ours is in the way of it.
    fn is_ours_there(&self, file: &str, folders: &mut BTreeSet<PathBuf>) -> Result<bool, OutputError> {
        let Output { root, files, .. } = &self.output;
        let in_the_way = |path: &Path| Err(OutputError::InTheWay(path.display().to_string()));
        for folder in Path::new(file).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            let folder = root.join(folder);
            if folders.contains(&folder) {
                break;
            }
            if fs::symlink_metadata(&folder).is_ok_and(|found| !found.is_dir()) {
                return in_the_way(&folder);
            }
            folders.insert(folder);
        }
        let path = root.join(file);
        match fs::symlink_metadata(&path) {
            Ok(found) if !files.contains(file) || found.is_dir() => in_the_way(&path),
            found => Ok(found.is_ok()),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.output.state.sweep();
    }
}
