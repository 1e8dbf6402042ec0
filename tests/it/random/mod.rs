//! Random programs, lifters and settings, as the YAML of their authors.
//!
//! All choices are read from a tape of random bytes, and the first choice is always the simplest: failures are shrunk by
//! shortening the tape. A load refers only to existing sets, so that nearly every program has a plan.
//! `crates/liftpress-core/src/coverage.rs` fails if a variant of the language is never drawn.
//!
//! Texts have placeholders, which a [`Spelling`] replaces.

#![expect(clippy::format_push_string, reason = "it reads as the YAML that it makes")]

mod day;
mod entry;
mod equipment;
mod lifter;
mod lifts;
mod load;
mod phase;
mod program;
mod reps;
mod sets;
mod site;
mod tape;

use std::fmt;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

pub(crate) use tape::Tape;

/// A site with a lifter `a` who trains a program `p`, to be written in either unit.
#[derive(Clone)]
pub(crate) struct Case {
    /// Paths within the content folder, and texts.
    files: Vec<(&'static str, String)>,
}

/// The values of a case's placeholders.
#[derive(Clone, Copy)]
pub(crate) struct Spelling {
    /// `<u>`: the unit of the lifter and of the program. `<other>` is the other unit.
    pub(crate) unit: &'static str,
    /// `<foreign>`: the unit of a weight that is given in one unit only.
    pub(crate) foreign: &'static str,
    /// `<ramp>`: whether there are warm-ups, as programs write it.
    pub(crate) ramp: &'static str,
    /// `<bar>`: empty for a common gym's bar, or a key of the lifter's equipment after a comma.
    pub(crate) bar: &'static str,
    /// `<gym>`: empty, or the lifter's equipment.
    pub(crate) gym: &'static str,
}

/// A common gym, one with the same numbers in both units, and one with plates of both units.
pub(crate) const GYMS: [(&str, &str); 3] = [
    ("", ""),
    (", bar: 20", "equipment: {bar: 20, plates: [20, 10, 5, 2.5, 1.25], step: 2.5}"),
    ("", "equipment: {bar: 20 kg, plates: [20 kg, 10 kg, 1.25 kg, 45 lb, 10 lb, 2.5 lb], pairs: {45 lb: 2}}"),
];

impl Spelling {
    pub(crate) const KG: Self = Self { unit: "kg", foreign: "lb", ramp: "true", bar: "", gym: "" };
    pub(crate) const LB: Self = Self { unit: "lb", foreign: "kg", ..Self::KG };

    /// Writes the case for one of [`GYMS`].
    pub(crate) fn in_gym(self, gym: usize) -> Self {
        let (bar, gym) = GYMS[gym];
        Self { bar, gym, ..self }
    }

    fn spell(self, text: &str) -> String {
        let Self { unit, foreign, ramp, bar, gym } = self;
        let other = if unit == "kg" { "lb" } else { "kg" };
        let placeholders =
            [("u", unit), ("other", other), ("foreign", foreign), ("ramp", ramp), ("bar", bar), ("gym", gym)];
        placeholders.iter().fold(text.to_owned(), |text, (name, word)| text.replace(&format!("<{name}>"), word))
    }
}

impl Case {
    fn draw(mut tape: Tape) -> Self {
        let mut files = tape.programs();
        files.extend(tape.site());
        let lifter = tape.lifter(&files[0].1);
        files.push(("lifters/a.yaml", lifter));
        Self { files }
    }

    /// Writes it into a folder, replacing its files.
    pub(crate) fn write(&self, folder: &Path, spelling: Spelling) {
        for path in ["programs", "lifters"] {
            let path = folder.join(path);
            if path.exists() {
                fs::remove_dir_all(&path).unwrap();
            }
            fs::create_dir_all(path).unwrap();
        }
        for path in ["liftpress.yaml", "rpe-chart.csv"].map(|file| folder.join(file)) {
            if path.exists() {
                fs::remove_file(path).unwrap();
            }
        }
        for (path, text) in &self.files {
            fs::write(folder.join(path), spelling.spell(text)).unwrap();
        }
    }
}

/// The files, with their placeholders.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.iter().try_for_each(|(path, text)| write!(f, "\n--- {path}\n{text}"))
    }
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    prop::collection::vec(any::<u8>(), 100..1800).prop_map(|bytes| Case::draw(Tape::new(bytes)))
}
