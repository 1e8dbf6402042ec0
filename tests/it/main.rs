//! Tests of liftpress as its users meet it: the real binary, real folders. One crate, so that it links once.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a test may fail")]

mod build;
mod charts;
mod check;
mod cli;
mod codes;
mod completions;
mod corpus;
mod documents;
mod edits;
mod estimates;
mod extends;
mod fmt;
mod fuzz;
mod gallery;
mod git;
mod golden;
mod harness;
mod hostile;
mod json;
mod labels;
mod loadable;
mod man;
mod many;
mod mistakes;
mod oracle;
mod oracle_effort;
mod pdf;
mod plan_json;
mod plans;
mod practice;
mod properties;
mod published;
mod random;
mod revisions;
mod rules;
mod scaffold;
mod schema;
mod serve;
mod serve_changes;
mod serving;
mod snapshots;
mod templates;
mod theme;
mod volume;
