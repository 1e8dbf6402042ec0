//! What a Typst template can see: the templates, the booklet as JSON, its charts, and the pictures of the content folder.
//! There is no network, no clock, and no file but these.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

/// Fonts, by number.
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

/// More faces are in no collection.
const MOST_FACES: u32 = 256;

/// The faces of a file, which may be a collection that says it has four billion.
fn faces(file: Bytes) -> impl Iterator<Item = Font> {
    let count = match file.as_slice() {
        [b't', b't', b'c', b'f', _, _, _, _, a, b, c, d, ..] => u32::from_be_bytes([*a, *b, *c, *d]),
        _ => 1,
    };
    (0..count.min(MOST_FACES)).filter_map(move |index| Font::new(file.clone(), index))
}

/// Everything that is the same for all documents.
pub(super) struct Shelf {
    pub(super) library: LazyHash<Library>,
    pub(super) fonts: Fonts,
    pub(super) templates: HashMap<FileId, Source>,
}

/// The name that a file has for templates; nothing for one that no file can have.
pub(super) fn id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A document on the desk.
pub(super) struct Desk<'s> {
    pub(super) shelf: &'s Shelf,
    pub(super) main: FileId,
    /// What is in it as JSON, its charts, and pictures.
    pub(super) own: HashMap<FileId, Bytes>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(template) = self.shelf.templates.get(&id) {
            return Ok(template.clone());
        }
        // Only what is tried brings a text of its own.
        let own = self.own.get(&id).filter(|_| id == self.main).ok_or_else(|| missing(id))?;
        Ok(Source::new(id, String::from_utf8_lossy(own).into_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.own.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.fonts.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
