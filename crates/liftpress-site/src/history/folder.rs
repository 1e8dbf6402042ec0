//! Reads folders of revisions, including submodules, within limits.

use std::collections::HashSet;
use std::hash::Hash;
use std::path::{Component, Path};
use std::rc::Rc;

use gix::ObjectId;
use gix::objs::tree::EntryKind;

use super::{HistoryError, Repository};

/// The greatest depth of folders that is read. It is the same as for a site on disk.
const DEEPEST: usize = 18;
/// The number of repeated objects at which reading fails. A few folders that contain each other many times can unfold to billions
/// of files. No real site repeats as many files and folders as this.
const MOST_REPEATED: usize = 10_000;
/// The number of bytes of files at which reading fails. The texts and pictures of any real site fit into it.
const MOST_BYTES: u64 = 256 << 20;

/// A folder of a revision, and the repository that stores the folder.
#[derive(Clone)]
pub(super) struct Folder {
    pub(super) git: Rc<gix::Repository>,
    pub(super) id: ObjectId,
    pub(super) entries: Vec<Entry>,
}

/// A file, a folder, a link or a submodule in a folder.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) kind: EntryKind,
    pub(super) id: ObjectId,
}

impl Folder {
    pub(super) fn read(git: &Rc<gix::Repository>, id: ObjectId) -> Result<Self, HistoryError> {
        let unreadable = |error| HistoryError::of_object(git, &error);
        let tree = git.find_tree(id).map_err(unreadable)?;
        let entries = tree.decode().map_err(unreadable)?.entries.into_iter().map(|entry| Entry {
            name: entry.filename.to_string(),
            kind: entry.mode.kind(),
            id: entry.oid.to_owned(),
        });
        // Names such as `..` would lead out of the folder. Git refuses them too.
        let is_name = |entry: &Entry| {
            let mut parts = Path::new(&entry.name).components();
            matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
        };
        let entries = entries.filter(is_name).collect();
        Ok(Self { git: Rc::clone(git), id, entries })
    }

    pub(super) fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The folder at a path below this one. Does not follow submodules.
    pub(super) fn below(&self, path: &Path) -> Result<Option<Self>, HistoryError> {
        let mut here = self.clone();
        for part in path.components() {
            let part = part.as_os_str().to_string_lossy();
            let Some(entry) = here.get(&part).filter(|entry| entry.kind == EntryKind::Tree) else { return Ok(None) };
            here = Self::read(&here.git, entry.id)?;
        }
        Ok(Some(here))
    }

    /// The bytes of a file.
    pub(super) fn blob(&self, entry: &Entry) -> Result<Vec<u8>, HistoryError> {
        let object = self.git.find_object(entry.id).map_err(|error| HistoryError::of_object(&self.git, &error))?;
        Ok(object.detach().data)
    }

    /// The size of a file in bytes.
    pub(super) fn size(&self, entry: &Entry) -> Result<u64, HistoryError> {
        let header = self.git.find_header(entry.id).map_err(|error| HistoryError::of_object(&self.git, &error))?;
        Ok(header.size())
    }
}

impl Repository {
    /// Opens an entry of `parent` as a folder. For a submodule, this is the top folder of the submodule's commit. Returns `None`
    /// if the entry is neither a folder nor a submodule, or if it is deeper than [`DEEPEST`]. `path` is the path of the entry in
    /// the site.
    pub(super) fn folder_of(
        &self,
        parent: &Folder,
        entry: &Entry,
        path: &Path,
    ) -> Result<Option<Folder>, HistoryError> {
        if path.components().count() > DEEPEST {
            return Ok(None);
        }
        match entry.kind {
            EntryKind::Tree => Folder::read(&parent.git, entry.id).map(Some),
            EntryKind::Commit => {
                let missing = |()| HistoryError::Submodule(self.shown(path));
                let git = self.submodule(path).ok_or(()).map_err(missing)?;
                let top = git.find_commit(entry.id).map(|commit| commit.tree_id().map(gix::Id::detach));
                let top = top.map_err(|_| ()).and_then(|id| id.map_err(|_| ())).map_err(missing)?;
                Folder::read(&git, top).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The repository of the submodule at a path of the site.
    pub(super) fn submodule(&self, path: &Path) -> Option<Rc<gix::Repository>> {
        let mut known = self.submodules.borrow_mut();
        if let Some(git) = known.get(path) {
            return Some(Rc::clone(git));
        }
        let git = gix::open_opts(self.folder.join(path), gix::open::Options::isolated()).ok()?;
        let git = Rc::new(git);
        known.insert(path.to_path_buf(), Rc::clone(&git));
        Some(git)
    }
}

/// Counts the objects and bytes that are read, so that a small repository cannot unfold to a huge site.
#[derive(Debug)]
pub(super) struct Budget<K> {
    seen: HashSet<K>,
    repeated: usize,
    bytes: u64,
}

impl<K: Hash + Eq> Budget<K> {
    pub(super) fn new() -> Self {
        Self { seen: HashSet::new(), repeated: 0, bytes: 0 }
    }

    /// Counts an object, and fails if too many objects were read more than once. Distinct objects need no limit, because the
    /// repository stores each of them.
    pub(super) fn object(&mut self, id: K) -> Result<(), HistoryError> {
        self.repeated += usize::from(!self.seen.insert(id));
        if self.repeated > MOST_REPEATED {
            return Err(HistoryError::TooMuch(format!("more than {MOST_REPEATED} copies of the same files")));
        }
        Ok(())
    }

    /// Counts bytes that stay in memory, and fails if there are too many.
    pub(super) fn bytes(&mut self, bytes: u64) -> Result<(), HistoryError> {
        self.bytes += bytes;
        if self.bytes > MOST_BYTES {
            return Err(HistoryError::TooMuch(format!("more than {} MiB of files", MOST_BYTES >> 20)));
        }
        Ok(())
    }
}
