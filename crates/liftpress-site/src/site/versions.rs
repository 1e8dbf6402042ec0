//! Lists the versions of a program (`liftpress log`).

use std::collections::BTreeMap;
use std::path::Path;

use crate::compare::{Focus, ProgramComparison, Sides, Sign, Whose, compare_sites};
use crate::history::{HistoryError, Reads, Repository, Revision, Version};
use crate::model::Slug;

use super::revision_site::RevisionSite;

/// A revision that changed a program.
#[derive(Debug, Clone)]
pub struct ProgramVersion {
    /// The revision.
    pub revision: Revision,
    /// The changes to the program; `None` if the revision added the program.
    pub comparison: Option<ProgramComparison>,
}

/// The paths of the files that plans are made from, except lifters. The content may be in `content/` or in the site's folder.
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

/// Returns at most `most` versions of a program of the site in `folder`, newest first. Follows renames.
///
/// # Errors
///
/// Fails if the repository cannot be read.
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
        // A merge is a version only if its program differs from the program of every parent.
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
        // If the program is in both revisions, only its own files are needed. To find a rename, all programs are needed.
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
