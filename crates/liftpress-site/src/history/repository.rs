//! The Git repository of a site.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::BStr;
use gix::revision::plumbing::Spec;
use gix::sec::trust::Mapping;
use gix::{ThreadSafeRepository, open};

use crate::source::{Snapshot, shown};

use super::folder::Folder;
use super::moved::Places;
use super::worktree::WorkTree;
use super::{HistoryError, Reads, Revision, Span};

/// The Git repository of a site.
pub struct Repository {
    pub(super) git: Rc<gix::Repository>,
    /// The site's folder, as the user named it.
    pub(super) folder: PathBuf,
    /// The top of the working tree.
    pub(super) top: PathBuf,
    /// The site's folder, relative to the top of the working tree.
    pub(super) inside: PathBuf,
    /// The repositories of submodules, by path in the site.
    pub(super) submodules: RefCell<BTreeMap<PathBuf, Rc<gix::Repository>>>,
    /// The sites that were found in a folder of a revision and below it, by the folder's object. They show where this site was
    /// before it moved.
    pub(super) sites: RefCell<HashMap<ObjectId, Places>>,
    /// The working tree, which is read when it is first needed.
    pub(super) work_tree: OnceCell<WorkTree>,
}

impl Repository {
    /// Opens the repository whose working tree contains the site's folder.
    ///
    /// # Errors
    ///
    /// Fails if there is no repository with a working tree, or if it cannot be read.
    pub fn of(folder: &Path) -> Result<Self, HistoryError> {
        let none = || HistoryError::NoRepository(folder.display().to_string());
        // Settings of the machine or the user must not change how commits are read.
        let options = || open::Options::isolated();
        let trust = Mapping { full: options(), reduced: options() };
        let found = ThreadSafeRepository::discover_opts(folder, gix::discover::upwards::Options::default(), trust);
        let mut git = match found {
            Ok(found) => found.to_thread_local(),
            Err(_) if !has_git_folder(folder) => return Err(none()),
            Err(error) => return Err(HistoryError::unreadable(&error)),
        };
        if git.config_snapshot().string("extensions.refStorage").is_some_and(|format| format != "files") {
            return Err(HistoryError::Reftable);
        }
        git.object_cache_size_if_unset(4 << 20);
        let bare = || HistoryError::Bare(folder.display().to_string());
        let top = git.workdir().and_then(|top| top.canonicalize().ok()).ok_or_else(bare)?;
        let inside = folder.canonicalize().ok().and_then(|folder| Some(folder.strip_prefix(&top).ok()?.to_path_buf()));
        Ok(Self {
            git: Rc::new(git),
            folder: folder.to_path_buf(),
            inside: inside.ok_or_else(none)?,
            top,
            submodules: RefCell::default(),
            sites: RefCell::default(),
            work_tree: OnceCell::new(),
        })
    }

    /// The revision that is checked out.
    ///
    /// # Errors
    ///
    /// Fails if the repository has no commits, or cannot be read.
    pub fn head(&self) -> Result<Revision, HistoryError> {
        let head = self.git.head().map_err(|error| HistoryError::unreadable(&error))?;
        if head.is_unborn() {
            return Err(HistoryError::NoCommits);
        }
        let commit = self.git.head_commit().map_err(|error| HistoryError::unreadable(&error))?;
        Revision::of(&commit)
    }

    /// Finds a revision by name: a hash, a branch, a tag, `HEAD~3` or `@{upstream}`.
    ///
    /// # Errors
    ///
    /// Fails if the name is unknown.
    pub fn revision(&self, name: &str) -> Result<Revision, HistoryError> {
        match self.spec(name)? {
            Spec::Include(id) => self.commit(id, name),
            _ => Err(self.unknown(name)),
        }
    }

    /// Parses a comparison: `A` compares `A` with the working tree, `A..B` compares two revisions, and `A...B` compares `B` with
    /// the commit at which it branched off from `A`. If `A` or `B` is left out, it is `HEAD`.
    ///
    /// # Errors
    ///
    /// Fails if a revision is unknown, or if `A` and `B` of `A...B` have no common ancestor.
    pub fn span(&self, given: &str) -> Result<Span, HistoryError> {
        let (old, new) = match self.spec(given)? {
            Spec::Include(id) => (id, None),
            Spec::Range { from, to } => (from, Some(to)),
            Spec::Merge { theirs, ours } => {
                let base = self.git.merge_base(theirs, ours).map_err(|_| self.unknown(given))?;
                (base.ok_or_else(|| self.unknown(given))?.detach(), Some(ours))
            }
            _ => return Err(self.unknown(given)),
        };
        Ok(Span { old: self.commit(old, given)?, new: new.map(|id| self.commit(id, given)).transpose()? })
    }

    /// Reads the files of the site in a revision.
    ///
    /// # Errors
    ///
    /// Fails if the revision has no site, or if a file of the site cannot be read.
    pub fn snapshot(&self, revision: &Revision, reads: Reads) -> Result<Snapshot, HistoryError> {
        let no_content =
            || HistoryError::NoContent { revision: revision.short(), folder: self.folder.display().to_string() };
        let site = self.tree(revision)?.ok_or_else(no_content)?;
        self.snapshot_of(&site, reads)
    }

    /// The folder of the site in a revision, if there is one.
    pub(super) fn tree(&self, revision: &Revision) -> Result<Option<Folder>, HistoryError> {
        let unreadable = |error| HistoryError::of_object(&self.git, &error);
        let commit = self.git.find_commit(revision.id).map_err(unreadable)?;
        let top = Folder::read(&self.git, commit.tree_id().map_err(unreadable)?.detach())?;
        self.site_in(&top)
    }

    /// A path of the site, as messages show it.
    pub(super) fn shown(&self, path: &Path) -> String {
        shown(&self.folder.join(path))
    }

    fn spec(&self, given: &str) -> Result<Spec, HistoryError> {
        let spec = self.git.rev_parse(BStr::new(given)).map_err(|_| self.unknown(given))?;
        Ok(spec.detach())
    }

    fn commit(&self, id: gix::ObjectId, name: &str) -> Result<Revision, HistoryError> {
        let object = self.git.find_object(id).map_err(|_| self.unknown(name))?;
        let commit = object.peel_to_commit().map_err(|_| self.unknown(name))?;
        Revision::of(&commit)
    }

    fn unknown(&self, name: &str) -> HistoryError {
        HistoryError::Unknown { name: name.to_owned(), is_shallow: self.git.is_shallow().unwrap_or_default() }
    }
}

/// Whether a folder seems to be in a Git repository, which may be one that cannot be opened.
fn has_git_folder(folder: &Path) -> bool {
    let here = folder.canonicalize();
    here.is_ok_and(|here| here.ancestors().any(|folder| folder.join(".git").exists() || folder.join("HEAD").is_file()))
}
