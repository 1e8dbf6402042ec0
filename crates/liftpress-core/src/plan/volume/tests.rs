use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{FileId, Place};
use crate::model::{Group, parse_scheme};
use crate::units::Unit;

fn group(scheme: &str) -> Group {
    parse_scheme(scheme, None).unwrap().groups.remove(0)
}

fn line(group: &Group, weight: Weight, share: Option<Range<Percent>>) -> Line<'_> {
    Line {
        group,
        reps: Cow::Borrowed(&group.reps),
        load: group.load.as_ref().map(Cow::Borrowed),
        place: const { &Place::file(FileId(0)) },
        role: Role::Backoff,
        sets: super::super::sets_of(group),
        single: None,
        weight,
        estimate: false,
        percent: None,
        percent_of_max: share,
        rest: None,
    }
}

fn kg(low: &str, high: &str) -> Weight {
    let mass = |number: &str| format!("{number} kg").parse().unwrap();
    Weight::Loaded(Range { low: mass(low), high: mass(high) })
}

fn of_line(line: &Line<'_>, bodyweight: Option<Mass>) -> Volume {
    let mut volume = Volume::default();
    volume.add_line(line, bodyweight);
    volume
}

fn of(scheme: &str, weight: Weight, share: Option<Range<Percent>>) -> Volume {
    of_line(&line(&group(scheme), weight, share), None)
}

fn tonnage(volume: &Volume) -> String {
    volume.tonnage.in_unit(Unit::Kg)
}

/// Squats of 50 × 5, 75 × 5 and five times 100 × 3: load-volume 2,125, repetition-volume 25, average load 85
/// (cscsexamguide.com, "Resistance Training & Program Design part 5", after the NSCA's book). The load is 50%, 75% and
/// 100% of 100, so the average load is the mean intensity too.
#[test]
fn a_published_example() {
    let percent = |percent| Some(Range::one(Percent::whole(percent)));
    let sets = [
        of("1x5", kg("50", "50"), percent(50)),
        of("1x5", kg("75", "75"), percent(75)),
        of("5x3", kg("100", "100"), percent(100)),
    ];
    let volume: Volume = sets.into_iter().sum();
    assert_eq!((tonnage(&volume).as_str(), volume.lifts, volume.weighed), ("2125", Halves::whole(25), 7));
    assert_eq!(volume.mean_intensity(), Some(Percent::whole(85)));
    assert_eq!(volume.peak, Some(Percent::whole(100)));
    let zones = [(Zone::Below60, 5), (Zone::From70, 5), (Zone::From90, 15)];
    assert_eq!(volume.zones, zones.map(|(zone, lifts)| (zone, Halves::whole(lifts))).into());
}

#[test]
fn of_a_range_of_sets_the_most_and_of_reps_and_weights_the_middle() {
    let share = Range { low: Percent::tenths(695), high: Percent::tenths(700) };
    let volume = of("2-4x3-4", kg("90", "95"), Some(share));
    // 4 × 3.5 × 92.5
    assert_eq!((volume.lifts.to_string().as_str(), tonnage(&volume).as_str()), ("14", "1295"));
    assert_eq!(volume.zones, [(Zone::From60, Halves::whole(14))].into());
    assert_eq!(volume.mean_intensity().unwrap().to_string(), "69.75%");
    assert_eq!(volume.peak, Some(Percent::whole(70)));
}

#[test]
fn reps_by_how_they_are_written() {
    for (scheme, lifts) in
        [("3x5+", "15"), ("4x(1+1+1)", "12"), ("rest-pause 8+3+2", "13"), ("myo 15+5x4", "35"), ("opener", "1")]
    {
        let volume = of(scheme, kg("100", "100"), None);
        assert_eq!(volume.lifts.to_string(), lifts, "{scheme}");
        assert_eq!(tonnage(&volume), format!("{lifts}00"), "{scheme}");
    }
    for scheme in ["3xAMRAP", "3x45s", "3x20m"] {
        let volume = of(scheme, kg("100", "100"), Some(Range::one(Percent::whole(60))));
        let peak = Some(Percent::whole(60));
        assert_eq!(volume, Volume { peak, ..Volume::default() }, "{scheme}");
        assert_eq!(volume.mean_intensity(), None);
    }
}

#[test]
fn bodyweight_is_lifted_where_it_is_known() {
    let group = group("3x5");
    let added = Weight::Bodyweight(Range::one("20 kg".parse().unwrap()));
    let known = of_line(&line(&group, added, None), Some("80 kg".parse().unwrap()));
    assert_eq!((tonnage(&known).as_str(), known.weighed), ("1500", 3));
    for weight in [added, Weight::Open] {
        let volume = of_line(&line(&group, weight, None), None);
        assert_eq!((tonnage(&volume).as_str(), volume.weighed, volume.lifts), ("0", 0, Halves::whole(15)));
    }
}

#[test]
fn zones_begin_at_their_number() {
    let zones = [599, 600, 699, 700, 800, 899, 900, 1050].map(|tenths| Zone::of(Percent::tenths(tenths)));
    assert_eq!(
        zones,
        [
            Zone::Below60,
            Zone::From60,
            Zone::From60,
            Zone::From70,
            Zone::From80,
            Zone::From80,
            Zone::From90,
            Zone::From90
        ]
    );
}

prop_compose! {
    fn volumes()(sets in 1_u16..20, reps in 1_u16..20, weight in 0_u16..400, share in 0_u16..1100) -> Volume {
        let weight = Weight::Loaded(Range::one(Mass::whole(weight, Unit::Lb)));
        of(&format!("{sets}x{reps}"), weight, Some(Range::one(Percent::tenths(share))))
    }
}

proptest! {
    #[test]
    fn sums_do_not_depend_on_order_or_grouping(a in volumes(), b in volumes(), c in volumes()) {
        let left = a.clone() + b.clone() + c.clone();
        prop_assert_eq!(&left, &(a.clone() + (b.clone() + c.clone())));
        prop_assert_eq!(&left, &(c.clone() + b.clone() + a.clone()));
        prop_assert_eq!(left.zones.values().copied().sum::<Halves>(), left.lifts);
        let mean = left.mean_intensity();
        prop_assert!(mean <= left.peak && mean >= [a, b, c].iter().filter_map(|volume| volume.peak).min());
    }
}
