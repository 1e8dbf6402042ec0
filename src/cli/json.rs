//! What is printed for other programs; `docs/pages/json.md` says what is in it.

use std::io;

use serde::Serialize;

use super::print;

/// An object that says of which version it is.
#[derive(Serialize)]
struct Versioned<'d, T> {
    format: u8,
    #[serde(flatten)]
    document: &'d T,
}

/// Prints an object, with its version.
pub(super) fn print_object(document: &impl Serialize) -> io::Result<()> {
    print_json(&Versioned { format: 1, document })
}

/// Prints a document as it is.
pub(super) fn print_json(document: &impl Serialize) -> io::Result<()> {
    print(&to_json(document))
}

/// A document as text.
pub(super) fn to_json(document: &impl Serialize) -> String {
    serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
}
