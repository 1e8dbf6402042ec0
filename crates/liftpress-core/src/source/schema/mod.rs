//! The written form of every kind of file as JSON Schema, for editors that complete, explain and underline as one types.
//!
//! Nothing is read by the types in here: decoders are written by hand, so that they report every mistake with its place,
//! and these types say what they accept. A schema accepts whatever its decoder does. It refuses keys and kinds of values
//! that the decoder refuses, and leaves to it what takes more than looking at one place: names, lengths of lists, notation.
//!
//! Of several descriptions that hold for a value, language servers show the innermost. So what stands under a key is
//! described at the key, and a type has a description only where its values stand under names that authors choose.

#![expect(dead_code, clippy::large_enum_variant, reason = "the types are there for their shape")]

mod day;
mod entry;
mod equipment;
mod exercise;
mod lifter;
mod maps;
mod maxes;
mod notation;
mod option;
mod program;
mod settings;
mod transforms;
mod values;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::model::Word;
use crate::words;

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
    let generator = SchemaSettings::draft07()
        .with_transform(transforms::optional_is_nullable)
        .with_transform(transforms::descriptions)
        .into_generator();
    let schema = match kind {
        FileKind::Program => generator.into_root_schema_for::<program::Program>(),
        FileKind::Lifter => generator.into_root_schema_for::<lifter::Lifter>(),
        FileKind::Exercise => generator.into_root_schema_for::<exercise::ExerciseFile>(),
        FileKind::Page => generator.into_root_schema_for::<settings::Page>(),
        FileKind::Settings => generator.into_root_schema_for::<settings::Settings>(),
    };
    schema.to_value()
}

/// What the schema of a kind is called as a file, and its text.
#[must_use]
pub fn schema_file(kind: FileKind) -> (String, String) {
    (format!("{}.schema.json", kind.word()), format!("{:#}\n", json_schema(kind)))
}

/// Holds where a key is there and has a value: a key with nothing behind it is as good as none.
fn given(key: &str) -> Value {
    json!({"required": [key], "properties": {key: {"not": {"type": "null"}}}})
}

/// No value for a key that is described, and offered, elsewhere.
fn nothing() -> Value {
    json!({"type": "null", "doNotSuggest": true})
}

/// Where the key `if_given` has a value, what else holds.
fn implies(if_given: &str, then: &Value) -> Value {
    let mut rule = json!({"if": given(if_given)});
    rule["then"] = then.clone();
    rule
}

/// The keys of a closed map.
fn keys(schema: &Schema) -> Vec<&str> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten().map(|(key, _)| key.as_str()).collect()
}
