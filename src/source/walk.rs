//! Which files a content folder has.

use std::ops::Range;
use std::path::Path;

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place};
use crate::model::Slug;

use super::Files;
use super::folder::{Entry, files_of, merged, read, shown};
use super::markdown::front_matter;
use super::schema::FileKind;
use super::unseen;

/// Larger files are no program text. Rosters may be longer than anything a person writes.
pub(super) const LARGEST: u64 = 4 << 20;
const LARGEST_ROSTER: u64 = 8 << 20;

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

impl Kind {
    /// What the schema of such a file is called.
    pub(super) fn schema(self) -> Option<FileKind> {
        match self {
            Self::Settings => Some(FileKind::Settings),
            Self::Exercise => Some(FileKind::Exercise),
            Self::Program => Some(FileKind::Program),
            Self::Lifter => Some(FileKind::Lifter),
            Self::Page => Some(FileKind::Page),
            Self::Chart | Self::Roster => None,
        }
    }
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
    without_lifters: bool,
    files: &mut Files,
    pages: &mut Vec<FileId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    let mut found = Vec::new();
    for Entry { path, inside } in files_of(folder, is_ours, files, diagnostics) {
        let is_wanted = |kind: &Kind| !without_lifters || !matches!(kind, Kind::Lifter | Kind::Roster);
        if let Some(kind) = kind(&inside).filter(is_wanted) {
            found.extend(one(&path, kind, files, diagnostics));
            pages.extend(files.last().filter(|_| kind == Kind::Page));
        }
    }
    found
}

/// Whether a file is YAML, by its name.
pub(crate) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// A content folder may be a whole site, with an output, templates and more in it.
fn is_ours(inside: &Path) -> bool {
    let first = inside.components().next().and_then(|first| first.as_os_str().to_str());
    first.is_some_and(|first| {
        matches!(
            first,
            "programs" | "lifters" | "exercises" | "pages" | "rpe-chart.csv" | "liftpress.yaml" | "liftpress.yml"
        )
    })
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
    let largest = if kind == Kind::Roster { LARGEST_ROSTER } else { LARGEST };
    let shown = shown(path);
    let text = match files.unsaved(&shown) {
        Some(text) => merged(path, text.to_owned()),
        None => read(path, largest, files),
    };
    let text = match text {
        Ok(text) => text,
        Err(refusal) => {
            // What a file is called is known where two versions of it wait to be merged.
            let is_ours = refusal.is_unmerged();
            let file = refusal.report(shown, files, diagnostics);
            return if is_ours { named(path, kind, file, 0..0, diagnostics) } else { None };
        }
    };
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let all = 0..text.len() - mark;
    let parts = match kind {
        // A page may begin with its title, as a heading.
        Kind::Page => Some(front_matter(&text[mark..]).unwrap_or((0..0, all))),
        Kind::Exercise => front_matter(&text[mark..]),
        _ => Some((all, 0..0)),
    };
    let Some((yaml, body)) = parts else {
        let line = text.lines().next().map_or(0, str::len);
        let file = files.add(shown, text, 0..0);
        let place = Place { file, at: At::Bytes(mark..line) };
        let help = "begin the file with `---`, `name: …` and `---` on lines of their own";
        diagnostics.push(Diagnostic::error(Code::Syntax, place, "it does not begin with front matter").help(help));
        return None;
    };
    let (yaml, body) = (yaml.start + mark..yaml.end + mark, body.start + mark..body.end + mark);
    let file = files.add(shown, text, yaml);
    named(path, kind, file, body, diagnostics)
}

/// A file by the name that it gives to what is in it.
fn named(
    path: &Path,
    kind: Kind,
    file: FileId,
    text: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Found> {
    let stem = unseen::spelt_out(&path.file_stem().unwrap_or_default().to_string_lossy());
    match Slug::new(&stem) {
        Ok(slug) => Some(Found { kind, slug, file, text }),
        // The file name of a roster names nobody.
        Err(_) if kind == Kind::Roster => Slug::new("roster").ok().map(|slug| Found { kind, slug, file, text }),
        Err(error) => {
            let diagnostic = Diagnostic::error(Code::BadSlug, Place::file(file), format!("the file name: {error}"));
            let help = Slug::from_name(&stem).map(|slug| format!("rename the file to `{slug}`"));
            diagnostics.push(Diagnostic { help, ..diagnostic });
            None
        }
    }
}
