//! Follows the folders: reads them when they have changed, and puts what was read in place of what was served.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::{Colour, Diagnostic, Report};
use crate::site::layout::Layout;
use crate::source::Files;
use crate::text::isolated_runs;

use super::file_times::FileTimes;
use super::generation::Generation;
use super::live::Live;
use super::watch::Watch;
use super::{News, Times, Told, Wrong};

/// How long a file may stay empty before that is taken for what its author wants.
const SAVING: Duration = Duration::from_millis(100);

/// Follows the folders of a site.
pub(super) struct Rebuild {
    layout: Layout,
    live: Arc<Live>,
    told: Arc<Told>,
    watch: Watch,
    file_times: FileTimes,
    served: Sender<Served>,
}

/// What is served already, and of which not everything is known.
struct Served {
    generation: Arc<Generation>,
    changed: Vec<PathBuf>,
    times: Times,
}

impl Rebuild {
    /// Reads the folders for the first time.
    pub(super) fn start(layout: Layout, live: Arc<Live>, told: Arc<Told>) -> Self {
        let now = Instant::now();
        let watch = Watch::new(layout.clone());
        if let Some(why) = watch.trouble() {
            told(&News::Unwatched(why.to_string()));
        }
        let (served, to_check) = channel();
        let (to_live, to_told) = (Arc::clone(&live), Arc::clone(&told));
        thread::spawn(move || check(&to_check, &to_live, &*to_told));
        let mut rebuild = Self { file_times: FileTimes::take(&layout), layout, live, told, watch, served };
        rebuild.carefully(|rebuild| rebuild.rebuild(Vec::new(), now, now));
        rebuild
    }

    /// Goes on reading them whenever they change.
    pub(super) fn forever(&mut self) {
        loop {
            let noticed = self.watch.wait();
            let has_changed = self.look(noticed.unwrap_or_else(Instant::now));
            if has_changed || noticed.is_some() {
                // What came before the new watches were there has made no event.
                self.watch.renew();
                self.look(Instant::now());
            }
        }
    }

    /// Looks whether anything has changed, and rebuilds if so.
    fn look(&mut self, noticed: Instant) -> bool {
        let mut begun = Instant::now();
        let mut file_times = FileTimes::take(&self.layout);
        if file_times.has_emptied(&self.file_times) {
            thread::sleep(SAVING);
            begun = Instant::now();
            file_times = FileTimes::take(&self.layout);
        }
        let changed = file_times.since(&self.file_times);
        self.file_times = file_times;
        let has_changed = !changed.is_empty();
        if has_changed {
            self.carefully(|rebuild| rebuild.rebuild(changed, noticed, begun));
        }
        has_changed
    }

    /// A mistake of ours must not end the server; the panic has said what it is.
    fn carefully(&mut self, act: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| act(self))).is_err() {
            (self.told)(&News::Failed);
        }
    }

    fn rebuild(&mut self, changed: Vec<PathBuf>, noticed: Instant, begun: Instant) {
        let before = self.live.now().generation;
        match Generation::read(&self.layout, before.as_deref()) {
            Ok(generation) => {
                let generation = Arc::new(generation);
                self.live.change(|now| {
                    now.generation = Some(Arc::clone(&generation));
                    // Other errors stand until it is known whether they are mended too.
                    if now.is_broken {
                        now.errors = Arc::default();
                    }
                    now.is_broken = false;
                });
                let times = Times { noticed, begun, served: Instant::now() };
                // Whoever checks is there as long as we are.
                let _ = self.served.send(Served { generation, changed, times });
            }
            Err(broken) => {
                let files = &broken.content.files;
                self.live.change(|now| {
                    now.errors = errors(&broken.diagnostics, files);
                    now.is_broken = true;
                });
                let wrong = Wrong { diagnostics: &broken.diagnostics, files };
                (self.told)(&News::Broken { changed: &changed, wrong, is_served: before.is_some() });
            }
        }
    }
}

/// Finds out everything that is wrong with what is served, the last of it first. It leaves a core to those who wait for
/// pages.
fn check(served: &Receiver<Served>, live: &Live, told: &Told) {
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
            told(&News::Failed);
            continue;
        }
        let diagnostics = generation.told().unwrap_or_default();
        let files = &generation.content.files;
        let mut is_current = false;
        live.change(|now| {
            is_current = now.is_of(&generation);
            if is_current && !now.is_broken {
                now.errors = errors(&diagnostics, files);
            }
        });
        if is_current {
            told(&News::Ready { changed: &changed, times, wrong: Wrong { diagnostics: &diagnostics, files } });
        }
    }
}

/// The errors, as a page shows them: authors' words from right to left are isolated in them.
pub(super) fn errors(diagnostics: &[Diagnostic], files: &Files) -> Arc<str> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    isolated_runs(&Report::new(errors, files).text(Colour::Plain)).into()
}
