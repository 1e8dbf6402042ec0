//! YAML: read as values by `serde_yaml`, decoded by hand so that one run reports every mistake, and indexed by
//! place only when there is something to report.

mod decode;
mod index;
mod scalar;
mod syntax;

pub(super) use decode::{Map, Node, Reader, misread, text_of};
pub(super) use index::Index;
pub(super) use syntax::parse;
