//! Reads and writes the state in an output folder, which consists of the manifest of files and the journal of moves. The state
//! may come from someone else, so it is refused unless a build could have written it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use cap_std::fs::{File, Metadata};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::cache::{Moment, changed};
use super::error::{OutputError, failed};
use super::exchange::{exchange, put, second_name};
use super::folder::{Folder, Readers, Root};
use super::moves::{Kind, Move};
use crate::site::digest::Digest;

/// The folder of the state, in the output folder.
pub(in crate::site) const FOLDER: &str = ".liftpress";
const MANIFEST: &str = "manifest.json";
/// The manifest of a build while the build moves its files.
const NEXT_MANIFEST: &str = "manifest.next.json";
const JOURNAL: &str = "journal.json";
/// The journal of the moves that a rollback undoes.
const ROLLBACK: &str = "rollback.json";
/// The temporary name of a state file.
const PARTIAL: &str = "partial";
const LOCK: &str = "lock";
/// The cache of the last build.
pub(super) const CACHE: &str = "cache";
/// The folder of new files before they are moved, and of old files after new files have replaced them.
const ASIDE: &str = "aside";
/// All state files.
const FILES: [&str; 7] = [MANIFEST, NEXT_MANIFEST, JOURNAL, ROLLBACK, PARTIAL, LOCK, CACHE];

/// The size of the largest state file in bytes. It is enough for a journal of 300,000 files.
pub(super) const LARGEST: u64 = 64 << 20;

/// The paths of output files in the output folder, with `/` on every system.
pub(super) type Paths = BTreeSet<String>;

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u8,
    /// The digest of `files`; `None` in format 1. Without a digest, a changed letter in a path would not be noticed, and the file
    /// would stay in the output forever.
    digest: Option<Digest>,
    files: Paths,
}

/// The moves of a build. If the build is killed, the next build completes them.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    format: u8,
    /// The digest of the moves.
    digest: Digest,
    /// The digest of the files in the manifest after the moves.
    next: Digest,
    moves: Vec<Move>,
}

const MANIFEST_FORMAT: u8 = 2;
/// The format of releases whose manifests had no digest.
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

/// Writes JSON. This cannot fail, because the state has only texts and numbers.
fn json(state: &impl Serialize) -> String {
    serde_json::to_string_pretty(state).unwrap_or_default()
}

/// The state of an output folder.
#[derive(Debug)]
pub(super) struct State {
    pub(super) folder: Folder,
    /// Whether to wait until the result of each step is on the disk.
    is_synced: bool,
}

/// A change that a killed process left unfinished.
pub(super) enum Interrupted {
    /// The moves of a complete build, which must be completed.
    Build(Vec<Move>),
    /// The moves of a failed build, which must be undone.
    Rollback(Vec<Move>),
}

/// Returns the path of a state file in the output folder.
pub(super) fn own(name: &str) -> String {
    format!("{FOLDER}/{name}")
}

/// Returns the path of a file in `aside`.
pub(super) fn aside(number: u64) -> String {
    format!("{FOLDER}/{ASIDE}/{number}")
}

impl State {
    /// Opens the state of an output folder, if it has one.
    pub(super) fn of(root: Root<'_>, shown: &Path, is_synced: bool) -> Result<Option<Self>, OutputError> {
        let Some(folder) = Folder::open(root, shown)? else { return Ok(None) };
        let state = Self { folder, is_synced };
        Ok(state.is_there()?.then_some(state))
    }

    /// Opens the state of an output folder, and creates the folder and the state if needed. Fails if the folder has files but no
    /// state.
    pub(super) fn create(root: Root<'_>, shown: &Path, is_synced: bool) -> Result<Self, OutputError> {
        let state = Self { folder: Folder::create(root, shown)?, is_synced };
        let is_empty = state.folder.names(None).map_err(|error| failed(shown, error))?.is_empty();
        // Look for the state after looking for files, because another build may create both in between.
        if !state.is_there()? {
            if !is_empty {
                return Err(OutputError::NotOurs(shown.display().to_string()));
            }
            state
                .folder
                .create_folders(FOLDER, Readers::Anyone)
                .map_err(|error| failed(&state.folder.shown(FOLDER), error))?;
            state.sync([None])?;
            if is_synced {
                sync_above(shown);
            }
        }
        Ok(state)
    }

    /// Whether the output folder has a state. Fails if an entry of the state is of the wrong kind. Follows no link, opens no
    /// file, and never blocks.
    fn is_there(&self) -> Result<bool, OutputError> {
        self.folder.refuse_obstacles(FOLDER)?;
        if !self.folder.has(FOLDER) {
            return Ok(false);
        }
        self.folder.refuse_obstacles(&own(ASIDE))?;
        for file in FILES.map(own) {
            let found = self.folder.found(&file).map_err(|error| failed(&self.folder.shown(&file), error))?;
            if let Some(found) = found.filter(|found| !found.is_file()) {
                return Err(OutputError::foreign(&self.folder.shown(&file), &found));
            }
        }
        Ok(true)
    }

    /// Returns the path of a state file in messages.
    pub(super) fn shown(&self, name: &str) -> PathBuf {
        self.folder.shown(&own(name))
    }

    /// Opens the lock file. A process that writes to the output folder locks this file.
    pub(super) fn lock_file(&self) -> Result<File, OutputError> {
        self.folder.lock_file(&own(LOCK)).map_err(|error| failed(&self.shown(LOCK), error))
    }

    /// Creates the folder `aside`, and returns the first number that is free for its files. Another build may have left files
    /// there that cannot be removed, so their numbers are not free.
    pub(super) fn create_aside(&self) -> Result<u64, OutputError> {
        let folder = own(ASIDE);
        let left = self.folder.create_folders(&folder, Readers::Anyone).and_then(|()| self.folder.names(Some(&folder)));
        let left = left.map_err(|error| failed(&self.folder.shown(&folder), error))?;
        let numbers = left.iter().filter_map(|name| name.parse::<u64>().ok());
        Ok(numbers.max().map_or(0, |last| last.saturating_add(1)))
    }

    /// Returns the present time by the clock of the file system. A file that is written from now on does not have an earlier
    /// change time.
    pub(super) fn now(&self) -> Option<Moment> {
        Some(changed(&self.folder.found(&own(ASIDE)).ok()??))
    }

    /// Writes a file into `aside`.
    pub(super) fn write_aside(&self, number: u64, contents: &[u8], readers: Readers) -> io::Result<Metadata> {
        self.folder.write_new(&aside(number), contents, self.is_synced, readers)
    }

    /// Returns the files that the last build wrote.
    pub(super) fn manifest(&self) -> Result<Paths, OutputError> {
        Ok(self.manifest_in(MANIFEST)?.unwrap_or_default())
    }

    fn manifest_in(&self, name: &str) -> Result<Option<Paths>, OutputError> {
        let Some(Manifest { format, digest, files }) = self.read(name)? else { return Ok(None) };
        if format != FORMAT_WITHOUT_DIGEST {
            self.refuse_format(name, format, MANIFEST_FORMAT)?;
            self.refuse_altered(name, digest == Some(digest_of(&files)))?;
        }
        self.refuse_foreign(name, files.iter())?;
        Ok(Some(files))
    }

    /// Returns the change that a killed process left unfinished, if there is one.
    pub(super) fn interrupted(&self) -> Result<Option<Interrupted>, OutputError> {
        if let Some(moves) = self.journal(ROLLBACK)? {
            return Ok(Some(Interrupted::Rollback(moves)));
        }
        Ok(self.journal(JOURNAL)?.map(Interrupted::Build))
    }

    /// Reads the moves of a journal. Fails if there is a move that no build from the old manifest to the new manifest would make.
    fn journal(&self, name: &str) -> Result<Option<Vec<Move>>, OutputError> {
        let Some(Journal { format, digest, next, moves }) = self.read::<Journal>(name)? else { return Ok(None) };
        self.refuse_format(name, format, JOURNAL_FORMAT)?;
        self.refuse_altered(name, digest == Digest::of(json(&moves).as_bytes()))?;
        self.refuse_foreign(name, moves.iter().map(|one| &one.file))?;
        let is_same = !self.folder.has(&own(NEXT_MANIFEST));
        let manifest = if is_same { MANIFEST } else { NEXT_MANIFEST };
        let new = self.manifest_in(manifest)?.unwrap_or_default();
        self.refuse_altered(manifest, digest_of(&new) == next)?;
        let old = if is_same { new.clone() } else { self.manifest()? };
        let (mut files, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        for one in &moves {
            let is_plausible = match one.kind {
                Kind::New { .. } => new.contains(&one.file),
                Kind::Renewed { .. } => new.contains(&one.file) && old.contains(&one.file),
                // After all moves, the manifest may already be the new one.
                Kind::Stale => !new.contains(&one.file) && (old.contains(&one.file) || is_same && name == JOURNAL),
            };
            if !is_plausible || !files.insert(&one.file) || !numbers.insert(one.number) {
                return Err(self.damaged(name, &format!("no build writes its entry for `{}`", one.file)));
            }
        }
        Ok(Some(moves))
    }

    /// Writes the new manifest and the journal. After this, the moves need no more disk space.
    pub(super) fn begin(&self, files: &Paths, is_same: bool, moves: Vec<Move>) -> Result<Vec<Move>, OutputError> {
        self.sync([Some(own(ASIDE))])?;
        if !is_same {
            self.write(NEXT_MANIFEST, &Manifest::of(files))?;
        }
        let digest = Digest::of(json(&moves).as_bytes());
        let journal = Journal { format: JOURNAL_FORMAT, digest, next: digest_of(files), moves };
        self.write(JOURNAL, &journal)?;
        Ok(journal.moves)
    }

    /// Ends a build whose moves are all made.
    pub(super) fn end(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.sync_places(moves)?;
        match self.folder.rename(&own(NEXT_MANIFEST), &own(MANIFEST)) {
            // The new manifest was already renamed, or the manifest does not change.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            renamed => renamed.map_err(|error| failed(&self.shown(MANIFEST), error))?,
        }
        self.sync([Some(FOLDER.to_owned())])?;
        self.remove(JOURNAL)
    }

    /// Starts the rollback of a build. From here on, the moves will be undone by this process or by the next one.
    pub(super) fn start_rollback(&self) -> Result<(), OutputError> {
        let renamed = self.folder.rename(&own(JOURNAL), &own(ROLLBACK));
        renamed.map_err(|error| failed(&self.shown(ROLLBACK), error))?;
        self.sync([Some(FOLDER.to_owned())])
    }

    /// Ends a rollback whose moves are all undone.
    pub(super) fn end_rollback(&self, moves: &[Move]) -> Result<(), OutputError> {
        self.sync_places(moves)?;
        self.remove(ROLLBACK)
    }

    /// Removes temporary files of builds, unless there is a build to complete or to roll back.
    pub(super) fn sweep(&self) {
        let is_pending = [JOURNAL, ROLLBACK].iter().any(|name| self.folder.has(&own(name)));
        if !is_pending {
            let _ = self.folder.remove_all(&own(ASIDE));
            for left in [NEXT_MANIFEST, &second_name(PARTIAL), PARTIAL] {
                let _ = self.folder.remove(&own(left));
            }
        }
    }

    /// Waits until the entries of every folder with a moved file are on the disk. Also waits for the parents of these folders,
    /// because some folders are new.
    fn sync_places(&self, moves: &[Move]) -> Result<(), OutputError> {
        let mut folders = BTreeSet::from([None, Some(own(ASIDE))]);
        for Move { file, .. } in moves {
            folders.extend(file.match_indices('/').map(|(at, _)| Some(file[..at].to_owned())));
        }
        self.sync(folders)
    }

    fn sync(&self, folders: impl IntoIterator<Item = Option<String>>) -> Result<(), OutputError> {
        for folder in folders.into_iter().filter(|_| self.is_synced) {
            match self.folder.sync(folder.as_deref()) {
                // The folder was removed because it was empty.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                synced => {
                    synced.map_err(|error| failed(&self.folder.shown(folder.as_deref().unwrap_or("")), error))?;
                }
            }
        }
        Ok(())
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, OutputError> {
        let bytes = match self.folder.read(&own(name), LARGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Other => return Err(self.damaged(name, &error.to_string())),
            Err(error) => return Err(failed(&self.shown(name), error)),
        };
        let text = String::from_utf8(bytes).map_err(|_| self.damaged(name, "it is not UTF-8 text"))?;
        serde_json::from_str(&text).map(Some).map_err(|error| self.damaged(name, &error.to_string()))
    }

    fn write(&self, name: &str, state: &impl Serialize) -> Result<(), OutputError> {
        self.write_whole(name, (json(state) + "\n").as_bytes())
    }

    /// Writes a state file under a temporary name and then moves it into place, so that no partial file ever has its name.
    pub(super) fn write_whole(&self, name: &str, contents: &[u8]) -> Result<(), OutputError> {
        let (file, partial) = (own(name), own(PARTIAL));
        if contents.len() as u64 > LARGEST {
            let error = io::Error::other("the file would be larger than 64 MiB; build the site in shards");
            return Err(failed(&self.shown(name), error));
        }
        // A leftover may be a hard link to another file, so it is removed instead of written into.
        let _ = self.folder.remove(&partial);
        let place = || {
            if self.folder.has(&file) {
                exchange(&self.folder, &partial, &file)?;
                self.folder.remove(&partial)
            } else {
                put(&self.folder, &partial, &file)
            }
        };
        self.folder.write_new(&partial, contents, self.is_synced, Readers::Anyone).and_then(|_| place()).map_err(
            |error| {
                let _ = self.folder.remove(&partial);
                failed(&self.shown(name), error)
            },
        )?;
        self.sync([Some(FOLDER.to_owned())])
    }

    fn remove(&self, name: &str) -> Result<(), OutputError> {
        self.folder.remove(&own(name)).map_err(|error| failed(&self.shown(name), error))?;
        self.sync([Some(FOLDER.to_owned())])
    }

    fn damaged(&self, name: &str, reason: &str) -> OutputError {
        OutputError::Damaged { path: self.shown(name).display().to_string(), reason: reason.to_owned() }
    }

    fn refuse_format(&self, name: &str, format: u8, known: u8) -> Result<(), OutputError> {
        if format == known {
            return Ok(());
        }
        Err(self.damaged(name, &format!("format {format} belongs to another version of liftpress")))
    }

    fn refuse_altered(&self, name: &str, is_whole: bool) -> Result<(), OutputError> {
        if is_whole { Ok(()) } else { Err(self.damaged(name, "it was changed after it was written")) }
    }

    /// Fails if a file has a path that no build writes.
    fn refuse_foreign<'f>(&self, name: &str, files: impl Iterator<Item = &'f String>) -> Result<(), OutputError> {
        for file in files {
            if !may_be_ours(file) {
                return Err(self.damaged(name, &format!("it lists `{}`, which no build writes", file.escape_debug())));
            }
        }
        Ok(())
    }
}

/// Waits until the entries of a new folder's parents are on the disk. Parents that cannot be opened are skipped.
fn sync_above(folder: &Path) {
    for above in folder.ancestors().skip(1) {
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        let _ = std::fs::File::open(above).and_then(|above| above.sync_all());
    }
}

/// Whether a build may write a file: below `site/` or `booklets/`, with plain names.
pub(super) fn may_be_ours(file: &str) -> bool {
    let is_plain = |part: &str| {
        part.starts_with(char::is_alphanumeric)
            && part.len() <= 255
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
    };
    let inside = file.strip_prefix("site/").or_else(|| file.strip_prefix("booklets/"));
    inside.is_some_and(|inside| file.len() <= 4096 && inside.split('/').all(is_plain))
}
