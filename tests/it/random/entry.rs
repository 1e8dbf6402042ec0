//! Entries: an exercise, its sets and its other keys.

use super::Tape;
use super::lifts::{Lift, SKIPPED, SUBSTITUTES};
use super::load::Part;
use super::sets::{Around, Sets};

/// An entry as text.
pub(super) struct Entry {
    /// A map in one line.
    pub(super) text: String,
    pub(super) lift: Lift,
    pub(super) sets: Sets,
}

impl Tape {
    /// `may_drop_out`: whether the lifter's choices can remove it.
    pub(super) fn entry(&mut self, lift: Lift, around: &Around<'_>, may_drop_out: bool) -> Entry {
        let sets = self.sets(lift, around);
        let mut more = self.attributes();
        // Each week with any work has a top set.
        if around.part == Part::Backoff && !around.tops.is_empty() && self.once_in(3) {
            more.push(format!("adjust: [{}]", self.branches(lift, around)));
        }
        let mut last = sets.last;
        if may_drop_out && self.once_in(6) {
            more.push(format!("only: {}", self.only()));
            last = last.or(around.previous);
        }
        if SKIPPED.contains(&lift.name) {
            last = last.or(around.previous);
        }
        let (name, text) = (lift.name, &sets.text);
        let text = match self.below(4) {
            0 if more.is_empty() => format!("{{{name}: {text}}}"),
            1 if more.is_empty() => format!("{{{name}: {{sets: {text}}}}}"),
            1 => format!("{{{name}: {{sets: {text}, {}}}}}", more.join(", ")),
            2 if !more.is_empty() => format!("{{{name}: {text}, {}}}", more.join(", ")),
            _ if more.is_empty() => format!("{{exercise: {name}, sets: {text}}}"),
            _ => format!("{{exercise: {name}, sets: {text}, {}}}", more.join(", ")),
        };
        Entry { text, lift, sets: Sets { last, ..sets } }
    }

    /// An option and some of its choices.
    pub(super) fn only(&mut self) -> &'static str {
        self.of(&["{extra: much}", "{extra: little}", "{extra: [little, much]}", "{extra: much, gym: home}"])
    }

    fn attributes(&mut self) -> Vec<String> {
        if !self.once_in(3) {
            return Vec::new();
        }
        let purpose = self.of(&["technique", "hypertrophy", "strength", "stamina", "activity", "novelty"]);
        let one = self.of(SUBSTITUTES);
        let all = [
            self.optionally(4, &["rest: 3 min", "rest: 90s", "rest: 2:30"]),
            self.optionally(4, &["tempo: 3-1-0", "tempo: 3-1-X-1"]),
            self.optionally(4, &["superset: A", "superset: B2"]),
            self.optional(4, "with: a chain"),
            self.optional(4, "note: Slowly."),
            self.optional(4, &format!("for: {purpose}")),
            self.optional(3, &format!("or: {one}")),
        ];
        let mut all: Vec<_> = all.into_iter().filter(|text| !text.is_empty()).collect();
        if !all.iter().any(|text| text.starts_with("or")) {
            let two = [self.of(SUBSTITUTES), one];
            all.extend(self.once_in(3).then(|| format!("or: [{}]", two.join(", "))));
        }
        all
    }

    fn branches(&mut self, lift: Lift, around: &Around<'_>) -> String {
        let branches: Vec<_> = (0..self.between(1, 3)).map(|_| self.branch(lift, around)).collect();
        branches.join(", ")
    }

    fn branch(&mut self, lift: Lift, around: &Around<'_>) -> String {
        let condition = self.of(CONDITIONS);
        let (exercise, lift) = if self.once_in(3) {
            let other = self.any_lift();
            (format!(", exercise: {}", other.name), other)
        } else {
            (String::new(), lift)
        };
        let note = self.optional(4, ", note: It happens.");
        if self.once_in(4) {
            return format!("{{if: {condition}, sets: none{exercise}{note}}}");
        }
        format!("{{if: {condition}, sets: {}{exercise}{note}}}", self.sets(lift, around).text)
    }
}

const CONDITIONS: &[&str] = &[
    "rpe <= 7",
    "rpe < 7.5",
    "rpe >= 9",
    "rpe > 9",
    "rpe 7-8",
    "rir >= 3",
    "rir < 1",
    "rir 2",
    "reps >= 8",
    "reps > 7",
    "reps <= 3",
    "reps < 4",
    "reps 5-7",
    "reps 8+",
    "form breaks down",
    "form is good",
    "bar is slow",
    "bar is fast",
    "reps missed",
    "below last week",
    "above last week",
];
