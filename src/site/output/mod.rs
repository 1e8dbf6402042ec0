//! The output folder: the last good build stays until a complete new one takes its place, and what we did not write
//! is never touched.
//!
//! What is new in a build is written whole into `.liftpress/aside` first. Only then a journal says what is to be moved where; from
//! that moment on the build is finished by whoever comes next, should this process be killed. Each file changes places with the
//! one that it replaces, in one step: at every moment each is a whole file, and a failure is taken back the same way. (It
//! holds against the end of a process at any moment, not against the loss of power: nothing waits for the disk.)
//!
//! What waits has numbers for names, in one folder: making thousands of folders only to remove them again costs more
//! than all the writing. The manifest lists what we wrote: only that is ever replaced or removed. Other generators empty
//! the folder first, and people have lost files to it (getzola/zola#1378, rust-lang/mdBook#436).

mod cache;
mod error;
mod exchange;
mod moves;
mod private;
mod stage;
mod state;

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub(super) use cache::{Cache, Made};
pub use error::OutputError;
use error::failed;
use moves::{Kind, Move};
pub(super) use stage::{BuiltShard, Stage};
pub(super) use state::FOLDER;
use state::{Interrupted, Paths, State};

/// An output folder, ours alone until this is dropped.
#[derive(Debug)]
pub(super) struct Output {
    root: PathBuf,
    state: State,
    /// What the last build wrote.
    files: Paths,
    _lock: File,
}

impl Output {
    /// Takes the folder for writing, after bringing to an end what a killed process left half done. Where another process is
    /// at it, that `waits` is told, and its end is waited for; the lock of a dead process is nobody's.
    pub(super) fn open(root: &Path, waits: &dyn Fn()) -> Result<Self, OutputError> {
        let state = State::of(root);
        let is_empty = fs::read_dir(root).map_or(true, |mut entries| entries.next().is_none());
        // In this order: what another build makes in between is ours.
        if !is_empty && !state.is_there() {
            return Err(OutputError::NotOurs(root.display().to_string()));
        }
        state.create()?;
        let path = state.path("lock");
        let lock = File::create(&path).map_err(|error| failed(&path, error))?;
        let locked = match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                waits();
                lock.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
            Ok(()) => Ok(()),
        };
        locked.map_err(|error| failed(&path, error))?;
        let mut output = Self { root: root.to_path_buf(), files: state.manifest()?, state, _lock: lock };
        output.finish_interrupted()?;
        Ok(output)
    }

    /// As [`Output::open`], if a build was there before: whatever comes of this one, what a killed process left half
    /// done is brought to its end.
    pub(super) fn open_again(root: &Path, waits: &dyn Fn()) -> Result<Option<Self>, OutputError> {
        if State::of(root).is_there() { Self::open(root, waits).map(Some) } else { Ok(None) }
    }

    /// Begins a build, of which all is known that was known of the last one.
    pub(super) fn stage(self) -> Result<Stage, OutputError> {
        let first = self.state.create_aside()?;
        let cache = Cache::read(&self.root);
        Ok(Stage::new(self, cache, first))
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
        let ways = self.state.ways();
        for one in moves {
            let place = one.place(ways);
            let is_theirs = !self.files.contains(&one.file) && place.symlink_metadata().is_ok();
            let finished = match one.kind {
                Kind::Stale if is_theirs => Ok(()),
                Kind::Renewed { .. } if is_theirs => Err(ErrorKind::AlreadyExists.into()),
                _ => one.finish(ways),
            };
            finished.map_err(|error| {
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
        self.state.end().map_err(|error| self.pending(error))
    }

    /// The old files again, and none where there was none.
    fn roll_back(&self, moves: &[Move]) -> Result<(), OutputError> {
        let ways = self.state.ways();
        for one in moves {
            one.undo(ways).map_err(|error| self.pending(failed(&one.place(ways), error)))?;
        }
        self.remove_empty_parents(moves.iter().filter(|one| matches!(one.kind, Kind::New { .. })));
        self.state.turned_back()
    }

    fn pending(&self, error: OutputError) -> OutputError {
        let reason = match error {
            // Nobody can say here that the output is untouched.
            OutputError::Io { path, error } => format!("cannot write `{path}`: {error}"),
            error => error.to_string(),
        };
        OutputError::Pending { path: self.root.display().to_string(), reason }
    }

    /// Folders that held nothing but files we removed; some of them may be gone already.
    fn remove_empty_parents<'m>(&self, removed: impl Iterator<Item = &'m Move>) {
        for Move { file, .. } in removed {
            let mut folder = Path::new(file).parent();
            while let Some(parent) = folder.filter(|parent| !parent.as_os_str().is_empty()) {
                match fs::remove_dir(self.root.join(parent)) {
                    Err(error) if error.kind() != ErrorKind::NotFound => break,
                    _ => folder = parent.parent(),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
