//! Stores rendered rows, so that equal rows are rendered only once. Weeks and lifters often share an exercise with the
//! same sets and weight, because weights are rounded to what can be loaded. In a club, only one row in fifty is new.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::Serialize;

use crate::booklet::ItemRow;

/// A rendered row: an exercise with its sets.
#[derive(Debug, Clone)]
pub(super) struct FilledRow {
    pub(super) html: Arc<str>,
    pub(super) markdown: Arc<str>,
}

/// The rendered rows of a section, joined to one text.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct FilledRows {
    /// The rows as HTML, rendered by `item.html`. Print them with `| safe`.
    #[schemars(extend("format" = "html"))]
    html: String,
    /// The rows as Markdown, rendered by `item.md`. Print them with `| safe`.
    #[schemars(extend("format" = "markdown"))]
    markdown: String,
}

impl FilledRows {
    pub(super) fn push(&mut self, row: &FilledRow) {
        self.html += &row.html;
        self.markdown += &row.markdown;
    }
}

/// The largest number of rows that a shard stores.
const MOST: usize = 4_000;
const SHARDS: usize = 16;

/// The rendered rows, by their content. Each thread has a shard of its own, so that no thread waits for another.
#[derive(Debug, Default)]
pub(super) struct RowCache {
    shards: [Mutex<HashMap<ItemRow, FilledRow>>; SHARDS],
}

impl RowCache {
    /// Returns the rendered row of `item`. If it is not stored yet, renders it with `fill`.
    pub(super) fn get<E>(
        &self,
        item: ItemRow,
        fill: impl FnOnce(&ItemRow) -> Result<FilledRow, E>,
    ) -> Result<FilledRow, E> {
        let shard = rayon::current_thread_index().unwrap_or(0) % SHARDS;
        let lock = || self.shards[shard].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(row) = lock().get(&item) {
            return Ok(row.clone());
        }
        let row = fill(&item)?;
        let mut shard = lock();
        if shard.len() < MOST {
            shard.insert(item, row.clone());
        }
        Ok(row)
    }
}
