//! Limits on the processor time and memory of a request. A worker that exceeds a limit ends itself.
//!
//! The limit is processor time, not wall-clock time, so that results do not depend on how busy the machine is.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The exit code of a worker that took too long.
pub(super) const TOOK_TOO_LONG: i32 = 86;
/// The time from one check to the next.
const LOOK: Duration = Duration::from_millis(20);
/// The factor by which the total time of a request may exceed its processor time.
const WAITING: u32 = 30;
/// The memory, in bytes, that every request may use.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 160 << 20;
/// The additional memory for each byte of text, in bytes. A booklet of 160 pages uses half of it.
#[cfg(target_os = "linux")]
const MEMORY_EACH: u64 = 640;
/// The additional memory for each picture, in bytes. A decoded picture takes four bytes a pixel.
#[cfg(target_os = "linux")]
const MEMORY_PICTURE: u64 = 48 << 20;

/// The size of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// The number of bytes of text.
    pub(super) text: usize,
    /// The number of bytes of pictures. They take far less time and memory than bytes of text.
    pub(super) pictures: usize,
    /// The number of pictures.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "it bounds memory"))]
    pub(super) count: usize,
}

/// The processor time that a request may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// The processor time that every request may take.
    base: Duration,
    /// The additional processor time for each KiB of the request.
    each: Duration,
}

impl Allowance {
    /// For rendering a page: a hundred times as long as the largest built-in page takes.
    pub(super) const FILL: Self = Self { base: Duration::from_millis(500), each: Duration::from_millis(5) };
    /// For printing a PDF: five times as long as built-in templates take.
    #[cfg(feature = "pdf")]
    pub(super) const PRINT: Self = Self { base: Duration::from_secs(1), each: Duration::from_millis(15) };
    /// For parsing templates and fonts.
    pub(super) const SETUP: Self = Self { base: Duration::from_secs(1), each: Duration::from_millis(2) };

    fn of(self, size: Size) -> Duration {
        let kib = u32::try_from((size.text + size.pictures / 16) / 1024).unwrap_or(u32::MAX);
        self.base.saturating_add(self.each.saturating_mul(kib))
    }
}

/// The moment at which a request exceeds its limits.
#[derive(Debug, Clone, Copy)]
struct Deadline {
    computed: Duration,
    waited: Instant,
}

/// Ends the process when a request exceeds its limits.
#[derive(Debug)]
pub(super) struct Watch {
    deadline: Arc<Mutex<Option<Deadline>>>,
    /// The memory limit so far, in bytes.
    #[cfg(target_os = "linux")]
    memory: std::cell::Cell<u64>,
}

impl Watch {
    /// Starts the thread that checks the limits.
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

    /// Runs `act` within the limits for a request of this size.
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

    /// Limits the memory. The process ends when an allocation is refused. The limit is never lowered, because freed
    /// memory is not always returned to the system.
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
        // If this limit cannot be set, the deadline still applies.
        let _ = setrlimit(Resource::Data, Rlimit { current, maximum });
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "other systems have no such bound")]
    fn bound_memory(&self, _: Size) {}
}

/// Returns the processor time of this process so far.
#[cfg(unix)]
fn computed() -> Duration {
    use rustix::time::{ClockId, clock_gettime};

    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// Returns the time since the first call. On this system, there is no better measure of processor time.
#[cfg(not(unix))]
fn computed() -> Duration {
    use std::sync::OnceLock;

    static FIRST: OnceLock<Instant> = OnceLock::new();
    FIRST.get_or_init(Instant::now).elapsed()
}
