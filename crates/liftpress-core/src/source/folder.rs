//! Lists the files of a folder, and reads them as text.

use std::fs;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place};

use super::Files;
use super::snapshot::SnapshotFile;
use super::{unmerged, unseen};

/// The greatest depth of folders. Deeper folders are not read.
const MAX_DEPTH: usize = 16;

/// A file that can be read.
pub(super) struct Entry {
    /// The path to open.
    pub(super) path: PathBuf,
    /// The path within the folder.
    pub(super) inside: PathBuf,
}

/// Why a file is not read.
pub(super) struct Refusal {
    code: Code,
    message: String,
    help: Option<&'static str>,
    /// The text of the file, and the bytes of the text that the message shows; `None` if the message shows no part of
    /// the text.
    shown: Option<(String, Range<usize>)>,
}

/// Returns every file of the folder that is not hidden and whose path within the folder is relevant, sorted by name.
pub(super) fn files_of(
    folder: &Path,
    is_relevant: fn(&Path) -> bool,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    if let Some(snapshot) = files.snapshot() {
        let files = snapshot.files_of(folder, is_relevant).into_iter();
        return files.map(|(path, inside)| Entry { path, inside }).collect();
    }
    let home = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let inside = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_path_buf();
    let is_wanted = |path: &Path| {
        let inside = inside(path);
        let is_hidden = inside.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        !is_hidden && (inside.as_os_str().is_empty() || is_relevant(&inside))
    };
    let mut found = Vec::new();
    let mut walk = WalkDir::new(folder).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let path = match &entry {
            Ok(entry) => entry.path(),
            Err(error) => error.path().unwrap_or(folder),
        };
        if !is_wanted(path) {
            if entry.is_ok_and(|entry| entry.file_type().is_dir()) {
                walk.skip_current_dir();
            }
            continue;
        }
        let path = path.to_path_buf();
        let refusal = match entry {
            Err(error) => Some(match error.io_error() {
                Some(error) => Refusal::unreadable(&error.to_string()),
                None => Refusal::unreadable("the link leads back to itself"),
            }),
            Ok(entry) if leads_out(&entry, &home) => {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                Some(Refusal {
                    help: Some("replace the link with a copy of what it leads to"),
                    ..Refusal::unreadable(&format!("the link leads out of `{}`", shown(folder)))
                })
            }
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) if entry.file_type().is_file() => {
                found.push(Entry { inside: inside(&path), path });
                continue;
            }
            Ok(_) => Some(Refusal::unreadable("it is neither a file nor a folder")),
        };
        if let Some(refusal) = refusal {
            refusal.report(shown(&path), files, diagnostics);
        }
    }
    found
}

/// Returns whether an entry is a link to a target outside of the folder. Such a target may differ over time and from
/// machine to machine.
fn leads_out(entry: &DirEntry, home: &Path) -> bool {
    entry.depth() > 0
        && entry.path_is_symlink()
        && entry.path().canonicalize().is_ok_and(|target| !target.starts_with(home))
}

/// Reads a file as text. Refuses files of more than `largest` bytes, and texts with invisible characters.
pub(super) fn read(path: &Path, largest: u64, files: &Files) -> Result<String, Refusal> {
    const SAVE: Option<&str> = Some("save the file as UTF-8 text");
    let no_text = |message: String, help| Err(Refusal { code: Code::NotText, message, help, shown: None });
    let line = |before: &str| before.matches('\n').count() + 1;
    let text = match String::from_utf8(read_bytes(path, largest, files)?) {
        Ok(text) => unseen::with_line_feeds(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = line(&String::from_utf8_lossy(&error.as_bytes()[..valid]));
            return no_text(format!("line {line} is not UTF-8 text"), SAVE);
        }
    };
    match unseen::first_of_file(&text) {
        None => merged(path, text),
        Some((_, '\0')) => no_text("this is not a text file: it contains NUL bytes".to_owned(), SAVE),
        Some((at, c)) => {
            let line = line(&text[..at]);
            let message = format!("invisible character {} in line {line}", unseen::name(c));
            no_text(message, Some(unseen::HELP))
        }
    }
}

/// Returns the text, unless it has an unresolved merge conflict.
pub(super) fn merged(path: &Path, text: String) -> Result<String, Refusal> {
    match unmerged::first_line(&text, unmerged::is_prose(path)) {
        None => Ok(text),
        Some(line) => Err(Refusal {
            code: Code::MergeConflict,
            message: unmerged::MESSAGE.to_owned(),
            help: Some(unmerged::HELP),
            shown: Some((text, line)),
        }),
    }
}

/// Returns the content of a file, from the snapshot if there is one, or else from disk. Refuses files of more than
/// `largest` bytes.
pub(super) fn read_bytes(path: &Path, largest: u64, files: &Files) -> Result<Vec<u8>, Refusal> {
    let bytes = match files.snapshot().map(|snapshot| snapshot.get(path)) {
        Some(Some(SnapshotFile::Bytes(bytes))) => Some(bytes.clone()),
        Some(Some(SnapshotFile::TooLarge)) => None,
        Some(None) => return Err(Refusal::unreadable("the revision does not have this file")),
        None => {
            let mut bytes = Vec::new();
            fs::File::open(path)
                .and_then(|file| file.take(largest + 1).read_to_end(&mut bytes))
                .map_err(|error| Refusal::unreadable(&error.to_string()))?;
            Some(bytes)
        }
    };
    bytes.filter(|bytes| bytes.len() as u64 <= largest).ok_or_else(|| {
        let message = format!("the file is larger than {} MiB", largest >> 20);
        let help = Some("split the file, or move it out of the folder");
        Refusal { code: Code::NotText, message, help, shown: None }
    })
}

impl Refusal {
    pub(super) fn unreadable(why: &str) -> Self {
        Self { code: Code::Unreadable, message: format!("cannot be read: {why}"), help: None, shown: None }
    }

    /// Reports why a file is not read, and returns the id of the file. The text of the file is stored only if the
    /// report shows a line of it.
    pub(super) fn report(self, path: String, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) -> FileId {
        let (text, at) = match self.shown {
            Some((text, line)) => (text, At::Bytes(line)),
            None => (String::new(), At::File),
        };
        let file = files.add(path, text, 0..0);
        let diagnostic = Diagnostic::error(self.code, Place { file, at }, self.message);
        diagnostics.push(diagnostic.helped(self.help.map(str::to_owned)));
        file
    }

    /// Reports the refusal as a warning, for a file that pages do not need. A merge conflict is an error in every file.
    pub(super) fn warn(self, path: String, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) {
        if self.code == Code::MergeConflict {
            self.report(path, files, diagnostics);
            return;
        }
        let file = files.add(path, String::new(), 0..0);
        let diagnostic = Diagnostic::warning(Code::UnusableFile, Place::file(file), self.message);
        diagnostics.push(diagnostic.helped(self.help.map(str::to_owned)));
    }
}

/// Returns a path as its author would type it.
#[must_use]
pub fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    unseen::escaped(&path.display().to_string().replace('\\', "/"))
}
