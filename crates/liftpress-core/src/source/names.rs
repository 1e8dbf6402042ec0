//! The names of exercises and programs that a file may refer to. Messages suggest the right name from them.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Near;
use crate::model::{Library, Slug};

/// The names that are known while a file is decoded.
#[derive(Clone, Default)]
pub(crate) struct Names<'n> {
    /// The site's own exercises and the built-in ones.
    pub(crate) library: Option<&'n Library>,
    /// The exercises that the file itself describes, if the file is a program.
    pub(crate) own: Vec<String>,
    /// The titles of programs.
    pub(crate) titles: Option<&'n Titles>,
}

/// The titles of programs.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    /// The programs that have each title. The titles are in lower case.
    titles: HashMap<String, Vec<Slug>>,
    /// The slugs of all programs, with or without a title.
    slugs: HashSet<Slug>,
}

impl<'t> FromIterator<(Option<&'t str>, Slug)> for Titles {
    fn from_iter<I: IntoIterator<Item = (Option<&'t str>, Slug)>>(programs: I) -> Self {
        let mut all = Self::default();
        for (title, slug) in programs {
            if let Some(title) = title {
                all.titles.entry(title.trim().to_lowercase()).or_default().push(slug.clone());
            }
            all.slugs.insert(slug);
        }
        all
    }
}

impl Names<'_> {
    /// Returns the exercise that a text means: by its slug, by another spelling of the slug, or by an alias. Returns
    /// `None` if the text is no alias and no slug can be made from it.
    pub(crate) fn exercise(&self, text: &str) -> Option<Slug> {
        let slug = Slug::from_name(text);
        let is_known = |slug: &Slug| {
            self.own.iter().any(|own| own == slug.as_str())
                || self.library.is_some_and(|library| library.get(slug).is_some())
        };
        let known_as = || Slug::new(self.library?.known_as(text)?.name).ok();
        match slug {
            Some(slug) if is_known(&slug) => Some(slug),
            slug => known_as().or(slug),
        }
    }

    /// Returns the program whose title is `text`, in upper or lower case; `None` if `text` is itself the slug of a
    /// program. If several programs have this title, the result is not sure.
    pub(crate) fn titled(&self, text: &str) -> Option<Near<'_>> {
        let titles = self.titles.filter(|titles| !titles.slugs.contains(text))?;
        let programs = titles.titles.get(&text.trim().to_lowercase())?;
        Some(Near { name: programs.first()?.as_str(), is_sure: programs.len() == 1 })
    }
}
