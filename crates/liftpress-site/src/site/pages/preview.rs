//! What the picture of a program shows.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Labels, Library, Program};
use crate::plan::Plan;

use super::Tags;
use super::card::{Card, card};

/// A program at a glance, and its work week by week: what `card.typ` makes a picture of.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Preview {
    #[serde(flatten)]
    card: Card,
    /// The work of each week; empty where the program cannot be worked out for nobody in particular.
    bars: Vec<Bar>,
}

/// The work sets of a week.
#[derive(Debug, Serialize, JsonSchema)]
struct Bar {
    /// Top sets.
    top: u32,
    /// Back-off sets.
    backoff: u32,
    /// Sets that belong to no top set.
    accessory: u32,
}

pub(in crate::site) fn preview(
    program: &Program,
    plan: Option<&Plan<'_>>,
    tags: &Tags<'_>,
    library: &Library,
    labels: &Labels,
) -> Preview {
    let weeks = plan.map(|plan| plan.weeks.as_slice()).unwrap_or_default();
    let volumes = weeks.iter().map(|week| week.volume(None));
    let bars = volumes.map(|volume| Bar { top: volume.top, backoff: volume.backoff, accessory: volume.accessory });
    Preview { card: card(program, tags, library, labels), bars: bars.collect() }
}
