//! The version of the site that is served now, and waiting for the next one.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::generation::Generation;
use super::lock;

/// The version of the site that is served now.
#[derive(Clone, Default)]
pub(super) struct Now {
    /// A number that differs after every change, and in every run of the server.
    pub(super) number: u64,
    /// The last generation that could be served.
    pub(super) generation: Option<Arc<Generation>>,
    /// The present errors, to show in pages; empty if there are none.
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
    /// Starts without a version.
    pub(super) fn new() -> Self {
        let run = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        // The number of the next run is higher, because no run has a million changes a second.
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

    /// Waits for a version with another number; `None` after the timeout.
    pub(super) fn after(&self, number: u64, timeout: Duration) -> Option<Now> {
        let wait = self.changed.wait_timeout_while(lock(&self.now), timeout, |now| now.number == number);
        let (now, result) = wait.unwrap_or_else(PoisonError::into_inner);
        (!result.timed_out()).then(|| now.clone())
    }
}
