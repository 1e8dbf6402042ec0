//! Days that recur are written once. Weights are rounded to what can be loaded, and a day hangs on the maxes of its own lifts
//! alone, so the same day comes back lifter after lifter: of a club's days, one in fifteen is new.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use schemars::JsonSchema;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::booklet::{Booklet, DayGlance, DayPage, DayTask, GymShape, Section, booklet_of};
use crate::diagnostic::Diagnostic;
use crate::model::Labels;
use crate::plan::Plan;

use super::Renderer;
use super::rows::FilledRows;

/// A day, filled into its templates.
#[derive(Debug, JsonSchema)]
pub struct FilledDay {
    /// Its date: `Mon 7 Dec 2026`; empty when undated.
    date: String,
    #[schemars(flatten)]
    page: Arc<FilledPage>,
}

/// Flattened by hand: every booklet has dozens of days, and to flatten is to write a map of them first.
impl Serialize for FilledDay {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { date, page } = self;
        let FilledPage { name, anchor, place, most_sets, is_other, html, markdown } = &**page;
        let mut day = to.serialize_struct("FilledDay", 8)?;
        day.serialize_field("date", date)?;
        day.serialize_field("name", name)?;
        day.serialize_field("anchor", anchor)?;
        day.serialize_field("place", place)?;
        day.serialize_field("most_sets", most_sets)?;
        day.serialize_field("is_other", is_other)?;
        day.serialize_field("html", html)?;
        day.serialize_field("markdown", markdown)?;
        day.end()
    }
}

/// What does not change from lifter to lifter.
#[derive(Debug, JsonSchema)]
struct FilledPage {
    /// Its name.
    name: String,
    /// Its anchor.
    anchor: String,
    /// Program, phase, week and cycle: `Back-off wave · Wave · week 3 of 12 · cycle 1`.
    place: String,
    /// The most sets that any of its lines has, to make room for their boxes; at least 1.
    most_sets: u16,
    /// Whether it is there for another choice than the one that is made: to be hidden.
    is_other: bool,
    /// From `day.html`: print it with `| safe`.
    #[schemars(extend("format" = "html"))]
    html: String,
    /// From `day.md`: print it with `| safe`.
    #[schemars(extend("format" = "markdown"))]
    markdown: String,
}

/// A day and nothing of the booklet around it, so that equal days are filled in only once: neither its date nor its lifter.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DayContext<'d> {
    /// A training day.
    day: DayWork<'d>,
    /// What leads from the page to the site's first; nothing in booklets.
    root: Option<&'d str>,
}

/// What is done on a day.
#[derive(Debug, Serialize, JsonSchema)]
struct DayWork<'d> {
    /// Its name.
    name: &'d str,
    /// Its anchor.
    anchor: &'d str,
    /// A word to the lifter.
    #[schemars(extend("format" = "markdown"))]
    note: &'d str,
    /// The sets before the work: `45 × 8`.
    warmup: &'d [String],
    /// Top sets, back-off work, accessories, in order.
    sections: &'d [Section<FilledRows>],
    /// How much work it is: `5 top sets, 21 back-off sets`.
    volume: &'d str,
    /// Whether there is a top set to look back on.
    has_top: bool,
}

/// Remembers days for as long as what authors wrote is where it is.
#[derive(Debug, Default)]
pub struct Days<'c> {
    shapes: Mutex<HashMap<Key, Arc<GymShape>>>,
    shelves: [Mutex<HashMap<Key, Written>>; SHELVES],
    content: PhantomData<&'c ()>,
}

type Key = [u8; 32];

#[derive(Debug, Clone)]
struct Written {
    page: Arc<FilledPage>,
    glance: Arc<DayGlance>,
}

/// So many days are remembered in each shelf, to bound memory: some six kilobytes each.
const MOST: usize = 320;
const SHELVES: usize = 16;

/// A hasher that keeps what it is told.
#[derive(Clone, Default)]
struct Told(Vec<u8>);

impl Told {
    fn key(&self) -> Key {
        *blake3::hash(&self.0).as_bytes()
    }
}

impl Hasher for Told {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Nobody asks.
    fn finish(&self) -> u64 {
        0
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'c> Days<'c> {
    /// What `plan` has in common with others of its shape, and the key of that.
    fn shape(&self, plan: &Plan<'c>, labels: &Labels) -> (Key, Arc<GymShape>) {
        let mut told = Told::default();
        plan.hash_shape(&mut told);
        let key = told.key();
        if let Some(known) = lock(&self.shapes).get(&key) {
            return (key, Arc::clone(known));
        }
        let shape = Arc::new(GymShape::of(plan, labels));
        let mut shapes = lock(&self.shapes);
        if shapes.len() < MOST {
            shapes.insert(key, Arc::clone(&shape));
        }
        (key, shape)
    }

    fn get(&self, key: Key, write: impl FnOnce() -> Result<Written, Diagnostic>) -> Result<Written, Diagnostic> {
        let shelf = &self.shelves[usize::from(key[0]) % SHELVES];
        if let Some(written) = lock(shelf).get(&key) {
            return Ok(written.clone());
        }
        let written = write()?;
        let mut shelf = lock(shelf);
        if shelf.len() < MOST {
            shelf.insert(key, written.clone());
        }
        Ok(written)
    }
}

impl Renderer {
    /// A plan in words, its days filled in: those that `days` remembers are not made again.
    pub fn write<'c>(
        &self,
        plan: &Plan<'c>,
        labels: &Labels,
        days: &Days<'c>,
    ) -> Result<Booklet<FilledDay>, Diagnostic> {
        let (key, shape) = days.shape(plan, labels);
        let mut told = Told::default();
        let mut day = |task: &DayTask<'_, '_>| {
            told.0.clear();
            key.hash(&mut told);
            task.hash_into(&mut told);
            let write =
                || Ok(Written { page: self.filled_page(task.page(), None)?, glance: task.glance(&shape).into() });
            let Written { page, glance } = days.get(told.key(), write)?;
            Ok((FilledDay { date: task.date(), page }, glance))
        };
        booklet_of(plan, labels, &shape, &mut day)
    }

    /// A day in its two templates. `root` leads to the site's first page, where it is on a page of the site.
    pub(super) fn day(&self, day: DayPage, root: Option<&str>) -> Result<FilledDay, Diagnostic> {
        Ok(FilledDay { date: day.date.clone(), page: self.filled_page(day, root)? })
    }

    fn filled_page(&self, day: DayPage, root: Option<&str>) -> Result<Arc<FilledPage>, Diagnostic> {
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
        let html = self.fill(&self.html, "day.html", &filling.0)?;
        let markdown = self.fill(&self.markdown, "day.md", &filling.0)?;
        Ok(Arc::new(FilledPage { name, anchor, place, most_sets, is_other, html, markdown }))
    }
}
