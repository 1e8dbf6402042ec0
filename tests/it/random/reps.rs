//! Groups of sets: sets, reps, load, rest.

use super::Tape;
use super::load::{At, Load, Part, State, Weight};

/// A group of sets as text.
pub(super) struct Group {
    pub(super) text: String,
    pub(super) state: State,
    /// The most sets.
    pub(super) sets: usize,
    /// Its reps are counted and its effort is known.
    pub(super) charted: bool,
}

impl Tape {
    pub(super) fn group(&mut self, at: &At) -> Group {
        let load = self.load(at);
        // Most warm-up sets have a fixed number of reps.
        if at.part == Part::Warmup {
            return self.light(&load);
        }
        // The chart ends at twelve reps. An AMRAP set has the highest effort.
        if load.charted || self.once_in(2) {
            return self.counted(at, &load);
        }
        let (sets, reps, text) = (self.between(1, 5), self.between(1, 10), &load.text);
        let (sets, text) = match self.below(9) {
            1 => (sets, format!("{sets}x{}{text}", self.of(&["30s", "30-45s", "2min", "20 sec"]))),
            2 => (sets, format!("{sets}x{}{text}", self.of(&["20m", "20-40m"]))),
            3 => (sets, format!("{sets}x(3+2+1){text}{}", self.pause())),
            4 => (1, format!("rest-pause 8+3+2{text}{}", self.pause())),
            5 => (1, format!("myo {}{text}{}", self.of(&["15+5x4", "12-15+5x3-4", "20+3-5x4"]), self.pause())),
            6 => (sets + 2, format!("{sets}-{}xAMRAP{text} until RPE {}", sets + 2, self.of(&["9", "8.5", "10"]))),
            7 => (sets, format!("{sets}x{}{text}", reps + 5)),
            8 => (sets + 1, format!("{sets}-{}x{}s{text} until RIR 1", sets + 1, 10 * reps)),
            _ => (sets, format!("{sets}xAMRAP{text}")),
        };
        Group { text: text + &self.rest(), state: load.state, sets, charted: false }
    }

    /// A fixed number of reps, at most twelve.
    fn counted(&mut self, at: &At, load: &Load) -> Group {
        let (sets, reps, text) = (self.between(1, 5), self.between(1, 10), &load.text);
        let mut is_open = false;
        let (sets, text) = match self.below(10) {
            1 => (sets, format!("{sets}x{reps}-{}{text}", reps + 2)),
            2 | 3 => {
                is_open = true;
                (sets, format!("{sets}x{reps}+{text}"))
            }
            4 => (sets + 2, format!("{sets}-{}x{reps}{text}", sets + 2)),
            5 => (sets + 3, format!("{sets}-{}x{reps}{text} until RPE {}", sets + 3, self.of(&["9", "9.5", "8"]))),
            6 => (sets, format!("{sets}x(1+1+2){text}{}", self.pause())),
            7 => (1, format!("rest-pause 5+3+2{text}{}", self.pause())),
            8 if at.class.has_max() || !load.text.is_empty() => {
                let attempt = self.of(&["opener", "second", "third"]);
                let state = if load.text.is_empty() { share(at) } else { load.state };
                let text = format!("{attempt}{text}{}", self.rest());
                return Group { text, state, sets: 1, charted: load.effort };
            }
            _ => (sets, format!("{sets}x{reps}{text}")),
        };
        let in_parts = text.contains('(') || text.starts_with("rest-pause");
        let charted = !in_parts && (load.effort || is_open);
        Group { text: text + &self.rest(), state: load.state, sets, charted }
    }

    /// Warm-up sets.
    fn light(&mut self, load: &Load) -> Group {
        let sets = self.between(1, 2);
        let reps = match self.below(7) {
            4 => "AMRAP".to_owned(),
            5 => "30s".to_owned(),
            6 => self.of(&["3-5", "20m"]).to_owned(),
            _ => self.between(1, 8).to_string(),
        };
        Group { text: format!("{sets}x{reps}{}", load.text), state: load.state, sets, charted: false }
    }

    /// A drop set of the same entry.
    pub(super) fn drop(&mut self, at: &At) -> Group {
        let reps = self.of(&["10", "8-12", "AMRAP", "x10", "20s", "5+", "20m"]);
        let plain = if at.previous.weight == Weight::Loaded { Weight::Loaded } else { Weight::Open };
        let load = if self.once_in(2) { self.load(at) } else { Load::open() };
        let reps = if load.charted { "10" } else { reps };
        let state = if load.text.is_empty() { State::of(plain) } else { load.state };
        Group { text: format!("drop {reps}{}{}", load.text, self.rest()), state, sets: 1, charted: false }
    }

    /// Single sets one after another.
    pub(super) fn wave(&mut self, at: &At) -> Group {
        let open = self.of(&["", "+"]);
        let load = self.load(at);
        let percents = self.of(&["75/85/95%", "65/75/85%", "70/80/90%"]);
        // One percentage for each set.
        let text = match load.text.split_once('%').filter(|(share, _)| load.is_percent && !share.contains('-')) {
            Some((_, rest)) => format!(" @ {percents}{rest}"),
            None => load.text.clone(),
        };
        let (text, sets) = match self.below(3) {
            0 => (format!("5/3/1{open}{text}{}", self.rest()), 3),
            1 => (format!("2x(5/3/2){open}{text}{}", self.rest()), 6),
            _ if at.class.has_max() => {
                let shares = self.of(&["", " @ 90/95/101%", " @ 91/96/100.5% 1RM", " @ 88/93/99% + 2.5 <u>"]);
                let state = State { points: false, ..share(at) };
                let text = format!("attempts{shares}{}", self.rest());
                return Group { text, state, sets: 3, charted: false };
            }
            _ => (format!("3/3/2{open}{text}{}", self.rest()), 3),
        };
        Group { text, state: load.state, sets, charted: load.effort }
    }

    fn pause(&mut self) -> String {
        self.optionally(2, &[" pause 15s", " pause 0:30"])
    }

    fn rest(&mut self) -> String {
        self.optionally(5, &[" rest 2:30", " rest 90s", " rest 3 min", " rest 1.5 min"])
    }
}

/// A share of the exercise's own max.
fn share(at: &At) -> State {
    let weight = if at.class.is_hung() { Weight::Hanging } else { Weight::Loaded };
    State { weight, points: true }
}
