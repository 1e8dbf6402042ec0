//! Stores the digest and the inputs of each file, so that the next build can reuse the file.
//!
//! The cache is used only if it is signed with the user's key, which is outside of the output folder. Whether a file is unchanged
//! is decided by its bytes, or by its change time, which programs cannot set. If the cache is damaged, everything is rebuilt.

use std::collections::BTreeMap;

use cap_std::fs::Metadata;
use serde::{Deserialize, Serialize};

use crate::site::digest::Digest;

use super::folder::Folder;
use super::key::Key;
use super::moves::LARGEST_FILE;
use super::state::{CACHE, LARGEST, own};

const FORMAT: u8 = 2;

/// The cache of the last build.
#[derive(Debug, Default)]
pub(in crate::site) struct Cache {
    entries: Entries,
    /// The time at which the build started that wrote the cache. A file with a later change time may have been edited while that
    /// build moved the file into place, so the bytes of the file are compared.
    since: Option<Moment>,
    /// Whether the folder has a cache that is signed with another key.
    pub(in crate::site) is_foreign: bool,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entries {
    /// Files, by path.
    pub(super) files: BTreeMap<String, Record>,
    /// Units that were built, such as booklets, by name.
    pub(super) made: BTreeMap<String, Cached>,
}

/// A unit that was built, such as a booklet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct Cached {
    /// The digest of all inputs.
    #[serde(rename = "of")]
    pub(in crate::site) inputs: Digest,
    /// A note for the next build, which is the dates of a booklet; empty for other units.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(in crate::site) note: String,
    /// Whether the unit had diagnostics, which the next build must report again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not", rename = "is_told")]
    pub(in crate::site) has_diagnostics: bool,
}

/// A time in seconds and nanoseconds.
pub(super) type Moment = (i64, i64);

/// The digest, the size and the change time of a file that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) digest: Digest,
    size: u64,
    changed: Moment,
}

impl Record {
    /// Returns the record of a file with this digest.
    pub(super) fn of(found: &Metadata, digest: Digest) -> Self {
        Self { digest, size: found.len(), changed: changed(found) }
    }

    /// Returns the record of a file that was moved into place. A move changes neither the size nor the modification time, so if
    /// one of them is not as in `written`, returns `None`.
    pub(super) fn of_moved(folder: &Folder, file: &str, written: &Written) -> Option<Self> {
        let found = folder.file(file)?;
        let is_same = found.len() == written.found.len() && found.modified().ok() == written.found.modified().ok();
        is_same.then(|| Self::of(&found, written.digest))
    }
}

/// The digest and the metadata of a file right after it was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) digest: Digest,
    pub(super) found: Metadata,
}

impl Cache {
    /// Reads the cache of an output folder. Returns an empty cache if the cache is missing, damaged or signed with another key,
    /// or if there is no key.
    pub(super) fn read(folder: &Folder, key: Option<&Key>) -> Self {
        key.and_then(|key| Self::try_read(folder, key)).unwrap_or_default()
    }

    fn try_read(folder: &Folder, key: &Key) -> Option<Self> {
        let text = String::from_utf8(folder.read(&own(CACHE), LARGEST).ok()?).ok()?;
        let (head, body) = text.split_once('\n')?;
        if head != self::head(key, body) {
            return Some(Self { is_foreign: head.starts_with(TITLE), ..Self::default() });
        }
        let (since, entries) = serde_json::from_str(body).ok()?;
        Some(Self { entries, since, is_foreign: false })
    }

    /// Finds a unit by name, if it was built from the same inputs.
    pub(in crate::site) fn find(&self, name: &str, inputs: Digest) -> Option<&Cached> {
        self.entries.made.get(name).filter(|cached| cached.inputs == inputs)
    }

    /// Reads a file, and returns its bytes and its digest. Returns `None` if the file has changed since it was written.
    pub(super) fn contents(&self, folder: &Folder, file: &str) -> Option<(Vec<u8>, Digest)> {
        let record = self.entries.files.get(file)?;
        let contents = folder.read(file, record.size.min(LARGEST_FILE)).ok()?;
        let digest = Digest::of(&contents);
        (record.digest == digest).then_some((contents, digest))
    }

    /// Returns the record of a file; `None` if the file has changed since it was written. Reads the file only if its change time
    /// does not settle this.
    pub(super) fn unchanged(&self, folder: &Folder, file: &str) -> Option<Record> {
        let record = *self.entries.files.get(file)?;
        let now = Record::of(&folder.file(file)?, record.digest);
        if now == record && self.is_settled(&record) {
            return Some(record);
        }
        (now.size == record.size && self.contents(folder, file).is_some()).then_some(now)
    }

    /// Whether the last change of a file was before the build that wrote the cache. Only then can the change time be trusted.
    fn is_settled(&self, record: &Record) -> bool {
        self.since.is_some_and(|since| record.changed < since)
    }

    /// Returns the text of a new cache with `entries`, for a build that started at `since`. Returns `None` if this cache can
    /// stay.
    pub(super) fn replaced_by(&self, entries: &Entries, since: Option<Moment>, key: &Key) -> Option<Vec<u8>> {
        if self.entries == *entries && entries.files.values().all(|record| self.is_settled(record)) {
            return None;
        }
        // This cannot fail, because the entries have only texts and numbers.
        let body = serde_json::to_string(&(since, entries)).unwrap_or_default();
        Some([head(key, &body).as_bytes(), b"\n", body.as_bytes()].concat())
    }
}

const TITLE: &str = "liftpress cache ";

/// Returns the first line of a cache, with its format, and the keyed digest of all other lines.
fn head(key: &Key, body: &str) -> String {
    format!("{TITLE}{FORMAT} {}", key.digest(body.as_bytes()))
}

/// Returns the time at which the contents or the metadata of a file last changed.
#[cfg(unix)]
pub(super) fn changed(found: &Metadata) -> Moment {
    use cap_std::fs::MetadataExt;
    (found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
pub(super) fn changed(found: &Metadata) -> Moment {
    let since = found.modified().ok().map(cap_std::time::SystemTime::into_std);
    let since = since.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
    (i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos().into())
}
