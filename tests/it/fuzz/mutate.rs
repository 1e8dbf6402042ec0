//! Corrupts inputs.

use super::Input;
use super::target::Target;

/// Lines of notation as seeds.
pub(super) const SCHEMES: &[&str] = &[
    "5x3 @ 85%",
    "3x8-10 @ RPE 8-9 rest 2:30",
    "1xAMRAP @ top -10-15%",
    "4x(1+1+1) @ 80% of squat",
    "5x5 @ 70% of TM",
    "1x10 @ 25 lb rest 60s, drop 10 @ 20 lb",
    "myo 15+5x4 @ 60%",
    "3x5+ @ 85% then 5x5 @ first -10 pp",
    "4x20m @ bw+20 kg",
    "1x6 @ set 3 -5%",
    "5x3 @ 80% +2.5%/week",
    "2x5 @ bar",
    "3x12 @ 2 RIR",
    "@9 > 8",
    "reps >= 5",
    "102.5kg x 5 @ 9",
    "bw+20 kg",
    "95, 100-102.5",
    "2:30",
    "1h",
    "85-90%",
    "40%x5, 60%x3",
    "5x3 @ 82,5%, 3x5 @ 100,5x2 @ 90",
    "5/3/1 @ 72,5/82,5/92,5%",
    "3 sets of 12 reps",
    "5/5/5+ @ RPE 6/7/8",
    "5x3 @ 10% off the top",
    "80% of (1RM + 10 kg)",
    "60% of Bench Press TM",
    "rest 2-5 min",
];

/// What authors write.
const WORDS: &[&str] = &[
    "title",
    "units",
    "weeks",
    "days",
    "phases",
    "top",
    "backoff",
    "accessories",
    "blocks",
    "name",
    "warmup",
    "extends",
    "options",
    "choices",
    "default",
    "only",
    "exercises",
    "max_of",
    "ratio",
    "progress",
    "cycles",
    "attempts",
    "lifts",
    "training_max",
    "exercise",
    "sets",
    "for",
    "note",
    "rest",
    "tempo",
    "superset",
    "with",
    "adjust",
    "or",
    "if",
    "maxes",
    "programs",
    "program",
    "start",
    "ends",
    "equipment",
    "rounding",
    "bodyweight",
    "plates",
    "bar",
    "step",
    "warmups",
    "squat",
    "bench",
    "kg",
    "lb",
    "%",
    "@",
    "RPE",
    "RIR",
    "TM",
    "1RM",
    "AMRAP",
    "drop",
    "myo",
    "then",
    "previous",
    "first",
    "set",
    "bw",
    "pp",
    "x",
    "+",
    "-",
    "–",
    "×",
    "/week",
    "/cycle",
    "2:30",
    "60s",
    "of",
    "true",
    "false",
    "~",
    "[",
    "]",
    "{",
    "}",
    "- ",
    ": ",
    ", ",
    "\n",
    "  ",
    "\t",
    "\"",
    "'",
    "#",
    "|",
    ">",
    "&a ",
    "*a",
    "!!str ",
    "---\n",
    "<<: ",
    "? ",
    "0",
    "1",
    "5",
    "-1",
    "0.5",
    "1e999",
    "99999999999999999999",
    "65535",
    "65536",
    "255",
    "256",
    "100",
    "120",
    "104",
    "2026-12-07",
    "9999-12-31",
    "1900-01-01",
    ".nan",
    "\u{feff}",
    "\r\n",
    "é",
    "李",
    "\u{202e}",
    "\0",
    "{{ x }}",
    "<script>",
    "rpe10",
    "reps",
];

/// Corrupts seeds, in the same way for the same number.
pub(super) struct Mutator {
    state: u64,
    seeds: Vec<Input>,
}

impl Mutator {
    pub(super) fn new(seed: u64, seeds: Vec<Input>) -> Self {
        Self { state: seed, seeds }
    }

    pub(super) fn next_input(&mut self) -> Input {
        // Each target equally often, for any number of seeds.
        let target = Target::ALL[self.below(Target::ALL.len())];
        let (target, mut bytes) = self.seed_of(target);
        for _ in 0..=self.below(4) {
            self.spoil(target, &mut bytes);
        }
        (target, bytes)
    }

    fn seed_of(&mut self, target: Target) -> Input {
        let number = self.seeds.iter().filter(|(of, _)| *of == target).count();
        let chosen = self.below(number.max(1));
        let seed = self.seeds.iter().filter(|(of, _)| *of == target).nth(chosen);
        seed.cloned().unwrap_or((target, Vec::new()))
    }

    fn spoil(&mut self, target: Target, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let word = WORDS[self.below(WORDS.len())].as_bytes();
        match self.below(12) {
            0 => bytes.insert(at, u8::try_from(self.below(256)).unwrap_or(0)),
            1 => drop(bytes.drain(at..(at + 1 + self.below(8)).min(bytes.len()))),
            2 => bytes.truncate(at),
            3 => drop(bytes.splice(at..at, word.iter().copied())),
            4..=7 => drop(bytes.splice(word_at(bytes, at), word.iter().copied())),
            8 => {
                let copy = bytes[line_at(bytes, at)].to_vec();
                let to = line_at(bytes, self.below(bytes.len() + 1)).start;
                bytes.splice(to..to, copy);
            }
            9 => drop(bytes.drain(line_at(bytes, at))),
            10 => {
                // A word from another seed.
                let (_, other) = self.seed_of(target);
                let from = word_at(&other, self.below(other.len() + 1));
                bytes.splice(word_at(bytes, at), other[from].iter().copied());
            }
            _ => {
                let (_, other) = self.seed_of(target);
                let from = line_at(&other, self.below(other.len() + 1));
                let to = line_at(bytes, at).start;
                bytes.splice(to..to, other[from].iter().copied());
            }
        }
    }

    /// A number below `end`, by `SplitMix64`.
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % end as u64).unwrap_or(0)
    }
}

/// Returns the word or number around a byte.
fn word_at(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let start = bytes[..at].iter().rposition(|byte| !is_part(byte)).map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|byte| !is_part(byte)).map_or(bytes.len(), |after| at + after);
    start..end
}

/// Returns the line around a byte, with its end.
fn line_at(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |after| at + after + 1);
    start..end
}
