//! The pictures that booklets show, and pictures that are missing.

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostic::{Code, Diagnostic, Place, closest};
use crate::model::{Pictures, Program, picture_path};
use crate::source::Content;

/// Reports pictures in notes, and a logo, that are not in the content folder. Pages do not download pictures.
pub(super) fn missing(content: &Content, found: &mut Vec<Diagnostic>) {
    for (path, place) in in_booklets(content, &content.programs) {
        look_up(&path, &place, &content.pictures, found);
    }
}

/// Returns the paths of the pictures that booklets of some programs may show, each once and with a place that names it.
pub fn pictures_of<'c>(content: &'c Content, programs: impl IntoIterator<Item = &'c Program>) -> Vec<(String, Place)> {
    let mut known = std::collections::BTreeSet::new();
    in_booklets(content, programs).filter(|(path, _)| known.insert(path.clone())).collect()
}

/// Returns the logo, and the pictures of exercises and of some programs.
fn in_booklets<'c>(
    content: &'c Content,
    programs: impl IntoIterator<Item = &'c Program>,
) -> impl Iterator<Item = (String, Place)> {
    let logo = content.settings.theme.logo.iter().map(|(logo, place)| (picture_path(logo).to_owned(), place.clone()));
    let exercises =
        content.library.iter().filter_map(|exercise| Some((exercise.text.as_str(), exercise.place.as_ref()?)));
    logo.chain(exercises.flat_map(shown)).chain(programs.into_iter().flat_map(texts).flat_map(shown))
}

/// Returns every Markdown text of a program that a booklet prints, with the place of the text or of its entry.
fn texts(program: &Program) -> impl Iterator<Item = (&str, &Place)> {
    let own = [&program.summary, &program.source].map(|text| (text.as_str(), &program.place));
    let phases = program.phases.iter().map(|phase| (phase.note.as_str(), &phase.place));
    let days = program.phases.iter().flat_map(|phase| &phase.days);
    let days = days.flat_map(|day| day.weeks.iter().map(|weeks| (weeks.content.note.as_str(), &day.place)));
    let entries = program.entries().flat_map(|(_, entry)| {
        let branches = entry.adjust.iter().map(|branch| (branch.note.as_str(), &branch.place));
        [(entry.note.as_str(), &entry.exercise.place)].into_iter().chain(branches)
    });
    own.into_iter().chain(phases).chain(days).chain(entries)
}

/// Returns the pictures of a text, with the place of the text.
fn shown((text, place): (&str, &Place)) -> Vec<(String, Place)> {
    if !text.contains("![") {
        return Vec::new();
    }
    let path = |event| match event {
        Event::Start(Tag::Image { dest_url, .. }) => Some((picture_path(&dest_url).to_owned(), place.clone())),
        _ => None,
    };
    Parser::new(text).filter_map(path).collect()
}

fn look_up(path: &str, place: &Place, pictures: &Pictures, found: &mut Vec<Diagnostic>) {
    if pictures.contains_key(path) {
        return;
    }
    let diagnostic = Diagnostic::warning(Code::MissingPicture, place.clone(), format!("picture `{path}` not found"));
    let help = if let Some(near) = closest(path, pictures.keys().map(String::as_str)) {
        format!("did you mean `{near}`?")
    } else {
        let name = path.rsplit('/').next().unwrap_or(path);
        format!("save the picture in the content folder as `assets/{name}`, and refer to it by `assets/{name}`")
    };
    found.push(diagnostic.help(help));
}
