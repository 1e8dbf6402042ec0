//! The feed of new and changed programs, in Atom (RFC 4287).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Program;
use crate::site::error::BuildError;
use crate::site::page_builder::{PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;

/// As many changes as a reader needs who has not looked for a while.
const MOST: usize = 50;

/// The feed. There is one only where something was changed, and where it is known where the site is published.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
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

/// The feed.
pub(in crate::site) struct Feed;

impl<'c> PageKind<'c> for Feed {
    fn path(&self) -> String {
        "site/feed.xml".to_owned()
    }

    fn template(&self) -> &'static str {
        "feed.xml"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        let base = builder.base();
        let with_program = |program: &'c Program| program.changes.iter().map(move |change| (change, program));
        let mut changes: Vec<_> = builder.content.programs.iter().flat_map(with_program).collect();
        changes.sort_by(|(a, one), (b, other)| b.date.cmp(&a.date).then_with(|| one.slug.cmp(&other.slug)));
        changes.truncate(MOST);
        let updated = changes.first().map(|(change, _)| midnight(change.date)).unwrap_or_default();
        let changes = changes.into_iter().map(|(change, program)| {
            let url = format!("{base}programs/{}/", program.slug);
            FeedChange {
                title: program.title.clone(),
                id: format!("{url}#changed-{}", change.date),
                url,
                updated: midnight(change.date),
                what: change.what.clone(),
                author: program.author.clone(),
            }
        });
        builder.page(self, &View { changes: changes.collect(), updated, base: base.clone() })
    }
}

fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
