//! Writes random programs and their lifters, each as a site of its own: `random-programs NUMBER DIR`. They are always the same,
//! so that two versions of liftpress can be compared by their output.

#![expect(clippy::unwrap_used, reason = "a tool of the tests may fail")]

use std::path::PathBuf;
use std::{env, fs};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[path = "../it/random/mod.rs"]
mod random;

use random::{GYMS, Spelling, cases};

fn main() {
    let args: Vec<_> = env::args().collect();
    let [_, number, folder] = args.as_slice() else { panic!("random-programs NUMBER DIR") };
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    for index in 0..number.parse().unwrap() {
        let content = PathBuf::from(folder).join(format!("{index}/content"));
        fs::create_dir_all(&content).unwrap();
        let spelling = if index % 2 == 0 { Spelling::KG } else { Spelling::LB };
        cases().new_tree(&mut runner).unwrap().current().write(&content, spelling.in_gym(index % GYMS.len()));
    }
}
