//! Collects the templates, fonts, pictures and settings from which pages are made.

use crate::render::Materials;
use crate::source::Content;
use crate::templates::Templates;

/// Returns the templates, fonts, pictures and settings of a site.
pub(super) fn materials<'m>(content: &'m Content, templates: &'m Templates) -> Materials<'m> {
    let Templates { builtin, own, fonts, builtin_fonts } = templates;
    Materials { builtin, own, fonts, builtin_fonts, pictures: &content.pictures, settings: &content.settings }
}
