use proptest::prelude::*;

use super::*;
use crate::diagnostic::{FileId, Place};
use crate::model::{Bar, ByExercise, Ladder, RoundingRule, Slug};
use crate::units::Range;

fn kg(text: &str) -> Mass {
    format!("{text} kg").parse().unwrap()
}

fn exercise(slug: &str, gear: Gear) -> Exercise {
    Exercise { gear, ..Exercise::new(Slug::new(slug).unwrap()) }
}

fn squat() -> Exercise {
    exercise("squat", Gear::Barbell)
}

fn of<T>(slug: &str, value: T) -> ByExercise<T> {
    ByExercise::from([(Slug::new(slug).unwrap(), (value, Place::file(FileId(0))))])
}

fn stock(plates: &[(&str, Option<u16>)]) -> Vec<PlateStock> {
    plates.iter().map(|(mass, pairs)| PlateStock { mass: kg(mass), pairs: *pairs }).collect()
}

fn list(weights: &[&str]) -> Ladder {
    Ladder::Rungs(weights.iter().map(|weight| kg(weight)).collect())
}

/// A lifter's rack in kilograms.
fn rack(equipment: &Equipment) -> Rack {
    Rack::new(Some(equipment), Unit::Kg, &Roundings::default())
}

fn with(plates: Vec<PlateStock>) -> Rack {
    rack(&Equipment { bar: Some(kg("20")), plates, ..Equipment::default() })
}

fn loaded(rack: &Rack, mass: &str, exercise: &Exercise) -> String {
    rack.fit(kg(mass), exercise).mass.in_unit(Unit::Kg)
}

#[test]
fn finite_plates_bound_what_can_be_loaded() {
    let rack = with(stock(&[("20", Some(2)), ("5", Some(1)), ("1.25", Some(1))]));
    let above = Problem::Above { heaviest: kg("112.5") };
    let below = Problem::Below { lightest: kg("20") };
    assert_eq!(rack.fit(kg("200"), &squat()), Fit { mass: kg("112.5"), problem: Some(above) });
    assert_eq!(rack.fit(kg("10"), &squat()), Fit { mass: kg("20"), problem: Some(below) });
    // Between 72.5 (20 + 5 + 1.25) and 100 (20 + 20) there is nothing.
    let gap = Some(Problem::Gap { below: kg("72.5"), above: kg("100") });
    assert_eq!(rack.fit(kg("86.2"), &squat()), Fit { mass: kg("72.5"), problem: gap });
    assert_eq!(rack.fit(kg("86.25"), &squat()), Fit { mass: kg("100"), problem: gap });
    // Half a step of a common gym is near enough.
    assert_eq!(rack.fit(kg("75"), &squat()), Fit { mass: kg("72.5"), problem: None });
    assert_eq!(rack.fit(kg("75.01"), &squat()), Fit { mass: kg("72.5"), problem: gap });
}

#[test]
fn greedy_would_miss_what_exact_search_finds() {
    // 30 a side: 25 first leaves 5, which cannot be made; 15 + 15 can.
    let rack = with(stock(&[("25", Some(1)), ("15", Some(2))]));
    assert_eq!(rack.plates_per_side(kg("80"), &squat()), Some(vec![kg("15"), kg("15")]));
}

#[test]
fn a_common_gym() {
    let lb = |text: &str| format!("{text} lb").parse::<Mass>().unwrap();
    let rack = Rack::new(None, Unit::Lb, &Roundings::default());
    let plates = rack.plates_per_side(lb("255"), &squat()).unwrap();
    assert_eq!(plates.iter().map(|p| p.in_unit(Unit::Lb)).collect::<Vec<_>>(), ["45", "45", "10", "5"]);
    assert_eq!(rack.fit(lb("2"), &exercise("db-curl", Gear::Dumbbell)).mass, lb("5"));
    assert_eq!(rack.fit_added(lb("2"), &exercise("dip", Gear::Bodyweight)), Fit { mass: Mass::ZERO, problem: None });
    assert_eq!(rack.fit_added(Mass::ZERO - lb("22"), &exercise("dip", Gear::Bodyweight)).mass, Mass::ZERO - lb("20"));
}

#[test]
fn only_a_step() {
    let equipment = Equipment { step: Some(kg("1")), ..Equipment::default() };
    let rack = Rack::new(Some(&equipment), Unit::Kg, &Rounding::Down.into());
    assert_eq!(loaded(&rack, "57.9", &squat()), "57");
    assert_eq!(rack.plates_per_side(kg("57"), &squat()), None);
    // Below the lightest weight is only a gap if the bar's weight is known.
    let bars = of("squat", kg("27.5").into());
    let rack = Rack::new(Some(&Equipment { bars, ..equipment }), Unit::Kg, &Rounding::Down.into());
    assert_eq!(["12", "27.9", "28.9"].map(|mass| loaded(&rack, mass, &squat())), ["27.5", "27.5", "28"]);
    assert_eq!(loaded(&rack, "12", &exercise("bench", Gear::Barbell)), "12");
}

#[test]
fn bars_of_single_exercises() {
    let rack = rack(&Equipment {
        bars: of("leg-press", kg("47.5").into()),
        collars: kg("5"),
        plates: stock(&[("25", None), ("10", Some(1))]),
        ..Equipment::default()
    });
    // A sled takes plates as a bar does.
    let leg_press = exercise("leg-press", Gear::Machine);
    assert_eq!(rack.bar(&leg_press), kg("52.5"));
    assert_eq!(loaded(&rack, "120", &leg_press), "122.5");
    assert_eq!(rack.plates_per_side(kg("122.5"), &leg_press), Some(vec![kg("25"), kg("10")]));
    assert_eq!((rack.bar(&squat()), loaded(&rack, "120", &squat())), (kg("25"), "125".into()));
    assert_eq!(rack.fit_coarse(kg("100"), &leg_press), kg("102.5"));
}

/// A home gym: one pair of tens, two of fives, one of 2.5s and 1.25s (`/work/shared/cases/training/15-lifter.yaml`).
fn home() -> Rack {
    let bars = [("db-bench", None), ("one-dumbbell", Some(Sleeves::Two)), ("belt-squat", Some(Sleeves::One))]
        .map(|(slug, sleeves)| of(slug, Bar { mass: kg("2.5"), sleeves }));
    rack(&Equipment {
        bar: Some(kg("20")),
        bars: bars.into_iter().flatten().collect(),
        plates: stock(&[("10", Some(1)), ("5", Some(2)), ("2.5", Some(1)), ("1.25", Some(1))]),
        ..Equipment::default()
    })
}

#[test]
fn two_handles_share_the_plates() {
    let (rack, pair) = (home(), exercise("db-bench", Gear::Dumbbell));
    // Each of four sleeves gets one of the four fives; no other plate is there four times.
    let above = Some(Problem::Above { heaviest: kg("12.5") });
    assert_eq!(rack.fit(kg("22.5"), &pair), Fit { mass: kg("12.5"), problem: above });
    assert_eq!(rack.plates_per_side(kg("12.5"), &pair), Some(vec![kg("5")]));
    let single = exercise("one-dumbbell", Gear::Dumbbell);
    assert_eq!(rack.fit(kg("22.5"), &single), Fit { mass: kg("22.5"), problem: None });
    assert_eq!(rack.plates_per_side(kg("22.5"), &single), Some(vec![kg("10")]));
}

#[test]
fn one_sleeve_takes_all_plates() {
    let rack = home();
    let landmine = Exercise { sleeves: Some(Sleeves::One), ..exercise("landmine-press", Gear::Barbell) };
    assert_eq!(rack.fit(kg("45"), &landmine), Fit { mass: kg("45"), problem: None });
    assert_eq!(rack.plates_per_side(kg("45"), &landmine), Some(vec![kg("10"), kg("10"), kg("5")]));
    // In steps of one plate, up to all plates: 20 + 2 × (10 + 5 + 5 + 2.5 + 1.25).
    assert_eq!(rack.fit(kg("46.3"), &landmine).mass, kg("46.25"));
    assert_eq!(rack.fit(kg("100"), &landmine).problem, Some(Problem::Above { heaviest: kg("67.5") }));
    // The lifter's own bar works too.
    let pin = exercise("belt-squat", Gear::Machine);
    assert_eq!(rack.plates_per_side(kg("27.5"), &pin), Some(vec![kg("10"), kg("10"), kg("5")]));
}

#[test]
fn equipment_is_printed_as_it_is_stamped() {
    let lifter = Equipment {
        bar: Some(kg("20")),
        plates: stock(&[("25", None), ("15", None), ("2.5", None), ("1.25", None)]),
        kettlebells: Some(list(&["16", "24"])),
        ..Equipment::default()
    };
    let rack = Rack::new(Some(&lifter), Unit::Lb, &Roundings::default());
    let one = |mass: &str| Weight::Loaded(Range::one(kg(mass)));
    let (squat, swing) = (squat(), exercise("swing", Gear::Kettlebell));
    assert_eq!(rack.printed_in(one("24"), &swing), Unit::Kg);
    assert_eq!(rack.printed_in(Weight::Loaded(Range { low: kg("16"), high: kg("24") }), &swing), Unit::Kg);
    // The empty bar is stamped; a sum of bar and plates is in the lifter's unit.
    assert_eq!([one("20"), one("107.5")].map(|weight| rack.printed_in(weight, &squat)), [Unit::Kg, Unit::Lb]);
    let added = Weight::Bodyweight(Range { low: Mass::ZERO, high: kg("20") });
    assert_eq!(rack.printed_in(added, &exercise("dip", Gear::Bodyweight)), Unit::Kg);
}

#[test]
fn a_written_weight_is_taken_where_nothing_is_known() {
    let (bell, dip) = (exercise("swing", Gear::Kettlebell), exercise("dip", Gear::Bodyweight));
    let takes = |rack: &Rack, mass, exercise: &Exercise| rack.takes_as_written(Range::one(mass), exercise);
    let common = Rack::new(None, Unit::Lb, &Roundings::default());
    assert!(takes(&common, kg("24"), &bell) && common.hangs_as_written(Range::one(kg("12")), &dip));
    // Sums of plates are in the lifter's unit, and zero is.
    assert!(!takes(&common, kg("24"), &squat()) && !takes(&common, Mass::ZERO, &bell));
    let known = [
        Equipment { kettlebells: Some(list(&["16", "20"])), ..Equipment::default() },
        Equipment { ladders: of("swing", list(&["16", "20"])), ..Equipment::default() },
        Equipment { step: Some(kg("1")), ..Equipment::default() },
    ];
    assert!(known.iter().all(|equipment| !takes(&rack(equipment), kg("24"), &bell)));
    let tens = RoundingRule { way: Rounding::Nearest, to: Some(kg("10")) };
    assert!(!takes(&Rack::new(None, Unit::Kg, &tens.into()), kg("24"), &bell));
}

#[test]
fn each_kind_of_exercise_has_its_ladder() {
    let rack = rack(&Equipment {
        dumbbells: Some(Ladder::Steps { step: kg("2"), from: kg("5") }),
        kettlebells: Some(list(&["8", "16", "24"])),
        machines: Some(list(&["5", "10", "20"])),
        belt: Some(list(&["10", "20"])),
        ladders: of("barbell-curl", list(&["10", "15", "20"])),
        ..Equipment::default()
    });
    for (gear, asked, given) in [
        (Gear::Dumbbell, "4", "5"),
        (Gear::Dumbbell, "8.1", "9"),
        (Gear::Kettlebell, "12", "16"),
        (Gear::Machine, "14", "10"),
        (Gear::Cable, "60", "20"),
        (Gear::Bodyweight, "4", "10"),
        (Gear::Band, "4", "5"),
    ] {
        assert_eq!(loaded(&rack, asked, &exercise("x", gear)), given, "{gear:?} {asked}");
    }
    let pull_up = exercise("pull-up", Gear::Bodyweight);
    let added = |mass: &str| rack.fit_added(kg(mass), &pull_up);
    assert_eq!(added("0"), Fit { mass: Mass::ZERO, problem: None });
    assert_eq!(added("1"), Fit { mass: Mass::ZERO, problem: None });
    let gap = Some(Problem::Gap { below: Mass::ZERO, above: kg("10") });
    assert_eq!(added("6"), Fit { mass: kg("10"), problem: gap });
    assert_eq!(added("25").problem, Some(Problem::Above { heaviest: kg("20") }));
    // Fixed barbells: no plates, and the lightest is the empty bar.
    let curl = exercise("barbell-curl", Gear::Barbell);
    assert_eq!((rack.bar(&curl), rack.plates_per_side(kg("15"), &curl)), (kg("10"), None));
    assert_eq!((loaded(&rack, "13", &curl), rack.fit_coarse(kg("13"), &curl)), ("15".into(), kg("15")));
}

#[test]
fn rounding_of_single_exercises() {
    let rule = |way, to: &str| RoundingRule { way, to: Some(kg(to)) };
    let rounded = |equipment: &Equipment, rule| {
        Rack::new(Some(equipment), Unit::Kg, &Roundings { of: of("squat", rule), ..Roundings::default() })
    };
    let common = Equipment::default();
    let rack = rounded(&common, rule(Rounding::Down, "5"));
    assert_eq!(["104.9", "105", "103"].map(|mass| loaded(&rack, mass, &squat())), ["100", "105", "100"]);
    assert_eq!(loaded(&rack, "104.9", &exercise("bench", Gear::Barbell)), "105");
    // With the lifter's own rounding, no gap is reported.
    assert_eq!(
        rounded(&common, rule(Rounding::Down, "20")).fit(kg("119"), &squat()),
        Fit { mass: kg("100"), problem: None }
    );
    // Below the first multiple the bar can still be loaded, and where no multiple can, the nearest weight is used.
    assert_eq!(loaded(&rounded(&common, rule(Rounding::Nearest, "15")), "21", &squat()), "20");
    assert_eq!(loaded(&rounded(&common, rule(Rounding::Nearest, "0.7")), "21.4", &squat()), "22.5");
    let odd = Equipment { step: Some(kg("0.7")), ..Equipment::default() };
    assert_eq!(loaded(&rounded(&odd, rule(Rounding::Nearest, "3")), "22", &squat()), "21");
    let pounds = rule(Rounding::Nearest, "5");
    let pounds = RoundingRule { to: Some(Mass::whole(5, Unit::Lb)), ..pounds };
    assert_eq!(loaded(&rounded(&odd, pounds), "22", &squat()), "21.7");
}

#[test]
fn neighbors_end_where_the_ladder_ends() {
    let texts = |masses: Vec<Mass>| masses.iter().map(|mass| mass.in_unit(Unit::Kg)).collect::<Vec<_>>().join(" ");
    let near = |rack: &Rack, mass: &str, exercise: &Exercise| {
        let (below, above) = rack.neighbors(kg(mass), exercise, 2);
        (texts(below), texts(above))
    };
    let fine = rack(&Equipment { step: Some(kg("0.5")), ..Equipment::default() });
    assert_eq!(near(&fine, "185", &squat()), ("183 181".into(), "187 189".into()));
    let bells = rack(&Equipment { kettlebells: Some(list(&["16", "20", "24"])), ..Equipment::default() });
    assert_eq!(near(&bells, "20", &exercise("swing", Gear::Kettlebell)), ("16".into(), "24".into()));
    assert_eq!(near(&bells, "22.5", &squat()), ("20".into(), "25 27.5".into()));
    let rounding = RoundingRule { way: Rounding::Nearest, to: Some(kg("10")) }.into();
    let tens = Rack::new(None, Unit::Kg, &rounding);
    assert_eq!(near(&tens, "40", &squat()), ("30 20".into(), "50 60".into()));
    assert_eq!(near(&tens, "0", &squat()), (String::new(), String::new()));
}

fn rounding() -> impl Strategy<Value = Rounding> {
    prop::sample::select(vec![Rounding::Nearest, Rounding::Down, Rounding::Up])
}

proptest! {
    #[test]
    fn what_is_rounded_can_be_loaded(
        plates in prop::collection::btree_map(1_u16..100, prop::option::of(0_u16..5), 1..6),
        hundredths in 0_u16..40_000,
        unit in prop::sample::select(vec![Unit::Kg, Unit::Lb]),
        way in rounding(),
        to in prop::option::of(1_u16..40),
    ) {
        let quarters = |n: u16| Mass::whole(n, unit).half().half();
        let stock: Vec<_> =
            plates.iter().rev().map(|(n, pairs)| PlateStock { mass: quarters(*n), pairs: *pairs }).collect();
        let equipment = Equipment { plates: stock.clone(), ..Equipment::default() };
        let rule = RoundingRule { way, to: to.map(quarters) };
        let rack = Rack::new(Some(&equipment), unit, &rule.into());
        let asked = Mass::whole(hundredths, unit).times(Percent::whole(1));
        let Fit { mass, problem } = rack.fit(asked, &squat());
        let side = rack.plates_per_side(mass, &squat()).expect("loadable");
        prop_assert_eq!(side.iter().fold(rack.bar(&squat()), |sum, plate| sum + *plate + *plate), mass);
        for PlateStock { mass, pairs } in stock {
            let used = side.iter().filter(|plate| **plate == mass).count();
            prop_assert!(pairs.is_none_or(|pairs| used <= usize::from(pairs)));
        }
        match problem {
            Some(Problem::Below { lightest }) => prop_assert!(mass == lightest && asked < mass),
            Some(Problem::Above { heaviest }) => prop_assert!(mass == heaviest && asked > mass),
            Some(Problem::Gap { below, above }) => prop_assert!(below < asked && asked < above),
            None => {
                prop_assert!(way != Rounding::Down || mass <= asked);
                prop_assert!(way != Rounding::Up || mass >= asked);
            }
        }
    }

    /// Plates of both units, whose sums are searched and not listed, on one or two sleeves: compares with a full search.
    #[test]
    fn nearest_of_both_units(
        plates in prop::collection::btree_map((1_u16..100, any::<bool>()), 0_u16..3, 1..5),
        tenths in 0_u16..3000,
        unit in prop::sample::select(vec![Unit::Kg, Unit::Lb]),
        way in rounding(),
        to in prop::option::of(1_u16..40),
        sleeves in prop::sample::select(Sleeves::ALL.to_vec()),
    ) {
        let quarters = |n: u16, unit: Unit| Mass::whole(n, unit).half().half();
        let plate = |((n, is_kg), pairs): (&(u16, bool), &u16)| {
            PlateStock { mass: quarters(*n, if *is_kg { Unit::Kg } else { Unit::Lb }), pairs: Some(*pairs) }
        };
        let stock: Vec<_> = plates.iter().map(plate).collect();
        let equipment = Equipment { plates: stock.clone(), ..Equipment::default() };
        let rule = RoundingRule { way, to: to.map(|n| quarters(n, unit)) };
        let rack = Rack::new(Some(&equipment), unit, &rule.into());
        let lift = Exercise { sleeves: Some(sleeves), ..squat() };
        let mut all = vec![rack.bar(&lift)];
        for PlateStock { mass, pairs } in stock {
            let each = pairs.unwrap() * 2 / sleeves.count();
            let one = mass.repeated(sleeves.weighed());
            all = all.iter().flat_map(|sum| (0..=each).map(move |n| *sum + one.repeated(n))).collect();
        }
        all.sort();
        let asked = Mass::whole(tenths, unit).times(Percent::whole(10));
        let between = |all: &[Mass]| {
            let below = all.iter().copied().filter(|rung| *rung <= asked).max();
            Some((below?, all.iter().copied().find(|rung| *rung >= asked)?))
        };
        let is_multiple = |rung: &Mass| rule.to.is_none_or(|to| rung.to_multiple_of(to, Rounding::Down) == *rung);
        let multiples: Vec<_> = all.iter().copied().filter(is_multiple).collect();
        let expected = match between(&multiples).or_else(|| between(&all)) {
            Some((below, above)) => way.choose(asked, below, above),
            None if asked < all[0] => all[0],
            None => *all.last().unwrap(),
        };
        // A weight within the tolerance counts as equal; only then may another one be chosen.
        let fit = rack.fit(asked, &lift);
        prop_assert!(fit.mass == expected || all.iter().any(|rung| *rung != asked && (*rung - asked).count().abs() <= 200));
        let side = rack.plates_per_side(fit.mass, &lift).expect("loadable");
        let sum = side.iter().fold(rack.bar(&lift), |sum, plate| sum + plate.repeated(sleeves.weighed()));
        prop_assert_eq!(sum, fit.mass);
    }

    /// The nearest of all weights, by full search, in kilograms and in pounds.
    #[test]
    fn nearest_is_nearest(
        quarters in prop::collection::btree_set(1_u16..400, 1..30),
        asked in 0_u16..500,
        to in prop::option::of(1_u16..20),
    ) {
        let taken = [Unit::Kg, Unit::Lb].map(|unit| {
            let mass = |n: u16| Mass::whole(n, unit).half().half();
            let rungs: Vec<_> = quarters.iter().map(|n| mass(*n)).collect();
            let equipment = Equipment { dumbbells: Some(Ladder::Rungs(rungs)), ..Equipment::default() };
            let rule = RoundingRule { way: Rounding::Nearest, to: to.map(mass) };
            let fit = Rack::new(Some(&equipment), unit, &rule.into()).fit(mass(asked), &exercise("x", Gear::Dumbbell));
            fit.mass.in_unit(unit)
        });
        prop_assert_eq!(&taken[0], &taken[1]);
        let multiples: Vec<_> = quarters.iter().filter(|n| to.is_none_or(|to| *n % to == 0)).collect();
        let around = multiples.iter().any(|n| **n <= asked) && multiples.iter().any(|n| **n >= asked);
        let all: Vec<_> = if around { multiples } else { quarters.iter().collect() };
        let best = all.iter().max_by_key(|n| (std::cmp::Reverse(n.abs_diff(asked)), ***n)).unwrap();
        prop_assert_eq!(&taken[0], &Mass::whole(**best, Unit::Kg).half().half().in_unit(Unit::Kg));
    }
}
