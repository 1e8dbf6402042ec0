//! Lifters: maxes of every kind, equipment, rounding.

use super::Tape;

impl Tape {
    pub(super) fn lifter(&mut self) -> String {
        let mut text = format!("name: A\nunits: {{u}}\nbodyweight: {}\nmaxes:\n", self.quarters(50, 120));
        let shares = self.optional("training_max: {squat: 85%, bench: 92.5%}\n");
        for (lift, heavy) in [("squat", 120), ("bench", 80), ("deadlift", 150)] {
            let max = self.between(heavy, heavy + 100);
            text += &match self.below(6) {
                5 if lift != "deadlift" && !shares.is_empty() => {
                    format!("  {lift}: [{max}, {{tm: {max}.25, from: week 2}}]\n")
                }
                0 => format!("  {lift}: {max}.5\n"),
                1 => format!("  {lift}: {{weight: {max}, reps: 5, rpe: 8.5}}\n"),
                2 => format!("  {lift}: {{weight: {max}, reps: 3}}\n"),
                3 => format!("  {lift}: [{{1rm: {max}, date: 2026-10-04}}, {{1rm: {max}, from: week 2}}]\n"),
                _ => format!(
                    "  {lift}: [{max}, {{weight: {max}, reps: 2, formula: brzycki, from: week 2}}, {{1rm: {max}, from: week 3}}]\n"
                ),
            };
            text = if self.once_in(8) { text + &format!("  paused-{lift}: {max}\n") } else { text };
            text += if lift == "squat" && self.once_in(4) { "  share: 140\n" } else { "" };
        }
        text += &self.optional("  pull-up: bw + 20 {u}\n");
        text += &shares;
        text += &format!(
            "rounding: {}\n",
            self.of(&["nearest", "down", "up", "down to 5 {u}", "{default: up, squat: nearest to 10 {u}}"])
        );
        text += &self.equipment();
        text += "programs:\n  - program: p\n";
        text += self.of(&["", "    start: 2026-12-07\n", "    ends: 2027-03-14\n    days: [Mon, Thu, Sat]\n"]);
        text += &self.optional("    options: {extra: much}\n");
        text + self.of(&["", "    swap: {face-pull: band-pushdown}\n", "    skip: [face-pull]\n"])
    }

    fn equipment(&mut self) -> String {
        let plates = match self.below(6) {
            5 => return "{gym}\n".to_owned(),
            0 => "plates: [25, 20, 15, 10, 5, 2.5, 1.25], bar: 20",
            1 => "plates: [25, 20, 10, 5, 2.5], pairs: {25: 2, 20: 1, 10: 1, 5: 1, 2.5: 1}, bar: 20, collars: 5",
            2 => {
                "plates: [20, 7.5, 3, 0.5], bar: 15, bars: {front-squat: 10, leg-press: 45}, ladders: {hip-thrust: [40, 60, 100]}"
            }
            3 => "step: 1, bar: 20",
            _ => "step: 2.5{bar}",
        };
        let more = match self.below(3) {
            0 => "",
            1 => ", dumbbells: {step: 2, from: 4, to: 50}, machines: {step: 5}, belt: [1.25, 2.5, 5, 10, 20]",
            _ => {
                ", dumbbells: [5, 12.5, 30], kettlebells: [8, 16, 24, 32], ladders: {lat-pulldown: {step: 7, from: 3}}"
            }
        };
        let more = if plates.contains("ladders") && more.contains("ladders") { "" } else { more };
        // What is left out is a common gym's, which is not the same in kilograms and in pounds.
        let step = if plates.contains("step") { "" } else { ", step: 2.5" };
        format!("equipment: {{{plates}{more}{step}}}\n")
    }
}
