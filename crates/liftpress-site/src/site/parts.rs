//! What a site consists of, and the list of all that is built of it.

use crate::model::HOME;
use crate::source::Content;

use super::page_kind::{PageKind, Route};
use super::pages::{
    Asset, Booklet, BookletIndex, BookletShell, ExerciseUse, Exercises, Feed, Home, Job, NotFound, Preview, Print,
    Published, Robots, Search, SearchIndex, SiteMap, Tags, exercises_of, has_previews, has_prints, jobs,
};

/// What pages of authors cannot be called: these are folders of the site, or would look like its private half.
pub(super) const RESERVED: [&str; 7] = ["programs", "exercises", "tags", "assets", "search", "lifters", "booklets"];

/// What a site consists of besides its programs and pages.
pub(super) struct Parts<'c> {
    pub(super) jobs: Vec<Job<'c>>,
    pub(super) exercises: Vec<ExerciseUse<'c>>,
    pub(super) tags: Tags<'c>,
}

impl<'c> Parts<'c> {
    pub(super) fn of(content: &'c Content) -> Self {
        let exercises = exercises_of(&content.programs, &content.library);
        Self { jobs: jobs(content), exercises, tags: Tags::of(&content.programs) }
    }

    /// Everything that there is to build: each kind of page, and how many there are of it.
    pub(super) fn routes<'p>(&'p self, content: &'p Content) -> Vec<Route<'p>> {
        let Content { programs, pages, settings, .. } = content;
        // What needs to know where the site is published.
        let is_published = settings.base_url.is_some();
        let has_feed = is_published && programs.iter().any(|program| !program.changes.is_empty());
        let layouts = if has_prints(settings) { settings.theme.layouts.as_slice() } else { &[] };
        let mut all = Routes(Vec::new());
        all.add(self.jobs.iter().map(Booklet));
        all.add([BookletIndex]);
        all.add([Home]);
        all.add([Search]);
        all.add([SearchIndex]);
        all.add([NotFound]);
        all.add((!self.exercises.is_empty()).then_some(Exercises));
        all.add(programs);
        all.add(&self.exercises);
        all.add(self.jobs.iter().filter(|job| job.lifter.is_public).map(Published));
        all.add(self.tags.iter());
        // That one is part of the site's first page.
        all.add(pages.iter().filter(|page| page.slug.as_str() != HOME));
        all.add(Asset::ALL);
        all.add([BookletShell]);
        all.add(is_published.then_some(SiteMap));
        all.add(is_published.then_some(Robots));
        all.add(has_feed.then_some(Feed));
        all.add(programs.iter().filter(|_| has_previews(settings)).map(Preview));
        all.add(self.jobs.iter().flat_map(|job| layouts.iter().map(move |layout| Print(job, *layout))));
        all.0
    }
}

struct Routes<'p>(Vec<Route<'p>>);

impl<'p> Routes<'p> {
    fn add<K: PageKind<'p> + 'p>(&mut self, pages: impl IntoIterator<Item = K>) {
        self.0.extend(pages.into_iter().map(|page| Box::new(page) as Route<'p>));
    }
}
