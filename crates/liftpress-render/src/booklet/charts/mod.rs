//! Charts of a plan: what they show, in exact numbers and in words. How they are drawn is for `render` to know.

mod figures;
mod muscles;
mod trend;
mod weekly;

use crate::plan::{Plan, Volume};
use crate::units::{Percent, Range};

use super::words::Wording;

pub(super) use figures::figures;

/// What there is to see of a plan at a glance, and what it says to those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Tells it from the booklet's other charts, as part of an anchor may: `sets`, `muscles-2`.
    pub name: String,
    /// What it shows: `Sets a week`.
    pub title: String,
    /// What there is to see, in whole sentences.
    pub description: String,
    /// What is drawn.
    pub picture: Picture,
}

/// What a chart is drawn of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Amounts of each week, as bars that begin at nothing.
    Bars(Weekly<u64>),
    /// Shares of the 1RM of each week, as dots; where nothing is known of a week, it has none.
    Dots(Weekly<Option<Percent>>),
    /// Muscle groups, as a table of bars.
    Rows(Rows),
}

/// Series over the weeks of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekly<V> {
    /// What is counted: `sets`, `kg`, `% of 1RM`.
    pub unit: String,
    /// What the numbers below the weeks are: `week`.
    pub week: String,
    /// The numbers of the weeks, in order.
    pub weeks: Vec<u16>,
    /// The phases of these weeks, in order; none where there is only one.
    pub phases: Vec<Band>,
    /// What there is of each week. Bars stand upon each other, the first at the bottom.
    pub series: Vec<Series<V>>,
}

/// Weeks in a row that are one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its name, else its goal; empty where it has neither.
    pub name: String,
    /// How many weeks.
    pub weeks: usize,
}

/// A value for each week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series<V> {
    /// What it is: `back-off`; empty where the title says it.
    pub name: String,
    /// How it stands out.
    pub emphasis: Emphasis,
    /// As many as there are weeks.
    pub values: Vec<V>,
}

/// How much a series stands out. It is the same in all charts, and to be seen without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// What leads: top sets, the heaviest weight.
    Strong,
    /// The bulk of the work.
    Medium,
    /// What there is besides.
    Weak,
}

/// A row for each muscle group, a column for each phase if phases differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// What the numbers of [`Column::weeks`] are: `week`.
    pub week: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The muscle groups, from the one that is trained most.
    pub rows: Vec<Row>,
    /// The largest value there is, in tenths, be it in this chart or in another that this one continues.
    pub largest: u64,
}

/// A column of [`Rows`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The phase; empty where there is only one column.
    pub name: String,
    /// Its weeks: `1–4`; empty where they are all, or not in a row.
    pub weeks: String,
}

/// A muscle group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name: `Front delts`.
    pub name: String,
    /// A value for each column.
    pub cells: Vec<Cell>,
}

/// Sets a week, on average.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Tenths of sets.
    pub tenths: u64,
    /// As it is printed: `12`, `7.5`.
    pub text: String,
}

/// The charts of a plan, without those that would show nothing. `volumes` are those of its weeks.
pub(super) fn charts(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Vec<Chart> {
    let weekly = [weekly::sets, weekly::tonnage, weekly::intensity].map(|chart| chart(plan, volumes, words));
    weekly.into_iter().flatten().chain(muscles::muscles(plan, volumes, words)).collect()
}

/// To the nearest whole percent, as it is printed.
fn whole_percent(share: Percent) -> Percent {
    share.rounded_to(Percent::whole(1))
}

fn said_percent(share: Percent, words: Wording<'_>) -> String {
    words.percents(Range::one(whole_percent(share)))
}
