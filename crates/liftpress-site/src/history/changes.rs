//! Walks the history of a site, and finds the files that each commit changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use gix::ObjectId;
use gix::objs::tree::EntryKind;

use super::folder::{Budget, Entry, Folder};
use super::{HistoryError, Reads, Repository, Revision};

/// The pairs of objects that were already compared.
type Compared = Budget<(Option<ObjectId>, Option<ObjectId>)>;

impl Repository {
    /// Visits a revision and its ancestors, newest first, along the first parents. `visit` gets each commit, and the files of the
    /// site that it changed, relative to the site's folder. `ControlFlow::Break` ends the walk.
    ///
    /// In a shallow clone, the walk ends before the oldest commit of the clone, because the changes in that commit are unknown.
    ///
    /// # Errors
    ///
    /// Fails if the repository cannot be read, or repeats the same files too often.
    pub fn walk_changes(
        &self,
        from: &Revision,
        mut visit: impl FnMut(&Revision, &[PathBuf]) -> ControlFlow<()>,
    ) -> Result<(), HistoryError> {
        let mut budget = Budget::new();
        let mut here = Some(from.clone());
        while let Some(revision) = here {
            let before = self.parents(&revision)?.into_iter().next();
            if before.is_none() && self.is_cut_off(&revision)? {
                // This is the oldest commit of a shallow clone, so its changes are unknown.
                return Ok(());
            }
            let (new, old) = (self.tree(&revision)?, before.as_ref().map(|old| self.tree(old)).transpose()?.flatten());
            let mut changed = Vec::new();
            self.changes([old.as_ref(), new.as_ref()], Path::new(""), &mut budget, &mut changed)?;
            if visit(&revision, &changed).is_break() {
                return Ok(());
            }
            here = before;
        }
        Ok(())
    }

    /// Whether the commit of a revision names parents. If it does, but none of them is in the repository, the clone is shallow.
    fn is_cut_off(&self, revision: &Revision) -> Result<bool, HistoryError> {
        let commit = self.git.find_commit(revision.id).map_err(|error| HistoryError::of_object(&self.git, &error))?;
        Ok(commit.parent_ids().next().is_some())
    }

    /// The parents of a revision, without those that a shallow clone lacks.
    pub(super) fn parents(&self, revision: &Revision) -> Result<Vec<Revision>, HistoryError> {
        let commit = self.git.find_commit(revision.id).map_err(|error| HistoryError::of_object(&self.git, &error))?;
        let known = commit.parent_ids().filter_map(|id| self.git.find_commit(id).ok());
        known.map(|parent| Revision::of(&parent)).collect()
    }

    /// Adds every file that differs between two versions of a folder of the site.
    fn changes(
        &self,
        folders: [Option<&Folder>; 2],
        path: &Path,
        budget: &mut Compared,
        changed: &mut Vec<PathBuf>,
    ) -> Result<(), HistoryError> {
        let [old, new] = folders.map(|folder| folder.map(|folder| folder.id));
        if old == new {
            return Ok(());
        }
        budget.object((old, new))?;
        let [old, new] = folders.map(by_name);
        let names: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
        for name in names {
            let entries = [old.get(name).copied(), new.get(name).copied()];
            let path = path.join(name);
            if entries[0] == entries[1] || !Reads::All.has_path(&path) {
                continue;
            }
            let inner = |side: usize| match folders[side].zip(entries[side]) {
                Some((parent, entry)) => self.folder_of(parent, entry, &path),
                None => Ok(None),
            };
            let (old, new) = (inner(0)?, inner(1)?);
            if entries.into_iter().flatten().any(|entry| !matches!(entry.kind, EntryKind::Tree | EntryKind::Commit)) {
                budget.object((entries[0].map(|entry| entry.id), entries[1].map(|entry| entry.id)))?;
                changed.push(path.clone());
            }
            self.changes([old.as_ref(), new.as_ref()], &path, budget, changed)?;
        }
        Ok(())
    }
}

fn by_name(folder: Option<&Folder>) -> BTreeMap<&str, &Entry> {
    folder.iter().flat_map(|folder| &folder.entries).map(|entry| (entry.name.as_str(), entry)).collect()
}
