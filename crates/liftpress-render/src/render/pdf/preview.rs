//! Pictures of programs, for previews of links to their pages: a page of Typst as pixels.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::Labels;

use super::super::worker::Output;
use super::{PdfRenderer, Site, Theme};

/// The template.
const MAIN: &str = "card.typ";

/// What the template reads as `/card.json`.
#[derive(Serialize)]
struct Data<'d, T: Serialize> {
    #[serde(flatten)]
    of: &'d T,
    site: Site<'d>,
    theme: Theme,
    labels: &'d Labels,
}

impl PdfRenderer {
    /// The picture of a program with that title, as PNG; a pixel is a point of the template's page.
    pub fn preview(&self, title: &str, of: &impl Serialize) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let data = Data { of, site: Site::new(&self.settings), theme: self.theme(), labels: &self.settings.labels };
        let text = self.printable(serde_json::to_string(&data).unwrap_or_default());
        let pictures = self.picture_files(&text);
        let files = [("/card.json".to_owned(), text.into_bytes())].into_iter().chain(pictures);
        let of = format!("the picture of {title}, for previews");
        self.made(MAIN, files.collect(), Output::Png, &of).map(|answer| answer.bytes)
    }
}
