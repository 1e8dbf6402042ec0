//! Tests of liftpress as its users meet it: the real binary, real folders. One crate, so that it links once.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a test may fail")]

mod build;
mod cli;
mod corpus;
mod documents;
mod estimates;
mod extends;
mod golden;
mod harness;
mod mistakes;
mod oracle;
mod pages;
mod plans;
mod schema;
mod snapshots;
