//! Places for services, which name files from the top of their repository, wherever the command was run.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Edit, Fix, Located, Place, Sources};
use crate::history::from_top;

/// Sources whose paths are those from the top of the repository; paths outside of one stay as they are.
pub(super) struct Rooted<'s, S> {
    sources: &'s S,
    paths: RefCell<HashMap<String, Option<String>>>,
}

impl<'s, S: Sources> Rooted<'s, S> {
    pub(super) fn new(sources: &'s S) -> Self {
        Self { sources, paths: RefCell::default() }
    }

    fn rooted(&self, path: &str) -> Option<String> {
        if let Some(known) = self.paths.borrow().get(path) {
            return known.clone();
        }
        let rooted = from_top(Path::new(path)).map(|path| path.display().to_string().replace('\\', "/"));
        self.paths.borrow_mut().insert(path.to_owned(), rooted.clone());
        rooted
    }
}

impl<S: Sources> Sources for Rooted<'_, S> {
    fn locate(&self, place: &Place) -> Located<'_> {
        let located = self.sources.locate(place);
        match self.rooted(&located.path) {
            Some(path) => Located { path: Cow::Owned(path), ..located },
            None => located,
        }
    }

    fn edit(&self, fix: &Fix) -> Option<Edit> {
        self.sources.edit(fix)
    }
}
