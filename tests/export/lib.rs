//! Exported files, read by other programs.

#![cfg(test)]

mod calendar;
#[path = "../conformance/mod.rs"]
mod conformance;
#[path = "../it/random/draws.rs"]
mod draws;
mod gallery;
mod logged;
mod office;
mod programs;
#[path = "../it/random/mod.rs"]
mod random;
#[path = "../it/random/shrink.rs"]
mod shrink;
mod workbook;
