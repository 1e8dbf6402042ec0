//! JSON for other programs. `docs/pages/json.md` documents it.

use std::io;

use serde::Serialize;

use super::print;

/// An object with the version of its format.
#[derive(Serialize)]
struct Versioned<'d, T> {
    format: u8,
    #[serde(flatten)]
    document: &'d T,
}

/// Prints an object with the version of its format.
pub(super) fn print_object(document: &impl Serialize) -> io::Result<()> {
    print_json(&Versioned { format: 1, document })
}

/// Prints a document without a version.
pub(super) fn print_json(document: &impl Serialize) -> io::Result<()> {
    print(&to_json(document))
}

/// Returns a document as indented JSON with a line break at the end.
pub(super) fn to_json(document: &impl Serialize) -> String {
    serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
}
