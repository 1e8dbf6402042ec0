//! Puts the change of a value from week to week into words.

use crate::model::Labels;

/// Returns how values change: `rising from 12 in week 1 to 18 in week 4`; empty if there are no values. The values must
/// be rounded as `text` prints them. Otherwise, two values with the same text could be reported as a change.
pub(super) fn trend<V: Ord>(labels: &Labels, points: &[(u16, V)], text: impl Fn(&V) -> String) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let (Some(most), Some(least)) = (turn(points, |new, old| new > old), turn(points, |new, old| new < old)) else {
        return String::new();
    };
    let point = |(week, value): &(u16, V)| labels.in_week(text(value), week);
    let rises = |part: &[(u16, V)]| part.is_sorted_by(|(_, value), (_, next)| value <= next);
    let falls = |part: &[(u16, V)]| part.is_sorted_by(|(_, value), (_, next)| value >= next);
    if points.len() == 1 {
        point(first)
    } else if points[most].1 == points[least].1 {
        labels.throughout(text(&first.1))
    } else if rises(points) {
        labels.rising(point(first), point(last))
    } else if falls(points) {
        labels.falling(point(first), point(last))
    } else if rises(&points[..=most]) && falls(&points[most..]) {
        labels.rising_then_falling(point(first), point(&points[most]), point(last))
    } else if falls(&points[..=least]) && rises(&points[least..]) {
        labels.falling_then_rising(point(first), point(&points[least]), point(last))
    } else {
        labels.varying(point(first), point(last), point(&points[least]), point(&points[most]))
    }
}

/// Returns the index of the first point with the greatest or the least value. `beyond` says whether the first value is
/// beyond the second.
fn turn<V>(points: &[(u16, V)], beyond: impl Fn(&V, &V) -> bool) -> Option<usize> {
    (0..points.len()).reduce(|old, new| if beyond(&points[new].1, &points[old].1) { new } else { old })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[u64]) -> String {
        let points: Vec<_> = (1..).zip(values.iter().copied()).collect();
        trend(&Labels::default(), &points, u64::to_string)
    }

    #[test]
    fn puts_a_trend_into_words() {
        for (values, expected) in [
            (&[][..], ""),
            (&[7], "7 in week 1"),
            (&[7, 7, 7], "7 throughout"),
            (&[12, 15, 15, 18], "rising from 12 in week 1 to 18 in week 4"),
            (&[18, 6], "falling from 18 in week 1 to 6 in week 2"),
            (&[12, 18, 18, 6], "rising from 12 in week 1 to 18 in week 2, then falling to 6 in week 4"),
            (&[12, 6, 9], "falling from 12 in week 1 to 6 in week 2, then rising to 9 in week 3"),
            (&[3, 9, 1, 4], "from 3 in week 1 to 4 in week 4, between 1 in week 3 and 9 in week 2"),
        ] {
            assert_eq!(of(values), expected, "{values:?}");
        }
    }

    proptest! {
        /// Every week in the text has the value that the text gives for it, and the largest and the smallest value are
        /// in the text.
        #[test]
        fn a_trend_is_true(values in prop::collection::vec(0_u64..30, 2..60)) {
            let said = of(&values);
            let words: Vec<_> = said.split([' ', ',']).filter(|word| !word.is_empty()).collect();
            for part in words.windows(4).filter(|part| part[1] == "in") {
                let week: usize = part[3].parse().unwrap();
                prop_assert_eq!(part[0].parse::<u64>().unwrap(), values[week - 1], "{}", said);
            }
            for extreme in [values.iter().max(), values.iter().min()].into_iter().flatten() {
                prop_assert!(words.contains(&extreme.to_string().as_str()), "{}", said);
            }
        }
    }
}
