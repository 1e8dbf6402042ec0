//! Renders a comparison of two versions of a site as text for the terminal, as JSON, and as the values of templates. A
//! comparison is in English like all output of commands, because its readers are people who write programs.

mod text;
mod view;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::compare::Comparison;

use super::json::schema_of;

pub use text::{Columns, comparison_text, summary_line};
pub use view::ComparisonPage;

/// A comparison, with the names of the two versions.
#[derive(Serialize, JsonSchema)]
struct ComparisonRecord<'c> {
    #[schemars(range(min = 1, max = 1))]
    format: u8,
    old: &'c str,
    new: &'c str,
    #[serde(flatten)]
    comparison: &'c Comparison,
}

/// Returns a comparison as JSON. `docs/pages/in-git.md` documents the fields.
#[must_use]
pub fn comparison_json(comparison: &Comparison, old: &str, new: &str) -> String {
    let record = ComparisonRecord { format: 1, old, new, comparison };
    // These types have only strings, numbers and lists, so serializing them cannot fail.
    serde_json::to_string_pretty(&record).unwrap_or_default() + "\n"
}

/// Returns the JSON Schema of [`comparison_json`].
#[must_use]
pub fn comparison_schema() -> Value {
    schema_of::<ComparisonRecord<'_>>("The differences between two versions of a site, format 1: docs/pages/in-git.md")
}
