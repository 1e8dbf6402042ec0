//! Lists a lifter's maxes over time (`liftpress maxes list`).

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::{Lifter, Slug, Word};
use crate::plan::{EstimatedFrom, Measured, Measuring};
use crate::source::Content;
use crate::units::Unit;

use super::running::Running;
use super::words;

/// One record of one lift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryRow {
    /// The slug of the lift.
    pub lift: String,
    /// The time from which the record counts: `the start`, a date, or a week of the program.
    pub from: String,
    /// The record: `180 kg`, `TM 167.5 kg`, `100 kg × 5 @ RPE 8`.
    pub record: String,
    /// The 1RM in the lifter's unit, to two decimals. For a bodyweight lift it includes the lifter's bodyweight. `null` if it cannot be
    /// calculated.
    pub one_rep: Option<String>,
    /// The lifter's unit.
    pub unit: String,
    /// The source of the 1RM: a formula, the RPE chart, or the training max; empty if the record is a 1RM.
    pub how: String,
}

/// Returns every record of a lifter's maxes, by lift, in the order of the file.
#[must_use]
pub fn history(content: &Content, lifter: &Lifter) -> Vec<HistoryRow> {
    let measuring = measuring(content, lifter);
    let records = lifter.maxes.iter().flat_map(|(lift, max)| max.records.iter().map(move |record| (lift, record)));
    let row = |(lift, record): (&Slug, _)| {
        let measured: Result<Measured, Diagnostic> = measuring.measure(lift, record);
        HistoryRow {
            lift: lift.to_string(),
            from: words::since(record.since),
            record: words::measure(record.measure, record.unit),
            one_rep: measured.as_ref().ok().map(|measured| measured.one_rep.in_unit(lifter.units)),
            unit: lifter.units.to_string(),
            how: match measured {
                Ok(measured) => measured.estimated.map(how).unwrap_or_default(),
                Err(error) => error.message,
            },
        }
    };
    records.map(row).collect()
}

fn how(estimated: EstimatedFrom) -> String {
    match estimated {
        EstimatedFrom::Training(_) => "from the training max".to_owned(),
        EstimatedFrom::Set { formula: None, .. } => "by the RPE chart".to_owned(),
        EstimatedFrom::Set { formula: Some(formula), .. } => format!("by {}", formula.word()),
    }
}

/// Returns the settings for calculating maxes in the lifter's latest program.
pub(super) fn measuring<'c>(content: &'c Content, lifter: &'c Lifter) -> Measuring<'c> {
    let all = Running::all(content, lifter);
    let last = all.iter().max_by_key(|running| (running.last_day(), running.at));
    let (library, settings) = (&content.library, &content.settings);
    Measuring { lifter, library, settings, program: last.map(|running| running.program) }
}

/// Writes a 1RM for the terminal, with `≈` if it is estimated: `≈116.67 kg`.
#[must_use]
pub(super) fn about(measured: &Measured, unit: Unit) -> String {
    let about = if measured.estimated.is_some() { "≈" } else { "" };
    format!("{about}{}", measured.one_rep.with_unit(unit))
}
