//! `fmt`: notation gets one form, and nothing else changes.

use std::fs;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use crate::harness::{Site, gallery, repository};

const SLOPPY: &str = "\
title: 'Sloppy: 5 x 3'   # a comment
units: kg
training_max: 90 %
phases:
  - weeks: 2
    backoff: [100 %, none]   # half of it
    days:
      - name: \"Heavy @ 85 %\"
        note: 5 x 3 @ 85 % is a text
        warmup: [2 x 5 @ bar, '1 x 5@40 %']
        top:
          - {squat: [5x3@85 %, ~]}
        backoff:
          - squat: &b 3 X 5 @ 90% of top,drop 10   # block, plain
          - {exercise: squat, sets: 3 X 5 then drop 10, rest: 180 s}
          - {squat: \"3X5@ 60,drop 10\"}
          - exercise: squat
            sets: *b
            adjust: [{if: RPE≤7, sets: 5X5@70 %}, {if: 'rir >= 3', sets: none}]
          - squat: >
              3 x 5
          - squat: 5 / 5 /5+ @ 65/75/85 % TM
  - weeks: 2
    days: [{name: Meet, top: {squat: attempts@91/96/100.5 %}}]
";

const NEAT: &str = "\
title: 'Sloppy: 5 x 3'   # a comment
units: kg
training_max: 90%
phases:
  - weeks: 2
    backoff: [100%, none]   # half of it
    days:
      - name: \"Heavy @ 85 %\"
        note: 5 x 3 @ 85 % is a text
        warmup: [2x5 @ bar, '1x5 @ 40%']
        top:
          - {squat: [5x3 @ 85%, ~]}
        backoff:
          - squat: &b 3x5 @ 90% of top, drop 10   # block, plain
          - {exercise: squat, sets: 3x5 then drop 10, rest: 3 min}
          - {squat: \"3x5 @ 60 kg, drop 10\"}
          - exercise: squat
            sets: *b
            adjust: [{if: rpe <= 7, sets: 5x5 @ 70%}, {if: 'rpe <= 7', sets: none}]
          - squat: >
              3 x 5
          - squat: 5/5/5+ @ 65/75/85% TM
  - weeks: 2
    days: [{name: Meet, top: {squat: attempts @ 91/96/100.5%}}]
";

#[test]
fn fmt_changes_only_notation() {
    for (before, after) in [
        (SLOPPY.to_owned(), NEAT.to_owned()),
        (format!("\u{feff}{}", SLOPPY.replace('\n', "\r\n")), format!("\u{feff}{}", NEAT.replace('\n', "\r\n"))),
    ] {
        let site = Site::new().file("content/programs/p.yaml", &before);
        let checked = site.run(&["fmt", "--check"]);
        assert_eq!((checked.code, checked.stdout.as_str()), (Some(1), "content/programs/p.yaml\n"));
        let diff = site.run(&["fmt", "--diff"]);
        assert_eq!(diff.code, Some(1));
        assert!(diff.stdout.contains("\n-training_max: 90 %") && diff.stdout.contains("\n+training_max: 90%"));
        assert_eq!(site.read("content/programs/p.yaml"), before, "only looked at");

        let ran = site.run(&["fmt"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "formatted 1 file\n"));
        assert_eq!(site.read("content/programs/p.yaml"), after);
        for again in [&["fmt"][..], &["fmt", "--check"], &["fmt", "--diff"]] {
            assert_eq!(site.fine(again), "", "{again:?}");
        }
    }
}

#[test]
fn only_named_files_are_formatted() {
    let site = Site::new().file("content/programs/p.yaml", SLOPPY).file("content/programs/q.yaml", SLOPPY);
    assert_eq!(site.run(&["fmt", "q"]).stderr, "formatted 1 file\n");
    assert_eq!(
        (site.read("content/programs/p.yaml").as_str(), site.read("content/programs/q.yaml").as_str()),
        (SLOPPY, NEAT)
    );
    assert_eq!(site.run(&["fmt", "r"]).code, Some(2));
}

#[test]
fn unreadable_parts_are_reported_and_the_rest_formatted() {
    let site = Site::new()
        .file("content/programs/p.yaml", "title: T\ndays: [\n")
        .file("content/programs/q.yaml", "title: T\ndays:\n  - {name: A, top: {squat: 5 x 3, bench: 5y3}}\n");
    let ran = site.run(&["fmt"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.starts_with("error[syntax]") && ran.stderr.contains("\n1 error\nformatted 1 file\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(site.read("content/programs/q.yaml"), "title: T\ndays:\n  - {name: A, top: {squat: 5x3, bench: 5y3}}\n");
}

#[test]
fn the_gallery_means_the_same_afterwards() {
    let mut site = Site::new();
    for folder in ["programs", "lifters", "exercises"] {
        for entry in fs::read_dir(repository().join("content").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            site = site.file(&format!("content/{folder}/{name}"), fs::read(&path).unwrap());
        }
    }
    if let Ok(settings) = fs::read(repository().join("content/liftpress.yaml")) {
        site = site.file("content/liftpress.yaml", settings);
    }
    let ran = site.run(&["fmt"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for program in fs::read_dir(repository().join("content/programs")).unwrap() {
        let path = program.unwrap().path();
        let slug = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut args = vec!["show", slug.as_str(), "--format", "json", "--bodyweight", "80kg"];
        let maxes = ["squat=200kg", "bench=140kg", "deadlift=240kg", "overhead-press=90kg", "barbell-row=120kg"];
        args.extend(maxes.iter().flat_map(|max| ["--max", max]));
        let (before, after) = (gallery(&args), site.run(&args));
        assert_eq!((before.code, &before.stdout), (after.code, &after.stdout), "{slug}: {}", after.stderr);
        assert!(before.code == Some(0), "{slug}: {}", before.stderr);
    }
}

/// A scheme as typed in a hurry.
fn sloppy() -> impl Strategy<Value = String> {
    let space = || select(vec!["", "", " ", "  "]);
    let times = select(vec!["x", "X", "×", " x "]);
    let sets =
        (1..6_u8, times, select(vec!["3", "8-10", "5 – 6", "5+", "amrap", "30 s", "1 min", "20 m", "( 1+1 +1)"]));
    let sets = sets.prop_map(|(sets, times, reps)| format!("{sets}{times}{reps}"));
    let load = (50..100_u8, space()).prop_flat_map(|(percent, space)| {
        select(vec![
            String::new(),
            format!("@{space}{percent}{space}%"),
            format!("@{space}{percent}.50 %{space}-{space}100{space}%"),
            format!("@ {percent}{space}"),
            format!("@{percent} kgs +2.5{space}/ week"),
            format!("@ {percent}% + 5{space}kg"),
            format!("@ {percent}%{space}of{space} top"),
            format!("@ top−{space}{percent}%"),
            format!("@ TOP - 10{space}PP"),
            format!("@ {percent}%  rir{space}2"),
            format!("@ {percent}% of{space} bench"),
        ])
    });
    let rest = select(vec!["", " rest 90 s", "  rest 120s", " REST 2:30"]);
    let group = (sets, space(), load, rest).prop_map(|(sets, space, load, rest)| format!("{sets}{space}{load}{rest}"));
    let wave = (space(), space()).prop_map(|(a, b)| format!("5{a}/3{b}/ 1+{a} @{b}75/85/{a}95{b} %"));
    let effort = (1..6_u8, space(), 7..10_u8).prop_map(|(sets, a, rpe)| format!("{sets}{a}x 5{a}@rpe{a}{rpe}"));
    let ladder = (2..4_u8, space()).prop_map(|(n, a)| format!("{n}x({a}2/ 3/5{a}) @{a}70 %"));
    let drops = select(vec!["", ",drop 10", " then  drop x 8-10", " , DROP 12"]);
    (prop_oneof![6 => group, 1 => wave, 1 => ladder, 1 => effort], drops).prop_map(|(scheme, drops)| scheme + drops)
}

#[test]
fn formatted_files_have_the_same_meaning() {
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    let schemes = prop::collection::vec((sloppy(), 0..4_u8), 12);
    let outcome = TestRunner::new(config).run(&schemes, |schemes| {
        let entry = |(scheme, quotes): &(String, u8)| match quotes {
            0 => format!("      - squat: {scheme}\n"),
            1 => format!("      - squat: '{scheme}'   # a comment\n"),
            2 => format!("      - {{exercise: squat, sets: \"{scheme}\", note: \"a, b\"}}\n"),
            _ if scheme.contains(',') => format!("      - {{squat: '{scheme}'}}\n"),
            _ => format!("      - {{squat: {scheme}}}\n"),
        };
        let entries: String = schemes.iter().map(entry).collect();
        let program = format!(
            "title: T\nunits: kg\nweeks: 2\ndays:\n  - name: A\n    top: {{squat: 1x3 @ 85%}}\n    backoff:\n{entries}"
        );
        let site = Site::new().file("content/programs/t.yaml", &program);
        let show = || site.run(&["show", "t", "--format", "json", "--max", "squat=200kg", "--max", "bench=140kg"]);
        let before = show();
        prop_assert_eq!(before.code, Some(0), "{}{}", program, before.stderr);
        prop_assert_eq!(site.run(&["fmt"]).code, Some(0));
        let after = show();
        let written = site.read("content/programs/t.yaml");
        prop_assert_eq!(&before.stdout, &after.stdout, "{}{}", written, after.stderr);
        prop_assert_eq!(site.run(&["fmt", "--check"]).code, Some(0), "{}", written);
        // The same lines, with the same comments, quotes and braces.
        let skeleton = |text: &str| text.chars().filter(|c| "{}[]'\"#:\n".contains(*c)).collect::<String>();
        prop_assert_eq!(skeleton(&program), skeleton(&written));
        Ok(())
    });
    outcome.unwrap();
}
