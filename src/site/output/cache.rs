//! What the last build knew, so that the next need not make it again: what each file held, and what it was made of. Nothing of
//! it is believed that cannot be checked: a file is known by what is in it, or by a time of change that nobody can set, and
//! where the cache itself is damaged, everything is made again.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::site::digest::Digest;

use super::state::FOLDER;

/// The file that it is in.
pub(super) const NAME: &str = "cache";
const FORMAT: u8 = 1;

/// What a build knew.
#[derive(Debug, Default)]
pub(in crate::site) struct Cache {
    known: Known,
    /// When it was written. A file that changed no earlier may have changed again since it was looked at.
    written: Option<Moment>,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    /// By the path of a file.
    pub(super) files: BTreeMap<String, Record>,
    /// By the name of what was made.
    pub(super) made: BTreeMap<String, Made>,
}

/// Something that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct Made {
    /// Of everything that it was made of.
    pub(in crate::site) of: Digest,
    /// What else is to be remembered of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(in crate::site) note: String,
    /// Whether there was something to tell of it, which is to be told again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::site) is_told: bool,
}

/// Seconds and nanoseconds.
type Moment = (i64, i64);

/// A file as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) digest: Digest,
    size: u64,
    changed: Moment,
}

impl Record {
    /// The file at a path, which holds what has this digest.
    pub(super) fn of(path: &Path, digest: Digest) -> Option<Self> {
        Some(Self::known(&found(path)?, digest))
    }

    /// The file at a path, if it is still `written`: it was moved there since, which changes no time that this looks at.
    pub(super) fn of_written(path: &Path, written: &Written) -> Option<Self> {
        let found = found(path)?;
        let is_it = found.len() == written.size && found.modified().ok() == written.modified;
        is_it.then(|| Self::known(&found, written.digest))
    }

    fn known(found: &Metadata, digest: Digest) -> Self {
        Self { digest, size: found.len(), changed: changed(found) }
    }
}

fn found(path: &Path) -> Option<Metadata> {
    fs::symlink_metadata(path).ok().filter(Metadata::is_file)
}

/// A file when it had just been written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) digest: Digest,
    size: u64,
    modified: Option<SystemTime>,
}

impl Written {
    /// The file at a path, into which what has this digest was written.
    pub(super) fn of(path: &Path, digest: Digest) -> io::Result<Self> {
        let found = fs::metadata(path)?;
        Ok(Self { digest, size: found.len(), modified: found.modified().ok() })
    }
}

impl Cache {
    /// That of an output folder; nothing where there is none, or a damaged one.
    pub(in crate::site) fn read(root: &Path) -> Self {
        Self::try_read(root).unwrap_or_default()
    }

    fn try_read(root: &Path) -> Option<Self> {
        let path = root.join(FOLDER).join(NAME);
        let text = fs::read_to_string(&path).ok()?;
        let (head, body) = text.split_once('\n')?;
        if head != self::head(body) {
            return None;
        }
        Some(Self { known: serde_json::from_str(body).ok()?, written: Some(changed(&fs::metadata(&path).ok()?)) })
    }

    /// Of something that was made, what is remembered of it, if it was made of the same.
    pub(in crate::site) fn made(&self, name: &str, of: Digest) -> Option<&Made> {
        self.known.made.get(name).filter(|made| made.of == of)
    }

    /// What is in a file, and its digest, if it is still what was written.
    pub(super) fn contents(&self, root: &Path, file: &str) -> Option<(Vec<u8>, Digest)> {
        let contents = fs::read(root.join(file)).ok()?;
        let digest = Digest::of(&contents);
        self.known.files.get(file).is_some_and(|record| record.digest == digest).then_some((contents, digest))
    }

    /// The file as it is now, if it is still what was written. A file that was touched is read.
    pub(super) fn whole(&self, root: &Path, file: &str) -> Option<Record> {
        let record = *self.known.files.get(file)?;
        let path = root.join(file);
        let now = Record::of(&path, record.digest)?;
        let is_older = self.written.is_some_and(|written| record.changed < written);
        if now == record && is_older {
            return Some(record);
        }
        let is_same = now.size == record.size && Digest::of(&fs::read(&path).ok()?) == record.digest;
        is_same.then_some(now)
    }

    /// What has to be written where `known` is to take the place of this.
    pub(super) fn replaced_by(&self, known: &Known) -> Option<Vec<u8>> {
        if self.known == *known {
            return None;
        }
        // Texts and numbers: nothing in it can fail to be JSON.
        let body = serde_json::to_string(known).unwrap_or_default();
        Some([head(&body).as_bytes(), b"\n", body.as_bytes()].concat())
    }
}

/// What the first line says if the rest is whole.
fn head(body: &str) -> String {
    format!("liftpress cache {FORMAT} {}", Digest::of(body.as_bytes()))
}

/// When a file, or what it is called, changed.
#[cfg(unix)]
fn changed(found: &Metadata) -> Moment {
    use std::os::unix::fs::MetadataExt;
    (found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(found: &Metadata) -> Moment {
    let since = found.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
    (i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos().into())
}
