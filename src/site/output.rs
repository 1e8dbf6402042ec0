//! The output folder: the last good build stays until a complete new one takes its place, and what we did not write
//! is never touched.
//!
//! A build is written whole into `.liftpress/new` first. Only then a journal says what is to be moved where; from that
//! moment on the build is finished by whoever comes next, should this process be killed. Files are moved into place one
//! by one, each a whole file at every moment, the old ones kept until all is done so that a failure puts them back. (It
//! holds against the end of a process at any moment, not against the loss of power: nothing waits for the disk.)
//!
//! What waits has numbers for names, in one folder: making thousands of folders only to remove them again costs more
//! than all the writing. The manifest lists what we wrote: only that is ever replaced or removed. Other generators empty
//! the folder first, and people have lost files to it (getzola/zola#1378, rust-lang/mdBook#436).

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

const STATE: &str = ".liftpress";
/// The version of the files in it.
const FORMAT: u8 = 1;

/// Why the output could not be written. Unless said otherwise, the last good build is as it was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The folder has files in it and no manifest of ours.
    #[error(
        "`{0}` is not empty and was not made by liftpress, so nothing is written there; \
         choose another folder with -o, or empty this one yourself"
    )]
    NotOurs(String),
    /// A file we did not write is where one of ours has to go.
    #[error("`{0}` is in the way and was not made by liftpress; move it elsewhere")]
    InTheWay(String),
    /// Another process is at it.
    #[error("another liftpress is writing to `{0}`; wait for it")]
    Locked(String),
    /// The file system said no.
    #[error("cannot write `{path}`: {error}; the last good output is untouched")]
    Io {
        /// What was to be written.
        path: String,
        /// The reason.
        error: io::Error,
    },
    /// The last steps could not be made; they are noted, and the next command makes them.
    #[error("`{path}` could not be brought to an end ({error}); run liftpress again when that is mended")]
    Pending {
        /// The output folder.
        path: String,
        /// What failed.
        error: Box<OutputError>,
    },
    /// The manifest is not one.
    #[error("`{path}` is damaged ({reason}); remove the whole output folder if nothing in it is yours")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// What we wrote, by path within the output folder, with `/` on every system.
type Paths = BTreeSet<String>;

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u8,
    files: Paths,
}

/// What is to be moved where, for whoever comes next should we be killed over it.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    format: u8,
    moves: Vec<Move>,
}

/// A file whose old version goes aside under a number, and which is `renewed` by the new one of that number, or is stale.
#[derive(Debug, Serialize, Deserialize)]
struct Move {
    file: String,
    number: u64,
    renewed: bool,
    /// Whether there was an old version.
    existed: bool,
}

/// An output folder, ours alone until this is dropped.
#[derive(Debug)]
pub(super) struct Output {
    root: PathBuf,
    files: Paths,
    _lock: File,
}

/// A build in the making. Dropped without a commit, it leaves no trace.
#[derive(Debug)]
pub(super) struct Stage {
    output: Output,
    written: Mutex<BTreeMap<String, u64>>,
    count: AtomicU64,
}

impl Output {
    /// Takes the folder for writing, after bringing to an end what a killed process left half done.
    pub(super) fn open(root: &Path) -> Result<Self, OutputError> {
        let state = root.join(STATE);
        let shown = || root.display().to_string();
        let is_empty = || fs::read_dir(root).map_or(true, |mut entries| entries.next().is_none());
        if !state.is_dir() && !is_empty() {
            return Err(OutputError::NotOurs(shown()));
        }
        fs::create_dir_all(&state).map_err(|error| failed(&state, error))?;
        let lock_path = state.join("lock");
        let lock = File::create(&lock_path).map_err(|error| failed(&lock_path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(OutputError::Locked(shown())),
            Err(fs::TryLockError::Error(error)) => return Err(failed(&lock_path, error)),
        }
        let mut output = Self { root: root.to_path_buf(), files: Paths::new(), _lock: lock };
        if let Some(Manifest { format, files }) = output.read_state("manifest.json")? {
            output.refuse_format("manifest.json", format)?;
            output.files = files;
        }
        output.refuse_outside("manifest.json", output.files.iter())?;
        output.finish_interrupted()?;
        Ok(output)
    }

    /// As [`Output::open`], if a build was there before: whatever comes of this one, what a killed process left half
    /// done is brought to its end.
    pub(super) fn open_again(root: &Path) -> Result<Option<Self>, OutputError> {
        if root.join(STATE).is_dir() { Self::open(root).map(Some) } else { Ok(None) }
    }

    /// Begins a build.
    pub(super) fn stage(self) -> Result<Stage, OutputError> {
        let folder = self.state("new");
        fs::create_dir_all(&folder).map_err(|error| failed(&folder, error))?;
        Ok(Stage { output: self, written: Mutex::default(), count: AtomicU64::new(0) })
    }

    fn state(&self, name: &str) -> PathBuf {
        self.root.join(STATE).join(name)
    }

    fn read_state<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, OutputError> {
        let path = self.state(name);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, error)),
        };
        serde_json::from_str(&text).map(Some).map_err(|error| self.damaged(name, &error.to_string()))
    }

    /// Written aside and then renamed: it is there whole, or not at all.
    fn write_state(&self, name: &str, state: &impl Serialize) -> Result<(), OutputError> {
        let (path, partial) = (self.state(name), self.state("partial"));
        let text = serde_json::to_string_pretty(state).unwrap_or_default();
        fs::write(&partial, text + "\n")
            .and_then(|()| fs::rename(&partial, &path))
            .map_err(|error| failed(&path, error))
    }

    fn damaged(&self, name: &str, reason: &str) -> OutputError {
        OutputError::Damaged { path: self.state(name).display().to_string(), reason: reason.to_owned() }
    }

    fn refuse_outside<'f>(&self, name: &str, mut files: impl Iterator<Item = &'f String>) -> Result<(), OutputError> {
        let outside = files.find(|file| !is_inside(file));
        outside.map_or(Ok(()), |file| Err(self.damaged(name, &format!("`{file}` is not within the folder"))))
    }

    /// What a killed process left half done: a build that was complete is finished, one that was being taken back is
    /// taken back.
    fn finish_interrupted(&mut self) -> Result<(), OutputError> {
        if let Some(Journal { moves, .. }) = self.read_journal("rollback.json")? {
            self.roll_back(&moves)?;
        } else if let Some(Journal { moves, .. }) = self.read_journal("journal.json")? {
            for one in &moves {
                self.finish(one)?;
            }
            self.close(&moves)?;
        }
        self.sweep();
        Ok(())
    }

    fn read_journal(&self, name: &str) -> Result<Option<Journal>, OutputError> {
        let journal: Option<Journal> = self.read_state(name)?;
        if let Some(Journal { format, moves }) = &journal {
            self.refuse_format(name, *format)?;
            self.refuse_outside(name, moves.iter().map(|one| &one.file))?;
        }
        Ok(journal)
    }

    /// A move that may have been made already.
    fn finish(&self, Move { file, number, renewed, .. }: &Move) -> Result<(), OutputError> {
        let (from, to) = (self.waiting("new", *number), self.root.join(file));
        let finish = || match (renewed, from.exists()) {
            (true, true) => {
                to.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::rename(&from, &to)
            }
            (false, _) if to.exists() => fs::remove_file(&to),
            _ => Ok(()),
        };
        finish().map_err(|error| failed(&to, error))
    }

    /// The manifest now is what was moved, and nothing is pending any more.
    fn close(&mut self, moves: &[Move]) -> Result<(), OutputError> {
        let stale: Vec<_> = moves.iter().filter(|one| !one.renewed).map(|one| one.file.clone()).collect();
        self.remove_empty_parents(&stale);
        let files: Paths = moves.iter().filter(|one| one.renewed).map(|one| one.file.clone()).collect();
        let manifest = Manifest { format: FORMAT, files };
        let closed = self.write_state("manifest.json", &manifest).and_then(|()| self.remove_state("journal.json"));
        self.files = manifest.files;
        closed.map_err(|error| OutputError::Pending { path: self.root.display().to_string(), error: Box::new(error) })
    }

    fn remove_state(&self, name: &str) -> Result<(), OutputError> {
        let path = self.state(name);
        fs::remove_file(&path).map_err(|error| failed(&path, error))
    }

    fn refuse_format(&self, name: &str, format: u8) -> Result<(), OutputError> {
        if format == FORMAT {
            return Ok(());
        }
        Err(self.damaged(name, &format!("format {format} is of another version of liftpress")))
    }

    /// Removes what an unfinished build left in our own folder.
    fn sweep(&self) {
        for name in ["new", "old"] {
            let _ = fs::remove_dir_all(self.state(name));
        }
    }

    /// Where a numbered file waits: among the new ones, or among the old ones.
    fn waiting(&self, which: &str, number: u64) -> PathBuf {
        self.state(which).join(number.to_string())
    }

    /// Folders that held nothing but files we removed.
    fn remove_empty_parents(&self, files: &[String]) {
        for file in files {
            let mut folder = Path::new(file).parent();
            while let Some(parent) = folder.filter(|parent| !parent.as_os_str().is_empty()) {
                if fs::remove_dir(self.root.join(parent)).is_err() {
                    break;
                }
                folder = parent.parent();
            }
        }
    }
}

impl Stage {
    /// Writes a file of the new build, aside from the last one.
    pub(super) fn write(&self, file: &str, contents: &[u8]) -> Result<(), OutputError> {
        debug_assert!(is_inside(file), "{file}");
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let path = self.output.waiting("new", number);
        fs::write(&path, contents).map_err(|error| failed(&self.output.root.join(file), error))?;
        self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), number);
        Ok(())
    }

    /// Puts the new build in the place of the last one, or leaves the last one as it was.
    pub(super) fn commit(mut self) -> Result<(), OutputError> {
        let written = std::mem::take(&mut *self.written.lock().unwrap_or_else(PoisonError::into_inner));
        let output = &mut self.output;
        let stale: Vec<_> = output.files.iter().filter(|file| !written.contains_key(*file)).cloned().collect();
        let free = self.count.load(Ordering::Relaxed)..;
        let moves = written.into_iter().map(|(file, number)| (file, number, true));
        let moves = moves.chain(stale.into_iter().zip(free).map(|(file, number)| (file, number, false)));
        let mut folders = BTreeSet::new();
        let moves = moves.map(|(file, number, renewed)| {
            let existed = output.check_way(&file, &mut folders)?;
            Ok(Move { file, number, renewed, existed })
        });
        let journal = Journal { format: FORMAT, moves: moves.collect::<Result<_, OutputError>>()? };
        let old = output.state("old");
        fs::create_dir_all(&old).map_err(|error| failed(&old, error))?;
        output.write_state("journal.json", &journal)?;
        let results: Vec<_> = journal.moves.par_iter().map(|one| output.exchange(one)).collect();
        if let Err(error) = results.into_iter().collect::<Result<(), _>>() {
            // From here on it is to be taken back, whoever does it.
            let (journal_path, rollback) = (output.state("journal.json"), output.state("rollback.json"));
            fs::rename(&journal_path, &rollback).map_err(|error| failed(&rollback, error))?;
            output.roll_back(&journal.moves)?;
            return Err(error);
        }
        output.close(&journal.moves)
    }
}

impl Output {
    /// Whether there is a file of ours at the path; an error where something that is not ours is in the way of it.
    fn check_way(&self, file: &str, folders: &mut BTreeSet<PathBuf>) -> Result<bool, OutputError> {
        let in_the_way = |path: &Path| Err(OutputError::InTheWay(path.display().to_string()));
        for folder in Path::new(file).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            let folder = self.root.join(folder);
            if fs::symlink_metadata(&folder).is_ok_and(|found| !found.is_dir() && !folder.is_dir()) {
                return in_the_way(&folder);
            }
            if !folders.insert(folder) {
                break;
            }
        }
        let path = self.root.join(file);
        match fs::symlink_metadata(&path) {
            Ok(found) if !self.files.contains(file) || found.is_dir() => in_the_way(&path),
            found => Ok(found.is_ok()),
        }
    }

    /// Keeps the old file aside and, if it is renewed, moves the new one into its place.
    fn exchange(&self, Move { file, number, renewed, existed }: &Move) -> Result<(), OutputError> {
        let (target, aside) = (self.root.join(file), self.waiting("old", *number));
        let exchange = || {
            if *existed {
                // A second name for the old file: there is no moment without one. Where a file system has no hard
                // links, the old file is moved.
                if !renewed || fs::hard_link(&target, &aside).is_err() {
                    fs::rename(&target, &aside)?;
                }
            } else {
                target.parent().map_or(Ok(()), fs::create_dir_all)?;
            }
            if *renewed { fs::rename(self.waiting("new", *number), &target) } else { Ok(()) }
        };
        exchange().map_err(|error| failed(&target, error))
    }

    /// The old files again, and none where there was none.
    fn roll_back(&self, moves: &[Move]) -> Result<(), OutputError> {
        for Move { file, number, existed, .. } in moves {
            let (target, aside) = (self.root.join(file), self.waiting("old", *number));
            let put_back = match (existed, aside.exists()) {
                (true, true) => fs::rename(&aside, &target),
                (false, _) if fs::symlink_metadata(&target).is_ok_and(|found| found.is_file()) => {
                    fs::remove_file(&target)
                }
                _ => Ok(()),
            };
            put_back.map_err(|error| OutputError::Pending {
                path: self.root.display().to_string(),
                error: Box::new(failed(&target, error)),
            })?;
        }
        let new: Vec<_> = moves.iter().filter(|one| !one.existed).map(|one| one.file.clone()).collect();
        self.remove_empty_parents(&new);
        self.remove_state("rollback.json")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What is pending is kept for the next command.
        let pending = ["journal.json", "rollback.json"].iter().any(|name| self.output.state(name).exists());
        if !pending {
            self.output.sweep();
        }
    }
}

fn failed(path: &Path, error: io::Error) -> OutputError {
    OutputError::Io { path: path.display().to_string(), error }
}

/// A relative path that stays within its folder, and out of ours.
fn is_inside(file: &str) -> bool {
    let mut parts = file.split('/');
    let fine = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    parts.clone().all(fine) && parts.next() != Some(STATE)
}

#[cfg(test)]
mod tests;
