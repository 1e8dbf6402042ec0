//! Pages besides the booklets: what a template of such a page is given.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Assignment, Choices, Labels, Library, Lifter, Page, Program};

/// The public index: every program. Nothing of any lifter.
#[derive(Debug, Serialize)]
pub(super) struct Gallery {
    programs: Vec<Card>,
    pages: Vec<PageLink>,
    root: &'static str,
}

/// A program at a glance.
#[derive(Debug, Serialize)]
struct Card {
    slug: String,
    title: String,
    author: String,
    source: String,
    summary: String,
    level: String,
    goals: Vec<String>,
    tags: Vec<String>,
    weeks: u16,
    days: usize,
    lifts: Vec<String>,
    options: Vec<CardOption>,
}

/// Something to choose.
#[derive(Debug, Serialize)]
struct CardOption {
    name: String,
    choices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PageLink {
    slug: String,
    title: String,
}

/// A page in the author's own words.
#[derive(Debug, Serialize)]
pub(super) struct TextPage<'p> {
    title: &'p str,
    text: &'p str,
    pages: Vec<PageLink>,
    root: &'static str,
}

/// The private index: every booklet.
#[derive(Debug, Serialize)]
pub(super) struct Shelf {
    pub(super) lifters: Vec<ShelfRow>,
}

/// A lifter's booklets.
#[derive(Debug, Serialize)]
pub(super) struct ShelfRow {
    pub(super) name: String,
    pub(super) booklets: Vec<ShelfBooklet>,
}

/// One booklet and what it comes as.
#[derive(Debug, Serialize)]
pub(super) struct ShelfBooklet {
    pub(super) title: String,
    pub(super) folder: String,
    pub(super) files: Vec<String>,
    pub(super) dates: String,
}

pub(super) fn gallery(programs: &[Program], library: &Library, pages: &[Page], labels: &Labels) -> Gallery {
    let programs = programs.iter().map(|program| card(program, library, labels)).collect();
    Gallery { programs, pages: links(pages), root: "" }
}

pub(super) fn text_page<'p>(page: &'p Page, pages: &[Page]) -> TextPage<'p> {
    TextPage { title: &page.title, text: &page.text, pages: links(pages), root: "../" }
}

fn links(pages: &[Page]) -> Vec<PageLink> {
    pages.iter().map(|page| PageLink { slug: page.slug.to_string(), title: page.title.clone() }).collect()
}

fn card(program: &Program, library: &Library, labels: &Labels) -> Card {
    let goals = program.phases.iter().filter_map(|phase| phase.goal);
    let mut goals: Vec<_> = goals.map(|goal| labels.goal(goal).to_owned()).collect();
    goals.dedup();
    Card {
        slug: program.slug.to_string(),
        title: program.title.clone(),
        author: program.author.clone(),
        source: program.source.clone(),
        summary: program.summary.clone(),
        level: program.level.map(|level| labels.level(level).to_owned()).unwrap_or_default(),
        goals,
        tags: program.tags.clone(),
        weeks: program.weeks(),
        days: program.days_per_week(&Choices::new()),
        options: program
            .options
            .iter()
            .map(|option| CardOption {
                name: option.name.clone(),
                choices: option.choices.iter().map(|choice| choice.name.clone()).collect(),
            })
            .collect(),
        lifts: library.lifts_of(program).iter().map(|lift| lift.name.clone()).collect(),
    }
}

/// The folders of a lifter's booklets, one for each program; one trained twice gets a number that no program has.
pub(super) fn booklet_folders(lifter: &Lifter) -> Vec<String> {
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
