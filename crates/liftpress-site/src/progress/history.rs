//! What a lifter could do over time.

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
    /// From when on it counts: `the start`, a date, or a week of the program.
    pub from: String,
    /// What was recorded: `180 kg`, `TM 167.5 kg`, `100 kg × 5 @ RPE 8`.
    pub record: String,
    /// The 1RM in the lifter's unit, to two decimals, with their own weight where that is lifted too; `null` where nothing
    /// can be taken from the record.
    pub one_rep: Option<String>,
    /// The lifter's unit.
    pub unit: String,
    /// How the 1RM is known: empty where it was given, else by which formula, by the RPE chart, or from a training max.
    pub how: String,
}

/// Every record of a lifter's maxes, by lift, in the order in which they are written.
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
                Err(told) => told.message,
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

/// What maxes come to for the program that the lifter trains last.
pub(super) fn measuring<'c>(content: &'c Content, lifter: &'c Lifter) -> Measuring<'c> {
    let all = Running::all(content, lifter);
    let last = all.iter().max_by_key(|running| (running.last_day(), running.at));
    let (library, settings) = (&content.library, &content.settings);
    Measuring { lifter, library, settings, program: last.map(|running| running.program) }
}

/// `≈116.67 kg`
#[must_use]
pub(super) fn about(measured: &Measured, unit: Unit) -> String {
    let about = if measured.estimated.is_some() { "≈" } else { "" };
    format!("{about}{}", measured.one_rep.with_unit(unit))
}
