//! Phases, and programs with a single phase.

use super::Tape;

const GOALS: &[&str] = &["strength", "hypertrophy", "technique", "stamina", "peaking", "deload"];

impl Tape {
    /// The phases of a program, or the weeks and days of its only one.
    pub(super) fn phases(&mut self) -> String {
        let mut text = String::new();
        if self.once_in(5) {
            let weeks = self.between(1, 3);
            text += &format!("goal: {}\nweeks: {weeks}\n", self.of(GOALS));
            text += &self.scales("", weeks);
            text += &self.optional(3, "note: Begin light.\n");
            return text + "days:\n" + &self.days(weeks);
        }
        text += "phases:\n";
        let mut before = 0;
        for phase in 0..self.between(1, 3) {
            // A phase without days repeats those of the phase before, or the first weeks of them.
            let goes_on = before > 0 && self.once_in(3);
            let weeks = if goes_on { self.between(1, before) } else { self.between(1, 4) };
            text += &format!("  - name: Phase {phase}\n    weeks: {weeks}\n    goal: {}\n", self.of(GOALS));
            text += &self.scales("    ", weeks);
            text += &self.optional(4, "    note: Begin light.\n");
            if self.facts.trains() {
                text += &self.optionally(3, &["    training_max: 85%\n", "    training_max: 92.5%\n"]);
            }
            if !goes_on {
                let warmup = self.any_warm_up();
                text += &self.optional(4, &format!("    warmup: {warmup}\n"));
                text += &format!("    days:\n{}", self.days(weeks));
            }
            before = weeks;
        }
        text
    }

    fn days(&mut self, weeks: usize) -> String {
        (0..self.of(&[1, 1, 2, 2, 3])).map(|day| self.day(day, weeks)).collect()
    }

    /// The phase's shares of back-off work and of top-set weights.
    fn scales(&mut self, indent: &str, weeks: usize) -> String {
        let mut text = String::new();
        for (key, shares) in [("backoff", BACKOFF), ("top", TOP), ("accessories", BACKOFF)] {
            match self.below(6) {
                1 | 2 => text += &format!("{indent}{key}: {}\n", self.of(shares)),
                3 => {
                    let shares: Vec<_> = (0..weeks).map(|_| self.of(shares)).collect();
                    text += &format!("{indent}{key}: [{}]\n", shares.join(", "));
                }
                _ => {}
            }
        }
        text
    }
}

const BACKOFF: &[&str] = &["100%", "50%", "none", "130%", "66%", "0%"];
const TOP: &[&str] = &["100%", "90%", "97.5%", "102.5%", "80%"];
