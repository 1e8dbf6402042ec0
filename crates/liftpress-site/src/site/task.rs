//! What is to be made, and what of it is there already.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::model::Format;

use super::digest::Digest;
use super::inputs::Inputs;
use super::output::{BuiltShard, Made, OutputError, Stage};
use super::pages::Job;
use super::route::{Route, Subject};

/// A route, and what is known of it.
pub(super) struct Task<'r, 'c> {
    pub(super) route: &'r Route<'c>,
    /// What it is made of; nothing where nobody will remember it.
    pub(super) of: Option<Digest>,
    /// Whether all of its files are there already.
    pub(super) is_kept: bool,
}

impl<'r, 'c> Task<'r, 'c> {
    /// Whatever was there before.
    pub(super) fn anew(route: &'r Route<'c>) -> Self {
        Self { route, of: None, is_kept: false }
    }

    fn new(route: &'r Route<'c>, known: &Known<'_>) -> Result<Self, OutputError> {
        let of = known.inputs.of_route(route);
        let made = known.made(&route.path, of, &route.files(known.formats))?;
        if let (Some(made), Some(job)) = (&made, route.job()) {
            job.dates.get_or_init(|| made.note.clone());
            job.is_told.fetch_or(made.is_told, Ordering::Relaxed);
        }
        Ok(Self { route, of: Some(of), is_kept: made.is_some() })
    }
}

/// What was made before.
pub(super) struct Known<'k> {
    pub(super) inputs: &'k Inputs<'k>,
    pub(super) stage: Option<&'k Stage>,
    pub(super) shards: &'k [BuiltShard],
    pub(super) formats: &'k [Format],
}

impl Known<'_> {
    /// What was made of the same here, or else in a shard.
    fn made(&self, name: &str, of: Digest, files: &[String]) -> Result<Option<Made>, OutputError> {
        let Some(stage) = self.stage else { return Ok(None) };
        if let Some(made) = stage.keep(name, of, files) {
            return Ok(Some(made));
        }
        for shard in self.shards {
            if let Some(made) = stage.take(shard, name, of, files)? {
                return Ok(Some(made));
            }
        }
        Ok(None)
    }

    /// What is to be made of these.
    pub(super) fn tasks<'r, 'c>(
        &self,
        routes: impl IndexedParallelIterator<Item = &'r Route<'c>>,
    ) -> Result<Vec<Task<'r, 'c>>, OutputError>
    where
        'c: 'r,
    {
        // What this shows is known only when all others are built.
        let task = |route: &'r Route<'c>| match route.subject {
            Subject::Booklets => Ok(Task::anew(route)),
            _ => Task::new(route, self),
        };
        routes.map(task).collect()
    }
}

/// The booklets that something is to be made of, or to be told of again.
pub(super) fn unsettled<'c>(tasks: &[Task<'_, 'c>]) -> Vec<&'c Job<'c>> {
    let is_open =
        |task: &&Task<'_, '_>| !task.is_kept || task.route.job().is_some_and(|job| job.is_told.load(Ordering::Relaxed));
    let mut jobs: Vec<_> = tasks.iter().filter(is_open).filter_map(|task| task.route.job()).collect();
    let mut known = HashSet::new();
    jobs.retain(|job| known.insert(&job.folder));
    jobs
}
