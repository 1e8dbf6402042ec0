//! Places in the files of an author.

use std::ops;
use std::sync::Arc;

/// The number of a file that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A place in a file. Its line and column are calculated only for a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The part of the file.
    pub at: At,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum At {
    /// The whole file.
    File,
    /// These bytes of the file's text.
    Bytes(ops::Range<usize>),
    /// A key or a value in the YAML of the file, or in the YAML of a program that the file's program extends.
    Node {
        /// The bytes of the key or value.
        span: Span,
        /// The bytes within the value's text; `None` for the whole key or value.
        within: Option<ops::Range<u32>>,
    },
    /// A map in the YAML of the file, with the places of its values.
    Map(Arc<MapPlace>),
}

/// The bytes of a key or a value in a YAML file. A program that extends another has nodes from several files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub(crate) file: FileId,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// A number that distinguishes the nodes that an alias (`*name`) repeats, because all of them have the bytes of the
    /// alias. 0 for other nodes.
    pub(crate) copy: u32,
    pub(crate) form: Form,
    /// Whether the node is inside brackets or braces, where a comma ends it.
    pub(crate) in_flow: bool,
}

/// How a key or a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// A key.
    Key,
    /// A text without quotes, with the same bytes in the file.
    Plain,
    /// A text in quotes, with the same bytes in the file.
    Quoted,
    /// A map or list without brackets or braces, which ends with its last value.
    Block,
    /// Anything else, such as a map in braces, or a text over several lines.
    Other,
}

/// A map with the places of its values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MapPlace {
    /// The bytes that a report underlines; `None` for the whole file.
    pub(crate) shown: Option<Span>,
    /// The place of a missing value: the key of the map, or the map itself if it has no key.
    pub(crate) name: Span,
    /// Each key with the place of its value.
    pub(crate) values: Box<[(Box<str>, Span)]>,
}

impl Span {
    pub(crate) fn new(file: FileId, bytes: ops::Range<usize>, form: Form) -> Self {
        Self { file, start: short(bytes.start), end: short(bytes.end), copy: 0, form, in_flow: false }
    }

    pub(crate) fn bytes(self) -> ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the same bytes as the span of one more node that an alias repeats.
    pub(crate) fn next_copy(self, count: &mut u32) -> Self {
        *count += 1;
        Self { copy: *count, ..self }
    }

    /// Returns the place in `file`, which contains this text itself or inherits it from another program.
    pub(crate) fn place(self, file: FileId) -> Place {
        Place { file, at: At::Node { span: self, within: None } }
    }
}

/// Converts an offset to 32 bits, which are enough because YAML files are limited to a few MiB.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Place {
    /// Returns the place of a whole file.
    #[must_use]
    pub const fn file(file: FileId) -> Self {
        Self { file, at: At::File }
    }

    /// Returns the place of the value of `key`, if this is the place of a map. If the map does not have the key,
    /// returns the place of the map's own key.
    #[must_use]
    pub fn of(&self, key: &str) -> Self {
        match &self.at {
            At::Map(map) => {
                let value = map.values.iter().find(|(known, _)| **known == *key);
                value.map_or(map.name, |(_, span)| *span).place(self.file)
            }
            At::File | At::Bytes(_) | At::Node { .. } => self.clone(),
        }
    }

    /// Returns the place narrowed to these bytes of the value's text.
    #[must_use]
    pub fn within(mut self, range: ops::Range<usize>) -> Self {
        match &mut self.at {
            At::Node { within, .. } => *within = Some(short(range.start)..short(range.end)),
            At::Bytes(bytes) if bytes.start + range.end <= bytes.end => {
                *bytes = bytes.start + range.start..bytes.start + range.end;
            }
            At::Bytes(_) | At::File | At::Map(_) => {}
        }
        self
    }
}
