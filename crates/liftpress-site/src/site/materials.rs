//! What pages and PDFs of a site are made with.

use crate::render::Materials;
use crate::source::Content;
use crate::templates::Templates;

/// What pages of a site are made with.
pub(super) fn materials<'m>(content: &'m Content, templates: &'m Templates) -> Materials<'m> {
    let Templates { builtin, own, fonts, builtin_fonts } = templates;
    Materials { builtin, own, fonts, builtin_fonts, pictures: &content.pictures, settings: &content.settings }
}
