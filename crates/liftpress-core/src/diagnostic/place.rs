//! Where something stands in what the author wrote.

use std::ops;
use std::sync::Arc;

/// One of the files that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A place in a file. What line and column that is, is found only when there is something to report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub at: At,
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum At {
    /// The file as such.
    File,
    /// These bytes of its text.
    Bytes(ops::Range<usize>),
    /// A key or a value of its YAML, or of that of a program it extends.
    Node {
        /// Where it is written.
        span: Span,
        /// These bytes of the value's text, when only a part of it is meant.
        within: Option<ops::Range<u32>>,
    },
    /// A map of its YAML, with the places of its keys.
    Map(Arc<MapPlace>),
}

/// The bytes of a key or a value in a file of YAML. A program that extends another has nodes of several files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub(crate) file: FileId,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The number of the node among those that an alias (`*name`) repeats, which are all at the alias; else 0.
    pub(crate) copy: u32,
    pub(crate) form: Form,
    /// Whether it is in brackets or braces, where a comma ends it.
    pub(crate) in_flow: bool,
}

/// How a key or a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// A key.
    Key,
    /// A text without quotes, the same byte for byte.
    Plain,
    /// A text in quotes, the same byte for byte.
    Quoted,
    /// A map or list without brackets or braces, which ends where its last value does.
    Block,
    /// Anything else, such as a map in braces, or a text over several lines.
    Other,
}

/// A map, and where its values are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MapPlace {
    /// What the place shows; nothing where it is the file as such.
    pub(crate) shown: Option<Span>,
    /// The key of the map, or the map where it has none: the place of a value that the map lacks.
    pub(crate) name: Span,
    /// The values by their keys.
    pub(crate) values: Box<[(Box<str>, Span)]>,
}

impl Span {
    pub(crate) fn new(file: FileId, bytes: ops::Range<usize>, form: Form) -> Self {
        Self { file, start: short(bytes.start), end: short(bytes.end), copy: 0, form, in_flow: false }
    }

    pub(crate) fn bytes(self) -> ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same bytes, as the place of one more node that an alias repeats.
    pub(crate) fn next_copy(self, count: &mut u32) -> Self {
        *count += 1;
        Self { copy: *count, ..self }
    }

    /// The place of it in a file that has it itself, or inherits it.
    pub(crate) fn place(self, file: FileId) -> Place {
        Place { file, at: At::Node { span: self, within: None } }
    }
}

/// A file of YAML has far fewer bytes than 32 bits count.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Place {
    /// The file as such.
    #[must_use]
    pub const fn file(file: FileId) -> Self {
        Self { file, at: At::File }
    }

    /// The value of a key in the map that this is the place of; the map's own key where it lacks that one.
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

    /// Only these bytes of the value's text.
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
