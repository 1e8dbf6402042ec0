//! The pages of liftpress in a real browser: a headless Chromium, driven over its own protocol.
//!
//! `Browser::start` returns `None` with a message if Chromium is not installed; under CI it must be.

#![cfg(test)]

mod browser;
mod calculator;
#[path = "../conformance/mod.rs"]
mod conformance;
#[path = "../it/random/draws.rs"]
mod draws;
mod finding;
mod gym;
mod page;
mod pages;
mod protocol;
#[path = "../it/random/mod.rs"]
mod random;
mod rules;
mod sample;
mod serve;
#[path = "../it/random/shrink.rs"]
mod shrink;
mod site;
mod standards;
mod tools;
mod visitor;
