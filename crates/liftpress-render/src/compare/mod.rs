//! Compares two versions of a site and describes the changes in a coach's words.
//!
//! A change that is the same in several weeks is reported only once. If a change affects the weights of other sets, as
//! a new training max does, the new weights are reported once for each exercise.
//!
//! `site` and `program` compare whole sites and programs. `sheet` lists the sets of a plan. `align`, `pairs` and
//! `weeks` match the parts of both versions, and `gather` collects the changes. `facts`, `lifters` and `volume` compare
//! everything outside of sets.

mod align;
mod facts;
mod gather;
mod lifters;
mod pairs;
mod program;
mod sets;
mod sheet;
mod site;
mod volume;
mod weeks;

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::Severity;
use crate::model::Slug;

pub use sheet::plan_lines;
pub use site::{Focus, Sides, Whose, compare_sites, typical_lifter};

/// The differences between two versions of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Comparison {
    /// Differences that affect all programs: rounding, the RPE chart, exercises.
    pub facts: Vec<Fact>,
    /// The programs that differ, sorted by name.
    pub programs: Vec<ProgramComparison>,
    /// The lifters who differ, sorted by name.
    pub lifters: Vec<LifterComparison>,
}

impl Comparison {
    /// Returns whether the two versions are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.programs.is_empty() && self.lifters.is_empty()
    }
}

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// The item is only in the new version.
    Added,
    /// The item is only in the old version.
    Removed,
    /// The item is in another place.
    Moved,
    /// The item differs between the versions.
    Changed,
}

/// The differences between two versions of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgramComparison {
    /// The slug of the program. For a removed program, it is the old slug.
    pub slug: String,
    /// The old slug of the program; null if the program was not renamed.
    pub renamed_from: Option<String>,
    /// The title of the program.
    pub title: String,
    /// Whether the program was added, removed or changed.
    pub sign: Sign,
    /// The maxes that the weights are calculated from: `maxes of 100 kg`, or the name of the lifter who has them.
    pub weights_of: String,
    /// The names of the lifters who train the program.
    pub trained_by: Vec<String>,
    /// The version that has errors, so that weeks cannot be compared: `old`, `new` or `both`; empty if both versions
    /// are readable.
    pub unreadable: &'static str,
    /// The differences outside of the program's weeks.
    pub facts: Vec<Fact>,
    /// The differences in the program's weeks.
    pub changes: Vec<Change>,
    /// The weeks whose volume differs.
    pub volume: Vec<VolumeChange>,
    /// Both versions of each week that differs.
    pub weeks: Vec<WeekPair>,
    /// The diagnostics of the new version that the old version does not have.
    #[serde(rename = "told")]
    pub reported: Vec<Finding>,
    /// The diagnostics of the old version that the new version does not have.
    #[serde(rename = "settled")]
    pub resolved: Vec<Finding>,
}

impl ProgramComparison {
    /// Returns a comparison with no differences yet.
    fn of(slug: &Slug, title: &str, sign: Sign) -> Self {
        Self {
            slug: slug.to_string(),
            renamed_from: None,
            title: title.to_owned(),
            sign,
            weights_of: String::new(),
            trained_by: Vec::new(),
            unreadable: "",
            facts: Vec::new(),
            changes: Vec::new(),
            volume: Vec::new(),
            weeks: Vec::new(),
            reported: Vec::new(),
            resolved: Vec::new(),
        }
    }

    /// Returns whether the comparison has nothing to report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sign == Sign::Changed
            && self.renamed_from.is_none()
            && self.unreadable.is_empty()
            && self.facts.is_empty()
            && self.changes.is_empty()
            && self.reported.is_empty()
            && self.resolved.is_empty()
    }
}

/// The differences between two versions of a lifter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LifterComparison {
    /// The slug of the lifter.
    pub slug: String,
    /// The name of the lifter.
    pub name: String,
    /// Whether the lifter was added, removed or changed.
    pub sign: Sign,
    /// The differences outside of the lifter's booklets.
    pub facts: Vec<Fact>,
    /// The differences in the lifter's booklets, if these were requested.
    pub booklets: Vec<ProgramComparison>,
}

/// A value that differs between the versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// What differs: `training max`.
    pub what: String,
    /// The old value; empty if the old version has none.
    pub old: String,
    /// The new value; empty if the new version has none.
    pub new: String,
}

/// A change, with all the weeks that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Runs of consecutive weeks, each as its first and its last week. The weeks are those of the new version; for a
    /// removed week, they are those of the old version.
    pub weeks: Vec<(u16, u16)>,
    /// The name of the day; empty if the change is about whole weeks.
    pub day: String,
    /// The kind of change.
    pub sign: Sign,
    /// What changed: `Paused bench press, back-off`, `day`, `week`.
    pub what: String,
    /// The text in the old version; empty if the change is an addition.
    pub old: String,
    /// The text in the new version; empty if the change is a removal.
    pub new: String,
    /// Whether only weights differ, because of another change.
    pub follows: bool,
    /// The choices for which the change exists; empty if the change exists with the default choices.
    pub only_with: String,
}

/// The change in volume of some weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VolumeChange {
    /// Runs of consecutive weeks, each as its first and its last week.
    pub weeks: Vec<(u16, u16)>,
    /// The figures that differ, in this order: sets, tonnage and mean intensity.
    pub figures: Vec<Figure>,
}

/// A figure of the weekly volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figure {
    /// The name of the figure: `sets`, `tonnage` or `mean intensity`.
    pub what: &'static str,
    /// The old value; empty if the old version has none.
    pub old: String,
    /// The new value; empty if the new version has none.
    pub new: String,
    /// The change as a percentage of the old value: `+8%`; empty if the old value is zero, or is itself a percentage.
    pub by: String,
}

/// Both versions of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeekPair {
    /// The week in the old version; null if that version does not have the week.
    pub old: Option<WeekShown>,
    /// The week in the new version; null if that version does not have the week.
    pub new: Option<WeekShown>,
}

/// A week of one version, shown next to the same week of the other version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeekShown {
    /// The number of the week.
    pub number: u16,
    /// The name of the week's phase.
    pub phase: String,
    /// The days of the week.
    pub days: Vec<DayShown>,
}

/// A day of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DayShown {
    /// The name of the day.
    pub name: String,
    /// The exercises of the day.
    pub rows: Vec<RowShown>,
}

/// An exercise of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowShown {
    /// The name of the exercise.
    pub exercise: String,
    /// The role of the exercise: `top set`, `back-off` or `accessory`.
    pub role: String,
    /// The sets of the exercise, in words.
    pub sets: String,
    /// The kind of change; null if the exercise did not change.
    pub sign: Option<Sign>,
}

/// A diagnostic about a program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Finding {
    /// The severity of the diagnostic: `error`, `warning` or `advice`.
    pub severity: &'static str,
    /// The code of the diagnostic.
    pub code: String,
    /// The message of the diagnostic.
    pub message: String,
}

impl Finding {
    fn of(diagnostic: &crate::diagnostic::Diagnostic) -> Self {
        let severity: Severity = diagnostic.severity;
        Self { severity: severity.name(), code: diagnostic.code.to_string(), message: diagnostic.message.clone() }
    }
}
