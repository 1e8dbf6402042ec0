//! Writes the output folder. The last good output stays until a complete new output replaces it. Files that liftpress did not
//! write are never changed.
//!
//! A build first writes its new files into `.liftpress/aside`. Then it writes a journal of the moves that it will make. If the
//! process is killed after that, the next build completes the moves. Each new file is exchanged with the old file in one step, so
//! every file is complete at every moment. If a move fails, all moves are undone in the same way.
//!
//! This protects the output if the process is killed at any moment. It protects the output against a power failure only with
//! [`Place::is_synced`], because builds that wait for the disk take several times as long.
//!
//! The output folder may come from someone else, with links and forged journals. So the folder is opened once, and every path in
//! it is opened through that handle, without following links (`folder.rs`). A manifest or journal is refused unless a build could
//! have written it (`state.rs`).
//!
//! The names of files in `aside` are numbers, so that `aside` needs no folders: creating and removing thousands of folders takes
//! longer than writing the files. The manifest lists the files that liftpress wrote, and only these are ever replaced or removed.
//! Other site generators empty the output folder first, so that people have lost files (getzola/zola#1378, rust-lang/mdBook#436).

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

pub(super) use cache::{Cache, Cached};
pub use error::OutputError;
use error::failed;
use folder::Folder;
pub(super) use folder::Root;
pub(super) use key::Key;
use moves::{Kind, Move};
pub(super) use stage::{BuiltShard, Stage};
pub(super) use state::FOLDER;
use state::{Interrupted, Paths, State};

/// The path of an output folder, and how to write to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) root: Root<'p>,
    /// The path of the folder in messages.
    pub(super) shown: &'p Path,
    /// Whether to wait until files are on the disk before the next step.
    pub(super) is_synced: bool,
}

/// An output folder that is locked until this value is dropped.
#[derive(Debug)]
pub(super) struct Output {
    shown: PathBuf,
    state: State,
    /// The files that the last build wrote.
    files: Paths,
    _lock: File,
}

impl Output {
    /// Locks the folder for writing, and completes a change that a killed process left unfinished. If another process has the
    /// lock, calls `waits`, and waits until that process releases the lock or ends.
    pub(super) fn open(place: Place<'_>, waits: &dyn Fn()) -> Result<Self, OutputError> {
        Self::lock(State::create(place.root, place.shown, place.is_synced)?, place.shown, waits)
    }

    /// Like [`Output::open`], but returns `None` if no build has written to the folder before. If a killed build left its moves
    /// unfinished, they are completed here, even if this build fails later.
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

    /// Starts a build. Uses the cache of the last build if it is signed with the key.
    pub(super) fn stage(self, key: Option<&Key>) -> Result<Stage, OutputError> {
        let first = self.state.create_aside()?;
        let cache = Cache::read(self.folder(), key);
        Ok(Stage::new(self, cache, key.cloned(), first))
    }

    fn folder(&self) -> &Folder {
        &self.state.folder
    }

    /// Completes a change that a killed process left unfinished: the moves of a complete build, or a rollback.
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

    /// Makes the moves that a killed process did not make. Files that the manifest does not list are not changed, even if the
    /// journal lists them.
    fn finish(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.refuse_obstacles(moves)?;
        let folder = self.folder();
        for one in moves {
            let is_foreign = !self.files.contains(&one.file) && folder.has(&one.file);
            let finished = match one.kind {
                Kind::Stale if is_foreign => Ok(()),
                Kind::Renewed { .. } if is_foreign => Err(ErrorKind::AlreadyExists.into()),
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

    /// Ends a build whose moves are all made.
    fn close(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.remove_empty_parents(moves.iter().filter(|one| matches!(one.kind, Kind::Stale)));
        self.state.end(moves).map_err(|error| self.pending(error))
    }

    /// Fails if a parent in the path of a moved file is not a folder. This is checked before anything is moved.
    fn refuse_obstacles(&self, moves: &[Move]) -> Result<(), OutputError> {
        let folders: BTreeSet<_> = moves.iter().filter_map(|one| Some(one.file.rsplit_once('/')?.0)).collect();
        folders.into_iter().try_for_each(|way| self.folder().refuse_obstacles(way)).map_err(|error| self.pending(error))
    }

    /// Undoes moves: puts old files back, and removes new files.
    fn roll_back(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.refuse_obstacles(moves)?;
        let folder = self.folder();
        for one in moves {
            one.undo(folder).map_err(|error| self.pending(failed(&folder.shown(&one.file), error)))?;
        }
        self.remove_empty_parents(moves.iter().filter(|one| matches!(one.kind, Kind::New { .. })));
        self.state.end_rollback(moves)
    }

    fn pending(&self, error: OutputError) -> OutputError {
        let reason = match error {
            // The message of this error would say that the output is unchanged, which is not certain here.
            OutputError::Io { path, error } => format!("cannot write `{path}`: {error}"),
            error => error.to_string(),
        };
        OutputError::Pending { path: self.shown.display().to_string(), reason }
    }

    /// Removes the folders that are empty after these files were removed. Some of the folders may already be gone.
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
