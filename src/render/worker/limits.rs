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
/// How much memory a request may take, however small it is.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 160 << 20;
/// And so many bytes for each of its own: a booklet of 160 pages takes half of that.
#[cfg(target_os = "linux")]
const MEMORY_EACH: u64 = 640;
/// And so many for a picture, which has three bytes or four a dot.
#[cfg(target_os = "linux")]
const MEMORY_PICTURE: u64 = 48 << 20;

/// How large a request is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Bytes of text.
    pub(super) text: usize,
    /// Bytes of pictures, which cost far less each than those of text.
    pub(super) pictures: usize,
    /// How many pictures.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "it bounds memory"))]
    pub(super) count: usize,
}

/// How much processor time a request may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// However small it is.
    base: Duration,
    /// For each KiB of it.
    each: Duration,
}

impl Allowance {
    /// Filling in a page: a hundred times what the largest of ours take.
    pub(super) const FILL: Self = Self { base: Duration::from_millis(500), each: Duration::from_millis(5) };
    /// Setting a booklet: five times what ours take.
    #[cfg(feature = "pdf")]
    pub(super) const PRINT: Self = Self { base: Duration::from_millis(1_000), each: Duration::from_millis(15) };
    /// Reading templates and fonts.
    pub(super) const SETUP: Self = Self { base: Duration::from_millis(1_000), each: Duration::from_millis(2) };

    fn of(self, size: Size) -> Duration {
        let kib = u32::try_from((size.text + size.pictures / 16) / 1024).unwrap_or(u32::MAX);
        self.base.saturating_add(self.each.saturating_mul(kib))
    }
}

/// The moment at which a request has taken too long.
#[derive(Debug, Clone, Copy)]
struct Deadline {
    computed: Duration,
    waited: Instant,
}

/// Ends the process when what it does takes more than it may.
#[derive(Debug)]
pub(super) struct Watch {
    deadline: Arc<Mutex<Option<Deadline>>>,
    /// The memory that has been allowed so far.
    #[cfg(target_os = "linux")]
    memory: std::cell::Cell<u64>,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn begin() -> Self {
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
        Self {
            deadline,
            #[cfg(target_os = "linux")]
            memory: std::cell::Cell::new(0),
        }
    }

    /// Does something that is so large.
    pub(super) fn within<T>(&self, allowance: Allowance, size: Size, act: impl FnOnce() -> T) -> T {
        self.bound_memory(size);
        let allowed = allowance.of(size);
        let set = |deadline| *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
        let waited = Instant::now() + allowed.saturating_mul(WAITING);
        set(Some(Deadline { computed: computed() + allowed, waited }));
        let done = act();
        set(None);
        done
    }

    /// From here on memory beyond the bound is refused, which ends the process. What was allowed before stays so: not all memory
    /// goes back to the system when it is free.
    #[cfg(target_os = "linux")]
    fn bound_memory(&self, Size { text, pictures, count }: Size) {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

        let (text, pictures, count) = (text as u64, pictures as u64, count as u64);
        let wanted = MEMORY + text * MEMORY_EACH + pictures * 2 + count * MEMORY_PICTURE;
        if wanted <= self.memory.get() {
            return;
        }
        self.memory.set(wanted);
        let maximum = getrlimit(Resource::Data).maximum;
        let current = Some(maximum.map_or(wanted, |most| most.min(wanted)));
        // Without it the deadline still holds.
        let _ = setrlimit(Resource::Data, Rlimit { current, maximum });
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "other systems have no such bound")]
    fn bound_memory(&self, _: Size) {}
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
