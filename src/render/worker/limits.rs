//! What a request may cost in a worker: processor time and memory. A worker that takes more ends itself.
//!
//! Processor time and not the time that passes: whether a page is made must not depend on what else a machine does.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How a worker ends that took too long.
pub(super) const TOOK_TOO_LONG: i32 = 86;
/// How often the time is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// What waits this much longer than it may compute, waits for ever.
const WAITING: u32 = 30;
/// The memory of a worker, of which a booklet of fifty pages takes half.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 288 << 20;

/// How much processor time something may take that is so large.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// However small it is.
    pub(super) base: Duration,
    /// For each KiB of it.
    pub(super) each: Duration,
}

impl Allowance {
    /// Filling in a page: a hundred times what the largest of ours take.
    pub(super) const FILL: Self = Self { base: Duration::from_millis(800), each: Duration::from_millis(5) };
    /// Setting a booklet: ten times what ours take.
    #[cfg(feature = "pdf")]
    pub(super) const PRINT: Self = Self { base: Duration::from_millis(1_200), each: Duration::from_millis(15) };
    /// Reading templates and fonts.
    pub(super) const SETUP: Self = Self { base: Duration::from_millis(1_000), each: Duration::from_micros(100) };

    fn of(self, bytes: usize) -> Duration {
        let kib = u32::try_from(bytes / 1024).unwrap_or(u32::MAX);
        self.base.saturating_add(self.each.saturating_mul(kib))
    }
}

/// The moment at which a request has taken too long.
#[derive(Debug, Clone, Copy)]
struct Deadline {
    computed: Duration,
    waited: Instant,
}

/// Ends the process when what it does takes longer than it may.
#[derive(Debug)]
pub(super) struct Watch(Arc<Mutex<Option<Deadline>>>);

impl Watch {
    /// Begins to watch, and bounds the memory where the system can.
    pub(super) fn begin() -> Self {
        bound_memory();
        let deadline = Arc::new(Mutex::new(None));
        let watched = Arc::clone(&deadline);
        thread::spawn(move || {
            loop {
                thread::sleep(LOOK);
                let now: Option<Deadline> = *watched.lock().unwrap_or_else(PoisonError::into_inner);
                if now.is_some_and(|deadline| computed() > deadline.computed || Instant::now() > deadline.waited) {
                    std::process::exit(TOOK_TOO_LONG);
                }
            }
        });
        Self(deadline)
    }

    /// Does something that is so large.
    pub(super) fn within<T>(&self, allowance: Allowance, bytes: usize, act: impl FnOnce() -> T) -> T {
        let allowed = allowance.of(bytes);
        let set = |deadline| *self.0.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
        let waited = Instant::now() + allowed.saturating_mul(WAITING);
        set(Some(Deadline { computed: computed() + allowed, waited }));
        let done = act();
        set(None);
        done
    }
}

/// The processor time of this process so far.
#[cfg(unix)]
fn computed() -> Duration {
    use rustix::time::{ClockId, clock_gettime};

    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// The time since the first call, where there is no better measure.
#[cfg(not(unix))]
fn computed() -> Duration {
    use std::sync::OnceLock;

    static FIRST: OnceLock<Instant> = OnceLock::new();
    FIRST.get_or_init(Instant::now).elapsed()
}

/// From here on memory beyond the bound is refused, which ends the process.
#[cfg(target_os = "linux")]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let most = getrlimit(Resource::Data).maximum.map_or(MEMORY, |most| most.min(MEMORY));
    // Without it the deadline still holds.
    let _ = setrlimit(Resource::Data, Rlimit { current: Some(most), maximum: Some(most) });
}

#[cfg(not(target_os = "linux"))]
fn bound_memory() {}
