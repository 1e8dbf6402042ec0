//! Checks links and anchors, so that no page is published with a broken link. Links of authors are checked before a build
//! (`authored`), and links of templates are checked in the finished pages.

mod authored;
mod page;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Mutex, PoisonError};

use percent_encoding::percent_decode_str;

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, closest};
use crate::model::Settings;
use crate::templates::Templates;

use super::route::Route;

pub(super) use authored::{Authored, authored};
use page::{PageLinks, read};

/// Collects the links of a build, page by page.
pub(super) struct Links<'b> {
    /// Every file of the output.
    files: BTreeSet<String>,
    /// The address of the published site; `None` if it is unknown.
    base: Option<String>,
    templates: &'b Templates,
    /// Links of authors that can only be checked in finished pages.
    authored: &'b [Authored],
    pages: Mutex<BTreeMap<String, NotedPage>>,
}

/// The links of a finished page, and its template.
struct NotedPage {
    template: &'static str,
    page: PageLinks,
}

impl<'b> Links<'b> {
    /// Starts checking a build of these routes.
    pub(super) fn new(
        routes: &[Route<'_>],
        settings: &Settings,
        templates: &'b Templates,
        authored: &'b [Authored],
    ) -> Self {
        let files = routes.iter().flat_map(|route| route.files(&settings.formats)).collect();
        Self { files, base: settings.base(), templates, authored, pages: Mutex::default() }
    }

    /// Collects the links and anchors of a finished page.
    pub(super) fn note(&self, file: &str, template: &'static str, html: &[u8]) {
        let Ok(html) = std::str::from_utf8(html) else { return };
        let mut page = read(html);
        let PageLinks { ids, links } = &mut page;
        // No page links to a booklet, so its anchors are not needed.
        if file.starts_with("booklets/") {
            links.retain(|link| link.strip_prefix('#').is_none_or(|anchor| !has_anchor(ids, anchor)));
            ids.clear();
        }
        let noted = NotedPage { template, page };
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), noted);
    }

    /// Returns the files to which the collected pages link.
    pub(super) fn targets(&self) -> HashSet<String> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let links = pages.iter().flat_map(|(file, noted)| noted.page.links.iter().map(move |link| (file, link)));
        links.filter_map(|(file, link)| target_of(file, link, self.base.as_deref())).map(|(target, _)| target).collect()
    }

    /// Returns the errors for broken links. If several pages have a broken link from the same place in a template, it is reported
    /// once.
    pub(super) fn broken(&self) -> Vec<Diagnostic> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<Diagnostic> = Vec::new();
        for Authored { target, anchor, place } in self.authored {
            let ids = pages.get(target).map(|noted| &noted.page.ids);
            if let Some(ids) = ids.filter(|ids| !has_anchor(ids, anchor)) {
                found.push(no_anchor(anchor, target, ids, place.clone()));
            }
        }
        let authored: HashSet<_> =
            self.authored.iter().map(|link| (link.target.as_str(), link.anchor.as_str())).collect();
        let mut reported = HashSet::new();
        for (file, NotedPage { template, page }) in pages.iter() {
            for link in &page.links {
                let Some((target, anchor)) = target_of(file, link, self.base.as_deref()) else { continue };
                let is_from_author = || authored.contains(&(target.as_str(), anchor.as_str()));
                let target_page = pages.get(&target);
                let is_fine = self.files.contains(&target)
                    && (anchor.contains('=')
                        || target_page.is_none_or(|noted| has_anchor(&noted.page.ids, &anchor))
                        || is_from_author());
                if is_fine {
                    continue;
                }
                let place = self.place(link, template);
                if !reported.insert((place.clone(), link.trim_start_matches("../"))) {
                    continue;
                }
                found.push(match target_page {
                    Some(noted) => no_anchor(&anchor, &target, &noted.page.ids, place),
                    None => no_file(link, file, &target, &self.files, place),
                });
            }
        }
        found
    }

    /// Returns the place of a link: the first place with its text in the site's own templates, then in the built-in templates. If
    /// no template has the text, returns the template of the page.
    fn place(&self, link: &str, template: &str) -> Place {
        let Templates { builtin, own, .. } = self.templates;
        let needle = link.trim_start_matches("../").trim_start_matches("./");
        let all = || own.iter().chain(builtin);
        let found = all().find_map(|template| {
            let at = Some(needle).filter(|needle| needle.len() > 1).and_then(|needle| template.text.find(needle))?;
            Some(Place { file: template.file, at: At::Bytes(at..at + needle.len()) })
        });
        found.unwrap_or_else(|| {
            let main = all().find(|known| known.name == template);
            Place::file(main.map_or(FileId::default(), |template| template.file))
        })
    }
}

/// Whether a page has an anchor. Every page has the anchor `top`.
fn has_anchor(ids: &BTreeSet<String>, anchor: &str) -> bool {
    anchor.is_empty() || anchor == "top" || ids.contains(anchor)
}

/// Returns the file and the anchor to which a link in `file` leads. Returns `None` if the link leads out of the site.
fn target_of(file: &str, link: &str, base: Option<&str>) -> Option<(String, String)> {
    let (link, folder) = match base.and_then(|base| link.strip_prefix(base)) {
        Some(inside) => (inside, "site/"),
        None => (link, file.rsplit_once('/').map_or("", |(folder, _)| &file[..=folder.len()])),
    };
    let scheme = link.find([':', '/', '?', '#']).filter(|at| link[*at..].starts_with(':'));
    if scheme.is_some() || link.starts_with('/') {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    if path.is_empty() && folder != "site/" || link.starts_with('#') {
        return Some((file.to_owned(), decoded(anchor)));
    }
    let mut steps: Vec<String> = Vec::new();
    for step in folder.split('/').chain(path.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(decoded(step)),
        }
    }
    if path.is_empty() || path.ends_with(['/', '.']) {
        steps.push("index.html".to_owned());
    }
    Some((steps.join("/"), decoded(anchor)))
}

fn no_anchor(anchor: &str, target: &str, ids: &BTreeSet<String>, place: Place) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::BrokenLink, place, format!("`{target}` has no `#{anchor}`"));
    diagnostic.did_you_mean(anchor, ids.iter().map(String::as_str), || {
        Some("the anchor of a heading is its words in lower-case letters, joined by hyphens".to_owned())
    })
}

fn no_file(link: &str, file: &str, target: &str, files: &BTreeSet<String>, place: Place) -> Diagnostic {
    let message = format!("`{link}` on `{file}` leads to `{target}`, which the site does not have");
    let diagnostic = Diagnostic::error(Code::BrokenLink, place, message);
    match closest(target, files.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("write `{{ root }}` for the path to the site's first page; write a whole address for a file that liftpress does not make"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_their_page() {
        let base = Some("https://x.test/t/");
        let file = "site/programs/531/index.html";
        for (link, expected) in [
            ("../../index.html", Some(("site/index.html", ""))),
            ("../../", Some(("site/index.html", ""))),
            ("../..", Some(("site/index.html", ""))),
            ("#a%C3%A4", Some((file, "aä"))),
            ("", Some((file, ""))),
            ("?a=b", Some((file, ""))),
            ("../gzclp/index.html?x#y", Some(("site/programs/gzclp/index.html", "y"))),
            ("https://x.test/t/feed.xml", Some(("site/feed.xml", ""))),
            ("https://x.test/t/", Some(("site/index.html", ""))),
            ("https://y.test/", None),
            ("mailto:a@x.test", None),
            ("/a", None),
            ("//x.test/t", None),
        ] {
            let target = target_of(file, link, base);
            let target = target.as_ref().map(|(file, anchor)| (file.as_str(), anchor.as_str()));
            assert_eq!(target, expected, "{link}");
        }
    }
}
