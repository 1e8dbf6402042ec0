//! What is to be made, and what of it is there already.

use std::collections::HashSet;
use std::ptr;

use rayon::prelude::*;

use super::digest::Digest;
use super::inputs::Inputs;
use super::output::Stage;
use super::route::{Job, Route};

/// A route, and what is known of it.
pub(super) struct Task<'r, 'c> {
    pub(super) route: &'r Route<'c>,
    pub(super) name: String,
    /// What it is made of; nothing where nobody will remember it.
    pub(super) of: Option<Digest>,
    /// Whether all of its files stay as they are.
    pub(super) is_kept: bool,
}

impl<'r, 'c> Task<'r, 'c> {
    /// Whatever was there before.
    pub(super) fn anew(route: &'r Route<'c>) -> Self {
        Self { route, name: route.name(), of: None, is_kept: false }
    }

    fn new(route: &'r Route<'c>, inputs: &Inputs<'_>, stage: Option<&Stage>, files: &[String]) -> Self {
        let (name, of) = (route.name(), inputs.of_route(route));
        let kept = stage.and_then(|stage| stage.keep(&name, of, files));
        if let (Some(made), Some(job)) = (&kept, route.job()) {
            job.dates.get_or_init(|| made.note.clone());
        }
        Self { route, name, of: Some(of), is_kept: kept.is_some() }
    }
}

/// What is to be made, now that `stage` knows what was made before.
pub(super) fn tasks<'r, 'c>(
    routes: &'r [Route<'c>],
    inputs: &Inputs<'_>,
    stage: Option<&Stage>,
    files: impl Fn(&Route<'c>) -> Vec<String> + Sync,
) -> Vec<Task<'r, 'c>> {
    // What the list of booklets shows is known only when they are made.
    let task = |route: &'r Route<'c>| match route {
        Route::Shelf => Task::anew(route),
        _ => Task::new(route, inputs, stage, &files(route)),
    };
    routes.par_iter().map(task).collect()
}

/// The booklets that something is to be made of.
pub(super) fn unsettled<'j, 'c>(jobs: &'j [Job<'c>], tasks: &[Task<'_, '_>]) -> Vec<&'j Job<'c>> {
    let open = tasks.iter().filter(|task| !task.is_kept).filter_map(|task| task.route.job());
    let open: HashSet<_> = open.map(ptr::from_ref).map(<*const Job<'_>>::cast::<()>).collect();
    jobs.iter().filter(|job| open.contains(&ptr::from_ref(*job).cast::<()>())).collect()
}
