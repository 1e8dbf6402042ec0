//! Decides which pages are up to date, and which must be built.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use crate::model::Format;

use super::digest::Digest;
use super::inputs::Inputs;
use super::output::{BuiltShard, Cached, OutputError, Stage};
use super::pages::Job;
use super::route::{Route, Subject};

/// A route that is built, or whose files are up to date.
pub(super) struct Task<'r, 'c> {
    pub(super) route: &'r Route<'c>,
    /// The digest of the route's inputs; `None` if the result is not put into the cache.
    pub(super) inputs: Option<Digest>,
    /// Whether all files of the route are up to date.
    pub(super) is_cached: bool,
}

impl<'r, 'c> Task<'r, 'c> {
    /// Returns a task that is built in any case.
    pub(super) fn uncached(route: &'r Route<'c>) -> Self {
        Self { route, inputs: None, is_cached: false }
    }

    fn new(route: &'r Route<'c>, previous: &PreviousBuilds<'_>) -> Result<Self, OutputError> {
        let inputs = previous.inputs.of_route(route);
        let cached = previous.reuse(&route.path, inputs, &route.files(previous.formats))?;
        if let (Some(cached), Some(job)) = (&cached, route.job()) {
            job.dates.get_or_init(|| cached.note.clone());
            job.has_diagnostics.fetch_or(cached.has_diagnostics, Ordering::Relaxed);
        }
        Ok(Self { route, inputs: Some(inputs), is_cached: cached.is_some() })
    }
}

/// The results of previous builds: the output folder, and shards.
pub(super) struct PreviousBuilds<'k> {
    pub(super) inputs: &'k Inputs<'k>,
    pub(super) stage: Option<&'k Stage>,
    pub(super) shards: &'k [BuiltShard],
    pub(super) formats: &'k [Format],
}

impl PreviousBuilds<'_> {
    /// Reuses the files that were made from the same inputs, in the output folder or in a shard.
    fn reuse(&self, name: &str, inputs: Digest, files: &[String]) -> Result<Option<Cached>, OutputError> {
        let Some(stage) = self.stage else { return Ok(None) };
        if let Some(cached) = stage.reuse(name, inputs, files) {
            return Ok(Some(cached));
        }
        for shard in self.shards {
            if let Some(cached) = stage.take(shard, name, inputs, files)? {
                return Ok(Some(cached));
            }
        }
        Ok(None)
    }

    /// Returns the tasks of routes.
    pub(super) fn tasks<'r, 'c>(
        &self,
        routes: impl IndexedParallelIterator<Item = &'r Route<'c>>,
    ) -> Result<Vec<Task<'r, 'c>>, OutputError>
    where
        'c: 'r,
    {
        // The inputs of the list of booklets are known only after all booklets are built.
        let task = |route: &'r Route<'c>| match route.subject {
            Subject::Booklets => Ok(Task::uncached(route)),
            _ => Task::new(route, self),
        };
        routes.map(task).collect()
    }
}

/// Returns the booklets whose plans may have diagnostics: booklets that must be built, and booklets that had diagnostics before.
pub(super) fn jobs_to_diagnose<'c>(tasks: &[Task<'_, 'c>]) -> Vec<&'c Job<'c>> {
    let had_diagnostics =
        |task: &Task<'_, '_>| task.route.job().is_some_and(|job| job.has_diagnostics.load(Ordering::Relaxed));
    let is_open = |task: &&Task<'_, '_>| !task.is_cached || had_diagnostics(task);
    let mut jobs: Vec<_> = tasks.iter().filter(is_open).filter_map(|task| task.route.job()).collect();
    let mut known = HashSet::new();
    jobs.retain(|job| known.insert(&job.folder));
    jobs
}
