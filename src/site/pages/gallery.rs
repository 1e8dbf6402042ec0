//! The site's first page: every program.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Choices, Labels, Library, Program};

use super::Frame;

/// The public index: every program. Nothing of any lifter.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Gallery {
    #[serde(flatten)]
    frame: Frame,
    /// Every program.
    programs: Vec<Card>,
}

/// A program at a glance.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Card {
    /// The name of its file, and of its folder in the site.
    slug: String,
    /// Its name for people.
    title: String,
    /// Who wrote it down.
    author: String,
    /// Where it was published.
    #[schemars(extend("format" = "markdown"))]
    source: String,
    /// What it is.
    #[schemars(extend("format" = "markdown"))]
    summary: String,
    /// For whom: `beginner`, `intermediate`, `advanced`, in the site's language; or empty.
    level: String,
    /// The goals of its phases, in order.
    goals: Vec<String>,
    /// Words to find it by.
    tags: Vec<String>,
    /// How many weeks it has, over all phases and cycles.
    weeks: u16,
    /// The most days of any week.
    days: usize,
    /// Names of the lifts whose max it needs.
    lifts: Vec<String>,
    /// What there is to choose.
    options: Vec<CardOption>,
}

/// Something to choose.
#[derive(Debug, Serialize, JsonSchema)]
struct CardOption {
    /// What is chosen.
    name: String,
    /// What there is to choose from.
    choices: Vec<String>,
}

pub(in crate::site) fn gallery(frame: Frame, programs: &[Program], library: &Library, labels: &Labels) -> Gallery {
    Gallery { frame, programs: programs.iter().map(|program| card(program, library, labels)).collect() }
}

pub(super) fn card(program: &Program, library: &Library, labels: &Labels) -> Card {
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
