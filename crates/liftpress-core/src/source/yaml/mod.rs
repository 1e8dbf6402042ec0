//! YAML: composed to values with their places from the events of `saphyr-parser`. Decoders are written by hand, so that
//! one run reports every mistake.

mod amend;
mod bytes;
mod commas;
mod compose;
mod decode;
mod named;
mod plain;
mod scalar;
mod syntax;
mod value;
mod wording;

pub(super) use amend::{Change, NewMap, Segment, amended, flow};
pub(super) use commas::with_points;
pub(super) use compose::compose;
#[cfg(test)]
pub(crate) use decode::ASKED;
pub(super) use decode::{Map, Node, Reader, misread, no_word};
pub(super) use scalar::Scalar;
pub use scalar::written;
pub(super) use syntax::{parse, value_of};
pub(super) use value::{Pair, Value, Yaml};
