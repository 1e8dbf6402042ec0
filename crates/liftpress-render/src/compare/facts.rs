//! Differences outside of weeks: in the declarations of a program, and in the settings, the charts and the exercises of
//! a site.

use std::collections::BTreeMap;

use crate::model::{Attempts, Basis, Exercise, Library, Muscle, Program, ProgramOption, Settings, Slug, Warmups, Word};
use crate::units::Percent;

use super::Fact;

/// Returns the differences between two versions of a program, except those in its weeks.
pub(super) fn program_facts(old: &Program, new: &Program, bases: [Basis<'_>; 2]) -> Vec<Fact> {
    let mut facts = Facts::default();
    let text = |text: &str| text.to_owned();
    facts.both("title", [old, new].map(|program| text(&program.title)));
    facts.both("author", [old, new].map(|program| text(&program.author)));
    facts.both("source", [old, new].map(|program| text(&program.source)));
    facts.long("summary", [&old.summary, &new.summary]);
    facts.both("level", [old, new].map(|program| program.level.map(Word::word).map(text).unwrap_or_default()));
    facts.both("tags", [old, new].map(|program| program.tags.join(", ")));
    facts.both("units", [old, new].map(|program| program.units.map(|unit| unit.to_string()).unwrap_or_default()));
    facts.both("lifts", {
        let [old_basis, new_basis] = bases;
        let lifts = |program: &Program, basis: Basis<'_>| names(&basis.library.lifts_of(program));
        [lifts(old, old_basis), lifts(new, new_basis)]
    });
    facts.both("training max", [old, new].map(|program| share(program.training_max)));
    facts.both("cycles", [old, new].map(|program| program.cycles.to_string()));
    facts.each(
        "progress",
        [old, new].map(|program| {
            let of =
                |(lift, (amount, _)): (&Slug, &(crate::model::Amount, _))| (lift.to_string(), format!("+{amount}"));
            program.progress.iter().map(of).collect()
        }),
    );
    facts.both("attempts", [old, new].map(|program| attempts(program.attempts)));
    facts.options(&old.options, &new.options);
    facts.each("exercise", [old, new].map(|program| program.exercises.values().map(exercise).collect()));
    facts.each(
        "phase",
        [old, new].map(|program| {
            let of = |phase: &crate::model::Phase| (phase.name.clone(), phase_figures(phase));
            program.phases.iter().filter(|phase| !phase.name.is_empty()).map(of).collect()
        }),
    );
    facts.0
}

/// Returns the differences between two versions of a site that affect all programs.
pub(super) fn site_facts(old: Basis<'_>, new: Basis<'_>) -> Vec<Fact> {
    let mut facts = Facts::default();
    let settings = [old.settings, new.settings];
    facts.both("units", settings.map(|site: &Settings| site.units.map(|unit| unit.to_string()).unwrap_or_default()));
    facts.both("rounding", settings.map(|site| site.rounding.word().to_owned()));
    facts.both("formula", settings.map(|site| site.formula.word().to_owned()));
    if old.settings.rpe_chart != new.settings.rpe_chart {
        facts.0.push(Fact { what: "RPE chart".into(), old: "old chart".into(), new: "new chart".into() });
    }
    facts.each("warm-up", settings.map(|site| warmups(&site.warmups)));
    let own = |library: &Library| library.iter().map(exercise).collect::<Vec<_>>();
    facts.each("exercise", [own(old.library), own(new.library)]);
    facts.0
}

/// Collects facts in order.
#[derive(Default)]
pub(super) struct Facts(pub(super) Vec<Fact>);

impl Facts {
    /// Adds a fact if a single value differs.
    pub(super) fn both(&mut self, what: &str, [old, new]: [String; 2]) {
        if old != new {
            self.0.push(Fact { what: what.to_owned(), old, new });
        }
    }

    /// Adds a fact, with the first words of both texts, if a long text differs.
    fn long(&mut self, what: &str, [old, new]: [&str; 2]) {
        let shown = |text: &str| if text.is_empty() { String::new() } else { first_words(text) };
        if old != new && shown(old) == shown(new) && !old.is_empty() {
            self.0.push(Fact {
                what: what.to_owned(),
                old: shown(old),
                new: format!("{}, changed after these words", shown(new)),
            });
        } else if old != new {
            self.0.push(Fact { what: what.to_owned(), old: shown(old), new: shown(new) });
        }
    }

    /// Adds a fact for each named value that was added, removed or changed.
    pub(super) fn each(&mut self, what: &str, [old, new]: [Vec<(String, String)>; 2]) {
        let [before, after] = [&old, &new].map(|list| {
            // If two values have the same name, the first one applies.
            list.iter().rev().map(|(name, text)| (name.as_str(), text.as_str())).collect::<BTreeMap<_, _>>()
        });
        let of = |list: &BTreeMap<&str, &str>, name: &str| list.get(name).copied().unwrap_or_default().to_owned();
        let removed = old.iter().filter(|(name, _)| !after.contains_key(name.as_str()));
        for (name, _) in new.iter().chain(removed) {
            self.both(&format!("{what} `{name}`"), [of(&before, name), of(&after, name)]);
        }
    }

    /// Adds a fact for each option whose choices or default differ.
    fn options(&mut self, old: &[ProgramOption], new: &[ProgramOption]) {
        let all = |options: &[ProgramOption]| {
            let of = |option: &ProgramOption| {
                let choice = |(at, choice): (usize, &crate::model::Choice)| {
                    let mark = if at == option.default { " (default)" } else { "" };
                    let name = if is_named_alike(&choice.slug, &choice.name) {
                        String::new()
                    } else {
                        format!(" “{}”", choice.name)
                    };
                    format!("{}{name}{mark}", choice.slug)
                };
                let choices: Vec<_> = option.choices.iter().enumerate().map(choice).collect();
                let name = if is_named_alike(&option.slug, &option.name) {
                    String::new()
                } else {
                    format!("“{}”: ", option.name)
                };
                (option.slug.to_string(), format!("{name}{}", choices.join(", ")))
            };
            options.iter().map(of).collect()
        };
        self.each("option", [all(old), all(new)]);
    }
}

/// Returns whether a name repeats its slug, apart from case and punctuation.
fn is_named_alike(slug: &Slug, name: &str) -> bool {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(slug.as_str()) == plain(name)
}

/// Returns the first words of a text, as many as it takes to recognize the text.
fn first_words(text: &str) -> String {
    const MOST: usize = 8;
    let mut words = text.split_whitespace();
    let first: Vec<_> = words.by_ref().take(MOST).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("“{}{more}”", first.join(" "))
}

pub(super) fn share(percent: Option<Percent>) -> String {
    percent.map(|percent| percent.to_string()).unwrap_or_default()
}

pub(super) fn attempts(Attempts(shares): Attempts) -> String {
    shares.map(|share| share.to_string()).join(", ")
}

/// Returns the names of exercises, in alphabetical order.
fn names(exercises: &[&Exercise]) -> String {
    let mut names: Vec<_> = exercises.iter().map(|exercise| exercise.name.as_str()).collect();
    names.sort_unstable();
    names.join(", ")
}

/// Returns the slug of an exercise, and everything that is declared about the exercise.
fn exercise(exercise: &Exercise) -> (String, String) {
    let muscles = |muscles: &[Muscle]| muscles.iter().map(|muscle| muscle.word()).collect::<Vec<_>>().join(", ");
    let max = exercise.max_of.as_ref().map(|lift| format!("{} of {lift}", exercise.ratio)).unwrap_or_default();
    let parts = [
        exercise.name.clone(),
        max,
        exercise.gear.word().to_owned(),
        exercise.sleeves.map(|sleeves| format!("sleeves: {}", sleeves.count())).unwrap_or_default(),
        exercise.kind.word().to_owned(),
        muscles(&exercise.muscles),
        muscles(&exercise.secondary),
        exercise.cues.join(", "),
        if exercise.text.is_empty() { String::new() } else { first_words(&exercise.text) },
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (exercise.slug.to_string(), parts.join("; "))
}

fn warmups(warmups: &Warmups) -> Vec<(String, String)> {
    warmups.iter().map(|(name, (scheme, _))| (name.to_string(), scheme.to_string())).collect()
}

/// Returns the values of a phase that apply to all of its days.
fn phase_figures(phase: &crate::model::Phase) -> String {
    use crate::model::Scale;
    let scale = |what: &str, scale: &Scale| match scale {
        Scale::Whole => String::new(),
        Scale::Every(share) => format!("{what} {share}"),
        Scale::Each(shares) => {
            format!("{what} {}", shares.iter().map(ToString::to_string).collect::<Vec<_>>().join("/"))
        }
    };
    let training = phase.training_max.map(|share| format!("training max {share}")).unwrap_or_default();
    let parts = [
        scale("back-off", &phase.backoff),
        scale("top sets", &phase.top),
        scale("accessories", &phase.accessories),
        training,
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
