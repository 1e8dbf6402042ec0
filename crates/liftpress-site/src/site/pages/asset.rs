//! Styles and scripts that pages of the site share.

use crate::site::digest::Digest;
use crate::site::error::BuildError;
use crate::site::inputs::Inputs;
use crate::site::page_builder::{PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;

/// A style or a script, by the name of its template.
#[derive(Clone, Copy)]
pub(in crate::site) struct Asset(&'static str);

impl Asset {
    /// The styles and scripts of the site; each is a file in `site/assets/`.
    pub(in crate::site) const ALL: [Self; 11] = [
        Self("site.css"),
        Self("booklet.css"),
        Self("program.css"),
        Self("rules.js"),
        Self("planned.js"),
        Self("visitor.js"),
        Self("filling.js"),
        Self("take-away.js"),
        Self("calculator.js"),
        Self("gallery.js"),
        Self("search.js"),
    ];
}

impl<'c> PageKind<'c> for Asset {
    fn path(&self) -> String {
        format!("site/assets/{}", self.0)
    }

    fn template(&self) -> &'static str {
        self.0
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        Ok(self.file(builder.renderer.asset(self.0)?.into_bytes()))
    }

    fn inputs(&self, inputs: &Inputs<'_>) -> Digest {
        inputs.shared()
    }
}

/// The script with which a program's page makes a visitor's booklet.
pub(in crate::site) struct BookletShell;

impl<'c> PageKind<'c> for BookletShell {
    fn path(&self) -> String {
        "site/assets/booklet-shell.js".to_owned()
    }

    fn template(&self) -> &'static str {
        "gym.js"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        Ok(self.file(builder.renderer.booklet_shell(&builder.content.settings.labels)?.into_bytes()))
    }

    fn inputs(&self, inputs: &Inputs<'_>) -> Digest {
        inputs.shared()
    }
}
