//! Builds the pages of exercises: how to do them, their variations, and the programs that use them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Exercise, Labels, Library, Muscle, Program, Slug};

use super::{Frame, Link};

/// An exercise and the programs that use it.
pub(in crate::site) struct ExerciseUse<'c> {
    pub(in crate::site) exercise: &'c Exercise,
    /// The programs that use the exercise.
    programs: Vec<&'c Program>,
}

/// The page of an exercise.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ExercisePage<'c> {
    #[serde(flatten)]
    frame: Frame,
    /// The name of the exercise.
    name: &'c str,
    /// The muscles that the exercise trains most.
    muscles: Vec<String>,
    /// The muscles that the exercise also trains.
    secondary: Vec<String>,
    /// The equipment for the exercise.
    gear: String,
    /// Short reminders.
    cues: &'c [String],
    /// How to do the exercise.
    #[schemars(extend("format" = "markdown"))]
    text: &'c str,
    /// A link to the lift from whose max the percentages of this exercise are taken; empty without such a lift.
    varies: Vec<Link>,
    /// The percentage of that lift's max: `90%`; empty without such a lift.
    share: String,
    /// The variations of the exercise, whose percentages are taken from its max.
    variations: Vec<Link>,
    /// The programs that use the exercise.
    programs: Vec<Link>,
}

/// The list of all exercises that have a page.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ExerciseList {
    #[serde(flatten)]
    frame: Frame,
    /// Groups by the muscle that the exercises train most, in the order of the body. Exercises without a muscle come last.
    groups: Vec<Group>,
}

/// Exercises that train one muscle most.
#[derive(Debug, Serialize, JsonSchema)]
struct Group {
    /// The name of the muscle; empty for exercises without one.
    muscle: String,
    /// The exercises, by name.
    exercises: Vec<Link>,
}

/// Lists the exercises that have a page, by slug. These are the site's own exercises, and the built-in exercises that a program
/// uses. An exercise that a program defines has no page: the program page explains it.
pub(in crate::site) fn exercises_of<'c>(programs: &'c [Program], library: &'c Library) -> Vec<ExerciseUse<'c>> {
    let mut uses: BTreeMap<&Slug, ExerciseUse<'c>> = BTreeMap::new();
    for exercise in library.iter().filter(|exercise| exercise.place.is_some()) {
        uses.insert(&exercise.slug, ExerciseUse { exercise, programs: Vec::new() });
    }
    for program in programs {
        for slug in program.named_exercises() {
            let Some(exercise) = library.get(slug).filter(|_| !program.exercises.contains_key(slug)) else { continue };
            let entry = uses.entry(&exercise.slug).or_insert(ExerciseUse { exercise, programs: Vec::new() });
            if entry.programs.last().is_none_or(|last| last.slug != program.slug) {
                entry.programs.push(program);
            }
        }
    }
    uses.into_values().collect()
}

pub(in crate::site) fn exercise_page<'c>(
    frame: Frame,
    of: &ExerciseUse<'c>,
    all: &[ExerciseUse<'c>],
    labels: &Labels,
) -> ExercisePage<'c> {
    let exercise = of.exercise;
    let words = |muscles: &[Muscle]| muscles.iter().map(|muscle| labels.muscle(*muscle).to_owned()).collect();
    let has_page = |slug: &Slug| all.iter().find(|other| other.exercise.slug == *slug);
    let varies = exercise.max_of.as_ref().and_then(has_page).map(|other| link(other.exercise));
    let variations = all.iter().filter(|other| other.exercise.max_of.as_ref() == Some(&exercise.slug));
    ExercisePage {
        frame,
        name: &exercise.name,
        muscles: words(&exercise.muscles),
        secondary: words(&exercise.secondary),
        gear: labels.gear(exercise.gear).to_owned(),
        cues: &exercise.cues,
        text: &exercise.text,
        share: if varies.is_some() { labels.percent(exercise.ratio.number()) } else { String::new() },
        varies: varies.into_iter().collect(),
        variations: variations.map(|other| link(other.exercise)).collect(),
        programs: (of.programs.iter())
            .map(|program| Link {
                name: program.title.clone(),
                address: format!("programs/{}/index.html", program.slug),
            })
            .collect(),
    }
}

pub(in crate::site) fn exercise_list(frame: Frame, all: &[ExerciseUse<'_>], labels: &Labels) -> ExerciseList {
    let mut groups: BTreeMap<Option<Muscle>, Vec<&Exercise>> = BTreeMap::new();
    for of in all {
        groups.entry(of.exercise.muscles.first().copied()).or_default().push(of.exercise);
    }
    let without_muscle = groups.remove(&None);
    let groups = groups.into_iter().chain(without_muscle.map(|exercises| (None, exercises)));
    let group = |(muscle, mut exercises): (Option<Muscle>, Vec<&Exercise>)| {
        exercises.sort_by_key(|exercise| &exercise.name);
        let muscle = muscle.map(|muscle| labels.muscle(muscle).to_owned()).unwrap_or_default();
        Group { muscle, exercises: exercises.into_iter().map(link).collect() }
    };
    ExerciseList { frame, groups: groups.map(group).collect() }
}

fn link(exercise: &Exercise) -> Link {
    Link { name: exercise.name.clone(), address: format!("exercises/{}/index.html", exercise.slug) }
}
