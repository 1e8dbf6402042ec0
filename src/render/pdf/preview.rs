//! Pictures of programs, for previews of links to their pages: a page of Typst as pixels.

use serde::Serialize;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Bytes;
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::{RenderOptions, render};

use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use crate::model::Labels;

use super::world::{Desk, id};
use super::{NO_SIGN, PdfRenderer, Site, Theme};

/// The template.
const MAIN: &str = "/card.typ";
/// What it was made with last time is of use next time; the rest goes.
const KEPT: usize = 4;

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
    /// A picture, as PNG; a pixel is a point of the template's page.
    pub fn preview(&self, of: &impl Serialize) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let theme = Theme::new(&self.settings, |path| self.shelf.picture(path));
        let data = Data { of, site: Site::new(&self.settings), theme, labels: &self.settings.labels };
        let text = serde_json::to_string(&data).unwrap_or_default();
        let missing = self.missing(&text);
        let text = text.replace(|c| missing.contains(&c), NO_SIGN.encode_utf8(&mut [0; 4]));
        let own = id("/card.json").map(|id| (id, Bytes::new(text.into_bytes()))).into_iter().collect();
        let nothing = |message: &str| {
            let place = Place::file(id(MAIN).and_then(|id| self.files.get(&id).copied()).unwrap_or(FileId(0)));
            vec![Diagnostic::error(Code::Template, place, message)]
        };
        let desk = Desk { shelf: &self.shelf, main: id(MAIN).ok_or_else(|| nothing("no file"))?, own };
        let compiled = typst::compile::<PagedDocument>(&desk).output;
        let tell =
            |errors: &[SourceDiagnostic]| errors.iter().map(|told| self.diagnostic(&desk, told)).collect::<Vec<_>>();
        let document = compiled.map_err(|errors| tell(&errors))?;
        let page = document.pages().first().ok_or_else(|| nothing("there is no page to make a picture of"))?;
        let options = RenderOptions { pixel_per_pt: Scalar::ONE, ..RenderOptions::default() };
        let png = render(page, &options).encode_png();
        comemo::evict(KEPT);
        png.map_err(|error| nothing(&error.to_string()))
    }
}
