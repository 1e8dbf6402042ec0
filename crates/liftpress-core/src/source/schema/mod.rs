//! The written form of every kind of file as JSON Schema, for editors that complete, explain and underline as one types.
//!
//! Decoders are written by hand, so that they report every mistake with its place; which keys a map has, they take from the
//! declarations in here. A schema accepts whatever its decoder does. It refuses keys and kinds of values
//! that the decoder refuses, and leaves to it what takes more than looking at one place: names, lengths of lists, notation.
//!
//! Of several descriptions that hold for a value, language servers show the innermost. So what stands under a key is
//! described at the key, and a map has a description only where its values stand under names that authors choose.

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

/// The JSON Schema of a kind of file, in draft 7, which every YAML language server knows.
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

/// What the schema of a kind is called as a file, and its text.
#[must_use]
pub fn schema_file(kind: FileKind) -> (String, String) {
    (format!("{}.schema.json", kind.word()), format!("{:#}\n", json_schema(kind)))
}
