//! Renders days, and stores them so that equal days are rendered only once. Lifters often share a day, because weights
//! are rounded to what can be loaded, and a day depends only on the maxes of its own lifts. In a club, only one day in
//! fifteen is new.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use tera::{Map, Value};

use crate::booklet::{Booklet, DayGlance, DayPage, DayTask, GymShape, Section, WeekPage, booklet_of};
use crate::diagnostic::Diagnostic;
use crate::model::Labels;
use crate::plan::Plan;

use super::Renderer;
use super::rows::FilledRows;

/// A day, rendered by its templates.
#[derive(Debug, JsonSchema)]
pub struct FilledDay {
    /// The date of the day: `Mon 7 Dec 2026`; empty if the day has no date.
    date: String,
    /// The values for templates, which lifters may share.
    #[schemars(flatten, with = "FilledPage")]
    page: Arc<Map>,
}

impl FilledDay {
    fn into_value(self) -> Value {
        let mut day = Map::clone(&self.page);
        day.insert("date".into(), self.date.into());
        day.into()
    }
}

impl Serialize for FilledDay {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut day = to.serialize_map(Some(self.page.len() + 1))?;
        day.serialize_entry("date", &self.date)?;
        for (key, value) in &*self.page {
            day.serialize_entry(key, value)?;
        }
        day.end()
    }
}

/// Returns weeks as values for templates.
pub(super) fn weeks(weeks: Vec<WeekPage<FilledDay>>) -> tera::TeraResult<Value> {
    let week = |mut week: WeekPage<FilledDay>| {
        let days: Vec<_> = std::mem::take(&mut week.days).into_iter().map(FilledDay::into_value).collect();
        let mut week = map(&week)?;
        week.insert("days".into(), days.into());
        Ok(Value::from(week))
    };
    weeks.into_iter().map(week).collect::<tera::TeraResult<Vec<_>>>().map(Value::from)
}

pub(super) fn map(of: &impl Serialize) -> tera::TeraResult<Map> {
    Value::try_from_serializable(of).map(|value| value.into_map().unwrap_or_default())
}

/// The part of a day that lifters share.
#[derive(Debug, Serialize, JsonSchema)]
struct FilledPage {
    /// The name of the day.
    name: String,
    /// The anchor of the day.
    anchor: String,
    /// The program, the phase, the week and the cycle: `Back-off wave · Wave · week 3 of 12 · cycle 1`.
    place: String,
    /// The largest number of sets in any of the day's groups, at least 1. Each set needs room for a box.
    most_sets: u16,
    /// Whether a program page hides the day at first, because the default choices do not include the day.
    is_other: bool,
    /// The day as HTML, rendered by `day.html`. Print it with `| safe`.
    #[schemars(extend("format" = "html"))]
    html: String,
    /// The day as Markdown, rendered by `day.md`. Print it with `| safe`.
    #[schemars(extend("format" = "markdown"))]
    markdown: String,
}

/// The values of a day without its date and its lifter, so that equal days are rendered only once.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DayContext<'d> {
    /// A training day.
    day: DayWork<'d>,
    /// The path from the page to the home page of the site; null in booklets.
    root: Option<&'d str>,
}

/// The training of a day.
#[derive(Debug, Serialize, JsonSchema)]
struct DayWork<'d> {
    /// The name of the day.
    name: &'d str,
    /// The anchor of the day.
    anchor: &'d str,
    /// The note of the day.
    #[schemars(extend("format" = "markdown"))]
    note: &'d str,
    /// The warm-up sets of the day's first exercise: `45 × 8`.
    warmup: &'d [String],
    /// The top sets, the back-off work and the accessories, in this order.
    sections: &'d [Section<FilledRows>],
    /// The number of sets, in words: `5 top sets, 21 back-off sets`.
    volume: &'d str,
    /// Whether the day has top sets.
    has_top: bool,
}

/// Stores rendered days. The keys contain addresses of values in the content, so the content must exist at least as
/// long as the stored days.
#[derive(Debug, Default)]
pub struct Days<'c> {
    shapes: Mutex<HashMap<Key, Arc<GymShape>>>,
    shards: [Mutex<HashMap<Key, CachedDay>>; SHARDS],
    /// The total size of the stored days in bytes.
    stored_bytes: AtomicUsize,
    content: PhantomData<&'c ()>,
}

type Key = [u8; 32];

#[derive(Debug, Clone)]
struct CachedDay {
    page: Arc<Map>,
    glance: Arc<DayGlance>,
}

impl CachedDay {
    /// Returns an estimate of the size of the day in bytes.
    fn size(&self) -> usize {
        const AROUND: usize = 1_200;
        let texts = self.page.values().filter_map(Value::as_str).map(str::len);
        AROUND + texts.sum::<usize>() + self.glance.gym().len()
    }
}

/// The total size, in bytes, from which no more days are stored. Stored days are never removed: days recur in no
/// particular order, so the first ones are as useful as any others.
const ROOM: usize = 36 << 20;
const SHARDS: usize = 16;
/// The largest number of shapes that are stored. A site has a shape for each combination of a program and a way to load
/// a bar.
const SHAPES: usize = 320;

/// Buffers its input for BLAKE3.
#[derive(Clone, Default)]
struct KeyHasher(Vec<u8>);

impl KeyHasher {
    fn key(&self) -> Key {
        *blake3::hash(&self.0).as_bytes()
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Unused: [`KeyHasher::key`] gives the hash.
    fn finish(&self) -> u64 {
        0
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'c> Days<'c> {
    /// Returns the shape of a plan, after the key of the shape.
    fn shape(&self, plan: &Plan<'c>, labels: &Labels) -> (Key, Arc<GymShape>) {
        let mut hasher = KeyHasher::default();
        plan.hash_shape(&mut hasher);
        let key = hasher.key();
        if let Some(known) = lock(&self.shapes).get(&key) {
            return (key, Arc::clone(known));
        }
        let shape = Arc::new(GymShape::of(plan, labels));
        let mut shapes = lock(&self.shapes);
        if shapes.len() < SHAPES {
            shapes.insert(key, Arc::clone(&shape));
        }
        (key, shape)
    }

    fn get(&self, key: Key, write: impl FnOnce() -> Result<CachedDay, Diagnostic>) -> Result<CachedDay, Diagnostic> {
        let shard = &self.shards[usize::from(key[0]) % SHARDS];
        if let Some(written) = lock(shard).get(&key) {
            return Ok(written.clone());
        }
        let written = write()?;
        if self.stored_bytes.load(Ordering::Relaxed) < ROOM {
            self.stored_bytes.fetch_add(written.size(), Ordering::Relaxed);
            lock(shard).insert(key, written.clone());
        }
        Ok(written)
    }
}

impl Renderer {
    /// Puts a plan into words, with rendered days. Days that are already in `days` are not rendered again.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn write<'c>(
        &self,
        plan: &Plan<'c>,
        labels: &Labels,
        days: &Days<'c>,
    ) -> Result<Booklet<FilledDay>, Diagnostic> {
        let (key, shape) = days.shape(plan, labels);
        let mut hasher = KeyHasher::default();
        let mut day = |task: &DayTask<'_, '_>| {
            hasher.0.clear();
            key.hash(&mut hasher);
            task.hash_into(&mut hasher);
            let write =
                || Ok(CachedDay { page: self.filled_page(task.page(), None)?, glance: task.glance(&shape).into() });
            let CachedDay { page, glance } = days.get(hasher.key(), write)?;
            Ok((FilledDay { date: task.date(), page }, glance))
        };
        booklet_of(plan, labels, &shape, &mut day)
    }

    /// Renders a day with its two templates. For a page of the site, `root` is the path to the site's home page.
    pub(super) fn day(&self, day: DayPage, root: Option<&str>) -> Result<FilledDay, Diagnostic> {
        Ok(FilledDay { date: day.date.clone(), page: self.filled_page(day, root)? })
    }

    fn filled_page(&self, day: DayPage, root: Option<&str>) -> Result<Arc<Map>, Diagnostic> {
        let DayPage { name, anchor, place, date: _, note, warmup, sections, volume, has_top, most_sets, is_other } =
            day.fill(|items| self.rows(items))?;
        let work = DayWork {
            name: &name,
            anchor: &anchor,
            note: &note,
            warmup: &warmup,
            sections: &sections,
            volume: &volume,
            has_top,
        };
        let filling = self.filling(&DayContext { day: work, root })?;
        let html = self.fill("day.html", &filling)?;
        let markdown = self.fill("day.md", &filling)?;
        let page = map(&FilledPage { name, anchor, place, most_sets, is_other, html, markdown });
        page.map(Arc::new).map_err(|error| self.pages.texts.diagnostic(&error, None))
    }
}
