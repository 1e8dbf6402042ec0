//! YAML: composed to values from the events of `saphyr-parser`, decoded by hand so that one run reports every mistake,
//! and indexed by place only when there is something to report.

mod amend;
mod bytes;
mod commas;
mod compose;
mod decode;
mod index;
mod named;
mod plain;
mod scalar;
mod syntax;
mod wording;

pub(super) use amend::{Change, Fresh, amended, flow};
pub(super) use commas::with_points;
#[cfg(test)]
pub(crate) use decode::ASKED;
pub(super) use decode::{Map, Node, Reader, misread, no_word, text_of};
pub(super) use index::Index;
pub use scalar::written;
pub(super) use syntax::{parse, value_of};
