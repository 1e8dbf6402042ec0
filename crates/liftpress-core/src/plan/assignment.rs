//! Checks that an assignment's choices, swaps and skips fit its program.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Assignment, Library, Program, Slug};

/// Reports unknown options and choices, swaps and skips of exercises that the program does not use, and exercises without a
/// description.
pub(super) fn misfits(program: &Program, assignment: &Assignment, library: &Library) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let fallback = |place: Option<&Place>| place.unwrap_or(&assignment.place).clone();
    for (name, chosen) in &assignment.options {
        let Some(option) = program.options.iter().find(|option| option.slug == *name) else {
            let message = format!("program `{}` has no option `{name}`", program.slug);
            let names = program.options.iter().map(|option| option.slug.as_str());
            found.push(unknown(Code::UnknownOption, fallback(chosen.option_place.as_ref()), message, name, names));
            continue;
        };
        if !option.choices.iter().any(|choice| choice.slug == chosen.choice) {
            let message = format!("the option `{name}` has no choice `{}`", chosen.choice);
            let names = option.choices.iter().map(|choice| choice.slug.as_str());
            let error = unknown(Code::UnknownOption, fallback(chosen.place.as_ref()), message, &chosen.choice, names);
            found.push(error.also(option.place.clone(), "the option"));
        }
    }
    let done: Vec<&Slug> = program.entries().map(|(_, entry)| &entry.exercise.slug).collect();
    let named = assignment.swap.iter().map(|(slug, swap)| (slug, &swap.place));
    for (slug, place) in named.chain(assignment.skip.iter().map(|name| (&name.slug, &name.place))) {
        let branches =
            program.entries().flat_map(|(_, entry)| &entry.adjust).filter_map(|branch| branch.exercise.as_ref());
        if !done.contains(&slug) && !branches.into_iter().any(|name| name.slug == *slug) {
            let message = format!("program `{}` does not use `{slug}`", program.slug);
            let mut names: Vec<_> = done.iter().map(|slug| slug.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            found.push(unknown(Code::UnknownExercise, place.clone(), message, slug, names.into_iter()));
        }
    }
    for swap in assignment.swap.values() {
        if library.find(program, &swap.exercise.slug).is_none() {
            let slug = &swap.exercise.slug;
            let message = format!("unknown exercise `{slug}`");
            let names = library.iter().map(|exercise| exercise.slug.as_str());
            found.push(unknown(Code::UnknownExercise, swap.exercise.place.clone(), message, slug, names));
        }
    }
    found
}

fn unknown<'k>(
    code: Code,
    place: Place,
    message: String,
    given: &Slug,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let known: Vec<_> = known.collect();
    let all = (1..=12).contains(&known.len()).then(|| format!("write one of {}", known.join(", ")));
    Diagnostic::error(code, place, message).did_you_mean(given.as_str(), known, || all)
}
