//! Strength programs as plain files: back-off rules in, exact training booklets out.

pub mod booklet;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod model;
pub mod plan;
pub mod render;
pub mod site;
pub mod source;
pub mod units;
