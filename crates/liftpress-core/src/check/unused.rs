//! What is written and never used, and what is used and never described.
//!
//! Nothing is told where something could not be read, or a name leads nowhere: that may be the use. Pages need no rule, since
//! the site lists them all.

use std::collections::BTreeSet;

use super::names::{each_exercise, each_only};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Choice, Program, ProgramOption, Slug, Warmup};
use crate::source::{Content, is_builtin};

/// Whether all that was written could be read.
fn is_whole(content: &Content) -> bool {
    !content.diagnostics.iter().any(Diagnostic::is_error)
}

/// Every exercise that a program names, for its work or as `max_of`; nothing where one of the names leads nowhere, or round
/// in a circle.
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

/// Whether every `only` of a program names an option and choices that there are.
fn is_sure_of_options(program: &Program) -> bool {
    each_only(program).all(|only| {
        let option = program.options.iter().find(|option| option.slug == only.option);
        option.is_some_and(|option| {
            only.choices.iter().all(|(choice, _)| option.choices.iter().any(|known| known.slug == *choice))
        })
    })
}

/// Whether that holds for a program, or for another one, which may extend it.
fn holds_for_some(content: &Content, program: &Program, is_so: impl Fn(&Program) -> bool) -> bool {
    is_so(program) || content.programs.iter().any(is_so)
}

fn depends_on(program: &Program, option: &Slug) -> bool {
    each_only(program).any(|only| only.option == *option)
}

/// An option is a question to the lifter; one that changes nothing is answered in vain. One that a program which extends
/// this one uses is used.
pub(super) fn option(content: &Content, found: &mut Vec<Diagnostic>) {
    if !is_whole(content) {
        return;
    }
    for program in content.programs.iter().filter(|program| is_sure_of_options(program)) {
        for ProgramOption { slug, place, .. } in &program.options {
            if !holds_for_some(content, program, |program| depends_on(program, slug)) {
                let message = format!("nothing depends on the option `{slug}`");
                let help = format!("add `only: {{{slug}: …}}` to what belongs to a choice, or take the option out");
                found.push(Diagnostic::warning(Code::UnusedOption, place.clone(), message).help(help));
            }
        }
    }
}

/// Two choices that no `only` tells apart come to the same program. That nothing depends on one of them alone is fine: it is
/// the choice of leaving out what the others add.
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
                let message = format!("`{one}` and `{other}` of the option `{}` come to the same", option.slug);
                let help = "no `only` tells them apart: name one of them in an `only`, or leave one out";
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

/// An exercise of a program's own that it never names is left over, or was misspelt where it was meant. One that a program
/// which extends this one names is used.
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
            let message = format!("the program describes `{slug}` and never uses it");
            let help = "take it out, or name it where it is meant";
            found.push(Diagnostic::warning(Code::UnusedExercise, place.clone(), message).help(help));
        }
    }
}

/// Every program with the exercises that it names; nothing where a name leads nowhere.
fn named_by_all(content: &Content) -> Option<Vec<(&Program, BTreeSet<&Slug>)>> {
    content.programs.iter().map(|program| Some((program, named(program, content)?))).collect()
}

/// A site's own exercise that no program names may have been meant by another name. Of those that take the place of a
/// built-in one nothing is told: they are a library to choose from.
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
        let help = "name it in a program, or take the file out if it is left over";
        found.push(Diagnostic::advice(Code::UnusedExercise, place.clone(), message).help(help));
    }
}

/// A named warm-up that no day names is left over, or days have another one than was meant.
pub(super) fn warmup(content: &Content, found: &mut Vec<Diagnostic>) {
    if !is_whole(content) || content.programs.is_empty() {
        return;
    }
    let days = content.programs.iter().flat_map(|program| &program.phases).flat_map(|phase| &phase.days);
    let warmups = days.flat_map(|day| &day.weeks).flat_map(|weeks| weeks.content.warmups());
    // A warm-up is known by its sets: who writes them out has them all the same.
    let used: Vec<_> = warmups
        .filter_map(|warmup| match warmup {
            Warmup::Sets(scheme, _) => Some(scheme),
            Warmup::Off | Warmup::Ramp => None,
        })
        .collect();
    for (name, (scheme, place)) in &content.settings.warmups {
        if !used.contains(&scheme) {
            let message = format!("no program uses the warm-up `{name}`");
            let help = format!("write `warmup: {name}` in a program, a phase or a day, or take it out");
            found.push(Diagnostic::advice(Code::UnusedWarmup, place.clone(), message).help(help));
        }
    }
}

/// A lifter who meets an exercise that only its author knows needs a word on how it is done.
pub(super) fn no_description(content: &Content, found: &mut Vec<Diagnostic>) {
    for program in &content.programs {
        let slugs: BTreeSet<&Slug> = program.entries().map(|(_, entry)| &entry.exercise.slug).collect();
        let used = slugs.into_iter().filter_map(|slug| content.library.find(program, slug));
        for exercise in used.filter(|exercise| exercise.text.is_empty() && exercise.cues.is_empty()) {
            found.extend(exercise.place.as_ref().map(|place| {
                let message = format!("nobody says how `{}` is done", exercise.slug);
                let help = "add a description or a few `cues`; booklets and the site print them";
                Diagnostic::advice(Code::NoDescription, place.clone(), message).help(help)
            }));
        }
    }
}
