//! Builds the feed of new and changed programs, in Atom (RFC 4287).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Program;

/// The greatest number of changes in a feed. It is enough for readers who have not checked the feed for a while.
const MOST: usize = 50;

/// The feed. A site has one if it has a `base_url`, and a program has `changes`.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Feed {
    /// The address of the published site, ending in `/`.
    base: String,
    /// The time of the last change: `2026-11-14T00:00:00Z`.
    updated: String,
    /// The newest changes of all programs, newest first, at most 50.
    changes: Vec<FeedChange>,
}

/// A change of a program.
#[derive(Debug, Serialize, JsonSchema)]
struct FeedChange {
    /// The title of the program.
    title: String,
    /// The address of the program page.
    url: String,
    /// The unique id: the address and the date.
    id: String,
    /// The time of the change: `2026-11-14T00:00:00Z`.
    updated: String,
    /// What changed.
    what: String,
    /// The author of the program file; may be empty.
    author: String,
}

/// Builds the feed of a site that is published at `base`.
pub(in crate::site) fn feed(programs: &[Program], base: String) -> Feed {
    let details = |program: &Program| {
        (program.title.clone(), format!("{base}programs/{}/", program.slug), program.author.clone())
    };
    let mut changes: Vec<_> =
        programs.iter().flat_map(|program| program.changes.iter().map(move |change| (change, program))).collect();
    changes.sort_by(|(a, one), (b, other)| b.date.cmp(&a.date).then_with(|| one.slug.cmp(&other.slug)));
    changes.truncate(MOST);
    let updated = changes.first().map(|(change, _)| midnight(change.date)).unwrap_or_default();
    let changes = changes.into_iter().map(|(change, program)| {
        let (title, url, author) = details(program);
        let id = format!("{url}#changed-{}", change.date);
        FeedChange { title, url, id, updated: midnight(change.date), what: change.what.clone(), author }
    });
    Feed { changes: changes.collect(), updated, base }
}

fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
