//! Which file an address means, and what is shown where there is none.

use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::generation::{File, Generation};
use super::status::Status;

/// What stands in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What there is at an address.
pub(super) struct Answer {
    pub(super) status: Status,
    pub(super) kind: &'static str,
    pub(super) file: Arc<File>,
    /// Where to go instead.
    pub(super) location: Option<String>,
}

/// Where in the output folder something stands.
enum Found {
    File(String),
    /// Its address is another.
    Elsewhere(String),
}

impl Answer {
    /// What the site has at a path. Without a site, what is said in its place.
    pub(super) fn new(generation: Option<&Generation>, path: &str) -> Self {
        let Some(generation) = generation else { return Self::said(Status::Unavailable, BROKEN) };
        match find(generation, path) {
            Some(Found::File(path)) => Self::of_file(generation, &path, Status::Ok),
            Some(Found::Elsewhere(path)) => {
                let location = Some(utf8_percent_encode(&path, PLAIN).to_string());
                Self { location, ..Self::said(Status::ElseWhere, "It is elsewhere.") }
            }
            None if path == "/favicon.ico" => Self::said(Status::NoContent, ""),
            None if generation.has("site/404.html") => Self::of_file(generation, "site/404.html", Status::NotFound),
            None => Self::said(Status::NotFound, "There is no such page."),
        }
    }

    fn of_file(generation: &Generation, path: &str, status: Status) -> Self {
        match generation.file(path) {
            Some(file) => Self { status, kind: kind(path), file, location: None },
            None => Self::said(Status::Failed, BROKEN),
        }
    }

    fn said(status: Status, text: &str) -> Self {
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>liftpress serve</title>\n<p>{text}</p>\n"
        );
        Self { status, kind: HTML, file: Arc::new(File::new(page.into_bytes())), location: None }
    }
}

const BROKEN: &str = "This page cannot be made yet. It comes as soon as the errors are mended.";

/// As published, the site is at the root. The booklets are beside it in the output folder, so `../site/` leads from
/// them to it: that is the root again.
fn find(generation: &Generation, path: &str) -> Option<Found> {
    let path = path.strip_prefix('/')?;
    found(generation, path).or_else(|| {
        let inside = if path == "site" { "" } else { path.strip_prefix("site/")? };
        found(generation, inside).map(|_| Found::Elsewhere(format!("/{inside}")))
    })
}

/// A file, the index of a folder, or a folder that lacks its `/`.
fn found(generation: &Generation, path: &str) -> Option<Found> {
    let private = path.starts_with("booklets/").then(|| path.to_owned());
    let is_shelf = path == "booklets" && generation.has("booklets/index.html");
    for file in private.into_iter().chain([format!("site/{path}")]) {
        let file = if file.ends_with('/') { file + "index.html" } else { file };
        if generation.has(&file) {
            return Some(Found::File(file));
        }
        if generation.has(&format!("{file}/index.html")) {
            return Some(Found::Elsewhere(format!("/{path}/")));
        }
    }
    is_shelf.then(|| Found::Elsewhere("/booklets/".to_owned()))
}

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const CSS: &str = "text/css; charset=utf-8";

/// What a file is, by its ending.
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
