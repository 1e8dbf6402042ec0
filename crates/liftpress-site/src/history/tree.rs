//! Reads the files of a site in a revision.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use gix::ObjectId;
use gix::objs::tree::EntryKind;

use crate::source::{Snapshot, SnapshotFile};

use super::folder::{Budget, Entry, Folder};
use super::{HistoryError, Repository, Revision};

/// The part of a site to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// All files that booklets and pages are made from.
    All,
    /// The files that plans are made from: no pages, pictures or templates.
    Plans,
    /// The files that plans are made from, without lifters.
    Programs,
}

impl Reads {
    /// Whether to read a file or folder at the top of a site or of its content folder.
    pub(super) fn has(self, name: &str) -> bool {
        match name {
            "content" | "programs" | "exercises" => true,
            "lifters" => self != Self::Programs,
            "templates" | "assets" | "pages" => self == Self::All,
            file => {
                ["rpe-chart.csv", "liftpress.yaml", "liftpress.yml"].iter().any(|own| file.eq_ignore_ascii_case(own))
            }
        }
    }

    /// Whether to read a path of the site.
    pub(super) fn has_path(self, path: &Path) -> bool {
        let mut names = path.components().map(|part| part.as_os_str().to_string_lossy());
        let is_ours = |name: Option<std::borrow::Cow<'_, str>>| name.is_none_or(|name| self.has(&name));
        let first = names.next();
        let is_content = first.as_deref() == Some("content");
        is_ours(first) && (!is_content || is_ours(names.next()))
    }
}

/// The size in bytes up to which a file is read. It is the limit for fonts, 32 MiB.
const LARGEST: u64 = 32 << 20;
/// The greatest number of files that are read through links. No real site has more.
const MOST_LINKED: usize = 10_000;

/// A committed file, by the id of its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed(pub(super) ObjectId);

/// All files of a site in a revision, by their paths in the site's folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommittedFiles {
    /// The files. The target of a link is listed twice: under its own path, and under the path of the link.
    pub files: BTreeMap<PathBuf, Committed>,
    /// The path of each link, with the path of its target.
    pub links: BTreeMap<PathBuf, PathBuf>,
}

impl Committed {
    /// Whether the committed file has these bytes. Line breaks may differ, because Git may convert them at a checkout.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        let hash = |bytes: &[u8]| gix::objs::compute_hash(self.0.kind(), gix::object::Kind::Blob, bytes).ok();
        hash(bytes) == Some(self.0)
            || std::str::from_utf8(bytes)
                .is_ok_and(|text| text.contains("\r\n") && hash(text.replace("\r\n", "\n").as_bytes()) == Some(self.0))
    }
}

impl Repository {
    /// Reads the files of a site into a snapshot. Each file has the path that it would have on disk.
    pub(super) fn snapshot_of(&self, site: &Folder, reads: Reads) -> Result<Snapshot, HistoryError> {
        let (mut snapshot, mut links, mut budget) = (Snapshot::default(), Vec::new(), Budget::new());
        self.walk(site, Path::new(""), reads, &mut budget, &mut |folder, entry, path, budget| {
            let place = self.folder.join(path);
            if entry.kind == EntryKind::Link {
                links.push((place, target_of(&folder.blob(entry)?)));
                return Ok(());
            }
            let size = folder.size(entry)?;
            let contents = if size > LARGEST {
                SnapshotFile::TooLarge
            } else {
                budget.bytes(size)?;
                SnapshotFile::Bytes(self.as_on_disk(path, entry.id, folder.blob(entry)?, LARGEST)?)
            };
            snapshot.insert(place, contents);
            Ok(())
        })?;
        // Links to links are not followed, so that a few links cannot unfold to many files.
        let below = |link: &Path, target: &Path| {
            leads_to(link, target).map(|target| snapshot.below(&target, link)).unwrap_or_default()
        };
        let linked: Vec<_> = links.iter().flat_map(|(link, target)| below(link, target)).take(MOST_LINKED).collect();
        for (path, contents) in linked {
            if let SnapshotFile::Bytes(bytes) = &contents {
                budget.bytes(bytes.len() as u64)?;
            }
            snapshot.insert(path, contents);
        }
        Ok(snapshot)
    }

    /// Lists every file of the site in a revision.
    ///
    /// # Errors
    ///
    /// Fails if the revision cannot be read.
    pub fn files(&self, revision: &Revision) -> Result<CommittedFiles, HistoryError> {
        let mut found = CommittedFiles::default();
        if let Some(site) = self.tree(revision)? {
            self.walk(&site, Path::new(""), Reads::All, &mut Budget::new(), &mut |folder, entry, path, _| {
                if entry.kind == EntryKind::Link {
                    let target = target_of(&folder.blob(entry)?);
                    found.links.extend(leads_to(path, &target).map(|target| (path.to_path_buf(), target)));
                } else {
                    found.files.insert(path.to_path_buf(), Committed(entry.id));
                }
                Ok(())
            })?;
        }
        for (link, target) in found.links.clone() {
            found.files.extend(found.files.get(&target).copied().map(|file| (link, file)));
        }
        Ok(found)
    }

    /// Visits the files and links of a folder of the site, including those in submodules.
    fn walk(
        &self,
        folder: &Folder,
        path: &Path,
        reads: Reads,
        budget: &mut Budget<ObjectId>,
        visit: &mut Visit<'_>,
    ) -> Result<(), HistoryError> {
        for entry in &folder.entries {
            let path = path.join(&entry.name);
            if !reads.has_path(&path) {
                continue;
            }
            budget.object(entry.id)?;
            if let Some(inner) = self.folder_of(folder, entry, &path)? {
                self.walk(&inner, &path, reads, budget, visit)?;
            } else if matches!(entry.kind, EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link) {
                visit(folder, entry, &path, budget)?;
            }
        }
        Ok(())
    }
}

type Visit<'v> = dyn FnMut(&Folder, &Entry, &Path, &mut Budget<ObjectId>) -> Result<(), HistoryError> + 'v;

/// Returns the path that is stored in a link.
fn target_of(data: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(data).into_owned())
}

/// Returns the target of a link; `None` if the link is not followed. A link out of the site could lead to any file. A link to a
/// folder that contains the link would lead to endless paths.
fn leads_to(link: &Path, target: &Path) -> Option<PathBuf> {
    let mut found = link.parent()?.to_path_buf();
    for part in target.components() {
        match part {
            Component::Normal(name) => found.push(name),
            Component::ParentDir if found.pop() => {}
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    (!link.starts_with(&found)).then_some(found)
}
