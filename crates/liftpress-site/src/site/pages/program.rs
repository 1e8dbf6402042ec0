//! The page of a program.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Labels, Library, Program};

use super::card::{Card, card};
use super::{Frame, Tags};

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

pub(in crate::site) fn program_page(
    frame: Frame,
    program: &Program,
    tags: &Tags<'_>,
    library: &Library,
    labels: &Labels,
) -> ProgramPage {
    ProgramPage { frame, program: card(program, tags, library, labels), lifter: "" }
}
