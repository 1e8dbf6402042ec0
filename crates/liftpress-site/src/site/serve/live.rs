//! What is served at the moment, and waiting for it to become something else.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::generation::Generation;
use super::lock;

/// What is served at the moment.
#[derive(Clone, Default)]
pub(super) struct Now {
    /// Another one after every change, and in every run of the server.
    pub(super) number: u64,
    /// The last generation that could be served.
    pub(super) generation: Option<Arc<Generation>>,
    /// What is wrong with the folders as they are, to be shown in pages; nothing where nothing is an error.
    pub(super) errors: Arc<str>,
    /// Whether the folders as they are cannot be served.
    pub(super) is_broken: bool,
}

impl Now {
    pub(super) fn is_of(&self, generation: &Arc<Generation>) -> bool {
        self.generation.as_ref().is_some_and(|current| Arc::ptr_eq(current, generation))
    }
}

/// What is served, shared by all who serve it.
pub(super) struct Live {
    now: Mutex<Now>,
    changed: Condvar,
}

impl Live {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let run = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        // No run has a million changes a second.
        let now = Now { number: run.saturating_mul(1_000_000), ..Now::default() };
        Self { now: Mutex::new(now), changed: Condvar::new() }
    }

    pub(super) fn now(&self) -> Now {
        lock(&self.now).clone()
    }

    /// Puts something else in place.
    pub(super) fn change(&self, change: impl FnOnce(&mut Now)) {
        let mut now = lock(&self.now);
        change(&mut now);
        now.number += 1;
        self.changed.notify_all();
    }

    /// Waits until it is another than that of `number`, or for as long as there is patience.
    pub(super) fn after(&self, number: u64, patience: Duration) -> Option<Now> {
        let wait = self.changed.wait_timeout_while(lock(&self.now), patience, |now| now.number == number);
        let (now, result) = wait.unwrap_or_else(PoisonError::into_inner);
        (!result.timed_out()).then(|| now.clone())
    }
}
