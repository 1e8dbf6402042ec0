//! The format of every kind of file as a JSON Schema, for editors that complete, explain and check a file as its author
//! types.
//!
//! The decoders are written by hand, so that they report every mistake with its place. They take the keys of each map
//! from the declarations in this module. A schema accepts everything that its decoder accepts. It refuses the keys and
//! the types of values that the decoder refuses. Names, lengths of lists and notation are checked only by the decoder,
//! because such a check needs several places of a file.
//!
//! If several descriptions apply to a value, language servers show the innermost one. A value is therefore described at
//! its key. A map has a description of its own only if it is a whole file, or if authors choose the key that it is
//! under.

mod day;
mod lifter;
mod plain;
mod program;
mod reference;
mod settings;
mod shape;

use serde_json::Value;

use crate::model::Word;
use crate::words;

#[cfg(test)]
pub(crate) use reference::declared;
pub use reference::reference;

pub(super) use day::{BLOCK, BRANCH, DAY, ENTRY_DETAILS, LONG_ENTRY, WEEKS_CONTENT};
pub(super) use lifter::{ASSIGNMENT, BAR_MAP, EQUIPMENT, LIFTER, RECORD_DETAILS, ROUNDINGS, STEPS};
pub(super) use plain::TEXT;
pub(super) use program::{CHANGE, EXERCISE, OPTION, PHASE, PROGRAM, PROGRAM_EXERCISE, WORK};
pub(super) use settings::{PAGE, SETTINGS};
use shape::Definitions;
pub(super) use shape::{Key, Keys, keys};

words! {
    /// A kind of file that has a schema.
    FileKind {
        /// A program: `programs/*.yaml`.
        Program => "program",
        /// A lifter: `lifters/*.yaml`.
        Lifter => "lifter",
        /// The front matter of an exercise: `exercises/*.md`.
        Exercise => "exercise",
        /// The front matter of a page: `pages/*.md`.
        Page => "page",
        /// The settings of a site: `liftpress.yaml`.
        Settings => "settings",
    }
}

/// Returns the JSON Schema of a kind of file, in draft 7, which every YAML language server supports.
///
/// ```
/// use liftpress_core::source::schema::{FileKind, json_schema};
/// let schema = json_schema(FileKind::Lifter);
/// assert_eq!(schema["required"], serde_json::json!(["name"]));
/// ```
#[must_use]
pub fn json_schema(kind: FileKind) -> Value {
    Definitions::of_file(match kind {
        FileKind::Program => &PROGRAM,
        FileKind::Lifter => &LIFTER,
        FileKind::Exercise => &EXERCISE,
        FileKind::Page => &PAGE,
        FileKind::Settings => &SETTINGS,
    })
}

/// Returns the file name and the text of the schema of a kind of file.
#[must_use]
pub fn schema_file(kind: FileKind) -> (String, String) {
    (format!("{}.schema.json", kind.word()), format!("{:#}\n", json_schema(kind)))
}
