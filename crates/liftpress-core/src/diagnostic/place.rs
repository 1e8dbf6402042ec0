//! Where something stands in what the author wrote.

use std::fmt;
use std::ops;

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
    /// A node of its YAML.
    Node {
        /// The way to the node.
        path: Path,
        /// Its key or its value.
        part: Part,
        /// These bytes of the value's text, when only a part of it is meant.
        within: Option<ops::Range<u32>>,
    },
}

/// The key of a node, or its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// The way from the root of a YAML document to a node: `phases[0].days[1].name`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path(pub Vec<Segment>);

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Into a map, by key.
    Key(Box<str>),
    /// Into a list, by position from 0.
    Index(usize),
}

impl Place {
    /// The file as such.
    #[must_use]
    pub const fn file(file: FileId) -> Self {
        Self { file, at: At::File }
    }

    /// The value of a key in the map that this is the place of; a file counts as the map that its YAML is.
    #[must_use]
    pub fn of(&self, key: &str) -> Self {
        let path = match &self.at {
            At::Node { path, .. } => path.join(&[Segment::Key(key.into())]),
            At::File | At::Bytes(_) => Path(vec![Segment::Key(key.into())]),
        };
        Self { file: self.file, at: At::Node { path, part: Part::Value, within: None } }
    }

    /// Only these bytes of the value's text.
    #[must_use]
    pub fn within(mut self, range: ops::Range<usize>) -> Self {
        match &mut self.at {
            // A file of YAML has far fewer bytes than 32 bits count.
            At::Node { within, .. } => {
                let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                *within = Some(short(range.start)..short(range.end));
            }
            At::Bytes(bytes) if bytes.start + range.end <= bytes.end => {
                *bytes = bytes.start + range.start..bytes.start + range.end;
            }
            At::Bytes(_) | At::File => {}
        }
        self
    }
}

impl Path {
    /// Further on by these steps.
    #[must_use]
    pub fn join(&self, steps: &[Segment]) -> Self {
        Self([&self.0, steps].concat())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if i == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
