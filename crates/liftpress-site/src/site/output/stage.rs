//! A build in the making.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::cache::{Cache, Known, Made, Moment, Record, Written};
use super::error::{OutputError, failed};
use super::folder::Folder;
use super::key::Key;
use super::moves::{Kind, LARGEST_FILE, Move};
use super::private;
use super::state::{CACHE, Paths, State, may_be_ours};
use super::{Output, Root};
use crate::site::digest::Digest;

/// The output folder of a shard, to take from.
#[derive(Debug)]
pub(in crate::site) struct BuiltShard {
    state: State,
    cache: Cache,
}

impl BuiltShard {
    /// `None` if the folder is empty: its build ended before it began to write.
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

    /// Whether somebody built it who has another key, so that nothing of it is believed.
    pub(in crate::site) fn is_foreign(&self) -> bool {
        self.cache.is_foreign
    }
}

/// A build in the making. Dropped without a commit, it leaves no trace.
#[derive(Debug)]
pub(in crate::site) struct Stage {
    output: Output,
    cache: Cache,
    key: Option<Key>,
    /// When this build began.
    since: Option<Moment>,
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

    /// What was made of the same before and is still there, with all of its files: they stay as they are.
    pub(in crate::site) fn keep(&self, name: &str, of: Digest, files: &[String]) -> Option<Made> {
        let made = self.cache.made(name, of)?.clone();
        let whole = |file: &String| Some((file.clone(), self.cache.whole(self.folder(), file)?));
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
        let contents =
            files.iter().map(|file| shard.cache.contents(&shard.state.folder, file)).collect::<Option<Vec<_>>>();
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
        is_kept.then(|| self.folder().read(file, LARGEST_FILE).ok()).flatten()
    }

    /// Writes a file of the new build, aside from the last one; or not at all, where that has it already.
    pub(in crate::site) fn write(&self, file: &str, contents: &[u8]) -> Result<(), OutputError> {
        self.write_digested(file, contents, Digest::of(contents))
    }

    fn write_digested(&self, file: &str, contents: &[u8], digest: Digest) -> Result<(), OutputError> {
        debug_assert!(may_be_ours(file), "{file}");
        let there = self.cache.whole(self.folder(), file).filter(|there| there.digest == digest);
        if let Some(record) = there {
            self.next().kept.insert(file.to_owned(), record);
            return Ok(());
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let readers = private::readers(self.folder(), file);
        let found = self.output.state.write_aside(number, contents, readers);
        let found = found.map_err(|error| failed(&self.folder().shown(file), error))?;
        self.next().written.insert(file.to_owned(), (number, Written { digest, found }));
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
        let (state, folder) = (&self.output.state, self.folder());
        if !is_same || !moves.is_empty() {
            let moves = state.begin(&files, is_same, moves)?;
            let make = |one: &Move| one.make(folder).map_err(|error| failed(&folder.shown(&one.file), error));
            let results: Vec<_> = moves.par_iter().map(make).collect();
            if let Err(error) = results.into_iter().collect::<Result<(), _>>() {
                state.turn_back().map_err(|error| self.output.pending(error))?;
                self.output.roll_back(&moves)?;
                return Err(error);
            }
            self.output.close(&moves)?;
        }
        // What somebody edited meanwhile is not known, and made again by the next build; what they edited without a trace is
        // found there, since files that changed while this build was at it are read.
        let record = |(file, (_, written)): (String, (u64, Written))| {
            let record = Record::of_moved(folder, &file, &written)?;
            Some((file, record))
        };
        kept.extend(written.into_iter().filter_map(record));
        let known = Known { files: kept, made };
        if let Some(text) = self.key.as_ref().and_then(|key| self.cache.replaced_by(&known, self.since, key)) {
            // Without it the next build takes longer, and comes to the same.
            let _ = state.write_whole(CACHE, &text);
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

    /// Whether there is a file of ours at the path; an error where something that is not ours is in the way of it. Checks each
    /// of `folders` once.
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
