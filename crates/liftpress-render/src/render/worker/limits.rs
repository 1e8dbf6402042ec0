//! Limits on the processor time and memory of a request. A worker that exceeds them ends itself.
//!
//! Processor time rather than wall-clock time, so that a busy machine does not decide which pages are made.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The exit code of a worker that took too long.
pub(super) const TOOK_TOO_LONG: i32 = 86;
/// How often the time is checked.
const LOOK: Duration = Duration::from_millis(20);
/// A request may wait this many times as long as it may compute.
const WAITING: u32 = 30;
/// The memory that every request may use.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 160 << 20;
/// Additional memory per byte of text; a booklet of 160 pages uses half of it.
#[cfg(target_os = "linux")]
const MEMORY_EACH: u64 = 640;
/// Additional memory per picture, which is decoded to four bytes a pixel.
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
    pub(super) const PRINT: Self = Self { base: Duration::from_secs(1), each: Duration::from_millis(15) };
    /// Reading templates and fonts.
    pub(super) const SETUP: Self = Self { base: Duration::from_secs(1), each: Duration::from_millis(2) };

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

    /// Bounds the memory; a refused allocation ends the process. The bound never shrinks, since freed memory is not always returned to
    /// the system.
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
