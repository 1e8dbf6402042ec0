//! Tests of liftpress as its users meet it: the real binary, real folders. One crate, so that it links once.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a test may fail")]

mod build;
mod charts;
mod check;
mod cli;
mod codes;
mod corpus;
mod documents;
mod edits;
mod estimates;
mod export;
mod extends;
mod fmt;
mod fuzz;
mod gallery;
mod git;
mod golden;
mod harness;
mod hostile;
mod labels;
mod loadable;
mod many;
mod mistakes;
mod oracle;
mod oracle_effort;
mod pdf;
mod plan_json;
mod plans;
mod practice;
mod progress;
mod properties;
mod published;
mod pull_request;
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
