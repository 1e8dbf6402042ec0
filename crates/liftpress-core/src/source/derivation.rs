//! Where the nodes of a program that extends another stand.

use std::collections::HashMap;

use crate::diagnostic::{FileId, Path};

/// Where each node of a merged value stands in truth.
#[derive(Debug)]
pub(super) struct Derivation {
    /// The file of the program that was extended.
    pub(super) base: FileId,
    /// Of the outermost nodes that stand elsewhere than the node around them.
    pub(super) origins: HashMap<Path, Origin>,
}

/// Where a node was before merging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// In the program's own text.
    Own(Path),
    /// In the value of the program that it extends, which may be a merged one itself.
    Base(Path),
}

impl Derivation {
    /// Where the node at `path` of the merged value was before: it moved with the nearest node around it that is known.
    pub(super) fn origin(&self, path: &Path) -> Origin {
        let mut around = path.clone();
        loop {
            let rest = &path.0[around.0.len()..];
            match self.origins.get(&around) {
                Some(Origin::Own(own)) => return Origin::Own(own.join(rest)),
                Some(Origin::Base(base)) => return Origin::Base(base.join(rest)),
                None if around.0.pop().is_none() => return Origin::Own(path.clone()),
                None => {}
            }
        }
    }
}
