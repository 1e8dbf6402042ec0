//! Compares two versions of a site and describes the changes in a coach's words.
//!
//! A change that is the same in several weeks is reported once. If it changes other weights, as a new training max
//! does, these are reported once for each exercise.
//!
//! `site` and `program` compare whole sites and programs. `sheet` lists the sets of a plan, `align`, `pairs` and
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
    /// Programs that differ, sorted by name.
    pub programs: Vec<ProgramComparison>,
    /// Lifters who differ, sorted by name.
    pub lifters: Vec<LifterComparison>,
}

impl Comparison {
    /// Returns whether the versions do not differ.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.programs.is_empty() && self.lifters.is_empty()
    }
}

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// It is only in the new version.
    Added,
    /// It is only in the old version.
    Removed,
    /// It is in another place.
    Moved,
    /// It differs.
    Changed,
}

/// The differences between two versions of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgramComparison {
    /// Its slug; of a removed program, the old one.
    pub slug: String,
    /// Its old slug, if it was renamed.
    pub renamed_from: Option<String>,
    /// Its title.
    pub title: String,
    /// Whether it was added, removed or changed.
    pub sign: Sign,
    /// Whose maxes the weights are calculated from: `maxes of 100 kg`, or the name of a lifter.
    pub weights_of: String,
    /// The names of the lifters who train it.
    pub trained_by: Vec<String>,
    /// Which version has errors, so that its weeks cannot be compared: `old`, `new` or `both`; empty if neither has.
    pub unreadable: &'static str,
    /// Differences outside of its weeks.
    pub facts: Vec<Fact>,
    /// Differences in its weeks.
    pub changes: Vec<Change>,
    /// The weeks whose volume differs.
    pub volume: Vec<VolumeChange>,
    /// Both versions of each week that differs.
    pub weeks: Vec<WeekPair>,
    /// Diagnostics of the new version that the old one does not have.
    #[serde(rename = "told")]
    pub reported: Vec<Finding>,
    /// Diagnostics of the old version that the new one does not have.
    #[serde(rename = "settled")]
    pub resolved: Vec<Finding>,
}

impl ProgramComparison {
    /// Returns a comparison without any difference.
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

    /// Returns whether there is nothing to report.
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
    /// Their slug.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// Whether they were added, removed or changed.
    pub sign: Sign,
    /// Differences outside of their booklets.
    pub facts: Vec<Fact>,
    /// Differences in their booklets, if these were asked for.
    pub booklets: Vec<ProgramComparison>,
}

/// A value that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// What differs: `training max`.
    pub what: String,
    /// The old value; empty if there was none.
    pub old: String,
    /// The new value; empty if there is none.
    pub new: String,
}

/// A change, in all weeks that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Runs of weeks, as first and last week. They are weeks of the new version, or of the old version for a removed
    /// week.
    pub weeks: Vec<(u16, u16)>,
    /// The day; empty if the change is about whole weeks.
    pub day: String,
    /// The kind of change.
    pub sign: Sign,
    /// What changed: `Paused bench press, back-off`, `day`, `week`.
    pub what: String,
    /// The old text; empty if it was added.
    pub old: String,
    /// The new text; empty if it was removed.
    pub new: String,
    /// Whether only weights differ, as a result of another change.
    pub follows: bool,
    /// The choices with which the change shows; empty if it shows with the defaults.
    pub only_with: String,
}

/// The volume of some weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VolumeChange {
    /// Runs of weeks, as first and last week.
    pub weeks: Vec<(u16, u16)>,
    /// The figures that differ, in this order: sets, tonnage, mean intensity.
    pub figures: Vec<Figure>,
}

/// A figure of a week's volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figure {
    /// What it is: `sets`, `tonnage`, `mean intensity`.
    pub what: &'static str,
    /// The old value; empty if there was none.
    pub old: String,
    /// The new value; empty if there is none.
    pub new: String,
    /// The change in percent of the old value: `+8%`; empty if the old value is zero, or is itself a percentage.
    pub by: String,
}

/// Both versions of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeekPair {
    /// The old week, if any.
    pub old: Option<WeekShown>,
    /// The new week, if any.
    pub new: Option<WeekShown>,
}

/// A week, shown next to its other version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeekShown {
    /// Its number.
    pub number: u16,
    /// The name of its phase.
    pub phase: String,
    /// Its days.
    pub days: Vec<DayShown>,
}

/// A day of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DayShown {
    /// Its name.
    pub name: String,
    /// Its exercises.
    pub rows: Vec<RowShown>,
}

/// An exercise of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowShown {
    /// The exercise.
    pub exercise: String,
    /// `top set`, `back-off` or `accessory`.
    pub role: String,
    /// Its sets, in words.
    pub sets: String,
    /// The kind of change; null if it did not change.
    pub sign: Option<Sign>,
}

/// A diagnostic about a program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Finding {
    /// Its severity: `error`, `warning`, `advice`.
    pub severity: &'static str,
    /// Its code.
    pub code: String,
    /// Its message.
    pub message: String,
}

impl Finding {
    fn of(diagnostic: &crate::diagnostic::Diagnostic) -> Self {
        let severity: Severity = diagnostic.severity;
        Self { severity: severity.name(), code: diagnostic.code.to_string(), message: diagnostic.message.clone() }
    }
}
