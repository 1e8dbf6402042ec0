//! Pages besides the booklets: what a template of such a page is given.

mod exercise;
mod feed;
mod filter;
mod frame;
mod gallery;
mod map;
mod preview;
mod program;
mod search;
mod shelf;
mod tag;
mod text;

use serde::Serialize;

pub(super) use exercise::{ExerciseUse, exercise_list, exercise_page, exercises_of};
pub(super) use feed::feed;
pub(super) use frame::{Frame, Head, plain_page};
pub(super) use gallery::gallery;
pub(super) use map::site_map;
pub(super) use preview::{Preview, preview};
pub(super) use program::program_page;
pub(super) use search::search_index;
pub(super) use shelf::{Shelf, ShelfBooklet, ShelfRow, booklet_folders};
pub(super) use tag::{Tag, tag_page, tags};
pub(super) use text::text_page;

/// Something that has a page.
#[derive(Debug, Serialize)]
struct Link {
    /// What it is called.
    name: String,
    /// Its address, to be put behind `root`.
    address: String,
}
