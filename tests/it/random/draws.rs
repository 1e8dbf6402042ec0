//! The number and the choice of random cases in a test.
//!
//! A run draws a tenth of them, seeded by the day, so that the days add up. `LIFTPRESS_FULL=1` draws all of them,
//! `PROPTEST_CASES` any number, and `LIFTPRESS_DAY` repeats a failure of another day.

use std::env;
use std::time::{Duration, SystemTime};

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn asked(name: &str) -> Option<usize> {
    env::var(name).ok().and_then(|number| number.parse().ok())
}

/// Returns whether this is a full run.
pub(crate) fn is_full() -> bool {
    env::var_os("LIFTPRESS_FULL").is_some()
}

/// Returns the days since 1970, or the day to repeat.
pub(crate) fn day() -> usize {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    asked("LIFTPRESS_DAY").unwrap_or(usize::try_from(now.as_secs() / (24 * 60 * 60)).unwrap_or_default())
}

/// Returns how many of `full` cases are drawn.
pub(crate) fn cases(full: usize) -> usize {
    asked("PROPTEST_CASES").unwrap_or(if is_full() { full } else { full.div_ceil(10) })
}

/// Returns how many of `full` cases are drawn, and a runner that draws those of the day.
pub(crate) fn draws(full: usize) -> (usize, TestRunner) {
    let cases = cases(full);
    let day = day();
    // Printed if the test fails.
    eprintln!("{cases} random cases, LIFTPRESS_DAY={day}");
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&u64::try_from(day).unwrap_or_default().to_le_bytes());
    let config =
        Config { cases: u32::try_from(cases).unwrap_or(u32::MAX), failure_persistence: None, ..Config::default() };
    (cases, TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed)))
}
