//! What two versions of a site differ in, for the terminal, as JSON, and for templates. It is said in English, as all that
//! commands say: it is for those who write programs.

mod text;
mod view;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::compare::Comparison;

use super::json::schema_of;

pub use text::{Columns, comparison_text, summary_line};
pub use view::ComparisonPage;

/// Everything, and which versions it is of.
#[derive(Serialize, JsonSchema)]
struct ComparisonRecord<'c> {
    #[schemars(range(min = 1, max = 1))]
    format: u8,
    old: &'c str,
    new: &'c str,
    #[serde(flatten)]
    comparison: &'c Comparison,
}

/// Everything, as JSON. `docs/pages/in-git.md` has its fields.
#[must_use]
pub fn comparison_json(comparison: &Comparison, old: &str, new: &str) -> String {
    let record = ComparisonRecord { format: 1, old, new, comparison };
    // Texts, numbers and lists of these: there is nothing in it that JSON does not have.
    serde_json::to_string_pretty(&record).unwrap_or_default() + "\n"
}

/// The JSON Schema of that.
#[must_use]
pub fn comparison_schema() -> Value {
    schema_of::<ComparisonRecord<'_>>("What two versions of a site differ in, format 1: docs/pages/in-git.md")
}
