//! Formulas for the 1RM from a set of several reps.

use crate::units::{Mass, RepsToFailure};

use crate::words;

words! {
    /// A formula that estimates a 1RM from a weight `w` lifted for `r` reps to failure.
    Formula {
        /// `w (1 + r/30)`: Epley, Poundage Chart, Boyd Epley Workout (1985).
        Epley => "epley",
        /// `w · 36 / (37 − r)`: Brzycki, Strength testing, J. Phys. Educ. Recreat. Dance 64 (1993), 88–90.
        Brzycki => "brzycki",
        /// `w / (1.0278 − 0.0278 r)`: Brzycki's with rounded coefficients, as in the Madcow 5×5 spreadsheet of
        /// `StrongLifts`; at ten reps 0.03% more than the other.
        BrzyckiRounded => "brzycki-rounded",
        /// `w · r^0.10`: Lombardi, Beginning Weight Training (1989).
        Lombardi => "lombardi",
        /// `100 w / (52.2 + 41.9 e^(−0.055 r))`: Mayhew et al., Relative muscular endurance performance as a predictor of
        /// bench press strength, J. Appl. Sport Sci. Res. 6 (1992), 200–206.
        Mayhew => "mayhew",
        /// `w (1 + r/40)`: O'Conner, Simmons and O'Shea, Weight Training Today (1989).
        OConner => "oconner",
        /// `100 w / (48.8 + 53.8 e^(−0.075 r))`: Wathan, Load assignment, in Baechle (ed.), Essentials of Strength Training
        /// and Conditioning (1994).
        Wathan => "wathan",
        /// `100 w / (101.3 − 2.67123 r)`: Lander, Maximum based on reps, NSCA Journal 6 (1985), 60–61; other sources
        /// call it `McGlothin`.
        Lander => "lander",
    }
}

impl Formula {
    /// The highest number of reps that a formula accepts.
    pub const MOST_REPS: u16 = 20;

    /// Returns the highest number of reps for which the formula is reliable.
    ///
    /// It is ten. Linear formulas should not be used for more (Reynolds, Gordon and Robergs, Prediction of one
    /// repetition maximum strength, J. Strength Cond. Res. 20 (2006), 584–592). Beyond ten, each of six formulas missed
    /// significantly (Mayhew et al., J. Sports Med. Phys. Fitness 35 (1995), 108–113). Mayhew's own is based on sets of
    /// up to 15 reps (Reynolds et al., p. 584).
    #[must_use]
    pub const fn trusted_reps(self) -> u16 {
        match self {
            Self::Mayhew => 15,
            _ => 10,
        }
    }

    /// Returns the 1RM of a lifter who lifts `weight` for `reps` to failure; `None` below one rep and above
    /// [`MOST_REPS`](Self::MOST_REPS). For one rep, it is the weight itself with every formula.
    ///
    /// The result is exact to 10 ng if the formula is a fraction. Otherwise, the ratio of the 1RM to the weight is
    /// first rounded to the nearest billionth.
    ///
    /// ```
    /// use liftpress_core::model::Formula;
    /// use liftpress_core::units::{RepsToFailure, Rpe, Unit};
    ///
    /// let weight = "100 kg".parse().unwrap();
    /// let hard = Rpe::new("8".parse().unwrap()).unwrap();
    /// let max = Formula::Brzycki.one_rep(weight, RepsToFailure::at(5, hard)).unwrap();
    /// assert_eq!(max.in_unit(Unit::Kg), "120");
    /// let max = Formula::Epley.one_rep(weight, 5.into()).unwrap();
    /// assert_eq!(max.in_unit(Unit::Kg), "116.67");
    /// ```
    #[must_use]
    pub fn one_rep(self, weight: Mass, reps: RepsToFailure) -> Option<Mass> {
        let (one_rep, of_weight) = self.ratio(reps)?;
        weight.ratio(one_rep, of_weight)
    }

    /// Returns the nRM, the weight that a lifter with this 1RM can lift for `reps`; `None` as in
    /// [`one_rep`](Self::one_rep).
    ///
    /// ```
    /// use liftpress_core::model::Formula;
    /// use liftpress_core::units::Unit;
    ///
    /// let five_rep = Formula::Brzycki.weight_for("180 kg".parse().unwrap(), 5).unwrap();
    /// assert_eq!(five_rep.in_unit(Unit::Kg), "160");
    /// ```
    #[must_use]
    pub fn weight_for(self, one_rep: Mass, reps: u16) -> Option<Mass> {
        let (weight, of_one_rep) = self.share_for(reps)?;
        one_rep.ratio(weight, of_one_rep)
    }

    /// Returns the nRM as a fraction of the 1RM: numerator and denominator; `None` as in [`one_rep`](Self::one_rep).
    #[must_use]
    pub fn share_for(self, reps: u16) -> Option<(u64, u64)> {
        self.ratio(reps.into()).map(|(one_rep, weight)| (weight, one_rep))
    }

    /// Returns the 1RM as a fraction of the weight: numerator and denominator.
    fn ratio(self, reps: RepsToFailure) -> Option<(u64, u64)> {
        let halves = reps.halves();
        if halves == 2 {
            return Some((1, 1));
        }
        if !(2..=u32::from(Self::MOST_REPS) * 2).contains(&halves) {
            return None;
        }
        // Each fraction is expanded until both parts are whole numbers in half reps.
        let h = u64::from(halves);
        Some(match self {
            Self::Epley => (60 + h, 60),
            Self::Brzycki => (72, 74 - h),
            Self::BrzyckiRounded => (10_000, 10_278 - 139 * h),
            Self::OConner => (80 + h, 80),
            Self::Lander => (20_000_000, 20_260_000 - 267_123 * h),
            Self::Lombardi => (billionths(Curve::Power(0.10), halves), 1_000_000_000),
            Self::Mayhew => (billionths(Curve::Exponential(52.2, 41.9, -0.055), halves), 1_000_000_000),
            Self::Wathan => (billionths(Curve::Exponential(48.8, 53.8, -0.075), halves), 1_000_000_000),
        })
    }
}

/// A formula for `r` reps that is not a fraction.
#[derive(Clone, Copy)]
enum Curve {
    /// `r^a`.
    Power(f64),
    /// `100 / (a + b e^(c r))`.
    Exponential(f64, f64, f64),
}

/// Returns the value of the curve, rounded to the nearest billionth.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "libm gives the same on every machine; from here on the ratio is an integer, between 1 and 2 billion"
)]
fn billionths(curve: Curve, halves: u32) -> u64 {
    let reps = f64::from(halves) / 2.0;
    let ratio = match curve {
        Curve::Power(a) => libm::pow(reps, a),
        Curve::Exponential(a, b, c) => 100.0 / (a + b * libm::exp(c * reps)),
    };
    libm::round(ratio * 1e9) as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::Word;
    use crate::units::{Rounding, Rpe, Unit};

    use super::*;

    fn kg(number: &str) -> Mass {
        format!("{number} kg").parse().unwrap()
    }

    /// Returns the 1RM rounded to a multiple of `step` kilograms, as the source rounds it.
    fn to(step: &str, formula: Formula, weight: &str, reps: u16) -> Mass {
        formula.one_rep(kg(weight), reps.into()).unwrap().to_multiple_of(kg(step), Rounding::Nearest)
    }

    /// From public test suites (vitest), in whole kilograms.
    #[test]
    fn published_for_five_reps() {
        assert_eq!(to("1", Formula::Epley, "100", 5), kg("117"));
        assert_eq!(to("1", Formula::Wathan, "100", 5), kg("117"));
        assert_eq!(to("1", Formula::Brzycki, "100", 5), kg("113"));
        assert_eq!(Formula::Brzycki.one_rep(kg("225"), 5.into()), Some(kg("253.125")));
    }

    /// Codewars kata 595bbea8: the greatest of Epley, Lander (`McGlothin` there) and Lombardi.
    #[test]
    fn published_as_the_greatest_of_three() {
        for (weight, reps, expected) in [("135", 20, "282"), ("200", 8, "253"), ("270", 2, "289"), ("360", 1, "360")] {
            let three = [Formula::Epley, Formula::Lander, Formula::Lombardi];
            let greatest = three.map(|formula| to("1", formula, weight, reps)).into_iter().max();
            assert_eq!(greatest, Some(kg(expected)), "{weight} × {reps}");
        }
    }

    /// Cells G9 and G10 of the `StrongLifts` Madcow sheet: 112.51125112511251 and 90.00900090009.
    #[test]
    fn published_with_rounded_coefficients() {
        assert_eq!(to("0.001", Formula::BrzyckiRounded, "100", 5), kg("112.511"));
        assert_eq!(to("0.001", Formula::BrzyckiRounded, "80", 5), kg("90.009"));
        // The result is exact to 10 ng.
        let exactly = kg("1").ratio(11_251_125_112_511, 100_000_000_000);
        assert_eq!(Formula::BrzyckiRounded.one_rep(kg("100"), 5.into()), exactly);
    }

    /// A public test suite (`ProgressionCalculator`): 100 × 5 @ 8 is seven reps to failure, 120 by Brzycki.
    #[test]
    fn published_with_reps_in_reserve() {
        let reps = RepsToFailure::at(5, Rpe::new("8".parse().unwrap()).unwrap());
        assert_eq!(Formula::Brzycki.one_rep(kg("100"), reps), Some(kg("120")));
    }

    #[test]
    fn rejects_reps_out_of_range() {
        for formula in Formula::ALL {
            assert_eq!(formula.one_rep(kg("100"), 1.into()), Some(kg("100")));
            assert_eq!(formula.one_rep(kg("100"), 0.into()), None);
            assert_eq!(formula.one_rep(kg("100"), 21.into()), None);
            assert_eq!(formula.weight_for(kg("100"), 21), None);
            assert!(formula.trusted_reps() < Formula::MOST_REPS);
        }
    }

    fn formulas() -> impl Strategy<Value = Formula> {
        proptest::sample::select(Formula::ALL)
    }

    proptest! {
        #[test]
        fn more_reps_give_a_higher_max(formula in formulas(), weight in 1_u16..1000, reps in 1_u16..20, half: bool) {
            let weight = Mass::whole(weight, Unit::Lb);
            // The set leaves half a rep in reserve, or none. It is compared with a set of one more rep.
            let rpe = if half { "9.5" } else { "10" };
            let rpe = Rpe::new(rpe.parse().unwrap()).unwrap();
            let fewer = formula.one_rep(weight, RepsToFailure::at(reps, rpe)).unwrap();
            prop_assert!(fewer >= weight);
            match formula.one_rep(weight, RepsToFailure::at(reps + 1, rpe)) {
                Some(more) => prop_assert!(more > fewer),
                None => prop_assert!(half && reps == 19),
            }
        }

        #[test]
        fn one_rep_and_weight_for_are_inverse(formula in formulas(), grams in 1_u32..10_000_000, reps in 1_u16..=20) {
            let weight = kg(&format!("{}.{:03}", grams / 1000, grams % 1000));
            let one_rep = formula.one_rep(weight, reps.into()).unwrap();
            let back = formula.weight_for(one_rep, reps).unwrap();
            // The 1RM is wrong by at most half a count (5 ng), and the weight by less.
            prop_assert_eq!(back, weight);
            let one_rep = formula.weight_for(weight, reps).and_then(|less| formula.one_rep(less, reps.into())).unwrap();
            let (low, high) = (weight.min(one_rep), weight.max(one_rep));
            prop_assert!((high - low).steps_of(Mass::whole(1, Unit::Kg).ratio(3, 100_000_000_000).unwrap()) == 0);
        }
    }
}
