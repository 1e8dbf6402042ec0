//! Builds the preview picture of a program.

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

/// The summary of a program, and the numbers of sets in each week. The template `card.typ` turns them into a picture.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Preview {
    #[serde(flatten)]
    card: Card,
    /// The sets of each week; empty if the program cannot be calculated without a particular lifter.
    bars: Vec<Bar>,
}

/// The number of sets in a week.
#[derive(Debug, Serialize, JsonSchema)]
struct Bar {
    /// Top sets.
    top: u32,
    /// Back-off sets.
    backoff: u32,
    /// Accessory sets.
    accessory: u32,
}

/// Returns the route of a program's preview picture. The picture shows the sets of a sample lifter.
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
    // If the template has an error for one program, it has the error for most programs. So `check` makes only one picture.
    Route { sample: Some("card.png".to_owned()), ..route }
}

/// Whether programs have preview pictures. A link preview needs the whole address of its picture, so the site must have a
/// `base_url`. Typst makes the pictures, so this liftpress must have the feature `pdf`.
pub(in crate::site) fn has_previews(settings: &Settings) -> bool {
    settings.base_url.is_some() && cfg!(feature = "pdf")
}

/// Returns the address of a program's preview picture, relative to the site's first page.
pub(super) fn preview_address(program: &Program) -> String {
    format!("programs/{}/card.png", program.slug)
}
