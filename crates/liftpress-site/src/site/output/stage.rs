//! Collects the files of a build, and replaces the last output with them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::cache::{Cache, Cached, Entries, Moment, Record, Written};
use super::error::{OutputError, failed};
use super::folder::Folder;
use super::key::Key;
use super::moves::{Kind, LARGEST_FILE, Move};
use super::private;
use super::state::{CACHE, Paths, State, may_be_ours};
use super::{Output, Root};
use crate::site::digest::Digest;

/// The output folder of a shard, from which a merge takes files.
#[derive(Debug)]
pub(in crate::site) struct BuiltShard {
    state: State,
    cache: Cache,
}

impl BuiltShard {
    /// Opens the output of a shard. Returns `None` if the folder is empty because the build of the shard ended early.
    pub(in crate::site) fn open(root: &Path, key: Option<&Key>) -> Result<Option<Self>, OutputError> {
        if let Some(state) = State::of(Root::Named(root), root, false)? {
            return Ok(Some(Self { cache: Cache::read(&state.folder, key), state }));
        }
        let names = Folder::open(Root::Named(root), root)?.map(|folder| folder.names(None)).transpose();
        match names.map_err(|error| failed(root, error))? {
            Some(names) if names.is_empty() => Ok(None),
            _ => Err(OutputError::NoShard(root.display().to_string())),
        }
    }

    /// Whether the shard was built with another key, so that its files are not used.
    pub(in crate::site) fn is_foreign(&self) -> bool {
        self.cache.is_foreign
    }
}

/// A build that has not replaced the output yet. If it is dropped without [`Stage::commit`], the output stays as it was.
#[derive(Debug)]
pub(in crate::site) struct Stage {
    output: Output,
    cache: Cache,
    key: Option<Key>,
    /// The time at which this build started.
    since: Option<Moment>,
    /// The files and cache entries of this build.
    next: Mutex<Next>,
    count: AtomicU64,
}

#[derive(Debug, Default)]
struct Next {
    /// New files, each with the number that is its name in `aside`.
    written: BTreeMap<String, (u64, Written)>,
    /// Files of the output that stay unchanged.
    unchanged: BTreeMap<String, Record>,
    made: BTreeMap<String, Cached>,
}

impl Stage {
    /// Starts a build. The files in `aside` are numbered from `first`.
    pub(super) fn new(output: Output, cache: Cache, key: Option<Key>, first: u64) -> Self {
        let since = output.state.now();
        Self { output, cache, key, since, next: Mutex::default(), count: AtomicU64::new(first) }
    }

    fn folder(&self) -> &Folder {
        self.output.folder()
    }

    fn next(&self) -> MutexGuard<'_, Next> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reuses files of the last build, if they were made from the same inputs and none of them has changed since.
    pub(in crate::site) fn reuse(&self, name: &str, inputs: Digest, files: &[String]) -> Option<Cached> {
        let cached = self.cache.find(name, inputs)?.clone();
        let record = |file: &String| Some((file.clone(), self.cache.unchanged(self.folder(), file)?));
        let unchanged: Vec<_> = files.iter().map(record).collect::<Option<_>>()?;
        let mut next = self.next();
        next.unchanged.extend(unchanged);
        next.made.insert(name.to_owned(), cached.clone());
        Some(cached)
    }

    /// Takes files from a shard, if they were made from the same inputs and none of them has changed since.
    pub(in crate::site) fn take(
        &self,
        shard: &BuiltShard,
        name: &str,
        inputs: Digest,
        files: &[String],
    ) -> Result<Option<Cached>, OutputError> {
        let Some(cached) = shard.cache.find(name, inputs) else { return Ok(None) };
        let contents =
            files.iter().map(|file| shard.cache.contents(&shard.state.folder, file)).collect::<Option<Vec<_>>>();
        let Some(contents) = contents else { return Ok(None) };
        for (file, (contents, digest)) in files.iter().zip(contents) {
            self.write_digested(file, &contents, digest)?;
        }
        self.remember(name.to_owned(), cached.clone());
        Ok(Some(cached.clone()))
    }

    /// Adds a cache entry for the next build.
    pub(in crate::site) fn remember(&self, name: String, cached: Cached) {
        self.next().made.insert(name, cached);
    }

    /// Reads a file of the output. Returns `None` if the file does not stay unchanged in this build.
    pub(in crate::site) fn read_reused(&self, file: &str) -> Option<Vec<u8>> {
        let is_unchanged = self.next().unchanged.contains_key(file);
        is_unchanged.then(|| self.folder().read(file, LARGEST_FILE).ok()).flatten()
    }

    /// Writes a file of the new build into `aside`, unless the output already has it.
    pub(in crate::site) fn write(&self, file: &str, contents: &[u8]) -> Result<(), OutputError> {
        self.write_digested(file, contents, Digest::of(contents))
    }

    fn write_digested(&self, file: &str, contents: &[u8], digest: Digest) -> Result<(), OutputError> {
        debug_assert!(may_be_ours(file), "{file}");
        let unchanged = self.cache.unchanged(self.folder(), file).filter(|record| record.digest == digest);
        if let Some(record) = unchanged {
            self.next().unchanged.insert(file.to_owned(), record);
            return Ok(());
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let readers = private::readers(self.folder(), file);
        let found = self.output.state.write_aside(number, contents, readers);
        let found = found.map_err(|error| failed(&self.folder().shown(file), error))?;
        self.next().written.insert(file.to_owned(), (number, Written { digest, found }));
        Ok(())
    }

    /// Replaces the last output with the new output. If that fails, the last output stays.
    pub(in crate::site) fn commit(self) -> Result<(), OutputError> {
        let Next { written, mut unchanged, made } = std::mem::take(&mut *self.next());
        let files = written.keys().chain(unchanged.keys());
        let is_same = files.clone().count() == self.output.files.len()
            && files.clone().all(|file| self.output.files.contains(file));
        let files = if is_same { Cow::Borrowed(&self.output.files) } else { Cow::Owned(files.cloned().collect()) };
        let moves = self.moves(&written, &files)?;
        let (state, folder) = (&self.output.state, self.folder());
        if !is_same || !moves.is_empty() {
            let moves = state.begin(&files, is_same, moves)?;
            let make = |one: &Move| one.make(folder).map_err(|error| failed(&folder.shown(&one.file), error));
            let results: Vec<_> = moves.par_iter().map(make).collect();
            if let Err(error) = results.into_iter().collect::<Result<(), _>>() {
                state.start_rollback().map_err(|error| self.output.pending(error))?;
                self.output.roll_back(&moves)?;
                return Err(error);
            }
            self.output.close(&moves)?;
        }
        // A file that was edited in the meantime gets no record, so the next build replaces it. The next build also finds edits
        // with the same size and modification time, because it reads all files that changed during this build.
        let record = |(file, (_, written)): (String, (u64, Written))| {
            let record = Record::of_moved(folder, &file, &written)?;
            Some((file, record))
        };
        unchanged.extend(written.into_iter().filter_map(record));
        let entries = Entries { files: unchanged, made };
        if let Some(text) = self.key.as_ref().and_then(|key| self.cache.replaced_by(&entries, self.since, key)) {
            // If the cache cannot be written, the next build takes longer, but has the same result.
            let _ = state.write_whole(CACHE, &text);
        }
        Ok(())
    }

    /// Returns the moves of the build. Fails if a file that liftpress did not write is in the way.
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
            // Even if the file is gone, something may be at the path of its folder.
            self.is_ours_there(file, &mut folders)?;
            moves.push(Move { file: file.clone(), number, kind: Kind::Stale });
        }
        Ok(moves)
    }

    /// Whether a file of the last build is at the path. Fails if something that liftpress did not write is in the way. `folders`
    /// has the folders that were already checked.
    fn is_ours_there<'f>(&self, file: &'f str, folders: &mut BTreeSet<&'f str>) -> Result<bool, OutputError> {
        let folder = self.folder();
        let found = |path: &str| folder.found(path).map_err(|error| failed(&folder.shown(path), error));
        let in_the_way = |path: &str| Err(OutputError::InTheWay(folder.shown(path).display().to_string()));
        for way in file.match_indices('/').map(|(at, _)| &file[..at]) {
            if folders.insert(way) && found(way)?.is_some_and(|found| !found.is_dir()) {
                return in_the_way(way);
            }
        }
        match found(file)? {
            Some(found) if !self.output.files.contains(file) || found.is_dir() => in_the_way(file),
            found => Ok(found.is_some()),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.output.state.sweep();
    }
}
