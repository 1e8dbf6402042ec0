//! Stores rendered rows to render equal rows once. Weights are rounded to what can be loaded, so weeks and lifters
//! often share an exercise with the same sets and weight. In a club, one row in fifty is new.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::Serialize;

use crate::booklet::ItemRow;

/// An exercise with its sets, rendered by its templates.
#[derive(Debug, Clone)]
pub(super) struct FilledRow {
    pub(super) html: Arc<str>,
    pub(super) markdown: Arc<str>,
}

/// The rendered rows of a section, joined.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct FilledRows {
    /// The rows, rendered by `item.html`: print them with `| safe`.
    #[schemars(extend("format" = "html"))]
    html: String,
    /// The rows, rendered by `item.md`: print them with `| safe`.
    #[schemars(extend("format" = "markdown"))]
    markdown: String,
}

impl FilledRows {
    pub(super) fn push(&mut self, row: &FilledRow) {
        self.html += &row.html;
        self.markdown += &row.markdown;
    }
}

/// The most rows that a shard stores.
const MOST: usize = 4_000;
const SHARDS: usize = 16;

/// Rendered rows by their content. Each thread has its own shard, so that none waits for another.
#[derive(Debug, Default)]
pub(super) struct RowCache {
    shards: [Mutex<HashMap<ItemRow, FilledRow>>; SHARDS],
}

impl RowCache {
    /// Returns the row of `item`. Renders it with `fill` if it is not stored.
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
