//! Dangerous weights: where they are reported, with the fix, and where not.

use serde_json::Value;

use super::reported;
use crate::harness::Site;

/// Returns the diagnostics with a code of a program in kilograms with this bench day, for lifters of a roster.
fn of_roster(code: &str, day: &str, roster: &str) -> Vec<String> {
    let site = Site::new()
        .file("content/programs/p.yaml", format!("title: P\nunits: kg\nweeks: 3\ndays: [{{name: A, {day}}}]\n"))
        .file("content/lifters/club.csv", roster);
    reported(&site, code)
}

#[test]
fn above_max() {
    let reported = |day: &str, lifter: &str| {
        of_roster("above-max", day, &format!("name,units,bench,overhead-press,front-squat,squat,program\n{lifter},p\n"))
    };
    let sam = "Sam,kg,120,60,,150";
    let bench = |weight: &str| format!("top: {{bench: 5x3 @ {weight}}}");
    let message = |what: &str| vec![format!("4: {what} for Sam")];
    assert_eq!(reported(&bench("225"), sam), message("225 kg is 188% of the `bench` max (120 kg)"));
    assert_eq!(reported(&bench("126.5 kg"), sam), message("126.5 kg is 105% of the `bench` max (120 kg)"));
    // A lifter who is stronger, and a lifter for whom it is right.
    assert_eq!(reported(&bench("126 kg"), sam), [] as [&str; 0]);
    assert_eq!(reported(&bench("225"), "Kim,kg,240,,,"), [] as [&str; 0]);
    // The max gains what the weight gains from week to week.
    assert_eq!(reported(&bench("120 kg +5 kg/week"), sam), [] as [&str; 0]);
    assert_eq!(reported(&bench("130 kg +5 kg/week"), sam), message("130 kg is 108% of the `bench` max (120 kg)"));
    // Each weight is for lifters with its unit.
    assert_eq!(reported(&bench("265 lb|120 kg"), sam), [] as [&str; 0]);
    assert_eq!(
        reported(&bench("120 kg|300 lb"), "Sam,lb,265,,,"),
        message("300 lb is 113% of the `bench` max (265 lb)")
    );
    // 80% of a squat of 150 kg is 120 kg, unless the lifter has a max of the exercise; without any max nothing is known.
    let front = "accessories: {front-squat: 3x5 @ 130}";
    assert_eq!(reported(front, sam), message("130 kg is 108% of the `front-squat` max (120 kg, from `squat`)"));
    assert_eq!(reported(front, "Sam,kg,,,125,150"), [] as [&str; 0]);
    assert_eq!(reported(front, "Sam,kg,120,,,"), [] as [&str; 0]);
    // A phase scales the weights of top sets too.
    let phase = "title: P\nunits: kg\nphases: [{top: 80%, days: [{name: A, top: {bench: 5x3 @ 150}}]}]\n";
    let site = Site::new()
        .file("content/programs/p.yaml", phase)
        .file("content/lifters/sam.yaml", "name: Sam\nunits: kg\nmaxes: {bench: 120}\nprograms: [p]\n");
    assert_eq!(super::reported(&site, "above-max"), [] as [&str; 0]);
}

#[test]
fn a_weight_above_several_maxes_is_one_warning() {
    let names = ["Ana", "Ben", "Cleo", "Dan", "Eve"];
    let roster = |maxes: &[u16]| {
        let rows = names.iter().zip(maxes).map(|(name, max)| format!("{name},kg,{max},p\n"));
        format!("name,units,bench,program\n{}", rows.collect::<String>())
    };
    let reported = |maxes: &[u16]| of_roster("above-max", "top: {bench: 5x3 @ 130}", &roster(maxes));
    let alike = "4: 130 kg is more than 105% of the `bench` max";
    assert_eq!(reported(&[100, 100]), ["4: 130 kg is 130% of the `bench` max (100 kg) for 2 lifters: Ana and Ben"]);
    assert_eq!(reported(&[100, 110, 130]), [format!("{alike} for 2 lifters: Ana and Ben")]);
    assert_eq!(reported(&[100, 110, 120, 200]), [format!("{alike} for 3 lifters: Ana, Ben and Cleo")]);
    assert_eq!(reported(&[100, 110, 120, 90, 200]), [format!("{alike} for 4 lifters: Ana, Ben, Cleo and 1 more")]);
    assert_eq!(reported(&[100, 110, 120, 90, 95]), [format!("{alike} for 5 lifters: Ana, Ben, Cleo and 2 more")]);
}

#[test]
fn missing_percent_where_a_lifter_brings_the_max() {
    let day = "top: {bench: 5x3 @ 80}, backoff: {squat: '3x5 @ 70%, 3x5 @ 65%, 1x8 @ 60%'}";
    let reported =
        |maxes: &str| of_roster("missing-percent", day, &format!("name,units,squat,bench,program\nSam,kg,{maxes},p\n"));
    let expected =
        "4: `80` for `bench` has no percent sign, so it means 80 kg; other loads of this program are percentages";
    assert_eq!(reported("140,100"), [expected]);
    assert_eq!(reported("140,"), [] as [&str; 0]);
}

#[test]
fn unlikely_max() {
    let reported = |row: &str| {
        let roster = format!("name,sex,units,bodyweight,squat,bench,deadlift,overhead-press,front-squat\nSam,{row}\n");
        reported(&Site::new().file("content/lifters/club.csv", roster), "unlikely-max")
    };
    let none: [&str; 0] = [];
    // 225 lb are 102 kg.
    assert_eq!(
        reported("male,kg,82.5,140,225,165,,"),
        [
            "2: a bench max of 225 kg is too heavy for a deadlift of 165 kg, a squat of 140 kg and a bodyweight of 82.5 kg"
        ]
    );
    assert_eq!(
        reported("female,kg,60,225,50,,,"),
        ["2: a squat max of 225 kg is too heavy for a bench of 50 kg and a bodyweight of 60 kg"]
    );
    assert_eq!(reported(",kg,,100,95,120,135,"), ["2: a overhead-press max of 135 kg is too heavy for a bench of 95 kg, a deadlift of 120 kg and a squat of 100 kg"].map(|text| text.replace("a overhead", "an overhead")));
    assert_eq!(reported(",kg,,100,,,,200"), ["2: a front-squat max of 200 kg is too heavy for a squat of 100 kg"]);
    // Kilograms in a file in pounds are too light.
    assert_eq!(
        reported(",lb,180,140,225,405,,"),
        ["2: a squat max of 140 lb is too light for a bench of 225 lb and a deadlift of 405 lb"]
    );
    // Everything in pounds except the bodyweight.
    assert_eq!(reported(",kg,80,405,275,455,,").len(), 3);
    // With its unit it is right, and no lifter ever lifted that much.
    assert_eq!(reported("male,kg,82.5,140,225 lb,165,,"), none);
    assert_eq!(reported(",kg,,,1025,,,"), ["2: a bench max of 1025 kg is more than anyone has lifted (640 kg)"]);
    // Strong, weak and specialized lifters: bench only, a beginner, a press specialist, a world champion, a light lifter.
    for sensible in [
        ",kg,95,130,180,170,,",
        ",kg,90,100,140,120,,",
        ",kg,75,60,20,70,15,",
        "female,kg,57,60,25,90,20,",
        ",kg,80,120,85,160,80,",
        "male,kg,105,250,190,330,125,",
        "male,kg,90,330,230,400,,",
        "male,kg,60,220,150,280,,",
        "female,kg,63,200,100,220,,",
        ",lb,150,95,65,135,45,",
        ",lb,242.5,505,,,,",
        ",lb,220,315,405,495,185,",
        ",kg,,100,150,,,",
        ",kg,,120,40,,,",
        ",kg,80,140,,,,155",
        ",kg,140,,,,,",
        ",kg,,225,,,,",
        ",kg,100,225,,,,",
        ",kg,,,,,50,60",
    ] {
        assert_eq!(reported(sensible), none, "{sensible}");
    }
}

#[test]
fn an_unlikely_max_names_the_number_in_the_other_unit() {
    let lifter =
        "name: Sam\nunits: kg\nmaxes:\n  squat: [130, 140]\n  bench: {weight: 225, reps: 3}\n  deadlift: 165\n";
    let site = Site::new().file("content/lifters/sam.yaml", lifter);
    let reported: Value = serde_json::from_str(&site.run(&["check", "--format", "json"]).stdout).unwrap();
    let [reported] = reported.as_array().unwrap().as_slice() else { panic!("{reported}") };
    assert_eq!(reported["help"], "did you mean `225 lb`? Without a unit, the number is in kg");
    assert_eq!(
        (&reported["start"]["line"], &reported["related"][1]["message"]),
        (&5.into(), &"a squat of 140 kg".into())
    );
}
