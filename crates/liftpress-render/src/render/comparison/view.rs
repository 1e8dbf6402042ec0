//! What templates are given of a comparison: sections of rows, already worded.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{
    Change, Comparison, Fact, Figure, LifterComparison, ProgramComparison, Sign, Told, VolumeChange, WeekPair,
};
use crate::diagnostic::one_line;

/// What two versions of a site differ in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComparisonPage {
    /// Which versions, as they were named: `v1 → v2`.
    pub versions: String,
    /// What is true of all programs: rounding, the RPE chart, exercises.
    pub facts: Vec<RowView>,
    /// Programs that are not the same.
    pub programs: Vec<ProgramView>,
    /// Lifters that are not the same.
    pub lifters: Vec<LifterView>,
}

/// A program that is not the same.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProgramView {
    /// Its name in files.
    pub slug: String,
    /// Its name for people.
    pub title: String,
    /// What became of it, in words: `new`, `gone`, `was bench-day`; empty where it is only changed.
    pub became: String,
    /// Who trains it, and whose weights are shown.
    pub lead: String,
    /// What is another, in sections: the program as such, then by weeks and days.
    pub sections: Vec<SectionView>,
    /// How much work the weeks are.
    pub volume: Vec<VolumeView>,
    /// Both versions of each week that differs.
    pub weeks: Vec<WeekPair>,
    /// What is to be told that was not before.
    pub told: Vec<Told>,
    /// What was to be told, and is not any more.
    pub settled: Vec<Told>,
}

/// A lifter who is not the same.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LifterView {
    /// The name of their folder.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// What became of them: `new`, `gone`; empty where they are only changed.
    pub became: String,
    /// What is another.
    pub facts: Vec<RowView>,
    /// Their booklets, where these were asked for.
    pub booklets: Vec<ProgramView>,
}

/// Some rows with something in common.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SectionView {
    /// What: `weeks 1–4 · Bench`; empty for the program as such.
    pub heading: String,
    /// Whether only weights are another, since something else is.
    pub follows: bool,
    /// Each of them.
    pub rows: Vec<RowView>,
}

/// One thing that is another.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RowView {
    /// `added`, `removed`, `moved` or `changed`.
    pub sign: Sign,
    /// What: `Paused bench press, back-off`.
    pub what: String,
    /// As it was; empty where it was not.
    pub old: String,
    /// As it is; empty where it is gone.
    pub new: String,
}

/// How much work some weeks are.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VolumeView {
    /// Which: `weeks 1–4`.
    pub weeks: String,
    /// Each number that is another: `sets 21 → 23 (+10%)`.
    pub figures: Vec<String>,
}

impl ComparisonPage {
    /// Puts a comparison into words.
    #[must_use]
    pub fn new(comparison: &Comparison, old: &str, new: &str) -> Self {
        Self {
            versions: format!("{old} → {new}"),
            facts: comparison.facts.iter().map(fact).collect(),
            programs: comparison.programs.iter().map(program).collect(),
            lifters: comparison.lifters.iter().map(lifter).collect(),
        }
    }
}

fn lifter(lifter: &LifterComparison) -> LifterView {
    LifterView {
        slug: lifter.slug.clone(),
        name: one_line(&lifter.name),
        became: became(lifter.sign).to_owned(),
        facts: lifter.facts.iter().map(fact).collect(),
        booklets: lifter.booklets.iter().map(program).collect(),
    }
}

fn became(sign: Sign) -> &'static str {
    match sign {
        Sign::Added => "new",
        Sign::Removed => "gone",
        Sign::Moved | Sign::Changed => "",
    }
}

pub(super) fn program(program: &ProgramComparison) -> ProgramView {
    let trained = match program.trained_by.as_slice() {
        [] => String::new(),
        names => format!("trained by {}", listed(names)),
    };
    let has_weights = !program.changes.is_empty() || !program.volume.is_empty();
    let weights = if has_weights { format!("weights for {}", program.weights_of) } else { String::new() };
    let unreadable = match program.unreadable {
        "" => String::new(),
        "both" => "both versions have mistakes, so their weeks cannot be compared".to_owned(),
        side => format!("the {side} version has mistakes, so weeks cannot be compared"),
    };
    let parts: Vec<_> = [trained, weights, unreadable].into_iter().filter(|part| !part.is_empty()).collect();
    ProgramView {
        slug: program.slug.clone(),
        title: one_line(&program.title),
        became: match &program.renamed_from {
            Some(before) => format!("was {before}"),
            None => became(program.sign).to_owned(),
        },
        lead: parts.join("; "),
        sections: sections(program),
        volume: program.volume.iter().map(volume).collect(),
        weeks: program.weeks.clone(),
        told: program.told.clone(),
        settled: program.settled.clone(),
    }
}

/// Some names, and how many more there are.
fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let (shown, more) = names.split_at(names.len().min(MOST));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    format!("{}{more}", shown.join(", "))
}

/// The program as such; then each run of weeks with a day, in the order in which they are met; then what follows.
fn sections(program: &ProgramComparison) -> Vec<SectionView> {
    let mut sections: Vec<SectionView> = Vec::new();
    let facts = program.facts.iter().map(|one| (String::new(), false, fact(one)));
    let changes = program.changes.iter().map(|change| (heading(change), change.follows, change_row(change)));
    for (heading, follows, row) in facts.chain(changes) {
        match sections.iter_mut().find(|section| section.heading == heading) {
            Some(section) => section.rows.push(row),
            None => sections.push(SectionView { heading, follows, rows: vec![row] }),
        }
    }
    sections
}

fn heading(change: &Change) -> String {
    if change.follows {
        return "and the weights that follow".to_owned();
    }
    let mut weeks = weeks(&change.weeks);
    if change.what == "week" && change.sign == Sign::Removed {
        // The others are counted as they are now.
        weeks += " before";
    }
    let with = if change.only_with.is_empty() { String::new() } else { format!(" · with {}", change.only_with) };
    if change.day.is_empty() { format!("{weeks}{with}") } else { format!("{weeks} · {}{with}", change.day) }
}

fn change_row(change: &Change) -> RowView {
    let what = if change.follows {
        let with = if change.only_with.is_empty() { String::new() } else { format!(", with {}", change.only_with) };
        format!("{} · {}, {}{with}", change.what, change.day, weeks(&change.weeks))
    } else {
        change.what.clone()
    };
    RowView { sign: change.sign, what, old: one_line(&change.old), new: one_line(&change.new) }
}

fn fact(fact: &Fact) -> RowView {
    let sign = match (fact.old.is_empty(), fact.new.is_empty()) {
        (true, _) => Sign::Added,
        (_, true) => Sign::Removed,
        _ => Sign::Changed,
    };
    RowView { sign, what: fact.what.clone(), old: one_line(&fact.old), new: one_line(&fact.new) }
}

fn volume(volume: &VolumeChange) -> VolumeView {
    let figures = volume.figures.iter().map(|figure| {
        let Figure { what, old, new, by } = figure;
        match (old.as_str(), new.as_str()) {
            ("", new) => format!("{what} {new}"),
            (old, "") => format!("{what} {old}"),
            (old, new) if by.is_empty() => format!("{what} {old} → {new}"),
            (old, new) => format!("{what} {old} → {new} ({by})"),
        }
    });
    let is_gone = volume.figures.iter().all(|figure| figure.new.is_empty());
    let before = if is_gone { " before" } else { "" };
    VolumeView { weeks: format!("{}{before}", weeks(&volume.weeks)), figures: figures.collect() }
}

/// `week 3`, `weeks 1–3, 5`
pub(super) fn weeks(runs: &[(u16, u16)]) -> String {
    let of = |(first, last): &(u16, u16)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let is_one = matches!(runs, [(first, last)] if first == last);
    format!("week{} {}", if is_one { "" } else { "s" }, runs.iter().map(of).collect::<Vec<_>>().join(", "))
}
