use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use gix::ObjectId;
use gix::objs::tree::EntryKind;

use crate::source::{Snapshot, SnapshotFile};

use super::folder::{Budget, Entry, Folder};
use super::{HistoryError, Repository, Revision};

/// How much of a site is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Everything that booklets and pages are made from.
    All,
    /// What plans are made from: no pages, pictures and templates.
    Plans,
    /// Plans without the lifters who train them.
    Programs,
}

impl Reads {
    /// Whether a file or folder at the top of a site, or of its content folder, belongs to it.
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

    /// The same of a path of the site.
    pub(super) fn has_path(self, path: &Path) -> bool {
        let mut names = path.components().map(|part| part.as_os_str().to_string_lossy());
        let is_ours = |name: Option<std::borrow::Cow<'_, str>>| name.is_none_or(|name| self.has(&name));
        let first = names.next();
        let is_content = first.as_deref() == Some("content");
        is_ours(first) && (!is_content || is_ours(names.next()))
    }
}

/// No object is larger and still one of ours: fonts may have 32 MiB.
const LARGEST: u64 = 32 << 20;
/// No site has more files behind links.
const MOST_LINKED: usize = 10_000;

/// A file of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed(pub(super) ObjectId);

/// Every file of a revision, by its path from the site's folder on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommittedFiles {
    /// The files, those that links lead to under the names of the links too.
    pub files: BTreeMap<PathBuf, Committed>,
    /// Links, and the files that they lead to.
    pub links: BTreeMap<PathBuf, PathBuf>,
}

impl Committed {
    /// Whether that is what is in it, with either kind of line breaks: git may change them on the way to the disk.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        let hash = |bytes: &[u8]| gix::objs::compute_hash(self.0.kind(), gix::object::Kind::Blob, bytes).ok();
        hash(bytes) == Some(self.0)
            || std::str::from_utf8(bytes)
                .is_ok_and(|text| text.contains("\r\n") && hash(text.replace("\r\n", "\n").as_bytes()) == Some(self.0))
    }
}

impl Repository {
    /// The files of a site, by the paths they would have in its folder.
    pub(super) fn snapshot_of(&self, site: &Folder, reads: Reads) -> Result<Snapshot, HistoryError> {
        let (mut snapshot, mut links, mut budget) = (Snapshot::default(), Vec::new(), Budget::new());
        self.walk(site, Path::new(""), reads, &mut budget, &mut |around, entry, path, budget| {
            let place = self.folder.join(path);
            if entry.kind == EntryKind::Link {
                links.push((place, target_of(&around.blob(entry)?)));
                return Ok(());
            }
            let size = around.size(entry)?;
            let kept = if size > LARGEST {
                SnapshotFile::TooLarge
            } else {
                budget.bytes(size)?;
                SnapshotFile::Bytes(self.as_on_disk(path, entry.id, around.blob(entry)?, LARGEST)?)
            };
            snapshot.insert(place, kept);
            Ok(())
        })?;
        // Links to links are not followed, so that no link makes many files of few.
        let below = |link: &Path, target: &Path| {
            leads_to(link, target).map(|target| snapshot.below(&target, link)).unwrap_or_default()
        };
        let linked: Vec<_> = links.iter().flat_map(|(link, target)| below(link, target)).take(MOST_LINKED).collect();
        for (path, kept) in linked {
            if let SnapshotFile::Bytes(bytes) = &kept {
                budget.bytes(bytes.len() as u64)?;
            }
            snapshot.insert(path, kept);
        }
        Ok(snapshot)
    }

    /// Every file of the site in a revision.
    pub fn files(&self, revision: &Revision) -> Result<CommittedFiles, HistoryError> {
        let mut found = CommittedFiles::default();
        if let Some(site) = self.tree(revision)? {
            self.walk(&site, Path::new(""), Reads::All, &mut Budget::new(), &mut |around, entry, path, _| {
                if entry.kind == EntryKind::Link {
                    let target = target_of(&around.blob(entry)?);
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

    /// Visits the files and links of a folder of the site, those in submodules too.
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

/// The path in a link.
fn target_of(data: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(data).into_owned())
}

/// Where a link leads within the site. What leads out of it may be anything, and a folder around the link has no end.
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
