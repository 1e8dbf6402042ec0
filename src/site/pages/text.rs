//! A page in the author's own words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Page;

use super::Frame;

/// A page in the author's own words.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct TextPage<'p> {
    #[serde(flatten)]
    frame: Frame,
    /// Its title.
    title: &'p str,
    /// What it says.
    #[schemars(extend("format" = "markdown"))]
    text: &'p str,
}

pub(in crate::site) fn text_page(frame: Frame, page: &Page) -> TextPage<'_> {
    TextPage { frame, title: &page.title, text: &page.text }
}
