//! What a change of programs means: two versions of a plan, week by week and set by set, and what there is to say of them in
//! a coach's words.
//!
//! A change is told once for all weeks that it is the same in. What only follows from another, such as every weight after a
//! new training max, is told once for each exercise.

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

/// Everything that two versions of a site differ in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Comparison {
    /// What is true of all programs: rounding, the RPE chart, exercises.
    pub facts: Vec<Fact>,
    /// Programs that are not the same, by name.
    pub programs: Vec<ProgramComparison>,
    /// Lifters that are not the same, by name.
    pub lifters: Vec<LifterComparison>,
}

impl Comparison {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.programs.is_empty() && self.lifters.is_empty()
    }
}

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is somewhere else.
    Moved,
    /// It is another.
    Changed,
}

/// Two versions of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgramComparison {
    /// Its name in files; of one that is gone, the old one.
    pub slug: String,
    /// Its name before, if it had another.
    pub renamed_from: Option<String>,
    /// Its name for people.
    pub title: String,
    /// What became of it.
    pub sign: Sign,
    /// Whose weights are shown: `maxes of 100 kg`.
    pub weights_of: String,
    /// Who trains it, by name.
    pub trained_by: Vec<String>,
    /// Which version has mistakes, so that its weeks cannot be compared: `old`, `new` or `both`; empty where none has.
    pub unreadable: &'static str,
    /// What is another of the program as such.
    pub facts: Vec<Fact>,
    /// What is another in its weeks.
    pub changes: Vec<Change>,
    /// How much work the weeks are, where that is another.
    pub volume: Vec<VolumeChange>,
    /// The weeks that differ, both versions of each.
    pub weeks: Vec<WeekPair>,
    /// What is to be told of the program that was not before.
    pub told: Vec<Told>,
    /// What was to be told, and is not any more.
    pub settled: Vec<Told>,
}

impl ProgramComparison {
    /// A program of which there is nothing to tell yet.
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
            told: Vec::new(),
            settled: Vec::new(),
        }
    }

    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sign == Sign::Changed
            && self.renamed_from.is_none()
            && self.unreadable.is_empty()
            && self.facts.is_empty()
            && self.changes.is_empty()
            && self.told.is_empty()
            && self.settled.is_empty()
    }
}

/// Two versions of a lifter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LifterComparison {
    /// The name of their folder.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// What became of them.
    pub sign: Sign,
    /// What is another.
    pub facts: Vec<Fact>,
    /// Their booklets, where these were asked for.
    pub booklets: Vec<ProgramComparison>,
}

/// One thing that was one way and is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// What: `training max`.
    pub what: String,
    /// As it was; empty where it was not.
    pub old: String,
    /// As it is; empty where it is gone.
    pub new: String,
}

/// One change, in all weeks in which it is the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Runs of weeks, both ends included: of the new version, or, of what is gone, of the old one.
    pub weeks: Vec<(u16, u16)>,
    /// The day; empty where it is about whole weeks, or about all days.
    pub day: String,
    /// What became of it.
    pub sign: Sign,
    /// What it is about: `Paused bench press, back-off`, `day`, `week`.
    pub what: String,
    /// As it was; empty where it was not.
    pub old: String,
    /// As it is; empty where it is gone.
    pub new: String,
    /// Whether only weights are another, since something else is.
    pub follows: bool,
    /// The choice that it takes to see it; empty where it takes none.
    pub only_with: String,
}

/// How much work some weeks are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VolumeChange {
    /// Runs of weeks, both ends included.
    pub weeks: Vec<(u16, u16)>,
    /// What is counted, in order: sets, tonnage, mean intensity; those alone that are another.
    pub figures: Vec<Figure>,
}

/// One number of a week's work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figure {
    /// What: `sets`, `tonnage`, `mean intensity`.
    pub what: &'static str,
    /// As it was.
    pub old: String,
    /// As it is.
    pub new: String,
    /// By how much, in percent of what it was: `+8%`; empty where it was nothing, or is itself a percentage.
    pub by: String,
}

/// Both versions of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeekPair {
    /// As it was; none where it was not.
    pub old: Option<WeekShown>,
    /// As it is; none where it is gone.
    pub new: Option<WeekShown>,
}

/// A week, to be shown beside another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeekShown {
    /// Its number.
    pub number: u16,
    /// Its phase.
    pub phase: String,
    /// Its days.
    pub days: Vec<DayShown>,
}

/// A day of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DayShown {
    /// Its name.
    pub name: String,
    /// Its work.
    pub rows: Vec<RowShown>,
}

/// One exercise of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowShown {
    /// The exercise.
    pub exercise: String,
    /// `top set`, `back-off` or `accessory`.
    pub role: String,
    /// Its sets, in words.
    pub sets: String,
    /// What became of it; none where it is the same.
    pub sign: Option<Sign>,
}

/// Something that is told of a program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Told {
    /// How bad: `error`, `warning`, `advice`.
    pub severity: &'static str,
    /// What kind of thing.
    pub code: String,
    /// What.
    pub message: String,
}

impl Told {
    fn of(told: &crate::diagnostic::Diagnostic) -> Self {
        let severity: Severity = told.severity;
        Self { severity: severity.name(), code: told.code.to_string(), message: told.message.clone() }
    }
}
