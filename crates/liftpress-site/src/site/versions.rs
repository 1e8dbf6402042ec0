//! The versions of a program.

use std::collections::BTreeMap;
use std::path::Path;

use crate::compare::{Focus, ProgramComparison, Sides, Sign, Whose, compare_sites};
use crate::history::{HistoryError, Reads, Repository, Revision, Version};
use crate::model::Slug;

use super::revision_site::RevisionSite;

/// A revision in which a program became another.
#[derive(Debug, Clone)]
pub struct ProgramVersion {
    /// The revision.
    pub revision: Revision,
    /// What it changed; none where the program is new in it.
    pub comparison: Option<ProgramComparison>,
}

/// What plans are made from besides lifters, wherever the content folder is.
const PATHS: [&str; 10] = [
    "content/programs",
    "content/exercises",
    "content/rpe-chart.csv",
    "content/liftpress.yaml",
    "content/liftpress.yml",
    "programs",
    "exercises",
    "rpe-chart.csv",
    "liftpress.yaml",
    "liftpress.yml",
];

/// The versions of a program of the site in `folder`, the newest first and at most so many, under all the names that it had.
pub fn versions(
    repository: &Repository,
    folder: &Path,
    program: &Slug,
    most: usize,
) -> Result<Vec<ProgramVersion>, HistoryError> {
    let head = repository.head()?;
    let mut slug = program.clone();
    let mut found = Vec::new();
    for Version { revision, before } in repository.versions(&head, &PATHS.map(Path::new))? {
        if found.len() == most {
            break;
        }
        let site = |revision: &Revision| RevisionSite::find(repository, revision, folder, Reads::Plans);
        let Some(after) = site(&revision)? else { continue };
        let before = before.iter().map(site).collect::<Result<Vec<_>, _>>()?;
        // A merge brings what others changed; it changed something itself where it is like none of them.
        let is_merged = |before: &RevisionSite| before.only_with(&slug) == after.only_with(&slug);
        if before.len() > 1 && before.iter().flatten().any(is_merged) {
            continue;
        }
        let before = before.into_iter().next().flatten();
        let (is_there, was_there) =
            (after.has_program(&slug), before.as_ref().is_some_and(|before| before.has_program(&slug)));
        if !is_there && !was_there {
            continue;
        }
        let Some(before) = before else {
            found.push(ProgramVersion { revision, comparison: None });
            break;
        };
        // Of one that is in both, nothing but what it is made from is read; to find another name, all programs are.
        let (before, after) =
            if is_there && was_there { (before.only_with(&slug), after.only_with(&slug)) } else { (before, after) };
        if before == after {
            continue;
        }
        let (old, new) = (before.read(), after.read());
        let whose = Whose::Anybody(BTreeMap::new(), None);
        let compared = compare_sites(Sides { old: &old, new: &new, whose: &whose }, Focus::Program(&slug));
        let Some(comparison) = compared.programs.into_iter().next() else { continue };
        if let Some(name) = comparison.renamed_from.as_deref().and_then(|name| Slug::new(name).ok()) {
            slug = name;
        }
        let comparison = Some(comparison).filter(|comparison| comparison.sign != Sign::Added);
        found.push(ProgramVersion { revision, comparison });
    }
    Ok(found)
}
