//! Checks the links in authors' Markdown, before any page is built.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::model::{Destination, Folder, HOME, Program, Slug};
use crate::render::{heading_count, heading_ids, links};
use crate::source::Content;

use super::super::pages::ExerciseUse;

/// A link of an author to an anchor that is not a heading of an author. The link is checked when the target page is finished.
#[derive(Debug)]
pub(in crate::site) struct Authored {
    pub(super) target: String,
    pub(super) anchor: String,
    pub(super) place: Place,
}

/// A Markdown text of an author.
struct Text<'c> {
    markdown: &'c str,
    folder: Folder,
    /// The slug of the page that has the text.
    slug: &'c Slug,
    place: TextPlace,
}

/// The place of a text in its file.
enum TextPlace {
    /// The text is the end of a file, from this byte on.
    Body(Place, usize),
    /// The text is a value in the file, with the same bytes.
    Value(Place),
    /// Only a place near the text is known.
    Near(Place),
}

impl TextPlace {
    fn of(&self, span: Range<usize>) -> Place {
        match self {
            Self::Body(place, start) => Place { file: place.file, at: At::Bytes(start + span.start..start + span.end) },
            Self::Value(place) => place.clone().within(span),
            Self::Near(place) => place.clone(),
        }
    }
}

/// The greatest number of headings in one text. No text for people has more.
const MOST_HEADINGS: usize = 2_000;

/// Returns the errors in authors' links, and the links that can only be checked in finished pages.
pub(in crate::site) fn authored(content: &Content, exercises: &[ExerciseUse<'_>]) -> (Vec<Diagnostic>, Vec<Authored>) {
    let (mut errors, mut unconfirmed) = (Vec::new(), Vec::new());
    let linkable = Linkable::of(content, exercises);
    for text in texts(content) {
        // Each heading has its own line. So a text with at most this many lines cannot have too many headings, and lines are
        // quick to count.
        let may_exceed = text.markdown.split(['\n', '\r']).nth(MOST_HEADINGS).is_some();
        let headings = if may_exceed { heading_count(text.markdown) } else { 0 };
        if headings > MOST_HEADINGS {
            let message = format!("a text can have at most {MOST_HEADINGS} headings, found {headings}");
            errors.push(
                Diagnostic::error(Code::BadValue, text.place.of(0..0), message).help("split it into several pages"),
            );
        }
        // Most texts have no links.
        let links = if text.markdown.contains(['[', '<']) { links(text.markdown) } else { Vec::new() };
        for (link, span) in links {
            let place = text.place.of(span);
            let (folder, slug, anchor) = match Destination::of(&link, text.folder) {
                Destination::Outside => continue,
                Destination::Here(anchor) => (text.folder, text.slug.clone(), anchor),
                Destination::Page { folder, slug, anchor } => (folder, slug, anchor),
                Destination::Nowhere => {
                    errors.push(not_a_page(&link, place));
                    continue;
                }
            };
            if let Some(diagnostic) = linkable.missing(folder, &slug, &place) {
                errors.push(diagnostic);
                continue;
            }
            let anchor = percent_decode_str(anchor).decode_utf8_lossy();
            if !anchor.is_empty() && !linkable.has_heading(folder, &slug, &anchor) {
                let target = format!("site/{}", folder.address(&slug));
                unconfirmed.push(Authored { target, anchor: anchor.into_owned(), place });
            }
        }
    }
    (errors, unconfirmed)
}

fn not_a_page(link: &str, place: Place) -> Diagnostic {
    let message = format!("`{link}` is neither the path of a file that has a page, nor a whole address");
    Diagnostic::error(Code::BrokenLink, place, message)
        .help("write a path such as `../exercises/squat.md`, `../programs/531.yaml` or `other-page.md`, or an address such as `https://example.org/`")
}

/// The pages that authors may link to.
struct Linkable<'c> {
    content: &'c Content,
    /// The slugs of exercises that have a page.
    exercises: HashSet<&'c str>,
    programs: HashSet<&'c str>,
    pages: HashSet<&'c str>,
    /// The ids of headings, for pages that were already looked up.
    headings: RefCell<HashMap<(Folder, Slug), HashSet<String>>>,
}

impl<'c> Linkable<'c> {
    fn of(content: &'c Content, exercises: &[ExerciseUse<'c>]) -> Self {
        Self {
            content,
            exercises: exercises.iter().map(|of| of.exercise.slug.as_str()).collect(),
            programs: content.programs.iter().map(|program| program.slug.as_str()).collect(),
            pages: content.pages.iter().map(|page| page.slug.as_str()).collect(),
            headings: RefCell::default(),
        }
    }

    /// Returns an error if the page does not exist.
    fn missing(&self, folder: Folder, slug: &Slug, place: &Place) -> Option<Diagnostic> {
        let paged = match folder {
            Folder::Pages => &self.pages,
            Folder::Exercises => &self.exercises,
            Folder::Programs => &self.programs,
        };
        // A file that exists but cannot be read has an error of its own.
        if paged.contains(slug.as_str()) || self.content.has_file(folder, slug) {
            return None;
        }
        let path = format!("{}/{slug}.{}", folder.name(), folder.ending());
        if folder == Folder::Exercises && self.content.library.get(slug).is_some() {
            let message = format!("`{slug}` has no page, because no program uses it");
            let diagnostic = Diagnostic::error(Code::BrokenLink, place.clone(), message);
            return Some(diagnostic.help(format!("create `{path}` to give it a page")));
        }
        let diagnostic = Diagnostic::error(Code::BrokenLink, place.clone(), format!("`{path}` does not exist"));
        Some(diagnostic.did_you_mean(slug.as_str(), paged.iter().copied(), || None))
    }

    /// Whether a page has a heading of its author with this anchor.
    fn has_heading(&self, folder: Folder, slug: &Slug, anchor: &str) -> bool {
        let mut headings = self.headings.borrow_mut();
        headings.entry((folder, slug.clone())).or_insert_with(|| self.headings_of(folder, slug)).contains(anchor)
    }

    fn headings_of(&self, folder: Folder, slug: &Slug) -> HashSet<String> {
        let text = match folder {
            Folder::Pages => self.content.pages.iter().find(|page| page.slug == *slug).map(|page| &page.text),
            Folder::Exercises => self.content.library.get(slug).map(|exercise| &exercise.text),
            Folder::Programs => None,
        };
        // The site's first page also has the cards of programs, whose ids headings must not use.
        let is_first = folder == Folder::Pages && slug.as_str() == HOME;
        let cards: &[Program] = if is_first { &self.content.programs } else { &[] };
        let cards = cards.iter().map(|program| program.slug.as_str());
        text.map(|text| heading_ids(text, cards).into_iter().collect()).unwrap_or_default()
    }
}

/// Returns every text of authors.
fn texts(content: &Content) -> Vec<Text<'_>> {
    // The text is at the end of its file.
    let body = |place: &Place, text: &str| {
        let end = content.files.text(place.file).trim_end().len();
        TextPlace::Body(place.clone(), end.saturating_sub(text.len()))
    };
    let mut texts: Vec<_> = content
        .pages
        .iter()
        .map(|page| (page.text.as_str(), Folder::Pages, &page.slug, body(&page.place, &page.text)))
        .collect();
    for exercise in content.library.iter() {
        if let Some(place) = &exercise.place {
            texts.push((&exercise.text, Folder::Exercises, &exercise.slug, body(place, &exercise.text)));
        }
    }
    for program in &content.programs {
        let of = texts_of(program).into_iter().map(|(text, place)| (text, Folder::Programs, &program.slug, place));
        texts.extend(of);
    }
    texts.into_iter().map(|(markdown, folder, slug, place)| Text { markdown, folder, slug, place }).collect()
}

fn texts_of(program: &Program) -> Vec<(&str, TextPlace)> {
    let own = [("summary", &program.summary), ("source", &program.source)];
    let mut texts: Vec<_> =
        own.into_iter().map(|(key, text)| (text.as_str(), TextPlace::Value(program.place.of(key)))).collect();
    for exercise in program.exercises.values() {
        texts.extend(exercise.place.iter().map(|place| (exercise.text.as_str(), TextPlace::Near(place.clone()))));
    }
    for phase in &program.phases {
        texts.push((&phase.note, TextPlace::Near(phase.place.of("note"))));
        for day in &phase.days {
            let notes = day.weeks.iter().map(|weeks| weeks.content.note.as_str());
            texts.extend(notes.map(|note| (note, TextPlace::Near(day.place.of("note")))));
        }
    }
    for (_, entry) in program.entries() {
        texts.push((&entry.note, TextPlace::Near(entry.exercise.place.clone())));
        texts.extend(entry.adjust.iter().map(|branch| (branch.note.as_str(), TextPlace::Near(branch.place.clone()))));
    }
    texts
}
