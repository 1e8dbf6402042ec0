//! Places the names of phases below their weeks, on one or two rows, without overlaps.

use super::canvas::WIDTH;
use super::text::{shortened, width};

/// The smallest distance between two names. The estimated widths of names already include some space.
const APART: i64 = 10;
/// The largest distance by which a name is moved on its row. If it would have to be moved further, the other row is
/// preferred.
const SLIGHTLY: i64 = 80;

/// The line of a phase: the left and the right end of the line, and the name of the phase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<'n> {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) name: &'n str,
}

impl Span<'_> {
    const fn middle(self) -> i64 {
        i64::midpoint(self.from, self.to)
    }
}

/// A name with its place: the center of the name, and its row, which is 0 or 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) middle: i64,
    pub(super) row: usize,
    pub(super) text: String,
}

/// Places as many names as fit between `left` and the right edge. The name of a phase is in the center below the
/// phase's line, or moved to the right while it is still below the center. If a name fits on neither row, it is
/// shortened to the length of the line, or left out.
pub(super) fn names(spans: &[Span<'_>], left: i64) -> Vec<Name> {
    let mut taken = [left; 2];
    let mut names = Vec::new();
    for span in spans.iter().filter(|span| !span.name.is_empty()) {
        let half = width(span.name) / 2;
        let wished = span.middle().min(WIDTH - half);
        let moved = taken.map(|taken| (taken + half - wished).max(0));
        let fits = |row: &usize| moved[*row] <= half.min(WIDTH - half - wished);
        let name = match (0..taken.len()).filter(fits).min_by_key(|row| (moved[*row] > SLIGHTLY, *row)) {
            Some(row) => Some(Name { middle: wished + moved[row], row, text: span.name.to_owned() }),
            None if span.from < taken[0] => None,
            None => shortened(span.name, span.to - span.from).map(|text| Name { middle: span.middle(), row: 0, text }),
        };
        if let Some(name) = name {
            taken[name.row] = name.middle + width(&name.text) / 2 + APART;
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans<'n>(weeks: &[(usize, &'n str)]) -> Vec<Span<'n>> {
        let all: usize = weeks.iter().map(|(weeks, _)| weeks).sum();
        let at = |week: usize| 400 + i64::try_from(2600 * week / all).unwrap();
        let mut week = 0;
        let mut span = |(weeks, name): &(usize, &'n str)| {
            week += weeks;
            Span { from: at(week - weeks), to: at(week), name }
        };
        weeks.iter().map(&mut span).collect()
    }

    #[test]
    fn names_use_a_second_row_if_the_first_is_full() {
        for (weeks, expected) in [
            (&[(4, "Volume"), (3, "Strength"), (3, "Peak")][..], &[(0, "Volume"), (0, "Strength"), (0, "Peak")][..]),
            (&[(4, "Volume"), (3, "Strength"), (1, "Deload")], &[(0, "Volume"), (0, "Strength"), (1, "Deload")]),
            (&[(8, "Base"), (1, ""), (8, "Peak")], &[(0, "Base"), (0, "Peak")]),
            (
                &[(1, "Hypertrophy"), (1, "Intensification"), (1, "Realization"), (1, "Competition")],
                &[(0, "Hypertrophy"), (1, "Intensification"), (0, "Realization"), (1, "Competition")],
            ),
        ] {
            let names = names(&spans(weeks), 400);
            let found: Vec<_> = names.iter().map(|name| (name.row, name.text.as_str())).collect();
            assert_eq!(found, expected);
        }
    }

    proptest! {
        #[test]
        fn names_do_not_overlap_and_stay_inside(weeks in prop::collection::vec((1_usize..9, "[A-Za-z ]{0,40}"), 1..20)) {
            let weeks: Vec<_> = weeks.iter().map(|(weeks, name)| (*weeks, name.as_str())).collect();
            let names = names(&spans(&weeks), 400);
            for row in 0..2 {
                let ends: Vec<_> = names.iter().filter(|name| name.row == row).flat_map(|name| {
                    let half = width(&name.text) / 2;
                    [name.middle - half, name.middle + half]
                }).collect();
                prop_assert!(ends.is_sorted(), "{:?}", names);
                prop_assert!(ends.iter().all(|end| (400..=WIDTH + 1).contains(end)), "{:?}", names);
            }
        }
    }
}
