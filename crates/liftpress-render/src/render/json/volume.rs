//! The volume of a plan as JSON.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::model::Word;
use crate::plan::{Plan, Volume, Week, Zone};
use crate::units::{Halves, Percent, Unit};

use super::number;

#[derive(Serialize, JsonSchema)]
pub(super) struct PhaseRecord<'p> {
    phase: &'p str,
    goal: Option<&'static str>,
    cycle: u16,
    from_week: u16,
    to_week: u16,
    volume: VolumeRecord,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct VolumeRecord {
    sets: u32,
    top: u32,
    backoff: u32,
    accessory: u32,
    #[schemars(with = "BTreeMap<&'static str, f64>")]
    muscles: BTreeMap<&'static str, Value>,
    #[schemars(with = "f64")]
    tonnage: Value,
    tonnage_sets: u32,
    estimate: bool,
    #[schemars(with = "f64")]
    lifts: Value,
    #[schemars(with = "BTreeMap<&'static str, f64>")]
    lifts_by_zone: BTreeMap<&'static str, Value>,
    #[schemars(with = "Option<f64>")]
    mean_intensity: Value,
    #[schemars(with = "Option<f64>")]
    peak_intensity: Value,
}

impl VolumeRecord {
    pub(super) fn new(volume: &Volume, units: Unit) -> Self {
        let halves = |halves: Halves| number(&halves.to_string());
        let percent = |percent: Option<Percent>| percent.map_or(Value::Null, |percent| number(&percent.number()));
        let zone = |zone: &Zone| (zone.word(), halves(volume.zones.get(zone).copied().unwrap_or_default()));
        Self {
            sets: volume.sets(),
            top: volume.top,
            backoff: volume.backoff,
            accessory: volume.accessory,
            muscles: volume.muscles.iter().map(|(muscle, sets)| (muscle.word(), halves(*sets))).collect(),
            tonnage: number(&volume.tonnage.in_unit(units)),
            tonnage_sets: volume.weighed,
            estimate: volume.estimate,
            lifts: halves(volume.lifts),
            lifts_by_zone: Zone::ALL.iter().map(zone).collect(),
            mean_intensity: percent(volume.mean_intensity().map(|mean| mean.rounded_to(Percent::tenths(1)))),
            peak_intensity: percent(volume.peak),
        }
    }
}

/// Returns the phases in order, each with its volume. `of_weeks` has the volume of each week of the plan.
pub(super) fn phases<'p>(plan: &'p Plan<'_>, of_weeks: &[Volume]) -> Vec<PhaseRecord<'p>> {
    let mut rest = of_weeks.iter();
    let record = |weeks: &'p [Week<'_>]| {
        let (first, last) = (weeks.first()?, weeks.last()?);
        Some(PhaseRecord {
            phase: &first.phase.name,
            goal: first.phase.goal.map(Word::word),
            cycle: first.cycle,
            from_week: first.number,
            to_week: last.number,
            volume: VolumeRecord::new(&rest.by_ref().take(weeks.len()).cloned().sum(), plan.units),
        })
    };
    plan.phases().filter_map(record).collect()
}
