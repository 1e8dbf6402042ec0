//! The content of a plan's charts, in exact numbers and in words. `render/chart` draws them.

mod figures;
mod muscles;
mod trend;
mod weekly;

use crate::plan::{Plan, Volume};
use crate::units::{Percent, Range};

use super::words::Wording;

pub(super) use figures::figures;

/// A chart of a plan, with a description for readers who cannot see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The name that distinguishes it from the booklet's other charts: `sets`, `muscles-2`. It may be part of an
    /// anchor.
    pub name: String,
    /// What the chart shows: `Sets a week`.
    pub title: String,
    /// The chart in words, in whole sentences.
    pub description: String,
    /// The content to draw.
    pub picture: Picture,
}

/// The content of a chart, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// An amount for each week, as bars that start at zero.
    Bars(Weekly<u64>),
    /// Shares of the 1RM for each week, as dots; `None` for a week without a known share.
    Dots(Weekly<Option<Percent>>),
    /// Muscle groups, as a table of bars.
    Table(BarTable),
}

/// Values for each week of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekly<V> {
    /// The unit of the values: `sets`, `kg`, `% of 1RM`.
    pub unit: String,
    /// The heading of the week numbers: `week`.
    pub week: String,
    /// The numbers of the weeks, in order.
    pub weeks: Vec<u16>,
    /// The phases of these weeks, in order; empty if there is only one.
    pub phases: Vec<Band>,
    /// The series. Bars are stacked, the first series at the bottom.
    pub series: Vec<Series<V>>,
}

/// A run of weeks that belong to one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The name of the phase, or else its goal; empty if it has neither.
    pub name: String,
    /// The number of weeks.
    pub weeks: usize,
}

/// A value for each week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series<V> {
    /// Its name, such as `back-off`; empty if the chart's title is enough.
    pub name: String,
    /// How much it stands out.
    pub emphasis: Emphasis,
    /// A value for each week.
    pub values: Vec<V>,
}

/// How much a series stands out. A role has the same emphasis in all charts, and is recognizable without color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// For top sets and the heaviest weight.
    Strong,
    /// The bulk of the work.
    Medium,
    /// For the rest.
    Weak,
}

/// A row for each muscle group, and a column for each phase if phases differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarTable {
    /// The unit of [`BarColumn::weeks`]: `week`.
    pub week: String,
    /// The columns.
    pub columns: Vec<BarColumn>,
    /// The muscle groups, the most trained one first.
    pub rows: Vec<BarRow>,
    /// The largest value in tenths, over all charts that share these rows.
    pub largest: u64,
}

/// A column of [`BarTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarColumn {
    /// The name of the phase; empty if there is only one column.
    pub name: String,
    /// Its weeks: `1–4`; empty for a column of all weeks, or of weeks that are not in a row.
    pub weeks: String,
}

/// A muscle group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarRow {
    /// Its name: `Front delts`.
    pub name: String,
    /// A value for each column.
    pub cells: Vec<BarCell>,
}

/// Sets per week, on average.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarCell {
    /// In tenths of a set.
    pub tenths: u64,
    /// The number as it is printed: `12`, `7.5`.
    pub text: String,
}

/// Returns the charts of a plan, without empty ones. `volumes` has the volume of each week.
pub(super) fn charts(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Vec<Chart> {
    let weekly = [weekly::sets, weekly::tonnage, weekly::intensity].map(|chart| chart(plan, volumes, words));
    weekly.into_iter().flatten().chain(muscles::muscles(plan, volumes, words)).collect()
}

/// Rounds to the nearest whole percent, as percentages are printed.
fn whole_percent(share: Percent) -> Percent {
    share.rounded_to(Percent::whole(1))
}

fn said_percent(share: Percent, words: Wording<'_>) -> String {
    words.percents(Range::one(whole_percent(share)))
}
