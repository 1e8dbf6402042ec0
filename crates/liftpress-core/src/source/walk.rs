//! Finds the files of a content folder.

use std::ops::Range;
use std::path::Path;

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place};
use crate::model::Slug;

use super::Files;
use super::folder::{Entry, files_of, merged, read, shown};
use super::markdown::front_matter;
use super::schema::FileKind;
use super::unseen;

/// The largest size of a file that is not a roster. People do not write larger texts. Rosters may be larger.
pub(super) const MAX_SIZE: u64 = 4 << 20;
const MAX_ROSTER_SIZE: u64 = 8 << 20;

/// The kind of a file, which follows from its folder and ending. The kinds are in the order in which they are read.
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
    /// Returns the schema of files of this kind; `None` if they have no schema.
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

/// A file of the content.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) slug: Slug,
    pub(super) file: FileId,
    /// The bytes of the Markdown after the front matter.
    pub(super) text: Range<usize>,
}

/// A file that cannot be read, or whose name is invalid, with its kind.
pub(super) struct Unread {
    pub(super) file: FileId,
    pub(super) kind: Kind,
    pub(super) name: String,
}

impl Unread {
    /// Returns the name of the file as a slug; `None` if the name is not a valid slug.
    pub(super) fn slug(&self) -> Option<Slug> {
        Slug::new(&self.name).ok()
    }
}

/// Returns every file of the content in a folder, sorted by name. The second list has the files that cannot be read.
pub(super) fn find(
    folder: &Path,
    without_lifters: bool,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Found>, Vec<Unread>) {
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    let before = files.ids().count();
    let entries = files_of(folder, is_relevant, files, diagnostics);
    // The kind of a file or folder that cannot be opened follows from its path.
    let base = shown(folder);
    for file in files.ids().skip(before) {
        let path = Path::new(files.path(file));
        let inside = path.strip_prefix(&base).unwrap_or(path);
        unread.extend(kind_in(inside).map(|kind| Unread { file, kind, name: stem(path) }));
    }
    for Entry { path, inside } in entries {
        let is_wanted = |kind: &Kind| !without_lifters || !matches!(kind, Kind::Lifter | Kind::Roster);
        if let Some(kind) = kind(&inside).filter(is_wanted) {
            match one(&path, kind, files, diagnostics) {
                Ok(one) => found.push(one),
                Err(file) => unread.push(Unread { file, kind, name: stem(&path) }),
            }
        }
    }
    (found, unread)
}

/// Returns whether a file is YAML, by its ending.
#[must_use]
pub fn is_yaml(path: &Path) -> bool {
    ending(path).is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// Returns the ending of a file's name in lower case, since some programs write `.CSV`.
fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Returns the name of a file without its ending, with invisible characters escaped.
pub(super) fn stem(path: &Path) -> String {
    unseen::escaped(&path.file_stem().unwrap_or_default().to_string_lossy())
}

/// Returns whether a path belongs to the content. The folder may be a whole site, which also has output, templates and
/// other files.
fn is_relevant(inside: &Path) -> bool {
    kind_in(inside).is_some()
}

/// Returns the kind of a file or folder by its place in the content folder. Rosters are not distinguished from lifters
/// here.
fn kind_in(inside: &Path) -> Option<Kind> {
    match inside.components().next()?.as_os_str().to_str()? {
        "programs" => Some(Kind::Program),
        "lifters" => Some(Kind::Lifter),
        "exercises" => Some(Kind::Exercise),
        "pages" => Some(Kind::Page),
        file => match file.to_ascii_lowercase().as_str() {
            "rpe-chart.csv" => Some(Kind::Chart),
            "liftpress.yaml" | "liftpress.yml" => Some(Kind::Settings),
            _ => None,
        },
    }
}

fn kind(inside: &Path) -> Option<Kind> {
    match (kind_in(inside)?, ending(inside)?.as_str()) {
        (Kind::Lifter, "csv") => Some(Kind::Roster),
        (kind @ (Kind::Program | Kind::Lifter), "yaml" | "yml")
        | (kind @ (Kind::Exercise | Kind::Page), "md")
        | (kind @ (Kind::Chart | Kind::Settings), _) => Some(kind),
        _ => None,
    }
}

/// Reads a file of a kind. If the file cannot be read, reports the reason, and returns the id of the file as the error.
pub(super) fn one(
    path: &Path,
    kind: Kind,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Found, FileId> {
    let largest = if kind == Kind::Roster { MAX_ROSTER_SIZE } else { MAX_SIZE };
    let shown = shown(path);
    let text = match files.unsaved(&shown) {
        Some(text) => merged(path, text.to_owned()),
        None => read(path, largest, files),
    };
    let text = text.map_err(|refusal| refusal.report(shown.clone(), files, diagnostics))?;
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let all = 0..text.len() - mark;
    let parts = match kind {
        // A page may have no front matter. It may then start with a heading, which is its title.
        Kind::Page => Some(front_matter(&text[mark..]).unwrap_or((0..0, all))),
        Kind::Exercise => front_matter(&text[mark..]),
        _ => Some((all, 0..0)),
    };
    let Some((yaml, body)) = parts else {
        let line = text.lines().next().map_or(0, str::len);
        let file = files.add(shown, text, 0..0);
        let place = Place { file, at: At::Bytes(mark..line) };
        let help = "start the file with the lines `---`, `name: …` and `---`";
        diagnostics
            .push(Diagnostic::error(Code::Syntax, place, "the file does not start with front matter").help(help));
        return Err(file);
    };
    let (yaml, body) = (yaml.start + mark..yaml.end + mark, body.start + mark..body.end + mark);
    let file = files.add(shown, text, yaml);
    let stem = match kind {
        // A content folder has only one file of each of these kinds.
        Kind::Settings | Kind::Chart => stem(path).to_ascii_lowercase(),
        _ => stem(path),
    };
    match Slug::new(&stem) {
        Ok(slug) => Ok(Found { kind, slug, file, text: body }),
        // The file name of a roster is not the slug of a lifter, so every file name is valid.
        Err(_) if kind == Kind::Roster => {
            Slug::new("roster").map(|slug| Found { kind, slug, file, text: body }).map_err(|_| file)
        }
        Err(error) => {
            let diagnostic = Diagnostic::error(Code::BadSlug, Place::file(file), format!("file name: {error}"));
            let ending = ending(path).unwrap_or_default();
            let help = Slug::from_name(&stem).map(|slug| format!("rename the file to `{slug}.{ending}`"));
            diagnostics.push(diagnostic.helped(help));
            Err(file)
        }
    }
}
