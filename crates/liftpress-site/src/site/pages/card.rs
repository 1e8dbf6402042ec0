//! A program at a glance, wherever programs are listed.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Labels, Library, Program};
use crate::render::first_paragraph;

use super::Link;
use super::filter::{Facet, facets, goals_of};
use super::tag::Tags;

/// A program at a glance.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Card {
    /// Its name in addresses.
    slug: String,
    /// Its name for people.
    title: String,
    /// Who wrote it down; may be empty.
    author: String,
    /// Where the idea was published; may be empty.
    #[schemars(extend("format" = "markdown"))]
    source: String,
    /// What it is; may be empty.
    #[schemars(extend("format" = "markdown"))]
    summary: String,
    /// The first paragraph of that.
    #[schemars(extend("format" = "markdown"))]
    lead: String,
    /// For whom, in words; may be empty.
    level: String,
    /// What its phases are for, in words, each once.
    goals: Vec<String>,
    /// Its tags, and where their pages are.
    tags: Vec<Link>,
    /// What became of it since it was published, newest first.
    changes: Vec<CardChange>,
    /// From the first day to the last.
    weeks: u16,
    /// The most days of any week.
    days: usize,
    /// The lifts whose maxes a lifter brings.
    lifts: Vec<String>,
    /// What may be chosen.
    options: Vec<CardOption>,
    /// What it is found by, for the script that filters.
    facets: Vec<Facet>,
}

/// Something to choose.
#[derive(Debug, Serialize, JsonSchema)]
struct CardOption {
    /// What it is called.
    name: String,
    /// The choices there are.
    choices: Vec<String>,
}

/// Something that was changed, or the first publication.
#[derive(Debug, Serialize, JsonSchema)]
struct CardChange {
    /// When, in words: `14 November 2026`.
    date: String,
    /// When, for machines: `2026-11-14`.
    iso: String,
    /// What.
    what: String,
}

pub(super) fn cards(programs: &[&Program], tags: &Tags<'_>, library: &Library, labels: &Labels) -> Vec<Card> {
    programs.iter().map(|program| card(program, tags, library, labels)).collect()
}

pub(super) fn card(program: &Program, tags: &Tags<'_>, library: &Library, labels: &Labels) -> Card {
    Card {
        slug: program.slug.to_string(),
        title: program.title.clone(),
        author: program.author.clone(),
        source: program.source.clone(),
        summary: program.summary.clone(),
        lead: first_paragraph(&program.summary).to_owned(),
        level: program.level.map(|level| labels.level(level).to_owned()).unwrap_or_default(),
        goals: goals_of(program).into_iter().map(|goal| labels.goal(goal).to_owned()).collect(),
        tags: tags.links(program),
        changes: program
            .changes
            .iter()
            .map(|change| CardChange {
                date: labels.date_in_words(change.date),
                iso: change.date.to_string(),
                what: change.what.clone(),
            })
            .collect(),
        weeks: program.weeks(),
        days: program.training_days_per_week(),
        options: program
            .options
            .iter()
            .map(|option| CardOption {
                name: option.name.clone(),
                choices: option.choices.iter().map(|choice| choice.name.clone()).collect(),
            })
            .collect(),
        lifts: library.lifts_of(program).iter().map(|lift| lift.name.clone()).collect(),
        facets: facets(program, tags, library),
    }
}
