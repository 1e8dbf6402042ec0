//! The texts that were read, kept to say where in them something is wrong.

use std::borrow::Cow;
use std::ops;
use std::sync::OnceLock;

use crate::diagnostic::{At, FileId, Located, Path, Place, Sources};

use super::derivation::{Derivation, Origin};
use super::yaml::Index;

/// Every file of a content folder that was read.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<SourceFile>,
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
    /// Keeps a text, of which `yaml` is YAML. Texts are few enough that a file has its number in 32 bits.
    pub(super) fn add(&mut self, path: String, text: String, yaml: ops::Range<usize>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { path, text, yaml, index: OnceLock::new(), derivation: None });
        id
    }

    /// The file that was added last.
    pub(super) fn last(&self) -> Option<FileId> {
        self.files.len().checked_sub(1).and_then(|last| u32::try_from(last).ok()).map(FileId)
    }

    pub(super) fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// The YAML part of a file.
    pub(super) fn yaml(&self, file: FileId) -> &str {
        let file = &self.files[file.0 as usize];
        &file.text[file.yaml.clone()]
    }

    /// Where the YAML part of a file begins.
    pub(super) fn yaml_start(&self, file: FileId) -> usize {
        self.files[file.0 as usize].yaml.start
    }

    /// From now on, nodes of `file` are those of a merged value.
    pub(super) fn derive(&mut self, file: FileId, derivation: Derivation) {
        self.files[file.0 as usize].derivation = Some(derivation);
    }

    /// The file in which a node stands, and where in it.
    fn origin(&self, mut file: FileId, path: &Path) -> (FileId, Path) {
        let mut path = path.clone();
        while let Some(derivation) = &self.files[file.0 as usize].derivation {
            match derivation.origin(&path) {
                Origin::Own(own) => return (file, own),
                Origin::Base(inherited) => (file, path) = (derivation.base, inherited),
            }
        }
        (file, path)
    }

    /// As the author would type it.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
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
                let file = &self.files[id.0 as usize];
                let yaml = &file.text[file.yaml.clone()];
                let index = file.index.get_or_init(|| Index::new(yaml));
                let span = index.span(yaml, &path, *part, within.as_ref());
                Some(span.start + file.yaml.start..span.end + file.yaml.start)
            }
        };
        let inherited_by = (id != place.file).then(|| Cow::Borrowed(self.path(place.file)));
        Located { path: Cow::Borrowed(self.path(id)), text: self.text(id), span, inherited_by }
    }
}
