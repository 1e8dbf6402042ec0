//! The folders as they were at one moment, and the pages that are made of them as they are asked for.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::render::Renderer;
use crate::source::Content;
use crate::templates::Templates;

use super::lock;
use crate::site::diagnose::{Glance, glance, is_fine, work_out};
use crate::site::error::BuildError;
use crate::site::layout::Layout;
use crate::site::page_builder::{Clock, PageBuilder};
use crate::site::parts::Parts;
use crate::site::print::Printer;
use crate::site::revisions::BookletRevisions;

/// PDFs are laid out on all cores and with much memory, so never two at once.
static PRINTING: Mutex<()> = Mutex::new(());

/// A finished file.
pub(super) struct File {
    pub(super) bytes: Vec<u8>,
    /// Another one whenever the bytes are others.
    pub(super) tag: String,
}

impl File {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { tag: format!("{:016x}", hasher.finish()), bytes }
    }
}

/// The files of a route; none of them where it cannot be made.
type Made = BTreeMap<String, Arc<File>>;

/// What has errors so far that no page can be made of it.
pub(super) struct Broken {
    pub(super) content: Content,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A site that can be served.
pub(super) struct Generation {
    pub(super) content: Content,
    renderer: Renderer,
    printer: Printer,
    /// Which route makes a file, by its path in the output folder.
    files: HashMap<String, usize>,
    made: Mutex<BTreeMap<usize, Arc<OnceLock<Made>>>>,
    /// The revision of each booklet.
    revisions: BookletRevisions,
    /// What was made in earlier generations, in case that it can be made no more.
    before: Made,
    /// What shows at a glance.
    glanced: Vec<Diagnostic>,
    /// All of it, once it is known.
    diagnosed: OnceLock<Vec<Diagnostic>>,
    trouble: Mutex<Trouble>,
}

/// What is wrong with pages that were made.
#[derive(Default)]
struct Trouble {
    diagnostics: Vec<Diagnostic>,
    is_news: bool,
}

impl Generation {
    /// Reads the folders. What was looked at in the generation before is kept.
    pub(super) fn read(layout: &Layout, before: Option<&Self>) -> Result<Self, Box<Broken>> {
        let mut content = Content::read(&layout.content);
        let templates = Templates::read(&layout.templates, &mut content);
        let parts = Parts::of(&content);
        let jobs: Vec<_> = parts.jobs.iter().collect();
        let (glance, printer) =
            rayon::join(|| glance(&content, &templates, &parts), || Printer::new(&content, &templates, &jobs));
        let Glance { diagnostics: mut glanced, renderer, .. } = glance;
        glanced.extend(printer.font_diagnostics());
        let Some(renderer) = renderer.filter(|_| is_fine(&glanced)) else {
            drop(parts);
            return Err(Box::new(Broken { content, diagnostics: glanced }));
        };
        let numbered = parts.routes(&content).into_iter().enumerate();
        let formats = &content.settings.formats;
        let files =
            numbered.flat_map(|(number, route)| route.files(formats).into_iter().map(move |file| (file, number)));
        let files: HashMap<_, _> = files.collect();
        let revisions = BookletRevisions::of(&content, &templates, layout, &parts.jobs, None);
        drop(parts);
        let mut before = before.map(Self::looked_at).unwrap_or_default();
        before.retain(|path, _| files.contains_key(path));
        let (made, diagnosed, trouble) = (Mutex::default(), OnceLock::new(), Mutex::default());
        Ok(Self { content, renderer, printer, files, made, revisions, before, glanced, diagnosed, trouble })
    }

    /// A file of the output folder, made now if it has not been. Where it cannot be made, as it was last; where it never
    /// was, nothing, and what is wrong is [told](Self::news).
    pub(super) fn file(&self, path: &str) -> Option<Arc<File>> {
        let route = *self.files.get(path)?;
        let made = lock(&self.made).entry(route).or_default().clone();
        let made = made.get_or_init(|| self.make(route));
        made.get(path).or_else(|| self.before.get(path)).cloned()
    }

    /// Whether there is such a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn make(&self, route: usize) -> Made {
        let parts = Parts::of(&self.content);
        let routes = parts.routes(&self.content);
        let Some(route) = routes.get(route) else { return Made::new() };
        let Self { content, renderer, printer, revisions, .. } = self;
        let clock = Clock::default();
        let builder = PageBuilder::new(content, renderer, printer, &parts, revisions, &clock);
        let _one_at_a_time = route.is_alone.then(|| lock(&PRINTING));
        match route.build(&builder) {
            Ok((files, told)) => {
                self.add_trouble(told);
                files.into_iter().map(|(path, bytes)| (path, Arc::new(File::new(bytes)))).collect()
            }
            Err(BuildError::Content(told)) => {
                self.add_trouble(told);
                Made::new()
            }
            // Nothing is written, so nothing can go wrong with that.
            Err(BuildError::NoPdf | BuildError::Output(_)) => Made::new(),
        }
    }

    fn add_trouble(&self, told: Vec<Diagnostic>) {
        let mut trouble = lock(&self.trouble);
        for diagnostic in told {
            if !trouble.diagnostics.contains(&diagnostic) {
                trouble.diagnostics.push(diagnostic);
                trouble.is_news = true;
            }
        }
    }

    /// Every file that was asked for, here or in generations before.
    fn looked_at(&self) -> Made {
        let mut all = self.before.clone();
        for made in lock(&self.made).values().filter_map(|made| made.get()) {
            all.extend(made.iter().map(|(path, file)| (path.clone(), Arc::clone(file))));
        }
        all
    }

    /// Works every booklet out, to know everything that is wrong.
    pub(super) fn diagnose(&self) {
        self.diagnosed.get_or_init(|| {
            let mut diagnostics = self.glanced.clone();
            let parts = Parts::of(&self.content);
            let jobs: Vec<_> = parts.jobs.iter().collect();
            work_out(&self.content, &self.printer, &jobs, true, &mut diagnostics);
            diagnostics
        });
    }

    /// Everything that is wrong, as far as it is known; nothing before [`diagnose`](Self::diagnose) has ended.
    pub(super) fn told(&self) -> Option<Vec<Diagnostic>> {
        let diagnosed = self.diagnosed.get()?;
        let mut trouble = lock(&self.trouble);
        trouble.is_news = false;
        Some([diagnosed.as_slice(), &trouble.diagnostics].concat())
    }

    /// Everything that is wrong, if there is more of it than when it was told last.
    pub(super) fn news(&self) -> Option<Vec<Diagnostic>> {
        let is_news = lock(&self.trouble).is_news;
        if is_news { self.told() } else { None }
    }
}
