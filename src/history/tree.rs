use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use gix::objs::tree::EntryKind;

use crate::source::{Kept, Snapshot};

use super::{HistoryError, Repository, Revision};

/// How much of a site is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Everything that booklets and pages are made from.
    All,
    /// What plans are made from: no pages, pictures and templates.
    Plans,
}

impl Reads {
    /// Whether a file or folder at the top of a site, or of its content folder, belongs to it.
    pub(super) fn has(self, name: &str) -> bool {
        match name {
            "content" | "programs" | "lifters" | "exercises" => true,
            "templates" | "assets" | "pages" => self == Self::All,
            file => {
                ["rpe-chart.csv", "liftpress.yaml", "liftpress.yml"].iter().any(|own| file.eq_ignore_ascii_case(own))
            }
        }
    }
}

/// No object is larger and still one of ours: fonts may have 32 MiB.
const LARGEST: u64 = 32 << 20;
/// Nobody has more files than that behind links.
const MOST_LINKED: usize = 10_000;
/// Deeper folders are not read from disk either.
pub(super) const DEEPEST: usize = 18;

/// The files of a site, by the paths they would have in `folder`.
pub(super) fn snapshot(site: &gix::Tree<'_>, folder: &Path, reads: Reads) -> Result<Snapshot, HistoryError> {
    let mut walk = Walk { snapshot: Snapshot::default(), links: Vec::new() };
    for entry in site.iter() {
        let entry = entry.map_err(|error| HistoryError::unreadable(&error))?;
        let name = entry.filename().to_string();
        if reads.has(&name) {
            walk.entry(&entry, &folder.join(&name), DEEPEST, &|inside| name != "content" || reads.has(inside))?;
        }
    }
    // Links to links are not followed, so that no link makes many files of few.
    let linked: Vec<_> =
        walk.links.iter().flat_map(|(link, target)| walk.linked(link, target)).take(MOST_LINKED).collect();
    for (path, kept) in linked {
        walk.snapshot.insert(path, kept);
    }
    Ok(walk.snapshot)
}

/// A file of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed(gix::ObjectId);

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
    /// Every file of the site in a revision.
    pub fn files(&self, revision: &Revision) -> Result<CommittedFiles, HistoryError> {
        let mut found = CommittedFiles::default();
        if let Some(site) = self.tree(revision)? {
            list(&site, Path::new(""), &|name| Reads::All.has(name), &mut found)?;
        }
        for (link, target) in found.links.clone() {
            found.files.extend(found.files.get(&target).copied().map(|file| (link, file)));
        }
        Ok(found)
    }
}

fn list(
    tree: &gix::Tree<'_>,
    path: &Path,
    is_wanted: &dyn Fn(&str) -> bool,
    found: &mut CommittedFiles,
) -> Result<(), HistoryError> {
    let unreadable = |error| HistoryError::unreadable(&error);
    if path.components().count() > DEEPEST {
        return Ok(());
    }
    for entry in tree.iter() {
        let entry = entry.map_err(unreadable)?;
        let name = entry.filename().to_string();
        if !is_wanted(&name) {
            continue;
        }
        let path = path.join(name);
        match entry.kind() {
            EntryKind::Tree => list(&entry.object().map_err(unreadable)?.into_tree(), &path, &|_| true, found)?,
            EntryKind::Blob | EntryKind::BlobExecutable => {
                found.files.insert(path, Committed(entry.object_id()));
            }
            EntryKind::Link => {
                let target = target_of(&entry.object().map_err(unreadable)?.data);
                found.links.extend(leads_to(&path, &target).map(|target| (path, target)));
            }
            EntryKind::Commit => {}
        }
    }
    Ok(())
}

struct Walk {
    snapshot: Snapshot,
    /// Symbolic links, and where they lead.
    links: Vec<(PathBuf, PathBuf)>,
}

impl Walk {
    fn entry(
        &mut self,
        entry: &gix::object::tree::EntryRef<'_, '_>,
        path: &Path,
        depth: usize,
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<(), HistoryError> {
        let unreadable = |error| HistoryError::unreadable(&error);
        match entry.kind() {
            EntryKind::Tree if depth > 0 => {
                let tree = entry.object().map_err(unreadable)?.into_tree();
                for entry in tree.iter() {
                    let entry = entry.map_err(unreadable)?;
                    let name = entry.filename().to_string();
                    if is_wanted(&name) {
                        self.entry(&entry, &path.join(&name), depth - 1, &|_| true)?;
                    }
                }
            }
            EntryKind::Blob | EntryKind::BlobExecutable => {
                let size = entry.id().header().map_err(unreadable)?.size();
                let kept = if size > LARGEST {
                    Kept::TooLarge
                } else {
                    Kept::Bytes(std::mem::take(&mut entry.object().map_err(unreadable)?.data))
                };
                self.snapshot.insert(path.to_path_buf(), kept);
            }
            EntryKind::Link => {
                let target = target_of(&entry.object().map_err(unreadable)?.data);
                self.links.push((path.to_path_buf(), target));
            }
            EntryKind::Tree | EntryKind::Commit => {}
        }
        Ok(())
    }

    /// What a link leads to, by the paths that it has where the link is.
    fn linked(&self, link: &Path, target: &Path) -> Vec<(PathBuf, Kept)> {
        leads_to(link, target).map(|target| self.snapshot.below(&target, link)).unwrap_or_default()
    }
}

/// What stands in a link.
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
