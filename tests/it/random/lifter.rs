//! Lifters: maxes of every kind, rounding, choices for a program.

use super::Tape;
use super::lifts::SKIPPED;

const SETS: &[&str] = &["", ", rpe: 8.5", ", rpe: 10", ", formula: brzycki", ", rpe: 9, formula: epley"];
const FORMULAS: &[&str] = &["epley", "brzycki", "brzycki-rounded", "lombardi", "mayhew", "oconner", "wathan", "lander"];

impl Tape {
    /// A lifter who trains this program.
    pub(super) fn lifter(&mut self, program: &str) -> String {
        let mut text = "name: A\nunits: <u>\n".to_owned();
        if self.facts.own {
            text += &format!("bodyweight: {}\n", self.quarters(50, 120));
        }
        text += &self.optionally(4, &["sex: female\n", "sex: male\n"]);
        let formula = self.of(FORMULAS);
        text += &self.optional(3, &format!("e1rm: {formula}\n"));
        text += &self.optionally(5, &["attempts: 91/96/100.5%\n", "attempts: 89.5/94/99%\n"]);
        text += &self.optional(8, "publish: true\n");
        let shares = if self.facts.lifter_trains {
            self.of(&["85%", "92.5%"]).to_owned()
        } else {
            self.optional(3, "{squat: 85%, bench: 92.5%, paused-squat: 80%}")
        };
        if !shares.is_empty() {
            text += &format!("training_max: {shares}\n");
        }
        text += "maxes:\n";
        for (lift, heavy) in [("squat", 120), ("bench", 80), ("deadlift", 150)] {
            let trains = self.facts.trains() || lift != "deadlift" && !shares.is_empty();
            text += &format!("  {lift}: {}\n", self.max(heavy, trains));
        }
        for (lift, heavy) in [("front-squat", 90), ("paused-bench", 70), ("share", 100)] {
            if self.once_in(6) {
                text += &format!("  {lift}: {}\n", self.max(heavy, self.facts.trains()));
            }
        }
        if self.facts.own {
            text += &format!("  pull-up: {}\n", self.hanging_max());
            if self.once_in(4) {
                text += "  weighted-dip: bw + 40 <u>\n";
            }
        }
        text += &self.rounding();
        text += &self.equipment();
        text + &self.assignment(program)
    }

    /// A 1RM, a training max or a set; or several, each from some time on.
    fn max(&mut self, heavy: usize, trains: bool) -> String {
        if !self.once_in(4) {
            return self.record(heavy, trains, "");
        }
        let since = [", from: week 2", ", date: 2026-12-21", ", from: week 4", ", date: 2026-10-04"];
        let mut records = vec![self.record(heavy, trains, "")];
        for _ in 0..self.between(1, 2) {
            let since = self.of(&since);
            records.push(self.record(heavy, trains, since));
        }
        format!("[{}]", records.join(", "))
    }

    fn record(&mut self, heavy: usize, trains: bool, since: &str) -> String {
        let max = self.between(heavy, heavy + 100);
        match self.below(7) {
            1 => format!("{{weight: {max}, reps: {}{}{since}}}", self.between(1, 10), self.of(SETS)),
            2 => format!("{{weight: {max}, reps: 5{since}}}"),
            3 => format!(
                "{{weight: {max}.25 <u>, reps: {}, formula: {}{since}}}",
                self.between(2, 12),
                self.of(FORMULAS)
            ),
            4 if trains => format!("{{tm: {max}.25{since}}}"),
            5 => format!("{{1rm: {max} <foreign>{since}}}"),
            6 if since.is_empty() => format!("{max}.5"),
            _ if since.is_empty() => max.to_string(),
            _ => format!("{{1rm: {max}{since}}}"),
        }
    }

    fn hanging_max(&mut self) -> String {
        let added = self.quarters(1, 40);
        match self.below(5) {
            1 => format!("{{weight: bw + {added}, reps: 5, rpe: 9}}"),
            2 => format!("[bw + {added} <u>, {{1rm: bw + {}, from: week 2}}]", self.between(1, 40)),
            3 => "bw".to_owned(),
            4 => format!("{{weight: bw - {} <u>, reps: 3}}", self.between(1, 15)),
            _ => format!("bw + {added} <u>"),
        }
    }

    fn rounding(&mut self) -> String {
        let rules = ["nearest", "down", "up", "down to 5 <u>", "nearest to 2 <u>", "up to 10 <other>|7.5 <u>"];
        match self.below(4) {
            1 | 2 => format!("rounding: {}\n", self.of(&rules)),
            3 => {
                let (default, squat, body) = (self.of(&rules), self.of(&rules), self.of(&rules));
                let default = self.optional(2, &format!("default: {default}, "));
                format!("rounding: {{{default}squat: {squat}, pull-up: {body}}}\n")
            }
            _ => String::new(),
        }
    }

    fn assignment(&mut self, program: &str) -> String {
        if self.once_in(4) {
            return "programs: [p]\n".to_owned();
        }
        let mut text = "programs:\n  - program: p\n".to_owned();
        text += &self.optionally(
            2,
            &[
                "    start: 2026-12-07\n",
                "    ends: 2027-03-14\n    days: [Mon, Wed, Thu, Sat]\n",
                "    start: 2026-12-09\n    days: [Tue, Fri, Sun, Sat]\n",
            ],
        );
        text += &self.optionally(3, &["    options: {extra: much}\n", "    options: {extra: little, gym: home}\n"]);
        let names = |name: &str| {
            let entries = [format!("{{{name}: '"), format!("{{{name}: ["), format!("exercise: {name}, sets")];
            entries.iter().any(|entry| program.contains(entry.as_str()))
        };
        let swaps: Vec<_> = SWAPS.iter().filter(|(from, _)| names(from)).collect();
        if let Some((from, to)) = swaps.get(self.below(2 * SWAPS.len())) {
            text += &format!("    swap: {{{from}: {to}}}\n");
        }
        let skipped = SKIPPED.iter().copied().filter(|name| names(name)).collect::<Vec<_>>().join(", ");
        text + &self.optional(3, &format!("    skip: [{skipped}]\n"))
    }
}

/// The exercise that replaces a lift with a max has one too.
const SWAPS: &[(&str, &str)] = &[
    ("squat", "high-bar-squat"),
    ("bench", "close-grip-bench"),
    ("deadlift", "sumo-deadlift"),
    ("front-squat", "safety-bar-squat"),
    ("rope-pulldown", "band-pull-apart"),
];
