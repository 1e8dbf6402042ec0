//! Pictures that are shown and are not there.

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostic::{Code, Diagnostic, Place, closest};
use crate::model::{Pictures, Program, picture_path};
use crate::source::Content;

/// A picture in a note, and the logo, has to be in the content folder: pages fetch nothing.
pub(super) fn missing(content: &Content, found: &mut Vec<Diagnostic>) {
    let pictures = &content.pictures;
    if let Some((logo, place)) = &content.settings.theme.logo {
        look_up(picture_path(logo), place, pictures, found);
    }
    for exercise in content.library.iter() {
        in_text(&exercise.text, exercise.place.as_ref(), pictures, found);
    }
    for program in &content.programs {
        for (text, place) in texts(program) {
            in_text(text, Some(place), pictures, found);
        }
    }
}

/// Every Markdown of a program that a booklet prints, and where it stands, or what it belongs to.
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

fn in_text(text: &str, place: Option<&Place>, pictures: &Pictures, found: &mut Vec<Diagnostic>) {
    let Some(place) = place.filter(|_| text.contains("![")) else { return };
    for event in Parser::new(text) {
        if let Event::Start(Tag::Image { dest_url, .. }) = event {
            look_up(picture_path(&dest_url), place, pictures, found);
        }
    }
}

fn look_up(path: &str, place: &Place, pictures: &Pictures, found: &mut Vec<Diagnostic>) {
    if pictures.contains_key(path) {
        return;
    }
    let diagnostic = Diagnostic::warning(Code::MissingPicture, place.clone(), format!("there is no picture `{path}`"));
    let help = match closest(path, pictures.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put it into `assets/` of the content folder; the path is from that folder".to_owned(),
    };
    found.push(diagnostic.help(help));
}
