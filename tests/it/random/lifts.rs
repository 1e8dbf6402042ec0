//! The drawn exercises, and the loads that can be written for each.

use super::Tape;

/// The loads that an exercise takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The lifter has a max for it, or for a lift that it is a share of.
    Max,
    /// No max: weights, shares of another lift's max, or the lifter's choice.
    Plain,
    /// Only weights, although other loads could be written.
    Weighed,
    /// A bodyweight exercise with a max, by a lifter whose bodyweight is known.
    BodyMax,
    /// Only the added weight.
    Hung,
}

impl Class {
    pub(super) const fn is_hung(self) -> bool {
        matches!(self, Self::BodyMax | Self::Hung)
    }

    pub(super) const fn has_max(self) -> bool {
        matches!(self, Self::Max | Self::BodyMax)
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Lift {
    pub(super) name: &'static str,
    pub(super) class: Class,
}

/// Lifts with a max of their own, variations of them, and exercises of the program: a share, a share of a share, and one for
/// each kind of equipment.
const MAXED: &[&str] = &[
    "squat",
    "bench",
    "deadlift",
    "front-squat",
    "paused-bench",
    "paused-squat",
    "share",
    "share-of-share",
    "on-a-stack",
    "with-dumbbells",
    "with-kettlebells",
    "in-a-machine",
    "with-a-band",
    "with-a-stone",
    "without-bodyweight",
];
const PLAIN: &[&str] =
    &["leg-press", "db-row", "barbell-row", "hip-thrust", "rope-pulldown", "band-pushdown", "hack-squat"];
const BODY: &[&str] = &["pull-up", "weighted-dip"];
const BODY_PLAIN: &[&str] = &["dip", "push-up"];

/// Exercises that lifters can skip. They are never top sets.
pub(super) const SKIPPED: &[&str] = &["barbell-curl", "db-curl"];

/// Alternative exercises.
pub(super) const SUBSTITUTES: &[&str] =
    &["hack-squat", "front-squat", "dip", "weighted-dip", "pull-up", "with-dumbbells", "share-of-share"];

impl Tape {
    /// The lift of a top set: mostly a barbell lift.
    pub(super) fn top_lift(&mut self) -> Lift {
        match self.below(8) {
            5 => self.plain(PLAIN),
            6 => self.maxed(MAXED),
            7 => self.body(BODY),
            _ => self.maxed(&MAXED[..4]),
        }
    }

    pub(super) fn any_lift(&mut self) -> Lift {
        match self.below(12) {
            6..=8 => self.plain(PLAIN),
            9 if self.once_in(3) => self.plain(SKIPPED),
            9 => self.body(BODY),
            10 => self.body(BODY_PLAIN),
            11 => self.against_the_grain(),
            _ => self.maxed(MAXED),
        }
    }

    fn maxed(&mut self, names: &[&'static str]) -> Lift {
        Lift { name: self.of(names), class: Class::Max }
    }

    fn plain(&mut self, names: &[&'static str]) -> Lift {
        Lift { name: self.of(names), class: Class::Plain }
    }

    fn body(&mut self, names: &[&'static str]) -> Lift {
        let has_max = self.facts.own && std::ptr::eq(names, BODY);
        Lift { name: self.of(names), class: if has_max { Class::BodyMax } else { Class::Hung } }
    }

    /// Weights on a bodyweight exercise, and bodyweight on a bar.
    fn against_the_grain(&mut self) -> Lift {
        match self.below(2) {
            0 => Lift { name: self.of(BODY), class: Class::Weighed },
            _ => Lift { name: self.of(&MAXED[..4]), class: Class::Hung },
        }
    }

    /// The program's own exercises.
    pub(super) fn own_exercises(&mut self) -> String {
        let mut text = "exercises:\n".to_owned();
        let kind = self.of(&["variation", "competition", "compound", "isolation"]);
        text += &format!("  share: {{max_of: squat, ratio: 87.5%, kind: {kind}}}\n");
        text += "  share-of-share: {name: Share of a share, max_of: share, ratio: 91.3%, text: As the share.}\n";
        let (main, other) = (self.of(MUSCLES), self.of(MUSCLES));
        text += &format!(
            "  on-a-stack: {{max_of: bench, ratio: 70%, equipment: cable, muscles: [{main}], secondary: [{other}]}}\n"
        );
        text += "  with-dumbbells: {max_of: bench, ratio: 35%, equipment: dumbbell, cues: [Slowly., All the way.]}\n";
        let sleeves = self.optionally(2, &[", sleeves: 1", ", sleeves: 2", ", sleeves: 4"]);
        text += "  with-kettlebells: {max_of: deadlift, ratio: 20%, equipment: kettlebell, aliases: [bells]}\n";
        text += "  in-a-machine: {max_of: squat, ratio: 150%, equipment: machine}\n";
        text += "  with-a-band: {max_of: squat, ratio: 25%, equipment: band}\n";
        text += "  with-a-stone: {max_of: deadlift, ratio: 66.6%, equipment: other}\n";
        text += "  weighted-dip: {max_of: bench, ratio: 130%, equipment: bodyweight}\n";
        let without = if self.facts.own { "pull-up, ratio: 60%" } else { "bench, ratio: 60%" };
        text + &format!("  without-bodyweight: {{max_of: {without}, equipment: barbell{sleeves}}}\n")
    }
}

const MUSCLES: &[&str] = &[
    "quads",
    "hamstrings",
    "glutes",
    "adductors",
    "calves",
    "lower-back",
    "upper-back",
    "lats",
    "traps",
    "chest",
    "front-delts",
    "side-delts",
    "rear-delts",
    "biceps",
    "triceps",
    "forearms",
    "abs",
];
