//! Compares files on disk with commits. A file can be unchanged, changed, ignored, or left out of the checkout.
//!
//! Git may convert files with filters (`.gitattributes`). The repository decides which program a filter runs, so liftpress never
//! runs a filter. Instead, it reads from Git's index whether a file has changed since the checkout.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gix::ObjectId;
use gix::attrs::{StateRef, search::Outcome};
use gix::bstr::ByteSlice;
use gix::index::entry::{Flags, Mode, Stat, stat};
use gix::index::fs::Metadata;
use gix::worktree::Stack;
use gix::worktree::stack::state::{attributes, ignore};

use super::lfs::Pointer;
use super::{Committed, HistoryError, Reads, Repository};

/// The result of comparing a file on disk with the committed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileStatus {
    /// The file is the same as the committed file.
    Same,
    /// The file differs from the committed file.
    Changed,
    /// The file cannot be compared, because a filter converts it.
    Unknown,
}

/// The index and the attributes of the repository and of each submodule, by the path from the top of the repository. `None` for a
/// submodule that cannot be opened.
#[derive(Default)]
pub(super) struct WorkTree(RefCell<BTreeMap<PathBuf, Option<Rc<Checkout>>>>);

struct Checkout {
    git: Rc<gix::Repository>,
    index: gix::worktree::Index,
    rules: RefCell<(Stack, Outcome)>,
}

/// The checkout that has a file of the site, and the file's path in that checkout.
type At = (Rc<Checkout>, PathBuf);

impl Checkout {
    fn of(git: Rc<gix::Repository>) -> Option<Self> {
        let index = git.index_or_empty().ok()?;
        let (from, ignores) =
            (attributes::Source::WorktreeThenIdMapping, ignore::Source::WorktreeThenIdMappingIfNotSkipped);
        let stack = git.attributes(&index, from, ignores, None).ok()?;
        let outcome = stack.selected_attribute_matches(["filter"]);
        let rules = RefCell::new((stack.detach(), outcome));
        Some(Self { git, index, rules })
    }

    fn entry(&self, path: &Path) -> Option<&gix::index::Entry> {
        self.index.entry_by_path(unix(path).as_bytes().as_bstr())
    }

    /// Returns the name of the filter that converts a file, if there is one.
    fn filter(&self, path: &Path) -> Option<String> {
        let (stack, outcome) = &mut *self.rules.borrow_mut();
        outcome.reset();
        stack.at_path(path, None, &self.git.objects).ok()?.matching_attributes(outcome);
        outcome.iter_selected().find_map(|found| match found.assignment.state {
            StateRef::Value(name) => Some(name.as_bstr().to_string()),
            _ => None,
        })
    }

    fn is_ignored(&self, path: &Path) -> bool {
        if self.entry(path).is_some() {
            return false;
        }
        let (stack, _) = &mut *self.rules.borrow_mut();
        let Ok(found) = stack.at_path(path, None, &self.git.objects) else { return false };
        found.is_excluded()
    }

    /// Whether Git checked out a file from this object, and the file has not changed since then.
    fn is_from(&self, path: &Path, file: &Path, id: ObjectId) -> bool {
        let now = || Stat::from_fs(&Metadata::from_path_no_follow(file).ok()?).ok();
        self.entry(path).filter(|entry| entry.id == id).is_some_and(|entry| {
            now().is_some_and(|now| entry.stat.matches(&now, stat::Options { use_nsec: true, ..Default::default() }))
        })
    }
}

impl Repository {
    /// Compares a file of the site on disk with the committed file. `bytes` are those of the file on disk.
    #[must_use]
    pub fn file_status(&self, path: &Path, committed: Committed, bytes: &[u8]) -> FileStatus {
        if committed.is(bytes) {
            return FileStatus::Same;
        }
        let Some((checkout, inside)) = self.checkout(path) else { return FileStatus::Changed };
        if checkout.filter(&inside).is_none() {
            return FileStatus::Changed;
        }
        let stored = || Some(checkout.git.find_object(committed.0).ok()?.detach().data);
        if let Some(pointer) = stored().and_then(|stored| Pointer::read(&stored)) {
            return if pointer.is_of(bytes) { FileStatus::Same } else { FileStatus::Changed };
        }
        let is_unchanged = checkout.is_from(&inside, &self.folder.join(path), committed.0);
        if is_unchanged { FileStatus::Same } else { FileStatus::Unknown }
    }

    /// Whether Git ignores a file of the site.
    #[must_use]
    pub fn is_ignored(&self, path: &Path) -> bool {
        self.checkout(path).is_some_and(|(checkout, inside)| checkout.is_ignored(&inside))
    }

    /// Whether a sparse checkout leaves out a file of the site.
    #[must_use]
    pub fn is_left_out(&self, path: &Path) -> bool {
        self.left_out().iter().any(|left| path.starts_with(left))
    }

    /// Checks that the checkout has every file of the site.
    ///
    /// # Errors
    ///
    /// Fails if a sparse checkout leaves out a file that `reads` includes.
    pub fn check_whole(&self, reads: Reads) -> Result<(), HistoryError> {
        let missing = self.left_out().into_iter().find(|left| reads.has_path(left));
        missing.map_or(Ok(()), |left| Err(HistoryError::Sparse(self.shown(&left))))
    }

    /// The files and folders of the site that a sparse checkout leaves out.
    fn left_out(&self) -> Vec<PathBuf> {
        let Some((checkout, inside)) = self.checkout(Path::new("")) else { return Vec::new() };
        let entries = checkout.index.entries().iter().filter(|entry| entry.flags.contains(Flags::SKIP_WORKTREE));
        let paths = entries.filter_map(|entry| {
            let path = gix::path::from_bstr(entry.path(&checkout.index)).ok()?;
            Some(path.strip_prefix(&inside).ok()?.components().collect::<PathBuf>())
        });
        paths.filter(|path| self.folder.join(path).symlink_metadata().is_err()).collect()
    }

    /// Returns the bytes that a committed file has on disk after a checkout, as far as they are known without running a filter.
    /// Fails if this machine does not have a file of Git LFS, or if the committed bytes of a text file are not text.
    pub(super) fn as_on_disk(
        &self,
        path: &Path,
        id: ObjectId,
        stored: Vec<u8>,
        largest: u64,
    ) -> Result<Vec<u8>, HistoryError> {
        let Some((checkout, inside)) = self.checkout(path) else { return Ok(stored) };
        let Some(filter) = checkout.filter(&inside) else { return Ok(stored) };
        let file = self.folder.join(path);
        let on_disk = || std::fs::read(&file).ok().filter(|bytes| bytes.len() as u64 <= largest);
        if let Some(pointer) = Pointer::read(&stored) {
            let here = || on_disk().filter(|bytes| pointer.is_of(bytes));
            let found = pointer.stored(checkout.git.common_dir(), largest).or_else(here);
            return found.ok_or_else(|| HistoryError::Lfs(self.shown(path)));
        }
        if checkout.is_from(&inside, &file, id)
            && let Some(bytes) = on_disk()
        {
            return Ok(bytes);
        }
        let is_readable = !is_text(path) || (!stored.contains(&0) && std::str::from_utf8(&stored).is_ok());
        if is_readable { Ok(stored) } else { Err(HistoryError::Filtered { path: self.shown(path), filter }) }
    }

    /// Returns the checkout that contains a path of the site. It is the checkout of the repository or of a submodule.
    fn checkout(&self, path: &Path) -> Option<At> {
        let WorkTree(known) = self.work_tree.get_or_init(WorkTree::default);
        let whole = self.inside.join(path);
        let (mut root, mut found) = (PathBuf::new(), None);
        loop {
            let known_here = known.borrow().get(&root).cloned();
            let here = known_here.unwrap_or_else(|| {
                let git = if root.as_os_str().is_empty() {
                    Some(Rc::clone(&self.git))
                } else {
                    self.submodule(root.strip_prefix(&self.inside).ok()?)
                };
                let opened = git.and_then(Checkout::of).map(Rc::new);
                known.borrow_mut().insert(root.clone(), opened.clone());
                opened
            });
            let Some(here) = here else { return found };
            let rest = whole.strip_prefix(&root).ok()?.to_path_buf();
            let is_submodule = |path: &&Path| {
                here.entry(path).is_some_and(|entry| entry.mode == Mode::COMMIT && !path.as_os_str().is_empty())
            };
            let inner = rest.ancestors().skip(1).find(is_submodule).map(|inner| root.join(inner));
            found = Some((here, rest));
            match inner {
                Some(inner) => root = inner,
                None => return found,
            }
        }
    }
}

/// Whether liftpress reads a file as text, which depends on the extension.
fn is_text(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    ["yaml", "yml", "md", "csv", "html", "typ", "css", "js", "xml", "txt"].contains(&ending.as_str())
}

/// Returns a path with `/` as the separator, as Git writes paths.
fn unix(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
