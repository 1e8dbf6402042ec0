//! The templates that come with liftpress, and copies of them in a site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use thiserror::Error;

use crate::diagnostic::closest;
use crate::site::{LayoutError, content_of};
use crate::source::{Content, Files};
use crate::templates;
use crate::templates::builtin;

use super::write::{Fate, WriteError, write_new};

/// Every template that a site may have its own of, and what it is for.
pub const TEMPLATES: [(&str, &str); 55] = [
    ("404.html", "For addresses that there are not"),
    ("after.html", "What follows from a top set: strips and decisions; part of day.html"),
    ("base.html", "What all pages but booklets have in common"),
    ("booklet.css", "The look of booklets, on screen and in print"),
    ("booklet.html", "The booklet as a page, complete in itself"),
    ("booklet.md", "The booklet as Markdown"),
    ("booklet.typ", "The booklet as PDF"),
    ("booklets.html", "The private list of all booklets"),
    ("card.html", "A program at a glance; part of index.html and tag.html"),
    ("card.typ", "The picture of a program for previews; a point is a pixel"),
    ("comparison.css", "The look of comparison.html, after that of pages"),
    ("comparison.html", "What two revisions differ in, as a page"),
    ("comparison.md", "What two revisions differ in, as Markdown"),
    ("day.html", "A training day below its heading, in booklet.html and program.html"),
    ("day.md", "A training day below its heading, in booklet.md"),
    ("day.typ", "A training day; part of booklet.typ"),
    ("exercise.html", "The page of an exercise"),
    ("exercises.html", "The list of exercises"),
    ("feed.xml", "New and changed programs, for readers of feeds"),
    ("filling.js", "Fills the page of a program with a visitor's weights; a file of the site"),
    ("form.js", "What a visitor types on the page of a program; a file of the site"),
    ("gallery.js", "The filter of programs; a file of the site"),
    ("gym-files.js", "The log of gym mode as CSV and YAML; part of gym.html"),
    ("gym-log.js", "The log of gym mode, kept on the device; part of gym.html"),
    ("gym-state.js", "The sets of a day in gym mode, and what follows from those that were done; part of gym.html"),
    ("gym-words.js", "The words of gym mode for weights, plates and sets; part of gym.html"),
    ("gym.css", "The look of gym mode; part of booklet.html"),
    ("gym.html", "Gym mode: its data, every word it says, its scripts; part of booklet.html"),
    ("gym.js", "What one sees of gym mode; part of gym.html"),
    ("hooks/end.html", "Empty, for you: the end of every page and booklet"),
    ("hooks/head.html", "Empty, for you: the head of every page and booklet"),
    ("how.html", "How the exercises are done; part of booklet.html and program.html"),
    ("index.html", "The first page of the site: every program"),
    ("item.html", "An exercise with its sets, a row of day.html"),
    ("item.md", "An exercise with its sets, in booklet.md"),
    ("legend.html", "How to read the notations; part of booklet.html and program.html"),
    ("loading.js", "Exact masses and what can be loaded, for rules.js"),
    ("look.typ", "The look of PDFs: paper, margins, colours, sizes"),
    ("numbers.html", "The form for a visitor's numbers; part of program.html"),
    ("overview.html", "The weeks at a glance; part of booklet.html and program.html"),
    ("page.html", "A page in your own words, of content/pages/"),
    ("planned.js", "Warm-ups, substitutes and strips on the page of a program; a file of the site"),
    ("program.css", "The look of the page of a program, after that of booklets"),
    ("program.html", "The page of a program"),
    ("prose.typ", "What people write in Markdown, as PDF"),
    ("robots.txt", "What search engines may read: all of it"),
    ("rules.js", "Works weights out, in gym mode and on the page of a program"),
    ("search.html", "The search"),
    ("search.js", "What searches; a file of the site"),
    ("sheet.typ", "The sheet as PDF: a page a week"),
    ("site.css", "The look of pages, which they share as a file"),
    ("sitemap.xml", "Every page, for search engines"),
    ("tag.html", "The programs with a tag"),
    ("take-away.js", "Makes a visitor's booklet of the page of a program; a file of the site"),
    ("visitor.js", "Reads what a visitor typed and makes the rules of a booklet of it; a file of the site"),
];

/// A template, as a site has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Themed {
    /// Its name: its path in `templates/`.
    pub name: String,
    /// What it is for; nothing of one that does not come with liftpress.
    pub purpose: Option<&'static str>,
    /// Whether the site has a file of that name.
    #[serde(rename = "own")]
    pub is_own: bool,
}

/// Why no template was copied.
#[derive(Debug, Error)]
pub enum ThemeError {
    /// There is no site to copy it to.
    #[error("{0}; `liftpress init` begins a site")]
    NoSite(#[from] LayoutError),
    /// None that comes with liftpress.
    #[error("there is no template `{name}`{}", .near.map_or_else(|| "; `liftpress theme list` has them all".to_owned(), |near| format!(": did you mean `{near}`?")))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        near: Option<&'static str>,
    },
    /// The site has its own.
    #[error("`{0}` is there already, and nothing was written; to begin anew from the built-in one, rename yours first")]
    Taken(String),
    /// The file system said no.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Every template that comes with liftpress, and every one that the site in `folder` has itself, by name.
pub fn themed(folder: &Path) -> Result<Vec<Themed>, ThemeError> {
    content_of(folder)?;
    let own = templates::Templates::read(&folder.join("templates"), &mut Content::default()).own;
    let is_own = |name: &str| own.iter().any(|own| own.name == name);
    let builtin = TEMPLATES.iter().map(|(name, purpose)| (*name, Some(*purpose)));
    let others =
        own.iter().map(|own| own.name.as_str()).filter(|name| purpose(name).is_none()).map(|name| (name, None));
    let themed = |(name, purpose)| Themed { name: String::from(name), purpose, is_own: is_own(name) };
    let mut all: Vec<_> = builtin.chain(others).map(themed).collect();
    all.sort();
    Ok(all)
}

/// Copies templates into the site in `folder`, all of them or none.
pub fn copy(names: &[String], folder: &Path) -> Result<Vec<PathBuf>, ThemeError> {
    content_of(folder)?;
    let place = |name: &str| folder.strip_prefix(".").unwrap_or(folder).join("templates").join(name);
    let taken = |path: &Path| ThemeError::Taken(path.display().to_string());
    let builtin = builtin(&mut Files::default());
    let mut copies = BTreeMap::new();
    for name in names {
        let known = builtin.iter().find(|template| template.name == *name && purpose(name).is_some());
        let template = known.ok_or_else(|| {
            let near = closest(name, TEMPLATES.iter().map(|(name, _)| *name));
            ThemeError::Unknown { name: name.clone(), near }
        })?;
        let path = place(name);
        // A link that leads nowhere is there too.
        if path.symlink_metadata().is_ok() {
            return Err(taken(&path));
        }
        copies.insert(path, &template.text);
    }
    for (path, text) in &copies {
        if write_new(path, text)? == Fate::LeftAsItWas {
            return Err(taken(path));
        }
    }
    Ok(copies.into_keys().collect())
}

fn purpose(name: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(known, _)| *known == name).map(|(_, purpose)| *purpose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_listed() {
        let there = builtin(&mut Files::default()).into_iter().map(|template| template.name);
        // The licence of the fonts is none.
        let there: Vec<_> = there.filter(|name| !name.starts_with("fonts/")).collect();
        assert_eq!(TEMPLATES.map(|(name, _)| name).as_slice(), there);
    }
}
