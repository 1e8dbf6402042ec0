//! What is printed for other programs; `docs/pages/json.md` says what is in it.

use std::io;

use clap::ValueEnum;
use serde::Serialize;

use super::print;

/// For whom a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For other programs
    Json,
}

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
    print(&(serde_json::to_string_pretty(document)? + "\n"))
}
