//! Computes digests of the inputs of each page. A page with unchanged inputs is not rebuilt.
//!
//! The digest of a page covers all inputs that the page could use, even if it does not use them. With guessed dependencies, some
//! pages would stay outdated (11ty/eleventy#3807).

use std::collections::HashMap;
use std::path::Path;

use crate::model::{Program, Settings, Slug};
use crate::source::Content;
use crate::templates::Templates;

use super::digest::Digest;
use super::layout::Layout;
use super::pages::{Frame, Job};
use super::parts::Parts;
use super::revisions::BookletRevisions;
use super::route::{Route, Subject};

/// The digest of the sources of this liftpress.
const PROGRAM: &str = env!("LIFTPRESS_BUILD");

/// The digests of the inputs of a site's pages.
pub(super) struct Inputs<'b> {
    content: &'b Content,
    parts: &'b Parts<'b>,
    revisions: &'b BookletRevisions,
    /// The inputs that all pages share: liftpress, settings, templates, fonts, pictures, exercises, pages of authors.
    shared: Digest,
    /// The shared inputs, all programs, and the list of the site's files.
    site: Digest,
    programs: HashMap<&'b Slug, Digest>,
}

impl<'b> Inputs<'b> {
    pub(super) fn of(
        content: &'b Content,
        templates: &Templates,
        layout: &Layout,
        parts: &'b Parts<'b>,
        routes: &[Route<'_>],
        revisions: &'b BookletRevisions,
    ) -> Self {
        let shared = shared(content, templates, layout);
        let texts = |program: &'b Program| Digest::of_all(content.texts_of(program).iter().map(|text| text.as_bytes()));
        let programs: HashMap<_, _> = content.programs.iter().map(|program| (&program.slug, texts(program))).collect();
        let files: Vec<_> = routes.iter().flat_map(|route| route.files(&content.settings.formats)).collect();
        let of_programs = content.programs.iter().filter_map(|program| programs.get(&program.slug));
        let of_programs = of_programs.map(Digest::as_bytes);
        let files = files.iter().filter(|file| file.starts_with("site/")).map(String::as_bytes);
        let site = Digest::of_all([shared.as_bytes()].into_iter().chain(of_programs).chain(files));
        Self { content, parts, revisions, shared, site, programs }
    }

    /// Returns the digest of a route's inputs. The list of booklets uses [`Inputs::of_view`] instead.
    pub(super) fn of_route(&self, route: &Route<'_>) -> Digest {
        match route.subject {
            Subject::Assets => self.shared,
            Subject::Site | Subject::Booklets => self.site,
            Subject::Booklet(job) | Subject::Job(job) => self.of_job(job),
            Subject::Program(program) => {
                // The navigation depends on other pages, and the addresses of tags depend on the tags of other programs.
                let context = || (Frame::of(route, self.content, self.parts), self.parts.tags.links(program));
                let context = route.is_page_of_site().then(context);
                let context = serde_json::to_vec(&context).unwrap_or_default();
                Digest::of_all([self.shared.as_bytes(), self.of_program(program).as_bytes(), &context])
            }
        }
    }

    /// Returns the digest of the inputs of a page that depends only on this view and on the shared inputs.
    pub(super) fn of_view(&self, view: &impl serde::Serialize) -> Digest {
        Digest::of_all([self.shared.as_bytes(), &serde_json::to_vec(view).unwrap_or_default()])
    }

    fn of_job(&self, job: &Job<'_>) -> Digest {
        let revision = self.revisions.words(job, &self.content.settings.labels);
        let program = self.of_program(job.program);
        let own = [self.shared.as_bytes(), program.as_bytes(), job.folder.as_bytes(), revision.as_bytes()];
        let lifter = self.content.texts_of_lifter(job.lifter);
        Digest::of_all(own.into_iter().chain(lifter.iter().map(|text| text.as_bytes())))
    }

    /// Returns the digest of a program and of the programs that it extends.
    fn of_program(&self, program: &Program) -> Digest {
        self.programs.get(&program.slug).copied().unwrap_or(self.site)
    }
}

/// Returns the digest of the inputs that all pages share.
fn shared(content: &Content, templates: &Templates, layout: &Layout) -> Digest {
    let folder = layout.folder();
    let inside = |path: &'_ str| Path::new(path).strip_prefix(folder).unwrap_or(Path::new(path)).to_owned();
    let texts = content.texts_of_all().map(|(path, text)| (inside(path), text.as_bytes()));
    let pictures = content.pictures.iter().map(|(path, picture)| (path.into(), picture.bytes.as_slice()));
    let fonts = templates.fonts.iter().map(|font| (inside(content.files.path(font.file)), font.bytes.as_slice()));
    let files: Vec<_> = texts.chain(pictures).chain(fonts).collect();
    // Options on the command line can replace these settings, so the text of the settings file is not enough.
    let Settings { formats, theme, .. } = &content.settings;
    let said = format!("{formats:?} {:?} {:?}", theme.paper, theme.layouts);
    let parts = files.iter().flat_map(|(path, bytes)| [path.as_os_str().as_encoded_bytes(), bytes]);
    Digest::of_all([PROGRAM.as_bytes(), said.as_bytes()].into_iter().chain(parts))
}
