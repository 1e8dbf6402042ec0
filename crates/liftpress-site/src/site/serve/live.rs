//! Holds the version of the site that is served now, and lets threads wait for the next version.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::generation::Generation;
use super::lock;

/// The version of the site that is served now.
#[derive(Clone, Default)]
pub(super) struct Now {
    /// A number that is different after every change and in every run of the server.
    pub(super) number: u64,
    /// The latest generation that could be served; `None` if there was none yet.
    pub(super) generation: Option<Arc<Generation>>,
    /// The text of the present errors, which pages show; empty if there are none.
    pub(super) errors: Arc<str>,
    /// Whether the present content cannot be served.
    pub(super) is_broken: bool,
}

impl Now {
    pub(super) fn is_of(&self, generation: &Arc<Generation>) -> bool {
        self.generation.as_ref().is_some_and(|current| Arc::ptr_eq(current, generation))
    }
}

/// The served version, shared by all threads.
pub(super) struct Live {
    now: Mutex<Now>,
    changed: Condvar,
}

impl Live {
    /// Returns the state before any version is served.
    pub(super) fn new() -> Self {
        let run = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        // The numbers of the next run are higher, because no run makes a million changes per second.
        let now = Now { number: run.saturating_mul(1_000_000), ..Now::default() };
        Self { now: Mutex::new(now), changed: Condvar::new() }
    }

    pub(super) fn now(&self) -> Now {
        lock(&self.now).clone()
    }

    /// Changes the served version, and wakes all waiting threads.
    pub(super) fn change(&self, change: impl FnOnce(&mut Now)) {
        let mut now = lock(&self.now);
        change(&mut now);
        now.number += 1;
        self.changed.notify_all();
    }

    /// Waits until the number of the served version differs from `number`, and returns that version. Returns `None` after the
    /// timeout.
    pub(super) fn after(&self, number: u64, timeout: Duration) -> Option<Now> {
        let wait = self.changed.wait_timeout_while(lock(&self.now), timeout, |now| now.number == number);
        let (now, result) = wait.unwrap_or_else(PoisonError::into_inner);
        (!result.timed_out()).then(|| now.clone())
    }
}
