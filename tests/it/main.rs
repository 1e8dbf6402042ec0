//! Tests of liftpress as its users meet it: the real binary, real folders. One crate, so that it links once.

mod build;
mod cli;
mod documents;
mod golden;
mod harness;
mod mistakes;
mod oracle;
mod pages;
mod snapshots;
