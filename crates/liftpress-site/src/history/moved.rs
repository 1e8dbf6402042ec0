//! Finds the earlier folder of a site that moved within its repository.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gix::objs::tree::EntryKind;

use super::folder::Folder;
use super::{HistoryError, Repository};

/// The number of levels of folders in which sites are searched for.
const DEEPEST: usize = 6;
/// The greatest number of folders that are searched.
const MOST_FOLDERS: usize = 20_000;
/// The number of sites at which the search ends. No real repository has more.
const MOST_SITES: usize = 100;

/// The paths of sites, relative to the folder that was searched.
pub(super) type Places = Rc<Vec<PathBuf>>;

impl Repository {
    /// Returns the folder that the site has in a revision. This is the present folder, or the folder from which the site moved
    /// later.
    pub(super) fn site_in(&self, top: &Folder) -> Result<Option<Folder>, HistoryError> {
        let here = top.below(&self.inside)?;
        if here.as_ref().is_some_and(is_site) {
            return Ok(here);
        }
        Ok(self.moved_from(top)?.or(here))
    }

    /// Returns the former site that has the most program files in common with this site. A site that still exists is not a former
    /// site.
    fn moved_from(&self, top: &Folder) -> Result<Option<Folder>, HistoryError> {
        let content = self.folder.join("content");
        let is_inside = content.is_dir();
        let now = names_on_disk(&if is_inside { content } else { self.folder.clone() }.join("programs"));
        if now.is_empty() {
            return Ok(None);
        }
        let mut best = (0, None);
        for place in self.sites_below(top, DEEPEST, &mut 0)?.iter() {
            let is_still_there = is_site_on_disk(&self.top.join(place)) && *place != self.inside;
            let Some(site) = top.below(place)?.filter(|_| !is_still_there) else { continue };
            // A content folder inside a site can also be a site itself. Both sites must have the same form.
            if is_folder(&site, "content") != is_inside {
                continue;
            }
            let programs = if is_inside { "content/programs" } else { "programs" };
            let names = site.below(Path::new(programs))?.map(|programs| programs.entries).unwrap_or_default();
            let common = names.iter().filter(|entry| now.contains(&entry.name)).count();
            if common > best.0 {
                best = (common, Some(site));
            }
        }
        Ok(best.1)
    }

    /// Returns the sites in a folder and below it. A folder that is the same in several revisions is searched once.
    fn sites_below(&self, folder: &Folder, depth: usize, count: &mut usize) -> Result<Places, HistoryError> {
        if let Some(known) = self.sites.borrow().get(&folder.id) {
            return Ok(Rc::clone(known));
        }
        *count += 1;
        let mut found: Vec<PathBuf> = is_site(folder).then(PathBuf::new).into_iter().collect();
        let is_searched = |kind, name: &str| kind == EntryKind::Tree && !name.starts_with('.');
        for entry in folder.entries.iter().filter(|entry| is_searched(entry.kind, &entry.name)) {
            if depth == 0 || *count > MOST_FOLDERS || found.len() > MOST_SITES {
                break;
            }
            let inner = Folder::read(&folder.git, entry.id)?;
            let below = self.sites_below(&inner, depth - 1, count)?;
            found.extend(below.iter().map(|place| Path::new(&entry.name).join(place)));
        }
        found.truncate(MOST_SITES);
        let found = Rc::new(found);
        self.sites.borrow_mut().insert(folder.id, Rc::clone(&found));
        Ok(found)
    }
}

/// Whether a folder is a site, or a content folder that serves as one.
fn is_site(folder: &Folder) -> bool {
    let is_submodule = |name: &str| folder.get(name).is_some_and(|entry| entry.kind == EntryKind::Commit);
    is_folder(folder, "content")
        || is_submodule("content")
        || is_folder(folder, "programs")
        || is_submodule("programs")
        || ["liftpress.yaml", "liftpress.yml"].iter().any(|name| folder.get(name).is_some())
}

fn is_folder(folder: &Folder, name: &str) -> bool {
    folder.get(name).is_some_and(|entry| entry.kind == EntryKind::Tree)
}

fn is_site_on_disk(folder: &Path) -> bool {
    ["content", "programs", "liftpress.yaml", "liftpress.yml"].iter().any(|name| folder.join(name).exists())
}

fn names_on_disk(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}
