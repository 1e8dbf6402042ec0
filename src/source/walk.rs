//! Which files a content folder has.

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

use walkdir::WalkDir;

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place};
use crate::model::Slug;

use super::Files;
use super::markdown::front_matter;

/// Larger files are no program text. Rosters may be longer than anything a person writes.
const LARGEST: u64 = 4 << 20;
const LARGEST_ROSTER: u64 = 256 << 20;

/// What a file is, by its folder and ending; in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Settings,
    Chart,
    Exercise,
    Program,
    Lifter,
    Roster,
    Page,
}

/// A file that is ours to read.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) slug: Slug,
    pub(super) file: FileId,
    /// The Markdown behind the front matter.
    pub(super) text: Range<usize>,
}

/// Every file of the folder that means something, by name; those that are `pages`, readable or not.
pub(super) fn find(
    folder: &Path,
    files: &mut Files,
    pages: &mut Vec<FileId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    let mut found = Vec::new();
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder)
        .follow_links(true)
        .max_depth(16)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| entry.depth() == 0 || !hidden(entry.file_name()));
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = shown(error.path().unwrap_or(folder));
                unreadable(
                    files,
                    diagnostics,
                    path,
                    &error.into_io_error().map_or("a link that leads back to itself".into(), |e| e.to_string()),
                );
                continue;
            }
        };
        let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if entry.file_type().is_file()
            && let Some(kind) = kind(inside)
        {
            found.extend(one(entry.path(), kind, files, diagnostics));
            pages.extend(files.last().filter(|_| kind == Kind::Page));
        }
    }
    found
}

fn kind(inside: &Path) -> Option<Kind> {
    let ending = inside.extension()?.to_str()?;
    let folder = inside.components().next()?.as_os_str().to_str()?;
    match (folder, ending) {
        ("programs", "yaml" | "yml") => Some(Kind::Program),
        ("lifters", "yaml" | "yml") => Some(Kind::Lifter),
        ("lifters", "csv") => Some(Kind::Roster),
        ("exercises", "md") => Some(Kind::Exercise),
        ("pages", "md") => Some(Kind::Page),
        ("rpe-chart.csv", _) => Some(Kind::Chart),
        ("liftpress.yaml" | "liftpress.yml", _) => Some(Kind::Settings),
        _ => None,
    }
}

/// Reads one file of a kind.
pub(super) fn one(path: &Path, kind: Kind, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) -> Option<Found> {
    let shown = shown(path);
    let largest = if kind == Kind::Roster { LARGEST_ROSTER } else { LARGEST };
    let bytes = match files.unsaved(&shown) {
        Some(text) => Ok(text.to_owned().into_bytes()),
        None => first_bytes(path, largest + 1),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            unreadable(files, diagnostics, shown, &error.to_string());
            return None;
        }
    };
    let text = match text_of(bytes, largest) {
        Ok(text) => text,
        Err((message, help)) => {
            let file = files.add(shown, String::new(), 0..0);
            diagnostics.push(Diagnostic::error(Code::NotText, Place::file(file), message).help(help));
            return None;
        }
    };
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let has_front_matter = matches!(kind, Kind::Exercise | Kind::Page);
    let parts = if has_front_matter { front_matter(&text[mark..]) } else { Some((0..text.len() - mark, 0..0)) };
    let Some((yaml, body)) = parts else {
        let line = text.lines().next().map_or(0, str::len);
        let file = files.add(shown, text, 0..0);
        let place = Place { file, at: At::Bytes(mark..line) };
        let name = if kind == Kind::Page { "title" } else { "name" };
        let help = format!("begin the file with `---`, `{name}: …` and `---` on lines of their own");
        diagnostics.push(Diagnostic::error(Code::Syntax, place, "it does not begin with front matter").help(help));
        return None;
    };
    let (yaml, body) = (yaml.start + mark..yaml.end + mark, body.start + mark..body.end + mark);
    let file = files.add(shown, text, yaml);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    match Slug::new(stem) {
        Ok(slug) => Some(Found { kind, slug, file, text: body }),
        // The file name of a roster names nobody.
        Err(_) if kind == Kind::Roster => Slug::new("roster").ok().map(|slug| Found { kind, slug, file, text: body }),
        Err(error) => {
            let diagnostic = Diagnostic::error(Code::BadSlug, Place::file(file), format!("the file name: {error}"));
            let help = Slug::from_name(stem).map(|slug| format!("rename the file to `{slug}`"));
            diagnostics.push(Diagnostic { help, ..diagnostic });
            None
        }
    }
}

/// At most so many bytes of a file.
fn first_bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes as text, or why they are none, and the mend.
fn text_of(bytes: Vec<u8>, largest: u64) -> Result<String, (String, &'static str)> {
    const SAVE: &str = "save it as UTF-8 text";
    if bytes.len() as u64 > largest {
        return Err((format!("larger than {} MiB", largest >> 20), "is this really one of your files? split it"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let line =
            String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).matches('\n').count() + 1;
        (format!("not UTF-8 text, from line {line} on"), SAVE)
    })?;
    if text.contains('\0') { Err(("not a text: it contains NUL bytes".to_owned(), SAVE)) } else { Ok(text) }
}

/// A path as its author would type it.
pub(super) fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string().replace('\\', "/")
}

/// A file that is there and cannot be read.
pub(super) fn unreadable(files: &mut Files, diagnostics: &mut Vec<Diagnostic>, path: String, why: &str) {
    let file = files.add(path, String::new(), 0..0);
    diagnostics.push(Diagnostic::error(Code::Unreadable, Place::file(file), format!("cannot be read: {why}")));
}
