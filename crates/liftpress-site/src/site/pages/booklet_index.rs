//! Builds the private list of all booklets.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::site::error::BuildError;
use crate::site::page_builder::PageBuilder;
use crate::site::route::{Route, Subject};

use super::booklet::{Job, booklet_files};

/// The private list of all booklets.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct BookletIndex {
    /// The lifters who have a program.
    lifters: Vec<LifterRow>,
}

/// A lifter's booklets.
#[derive(Debug, Serialize, JsonSchema)]
struct LifterRow {
    /// The name of the lifter.
    name: String,
    /// The booklets of the lifter.
    booklets: Vec<BookletRow>,
}

/// A booklet and its files.
#[derive(Debug, Serialize, JsonSchema)]
struct BookletRow {
    /// The title of the program.
    title: String,
    /// The folder of the booklet, relative to this page.
    folder: String,
    /// The names of the files in that folder.
    files: Vec<String>,
    /// The first and the last date; empty without dates.
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
        let (mut dates, names, unmade) =
            (dates.into_iter(), booklet_files(&builder.content.settings), builder.unmade());
        let files = |job: &Job<'_>| names.iter().filter(|name| !unmade.contains(&job.file(name))).cloned().collect();
        let row = |(job, dates): (&Job<'_>, _)| BookletRow {
            title: job.program.title.clone(),
            folder: job.folder.clone(),
            files: files(job),
            dates,
        };
        let lifters = jobs.chunk_by(|job, next| job.lifter.slug == next.lifter.slug).map(|jobs| LifterRow {
            name: jobs[0].lifter.name.clone(),
            booklets: jobs.iter().zip(dates.by_ref()).map(row).collect(),
        });
        Ok(Self { lifters: lifters.collect() })
    }
}
