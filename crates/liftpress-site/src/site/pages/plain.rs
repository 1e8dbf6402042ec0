//! Pages that have nothing of their own.

use schemars::JsonSchema;
use serde::Serialize;

use crate::site::error::BuildError;
use crate::site::page_builder::{PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;
use crate::source::Content;

use super::{Frame, Head};

/// A page that has nothing of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct PlainPage {
    #[serde(flatten)]
    frame: Frame,
}

/// The page to search on.
pub(in crate::site) struct Search;

/// The page for addresses that do not exist.
pub(in crate::site) struct NotFound;

impl<'c> PageKind<'c> for Search {
    fn path(&self) -> String {
        "site/search/index.html".to_owned()
    }

    fn template(&self) -> &'static str {
        "search.html"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        builder.page(self, &PlainPage { frame: builder.frame(self) })
    }

    fn head(&self, content: &Content) -> Head {
        Head::titled(content.settings.labels.search(), "")
    }
}

impl<'c> PageKind<'c> for NotFound {
    fn path(&self) -> String {
        "site/404.html".to_owned()
    }

    fn template(&self) -> &'static str {
        "404.html"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        builder.page(self, &PlainPage { frame: builder.frame(self) })
    }

    fn head(&self, content: &Content) -> Head {
        Head::titled(content.settings.labels.nothing_here(), "")
    }
}
