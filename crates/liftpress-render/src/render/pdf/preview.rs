//! Pictures for the previews of links to program pages, rendered by Typst.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::Labels;

use super::super::worker::Output;
use super::{PdfRenderer, Site, Theme};

/// The template.
const MAIN: &str = "card.typ";

/// The data that the template reads as `/card.json`.
#[derive(Serialize)]
struct Data<'d, T: Serialize> {
    #[serde(flatten)]
    of: &'d T,
    site: Site<'d>,
    theme: Theme,
    labels: &'d Labels,
}

impl PdfRenderer {
    /// Renders the preview of the program with this title as a PNG picture. One pixel is one point of the template's
    /// page.
    ///
    /// # Errors
    ///
    /// Returns the errors of the template.
    pub fn preview(&self, title: &str, of: &impl Serialize) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let data = Data { of, site: Site::new(&self.settings), theme: self.theme(), labels: &self.settings.labels };
        let text = self.printable(serde_json::to_string(&data).unwrap_or_default());
        let pictures = self.picture_files(&text);
        let files = [("/card.json".to_owned(), text.into_bytes())].into_iter().chain(pictures);
        let what = format!("the preview picture of `{title}`");
        self.render(MAIN, files.collect(), Output::Png, &what).map(|answer| answer.bytes)
    }
}
