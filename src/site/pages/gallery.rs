//! The site's first page: every program.

use serde::Serialize;

use crate::model::{Choices, Labels, Library, Program};

use super::Frame;

/// The public index: every program. Nothing of any lifter.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Gallery {
    #[serde(flatten)]
    frame: Frame,
    /// Every program.
    programs: Vec<Card>,
}

/// A program at a glance.
#[derive(Debug, Serialize)]
pub(super) struct Card {
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
