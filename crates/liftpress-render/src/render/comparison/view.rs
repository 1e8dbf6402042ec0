//! The values that templates get about a comparison: sections with rows, in words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{
    Change, Comparison, Fact, Figure, Finding, LifterComparison, ProgramComparison, Sign, VolumeChange, WeekPair,
};
use crate::diagnostic::one_line;

/// The differences between two versions of a site.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComparisonPage {
    /// The versions, as the user named them: `v1 → v2`.
    pub versions: String,
    /// Differences that affect all programs: rounding, the RPE chart, exercises.
    pub facts: Vec<RowView>,
    /// The programs that differ.
    pub programs: Vec<ProgramView>,
    /// The lifters who differ.
    pub lifters: Vec<LifterView>,
}

/// A program that differs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProgramView {
    /// The slug of the program.
    pub slug: String,
    /// The title of the program.
    pub title: String,
    /// The change of the program as a whole: `new`, `removed` or `renamed from bench-day`; otherwise empty.
    pub became: String,
    /// The line below the title, in words: who trains the program, the maxes that the weights are calculated from, and
    /// which version has errors, if any.
    pub lead: String,
    /// The differences in sections: first the differences outside of weeks, then those of each day in some weeks.
    pub sections: Vec<SectionView>,
    /// The weeks whose volume differs.
    pub volume: Vec<VolumeView>,
    /// Both versions of each week that differs.
    pub weeks: Vec<WeekPair>,
    /// The diagnostics of the new version that the old version does not have.
    #[serde(rename = "told")]
    pub reported: Vec<Finding>,
    /// The diagnostics of the old version that the new version does not have.
    #[serde(rename = "settled")]
    pub resolved: Vec<Finding>,
}

/// A lifter who differs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LifterView {
    /// The slug of the lifter.
    pub slug: String,
    /// The name of the lifter.
    pub name: String,
    /// The change of the lifter as a whole: `new` or `removed`; otherwise empty.
    pub became: String,
    /// The differences outside of the lifter's booklets.
    pub facts: Vec<RowView>,
    /// The differences in the lifter's booklets, if these were requested.
    pub booklets: Vec<ProgramView>,
}

/// Rows under a common heading.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SectionView {
    /// The weeks and the day of the changes: `weeks 1–4 · Bench`; empty for differences outside of weeks.
    pub heading: String,
    /// Whether only weights differ, because of another change.
    pub follows: bool,
    /// The differences, one in each row.
    pub rows: Vec<RowView>,
}

/// A row: one difference.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RowView {
    /// The kind of change: `added`, `removed`, `moved` or `changed`.
    pub sign: Sign,
    /// What differs: `Paused bench press, back-off`.
    pub what: String,
    /// The text in the old version; empty if the old version has none.
    pub old: String,
    /// The text in the new version; empty if the new version has none.
    pub new: String,
}

/// The change in volume of some weeks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VolumeView {
    /// The weeks, in words: `weeks 1–4`.
    pub weeks: String,
    /// The figures that differ: `sets 21 → 23 (+10%)`.
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
        Sign::Removed => "removed",
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
        "both" => "both versions have errors, so their weeks cannot be compared".to_owned(),
        side => format!("the {side} version has errors, so the weeks cannot be compared"),
    };
    let parts: Vec<_> = [trained, weights, unreadable].into_iter().filter(|part| !part.is_empty()).collect();
    ProgramView {
        slug: program.slug.clone(),
        title: one_line(&program.title),
        became: match &program.renamed_from {
            Some(before) => format!("renamed from {before}"),
            None => became(program.sign).to_owned(),
        },
        lead: parts.join("; "),
        sections: sections(program),
        volume: program.volume.iter().map(volume).collect(),
        weeks: program.weeks.clone(),
        reported: program.reported.clone(),
        resolved: program.resolved.clone(),
    }
}

/// Returns the first names, and the number of the names that are left out.
fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let (shown, more) = names.split_at(names.len().min(MOST));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    format!("{}{more}", shown.join(", "))
}

/// Returns the sections: first the facts, then a section for each day in each run of weeks, then the weights that
/// differ because of other changes.
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

/// The words after the numbers of removed weeks.
const OF_OLD: &str = " of the old version";

fn heading(change: &Change) -> String {
    if change.follows {
        return "weights that change as a result".to_owned();
    }
    let mut weeks = weeks(&change.weeks);
    if change.what == "week" && change.sign == Sign::Removed {
        // Removed weeks have the numbers of the old version. All other weeks have the numbers of the new version.
        weeks += OF_OLD;
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
    let version = if is_gone { OF_OLD } else { "" };
    VolumeView { weeks: format!("{}{version}", weeks(&volume.weeks)), figures: figures.collect() }
}

/// Returns runs of consecutive weeks in words: `week 3`, `weeks 1–3, 5`.
pub(super) fn weeks(runs: &[(u16, u16)]) -> String {
    let of = |(first, last): &(u16, u16)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let is_one = matches!(runs, [(first, last)] if first == last);
    format!("week{} {}", if is_one { "" } else { "s" }, runs.iter().map(of).collect::<Vec<_>>().join(", "))
}
