//! What the last build knew, so that the next need not make it again: what each file held, and what it was made of. Nothing of
//! it is believed that cannot be checked: it carries a digest under a key that is not in the folder, a file is known by what is
//! in it, or by a time of change that nobody can set, and where the cache itself is damaged, everything is made again.

use std::collections::BTreeMap;

use cap_std::fs::Metadata;
use serde::{Deserialize, Serialize};

use crate::site::digest::Digest;

use super::folder::Folder;
use super::key::Key;
use super::moves::LARGEST_FILE;
use super::state::{CACHE, LARGEST, own};

const FORMAT: u8 = 2;

/// What a build knew.
#[derive(Debug, Default)]
pub(in crate::site) struct Cache {
    known: Known,
    /// When the build began that wrote it. A file that changed no earlier may have been edited while that build put it in
    /// place, so it is read once more.
    since: Option<Moment>,
    /// Whether there is a cache under another key.
    pub(in crate::site) is_foreign: bool,
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
pub(super) type Moment = (i64, i64);

/// A file as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) digest: Digest,
    size: u64,
    changed: Moment,
}

impl Record {
    /// A file that holds what has this digest.
    pub(super) fn of(found: &Metadata, digest: Digest) -> Self {
        Self { digest, size: found.len(), changed: changed(found) }
    }

    /// The file at a path, if it is still as `written`: it was moved there since, which changes neither size nor time.
    pub(super) fn of_moved(folder: &Folder, file: &str, written: &Written) -> Option<Self> {
        let found = folder.file(file)?;
        let is_it = found.len() == written.found.len() && found.modified().ok() == written.found.modified().ok();
        is_it.then(|| Self::of(&found, written.digest))
    }
}

/// A file when it had just been written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) digest: Digest,
    pub(super) found: Metadata,
}

impl Cache {
    /// That of an output folder; nothing where there is none, or a damaged one, or nobody can say whose it is.
    pub(super) fn read(folder: &Folder, key: Option<&Key>) -> Self {
        key.and_then(|key| Self::try_read(folder, key)).unwrap_or_default()
    }

    fn try_read(folder: &Folder, key: &Key) -> Option<Self> {
        let text = String::from_utf8(folder.read(&own(CACHE), LARGEST).ok()?).ok()?;
        let (head, body) = text.split_once('\n')?;
        if head != self::head(key, body) {
            return Some(Self { is_foreign: head.starts_with(TITLE), ..Self::default() });
        }
        let (since, known) = serde_json::from_str(body).ok()?;
        Some(Self { known, since, is_foreign: false })
    }

    /// Of something that was made, what is remembered of it, if it was made of the same.
    pub(in crate::site) fn made(&self, name: &str, of: Digest) -> Option<&Made> {
        self.known.made.get(name).filter(|made| made.of == of)
    }

    /// What is in a file, and its digest, if it is still what was written.
    pub(super) fn contents(&self, folder: &Folder, file: &str) -> Option<(Vec<u8>, Digest)> {
        let record = self.known.files.get(file)?;
        let contents = folder.read(file, record.size.min(LARGEST_FILE)).ok()?;
        let digest = Digest::of(&contents);
        (record.digest == digest).then_some((contents, digest))
    }

    /// The file as it is now, if it is still what was written. A file that was touched is read.
    pub(super) fn whole(&self, folder: &Folder, file: &str) -> Option<Record> {
        let record = *self.known.files.get(file)?;
        let now = Record::of(&folder.file(file)?, record.digest);
        if now == record && self.is_settled(&record) {
            return Some(record);
        }
        (now.size == record.size && self.contents(folder, file).is_some()).then_some(now)
    }

    /// Whether a file had not changed since long before anything was known of it.
    fn is_settled(&self, record: &Record) -> bool {
        self.since.is_some_and(|since| record.changed < since)
    }

    /// What has to be written where `known`, of a build that began at `since`, is to take the place of this.
    pub(super) fn replaced_by(&self, known: &Known, since: Option<Moment>, key: &Key) -> Option<Vec<u8>> {
        if self.known == *known && known.files.values().all(|record| self.is_settled(record)) {
            return None;
        }
        // Texts and numbers: nothing in it can fail to be JSON.
        let body = serde_json::to_string(&(since, known)).unwrap_or_default();
        Some([head(key, &body).as_bytes(), b"\n", body.as_bytes()].concat())
    }
}

const TITLE: &str = "liftpress cache ";

/// What the first line says if the rest is whole and was written under the key.
fn head(key: &Key, body: &str) -> String {
    format!("{TITLE}{FORMAT} {}", key.digest(body.as_bytes()))
}

/// When a file, or what it is called, changed.
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
