//! What the picture of a program shows.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::anybody;
use crate::model::{Program, Settings};
use crate::plan::expand;
use crate::site::digest::Digest;
use crate::site::error::BuildError;
use crate::site::inputs::Inputs;
use crate::site::page_builder::{Clock, PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;
use crate::source::Content;

use super::card::{Card, card};

/// A program at a glance, and its work week by week: what `card.typ` makes a picture of.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Picture {
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

/// The picture that a program's page is previewed with.
pub(in crate::site) struct Preview<'c>(pub(in crate::site) &'c Program);

impl<'c> PageKind<'c> for Preview<'c> {
    fn path(&self) -> String {
        format!("site/{}", preview_address(self.0))
    }

    fn template(&self) -> &'static str {
        "card.typ"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        let Content { library, settings, .. } = builder.content;
        let anybody = anybody(self.0, library);
        let plan = expand(self.0, &anybody, None, builder.content.basis()).plan;
        let weeks = plan.as_ref().map(|plan| plan.weeks.as_slice()).unwrap_or_default();
        let volumes = weeks.iter().map(|week| week.volume(None));
        let bars = volumes.map(|volume| Bar { top: volume.top, backoff: volume.backoff, accessory: volume.accessory });
        let card = card(self.0, &builder.parts.tags, library, &settings.labels);
        let picture = Picture { card, bars: bars.collect() };
        let drawn = Clock::time(&builder.clock.print, || builder.printer.preview(self.0, &picture));
        Ok(self.file(drawn.map_err(BuildError::Content)?))
    }

    fn inputs(&self, inputs: &Inputs<'_>) -> Digest {
        inputs.of_program_with(self.0, &())
    }

    /// What is wrong with the template for one is wrong for most.
    fn sample(&self) -> Option<String> {
        Some("card.png".to_owned())
    }
}

/// Whether programs have pictures: previews take their whole address, and Typst makes them.
pub(in crate::site) fn has_previews(settings: &Settings) -> bool {
    settings.base_url.is_some() && cfg!(feature = "pdf")
}

/// Where the picture of a program is, from the site's first page.
pub(super) fn preview_address(program: &Program) -> String {
    format!("programs/{}/card.png", program.slug)
}
