//! Builds the program page, with the calculator.

use schemars::JsonSchema;
use serde::Serialize;

use crate::booklet::blank;
use crate::model::{Program, Settings};
use crate::render::{first_paragraph, plain_text};
use crate::site::page_builder::Clock;
use crate::site::route::{Route, Subject};

use super::card::{Card, card};
use super::preview::{has_previews, preview_address};
use super::{Frame, Head};

/// The program page.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ProgramPage {
    #[serde(flatten)]
    frame: Frame,
    /// The summary of the program.
    program: Card,
    /// The name of the lifter. It is empty here: the templates of days need it, because booklets use them too.
    lifter: &'static str,
}

pub(in crate::site) fn program_page<'c>(program: &'c Program, settings: &'c Settings) -> Route<'c> {
    let path = format!("site/programs/{}/index.html", program.slug);
    let route = Route::new(path, "program.html", Subject::Program(program), move |builder, route| {
        let content = builder.content;
        let (frame, card) =
            (builder.frame(route), card(program, &builder.parts.tags, &content.library, &settings.labels));
        let root = frame.root().to_owned();
        let page = ProgramPage { frame, program: card, lifter: "" };
        let filled = || {
            let filling = builder.renderer.program(&page, &root, blank(program, content.basis()))?;
            builder.renderer.page(route.template, &filling)
        };
        Ok(route.file(Clock::time(&builder.clock.render, filled)?))
    });
    let head = || Head {
        title: program.title.clone(),
        description: plain_text(first_paragraph(&program.summary)),
        picture: if has_previews(settings) { preview_address(program) } else { String::new() },
    };
    Route { head: Some(Box::new(head)), ..route }
}
