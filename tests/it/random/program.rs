//! Programs: the keys above their phases, and programs that extend another.

use super::Tape;

impl Tape {
    /// The program, and the one that it extends, if any.
    pub(super) fn programs(&mut self) -> Vec<(&'static str, String)> {
        let head = self.head();
        let phases = self.phases();
        if !self.once_in(6) {
            return vec![("programs/p.yaml", format!("title: P\n{head}{phases}"))];
        }
        let mut text = "title: P\nextends: base\nsummary: As the other, but shorter.\n".to_owned();
        text += &self.optional(3, "attempts: ~\n");
        text += &self.optional(3, "progress: {squat: 7.5 <u>}\n");
        if self.facts.program_trains {
            text += &self.optional(2, "training_max: 88%\n");
        }
        if phases.contains("phases:") {
            text += "phases:\n  - name: Phase 0\n    goal: deload\n    backoff: 50%\n";
            // Of its first day.
            let phase = phases.split("  - name: Phase 1").next().unwrap_or_default();
            let day = phase.split("      - name: Day 1").next().unwrap_or_default();
            let less = if day.contains("\n        accessories:") { ", {face-pull: ~}" } else { "" };
            // If all weeks are named, there is no room for more.
            let more = if day.contains("\n        weeks:") {
                "note: Shorter.".to_owned()
            } else {
                format!("accessories: [{{leg-curl: 3x12}}{less}]")
            };
            text += &format!("    days:\n      - name: Day 0\n        {more}\n");
            text += &self
                .optional(2, "  - name: Phase 9\n    weeks: 1\n    days: [{name: Test, top: {squat: attempts}}]\n");
        } else {
            text += "days:\n  - name: Day 0\n    note: Shorter.\n  - {name: Day 9, top: {bench: 1x1+ @ 90%}}\n";
        }
        vec![("programs/base.yaml", format!("title: Base\n{head}{phases}")), ("programs/p.yaml", text)]
    }

    /// The keys outside phases.
    fn head(&mut self) -> String {
        let mut text = "units: <u>\n".to_owned();
        text += &match self.below(3) {
            0 => "warmup: <ramp>\n".to_owned(),
            1 => String::new(),
            _ => format!("warmup: {}\n", self.any_warm_up()),
        };
        let default = self.of(&["", ", default: much", ", name: Extra work"]);
        let choices = self.of(&["[little, much]", "{little: A little, much: A lot}"]);
        text += &format!("options: {{extra: {{choices: {choices}{default}}}, gym: {{choices: [club, home]}}}}\n");
        text += &self.own_exercises();
        if self.facts.program_trains {
            text += self.of(&["training_max: 90%\n", "training_max: 87.5%\n"]);
        }
        let progress = "progress: {squat: 5 <u>, bench: 2.5 <u>, share: 10 <other>|5 <u>, deadlift: 5 <foreign>}\n";
        text +=
            &self.optionally(3, &[&format!("cycles: 2\n{progress}"), &format!("cycles: 3\n{progress}"), "cycles: 2\n"]);
        text += &self.optionally(3, &["attempts: 90/95/101%\n", "attempts: 88/93.5/100.5%\n"]);
        text += &self.optional(4, "lifts: [squat, bench]\n");
        if self.once_in(6) {
            let level = self.of(&["beginner", "intermediate", "advanced"]);
            text += &format!("author: A\nsource: A book\nsummary: Short.\nlevel: {level}\ntags: [a, b]\n");
            text += "allow: [much-backoff]\nchanges: [{date: 2026-11-14, what: Lighter}]\n";
        }
        text
    }
}
