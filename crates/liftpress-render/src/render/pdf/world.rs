//! The files that a Typst template can read: the templates, the booklet as JSON, its charts, and the pictures of the
//! content folder. Templates have no access to the network, the clock, or other files.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

/// The faces of all fonts.
#[derive(Debug)]
pub(super) struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    pub(super) faces: Vec<Font>,
}

impl Fonts {
    pub(super) fn new(files: impl Iterator<Item = Bytes>) -> Self {
        let faces: Vec<Font> = files.flat_map(faces).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    }
}

/// The largest number of faces that are read from one file.
const MOST_FACES: u32 = 256;

/// Returns the faces in a font file. Their number is limited, because a malformed collection may claim to have four
/// billion.
fn faces(file: Bytes) -> impl Iterator<Item = Font> {
    let count = match file.as_slice() {
        [b't', b't', b'c', b'f', _, _, _, _, a, b, c, d, ..] => u32::from_be_bytes([*a, *b, *c, *d]),
        _ => 1,
    };
    (0..count.min(MOST_FACES)).filter_map(move |index| Font::new(file.clone(), index))
}

/// The files and fonts that are the same for all documents.
pub(super) struct Resources {
    pub(super) library: LazyHash<Library>,
    pub(super) fonts: Fonts,
    pub(super) templates: HashMap<FileId, Source>,
}

/// Returns the id of a path; `None` if the path is invalid.
pub(super) fn id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A document to print.
pub(super) struct DocumentWorld<'s> {
    pub(super) resources: &'s Resources,
    pub(super) main: FileId,
    /// The files that only this document has: its data as JSON, its charts and its pictures.
    pub(super) own: HashMap<FileId, Bytes>,
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.resources.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.resources.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(template) = self.resources.templates.get(&id) {
            return Ok(template.clone());
        }
        // Of the document's own files, only the main file of `trial` is source code.
        let own = self.own.get(&id).filter(|_| id == self.main).ok_or_else(|| missing(id))?;
        Ok(Source::new(id, String::from_utf8_lossy(own).into_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.own.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.resources.fonts.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
