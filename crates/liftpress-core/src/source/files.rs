//! The texts that were read, to show where in them a mistake is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops;
use std::path;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{At, Before, Edit, FileId, Fix, Form, Located, Place, Sources, Span};

use super::snapshot::Snapshot;
use super::yaml::{Pair, Scalar, Yaml, compose, with_points};

/// Every file of a content folder that was read.
#[derive(Debug, Default)]
pub struct Files {
    all: Vec<SourceFile>,
    /// The texts to use instead of the files at these paths.
    unsaved: BTreeMap<String, String>,
    /// Files to read instead of those on disk.
    snapshot: Option<Arc<Snapshot>>,
}

#[derive(Debug)]
struct SourceFile {
    path: String,
    text: String,
    /// The bytes of the text that are YAML: the whole text, or the front matter.
    yaml: ops::Range<usize>,
    /// The composed YAML. It is composed when a fix first renames a key, to check that no other key of the map has the
    /// new name.
    keys: OnceLock<Option<Yaml>>,
    /// The file of the base, if the program in this file extends another program.
    base: Option<FileId>,
}

impl Files {
    /// Creates an empty set of files. The texts of `unsaved` and the files of `snapshot` are read instead of files on
    /// disk.
    pub(super) fn new(unsaved: BTreeMap<String, String>, snapshot: Option<Arc<Snapshot>>) -> Self {
        Self { all: Vec::new(), unsaved, snapshot }
    }

    /// Returns the files to read instead of those on disk; `None` if files are read from disk.
    pub(super) fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_deref()
    }

    /// Returns the text to use instead of the file at a path, if there is one.
    pub(super) fn unsaved(&self, path: &str) -> Option<&str> {
        self.unsaved.get(path).map(String::as_str)
    }

    /// Returns the file at a path. The path may be written in any form.
    pub(super) fn at(&self, path: &path::Path) -> Option<FileId> {
        let path = path.canonicalize().ok()?;
        let is_it = |file: &SourceFile| path::Path::new(&file.path).canonicalize().is_ok_and(|there| there == path);
        self.all.iter().position(is_it).and_then(|at| u32::try_from(at).ok()).map(FileId)
    }

    /// Stores a text whose bytes `yaml` are YAML, and returns its id. There are few enough texts for ids of 32 bits.
    pub fn add(&mut self, path: String, text: String, yaml: ops::Range<usize>) -> FileId {
        let id = FileId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(SourceFile { path, text, yaml, keys: OnceLock::new(), base: None });
        id
    }

    /// Returns every file.
    pub(super) fn ids(&self) -> impl Iterator<Item = FileId> {
        (0..self.all.len()).filter_map(|at| u32::try_from(at).ok()).map(FileId)
    }

    /// Returns the whole text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.all[file.0 as usize].text
    }

    /// Returns the YAML part of a file.
    pub(super) fn yaml(&self, file: FileId) -> &str {
        let file = &self.all[file.0 as usize];
        &file.text[file.yaml.clone()]
    }

    /// Returns the byte at which the YAML part of a file starts.
    pub(super) fn yaml_start(&self, file: FileId) -> usize {
        self.all[file.0 as usize].yaml.start
    }

    /// Records that the program in `file` extends the program in `base`.
    pub(super) fn extend(&mut self, file: FileId, base: FileId) {
        self.all[file.0 as usize].base = Some(base);
    }

    /// Returns the path and the text of every text file.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.all.iter().filter(|file| !file.text.is_empty());
        texts.map(|file| (file.path.as_str(), file.text.as_str()))
    }

    /// Returns the file of the program that the program in `file` extends; `None` if it extends no program.
    pub(super) fn base(&self, file: FileId) -> Option<FileId> {
        self.all[file.0 as usize].base
    }

    /// Returns the entries of the map that contains a key.
    fn pairs_around(&self, key: Span) -> Option<&[Pair]> {
        let SourceFile { keys, text, yaml, .. } = &self.all[key.file.0 as usize];
        let compose = || compose(&with_points(&text[yaml.clone()]), key.file, yaml.start).0;
        keys.get_or_init(compose).as_ref()?.pairs_around(key.start)
    }

    /// Returns the path of a file, as its author would type it.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.all[file.0 as usize].path
    }
}

impl Sources for Files {
    fn locate(&self, place: &Place) -> Located<'_> {
        let (file, span) = match &place.at {
            At::File => (place.file, None),
            At::Bytes(bytes) => (place.file, Some(bytes.clone())),
            At::Node { span, within } => {
                (span.file, Some(shown(self.text(span.file), *span, bytes_of(within.as_ref()).as_ref())))
            }
            At::Map(map) => match map.shown {
                Some(span) => (span.file, Some(shown(self.text(span.file), span, None))),
                None => (place.file, None),
            },
        };
        let inherited_by = (file != place.file).then(|| Cow::Borrowed(self.path(place.file)));
        Located {
            path: Cow::Borrowed(self.path(file)),
            text: self.text(file),
            before: Before::default(),
            span,
            inherited_by,
        }
    }

    fn edit(&self, Fix { place, given, text }: &Fix) -> Option<Edit> {
        let edit = |file, bytes: ops::Range<usize>, text| Some(Edit { file, bytes: (bytes.start, bytes.end), text });
        match &place.at {
            At::File | At::Map(_) => None,
            At::Bytes(bytes) => {
                let there = the_one(self.text(place.file).get(bytes.clone())?, given)?;
                edit(place.file, bytes.start + there.start..bytes.start + there.end, text.clone())
            }
            At::Node { span, within } => {
                let whole = self.text(span.file);
                let scalar = Scalar::at(whole, *span)?;
                let mut content = scalar.content(whole);
                let part_of_it = bytes_of(within.as_ref()).unwrap_or(0..content.len());
                let there = the_one(content.get(part_of_it.clone())?, given)?;
                content.replace_range(part_of_it.start + there.start..part_of_it.start + there.end, text);
                // A renamed key must not duplicate another key of its map.
                let is_there =
                    || self.pairs_around(*span).is_some_and(|all| all.iter().any(|pair| *pair.key == content));
                if span.form == Form::Key && is_there() {
                    return None;
                }
                let written = scalar.written(&content)?;
                edit(span.file, scalar.bytes, written)
            }
        }
    }
}

/// Returns the bytes of a node that a message shows: a whole key, the part `within` a text, or else the first line of
/// the node.
fn shown(text: &str, span: Span, within: Option<&ops::Range<usize>>) -> ops::Range<usize> {
    let bytes = span.bytes();
    let quote = match span.form {
        Form::Key => return bytes,
        Form::Plain => Some(0),
        Form::Quoted => Some(1),
        Form::Block | Form::Other => None,
    };
    if let Some((within, quote)) = within.zip(quote) {
        return bytes.start + quote + within.start..bytes.start + quote + within.end;
    }
    let value = &text[bytes.clone()];
    let length = value.find('\n').unwrap_or(value.len());
    bytes.start..bytes.start + value[..length].trim_end().len()
}

fn bytes_of(within: Option<&ops::Range<u32>>) -> Option<ops::Range<usize>> {
    within.map(|range| range.start as usize..range.end as usize)
}

/// Returns the bytes of `given` in a text. `given` must be the whole text, or occur in it exactly once as a whole word.
fn the_one(text: &str, given: &str) -> Option<ops::Range<usize>> {
    if text == given {
        return Some(0..text.len());
    }
    let inside_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut found = text.match_indices(given).filter(|(at, _)| {
        let (before, after) = (&text[..*at], &text[at + given.len()..]);
        !given.is_empty() && !before.ends_with(inside_word) && !after.starts_with(inside_word)
    });
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at..at + given.len())
}
