//! What the picture of a program shows.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::sample_lifter;
use crate::model::{Program, Settings};
use crate::plan::expand;
use crate::site::error::BuildError;
use crate::site::page_builder::Clock;
use crate::site::route::{Route, Subject};
use crate::source::Content;

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

/// The picture that a program's page is previewed with: its work as of no particular lifter.
pub(in crate::site) fn preview(program: &Program) -> Route<'_> {
    let path = format!("site/{}", preview_address(program));
    let route = Route::new(path, "card.typ", Subject::Program(program), move |builder, route| {
        let Content { library, settings, .. } = builder.content;
        let lifter = sample_lifter(program, library);
        let plan = expand(program, &lifter, None, builder.content.basis()).plan;
        let weeks = plan.as_ref().map(|plan| plan.weeks.as_slice()).unwrap_or_default();
        let volumes = weeks.iter().map(|week| week.volume(None));
        let bars = volumes.map(|volume| Bar { top: volume.top, backoff: volume.backoff, accessory: volume.accessory });
        let card = card(program, &builder.parts.tags, library, &settings.labels);
        let preview = Preview { card, bars: bars.collect() };
        let made = Clock::time(&builder.clock.print, || builder.printer.preview(program, &preview));
        Ok(route.file(made.map_err(BuildError::Content)?))
    });
    // What is wrong with the template for one is wrong for most.
    Route { sample: Some("card.png".to_owned()), ..route }
}

/// Whether programs have pictures: previews take their whole address, and Typst makes them.
pub(in crate::site) fn has_previews(settings: &Settings) -> bool {
    settings.base_url.is_some() && cfg!(feature = "pdf")
}

/// Where the picture of a program is, from the site's first page.
pub(super) fn preview_address(program: &Program) -> String {
    format!("programs/{}/card.png", program.slug)
}
