//! The pages of liftpress in a real browser: a headless Chromium that is driven over its own protocol.
//!
//! `Browser::start` gives none, and says so, where there is no Chromium; under CI there has to be one.

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
