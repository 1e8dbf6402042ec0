//! Random programs and lifters, as the YAML that their authors would write.
//!
//! All choices are read off a tape of random bytes, and the first of several is always the simplest: what fails is
//! shrunk by shortening the tape. `{u}` stands for the unit, `{other}` for the other one, `{foreign}` for that of a weight
//! that is given in one unit only. `{bar}` and `{gym}` are either nothing, and so a common gym's, or the lifter's own; and
//! `{ramp}` is whether there are warm-ups.

#![expect(clippy::format_push_string, reason = "it reads as the YAML that it makes")]

mod lifter;

use proptest::prelude::*;

/// A program `p` and a lifter `a` who trains it, to be written in one unit or the other.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) program: String,
    pub(crate) lifter: String,
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    prop::collection::vec(any::<u8>(), 100..1200).prop_map(|bytes| {
        let mut tape = Tape { bytes: bytes.into_iter(), trains: false };
        Case { lifter: tape.lifter(), program: tape.program() }
    })
}

const LIFTS: &[&str] = &["squat", "bench", "deadlift", "front-squat", "paused-bench", "paused-squat", "share"];
const OTHERS: &[&str] = &["leg-press", "db-row", "lat-pulldown", "kettlebell-swing", "barbell-row", "hip-thrust"];
const HANGING: &[&str] = &["pull-up", "dip"];

/// What decides the weights of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// A percentage from which points can be taken.
    Share,
    /// Any percentage.
    Percent,
    Effort,
    Absolute,
    Bodyweight,
    Open,
    /// Off the top set, whose percentage can be told.
    OffShare,
    OffTop,
    Previous,
}

struct Tape {
    bytes: std::vec::IntoIter<u8>,
    trains: bool,
}

impl Tape {
    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.bytes.next().unwrap_or(0)) % limit
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    fn once_in(&mut self, often: usize) -> bool {
        self.below(often) == often - 1
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// So many quarters, from `low` to `high` whole ones.
    fn quarters(&mut self, low: usize, high: usize) -> String {
        let whole = self.between(low, high);
        format!("{whole}{}", self.of(&["", ".5", "", ".25", ""]))
    }

    fn optional(&mut self, text: &str) -> String {
        if self.once_in(3) { text.to_owned() } else { String::new() }
    }

    fn program(&mut self) -> String {
        self.trains = self.once_in(2);
        let mut text = "title: P\nunits: {u}\nwarmup: {ramp}\noptions: {extra: {choices: [little, much]}}\n".to_owned();
        text += "exercises: {share: {max_of: squat, ratio: 87.5%}}\n";
        text += if self.trains { "training_max: 90%\n" } else { "" };
        text += &self.optional("cycles: 2\nprogress: {squat: 5 {u}, bench: 2.5 {u}, share: 10 {other}|5 {u}}\n");
        text += &self.optional("attempts: 90/95/101%\n");
        text += "phases:\n";
        for phase in 0..self.between(1, 2) {
            let weeks = self.between(1, 3);
            text += &format!("  - name: Phase {phase}\n    weeks: {weeks}\n");
            text += &format!("    goal: {}\n", self.of(&["strength", "hypertrophy", "deload"]));
            text += self.of(&["", "    backoff: 50%\n", "    backoff: 130%\n", "    backoff: none\n", ""]);
            text += self.of(&["", "    top: 90%\n", "    top: 97.5%\n", ""]);
            text += self.of(&["", "    accessories: 50%\n", ""]);
            text +=
                &format!("    days:\n{}", (0..self.between(1, 2)).map(|day| self.day(day, weeks)).collect::<String>());
        }
        text
    }

    fn day(&mut self, day: usize, weeks: usize) -> String {
        let mut text = format!("      - name: Day {day}\n");
        text += &self.optional("        note: Slowly.\n");
        text += self.of(&["", "        warmup: [2x5 @ bar, 1x5 @ 40%, 1x3 @ 60%]\n", ""]);
        if self.once_in(3) {
            text += "        blocks:\n";
            for block in 0..self.between(1, 2) {
                text += &format!("          - name: Block {block}\n{}", self.block("            ", weeks));
            }
        } else {
            text += &self.block("        ", weeks);
        }
        let mut entries = vec!["{face-pull: 3x15}".to_owned()];
        entries.extend((0..self.below(3)).map(|_| {
            let rule = self.of(&[Rule::Open, Rule::Absolute, Rule::Percent, Rule::Bodyweight, Rule::Effort]);
            self.entry(rule, weeks, false)
        }));
        text += &format!("        accessories: [{}]\n", entries.join(", "));
        if weeks > 1 && self.once_in(4) {
            text += &format!("        weeks:\n          {weeks}:\n{}", self.block("            ", 1));
        }
        text
    }

    fn block(&mut self, indent: &str, weeks: usize) -> String {
        let rule = self.of(&[Rule::Share, Rule::Effort, Rule::Absolute, Rule::Percent, Rule::Effort]);
        let mut top = vec![self.top(rule, weeks)];
        if self.once_in(6) {
            top.push(self.top(rule, weeks));
        }
        let is_share = matches!(rule, Rule::Share | Rule::Effort);
        let mut rules = vec![Rule::OffTop, Rule::Previous, Rule::Percent, Rule::Effort, Rule::Absolute, Rule::Open];
        rules.push(if is_share { Rule::OffShare } else { Rule::OffTop });
        let backoff: Vec<_> = (0..self.between(1, 4))
            .map(|_| {
                let rule = self.of(&rules);
                self.entry(rule, weeks, true)
            })
            .collect();
        format!("{indent}top: [{}]\n{indent}backoff: [{}]\n", top.join(", "), backoff.join(", "))
    }

    fn top(&mut self, rule: Rule, weeks: usize) -> String {
        let lift = self.of(&["squat", "bench", "deadlift", "front-squat"]);
        let mut scheme = |tape: &mut Self| match (rule, tape.below(6)) {
            (Rule::Share, 5) => format!("5/3/1+ @ 75/85/95% then 1x5 @ top -{}%", tape.between(0, 50)),
            (Rule::Share, 4) => "attempts".to_owned(),
            (_, 3) => format!("1x5 @ top -{}%, {}", tape.between(0, 50), tape.group(rule)),
            (_, 2) => format!("{}, 1x3 @ previous -{} {{u}}", tape.group(rule), tape.between(0, 20)),
            _ => tape.group(rule),
        };
        let sets = self.weekly(weeks, false, &mut scheme);
        format!("{{exercise: {lift}, sets: {sets}}}")
    }

    /// A scheme for all weeks, or one for each.
    fn weekly(&mut self, weeks: usize, gaps: bool, scheme: &mut dyn FnMut(&mut Self) -> String) -> String {
        if !self.once_in(3) {
            return format!("'{}'", scheme(self));
        }
        let of_week = |_| if gaps && self.once_in(5) { "~".to_owned() } else { format!("'{}'", scheme(self)) };
        format!("[{}]", (0..weeks).map(of_week).collect::<Vec<_>>().join(", "))
    }

    fn entry(&mut self, rule: Rule, weeks: usize, follows: bool) -> String {
        let exercise = match rule {
            Rule::Bodyweight => self.of(HANGING),
            Rule::Absolute | Rule::Open | Rule::OffTop if self.once_in(2) => self.of(OTHERS),
            _ => self.of(LIFTS),
        };
        let sets = self.weekly(weeks, true, &mut |tape| tape.scheme(rule));
        let mut text = format!("{{exercise: {exercise}, sets: {sets}");
        text += &self.optional(", rest: 3 min");
        text += &self.optional(", superset: A, tempo: 3-1-0, with: a chain");
        text += &self.optional(", or: [hack-squat, front-squat, dip]");
        text += &self.optional(", only: {extra: much}");
        text += &self.optional(", for: technique, note: Slowly.");
        if follows && self.once_in(3) {
            let of = |tape: &mut Self, condition: &str| format!("{{if: {condition}, sets: '{}'}}", tape.scheme(rule));
            let branches = [
                of(self, "rpe <= 7"),
                of(self, "reps >= 8"),
                of(self, "bar is slow"),
                "{if: reps missed, sets: none}".to_owned(),
                format!("{{if: form breaks down, exercise: paused-squat, sets: '{}'}}", self.scheme(rule)),
            ];
            text += &format!(", adjust: [{}]", branches[..self.between(1, 5)].join(", "));
        }
        text + "}"
    }

    fn scheme(&mut self, rule: Rule) -> String {
        let mut groups = vec![self.group(rule)];
        for _ in 0..self.below(3) {
            groups.push(match (rule, self.below(4)) {
                (Rule::Open, 1) => "drop 10".to_owned(),
                (Rule::Bodyweight, 1) => "drop 8 @ previous -5 {u}".to_owned(),
                (Rule::Open | Rule::Bodyweight, _) | (_, 0) => self.group(rule),
                (_, 1) => "drop 10".to_owned(),
                (_, 2) => format!("drop AMRAP @ previous -{}%", self.between(0, 30)),
                _ => format!("1x8 @ previous -{} {{u}}", self.quarters(0, 20)),
            });
        }
        groups.join(", ")
    }

    fn group(&mut self, rule: Rule) -> String {
        let load = self.load(rule);
        let at = if load.is_empty() { String::new() } else { format!(" @ {load}") };
        let (sets, reps) = (self.between(1, 6), self.between(1, 10));
        let kind = self.below(12);
        let counted = match kind {
            1 => format!("{sets}x{reps}-{}{at}", reps + 2),
            2 => format!("{sets}x{reps}+{at}"),
            3 => format!("{sets}-{}x{reps}{at}", sets + 2),
            4 => format!("{sets}-{}x{reps}{at} until RPE 9", sets + 2),
            _ => format!("{sets}x{reps}{at}"),
        };
        // An effort says how heavy a set is only where the chart knows its reps.
        if rule == Rule::Effort || load.contains("RPE") {
            return if kind == 1 { format!("{sets}x{}-8{at}", reps.min(7)) } else { counted };
        }
        match kind {
            5 => format!("{sets}xAMRAP{at}"),
            6 => format!("{sets}x30-45s{at}"),
            7 => format!("{sets}x20m{at}"),
            8 => format!("{sets}x(1+1+2){at} pause 15s rest 2:30"),
            9 => format!("rest-pause 8+3+2{at}"),
            10 => format!("myo 12-15+5x3-4{at}"),
            11 => format!("2x(2/3/5){at}"),
            _ => counted,
        }
    }

    fn load(&mut self, rule: Rule) -> String {
        match rule {
            Rule::Open => String::new(),
            Rule::Share => format!("{}%{}", self.quarters(50, 100), self.of(&["", " 1RM", " +2.5%/week", " RPE 8"])),
            Rule::Percent => self.percent(),
            Rule::Effort => {
                self.of(&["RPE 8", "RPE 7-8", "RIR 2", "RPE 7.5", "RIR 1-3", "RPE 10", "RPE 6.5-9"]).to_owned()
            }
            Rule::Absolute => self.absolute(),
            Rule::Bodyweight => match self.below(4) {
                0 => "bw".to_owned(),
                1 => format!("bw - {} {{u}}", self.quarters(1, 60)),
                2 => format!("bw + {} {{u}} +2.5 {{u}}/week", self.quarters(1, 40)),
                _ => format!("bw + {} {{u}}", self.quarters(1, 60)),
            },
            Rule::OffShare => format!("top -{} pp", self.of(&["10", "5-12.5", "0", "30"])),
            Rule::OffTop => match self.below(9) {
                0 => format!("top -{}%", self.quarters(0, 40)),
                1 => format!("top -{}-{}%", self.between(0, 10), self.between(10, 30)),
                2 => format!("top -{} {{u}}", self.quarters(0, 60)),
                3 => format!("top -{}-{} {{u}}", self.between(0, 10), self.between(10, 60)),
                4 => self.of(&["top", "first", "set 1 -10%"]).to_owned(),
                5 => format!("{}% of top", self.between(60, 100)),
                6 => format!("{}% e1RM", self.quarters(40, 90)),
                7 => format!(
                    "top -{}% {}",
                    self.between(5, 20),
                    self.of(&["-2.5 {u}/week", "+1 {u}/week", "x1.01/week"])
                ),
                _ => format!("top +{}%", self.between(0, 5)),
            },
            Rule::Previous => match self.below(3) {
                0 => format!("previous -{}%", self.quarters(0, 30)),
                1 => format!("previous -{} {{u}}", self.quarters(0, 30)),
                _ => "previous".to_owned(),
            },
        }
    }

    fn percent(&mut self) -> String {
        let percent = self.quarters(40, 105);
        let of = match self.below(7) {
            1 if self.trains => " TM",
            2 => " 1RM",
            3 => " 5RM",
            4 => " of squat",
            5 => " of bench",
            6 => " 3RM of deadlift",
            _ => "",
        };
        let more = self.of(&["", " + 5 {u}", " - 7.5 {u}", " + 10 {other}|5 {u}", "", " + 5 {foreign}"]);
        let step = self.of(&["", "", " +2.5%/week", " +5 {u}/week", " x1.025/week", " -1.25 {u}/week"]);
        let effort = self.of(&["", "", "", " RPE 7-8"]);
        match self.below(4) {
            0 => format!("{}-{}%{of}{more}{step}{effort}", self.between(40, 60), self.between(60, 90)),
            _ => format!("{percent}%{of}{more}{step}{effort}"),
        }
    }

    fn absolute(&mut self) -> String {
        let step = self.of(&["", "", " +2.5 {u}/week", " x1.05/week"]);
        match self.below(6) {
            0 => format!("{} {{u}}{step}", self.quarters(20, 160)),
            1 => format!("{}-{} {{u}}{step}", self.between(20, 60), self.between(60, 120)),
            2 => format!("{} {{other}}|{} {{u}}{step}", self.quarters(40, 200), self.quarters(20, 120)),
            3 => format!("{} {{foreign}}{step}", self.quarters(20, 160)),
            4 => "bar".to_owned(),
            _ => format!("{} {{u}} RPE 8", self.quarters(20, 160)),
        }
    }
}
