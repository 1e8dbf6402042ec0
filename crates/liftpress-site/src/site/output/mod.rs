//! The output folder: the last good build stays until a complete new one takes its place, and what we did not write
//! is never touched.
//!
//! What is new in a build is written whole into `.liftpress/aside` first. Only then a journal says what is to be moved where; from
//! that moment on the build is finished by whoever comes next, should this process be killed. Each file changes places with the
//! one that it replaces, in one step: at every moment each is a whole file, and a failure is taken back the same way. (It
//! holds against the end of a process at any moment; against the loss of power only where [`Place::is_synced`] says so, since
//! waiting for the disk takes many times as long.)
//!
//! The folder may come from somebody else, links and journals in it too. It is opened once, and everything below by that handle
//! and without following a link (`folder.rs`); what is noted in it is refused unless a build could have noted it (`state.rs`).
//!
//! What waits has numbers for names, in one folder: making thousands of folders only to remove them again costs more
//! than all the writing. The manifest lists what we wrote: only that is ever replaced or removed. Other generators empty
//! the folder first, and people have lost files to it (getzola/zola#1378, rust-lang/mdBook#436).

mod cache;
mod error;
mod exchange;
mod folder;
mod key;
mod moves;
mod private;
mod stage;
mod state;

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub(super) use cache::{Cache, Made};
pub use error::OutputError;
use error::failed;
use folder::Folder;
pub(super) use folder::Root;
pub(super) use key::Key;
use moves::{Kind, Move};
pub(super) use stage::{BuiltShard, Stage};
pub(super) use state::FOLDER;
use state::{Interrupted, Paths, State};

/// Where an output folder is, and how to write there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) root: Root<'p>,
    /// As messages name it.
    pub(super) shown: &'p Path,
    /// Whether what is written is on the disk before anything depends on it.
    pub(super) is_synced: bool,
}

/// An output folder, ours alone until this is dropped.
#[derive(Debug)]
pub(super) struct Output {
    shown: PathBuf,
    state: State,
    /// What the last build wrote.
    files: Paths,
    _lock: File,
}

impl Output {
    /// Takes the folder for writing, after bringing to an end what a killed process left half done. Where another process is
    /// at it, that `waits` is told, and its end is waited for; the lock of a dead process is nobody's.
    pub(super) fn open(place: Place<'_>, waits: &dyn Fn()) -> Result<Self, OutputError> {
        Self::lock(State::create(place.root, place.shown, place.is_synced)?, place.shown, waits)
    }

    /// As [`Output::open`], if a build was there before: whatever comes of this one, what a killed process left half
    /// done is brought to its end.
    pub(super) fn open_again(place: Place<'_>, waits: &dyn Fn()) -> Result<Option<Self>, OutputError> {
        let state = State::of(place.root, place.shown, place.is_synced)?;
        state.map(|state| Self::lock(state, place.shown, waits)).transpose()
    }

    fn lock(state: State, shown: &Path, waits: &dyn Fn()) -> Result<Self, OutputError> {
        let lock = state.lock_file()?.into_std();
        let locked = match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                waits();
                lock.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
            Ok(()) => Ok(()),
        };
        locked.map_err(|error| failed(&state.shown("lock"), error))?;
        let mut output = Self { shown: shown.to_path_buf(), files: state.manifest()?, state, _lock: lock };
        output.finish_interrupted()?;
        Ok(output)
    }

    /// Begins a build, of which all is known that was known of the last one and carries a digest under the key.
    pub(super) fn stage(self, key: Option<&Key>) -> Result<Stage, OutputError> {
        let first = self.state.create_aside()?;
        let cache = Cache::read(self.folder(), key);
        Ok(Stage::new(self, cache, key.cloned(), first))
    }

    fn folder(&self) -> &Folder {
        &self.state.folder
    }

    /// What a killed process left half done: a build that was complete is finished, one that was being taken back is
    /// taken back.
    fn finish_interrupted(&mut self) -> Result<(), OutputError> {
        match self.state.interrupted()? {
            None => {}
            Some(Interrupted::Rollback(moves)) => self.roll_back(&moves)?,
            Some(Interrupted::Build(moves)) => {
                self.finish(&moves)?;
                self.close(&moves)?;
                self.files = self.state.manifest()?;
            }
        }
        self.state.sweep();
        Ok(())
    }

    /// Makes the moves that a killed process did not make. A journal has no say over files that are not ours.
    fn finish(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.refuse_obstacles(moves)?;
        let folder = self.folder();
        for one in moves {
            let is_theirs = !self.files.contains(&one.file) && folder.has(&one.file);
            let finished = match one.kind {
                Kind::Stale if is_theirs => Ok(()),
                Kind::Renewed { .. } if is_theirs => Err(ErrorKind::AlreadyExists.into()),
                _ => one.finish(folder),
            };
            finished.map_err(|error| {
                let place = folder.shown(&one.file);
                self.pending(match error.kind() {
                    ErrorKind::AlreadyExists => OutputError::InTheWay(place.display().to_string()),
                    _ => failed(&place, error),
                })
            })?;
        }
        Ok(())
    }

    /// Nothing is pending any more.
    fn close(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.remove_empty_parents(moves.iter().filter(|one| matches!(one.kind, Kind::Stale)));
        self.state.end(moves).map_err(|error| self.pending(error))
    }

    /// Fails before anything is moved if something other than a folder is on the way to where it goes.
    fn refuse_obstacles(&self, moves: &[Move]) -> Result<(), OutputError> {
        let folders: BTreeSet<_> = moves.iter().filter_map(|one| Some(one.file.rsplit_once('/')?.0)).collect();
        folders.into_iter().try_for_each(|way| self.folder().refuse_obstacles(way)).map_err(|error| self.pending(error))
    }

    /// The old files again, and none where there was none.
    fn roll_back(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.refuse_obstacles(moves)?;
        let folder = self.folder();
        for one in moves {
            one.undo(folder).map_err(|error| self.pending(failed(&folder.shown(&one.file), error)))?;
        }
        self.remove_empty_parents(moves.iter().filter(|one| matches!(one.kind, Kind::New { .. })));
        self.state.turned_back(moves)
    }

    fn pending(&self, error: OutputError) -> OutputError {
        let reason = match error {
            // Nobody can say here that the output is untouched.
            OutputError::Io { path, error } => format!("cannot write `{path}`: {error}"),
            error => error.to_string(),
        };
        OutputError::Pending { path: self.shown.display().to_string(), reason }
    }

    /// Folders that held nothing but files we removed; some of them may be gone already.
    fn remove_empty_parents<'m>(&self, removed: impl Iterator<Item = &'m Move>) {
        for Move { file, .. } in removed {
            let mut rest = file.as_str();
            while let Some((parent, _)) = rest.rsplit_once('/') {
                match self.folder().remove_folder(parent) {
                    Err(error) if error.kind() != ErrorKind::NotFound => break,
                    _ => rest = parent,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
