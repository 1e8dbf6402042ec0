//! The language of strength programs: reads what authors write as YAML, CSV and Markdown, reports what is wrong and where,
//! and calculates every set of every week in weights that can be loaded.
pub mod check;
#[cfg(test)]
mod coverage;
pub mod diagnostic;
pub mod model;
pub mod plan;
pub mod source;
pub mod text;
pub mod units;
