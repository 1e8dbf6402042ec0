//! What every page says of itself.

use crate::render::{first_paragraph, plain_text};
use crate::source::Content;

use super::pages::{Frame, Head};
use super::route::{Parts, Route, has_previews, preview_address};

/// Where the page of a route stands, and what search engines and previews are told of it.
pub(super) fn frame(route: &Route<'_>, content: &Content, parts: &Parts<'_>) -> Frame {
    let file = route.files(&content.settings.formats).into_iter().next().unwrap_or_default();
    Frame::new(&file, head(route, content), content, !parts.exercises.is_empty())
}

fn head(route: &Route<'_>, content: &Content) -> Head {
    let labels = &content.settings.labels;
    let (title, description) = match route {
        Route::Program(program) => (program.title.clone(), plain_text(first_paragraph(&program.summary))),
        Route::Exercise(of) => (of.exercise.name.clone(), of.exercise.cues.join(" ")),
        Route::Page(page) => (page.title.clone(), plain_text(first_paragraph(&page.text))),
        Route::Tag(tag) => (tag.name.to_owned(), String::new()),
        Route::Exercises => (labels.exercises().to_owned(), labels.exercises_lead().to_owned()),
        Route::Search => (labels.search().to_owned(), String::new()),
        Route::Lost => (labels.nothing_here().to_owned(), String::new()),
        _ => (String::new(), content.settings.description.clone()),
    };
    let picture = match route {
        Route::Program(program) if has_previews(&content.settings) => preview_address(program),
        _ => String::new(),
    };
    Head { title, description, picture }
}
