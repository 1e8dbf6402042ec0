//! The page of a program.

use schemars::JsonSchema;
use serde::Serialize;

use crate::booklet::blank;
use crate::model::Program;
use crate::render::{first_paragraph, plain_text};
use crate::site::digest::Digest;
use crate::site::error::BuildError;
use crate::site::inputs::Inputs;
use crate::site::page_builder::{Clock, PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;
use crate::source::Content;

use super::card::{Card, card};
use super::preview::preview_address;
use super::{Frame, Head, has_previews};

/// A program, for any visitor.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ProgramPage {
    #[serde(flatten)]
    frame: Frame,
    /// The program at a glance.
    program: Card,
    /// Nobody, for the days' templates.
    lifter: &'static str,
}

impl<'c> PageKind<'c> for &'c Program {
    fn path(&self) -> String {
        format!("site/programs/{}/index.html", self.slug)
    }

    fn template(&self) -> &'static str {
        "program.html"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        let Content { library, settings, .. } = builder.content;
        let frame = builder.frame(self);
        let root = frame.root().to_owned();
        let program = card(self, &builder.parts.tags, library, &settings.labels);
        let page = ProgramPage { frame, program, lifter: "" };
        let filled = || {
            let blank = blank(self, builder.content.basis());
            builder.renderer.page(self.template(), &builder.renderer.program(&page, &root, blank)?)
        };
        Ok(self.file(Clock::time(&builder.clock.render, filled)?))
    }

    fn head(&self, content: &Content) -> Head {
        let has_preview = has_previews(&content.settings);
        let picture = if has_preview { preview_address(self) } else { String::new() };
        Head { picture, ..Head::titled(&self.title, plain_text(first_paragraph(&self.summary))) }
    }

    fn inputs(&self, inputs: &Inputs<'_>) -> Digest {
        // The address of a tag may depend on the tags of other programs.
        let around = (Frame::of(self, inputs.content, inputs.parts), inputs.parts.tags.links(self));
        inputs.of_program_with(self, &around)
    }
}
