use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::tree::DEEPEST;
use super::{HistoryError, Reads, Repository, Revision};

impl Repository {
    /// Walks back from a revision, along the line that others were merged into, and says of each commit which files of the
    /// site it changed, by their paths from the site's folder; for as long as that is wanted.
    pub fn walk_changes(
        &self,
        from: &Revision,
        mut visit: impl FnMut(&Revision, &[PathBuf]) -> ControlFlow<()>,
    ) -> Result<(), HistoryError> {
        let mut here = Some(from.clone());
        while let Some(revision) = here {
            let before = self.parents(&revision)?.into_iter().next();
            if before.is_none() && self.is_cut_off(&revision)? {
                // What a shallow clone begins with was changed by nobody knows which revision.
                return Ok(());
            }
            let (new, old) = (self.tree(&revision)?, before.as_ref().map(|old| self.tree(old)).transpose()?.flatten());
            let mut changed = Vec::new();
            changes(old.as_ref(), new.as_ref(), Path::new(""), &|name| Reads::All.has(name), &mut changed)?;
            if visit(&revision, &changed).is_break() {
                return Ok(());
            }
            here = before;
        }
        Ok(())
    }

    /// Whether a revision follows upon others that a shallow clone does not have.
    fn is_cut_off(&self, revision: &Revision) -> Result<bool, HistoryError> {
        let commit = self.git.find_commit(revision.id).map_err(|error| HistoryError::unreadable(&error))?;
        Ok(commit.parent_ids().next().is_some())
    }

    /// The commits that a revision follows upon; of those that a shallow clone does not have, none.
    pub(super) fn parents(&self, revision: &Revision) -> Result<Vec<Revision>, HistoryError> {
        let commit = self.git.find_commit(revision.id).map_err(|error| HistoryError::unreadable(&error))?;
        let known = commit.parent_ids().filter_map(|id| self.git.find_commit(id).ok());
        known.map(|parent| Revision::of(&parent)).collect()
    }
}

/// Every file in which two folders differ.
fn changes(
    old: Option<&gix::Tree<'_>>,
    new: Option<&gix::Tree<'_>>,
    path: &Path,
    is_wanted: &dyn Fn(&str) -> bool,
    changed: &mut Vec<PathBuf>,
) -> Result<(), HistoryError> {
    if path.components().count() > DEEPEST || old.map(|tree| tree.id) == new.map(|tree| tree.id) {
        return Ok(());
    }
    let unreadable = |error| HistoryError::unreadable(&error);
    let entries = |tree: Option<&gix::Tree<'_>>| -> Result<std::collections::BTreeMap<_, _>, HistoryError> {
        let entries = tree.map(gix::Tree::decode).transpose().map_err(unreadable)?;
        let entries = entries.into_iter().flat_map(|tree| tree.entries);
        Ok(entries.map(|entry| (entry.filename.to_string(), (entry.mode.is_tree(), entry.oid.to_owned()))).collect())
    };
    let (old_entries, new_entries) = (entries(old)?, entries(new)?);
    let repository = old.or(new).map(|tree| tree.repo);
    let Some(repository) = repository else { return Ok(()) };
    let names: std::collections::BTreeSet<_> = old_entries.keys().chain(new_entries.keys()).collect();
    for name in names {
        let (old, new) = (old_entries.get(name), new_entries.get(name));
        if old == new || !is_wanted(name) {
            continue;
        }
        let path = path.join(name);
        let tree = |entry: Option<&(bool, gix::ObjectId)>| {
            entry
                .filter(|(is_tree, _)| *is_tree)
                .map(|(_, id)| repository.find_tree(*id))
                .transpose()
                .map_err(unreadable)
        };
        let (old_tree, new_tree) = (tree(old)?, tree(new)?);
        let is_file = |entry: Option<&(bool, gix::ObjectId)>| entry.is_some_and(|(is_tree, _)| !is_tree);
        if is_file(old) || is_file(new) {
            changed.push(path.clone());
        }
        changes(old_tree.as_ref(), new_tree.as_ref(), &path, &|_| true, changed)?;
    }
    Ok(())
}
