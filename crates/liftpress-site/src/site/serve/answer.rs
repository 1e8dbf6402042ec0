//! Finds the file for an address. If there is no file, makes a page that says why.

use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::generation::{File, Generation};
use super::status::Status;

/// The characters that are not encoded in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The answer to a request for an address.
pub(super) struct Answer {
    pub(super) status: Status,
    pub(super) kind: &'static str,
    pub(super) file: Arc<File>,
    /// The address to which the browser is redirected; `None` if the browser is not redirected.
    pub(super) location: Option<String>,
}

/// The result of looking up an address.
enum Found {
    /// A file of the output folder.
    File(String),
    /// Another address.
    Redirect(String),
}

impl Answer {
    /// Returns the answer for a path. Without a generation, the answer is an error page.
    pub(super) fn new(generation: Option<&Generation>, path: &str) -> Self {
        let Some(generation) = generation else { return Self::message(Status::Unavailable, BROKEN) };
        match find(generation, path) {
            Some(Found::File(path)) => Self::of_file(generation, &path, Status::Ok),
            Some(Found::Redirect(path)) => {
                let location = Some(utf8_percent_encode(&path, PLAIN).to_string());
                Self { location, ..Self::message(Status::Redirect, "This page has another address.") }
            }
            None if path == "/favicon.ico" => Self::message(Status::NoContent, ""),
            None if generation.has("site/404.html") => Self::of_file(generation, "site/404.html", Status::NotFound),
            None => Self::message(Status::NotFound, "This page does not exist."),
        }
    }

    fn of_file(generation: &Generation, path: &str, status: Status) -> Self {
        match generation.file(path) {
            Some(file) => Self { status, kind: kind(path), file, location: None },
            None => Self::message(Status::Failed, BROKEN),
        }
    }

    /// Returns a page with a message.
    fn message(status: Status, text: &str) -> Self {
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>liftpress serve</title>\n<p>{text}</p>\n"
        );
        Self { status, kind: HTML, file: Arc::new(File::new(page.into_bytes())), location: None }
    }
}

const BROKEN: &str = "This page cannot be built yet. It will appear as soon as you fix the errors.";

/// Looks up a path. The site is at the root `/`, as when it is published. Booklets link to pages of the site with `../site/`,
/// because the two are next to each other in the output folder. So a path that starts with `/site/` is redirected to the path
/// without it.
fn find(generation: &Generation, path: &str) -> Option<Found> {
    let path = path.strip_prefix('/')?;
    found(generation, path).or_else(|| {
        let inside = if path == "site" { "" } else { path.strip_prefix("site/")? };
        found(generation, inside).map(|_| Found::Redirect(format!("/{inside}")))
    })
}

/// Looks up a file, or the index of a folder. If the path of a folder does not end with `/`, it is redirected to the path that
/// does.
fn found(generation: &Generation, path: &str) -> Option<Found> {
    let private = path.starts_with("booklets/").then(|| path.to_owned());
    let is_booklet_index = path == "booklets" && generation.has("booklets/index.html");
    for file in private.into_iter().chain([format!("site/{path}")]) {
        let file = if file.ends_with('/') { file + "index.html" } else { file };
        if generation.has(&file) {
            return Some(Found::File(file));
        }
        if generation.has(&format!("{file}/index.html")) {
            return Some(Found::Redirect(format!("/{path}/")));
        }
    }
    is_booklet_index.then(|| Found::Redirect("/booklets/".to_owned()))
}

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const CSS: &str = "text/css; charset=utf-8";

/// Returns the media type of a file, which depends on its extension.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => CSS,
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        _ => "application/octet-stream",
    }
}
