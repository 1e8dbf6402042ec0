//! Points, which compare lifters of different bodyweights.

#![expect(clippy::float_arithmetic, reason = "the formulas are published for floats, and points decide no weight")]

use std::fmt;

use crate::model::{PointsFormula, Sex};
use crate::units::{Mass, Unit};

/// Points, to two decimals, as they are usually published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points {
    hundredths: u32,
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.hundredths / 100, self.hundredths % 100)
    }
}

/// Returns the points of a lifter for a total at a bodyweight. On a bench scale, the total is the bench press. Returns
/// `None` if one of them is zero, or if the scale does not cover the bodyweight.
///
/// ```
/// use liftpress_core::model::{PointsFormula, Sex};
/// use liftpress_core::plan::points;
///
/// let points = points(PointsFormula::Dots, Sex::Male, "80 kg".parse().unwrap(), "700 kg".parse().unwrap());
/// assert_eq!(points.unwrap().to_string(), "482.68");
/// ```
#[must_use]
pub fn points(scale: PointsFormula, sex: Sex, bodyweight: Mass, total: Mass) -> Option<Points> {
    let (bodyweight, total) = (kilograms(bodyweight)?, kilograms(total)?);
    rounded(total * curve(scale, sex).at(bodyweight)?)
}

/// Returns the mass in kilograms, rounded to ten milligrams; `None` if it is not positive.
fn kilograms(mass: Mass) -> Option<f64> {
    let count = mass.steps_of(Mass::whole(1, Unit::Kg).ratio(1, 100_000)?);
    u32::try_from(count).ok().filter(|&count| count > 0).map(|count| f64::from(count) / 1e5)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to fit")]
fn rounded(points: f64) -> Option<Points> {
    let hundredths = libm::round(points * 100.0);
    (0.0..=f64::from(u32::MAX)).contains(&hundredths).then_some(Points { hundredths: hundredths as u32 })
}

/// The points for one kilogram lifted at bodyweight `b`. Both are in kilograms.
enum Curve {
    /// `most / p(b)`: the bodyweights that `p` covers, and its coefficients, the constant first.
    Polynomial { most: f64, from: f64, to: f64, coefficients: &'static [f64] },
    /// `100 / (a − b e^(−c b))`.
    Exponential { a: f64, b: f64, c: f64 },
}

impl Curve {
    fn at(&self, bodyweight: f64) -> Option<f64> {
        match *self {
            Self::Polynomial { most, from, to, coefficients } => {
                let bodyweight = bodyweight.clamp(from, to);
                Some(most / coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * bodyweight + coefficient))
            }
            Self::Exponential { a, b, c } => (bodyweight >= 35.0).then(|| 100.0 / (a - b * libm::exp(-c * bodyweight))),
        }
    }
}

#[expect(clippy::unreadable_literal, reason = "as published, to be compared")]
const fn curve(scale: PointsFormula, sex: Sex) -> Curve {
    use Curve::{Exponential, Polynomial};
    use Sex::{Female, Male};
    match (scale, sex) {
        (PointsFormula::Dots, Male) => Polynomial {
            most: 500.0,
            from: 40.0,
            to: 210.0,
            coefficients: &[-307.75076, 24.0900756, -0.1918759221, 0.0007391293, -0.0000010930],
        },
        (PointsFormula::Dots, Female) => Polynomial {
            most: 500.0,
            from: 40.0,
            to: 150.0,
            coefficients: &[-57.96288, 13.6175032, -0.1126655495, 0.0005158568, -0.0000010706],
        },
        (PointsFormula::Wilks, Male) => Polynomial {
            most: 500.0,
            from: 40.0,
            to: 201.9,
            coefficients: &[-216.0475144, 16.2606339, -0.002388645, -0.00113732, 7.01863e-6, -1.291e-8],
        },
        (PointsFormula::Wilks, Female) => Polynomial {
            most: 500.0,
            from: 26.51,
            to: 154.53,
            coefficients: &[594.31747775582, -27.23842536447, 0.82112226871, -0.00930733913, 4.731582e-5, -9.054e-8],
        },
        (PointsFormula::Wilks2020, Male) => Polynomial {
            most: 600.0,
            from: 40.0,
            to: 200.95,
            coefficients: &[
                47.4617885411949,
                8.47206137941125,
                0.073694103462609,
                -0.00139583381094385,
                7.07665973070743e-6,
                -1.20804336482315e-8,
            ],
        },
        (PointsFormula::Wilks2020, Female) => Polynomial {
            most: 600.0,
            from: 40.0,
            to: 150.95,
            coefficients: &[
                -125.425539779509,
                13.7121941940668,
                -0.0330725063103405,
                -0.0010504000506583,
                9.38773881462799e-6,
                -2.3334613884954e-8,
            ],
        },
        (PointsFormula::IpfGl, Male) => Exponential { a: 1199.72839, b: 1025.18162, c: 0.00921 },
        (PointsFormula::IpfGl, Female) => Exponential { a: 610.32796, b: 1045.59282, c: 0.03048 },
        (PointsFormula::IpfGlEquipped, Male) => Exponential { a: 1236.25115, b: 1449.21864, c: 0.01644 },
        (PointsFormula::IpfGlEquipped, Female) => Exponential { a: 758.63878, b: 949.31382, c: 0.02435 },
        (PointsFormula::IpfGlBench, Male) => Exponential { a: 320.98041, b: 281.40258, c: 0.01008 },
        (PointsFormula::IpfGlBench, Female) => Exponential { a: 142.40398, b: 442.52671, c: 0.04724 },
        (PointsFormula::IpfGlEquippedBench, Male) => Exponential { a: 381.22073, b: 733.79378, c: 0.02398 },
        (PointsFormula::IpfGlEquippedBench, Female) => Exponential { a: 221.82209, b: 357.00377, c: 0.02937 },
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Word;

    use super::*;

    fn given(scale: PointsFormula, sex: Sex, bodyweight: &str, total: &str) -> Option<String> {
        let (bodyweight, total) = (bodyweight.parse().unwrap(), total.parse().unwrap());
        points(scale, sex, bodyweight, total).map(|points| points.to_string())
    }

    #[track_caller]
    fn published(scale: PointsFormula, sex: Sex, rows: &[(&str, &str, &str)]) {
        for (bodyweight, total, expected) in rows {
            assert_eq!(given(scale, sex, bodyweight, total).as_deref(), Some(*expected), "{bodyweight}, {total}");
        }
    }

    /// nikkiselev/ipf, `test/dots.test.ts` and `test/wilks.test.ts`.
    #[test]
    fn published_by_a_test_suite() {
        published(PointsFormula::Dots, Sex::Male, &[("80 kg", "700 kg", "482.68")]);
        published(
            PointsFormula::Dots,
            Sex::Female,
            &[("62.15 kg", "400 kg", "433.80"), ("137 lb", "882 lb", "433.91")],
        );
        published(PointsFormula::Wilks, Sex::Male, &[("93 kg", "700 kg", "439.73")]);
        published(PointsFormula::Wilks, Sex::Female, &[("62 kg", "400 kg", "434.84"), ("137 lb", "882 lb", "434.16")]);
        published(PointsFormula::Wilks2020, Sex::Male, &[("80.5 kg", "700 kg", "571.27")]);
        published(
            PointsFormula::Wilks2020,
            Sex::Female,
            &[("62.15 kg", "400 kg", "515.79"), ("137 lb", "882 lb", "515.92")],
        );
    }

    /// The tests of `OpenPowerlifting`'s `wilks.rs`: coefficients 0.6085890719 and 0.8325833167 at 100 kg, and two totals.
    #[test]
    fn published_by_openpowerlifting() {
        published(
            PointsFormula::Wilks,
            Sex::Male,
            &[("100 kg", "1000 kg", "608.59"), ("100 kg", "10000 kg", "6085.89")],
        );
        published(
            PointsFormula::Wilks,
            Sex::Female,
            &[("60 kg", "500 kg", "557.44"), ("100 kg", "10000 kg", "8325.83")],
        );
        let coefficient = |sex| curve(PointsFormula::Wilks, sex).at(100.0).unwrap();
        assert!((coefficient(Sex::Male) - 0.608_589_071_906_651_1).abs() < 1e-12);
        assert!((coefficient(Sex::Female) - 0.832_583_316_736_822_8).abs() < 1e-12);
    }

    /// A bench press of 180 kg (K. Doyle, British Classic Bench, 2025-02-16) in `OpenPowerlifting`'s data.
    #[test]
    fn published_for_a_bench_press() {
        let press = ("100.7 kg", "180 kg");
        for (scale, expected) in
            [(PointsFormula::Dots, "110.46"), (PointsFormula::Wilks, "109.24"), (PointsFormula::IpfGlBench, "82.19")]
        {
            published(scale, Sex::Male, &[(press.0, press.1, expected)]);
        }
    }

    /// The two examples of the IPF, as `OpenPowerlifting`'s `goodlift.rs` quotes them.
    #[test]
    fn published_by_the_ipf() {
        published(PointsFormula::IpfGlEquipped, Sex::Male, &[("92.04 kg", "1035 kg", "112.85")]);
        published(PointsFormula::IpfGlBench, Sex::Female, &[("70.5 kg", "122.5 kg", "96.78")]);
    }

    #[test]
    fn bodyweights_out_of_range() {
        let same = |scale, sex, a, b| assert_eq!(given(scale, sex, a, "500 kg"), given(scale, sex, b, "500 kg"));
        same(PointsFormula::Dots, Sex::Male, "39 kg", "40 kg");
        same(PointsFormula::Dots, Sex::Male, "250 kg", "210 kg");
        same(PointsFormula::Dots, Sex::Female, "250 kg", "150 kg");
        same(PointsFormula::Wilks, Sex::Male, "250 kg", "201.9 kg");
        same(PointsFormula::Wilks, Sex::Female, "20 kg", "26.51 kg");
        same(PointsFormula::Wilks2020, Sex::Male, "250 kg", "200.95 kg");
        same(PointsFormula::Wilks2020, Sex::Female, "250 kg", "150.95 kg");
        assert_eq!(given(PointsFormula::IpfGl, Sex::Female, "34.9 kg", "100 kg"), None);
        for scale in PointsFormula::ALL {
            for sex in [Sex::Female, Sex::Male] {
                assert_eq!(given(*scale, sex, "0 kg", "500 kg"), None);
                assert_eq!(given(*scale, sex, "80 kg", "0 kg"), None);
                // Implausible bodyweights and totals give points or `None`, and no panic.
                for bodyweight in ["0.001 kg", "35 kg", "10000 kg"] {
                    let _ = given(*scale, sex, bodyweight, "10000 kg");
                }
            }
        }
    }

    /// A total of 600 kg at 83 kg is 481 within 2 by another public test; and points grow with the total.
    #[test]
    fn points_are_ordered_as_numbers() {
        let of = |total: &str| {
            points(PointsFormula::Wilks2020, Sex::Male, "83 kg".parse().unwrap(), total.parse().unwrap()).unwrap()
        };
        assert!((47_900..=48_300).contains(&of("600 kg").hundredths), "{}", of("600 kg"));
        assert!(of("80 kg") < of("130 kg") && of("130 kg") < of("1300 kg"));
        assert_eq!(Points { hundredths: 48_205 }.to_string(), "482.05");
    }
}
