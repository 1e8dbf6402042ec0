//! Rows that recur are filled in once. Weights are rounded to what can be loaded, so the same exercise with the same sets
//! and the same weight comes back week after week and lifter after lifter: of a club's rows, one in fifty is new.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::Serialize;

use crate::booklet::ItemRow;

/// An exercise with its sets, filled into its templates.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) html: Arc<str>,
    pub(super) markdown: Arc<str>,
}

/// The rows of a section, one after another.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct FilledRows {
    /// From `item.html`: print it with `| safe`.
    #[schemars(extend("format" = "html"))]
    html: String,
    /// From `item.md`: print it with `| safe`.
    #[schemars(extend("format" = "markdown"))]
    markdown: String,
}

impl FilledRows {
    pub(super) fn push(&mut self, row: &Row) {
        self.html += &row.html;
        self.markdown += &row.markdown;
    }
}

/// So many rows are remembered in each shelf, to bound memory.
const MOST: usize = 4_000;
const SHELVES: usize = 16;

/// Rows by what is in them, a shelf for each thread so that none waits for another.
#[derive(Debug, Default)]
pub(super) struct Rows {
    shelves: [Mutex<HashMap<ItemRow, Row>>; SHELVES],
}

impl Rows {
    /// The row of `item`: remembered, or else made by `fill`.
    pub(super) fn get<E>(&self, item: ItemRow, fill: impl FnOnce(&ItemRow) -> Result<Row, E>) -> Result<Row, E> {
        let shelf = rayon::current_thread_index().unwrap_or(0) % SHELVES;
        let lock = || self.shelves[shelf].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(row) = lock().get(&item) {
            return Ok(row.clone());
        }
        let row = fill(&item)?;
        let mut shelf = lock();
        if shelf.len() < MOST {
            shelf.insert(item, row.clone());
        }
        Ok(row)
    }
}
