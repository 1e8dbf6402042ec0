//! Strength programs as plain files: back-off rules in, exact training booklets out.

pub mod diagnostic;
pub mod model;
pub mod source;
pub mod units;
