//! What every template knows, whatever it makes.

use serde::Serialize;

use crate::model::{FontFile, Pictures, Settings, Template, Word, picture_path};

/// Everything that pages are made with.
#[derive(Debug, Clone, Copy)]
pub struct Materials<'m> {
    /// The templates that come with liftpress.
    pub builtin: &'m [Template],
    /// The site's own, which take their place.
    pub own: &'m [Template],
    /// The site's own fonts.
    pub fonts: &'m [FontFile],
    /// The fonts that come with liftpress.
    pub builtin_fonts: &'m [&'static [u8]],
    /// Pictures of the content folder.
    pub pictures: &'m Pictures,
    /// The site's settings.
    pub settings: &'m Settings,
}

impl<'m> Materials<'m> {
    /// What comes with liftpress, without anything of a site's own but its settings.
    #[must_use]
    pub fn plain(builtin: &'m [Template], settings: &'m Settings) -> Self {
        static NONE: Pictures = Pictures::new();
        Self { builtin, own: &[], fonts: &[], builtin_fonts: &[], pictures: &NONE, settings }
    }
}

/// What every template knows of the site.
#[derive(Debug, Serialize)]
pub(super) struct Site<'s> {
    title: &'s str,
    description: &'s str,
    author: &'s str,
}

impl<'s> Site<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        Self { title: &settings.title, description: &settings.description, author: &settings.author }
    }
}

/// How booklets are to look.
#[derive(Debug, Serialize)]
pub(super) struct Theme {
    /// `a4`, `letter` or `a5`.
    paper: &'static str,
    /// The accent colour, as it can be read on paper.
    accent: String,
    /// The accent colour, as it can be read on a dark screen.
    accent_on_dark: String,
    /// The font to print with before the one that comes with liftpress; empty where none was named.
    font: String,
    /// Where the picture for the cover is; empty where there is none.
    logo: String,
    /// Whose booklets they are.
    coach: String,
    /// How to reach them.
    contact: String,
}

impl Theme {
    /// The theme of a site whose pictures stand at `place`.
    pub(super) fn new(settings: &Settings, place: impl Fn(&str) -> Option<String>) -> Self {
        let theme = &settings.theme;
        Self {
            paper: theme.paper.word(),
            accent: theme.accent.on_paper().to_string(),
            accent_on_dark: theme.accent.on_dark().to_string(),
            font: theme.font.clone().unwrap_or_default(),
            logo: theme.logo.as_ref().and_then(|(logo, _)| place(picture_path(logo))).unwrap_or_default(),
            coach: theme.coach.clone(),
            contact: theme.contact.clone(),
        }
    }
}
