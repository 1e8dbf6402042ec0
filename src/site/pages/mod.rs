//! Pages besides the booklets: what a template of such a page is given.

mod exercise;
mod gallery;
mod program;
mod shelf;
mod text;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Page, Settings};
use crate::render::{FilledProgram, Given};

pub(super) use exercise::{ExerciseUse, exercise_list, exercise_page, exercises_of};
pub(super) use gallery::gallery;
pub(super) use program::program_page;
pub(super) use shelf::{Shelf, ShelfBooklet, ShelfRow, booklet_folders};
pub(super) use text::text_page;

/// What the template of each page is given, by the name of the template.
pub(super) fn given() -> Vec<Given> {
    let programs =
        "{% for program in programs %}<h2>{{ program.title }}</h2>{{ program.summary | markdown }}{% endfor %}";
    let groups = "{% for group in groups %}<h2>{{ group.muscle }}</h2>{% endfor %}";
    let lifters = "{% for lifter in lifters %}<h2>{{ lifter.name }}</h2>{% endfor %}";
    vec![
        Given::of::<gallery::Gallery>(&["index.html"], programs),
        Given::of::<FilledProgram<'_, program::ProgramPage>>(
            &["program.html"],
            "<h1>{{ program.title }}</h1>{{ program.summary | markdown }}",
        ),
        Given::of::<exercise::ExerciseList>(&["exercises.html"], groups),
        Given::of::<exercise::ExercisePage<'_>>(&["exercise.html"], "<h1>{{ name }}</h1>{{ text | markdown }}"),
        Given::of::<text::TextPage<'_>>(&["page.html"], "<h1>{{ title }}</h1>{{ text | markdown(top=2) }}"),
        Given::of::<Shelf>(&["booklets.html"], lifters),
    ]
}

/// What every page of the site knows of where it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Frame {
    /// What leads from this page to the site's first: empty there, `../../` for the page of a program.
    root: String,
    /// The address of this page, where the site has a `base_url`; else empty.
    url: String,
    /// Pages that every page links to.
    nav: Vec<NavLink>,
}

/// A page that every page links to.
#[derive(Debug, Serialize, JsonSchema)]
struct NavLink {
    /// What it is called.
    title: String,
    /// Its address, to be put behind `root`.
    address: String,
    /// Whether it is this very page.
    current: bool,
}

impl Frame {
    /// The frame of the page in that file of the output.
    pub(super) fn new(file: &str, pages: &[Page], settings: &Settings) -> Self {
        let here = file.strip_prefix("site/").unwrap_or(file);
        let labels = &settings.labels;
        let fixed = [(labels.programs(), "index.html"), (labels.exercises(), "exercises/index.html")];
        let fixed = fixed.into_iter().map(|(title, address)| (title.to_owned(), address.to_owned()));
        let own = pages.iter().map(|page| (page.title.clone(), format!("{}/index.html", page.slug)));
        let link = |(title, address): (String, String)| NavLink { current: address == here, title, address };
        let base = settings.base_url.as_deref().map(|base| base.trim_end_matches('/'));
        let address = here.strip_suffix("index.html").unwrap_or(here);
        Self {
            root: "../".repeat(here.matches('/').count()),
            url: base.map(|base| format!("{base}/{address}")).unwrap_or_default(),
            nav: fixed.chain(own).map(link).collect(),
        }
    }
}
