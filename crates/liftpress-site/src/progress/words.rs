//! Words maxes and sets for the terminal.

use crate::model::{Lifted, MaxRecord, Measure, Since};
use crate::plan::Measured;
use crate::units::{Mass, Unit};

/// Writes a weight: `100 kg`, `bw + 20 kg`.
pub(super) fn lifted(lifted: Lifted, unit: Unit) -> String {
    match lifted {
        Lifted::Weight(mass) => mass.with_unit(unit),
        Lifted::Bodyweight(Mass::ZERO) => "bw".to_owned(),
        Lifted::Bodyweight(mass) if mass < Mass::ZERO => format!("bw - {}", (Mass::ZERO - mass).with_unit(unit)),
        Lifted::Bodyweight(mass) => format!("bw + {}", mass.with_unit(unit)),
    }
}

/// Writes a record: `180 kg`, `TM 167.5 kg`, `100 kg × 5 @ RPE 8`.
pub(super) fn measure(measure: Measure, unit: Unit) -> String {
    match measure {
        Measure::OneRep(weight) => lifted(weight, unit),
        Measure::Training(weight) => format!("TM {}", lifted(weight, unit)),
        Measure::Set { lifted: weight, reps, effort, .. } => {
            let effort = effort.map(|effort| format!(" @ RPE {effort}")).unwrap_or_default();
            format!("{} × {reps}{effort}", lifted(weight, unit))
        }
    }
}

/// Writes a record. If the record is a set, the estimated 1RM comes first: `≈123.3 kg (100 kg × 5 @ RPE 8)`.
pub(super) fn record(record: &MaxRecord, measured: Option<&Measured>, units: Unit) -> String {
    let words = measure(record.measure, record.unit);
    match (record.measure, measured) {
        (Measure::Set { .. }, Some(measured)) if measured.estimated.is_some() => {
            format!("≈{} ({words})", measured.one_rep.with_unit(units))
        }
        _ => words,
    }
}

/// Writes the time from which a record counts: `the start`, `2026-12-21`, `week 5`.
pub(super) fn since(since: Since) -> String {
    match since {
        Since::Always => "the start".to_owned(),
        Since::Date(date) => date.to_string(),
        Since::Week(week) => format!("week {week}"),
    }
}
