//! What we keep in the output folder about it: which files are ours, and what is being moved where.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::{OutputError, failed};
use super::exchange::{exchange, put, second_name};
use super::moves::{Move, Ways};
use crate::site::digest::Digest;

/// The folder that it is kept in.
pub(in crate::site) const FOLDER: &str = ".liftpress";
const MANIFEST: &str = "manifest.json";
/// The manifest of a build whose moves are being made.
const NEXT_MANIFEST: &str = "manifest.next.json";
const JOURNAL: &str = "journal.json";
/// A journal of moves that are being taken back.
const ROLLBACK: &str = "rollback.json";
/// What is being written of all this.
const PARTIAL: &str = "partial";
/// Where files are on their way in, and then those whose place they took.
const ASIDE: &str = "aside";

/// What we wrote, by path within the output folder, with `/` on every system.
pub(super) type Paths = BTreeSet<String>;

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u8,
    /// Of the files: one letter that is another would let one of ours stay for ever.
    digest: Option<Digest>,
    files: Paths,
}

/// The moves of a build, for whoever comes next should we be killed over them.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    format: u8,
    /// Of the moves.
    digest: Digest,
    /// Of the files that are ours when they are made.
    next: Digest,
    moves: Vec<Move>,
}

const MANIFEST_FORMAT: u8 = 2;
/// That of releases whose manifests had no digest.
const FORMAT_WITHOUT_DIGEST: u8 = 1;
const JOURNAL_FORMAT: u8 = 4;

impl Manifest {
    fn of(files: &Paths) -> Self {
        Self { format: MANIFEST_FORMAT, digest: Some(digest_of(files)), files: files.clone() }
    }
}

fn digest_of(files: &Paths) -> Digest {
    Digest::of_all(files.iter().map(String::as_bytes))
}

/// Texts and numbers: nothing in it can fail to be JSON.
fn json(state: &impl Serialize) -> String {
    serde_json::to_string_pretty(state).unwrap_or_default()
}

/// The state of an output folder.
#[derive(Debug)]
pub(super) struct State {
    root: PathBuf,
    folder: PathBuf,
    aside: PathBuf,
}

/// What a killed process left.
pub(super) enum Interrupted {
    /// A build that was complete: it is to be finished.
    Build(Vec<Move>),
    /// A build that could not be finished: it is to be taken back.
    Rollback(Vec<Move>),
}

impl State {
    pub(super) fn of(root: &Path) -> Self {
        let folder = root.join(FOLDER);
        Self { root: root.to_path_buf(), aside: folder.join(ASIDE), folder }
    }

    pub(super) fn is_there(&self) -> bool {
        self.folder.is_dir()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn ways(&self) -> Ways<'_> {
        Ways { root: &self.root, aside: &self.aside }
    }

    pub(super) fn create(&self) -> Result<(), OutputError> {
        fs::create_dir_all(&self.folder).map_err(|error| failed(&self.folder, error))
    }

    /// Makes room for files that wait for their places; what another build left there, and nobody could remove, keeps its
    /// number. Returns the first that is free.
    pub(super) fn create_aside(&self) -> Result<u64, OutputError> {
        let number = |entry: io::Result<fs::DirEntry>| entry.ok()?.file_name().to_str()?.parse().ok();
        let left = fs::create_dir_all(&self.aside).and_then(|()| fs::read_dir(&self.aside));
        let left = left.map_err(|error| failed(&self.aside, error))?;
        Ok(left.filter_map(number).max().map_or(0, |last: u64| last.saturating_add(1)))
    }

    /// Where a file waits for its place.
    pub(super) fn aside(&self, number: u64) -> PathBuf {
        self.aside.join(number.to_string())
    }

    /// The files that we wrote.
    pub(super) fn manifest(&self) -> Result<Paths, OutputError> {
        Ok(self.manifest_in(MANIFEST)?.unwrap_or_default())
    }

    fn manifest_in(&self, name: &str) -> Result<Option<Paths>, OutputError> {
        let Some(Manifest { format, digest, files }) = self.read(name)? else { return Ok(None) };
        if format != FORMAT_WITHOUT_DIGEST {
            self.refuse_format(name, format, MANIFEST_FORMAT)?;
            self.refuse_altered(name, digest == Some(digest_of(&files)))?;
        }
        self.refuse_outside(name, files.iter())?;
        Ok(Some(files))
    }

    /// What a killed process left half done, if it did.
    pub(super) fn interrupted(&self) -> Result<Option<Interrupted>, OutputError> {
        if let Some(Journal { moves, .. }) = self.journal(ROLLBACK)? {
            return Ok(Some(Interrupted::Rollback(moves)));
        }
        let Some(Journal { next, moves, .. }) = self.journal(JOURNAL)? else { return Ok(None) };
        let name = if self.path(NEXT_MANIFEST).exists() { NEXT_MANIFEST } else { MANIFEST };
        let files = self.manifest_in(name)?.unwrap_or_default();
        self.refuse_altered(name, digest_of(&files) == next)?;
        Ok(Some(Interrupted::Build(moves)))
    }

    /// Notes what is about to be moved, and what will be ours then. Nothing more needs room on the disk after that.
    pub(super) fn begin(&self, files: &Paths, is_same: bool, moves: Vec<Move>) -> Result<Vec<Move>, OutputError> {
        if !is_same {
            self.write(NEXT_MANIFEST, &Manifest::of(files))?;
        }
        let digest = Digest::of(json(&moves).as_bytes());
        let journal = Journal { format: JOURNAL_FORMAT, digest, next: digest_of(files), moves };
        self.write(JOURNAL, &journal)?;
        Ok(journal.moves)
    }

    /// All was moved.
    pub(super) fn end(&self) -> Result<(), OutputError> {
        let (next, manifest) = (self.path(NEXT_MANIFEST), self.path(MANIFEST));
        match fs::rename(&next, &manifest) {
            // It was renamed before the process ended, or is the same as before.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            renamed => renamed.map_err(|error| failed(&manifest, error))?,
        }
        self.remove(JOURNAL)
    }

    /// From here on it is to be taken back, whoever does it.
    pub(super) fn turn_back(&self) -> Result<(), OutputError> {
        let rollback = self.path(ROLLBACK);
        fs::rename(self.path(JOURNAL), &rollback).map_err(|error| failed(&rollback, error))
    }

    /// All was taken back.
    pub(super) fn turned_back(&self) -> Result<(), OutputError> {
        self.remove(ROLLBACK)
    }

    /// Removes what an unfinished build left in our own folder, unless it is still to be brought to an end.
    pub(super) fn sweep(&self) {
        let is_pending = [JOURNAL, ROLLBACK].iter().any(|name| self.path(name).exists());
        if !is_pending {
            let _ = fs::remove_dir_all(&self.aside);
            let partial = self.path(PARTIAL);
            for left in [self.path(NEXT_MANIFEST), second_name(&partial), partial] {
                let _ = fs::remove_file(left);
            }
        }
    }

    fn journal(&self, name: &str) -> Result<Option<Journal>, OutputError> {
        let Some(journal) = self.read::<Journal>(name)? else { return Ok(None) };
        self.refuse_format(name, journal.format, JOURNAL_FORMAT)?;
        self.refuse_altered(name, journal.digest == Digest::of(json(&journal.moves).as_bytes()))?;
        self.refuse_outside(name, journal.moves.iter().map(|one| &one.file))?;
        Ok(Some(journal))
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, OutputError> {
        let path = self.path(name);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(self.damaged(name, "it is no text")),
            Err(error) => return Err(failed(&path, error)),
        };
        serde_json::from_str(&text).map(Some).map_err(|error| self.damaged(name, &error.to_string()))
    }

    fn write(&self, name: &str, state: &impl Serialize) -> Result<(), OutputError> {
        self.write_whole(name, (json(state) + "\n").as_bytes())
    }

    /// Written aside and then moved: it is there whole, or not at all.
    pub(super) fn write_whole(&self, name: &str, contents: &[u8]) -> Result<(), OutputError> {
        let (path, partial) = (self.path(name), self.path(PARTIAL));
        let place = || {
            if path.exists() {
                exchange(&partial, &path)?;
                fs::remove_file(&partial)
            } else {
                put(&partial, &path)
            }
        };
        fs::write(&partial, contents).and_then(|()| place()).map_err(|error| {
            let _ = fs::remove_file(&partial);
            failed(&path, error)
        })
    }

    fn remove(&self, name: &str) -> Result<(), OutputError> {
        let path = self.path(name);
        fs::remove_file(&path).map_err(|error| failed(&path, error))
    }

    fn damaged(&self, name: &str, reason: &str) -> OutputError {
        OutputError::Damaged { path: self.path(name).display().to_string(), reason: reason.to_owned() }
    }

    fn refuse_format(&self, name: &str, format: u8, known: u8) -> Result<(), OutputError> {
        if format == known {
            return Ok(());
        }
        Err(self.damaged(name, &format!("format {format} is of another version of liftpress")))
    }

    fn refuse_altered(&self, name: &str, is_whole: bool) -> Result<(), OutputError> {
        if is_whole { Ok(()) } else { Err(self.damaged(name, "it is not what was written")) }
    }

    fn refuse_outside<'f>(&self, name: &str, mut files: impl Iterator<Item = &'f String>) -> Result<(), OutputError> {
        let outside = files.find(|file| !is_inside(file));
        outside.map_or(Ok(()), |file| Err(self.damaged(name, &format!("`{file}` is not within the folder"))))
    }
}

/// A relative path that stays within its folder, and out of ours.
pub(super) fn is_inside(file: &str) -> bool {
    let mut parts = file.split('/');
    let fine = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    parts.clone().all(fine) && parts.next() != Some(FOLDER)
}
