//! Compares two versions of a program, calculated for the same lifter.

use crate::booklet::Wording;
use crate::check::combinations;
use crate::model::{Assignment, Basis, Choices, Chosen, Labels, Lifter, Program, ProgramOption};
use crate::plan::{Plan, expand};

use super::facts::program_facts;
use super::gather::{WEEK, changes};
use super::sheet::{WeekSheet, role_name, sheets};
use super::volume::volume_changes;
use super::weeks::{DayMatch, WeekMatch, WorkMatch, match_weeks};
use super::{Change, DayShown, ProgramComparison, RowShown, Sign, WeekPair, WeekShown};

/// A version of a program, and the lifter for whom it is calculated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edition<'c> {
    /// The program.
    pub(super) program: &'c Program,
    /// The settings and exercises of its site.
    pub(super) basis: Basis<'c>,
    /// The lifter.
    pub(super) lifter: &'c Lifter,
    /// The lifter's assignment of the program; `None` if the default choices apply.
    pub(super) assignment: Option<&'c Assignment>,
}

/// Returns the differences between two versions of a program, except those in their diagnostics. If a version cannot be
/// calculated, only the facts are compared.
pub(super) fn compare_programs(old: Edition<'_>, new: Edition<'_>) -> ProgramComparison {
    let labels = Labels::default();
    let words = Wording { labels: &labels, unit: new.lifter.units };
    let facts = program_facts(old.program, new.program, [old.basis, new.basis]);
    let mut found = ProgramComparison {
        renamed_from: (old.program.slug != new.program.slug).then(|| old.program.slug.to_string()),
        facts,
        ..ProgramComparison::of(&new.program.slug, &new.program.title, Sign::Changed)
    };
    let chosen = |choices: &Choices| [old, new].map(|version| choosing(version, choices));
    let plain = chosen(&Choices::new());
    match plans([old, new], &plain) {
        [Some(old), Some(new)] => {
            let (old, new) = (sheets(&old, words), sheets(&new, words));
            let matched = match_weeks(&old, &new);
            found.changes = changes(&matched);
            found.volume = volume_changes(&matched, words);
            found.weeks = matched.iter().filter_map(pair).collect();
        }
        [old, new] => found.unreadable = with_mistakes(old.is_some(), new.is_some()),
    }
    // A lifter with an assignment has already chosen, so other choices are not compared.
    let others = if new.assignment.is_some() { Vec::new() } else { other_choices([old.program, new.program]) };
    for (choices, name) in others {
        let assignments = chosen(&choices);
        if let [Some(old), Some(new)] = plans([old, new], &assignments) {
            let (old, new) = (sheets(&old, words), sheets(&new, words));
            let more = changes(&match_weeks(&old, &new)).into_iter().filter(|change| change.what != WEEK);
            let more = more.map(|change| Change { only_with: name.clone(), ..change });
            let more: Vec<_> =
                more.filter(|change| !found.changes.iter().any(|known| is_same(known, change))).collect();
            found.changes.extend(more);
        }
    }
    found
}

fn is_same(known: &Change, change: &Change) -> bool {
    *known == Change { only_with: known.only_with.clone(), ..change.clone() }
}

/// Returns the version's assignment with `choices` in place of its own, as far as the program of this version has these
/// choices.
fn choosing(version: Edition<'_>, choices: &Choices) -> Assignment {
    let program = version.program;
    let own = version.assignment.cloned().unwrap_or_else(|| Assignment::choosing(program, Choices::new()));
    let known = choices.iter().filter(|(option, chosen)| {
        program
            .options
            .iter()
            .any(|known| known.slug == **option && known.choices.iter().any(|choice| choice.slug == chosen.choice))
    });
    let options =
        own.options.clone().into_iter().chain(known.map(|(option, chosen)| (option.clone(), chosen.clone()))).collect();
    Assignment { options, ..own }
}

/// Returns which of the two versions have errors and therefore cannot be calculated; empty if none has.
pub(super) fn with_mistakes(is_old_fine: bool, is_new_fine: bool) -> &'static str {
    match (is_old_fine, is_new_fine) {
        (true, true) => "",
        (false, true) => "old",
        (true, false) => "new",
        (false, false) => "both",
    }
}

fn plans<'p>(versions: [Edition<'p>; 2], assignments: &'p [Assignment; 2]) -> [Option<Plan<'p>>; 2] {
    let [old, new] = versions;
    let [before, after] = assignments;
    let plan = |version: Edition<'p>, assignment| {
        expand(version.program, version.lifter, Some(assignment), version.basis).plan
    };
    [plan(old, before), plan(new, after)]
}

/// Returns the combinations of options that differ from the defaults of a version, each with a description.
fn other_choices(programs: [&Program; 2]) -> Vec<(Choices, String)> {
    let mut found: Vec<(Choices, String)> = Vec::new();
    for program in programs {
        for choices in combinations(program) {
            let is_default = |option: &ProgramOption, chosen: &Chosen| {
                option.choices.get(option.default).is_some_and(|default| default.slug == chosen.choice)
            };
            let chosen = choices.iter().filter(|(slug, chosen)| {
                program.options.iter().any(|option| option.slug == **slug && !is_default(option, chosen))
            });
            let name =
                chosen.map(|(option, chosen)| format!("{option}: {}", chosen.choice)).collect::<Vec<_>>().join(", ");
            if !name.is_empty() && !found.iter().any(|(_, known)| *known == name) {
                found.push((choices, name));
            }
        }
    }
    // Combinations with few choices come first, so that a change is reported with as few choices as possible.
    found.sort_by_key(|(_, name)| name.matches(", ").count());
    found
}

/// Returns both versions of a week if they differ.
fn pair(week: &WeekMatch<'_, '_>) -> Option<WeekPair> {
    let is_one_sided = week.old.is_none() || week.new.is_none();
    let shown = |sheet: Option<&WeekSheet<'_>>, side: Side| {
        sheet.map(|sheet| WeekShown {
            number: sheet.number,
            phase: sheet.phase.name.clone(),
            days: if is_one_sided {
                sheet.days.iter().map(|day| whole_day(day, side)).collect()
            } else {
                days(&week.days, side)
            },
        })
    };
    let found = WeekPair { old: shown(week.old, Side::Old), new: shown(week.new, Side::New) };
    let days = found.old.iter().chain(&found.new).flat_map(|week| &week.days);
    let differs = days.flat_map(|day| &day.rows).any(|row| row.sign.is_some());
    let is_renamed = week.days.iter().any(|day| day.old.map(|day| day.name) != day.new.map(|day| day.name));
    (differs || is_one_sided || is_renamed).then_some(found)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

impl Side {
    fn alone(self) -> Sign {
        match self {
            Self::Old => Sign::Removed,
            Self::New => Sign::Added,
        }
    }
}

fn days(matched: &[DayMatch<'_, '_>], side: Side) -> Vec<DayShown> {
    let shown = |day: &DayMatch<'_, '_>| {
        let sheet = match side {
            Side::Old => day.old,
            Side::New => day.new,
        }?;
        if day.old.is_none() || day.new.is_none() {
            return Some(whole_day(sheet, side));
        }
        let row = |work: &WorkMatch<'_, '_>| {
            let own = match side {
                Side::Old => work.old,
                Side::New => work.new,
            }?;
            let sign = match (work.old, work.new) {
                (Some(old), Some(new)) if work.moved.is_none() => {
                    let is_same =
                        old.exercise.slug == new.exercise.slug && old.sets == new.sets && old.details == new.details;
                    (!is_same).then_some(Sign::Changed)
                }
                (Some(_), Some(_)) => Some(Sign::Moved),
                _ => Some(side.alone()),
            };
            Some(RowShown { sign, ..row(own) })
        };
        Some(DayShown { name: sheet.name.to_owned(), rows: day.work.iter().filter_map(row).collect() })
    };
    matched.iter().filter_map(shown).collect()
}

fn whole_day(day: &super::sheet::DaySheet<'_>, side: Side) -> DayShown {
    let rows = day.work.iter().map(|work| RowShown { sign: Some(side.alone()), ..row(work) });
    DayShown { name: day.name.to_owned(), rows: rows.collect() }
}

fn row(work: &super::sheet::Work<'_>) -> RowShown {
    let sets: Vec<_> = work.sets.iter().map(|sets| super::sets::over_weeks(&[sets])).collect();
    let role = role_name(work.role).to_owned();
    RowShown { exercise: work.exercise.name.clone(), role, sets: sets.join(", "), sign: None }
}
