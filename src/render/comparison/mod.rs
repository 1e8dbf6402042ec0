//! What two versions of a site differ in, for the terminal, as JSON, and for templates. It is said in English, as all that
//! commands say: it is for those who write programs.

mod text;
mod view;

use serde::Serialize;

use crate::compare::Comparison;

pub use text::{Columns, comparison_text, summary_line};
pub use view::ComparisonPage;

/// Everything, as JSON. `docs/pages/in-git.md` has its fields.
#[must_use]
pub fn comparison_json(comparison: &Comparison, old: &str, new: &str) -> String {
    #[derive(Serialize)]
    struct Versioned<'c> {
        format: u8,
        old: &'c str,
        new: &'c str,
        #[serde(flatten)]
        comparison: &'c Comparison,
    }
    let all = Versioned { format: 1, old, new, comparison };
    // Texts, numbers and lists of these: there is nothing in it that JSON does not have.
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}
