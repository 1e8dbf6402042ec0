//! Options, exercises and warm-ups that are never used, and exercises without a description.
//!
//! These rules report nothing if a file could not be read or if a name is unknown, because the unread or unknown part
//! may be the missing use. Pages need no rule, because the site lists all of them.

use std::collections::BTreeSet;

use super::names::{each_exercise, each_only};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Choice, Program, ProgramOption, Slug, Warmup};
use crate::source::{Content, is_builtin};

/// Returns whether all files could be read without an error.
fn is_whole(content: &Content) -> bool {
    !content.diagnostics.iter().any(Diagnostic::is_error)
}

/// Returns every exercise that a program names for its work or in `max_of`. Returns `None` if a name is unknown, or if
/// `max_of` leads in a circle.
fn named<'c>(program: &'c Program, content: &'c Content) -> Option<BTreeSet<&'c Slug>> {
    let own = || program.exercises.values();
    let mut slugs: BTreeSet<&Slug> = own().filter_map(|exercise| exercise.max_of.as_ref()).collect();
    each_exercise(program, &mut |slug, _| {
        slugs.insert(slug);
    });
    let has_end = |exercise| content.library.source_of_max(program, exercise).max_of.is_none();
    let is_sure = slugs.iter().all(|slug| content.library.find(program, slug).is_some()) && own().all(has_end);
    is_sure.then_some(slugs)
}

/// Returns whether every `only` of a program names existing options and choices.
fn is_sure_of_options(program: &Program) -> bool {
    each_only(program).all(|only| {
        let option = program.options.iter().find(|option| option.slug == only.option);
        option.is_some_and(|option| {
            only.choices.iter().all(|(choice, _)| option.choices.iter().any(|known| known.slug == *choice))
        })
    })
}

/// Returns whether a condition is true for a program or for any other program. Another program may extend the given
/// one.
fn holds_for_some(content: &Content, program: &Program, is_so: impl Fn(&Program) -> bool) -> bool {
    is_so(program) || content.programs.iter().any(is_so)
}

fn depends_on(program: &Program, option: &Slug) -> bool {
    each_only(program).any(|only| only.option == *option)
}

/// Reports options on which nothing depends. An option is also used if a program that extends this one uses it.
pub(super) fn option(content: &Content, found: &mut Vec<Diagnostic>) {
    if !is_whole(content) {
        return;
    }
    for program in content.programs.iter().filter(|program| is_sure_of_options(program)) {
        for ProgramOption { slug, place, choices, .. } in &program.options {
            if !holds_for_some(content, program, |program| depends_on(program, slug)) {
                let message = format!("nothing depends on the option `{slug}`");
                let choice = choices.first().map_or("…", |choice| choice.slug.as_str());
                let help = format!("add `only: {{{slug}: {choice}}}` to the work of that choice, or remove the option");
                found.push(Diagnostic::warning(Code::UnusedOption, place.clone(), message).help(help));
            }
        }
    }
}

/// Reports two choices that give the same program, because no `only` names one of them without the other. A choice that
/// no `only` names is fine if it is the only such choice: it leaves out the work of the other choices.
pub(super) fn same_choices(content: &Content, found: &mut Vec<Diagnostic>) {
    if !is_whole(content) {
        return;
    }
    for program in content.programs.iter().filter(|program| is_sure_of_options(program)) {
        for option in program.options.iter().filter(|option| depends_on(program, &option.slug)) {
            let is_same = |a: &Choice, b: &Choice| {
                !holds_for_some(content, program, |program| tells_apart(program, option, a, b))
            };
            let mut rest = option.choices.iter();
            while let Some(choice) = rest.next() {
                let Some(same) = rest.clone().find(|other| is_same(choice, other)) else { continue };
                let (one, other) = (&choice.slug, &same.slug);
                let message =
                    format!("the choices `{one}` and `{other}` of the option `{}` give the same program", option.slug);
                let help =
                    format!("add `only: {{{}: {other}}}` to the work of `{other}`, or remove one of them", option.slug);
                found.push(Diagnostic::advice(Code::SameChoices, option.place.of("choices"), message).help(help));
            }
        }
    }
}

fn tells_apart(program: &Program, option: &ProgramOption, a: &Choice, b: &Choice) -> bool {
    each_only(program).filter(|only| only.option == option.slug).any(|only| {
        let has = |choice: &Choice| only.choices.iter().any(|(named, _)| *named == choice.slug);
        has(a) != has(b)
    })
}

/// Reports exercises that a program describes but never uses. They are left over, or the program uses another name by
/// mistake. An exercise is also used if a program that extends this one uses it.
pub(super) fn own_exercise(content: &Content, found: &mut Vec<Diagnostic>) {
    if !is_whole(content) || content.programs.iter().all(|program| program.exercises.is_empty()) {
        return;
    }
    let Some(named) = named_by_all(content) else { return };
    for exercise in content.programs.iter().flat_map(|program| program.exercises.values()) {
        let slug = &exercise.slug;
        let is_used = |(program, named): &(&Program, BTreeSet<&Slug>)| {
            program.exercises.contains_key(slug) && named.contains(slug)
        };
        if let Some(place) = exercise.place.as_ref().filter(|_| !named.iter().any(is_used)) {
            let message = format!("the program describes `{slug}` but never uses it");
            let help = format!("use it, as in `{slug}: 3x8`, or remove it");
            found.push(Diagnostic::warning(Code::UnusedExercise, place.clone(), message).help(help));
        }
    }
}

/// Returns every program with the exercises that it names; `None` if a name is unknown.
fn named_by_all(content: &Content) -> Option<Vec<(&Program, BTreeSet<&Slug>)>> {
    content.programs.iter().map(|program| Some((program, named(program, content)?))).collect()
}

/// Reports a site's own exercises that no program uses. Exercises that replace built-in ones are not reported, because
/// they are a library to choose from.
pub(super) fn site_exercise(content: &Content, found: &mut Vec<Diagnostic>) {
    let own = || {
        let of_site = content.library.iter().filter(|exercise| !is_builtin(&exercise.slug));
        of_site.filter_map(|exercise| Some((exercise, exercise.place.as_ref()?)))
    };
    if !is_whole(content) || content.programs.is_empty() || own().next().is_none() {
        return;
    }
    let Some(named) = named_by_all(content) else { return };
    let mut used: BTreeSet<&Slug> = named.into_iter().flat_map(|(_, named)| named).collect();
    let assignments = content.lifters.iter().flat_map(|lifter| &lifter.programs);
    used.extend(content.library.iter().filter_map(|exercise| exercise.max_of.as_ref()));
    used.extend(assignments.flat_map(|assignment| assignment.swap.values()).map(|swap| &swap.exercise.slug));
    for (exercise, place) in own().filter(|(exercise, _)| !used.contains(&exercise.slug)) {
        let message = format!("no program uses `{}`", exercise.slug);
        let help = "use it in a program, or delete the file";
        found.push(Diagnostic::advice(Code::UnusedExercise, place.clone(), message).help(help));
    }
}

/// Reports named warm-ups that no program uses.
pub(super) fn warmup(content: &Content, found: &mut Vec<Diagnostic>) {
    if !is_whole(content) || content.programs.is_empty() {
        return;
    }
    let days = content.programs.iter().flat_map(|program| &program.phases).flat_map(|phase| &phase.days);
    let warmups = days.flat_map(|day| &day.weeks).flat_map(|weeks| weeks.content.warmups());
    // Warm-ups are compared by their sets, so a program that writes out the same sets also uses the warm-up.
    let used: Vec<_> = warmups
        .filter_map(|warmup| match warmup {
            Warmup::Sets(scheme, _) => Some(scheme),
            Warmup::Off | Warmup::Ramp => None,
        })
        .collect();
    for (name, (scheme, place)) in &content.settings.warmups {
        if !used.contains(&scheme) {
            let message = format!("no program uses the warm-up `{name}`");
            let help = format!("write `warmup: {name}` in a program, a phase or a day, or remove it here");
            found.push(Diagnostic::advice(Code::UnusedWarmup, place.clone(), message).help(help));
        }
    }
}

/// Reports exercises that are used and have neither a description nor cues.
pub(super) fn no_description(content: &Content, found: &mut Vec<Diagnostic>) {
    for program in &content.programs {
        let slugs: BTreeSet<&Slug> = program.entries().map(|(_, entry)| &entry.exercise.slug).collect();
        let used = slugs.into_iter().filter_map(|slug| content.library.find(program, slug));
        for exercise in used.filter(|exercise| exercise.text.is_empty() && exercise.cues.is_empty()) {
            found.extend(exercise.place.as_ref().map(|place| {
                let message = format!("`{}` has no description and no cues", exercise.slug);
                let help = "add a description, or cues as in `cues: [Pause on the chest.]`, for booklets and the site";
                Diagnostic::advice(Code::NoDescription, place.clone(), message).help(help)
            }));
        }
    }
}
