//! The kinds of pages, one file for each subject: where a page is, what decides its bytes, and what its template is given.

mod asset;
mod booklet;
mod booklet_index;
mod card;
mod exercise;
mod feed;
mod filter;
mod frame;
mod gallery;
mod map;
mod plain;
mod preview;
mod program;
mod search;
mod tag;
mod text;

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::{FilledProgram, Given};

pub(super) use asset::{Asset, BookletShell};
pub(super) use booklet::{Booklet, Job, Print, Published, booklet_files, booklet_in_formats, has_prints, jobs};
pub(super) use booklet_index::BookletIndex;
pub(super) use exercise::{ExerciseUse, Exercises, exercises_of};
pub(super) use feed::Feed;
pub(super) use frame::{Frame, Head};
pub(super) use gallery::Home;
pub(super) use map::{Robots, SiteMap};
pub(super) use plain::{NotFound, Search};
pub(super) use preview::{Picture, Preview, has_previews};
pub(super) use search::SearchIndex;
pub(super) use tag::Tags;

/// What the template of each page is given, by the name of the template.
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
        Given::of::<plain::PlainPage>(
            &["404.html", "search.html"],
            "<a href=\"{{ root }}index.html\">{{ site.title }}</a>",
        ),
        Given::of::<booklet_index::View>(&["booklets.html"], lifters),
    ]
}

/// Something that has a page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Link {
    /// What it is called.
    name: String,
    /// Its address, to be put behind `root`.
    address: String,
}
