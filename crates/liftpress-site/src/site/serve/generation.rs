//! A version of the site, read at one moment. Each page is built when a browser requests it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::render::Renderer;
use crate::source::Content;
use crate::templates::Templates;

use super::lock;
use crate::site::diagnose::{FirstChecks, diagnose_plans, first_checks, is_fine};
use crate::site::error::BuildError;
use crate::site::layout::Layout;
use crate::site::page_builder::{Clock, PageBuilder};
use crate::site::parts::Parts;
use crate::site::print::Printer;
use crate::site::revisions::BookletRevisions;

/// Only one PDF is laid out at a time, because that takes all cores and much memory.
static PRINTING: Mutex<()> = Mutex::new(());

/// A finished file.
pub(super) struct File {
    pub(super) bytes: Vec<u8>,
    /// A hash of the bytes.
    pub(super) tag: String,
}

impl File {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { tag: format!("{:016x}", hasher.finish()), bytes }
    }
}

/// The built files of a route, by path. Empty if the route cannot be built.
type BuiltFiles = BTreeMap<String, Arc<File>>;

/// Content with errors that prevent all pages from being built.
pub(super) struct Broken {
    pub(super) content: Content,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A version of the site that can be served.
pub(super) struct Generation {
    pub(super) content: Content,
    renderer: Renderer,
    printer: Printer,
    /// The number of each file's route, by path in the output folder.
    files: HashMap<String, usize>,
    built: Mutex<BTreeMap<usize, Arc<OnceLock<BuiltFiles>>>>,
    /// The revision of each booklet.
    revisions: BookletRevisions,
    /// Files of earlier generations. They are served if this generation cannot build them.
    earlier: BuiltFiles,
    /// The diagnostics of the first checks.
    first: Vec<Diagnostic>,
    /// All diagnostics except those of pages. Empty until [`diagnose`](Self::diagnose) has ended.
    diagnosed: OnceLock<Vec<Diagnostic>>,
    page_diagnostics: Mutex<PageDiagnostics>,
}

/// The diagnostics of pages that were built.
#[derive(Default)]
struct PageDiagnostics {
    all: Vec<Diagnostic>,
    /// Whether some of `all` were not reported yet.
    are_new: bool,
}

impl Generation {
    /// Reads the folders of a site. Takes over the files that browsers requested from earlier generations.
    pub(super) fn read(layout: &Layout, before: Option<&Self>) -> Result<Self, Box<Broken>> {
        let mut content = Content::read(&layout.content);
        let templates = Templates::read(&layout.templates, &mut content);
        let parts = Parts::of(&content);
        let jobs: Vec<_> = parts.jobs.iter().collect();
        let (checks, printer) =
            rayon::join(|| first_checks(&content, &templates, &parts), || Printer::new(&content, &templates, &jobs));
        let FirstChecks { diagnostics: mut first, renderer, .. } = checks;
        first.extend(printer.font_diagnostics());
        let Some(renderer) = renderer.filter(|_| is_fine(&first)) else {
            drop(parts);
            return Err(Box::new(Broken { content, diagnostics: first }));
        };
        let numbered = parts.routes(&content).into_iter().enumerate();
        let formats = &content.settings.formats;
        let files =
            numbered.flat_map(|(number, route)| route.files(formats).into_iter().map(move |file| (file, number)));
        let files: HashMap<_, _> = files.collect();
        let revisions = BookletRevisions::of(&content, &templates, layout, &parts.jobs, None);
        drop(parts);
        let mut earlier = before.map(Self::requested).unwrap_or_default();
        earlier.retain(|path, _| files.contains_key(path));
        let (built, diagnosed, page_diagnostics) = (Mutex::default(), OnceLock::new(), Mutex::default());
        Ok(Self { content, renderer, printer, files, built, revisions, earlier, first, diagnosed, page_diagnostics })
    }

    /// Returns a file, which is built at its first request. If the file cannot be built, returns its version of an earlier
    /// generation, if there is one, and adds the errors to the [new diagnostics](Self::new_diagnostics).
    pub(super) fn file(&self, path: &str) -> Option<Arc<File>> {
        let route = *self.files.get(path)?;
        let built = lock(&self.built).entry(route).or_default().clone();
        let built = built.get_or_init(|| self.build(route));
        built.get(path).or_else(|| self.earlier.get(path)).cloned()
    }

    /// Whether the site has a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn build(&self, route: usize) -> BuiltFiles {
        let parts = Parts::of(&self.content);
        let routes = parts.routes(&self.content);
        let Some(route) = routes.get(route) else { return BuiltFiles::new() };
        let Self { content, renderer, printer, revisions, .. } = self;
        let clock = Clock::default();
        let builder = PageBuilder::new(content, renderer, printer, &parts, revisions, &clock);
        let _one_at_a_time = route.is_alone.then(|| lock(&PRINTING));
        match route.build(&builder) {
            Ok((files, diagnostics)) => {
                self.add(diagnostics);
                files.into_iter().map(|(path, bytes)| (path, Arc::new(File::new(bytes)))).collect()
            }
            Err(BuildError::Content(errors)) => {
                self.add(errors);
                BuiltFiles::new()
            }
            // These errors are impossible, because nothing is written.
            Err(BuildError::NoPdf | BuildError::Output(_)) => BuiltFiles::new(),
        }
    }

    fn add(&self, diagnostics: Vec<Diagnostic>) {
        let mut known = lock(&self.page_diagnostics);
        for diagnostic in diagnostics {
            if !known.all.contains(&diagnostic) {
                known.all.push(diagnostic);
                known.are_new = true;
            }
        }
    }

    /// Returns every file that was requested, in this generation or in earlier ones.
    fn requested(&self) -> BuiltFiles {
        let mut all = self.earlier.clone();
        for built in lock(&self.built).values().filter_map(|built| built.get()) {
            all.extend(built.iter().map(|(path, file)| (path.clone(), Arc::clone(file))));
        }
        all
    }

    /// Expands the plan of every booklet, to find all diagnostics.
    pub(super) fn diagnose(&self) {
        self.diagnosed.get_or_init(|| {
            let mut diagnostics = self.first.clone();
            let parts = Parts::of(&self.content);
            let jobs: Vec<_> = parts.jobs.iter().collect();
            diagnose_plans(&self.content, &self.printer, &jobs, true, &mut diagnostics);
            diagnostics
        });
    }

    /// Returns all diagnostics that are known so far, and marks them as reported. Returns `None` before
    /// [`diagnose`](Self::diagnose) has ended.
    pub(super) fn diagnostics(&self) -> Option<Vec<Diagnostic>> {
        let diagnosed = self.diagnosed.get()?;
        let mut pages = lock(&self.page_diagnostics);
        pages.are_new = false;
        Some([diagnosed.as_slice(), &pages.all].concat())
    }

    /// Returns all diagnostics if some of them were not reported yet, otherwise `None`.
    pub(super) fn new_diagnostics(&self) -> Option<Vec<Diagnostic>> {
        let are_new = lock(&self.page_diagnostics).are_new;
        if are_new { self.diagnostics() } else { None }
    }
}
