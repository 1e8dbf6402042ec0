//! The private list of all booklets.

use schemars::JsonSchema;
use serde::Serialize;

/// The private index: every booklet.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Shelf {
    /// The lifters with a program.
    pub(in crate::site) lifters: Vec<ShelfRow>,
}

/// A lifter's booklets.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ShelfRow {
    /// Their name.
    pub(in crate::site) name: String,
    /// Their booklets.
    pub(in crate::site) booklets: Vec<ShelfBooklet>,
}

/// One booklet and what it comes as.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct ShelfBooklet {
    /// Title of the program.
    pub(in crate::site) title: String,
    /// Its folder, from this page on.
    pub(in crate::site) folder: String,
    /// The names of its files in that folder.
    pub(in crate::site) files: Vec<String>,
    /// From when to when; empty when undated.
    pub(in crate::site) dates: String,
}
