//! Options: what a lifter or a visitor may choose.

use schemars::JsonSchema;

use super::maps::ByName;
use super::values::{Slug, Text, TextOrNothing};

/// Something to choose, so that one program serves many.
#[derive(JsonSchema)]
#[schemars(rename = "Option", deny_unknown_fields)]
pub(super) struct ProgramOption {
    /// Its name for people. Default: its slug in words.
    name: Option<Text>,
    /// What there is to choose from: `[bbb, fsl]`, or with names for people `{bbb: Boring but big, fsl: First set last}`.
    choices: Option<Choices>,
    /// What is taken where nothing is chosen. Default: the first choice.
    default: Option<Slug>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Choices {
    List(Vec<Slug>),
    Named(ByName<TextOrNothing>),
}
