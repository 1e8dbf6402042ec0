//! The texts that were read, kept to say where in them something is wrong.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops;
use std::path;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{At, Before, Edit, FileId, Fix, Located, Part, Path, Place, Segment, Sources};

use super::derivation::{Derivation, Origin};
use super::snapshot::Snapshot;
use super::yaml::{Index, with_points};

/// Every file of a content folder that was read.
#[derive(Debug, Default)]
pub struct Files {
    all: Vec<SourceFile>,
    /// Texts to take in place of what is in the files, by path.
    unsaved: BTreeMap<String, String>,
    /// What is read in place of what is on disk.
    snapshot: Option<Arc<Snapshot>>,
}

#[derive(Debug)]
struct SourceFile {
    path: String,
    text: String,
    /// Which part of the text is YAML: all of it, or the front matter.
    yaml: ops::Range<usize>,
    index: OnceLock<Index>,
    /// Of a program that extends another: where the nodes of its value stand.
    derivation: Option<Derivation>,
}

impl Files {
    /// No files yet, texts that are to be taken in place of what will be found in some, and what to read in place of what is
    /// on disk.
    pub(super) fn new(unsaved: BTreeMap<String, String>, snapshot: Option<Arc<Snapshot>>) -> Self {
        Self { all: Vec::new(), unsaved, snapshot }
    }

    /// What is read in place of what is on disk.
    pub(super) fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_deref()
    }

    /// The text to be taken in place of what is in a file, if there is one.
    pub(super) fn unsaved(&self, path: &str) -> Option<&str> {
        self.unsaved.get(path).map(String::as_str)
    }

    /// The file at a path, however that is written.
    pub(super) fn at(&self, path: &path::Path) -> Option<FileId> {
        let path = path.canonicalize().ok()?;
        let is_it = |file: &SourceFile| path::Path::new(&file.path).canonicalize().is_ok_and(|there| there == path);
        self.all.iter().position(is_it).and_then(|at| u32::try_from(at).ok()).map(FileId)
    }

    /// Keeps a text, of which `yaml` is YAML. Texts are few enough that a file has its number in 32 bits.
    pub fn add(&mut self, path: String, text: String, yaml: ops::Range<usize>) -> FileId {
        let id = FileId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(SourceFile { path, text, yaml, index: OnceLock::new(), derivation: None });
        id
    }

    /// Every file.
    pub(super) fn ids(&self) -> impl Iterator<Item = FileId> {
        (0..self.all.len()).filter_map(|at| u32::try_from(at).ok()).map(FileId)
    }

    /// The whole text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.all[file.0 as usize].text
    }

    /// The YAML part of a file.
    pub(super) fn yaml(&self, file: FileId) -> &str {
        let file = &self.all[file.0 as usize];
        &file.text[file.yaml.clone()]
    }

    /// Where the YAML part of a file begins.
    pub(super) fn yaml_start(&self, file: FileId) -> usize {
        self.all[file.0 as usize].yaml.start
    }

    /// From now on, nodes of `file` are those of a merged value.
    pub(super) fn derive(&mut self, file: FileId, derivation: Derivation) {
        self.all[file.0 as usize].derivation = Some(derivation);
    }

    /// The path and the text of every file that is a text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.all.iter().filter(|file| !file.text.is_empty());
        texts.map(|file| (file.path.as_str(), file.text.as_str()))
    }

    /// The file of the program that the one in a file extends.
    pub(super) fn base(&self, file: FileId) -> Option<FileId> {
        self.all[file.0 as usize].derivation.as_ref().map(|derivation| derivation.base)
    }

    /// The file in which a node stands, and where in it.
    fn origin(&self, mut file: FileId, path: &Path) -> (FileId, Path) {
        let mut path = path.clone();
        while let Some(derivation) = &self.all[file.0 as usize].derivation {
            match derivation.origin(&path) {
                Origin::Own(own) => return (file, own),
                Origin::Base(inherited) => (file, path) = (derivation.base, inherited),
            }
        }
        (file, path)
    }

    /// Where the nodes of a file's YAML stand.
    fn index(&self, file: FileId) -> &Index {
        let SourceFile { index, text, yaml, .. } = &self.all[file.0 as usize];
        index.get_or_init(|| Index::new(&with_points(&text[yaml.clone()])))
    }

    /// As the author would type it.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.all[file.0 as usize].path
    }
}

impl Sources for Files {
    fn locate(&self, place: &Place) -> Located<'_> {
        let mut id = place.file;
        let span = match &place.at {
            At::File => None,
            At::Bytes(bytes) => Some(bytes.clone()),
            At::Node { path, part, within } => {
                let (origin, path) = self.origin(place.file, path);
                id = origin;
                let (yaml, start) = (self.yaml(id), self.yaml_start(id));
                let span = self.index(id).span(yaml, &path, *part, bytes_of(within.as_ref()).as_ref());
                Some(span.start + start..span.end + start)
            }
        };
        let inherited_by = (id != place.file).then(|| Cow::Borrowed(self.path(place.file)));
        Located {
            path: Cow::Borrowed(self.path(id)),
            text: self.text(id),
            before: Before::default(),
            span,
            inherited_by,
        }
    }

    fn edit(&self, Fix { place, given, text }: &Fix) -> Option<Edit> {
        let edit = |file, bytes: ops::Range<usize>, text| Some(Edit { file, bytes: (bytes.start, bytes.end), text });
        match &place.at {
            At::File => None,
            At::Bytes(bytes) => {
                let there = the_one(self.text(place.file).get(bytes.clone())?, given)?;
                edit(place.file, bytes.start + there.start..bytes.start + there.end, text.clone())
            }
            At::Node { path, part, within } => {
                let (file, path) = self.origin(place.file, path);
                let (yaml, start) = (self.yaml(file), self.yaml_start(file));
                let scalar = self.index(file).scalar(yaml, &path, *part)?;
                let mut content = scalar.content(yaml);
                let part_of_it = bytes_of(within.as_ref()).unwrap_or(0..content.len());
                let there = the_one(content.get(part_of_it.clone())?, given)?;
                content.replace_range(part_of_it.start + there.start..part_of_it.start + there.end, text);
                // No second key of the same name.
                let renamed = path
                    .0
                    .split_last()
                    .map(|(_, around)| Path(around.to_vec()).join(&[Segment::Key(content.as_str().into())]));
                if *part == Part::Key && renamed.is_some_and(|renamed| self.index(file).has(&renamed)) {
                    return None;
                }
                let written = scalar.written(&content)?;
                edit(file, scalar.bytes.start + start..scalar.bytes.end + start, written)
            }
        }
    }
}

fn bytes_of(within: Option<&ops::Range<u32>>) -> Option<ops::Range<usize>> {
    within.map(|range| range.start as usize..range.end as usize)
}

/// Where `given` stands in a text: alone, or once as a whole word.
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
