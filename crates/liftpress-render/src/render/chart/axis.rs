//! Axes with round numbers.

/// The number of steps that an axis has at most, apart from one more step if its start is rounded down.
const STEPS: u64 = 5;

/// An axis from one round number to another, in equal steps that are also round numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) low: u64,
    pub(super) high: u64,
    step: u64,
}

impl Axis {
    /// Returns an axis from zero to `most`, which is rounded up.
    pub(super) fn from_zero(most: u64) -> Self {
        Self::between(0, most)
    }

    /// Returns an axis from `least`, which is rounded down, to `most`, which is rounded up.
    pub(super) fn between(least: u64, most: u64) -> Self {
        let step = round_step(most.saturating_sub(least).max(1));
        let low = least / step * step;
        Self { low, high: most.div_ceil(step).saturating_mul(step).max(low + step), step }
    }

    /// Returns the round numbers at the steps of the axis.
    pub(super) fn ticks(self) -> impl Iterator<Item = u64> {
        (0..=(self.high - self.low) / self.step).map(move |i| self.low + i * self.step)
    }

    /// Returns the distance of a value from the start of an axis of this length, rounded to the nearest whole number.
    pub(super) fn along(self, length: i64, value: u64) -> i64 {
        let (value, whole) = (value.clamp(self.low, self.high) - self.low, self.high - self.low);
        share(length, value, whole)
    }
}

/// Returns the smallest of the numbers 1, 2, 5, 10, 20, 50 and so on with which [`STEPS`] steps cover `span`.
fn round_step(span: u64) -> u64 {
    let decades = std::iter::successors(Some(1_u64), |decade| decade.checked_mul(10));
    let mut steps = decades.flat_map(|decade| [1, 2, 5].map(|n| decade.saturating_mul(n)));
    steps.find(|step| step.saturating_mul(STEPS) >= span).unwrap_or(u64::MAX)
}

/// Returns `value / whole` of `length`, rounded to the nearest whole number.
pub(super) fn share(length: i64, value: u64, whole: u64) -> i64 {
    let (value, whole) = (i128::from(value), i128::from(whole.max(1)));
    i64::try_from((i128::from(length) * value * 2 + whole) / (whole * 2)).unwrap_or(length)
}

/// Returns the number of weeks from one label to the next, if a week has `room` and a label needs `width`. The number
/// is 1, 2, 4, 8 and so on, because training is often in blocks of four weeks.
pub(super) fn weeks_apart(width: i64, room: i64) -> usize {
    let apart = width.max(1).unsigned_abs().div_ceil(room.max(1).unsigned_abs());
    usize::try_from(apart).unwrap_or(usize::MAX / 2).min(usize::MAX / 2).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn axes_have_round_numbers() {
        for (most, expected) in [
            (0, &[0, 1][..]),
            (1, &[0, 1]),
            (4, &[0, 1, 2, 3, 4]),
            (21, &[0, 5, 10, 15, 20, 25]),
            (26, &[0, 10, 20, 30]),
            (13_365, &[0, 5_000, 10_000, 15_000]),
        ] {
            assert_eq!(Axis::from_zero(most).ticks().collect::<Vec<_>>(), expected, "{most}");
        }
        for (least, most, expected) in
            [(50, 100, &[50, 60, 70, 80, 90, 100][..]), (38, 103, &[20, 40, 60, 80, 100, 120])]
        {
            assert_eq!(Axis::between(least, most).ticks().collect::<Vec<_>>(), expected, "{least} to {most}");
        }
    }

    #[test]
    fn labels_of_narrow_weeks_are_left_out() {
        for (width, room, expected) in [(200, 600, 1), (200, 200, 1), (200, 130, 2), (200, 50, 4), (200, 30, 8)] {
            assert_eq!(weeks_apart(width, room), expected, "{width} in {room}");
        }
    }

    proptest! {
        #[test]
        fn an_axis_covers_its_values_in_a_few_steps(least in 0_u64..1_000_000_000, more in 0_u64..1_000_000_000_000) {
            let most = least + more;
            let axis = Axis::between(least, most);
            let ticks: Vec<_> = axis.ticks().collect();
            prop_assert!(axis.low <= least && most <= axis.high);
            // There may be one more step than usual, because the low end of the axis is rounded down.
            prop_assert!((2..=7).contains(&ticks.len()), "{:?}", ticks);
            prop_assert_eq!((ticks.first(), ticks.last()), (Some(&axis.low), Some(&axis.high)));
            let digits = axis.step.to_string();
            prop_assert!(["1", "2", "5"].contains(&digits.trim_end_matches('0')), "{}", digits);
        }

        #[test]
        fn distances_on_an_axis_are_proportional(most in 1_u64..1_000_000, value in 0_u64..1_000_000, length in 1_i64..3000) {
            let value = value.min(most);
            let axis = Axis::from_zero(most);
            let place = axis.along(length, value);
            let (place, length) = (u64::try_from(place).unwrap(), u64::try_from(length).unwrap());
            prop_assert!((place * axis.high).abs_diff(length * value) * 2 <= axis.high);
        }
    }
}
