//! Lists everything that is built for a site. In [`Parts::routes`], each kind of page has its own lines.

use crate::model::{Folder, HOME};
use crate::render::{first_paragraph, plain_text};
use crate::source::Content;

use super::pages::{
    ExerciseUse, Job, Tags, booklet, booklet_index, exercise_list, exercise_page, exercises_of, feed, gallery,
    has_previews, has_prints, jobs, plain_page, preview, print, program_page, published, search_index, site_map,
    tag_page, text_page,
};
use super::route::{Route, Subject};

/// The styles and scripts of the site, by the names of their templates. Each is a file in `site/assets/`.
const ASSETS: [&str; 12] = [
    "site.css",
    "booklet.css",
    "program.css",
    "loading.js",
    "rules.js",
    "planned.js",
    "visitor.js",
    "filling.js",
    "take-away.js",
    "form.js",
    "gallery.js",
    "search.js",
];

/// The names that pages of authors cannot have. The site has folders with these names, except `booklets`, which would look like
/// the private folder.
pub(super) const RESERVED: [&str; 7] = ["programs", "exercises", "tags", "assets", "search", "lifters", "booklets"];

/// The parts of a site, besides its programs and pages.
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

    /// Returns everything to build. Each row has a path, a template, and the data for the template.
    pub(super) fn routes<'p>(&'p self, content: &'p Content) -> Vec<Route<'p>> {
        let Self { jobs, exercises, tags } = self;
        let Content { programs, library, pages, settings, .. } = content;
        let labels = &settings.labels;
        let mut all: Vec<_> = jobs.iter().map(booklet).collect();
        all.push(booklet_index());
        all.push(Route::page("site/index.html", "index.html", move |frame| gallery(frame, content, tags)));
        all.push(Route::page("site/search/index.html", "search.html", plain_page).titled(labels.search(), String::new));
        all.push(Route::new("site/assets/search-index.js", "search.js", Subject::Site, move |_, route| {
            Ok(route.file(search_index(programs, exercises, pages, library, labels)))
        }));
        all.push(Route::page("site/404.html", "404.html", plain_page).titled(labels.nothing_here(), String::new));
        all.extend((!exercises.is_empty()).then(|| {
            let list = move |frame| exercise_list(frame, exercises, labels);
            Route::page("site/exercises/index.html", "exercises.html", list)
                .titled(labels.exercises(), || labels.exercises_lead().to_owned())
        }));
        all.extend(programs.iter().map(|program| program_page(program, settings)));
        all.extend(exercises.iter().map(|of| {
            let path = format!("site/exercises/{}/index.html", of.exercise.slug);
            Route::page(path, "exercise.html", move |frame| exercise_page(frame, of, exercises, labels))
                .titled(&of.exercise.name, || of.exercise.cues.join(" "))
        }));
        all.extend(jobs.iter().filter(|job| job.lifter.is_public).map(published));
        all.extend(tags.iter().map(|tag| {
            let path = format!("site/tags/{}/index.html", tag.slug);
            Route::page(path, "tag.html", move |frame| tag_page(frame, tag, tags, library, labels))
                .titled(tag.name, String::new)
        }));
        // The page `index.md` has no page of its own: its text is on the first page of the site.
        all.extend(pages.iter().filter(|page| page.slug.as_str() != HOME).map(|page| {
            let path = format!("site/{}", Folder::Pages.address(&page.slug));
            Route::page(path, "page.html", move |frame| text_page(frame, page))
                .titled(&page.title, || plain_text(first_paragraph(&page.text)))
        }));
        all.extend(ASSETS.map(|name| {
            Route::new(format!("site/assets/{name}"), name, Subject::Assets, move |builder, route| {
                Ok(route.file(builder.renderer.asset(name)?))
            })
        }));
        all.push(Route::new("site/assets/booklet-shell.js", "gym.js", Subject::Assets, move |builder, route| {
            Ok(route.file(builder.renderer.booklet_shell(labels)?))
        }));
        // The site map, `robots.txt` and the feed need the address of the published site.
        if let Some(base) = settings.base() {
            for (path, template) in [("site/sitemap.xml", "sitemap.xml"), ("site/robots.txt", "robots.txt")] {
                let base = base.clone();
                all.push(Route::page(path, template, move |_| site_map(self.routes(content), base.clone())));
            }
            if programs.iter().any(|program| !program.changes.is_empty()) {
                all.push(Route::page("site/feed.xml", "feed.xml", move |_| feed(programs, base.clone())));
            }
        }
        all.extend(programs.iter().filter(|_| has_previews(settings)).map(preview));
        let layouts = if has_prints(settings) { settings.theme.layouts.as_slice() } else { &[] };
        all.extend(jobs.iter().flat_map(|job| layouts.iter().map(move |layout| print(job, *layout))));
        all
    }
}
