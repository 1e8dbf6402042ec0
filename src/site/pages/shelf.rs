//! The private list of all booklets.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Assignment, Lifter};

/// The private index: every booklet.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Shelf {
    /// The lifters with a program.
    pub(in crate::site) lifters: Vec<ShelfRow>,
}

/// A lifter's booklets.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ShelfRow {
    /// Their name.
    pub(in crate::site) name: String,
    /// Their booklets.
    pub(in crate::site) booklets: Vec<ShelfBooklet>,
}

/// One booklet and what it comes as.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ShelfBooklet {
    /// Title of the program.
    pub(in crate::site) title: String,
    /// Its folder, from this page on.
    pub(in crate::site) folder: String,
    /// The names of its files in that folder.
    pub(in crate::site) files: Vec<String>,
    /// From when to when; empty when undated.
    pub(in crate::site) dates: String,
}

/// The folders of a lifter's booklets, one for each program; one trained twice gets a number that no program has.
pub(in crate::site) fn booklet_folders(lifter: &Lifter) -> Vec<String> {
    let mut taken: BTreeSet<String> = lifter.programs.iter().map(|assignment| assignment.program.to_string()).collect();
    let mut folders: Vec<String> = Vec::new();
    for (index, Assignment { program, .. }) in lifter.programs.iter().enumerate() {
        let again = lifter.programs[..index].iter().any(|earlier| earlier.program == *program);
        let numbers = 2..taken.len() + 3;
        let free = numbers.map(|n| format!("{program}-{n}")).find(|name| !taken.contains(name));
        let name = free.filter(|_| again).unwrap_or_else(|| program.to_string());
        taken.insert(name.clone());
        folders.push(format!("{}/{name}", lifter.slug));
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Place};
    use crate::model::Slug;
    use crate::units::Unit;

    #[test]
    fn no_two_booklets_share_a_folder() {
        let place = Place::file(FileId(0));
        let assigned = |slug: &str| Assignment::plain(Slug::new(slug).unwrap(), place.clone());
        let lifter = Lifter {
            programs: ["wave", "wave", "wave-2", "wave"].map(assigned).into(),
            ..Lifter::new(Slug::new("sam").unwrap(), Unit::Kg, std::collections::BTreeMap::new(), place.clone())
        };
        assert_eq!(booklet_folders(&lifter), ["sam/wave", "sam/wave-3", "sam/wave-2", "sam/wave-4"]);
    }
}
