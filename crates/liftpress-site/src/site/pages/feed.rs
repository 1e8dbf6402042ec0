//! The feed of new and changed programs, in Atom (RFC 4287).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Program;

/// As many changes as a reader needs who has not looked for a while.
const MOST: usize = 50;

/// The feed. There is one only where something was changed, and where it is known where the site is published.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Feed {
    /// Where the site is published, ending in `/`.
    base: String,
    /// When the last change was made: `2026-11-14T00:00:00Z`.
    updated: String,
    /// Every change of every program, newest first.
    changes: Vec<FeedChange>,
}

/// A change of a program.
#[derive(Debug, Serialize, JsonSchema)]
struct FeedChange {
    /// The program's name for people.
    title: String,
    /// The address of its page.
    url: String,
    /// What no other change has: the address and the date.
    id: String,
    /// When: `2026-11-14T00:00:00Z`.
    updated: String,
    /// What was changed.
    what: String,
    /// Who wrote the program down; may be empty.
    author: String,
}

/// The feed of a site that is published at `base`.
pub(in crate::site) fn feed(programs: &[Program], base: String) -> Feed {
    let of = |program: &Program| {
        (program.title.clone(), format!("{base}programs/{}/", program.slug), program.author.clone())
    };
    let mut changes: Vec<_> =
        programs.iter().flat_map(|program| program.changes.iter().map(move |change| (change, program))).collect();
    changes.sort_by(|(a, one), (b, other)| b.date.cmp(&a.date).then_with(|| one.slug.cmp(&other.slug)));
    changes.truncate(MOST);
    let updated = changes.first().map(|(change, _)| midnight(change.date)).unwrap_or_default();
    let changes = changes.into_iter().map(|(change, program)| {
        let (title, url, author) = of(program);
        let id = format!("{url}#changed-{}", change.date);
        FeedChange { title, url, id, updated: midnight(change.date), what: change.what.clone(), author }
    });
    Feed { changes: changes.collect(), updated, base }
}

fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
