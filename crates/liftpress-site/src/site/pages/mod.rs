//! Builds the data for the templates of pages. Each kind of page has its own file.

mod booklet;
mod booklet_index;
mod card;
mod exercise;
mod feed;
mod filter;
mod frame;
mod gallery;
mod map;
mod preview;
mod program;
mod search;
mod tag;
mod text;

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::{FilledProgram, Given};

pub(super) use booklet::{
    Job, booklet, booklet_files, booklet_in_formats, booklet_name, has_prints, jobs, print, published,
};
pub(super) use booklet_index::{BookletIndex, booklet_index};
pub(super) use exercise::{ExerciseUse, exercise_list, exercise_page, exercises_of};
pub(super) use feed::feed;
pub(super) use frame::{Frame, Head, plain_page};
pub(super) use gallery::{gallery, tag_page};
pub(super) use map::site_map;
pub(super) use preview::{Preview, has_previews, preview};
pub(super) use program::program_page;
pub(super) use search::search_index;
pub(super) use tag::Tags;
pub(super) use text::text_page;

/// Returns descriptions of the data that the template of each page gets.
pub(super) fn given() -> Vec<Given> {
    let programs =
        "{% for program in programs %}<h2>{{ program.title }}</h2>{{ program.summary | markdown }}{% endfor %}";
    let groups = "{% for group in groups %}<h2>{{ group.muscle }}</h2>{% endfor %}";
    let lifters = "{% for lifter in lifters %}<h2>{{ lifter.name }}</h2>{% endfor %}";
    vec![
        Given::of::<gallery::Gallery<'_>>(&["index.html"], programs),
        Given::of::<FilledProgram<'_, program::ProgramPage>>(
            &["program.html"],
            "<h1>{{ program.title }}</h1>{{ program.summary | markdown }}",
        ),
        Given::of::<exercise::ExerciseList>(&["exercises.html"], groups),
        Given::of::<exercise::ExercisePage<'_>>(&["exercise.html"], "<h1>{{ name }}</h1>{{ text | markdown }}"),
        Given::of::<text::TextPage<'_>>(&["page.html"], "<h1>{{ title }}</h1>{{ text | markdown(top=2) }}"),
        Given::of::<gallery::TagPage<'_>>(
            &["tag.html"],
            "<h1>{{ name }}</h1>{% for program in programs %}<h2>{{ program.title }}</h2>{% endfor %}",
        ),
        Given::of::<frame::PlainPage>(
            &["404.html", "search.html"],
            "<a href=\"{{ root }}index.html\">{{ site.title }}</a>",
        ),
        Given::of::<BookletIndex>(&["booklets.html"], lifters),
    ]
}

/// A link to a page of the site.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Link {
    /// The text of the link.
    name: String,
    /// The address, to append to `root`.
    address: String,
}
