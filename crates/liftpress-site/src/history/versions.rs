//! Finds the revisions that changed some paths of a site.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::path::{Path, PathBuf};

use gix::ObjectId;

use super::folder::Folder;
use super::{HistoryError, Repository, Revision};

/// A revision that changed one of the paths, and the parents of the revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The revision.
    pub revision: Revision,
    /// The parents of the revision: none for the first revision, several for a merge.
    pub before: Vec<Revision>,
}

/// The object at each path; `None` if nothing is at the path.
type State = Vec<Option<ObjectId>>;

impl Repository {
    /// Returns every revision that changed one of these files and folders of the site, newest first.
    ///
    /// This works as in `git log`: if a merge has the same files as one of its parents, the merge is not a change, and only the
    /// history of that parent is followed.
    ///
    /// # Errors
    ///
    /// Fails if the repository cannot be read.
    pub fn versions(&self, from: &Revision, paths: &[&Path]) -> Result<Vec<Version>, HistoryError> {
        let mut found = Vec::new();
        let mut seen = HashSet::from([from.id]);
        let mut waiting = BinaryHeap::from([(from.seconds, Reverse(0))]);
        // All revisions that were found so far, in the order in which they were found.
        let mut queued = vec![(from.clone(), self.state(from, paths)?)];
        while let Some((_, Reverse(at))) = waiting.pop() {
            let (revision, here) = queued[at].clone();
            let parents = self.parents(&revision)?;
            let states = parents.iter().map(|parent| self.state(parent, paths)).collect::<Result<Vec<_>, _>>()?;
            let same = states.iter().position(|state| *state == here);
            if same.is_none() && (!parents.is_empty() || here.iter().any(Option::is_some)) {
                found.push(Version { revision, before: parents.clone() });
            }
            let followed = parents.into_iter().zip(states).enumerate();
            for (_, (parent, state)) in followed.filter(|(at, _)| same.is_none_or(|same| same == *at)) {
                if seen.insert(parent.id) {
                    waiting.push((parent.seconds, Reverse(queued.len())));
                    queued.push((parent, state));
                }
            }
        }
        Ok(found)
    }

    fn state(&self, revision: &Revision, paths: &[&Path]) -> Result<State, HistoryError> {
        let Some(site) = self.tree(revision)? else { return Ok(vec![None; paths.len()]) };
        paths.iter().map(|path| self.object_at(&site, path)).collect()
    }

    /// Returns the object at a path of the site, which may be inside a submodule.
    fn object_at(&self, site: &Folder, path: &Path) -> Result<Option<ObjectId>, HistoryError> {
        let (mut folder, mut here) = (site.clone(), PathBuf::new());
        let mut names = path.components().peekable();
        while let Some(name) = names.next() {
            here.push(name);
            let Some(entry) = folder.get(&name.as_os_str().to_string_lossy()).cloned() else { return Ok(None) };
            if names.peek().is_none() {
                return Ok(Some(entry.id));
            }
            let Some(inner) = self.folder_of(&folder, &entry, &here)? else { return Ok(None) };
            folder = inner;
        }
        Ok(None)
    }
}
