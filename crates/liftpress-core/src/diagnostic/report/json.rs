//! `--format json`: an array with an object for each diagnostic.

use std::ops::Range;

use serde::{Serialize, Serializer};

use super::position::{Position, Positions};
use super::{Entry, Located, Report};

#[derive(Serialize)]
struct Object<'s> {
    code: &'static str,
    severity: &'static str,
    message: &'s str,
    /// The lifters for whom a line of a program causes it. Empty if it does not depend on the lifter.
    lifters: &'s [&'s str],
    help: Option<&'s str>,
    #[serde(flatten)]
    at: Spot,
    /// The program that extends the file and causes the diagnostic.
    inherited_by: Option<String>,
    related: Vec<RelatedObject<'s>>,
    fix: Option<FixObject>,
}

#[derive(Serialize)]
struct Spot {
    file: String,
    start: Option<Position>,
    end: Option<Position>,
}

#[derive(Serialize)]
struct RelatedObject<'s> {
    message: &'s str,
    #[serde(flatten)]
    at: Spot,
}

#[derive(Serialize)]
struct FixObject {
    #[serde(flatten)]
    at: Spot,
    text: String,
}

/// An array with an object for each diagnostic. `docs/pages/checking.md` documents the fields.
impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut positions = Positions::default();
        serializer.collect_seq(self.entries.iter().map(|entry| self.object(entry, &mut positions)))
    }
}

impl<'s> Report<'s> {
    /// Returns the array as text with a line break at its end.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    fn object<'e>(&self, entry: &'e Entry<'s>, positions: &mut Positions) -> Object<'e> {
        let Entry { at, diagnostic, message, lifters } = entry;
        let related = diagnostic.related().iter().map(|related| RelatedObject {
            message: &related.label,
            at: Spot::of(&self.sources.locate(&related.place), positions),
        });
        let related = related.collect();
        Object {
            code: diagnostic.code.name(),
            severity: diagnostic.severity.name(),
            message,
            lifters,
            help: diagnostic.help.as_deref(),
            at: Spot::of(at, positions),
            inherited_by: at.inherited_by.as_ref().map(ToString::to_string),
            related,
            fix: self.replacement(diagnostic).map(|(file, bytes, text)| FixObject {
                at: Spot::new(file.path.to_string(), Some(positions.range(&file, bytes))),
                text,
            }),
        }
    }
}

impl Spot {
    fn of(located: &Located<'_>, positions: &mut Positions) -> Self {
        Self::new(located.path.to_string(), positions.of(located))
    }

    fn new(file: String, range: Option<Range<Position>>) -> Self {
        let (start, end) = range.map(|range| (range.start, range.end)).unzip();
        Self { file, start, end }
    }
}
