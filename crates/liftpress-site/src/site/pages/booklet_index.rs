//! The private list of all booklets.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::site::error::BuildError;
use crate::site::page_builder::PageBuilder;
use crate::site::route::{Route, Subject};

use super::booklet::booklet_files;

/// The private index: every booklet.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct BookletIndex {
    /// The lifters with a program.
    lifters: Vec<LifterRow>,
}

/// A lifter's booklets.
#[derive(Debug, Serialize, JsonSchema)]
struct LifterRow {
    /// Their name.
    name: String,
    /// Their booklets.
    booklets: Vec<BookletRow>,
}

/// One booklet and what it comes as.
#[derive(Debug, Serialize, JsonSchema)]
struct BookletRow {
    /// Title of the program.
    title: String,
    /// Its folder, from this page on.
    folder: String,
    /// The names of its files in that folder.
    files: Vec<String>,
    /// From when to when; empty when undated.
    dates: String,
}

pub(in crate::site) fn booklet_index<'c>() -> Route<'c> {
    Route::new("booklets/index.html", "booklets.html", Subject::Booklets, |builder, route| {
        builder.page(route, &BookletIndex::of(builder)?)
    })
}

impl BookletIndex {
    pub(in crate::site) fn of(builder: &PageBuilder<'_, '_>) -> Result<Self, BuildError> {
        let jobs = &builder.parts.jobs;
        let dates = jobs.par_iter().map(|job| builder.dates(job)).collect::<Result<Vec<_>, _>>()?;
        let (names, unmade) = (booklet_files(&builder.content.settings), builder.unmade());
        let mut lifters: Vec<LifterRow> = Vec::new();
        let mut last = None;
        for (job, dates) in jobs.iter().zip(dates) {
            if last != Some(&job.lifter.slug) {
                lifters.push(LifterRow { name: job.lifter.name.clone(), booklets: Vec::new() });
                last = Some(&job.lifter.slug);
            }
            let (title, folder) = (job.program.title.clone(), job.folder.clone());
            let files = names.iter().filter(|name| !unmade.contains(&job.file(name))).cloned().collect();
            if let Some(row) = lifters.last_mut() {
                row.booklets.push(BookletRow { title, folder, files, dates });
            }
        }
        Ok(Self { lifters })
    }
}
