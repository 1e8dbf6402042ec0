//! Choices from a tape of bytes.

/// A tape, and the decisions for the whole case.
pub(crate) struct Tape {
    bytes: std::vec::IntoIter<u8>,
    pub(super) facts: Facts,
}

/// The decisions that limit which loads can be written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    /// The lifter's bodyweight is known.
    pub(super) own: bool,
    /// Bare percentages refer to a training max, whose share the program gives.
    pub(super) program_trains: bool,
    /// The lifter has a share for all training maxes.
    pub(super) lifter_trains: bool,
}

impl Facts {
    /// Whether every lift has a training max.
    pub(super) fn trains(self) -> bool {
        self.program_trains || self.lifter_trains
    }
}

impl Tape {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let mut tape = Self { bytes: bytes.into_iter(), facts: Facts::default() };
        tape.facts = Facts { own: !tape.once_in(4), program_trains: tape.once_in(2), lifter_trains: tape.once_in(4) };
        tape
    }

    /// A number below `limit`; `0` after the tape's end.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::from(self.bytes.next().unwrap_or(0)) % limit
    }

    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    pub(crate) fn once_in(&mut self, often: usize) -> bool {
        self.below(often) == often - 1
    }

    pub(crate) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A number of quarters, from `low` to `high` whole ones.
    pub(super) fn quarters(&mut self, low: usize, high: usize) -> String {
        let whole = self.between(low, high);
        format!("{whole}{}", self.of(&["", ".5", "", ".25", ""]))
    }

    /// `text`, once in `often`.
    pub(super) fn optional(&mut self, often: usize, text: &str) -> String {
        if self.once_in(often) { text.to_owned() } else { String::new() }
    }

    /// One of `texts`, once in `often`.
    pub(super) fn optionally(&mut self, often: usize, texts: &[&str]) -> String {
        if self.once_in(often) { self.of(texts).to_owned() } else { String::new() }
    }
}
