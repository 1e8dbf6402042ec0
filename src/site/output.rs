//! The output folder: the last good build stays until a complete new one takes its place, and what we did not write
//! is never touched.
//!
//! A build is written whole into `.liftpress/new` first. Only then a journal says what is to be moved where; from
//! that moment on the build is finished by whoever comes next, should this process be killed. Files are moved into
//! place one by one, each a whole file at every moment, the old ones kept until all is done so that a failure puts
//! them back. The manifest lists what we wrote: only that is ever replaced or removed. (Other generators empty the
//! folder first, and people have lost files to it: getzola/zola#1378, rust-lang/mdBook#436.)

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use thiserror::Error;

const STATE: &str = ".liftpress";

/// Why the output could not be written. Unless said otherwise, the last good build is as it was.
#[derive(Debug, Error)]
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
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    format: u8,
    files: BTreeSet<String>,
}

/// An output folder, ours alone until this is dropped.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    files: BTreeSet<String>,
    _lock: File,
}

/// A build in the making. Dropped without a commit, it leaves no trace.
#[derive(Debug)]
pub struct Stage {
    output: Output,
    written: Mutex<BTreeSet<String>>,
}

impl Output {
    /// Takes the folder for writing, after finishing what a killed process left half done.
    pub fn open(root: &Path) -> Result<Self, OutputError> {
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
        let mut output = Self { root: root.to_path_buf(), files: BTreeSet::new(), _lock: lock };
        output.files = output.manifest("manifest.json")?.map(|manifest| manifest.files).unwrap_or_default();
        output.finish_interrupted()?;
        Ok(output)
    }

    /// Begins a build.
    #[must_use]
    pub fn stage(self) -> Stage {
        Stage { output: self, written: Mutex::default() }
    }

    fn state(&self, name: &str) -> PathBuf {
        self.root.join(STATE).join(name)
    }

    fn manifest(&self, name: &str) -> Result<Option<Manifest>, OutputError> {
        let path = self.state(name);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, error)),
        };
        let damaged = |reason: String| OutputError::Damaged { path: path.display().to_string(), reason };
        let manifest: Manifest = serde_json::from_str(&text).map_err(|error| damaged(error.to_string()))?;
        match manifest.files.iter().find(|file| !is_inside(file)) {
            Some(file) => Err(damaged(format!("`{file}` is not within the folder"))),
            None => Ok(Some(manifest)),
        }
    }

    fn write_manifest(&self, name: &str, files: &BTreeSet<String>) -> Result<(), OutputError> {
        let path = self.state(name);
        let partial = self.state("partial");
        let manifest = Manifest { format: 1, files: files.clone() };
        let text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
        fs::write(&partial, text + "\n")
            .and_then(|()| fs::rename(&partial, &path))
            .map_err(|error| failed(&path, error))
    }

    /// A process was killed between the journal and the end of its moves: the new build is complete, so move the rest.
    fn finish_interrupted(&mut self) -> Result<(), OutputError> {
        if let Some(Manifest { files, .. }) = self.manifest("journal.json")? {
            for file in &files {
                let from = self.state("new").join(file);
                if from.exists() {
                    self.make_parent(file)?;
                    fs::rename(&from, self.root.join(file)).map_err(|error| failed(&from, error))?;
                }
            }
            let stale: Vec<_> = self.files.difference(&files).cloned().collect();
            for file in &stale {
                let _ = fs::remove_file(self.root.join(file));
            }
            self.remove_empty_parents(&stale);
            self.close(files)?;
        }
        self.sweep();
        Ok(())
    }

    /// The manifest now is `files`, and nothing is pending any more.
    fn close(&mut self, files: BTreeSet<String>) -> Result<(), OutputError> {
        self.write_manifest("manifest.json", &files)?;
        self.files = files;
        let journal = self.state("journal.json");
        fs::remove_file(&journal).map_err(|error| failed(&journal, error))
    }

    /// Removes what an unfinished build left in our own folder.
    fn sweep(&self) {
        for name in ["new", "old"] {
            let _ = fs::remove_dir_all(self.state(name));
        }
    }

    fn make_parent(&self, file: &str) -> Result<(), OutputError> {
        let path = self.root.join(file);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| failed(&path, error))
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
    pub fn write(&self, file: &str, contents: &[u8]) -> Result<(), OutputError> {
        debug_assert!(is_inside(file), "{file}");
        let path = self.output.state("new").join(file);
        let write = || {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&path, contents)
        };
        write().map_err(|error| failed(&path, error))?;
        self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(file.to_owned());
        Ok(())
    }

    /// Puts the new build in the place of the last one, or leaves the last one as it was.
    pub fn commit(mut self) -> Result<(), OutputError> {
        let files = std::mem::take(&mut *self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let output = &mut self.output;
        for file in files.difference(&output.files) {
            if fs::symlink_metadata(output.root.join(file)).is_ok() {
                return Err(OutputError::InTheWay(output.root.join(file).display().to_string()));
            }
        }
        let stale: Vec<_> = output.files.difference(&files).cloned().collect();
        output.write_manifest("journal.json", &files)?;
        let mut moved = Vec::new();
        let result = files
            .iter()
            .map(|file| (file, true))
            .chain(stale.iter().map(|file| (file, false)))
            .try_for_each(|(file, renewed)| output.exchange(file, renewed).inspect(|()| moved.push(file)));
        if let Err(error) = result {
            moved.into_iter().rev().for_each(|file| output.put_back(file));
            let _ = fs::remove_file(output.state("journal.json"));
            return Err(error);
        }
        output.remove_empty_parents(&stale);
        output.close(files)
    }
}

impl Output {
    /// Keeps the old file aside and, if it is `renewed`, moves the new one into its place.
    fn exchange(&self, file: &str, renewed: bool) -> Result<(), OutputError> {
        let (target, aside) = (self.root.join(file), self.state("old").join(file));
        let exchange = || {
            if target.exists() {
                aside.parent().map_or(Ok(()), fs::create_dir_all)?;
                // A second name for the old file: there is no moment without one. Where a file system has no hard
                // links, the old file is moved.
                if !renewed || fs::hard_link(&target, &aside).is_err() {
                    fs::rename(&target, &aside)?;
                }
            }
            if renewed {
                target.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::rename(self.state("new").join(file), &target)?;
            }
            Ok(())
        };
        exchange().map_err(|error| {
            self.put_back(file);
            failed(&target, error)
        })
    }

    /// The old file again, or none where there was none.
    fn put_back(&self, file: &str) {
        let (target, aside) = (self.root.join(file), self.state("old").join(file));
        if aside.exists() {
            let _ = fs::rename(&aside, &target);
        } else if !self.files.contains(file) {
            let _ = fs::remove_file(&target);
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.output.sweep();
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
