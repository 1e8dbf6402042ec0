//! Converts paths to paths from the top of the Git repository. CI services expect these, in whatever folder the command runs.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Edit, Fix, Located, Place, Sources};
use crate::history::from_top;

/// Source files whose paths start at the top of the repository. Paths of files outside of a repository are not changed.
pub(super) struct FromRepository<'s, S> {
    sources: &'s S,
    paths: RefCell<HashMap<String, Option<String>>>,
}

impl<'s, S: Sources> FromRepository<'s, S> {
    pub(super) fn new(sources: &'s S) -> Self {
        Self { sources, paths: RefCell::default() }
    }

    fn path(&self, path: &str) -> Option<String> {
        if let Some(known) = self.paths.borrow().get(path) {
            return known.clone();
        }
        let from_repository = from_top(Path::new(path)).map(|path| path.display().to_string().replace('\\', "/"));
        self.paths.borrow_mut().insert(path.to_owned(), from_repository.clone());
        from_repository
    }
}

impl<S: Sources> Sources for FromRepository<'_, S> {
    fn locate(&self, place: &Place) -> Located<'_> {
        let located = self.sources.locate(place);
        match self.path(&located.path) {
            Some(path) => Located { path: Cow::Owned(path), ..located },
            None => located,
        }
    }

    fn edit(&self, fix: &Fix) -> Option<Edit> {
        self.sources.edit(fix)
    }
}
