//! Summarizes a program for lists of programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Labels, Library, Program};
use crate::render::first_paragraph;

use super::Link;
use super::filter::{Facet, facets, goals_of};
use super::tag::Tags;

/// The summary of a program.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Card {
    /// The name of the program in addresses.
    slug: String,
    /// The name of the program for people.
    title: String,
    /// The author of the program file; may be empty.
    author: String,
    /// Where the idea was published; may be empty.
    #[schemars(extend("format" = "markdown"))]
    source: String,
    /// The description; may be empty.
    #[schemars(extend("format" = "markdown"))]
    summary: String,
    /// The first paragraph of the summary.
    #[schemars(extend("format" = "markdown"))]
    lead: String,
    /// The level in words; may be empty.
    level: String,
    /// The goals of the phases in words, each once.
    goals: Vec<String>,
    /// Links to the pages of the program's tags.
    tags: Vec<Link>,
    /// The changes since the program was published, newest first.
    changes: Vec<CardChange>,
    /// The number of weeks.
    weeks: u16,
    /// The number of training days in the week that has the most of them.
    days: usize,
    /// The lifts that a lifter needs a max for.
    lifts: Vec<String>,
    /// The options that a lifter chooses.
    options: Vec<CardOption>,
    /// The values for the filter script.
    facets: Vec<Facet>,
}

/// An option of a program.
#[derive(Debug, Serialize, JsonSchema)]
struct CardOption {
    /// The name of the option for people.
    name: String,
    /// The names of the choices.
    choices: Vec<String>,
}

/// A change of a program, or its publication.
#[derive(Debug, Serialize, JsonSchema)]
struct CardChange {
    /// The date in words: `14 November 2026`.
    date: String,
    /// The date for machines: `2026-11-14`.
    iso: String,
    /// What changed.
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
