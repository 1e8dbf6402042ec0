//! Lists the built-in templates, and copies them into a site (`liftpress theme`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use thiserror::Error;

use crate::diagnostic::closest;
use crate::site::{LayoutError, content_of};
use crate::source::{Content, Files};
use crate::templates;
use crate::templates::builtin;

use super::write::{Outcome, WriteError, write_new};

/// Every template that a site can replace, and its purpose.
pub const TEMPLATES: [(&str, &str); 55] = [
    ("404.html", "The page for addresses that do not exist"),
    ("after.html", "What follows from a top set: strips and branches; part of day.html"),
    ("base.html", "The frame of all pages except booklets"),
    ("booklet.css", "The style of booklets, on screen and in print"),
    ("booklet.html", "The booklet as one self-contained page"),
    ("booklet.md", "The booklet as Markdown"),
    ("booklet.typ", "The booklet as PDF"),
    ("booklets.html", "The private list of all booklets"),
    ("card.html", "A program at a glance; part of index.html and tag.html"),
    ("card.typ", "The preview picture of a program; one point is one pixel"),
    ("comparison.css", "The style of comparison.html, added to that of pages"),
    ("comparison.html", "The differences between two revisions, as a page"),
    ("comparison.md", "The differences between two revisions, as Markdown"),
    ("day.html", "A training day below its heading, in booklet.html and program.html"),
    ("day.md", "A training day below its heading, in booklet.md"),
    ("day.typ", "A training day; part of booklet.typ"),
    ("exercise.html", "The page of an exercise"),
    ("exercises.html", "The list of exercises"),
    ("feed.xml", "New and changed programs, for feed readers"),
    ("filling.js", "Fills the program page with a visitor's weights; a file of the site"),
    ("form.js", "The calculator: the form of the program page; a file of the site"),
    ("gallery.js", "The filter of programs; a file of the site"),
    ("gym-files.js", "The log of gym mode as CSV and YAML; part of gym.html"),
    ("gym-log.js", "The log of gym mode, stored on the device; part of gym.html"),
    ("gym-state.js", "The sets of a day in gym mode, and what follows from completed sets; part of gym.html"),
    ("gym-words.js", "How gym mode words weights, plates and sets; part of gym.html"),
    ("gym.css", "The style of gym mode; part of booklet.html"),
    ("gym.html", "Gym mode: its data, texts and scripts; part of booklet.html"),
    ("gym.js", "The display of gym mode; part of gym.html"),
    ("hooks/end.html", "Empty, for your additions to the end of every page and booklet"),
    ("hooks/head.html", "Empty, for your additions to the head of every page and booklet"),
    ("how.html", "How to do the exercises; part of booklet.html and program.html"),
    ("index.html", "The first page of the site, with every program"),
    ("item.html", "An exercise with its sets; a row of day.html"),
    ("item.md", "An exercise with its sets; part of day.md"),
    ("legend.html", "How to read the notation; part of booklet.html and program.html"),
    ("loading.js", "Exact masses, and which weights can be loaded; used by rules.js"),
    ("look.typ", "The style of PDFs: paper, margins, colors, sizes"),
    ("numbers.html", "The calculator: the form for a visitor's numbers; part of program.html"),
    ("overview.html", "The weeks at a glance; part of booklet.html and program.html"),
    ("page.html", "A page of content/pages/"),
    ("planned.js", "Warm-ups, substitutes and strips on the program page; a file of the site"),
    ("program.css", "The style of the program page, added to that of booklets"),
    ("program.html", "The program page"),
    ("prose.typ", "Markdown texts, as PDF"),
    ("robots.txt", "What search engines may read: everything"),
    ("rules.js", "Calculates weights, in gym mode and on the program page"),
    ("search.html", "The search page"),
    ("search.js", "The search itself; a file of the site"),
    ("sheet.typ", "The sheet as PDF: one page for each week"),
    ("site.css", "The style of pages; a file of the site"),
    ("sitemap.xml", "Every page, for search engines"),
    ("tag.html", "The programs with a tag"),
    ("take-away.js", "Makes a visitor's booklet from the program page; a file of the site"),
    ("visitor.js", "Turns what a visitor typed into the rules of a booklet; a file of the site"),
];

/// A template that a site uses: a built-in one, or one of the site's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TemplateInfo {
    /// The name of the template, which is its path in `templates/`.
    pub name: String,
    /// The purpose; `None` for a template that is not built in.
    pub purpose: Option<&'static str>,
    /// Whether the site has its own file for this template.
    #[serde(rename = "own")]
    pub is_own: bool,
}

/// The reason why no template was copied.
#[derive(Debug, Error)]
pub enum ThemeError {
    /// The folder is not a site.
    #[error("{0}; create a site with `liftpress init`")]
    NoSite(#[from] LayoutError),
    /// No built-in template has the name.
    #[error("unknown template `{name}`; {}", .near.map_or_else(|| "`liftpress theme list` shows all of them".to_owned(), |near| format!("did you mean `{near}`?")))]
    Unknown {
        /// The name.
        name: String,
        /// The most similar name of a built-in template; `None` if no name is similar.
        near: Option<&'static str>,
    },
    /// The site already has its own file for the template.
    #[error(
        "`{0}` already exists, and nothing was written; to start again from the built-in template, rename yours first"
    )]
    Taken(String),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Returns all built-in templates and all templates of the site in `folder`, sorted by name.
///
/// # Errors
///
/// Fails if the folder is not a site.
pub fn list(folder: &Path) -> Result<Vec<TemplateInfo>, ThemeError> {
    content_of(folder)?;
    let own = templates::Templates::read(&folder.join("templates"), &mut Content::default()).own;
    let is_own = |name: &str| own.iter().any(|own| own.name == name);
    let builtin = TEMPLATES.iter().map(|(name, purpose)| (*name, Some(*purpose)));
    let others =
        own.iter().map(|own| own.name.as_str()).filter(|name| purpose(name).is_none()).map(|name| (name, None));
    let info = |(name, purpose)| TemplateInfo { name: String::from(name), purpose, is_own: is_own(name) };
    let mut all: Vec<_> = builtin.chain(others).map(info).collect();
    all.sort();
    Ok(all)
}

/// Copies built-in templates into the site in `folder`, and returns the paths of the copies.
///
/// # Errors
///
/// Fails if the folder is not a site, or if a name is unknown. If the site already has one of the templates, nothing is written.
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
        // This also finds a broken link, which would also be in the way.
        if path.symlink_metadata().is_ok() {
            return Err(taken(&path));
        }
        copies.insert(path, &template.text);
    }
    for (path, text) in &copies {
        if write_new(path, text)? == Outcome::Exists {
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
        let files = builtin(&mut Files::default()).into_iter().map(|template| template.name);
        // The license of the fonts is not a template.
        let names: Vec<_> = files.filter(|name| !name.starts_with("fonts/")).collect();
        assert_eq!(TEMPLATES.map(|(name, _)| name).as_slice(), names);
    }
}
