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
        let faces: Vec<Font> = files.flat_map(Font::iter).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    }

    /// Whether some font can print it.
    pub(super) fn have(&self, c: char) -> bool {
        self.faces.iter().any(|font| font.info().coverage.contains(c.into()))
    }
}

/// Everything that is the same for all booklets.
pub(super) struct Shelf {
    pub(super) library: LazyHash<Library>,
    pub(super) fonts: Fonts,
    pub(super) templates: HashMap<FileId, Source>,
    pub(super) pictures: HashMap<FileId, Bytes>,
}

impl Shelf {
    /// Where templates find a picture of the content folder, if there is one.
    pub(super) fn picture(&self, path: &str) -> Option<String> {
        let path = format!("/{path}");
        id(&path).is_some_and(|id| self.pictures.contains_key(&id)).then_some(path)
    }
}

/// The name that a file has for templates; nothing for one that no file can have.
pub(super) fn id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A booklet on the desk.
pub(super) struct Desk<'s> {
    pub(super) shelf: &'s Shelf,
    pub(super) main: FileId,
    /// The booklet and its charts.
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
        self.shelf.templates.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.own.get(&id).or_else(|| self.shelf.pictures.get(&id)).cloned().ok_or_else(|| missing(id))
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
