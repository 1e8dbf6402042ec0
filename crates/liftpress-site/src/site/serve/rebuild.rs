//! Reads the site again after every change, and serves the new version.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::{Color, Diagnostic, Report};
use crate::site::layout::Layout;
use crate::source::Files;
use crate::text::isolated_runs;

use super::file_times::FileTimes;
use super::generation::Generation;
use super::live::Live;
use super::watch::Watch;
use super::{News, NewsHandler, Problems, Times};

/// The time to wait after a file has become empty, because a program may be saving it at that moment.
const SAVING: Duration = Duration::from_millis(100);

/// Reads a site again after every change.
pub(super) struct Rebuild {
    layout: Layout,
    live: Arc<Live>,
    on_news: Arc<NewsHandler>,
    watch: Watch,
    file_times: FileTimes,
    served: Sender<Served>,
}

/// A version of the site that is served, but whose plans are not checked yet.
struct Served {
    generation: Arc<Generation>,
    changed: Vec<PathBuf>,
    times: Times,
}

impl Rebuild {
    /// Reads the site for the first time.
    pub(super) fn start(layout: Layout, live: Arc<Live>, on_news: Arc<NewsHandler>) -> Self {
        let now = Instant::now();
        let watch = Watch::new(layout.clone());
        if let Some(why) = watch.error() {
            on_news(&News::Unwatched(why.to_string()));
        }
        let (served, to_check) = channel();
        let (checked_live, check_news) = (Arc::clone(&live), Arc::clone(&on_news));
        thread::spawn(move || check(&to_check, &checked_live, &*check_news));
        let mut rebuild = Self { file_times: FileTimes::take(&layout), layout, live, on_news, watch, served };
        rebuild.carefully(|rebuild| rebuild.rebuild(Vec::new(), now, now));
        rebuild
    }

    /// Reads the site again after every change, forever.
    pub(super) fn forever(&mut self) {
        loop {
            let noticed = self.watch.wait();
            let has_changed = self.check_files(noticed.unwrap_or_else(Instant::now));
            if has_changed || noticed.is_some() {
                // A change that happened before the new watches were set up caused no event, so the files are checked once more.
                self.watch.renew();
                self.check_files(Instant::now());
            }
        }
    }

    /// Checks whether a file has changed, and rebuilds if so.
    fn check_files(&mut self, noticed: Instant) -> bool {
        let mut started = Instant::now();
        let mut file_times = FileTimes::take(&self.layout);
        if file_times.has_emptied(&self.file_times) {
            thread::sleep(SAVING);
            started = Instant::now();
            file_times = FileTimes::take(&self.layout);
        }
        let changed = file_times.since(&self.file_times);
        self.file_times = file_times;
        let has_changed = !changed.is_empty();
        if has_changed {
            self.carefully(|rebuild| rebuild.rebuild(changed, noticed, started));
        }
        has_changed
    }

    /// Catches a panic in `act`, so that a bug does not end the server. The panic handler prints the cause.
    fn carefully(&mut self, act: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| act(self))).is_err() {
            (self.on_news)(&News::Failed);
        }
    }

    fn rebuild(&mut self, changed: Vec<PathBuf>, noticed: Instant, started: Instant) {
        let before = self.live.now().generation;
        match Generation::read(&self.layout, before.as_deref()) {
            Ok(generation) => {
                let generation = Arc::new(generation);
                self.live.change(|now| {
                    now.generation = Some(Arc::clone(&generation));
                    // Errors that made the content unusable are fixed now. Other errors stay until the check shows whether they
                    // are fixed too.
                    if now.is_broken {
                        now.errors = Arc::default();
                    }
                    now.is_broken = false;
                });
                let times = Times { noticed, started, served: Instant::now() };
                // Sending cannot fail, because the checking thread runs as long as this one.
                let _ = self.served.send(Served { generation, changed, times });
            }
            Err(broken) => {
                let files = &broken.content.files;
                self.live.change(|now| {
                    now.errors = errors(&broken.diagnostics, files);
                    now.is_broken = true;
                });
                let problems = Problems { diagnostics: &broken.diagnostics, files };
                (self.on_news)(&News::Broken { changed: &changed, problems, is_served: before.is_some() });
            }
        }
    }
}

/// Finds all diagnostics of each version, and skips versions that are already replaced. Leaves one core free to answer requests.
fn check(served: &Receiver<Served>, live: &Live, on_news: &NewsHandler) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build();
    let diagnose = |generation: &Generation| match &threads {
        Ok(threads) => threads.install(|| generation.diagnose()),
        Err(_) => generation.diagnose(),
    };
    while let Ok(mut last) = served.recv() {
        for newer in served.try_iter() {
            let changed = [last.changed, newer.changed].concat();
            last = Served { changed, ..newer };
        }
        let Served { generation, mut changed, times } = last;
        changed.sort();
        changed.dedup();
        if catch_unwind(AssertUnwindSafe(|| diagnose(&generation))).is_err() {
            on_news(&News::Failed);
            continue;
        }
        let diagnostics = generation.diagnostics().unwrap_or_default();
        let files = &generation.content.files;
        let mut is_current = false;
        live.change(|now| {
            is_current = now.is_of(&generation);
            if is_current && !now.is_broken {
                now.errors = errors(&diagnostics, files);
            }
        });
        if is_current {
            let problems = Problems { diagnostics: &diagnostics, files };
            on_news(&News::Ready { changed: &changed, times, problems });
        }
    }
}

/// Returns the text of errors to show on a page. Right-to-left words are isolated, so that they do not reorder the text around
/// them.
pub(super) fn errors(diagnostics: &[Diagnostic], files: &Files) -> Arc<str> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    isolated_runs(&Report::new(errors, files).text(Color::Plain)).into()
}
