//! Renders days, and stores them to render equal days once. Weights are rounded to what can be loaded, and a day
//! depends only on the maxes of its own lifts, so lifters often share a day. In a club, one day in fifteen is new.

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
    /// Its date: `Mon 7 Dec 2026`; empty if it has none.
    date: String,
    /// The values for templates, shared between lifters.
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
    /// Its name.
    name: String,
    /// Its anchor.
    anchor: String,
    /// Program, phase, week and cycle: `Back-off wave · Wave · week 3 of 12 · cycle 1`.
    place: String,
    /// The most sets of any of its lines, at least 1: how many boxes to make room for.
    most_sets: u16,
    /// Whether the default choices do not have this day. The page of a program hides it then.
    is_other: bool,
    /// The day, rendered by `day.html`: print it with `| safe`.
    #[schemars(extend("format" = "html"))]
    html: String,
    /// The day, rendered by `day.md`: print it with `| safe`.
    #[schemars(extend("format" = "markdown"))]
    markdown: String,
}

/// A day without its date and lifter, so that equal days are rendered once.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DayContext<'d> {
    /// A training day.
    day: DayWork<'d>,
    /// The path from the page to the site's home page; null in booklets.
    root: Option<&'d str>,
}

/// The work of a day.
#[derive(Debug, Serialize, JsonSchema)]
struct DayWork<'d> {
    /// Its name.
    name: &'d str,
    /// Its anchor.
    anchor: &'d str,
    /// The day's note.
    #[schemars(extend("format" = "markdown"))]
    note: &'d str,
    /// The warm-up sets of its first exercise: `45 × 8`.
    warmup: &'d [String],
    /// Top sets, back-off work and accessories, in order.
    sections: &'d [Section<FilledRows>],
    /// The amount of work: `5 top sets, 21 back-off sets`.
    volume: &'d str,
    /// Whether the day has top sets.
    has_top: bool,
}

/// Stores rendered days. Keys contain addresses of the content, so the content must outlive it.
#[derive(Debug, Default)]
pub struct Days<'c> {
    shapes: Mutex<HashMap<Key, Arc<GymShape>>>,
    shards: [Mutex<HashMap<Key, CachedDay>>; SHARDS],
    /// The bytes of all stored days.
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
    /// Returns an estimate of its size in bytes.
    fn size(&self) -> usize {
        const AROUND: usize = 1_200;
        let texts = self.page.values().filter_map(Value::as_str).map(str::len);
        AROUND + texts.sum::<usize>() + self.glance.gym().len()
    }
}

/// The most bytes of days that are stored. Days are never evicted: they recur in no particular order, so the first ones
/// are as useful as any.
const ROOM: usize = 36 << 20;
const SHARDS: usize = 16;
/// The most shapes that are stored. A site has one for each program and way to load a bar.
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
    /// Returns the shape of a plan and its key.
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
    /// Puts a plan into words, with rendered days. Uses the days that `days` has stored.
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

    /// Renders a day with its two templates. `root` is the path to the site's home page, for a page of the site.
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
