//! The content of a plan's charts, in exact numbers and in words. `render/chart` draws the charts.

mod figures;
mod muscles;
mod trend;
mod weekly;

use crate::plan::{Plan, Volume};
use crate::units::{Percent, Range};

use super::words::Wording;

pub(super) use figures::figures;

/// A chart of a plan, with a description for readers who cannot see the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The name that distinguishes the chart from the other charts of the booklet: `sets`, `muscles-2`. The name may
    /// become part of an anchor.
    pub name: String,
    /// What the chart shows: `Sets a week`.
    pub title: String,
    /// The content of the chart in words, in whole sentences.
    pub description: String,
    /// The content to draw.
    pub picture: Picture,
}

/// The content of a chart, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// An amount for each week, drawn as bars that start at zero.
    Bars(Weekly<u64>),
    /// Percentages of the 1RM for each week, drawn as dots; `None` for a week without a known percentage.
    Dots(Weekly<Option<Percent>>),
    /// The sets for each muscle group, drawn as a table of bars.
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
    /// The phases of these weeks, in order; empty if there is only one phase.
    pub phases: Vec<Band>,
    /// The series. Bars are stacked, with the first series at the bottom.
    pub series: Vec<Series<V>>,
}

/// Consecutive weeks of one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The name of the phase, or else its goal; empty if it has neither.
    pub name: String,
    /// The number of weeks.
    pub weeks: usize,
}

/// One series of values, with a value for each week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series<V> {
    /// The name of the series, such as `back-off`; empty if the title of the chart is enough.
    pub name: String,
    /// How strongly the series is emphasized.
    pub emphasis: Emphasis,
    /// A value for each week.
    pub values: Vec<V>,
}

/// How strongly a series is emphasized. A role has the same emphasis in all charts. The emphasis can be seen without
/// color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// For top sets and the heaviest weight.
    Strong,
    /// For most of the work, such as back-off sets.
    Medium,
    /// For the other work, such as accessories.
    Weak,
}

/// A table with a row for each muscle group and, if phases differ, a column for each phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarTable {
    /// The unit of [`BarColumn::weeks`]: `week`.
    pub week: String,
    /// The columns.
    pub columns: Vec<BarColumn>,
    /// The muscle groups, from the most to the least trained one.
    pub rows: Vec<BarRow>,
    /// The largest value in tenths of a set, in all charts that share these rows.
    pub largest: u64,
}

/// A column of [`BarTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarColumn {
    /// The name of the phase; empty if there is only one column.
    pub name: String,
    /// The weeks of the column: `1–4`; empty if the column has all weeks, or weeks that are not consecutive.
    pub weeks: String,
}

/// A muscle group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarRow {
    /// The name of the muscle group: `Front delts`.
    pub name: String,
    /// A value for each column.
    pub cells: Vec<BarCell>,
}

/// The average number of sets per week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarCell {
    /// The number of sets in tenths.
    pub tenths: u64,
    /// The number of sets as it is printed: `12`, `7.5`.
    pub text: String,
}

/// Returns the charts of a plan. Empty charts are left out. `volumes` has the volume of each week.
pub(super) fn charts(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Vec<Chart> {
    let weekly = [weekly::sets, weekly::tonnage, weekly::intensity].map(|chart| chart(plan, volumes, words));
    weekly.into_iter().flatten().chain(muscles::muscles(plan, volumes, words)).collect()
}

/// Rounds a percentage to the nearest whole percent, as percentages are printed.
fn whole_percent(share: Percent) -> Percent {
    share.rounded_to(Percent::whole(1))
}

fn said_percent(share: Percent, words: Wording<'_>) -> String {
    words.percents(Range::one(whole_percent(share)))
}
