//! The links of authors' Markdown, where they stand in their files.

use std::ops::Range;

use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::model::{Destination, Folder, HOME, Program, Slug};
use crate::render::{heading_ids, links};
use crate::source::Content;

use super::super::pages::ExerciseUse;

/// A link to a place on a page that no heading of an author makes: only the page tells whether it is there.
#[derive(Debug)]
pub(in crate::site) struct Authored {
    pub(super) target: String,
    pub(super) anchor: String,
    pub(super) place: Place,
}

/// A text of an author.
struct Text<'c> {
    /// In Markdown.
    says: &'c str,
    folder: Folder,
    /// Whose page it is on.
    slug: &'c Slug,
    place: TextPlace,
}

/// Where a text stands.
enum TextPlace {
    /// In a file, from this byte on.
    Body(Place, usize),
    /// It is the value there, byte for byte.
    Value(Place),
    /// Somewhere there.
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

/// What is wrong with the links of authors, and those of which only pages tell.
pub(in crate::site) fn authored(content: &Content, exercises: &[ExerciseUse<'_>]) -> (Vec<Diagnostic>, Vec<Authored>) {
    let (mut told, mut left) = (Vec::new(), Vec::new());
    for text in texts(content) {
        // Most texts have none.
        let links = if text.says.contains(['[', '<']) { links(text.says) } else { Vec::new() };
        for (link, span) in links {
            let place = text.place.of(span);
            let (folder, slug, anchor) = match Destination::of(&link, text.folder) {
                Destination::Outside => continue,
                Destination::Here(anchor) => (text.folder, text.slug.clone(), anchor),
                Destination::Page { folder, slug, anchor } => (folder, slug, anchor),
                Destination::Nowhere => {
                    told.push(nowhere(&link, place));
                    continue;
                }
            };
            if let Some(diagnostic) = missing(content, exercises, folder, &slug, &place) {
                told.push(diagnostic);
            } else if !anchor.is_empty() && !headings(content, folder, &slug).iter().any(|id| id == anchor) {
                let target = format!("site/{}", folder.address(&slug));
                left.push(Authored { target, anchor: anchor.to_owned(), place });
            }
        }
    }
    (told, left)
}

fn nowhere(link: &str, place: Place) -> Diagnostic {
    let message = format!("`{link}` is neither the way to a file that has a page, nor a whole address");
    Diagnostic::error(Code::BrokenLink, place, message)
        .help("write `../exercises/squat.md`, `../programs/531.yaml`, `other-page.md`, or `https://…`")
}

/// What is wrong if there is no such page.
fn missing(
    content: &Content,
    exercises: &[ExerciseUse<'_>],
    folder: Folder,
    slug: &Slug,
    place: &Place,
) -> Option<Diagnostic> {
    // What could not be read is told elsewhere.
    if content.has_file(folder, slug) {
        return None;
    }
    let paged: Vec<&str> = match folder {
        Folder::Pages => content.pages.iter().map(|page| page.slug.as_str()).collect(),
        Folder::Exercises => exercises.iter().map(|of| of.exercise.slug.as_str()).collect(),
        Folder::Programs => content.programs.iter().map(|program| program.slug.as_str()).collect(),
    };
    if paged.contains(&slug.as_str()) {
        return None;
    }
    let path = format!("{}/{slug}.{}", folder.name(), folder.ending());
    if folder == Folder::Exercises && content.library.get(slug).is_some() {
        let message = format!("`{slug}` has no page, as no program uses it");
        let diagnostic = Diagnostic::error(Code::BrokenLink, place.clone(), message);
        return Some(diagnostic.help(format!("describe it yourself, in `{path}`")));
    }
    let diagnostic = Diagnostic::error(Code::BrokenLink, place.clone(), format!("there is no `{path}`"));
    Some(diagnostic.did_you_mean(slug.as_str(), paged, || None))
}

/// The anchors that an author made on a page.
fn headings(content: &Content, folder: Folder, slug: &Slug) -> Vec<String> {
    let text = match folder {
        Folder::Pages => content.pages.iter().find(|page| page.slug == *slug).map(|page| &page.text),
        Folder::Exercises => content.library.get(slug).map(|exercise| &exercise.text),
        Folder::Programs => None,
    };
    // The site's first page has the cards of programs, too.
    let cards: &[Program] = if folder == Folder::Pages && slug.as_str() == HOME { &content.programs } else { &[] };
    text.map(|text| heading_ids(text, cards.iter().map(|program| program.slug.as_str()))).unwrap_or_default()
}

/// Every text with links of an author's own.
fn texts(content: &Content) -> Vec<Text<'_>> {
    // A text is the end of its file.
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
    texts.into_iter().map(|(says, folder, slug, place)| Text { says, folder, slug, place }).collect()
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
