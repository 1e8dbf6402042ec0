//! Unknown names of exercises, programs and options.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    ByExercise, Exercise, ExerciseName, Library, Lifter, LoadRule, OnlyOf, Program, Scheme, Slug, Warmup,
};
use crate::source::Content;

/// Returns the unknown names of exercises, programs and options. Includes files that could be read only in part.
#[must_use]
pub fn names(content: &Content) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for exercise in content.library.iter() {
        max_of(exercise, None, &content.library, &mut found);
    }
    for program in content.programs.iter().chain(&content.broken.programs) {
        program_names(program, &content.library, &mut found);
    }
    lifters(content, &mut found);
    found
}

fn program_names(program: &Program, library: &Library, found: &mut Vec<Diagnostic>) {
    for exercise in program.exercises.values() {
        max_of(exercise, Some(program), library, found);
    }
    each_exercise(program, &mut |slug, place| {
        if library.find(program, slug).is_none() {
            found.push(unknown(slug, place.clone(), program, library));
        }
    });
    only(program, found);
}

/// Calls `need` for every exercise that a program names, with the place of the name.
pub(super) fn each_exercise<'p>(program: &'p Program, need: &mut impl FnMut(&'p Slug, &Place)) {
    for ExerciseName { slug, place } in &program.lifts {
        need(slug, place);
    }
    for (slug, (_, place)) in &program.progress {
        need(slug, place);
    }
    let contents = program.phases.iter().flat_map(|phase| &phase.days).flat_map(|day| &day.weeks);
    for warmup in contents.flat_map(|weeks| weeks.content.warmups()) {
        if let Warmup::Sets(scheme, place) = warmup {
            references(scheme, place, need);
        }
    }
    for (_, entry) in program.entries() {
        need(&entry.exercise.slug, &entry.exercise.place);
        let of_branches = entry.adjust.iter().filter_map(|branch| branch.exercise.as_ref());
        for ExerciseName { slug, place } in of_branches.chain(&entry.substitutes) {
            need(slug, place);
        }
    }
    for (_, _, scheme, place) in program.schemes() {
        references(scheme, place, need);
    }
}

/// Returns every `only` in a program.
pub(super) fn each_only(program: &Program) -> impl Iterator<Item = &OnlyOf> {
    let days = || program.phases.iter().flat_map(|phase| &phase.days);
    let blocks = days().flat_map(|day| &day.weeks).flat_map(|weeks| &weeks.content.blocks);
    let entries = program.entries().map(|(_, entry)| &entry.only);
    days().map(|day| &day.only).chain(blocks.map(|block| &block.only)).chain(entries).flat_map(|only| &only.0)
}

/// Reports each `only` with an unknown option or choice.
fn only(program: &Program, found: &mut Vec<Diagnostic>) {
    for OnlyOf { option: name, choices, place } in each_only(program) {
        let Some(option) = program.options.iter().find(|option| option.slug == *name) else {
            let names = program.options.iter().map(|option| option.slug.as_str());
            let help = format!("add it to the program: `options: {{{name}: {{choices: [a, b]}}}}`");
            let message = format!("there is no option `{name}`");
            let diagnostic = Diagnostic::error(Code::UnknownOption, place.clone(), message);
            let diagnostic = diagnostic.did_you_mean(name.as_str(), names, || Some(help));
            let known = program.options.iter();
            found.push(known.fold(diagnostic, |diagnostic, option| {
                diagnostic.also(option.place.clone(), "an option of the program")
            }));
            continue;
        };
        for (choice, place) in choices {
            if !option.choices.iter().any(|known| known.slug == *choice) {
                let names: Vec<_> = option.choices.iter().map(|choice| choice.slug.as_str()).collect();
                let all = format!("write one of {}", names.join(", "));
                let message = format!("the option `{name}` has no choice `{choice}`");
                let diagnostic = Diagnostic::error(Code::UnknownOption, place.clone(), message)
                    .also(option.place.clone(), "the option");
                found.push(diagnostic.did_you_mean(choice.as_str(), names, || Some(all)));
            }
        }
    }
}

/// Calls `need` for the exercises that loads such as `60% of squat` name.
fn references<'p>(scheme: &'p Scheme, place: &Place, need: &mut impl FnMut(&'p Slug, &Place)) {
    for load in scheme.groups.iter().filter_map(|group| group.load.as_ref()) {
        if let LoadRule::Percent { of, .. } = &load.value.rule
            && let Some(slug) = &of.exercise
        {
            need(slug, &place.clone().within(load.span.clone()));
        }
    }
}

fn unknown(slug: &Slug, place: Place, program: &Program, library: &Library) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::UnknownExercise, place, format!("unknown exercise `{slug}`"));
    let own = program.exercises.keys().map(Slug::as_str);
    match library.meant_by(slug.as_str(), own) {
        Some(near) => diagnostic.meant(slug.as_str(), near),
        None => diagnostic.help(described(slug, ", or under `exercises:` of the program", library)),
    }
}

/// Returns the help for an unknown exercise to which no name is similar. It says where to describe the exercise, and
/// lists names that share a word.
fn described(slug: &Slug, or: &str, library: &Library) -> String {
    let similar = library.similar_names(slug.as_str()).map(|names| format!("; {names}"));
    format!("describe it in exercises/{slug}.md{or}{}", similar.unwrap_or_default())
}

/// Reports a `max_of` that names an unknown exercise, or that leads in a circle.
fn max_of(exercise: &Exercise, program: Option<&Program>, library: &Library, found: &mut Vec<Diagnostic>) {
    let Some(place) = &exercise.place else { return };
    let get = |slug: &Slug| program.map_or_else(|| library.get(slug), |program| library.find(program, slug));
    let mut seen = vec![&exercise.slug];
    let mut at = exercise;
    while let Some(next) = &at.max_of {
        let Some(target) = get(next) else {
            // An unknown name further along the chain is reported for the exercise whose `max_of` it is.
            if seen.len() == 1 {
                let diagnostic = Diagnostic::error(
                    Code::UnknownExercise,
                    place.of("max_of"),
                    format!("unknown exercise `{next}` in `max_of` of `{}`", exercise.slug),
                );
                found.push(match library.meant_by(next.as_str(), std::iter::empty()) {
                    Some(near) => diagnostic.meant(next.as_str(), near),
                    None => diagnostic.help(described(next, "", library)),
                });
            }
            return;
        };
        if *next == exercise.slug {
            // The chain from every exercise of the circle leads back to that exercise, so only one of them reports the
            // circle.
            if seen.iter().any(|slug| **slug < exercise.slug) {
                return;
            }
            let round: Vec<_> = seen.iter().map(|slug| slug.as_str()).collect();
            let message = format!("`max_of` forms a circle: {} → {next}", round.join(" → "));
            let mut diagnostic = Diagnostic::error(Code::MaxCircle, place.of("max_of"), message).help(
                "in one of these exercises, write a lift outside the circle, such as `max_of: squat`, or remove `max_of`",
            );
            for exercise in seen.iter().skip(1).filter_map(|slug| get(slug)) {
                let (Some(place), Some(next)) = (&exercise.place, &exercise.max_of) else { continue };
                diagnostic =
                    diagnostic.also(place.of("max_of"), format!("`{}` takes its max from `{next}`", exercise.slug));
            }
            found.push(diagnostic);
            return;
        }
        if seen.contains(&next) {
            return;
        }
        seen.push(next);
        at = target;
    }
}

/// Returns every exercise that a lifter names outside of programs, with the kind of value that names it and the place.
fn exercises_of(lifter: &Lifter) -> impl Iterator<Item = (&'static str, &Slug, &Place)> {
    let maxes = lifter.maxes.iter().filter_map(|(slug, max)| Some(("max", slug, max.place.as_ref()?)));
    let bars = lifter.equipment.iter().flat_map(|equipment| named("bar", &equipment.bars));
    let ladders = lifter.equipment.iter().flat_map(|equipment| named("ladder", &equipment.ladders));
    let training = named("training max", &lifter.training_max.of);
    maxes.chain(training).chain(bars).chain(ladders).chain(named("rounding", &lifter.rounding.of))
}

fn named<'l, T>(
    what: &'static str,
    of: &'l ByExercise<T>,
) -> impl Iterator<Item = (&'static str, &'l Slug, &'l Place)> + use<'l, T> {
    of.iter().map(move |(slug, (_, place))| (what, slug, place))
}

fn lifters(content: &Content, found: &mut Vec<Diagnostic>) {
    let names = || content.programs.iter().map(|program| &program.slug).chain(&content.broken.slugs);
    let programs: HashSet<_> = names().collect();
    let all = content.programs.iter().chain(&content.broken.programs);
    let own: HashSet<_> = all.flat_map(|program| program.exercises.keys()).collect();
    for lifter in content.lifters.iter().chain(&content.broken.lifters) {
        for (what, slug, place) in exercises_of(lifter) {
            if content.library.get(slug).is_none() && !own.contains(slug) {
                let message = format!("a {what} for the unknown exercise `{slug}`");
                let diagnostic = Diagnostic::error(Code::UnknownExercise, place.clone(), message);
                found.push(match content.library.meant_by(slug.as_str(), std::iter::empty()) {
                    Some(near) => diagnostic.meant(slug.as_str(), near),
                    None => diagnostic.help(described(slug, "", &content.library)),
                });
            }
        }
        for assignment in &lifter.programs {
            if !programs.contains(&assignment.program) {
                let message = format!("there is no program `{}`", assignment.program);
                let diagnostic = Diagnostic::error(Code::UnknownProgram, assignment.place.clone(), message);
                let names = names().map(Slug::as_str);
                let path = format!("`programs/{}.yaml`", assignment.program);
                found.push(
                    diagnostic.did_you_mean(assignment.program.as_str(), names, || {
                        Some(format!("write the program in {path}"))
                    }),
                );
            }
        }
    }
}
