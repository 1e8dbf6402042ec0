//! Programs that extend others.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::harness::{Ran, Site, repository, sets};

const BASE: &str = "\
title: Base
units: kg
training_max: 90%
cycles: 2
progress: {squat: 5 kg, bench: 2.5 kg}
exercises:
  box-squat: {name: Box squat, max_of: squat, ratio: 90%, cues: [Sit back.]}
phases:
  - name: Volume
    weeks: 3
    days:
      - name: Squat
        warmup: true
        top: {squat: [5x5 @ 70%, 5x5 @ 75%, 5x5 @ 80%]}
        backoff:
          - box-squat: 3x5 @ 60%
          - {exercise: leg-curl, sets: 3x12 @ 30}
          - box-squat: 2x8 @ 50%
      - name: Bench
        top: {bench: 5x5 @ 75%}
        accessories: {db-row: 3x10, plank: 3x45s}
  - name: Deload
    days:
      - name: Squat
        top: {squat: 3x5 @ 50%}
";

fn base() -> Site {
    Site::new().file("content/programs/base.yaml", BASE)
}

const MAXES: [&str; 4] = ["--max", "squat=200", "--max", "bench=120"];

/// Returns the weeks of a program's plan, without its name.
fn weeks(site: &Site, program: &str) -> Value {
    site.plan(program, &MAXES)["weeks"].clone()
}

fn failed(ran: &Ran) -> &str {
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    &ran.stderr
}

#[test]
fn a_derived_program_equals_its_written_out_form() {
    let derived = "\
title: Derived
extends: base
cycles: ~
progress: {squat: 10 kg}
exercises:
  box-squat: {ratio: 80%}
phases:
  - name: Volume
    days:
      - name: Squat
        top: {squat: [3x3 @ 80%, 3x3 @ 85%, ~]}
        backoff:
          - box-squat: ~
          - box-squat: [4x8 @ top -25%, 4x8 @ top -25%, ~]
          - paused-squat: 1x5 @ 60%
      - name: Bench
        accessories: {plank: ~, db-curl: 2x15}
      - name: Pull
        top: {deadlift: 1x5 @ 100}
  - name: Peak
    days:
      - name: Squat
        top: {squat: 1x1 @ 100%}
  - Deload: ~
";
    let written_out = "\
title: Written out
units: kg
training_max: 90%
progress: {squat: 10 kg, bench: 2.5 kg}
exercises:
  box-squat: {name: Box squat, max_of: squat, ratio: 80%, cues: [Sit back.]}
phases:
  - name: Volume
    weeks: 3
    days:
      - name: Squat
        warmup: true
        top: {squat: [3x3 @ 80%, 3x3 @ 85%, ~]}
        backoff:
          - {exercise: leg-curl, sets: 3x12 @ 30}
          - box-squat: [4x8 @ top -25%, 4x8 @ top -25%, ~]
          - paused-squat: 1x5 @ 60%
      - name: Bench
        top: {bench: 5x5 @ 75%}
        accessories: {db-row: 3x10, db-curl: 2x15}
      - name: Pull
        top: {deadlift: 1x5 @ 100}
  - name: Peak
    days:
      - name: Squat
        top: {squat: 1x1 @ 100%}
";
    let site =
        base().file("content/programs/derived.yaml", derived).file("content/programs/written-out.yaml", written_out);
    assert_eq!(weeks(&site, "derived"), weeks(&site, "written-out"));
    assert!(site.fine(&["show", "derived", "--max", "squat=200", "--max", "bench=120"]).starts_with("Derived\n"));
}

#[test]
fn changes_add_up_over_several_steps() {
    let step = |name: &str, base: &str, change: &str| {
        format!("title: {name}\nextends: {base}\nphases:\n  - name: Volume\n    {change}\n")
    };
    let site = base()
        // The files are read in a different order than that of the chain.
        .file("content/programs/a.yaml", step("A", "c", "days: [{name: Squat, note: Last}]"))
        .file("content/programs/b.yaml", step("B", "base", "days: [{name: Squat, top: {squat: 5x5 @ 70%}}, Bench: ~]"))
        .file("content/programs/c.yaml", step("C", "b", "weeks: 2"))
        .file(
            "content/programs/written-out.yaml",
            BASE.replace("[5x5 @ 70%, 5x5 @ 75%, 5x5 @ 80%]", "5x5 @ 70%").replace("weeks: 3", "weeks: 2").replace("warmup: true\n", "warmup: true\n        note: Last\n").replace(
                "      - name: Bench\n        top: {bench: 5x5 @ 75%}\n        accessories: {db-row: 3x10, plank: 3x45s}\n",
                "",
            ),
        );
    assert_eq!(weeks(&site, "a"), weeks(&site, "written-out"));
    let shown = site.fine(&["show", "a", "--max", "squat=200", "--format", "md"]);
    assert!(shown.contains("Last"), "{shown}");
}

#[test]
fn mistakes_are_reported_at_their_place() {
    let site = base()
        .file("content/programs/b.yaml", "title: B\nextends: base\nphases:\n  - name: Volume\n    days:\n      - name: Bench\n        top: {bench: 5x5 @ 75 %%}\n        backoff: [{bnch: 1x1}]\n")
        .file("content/programs/c.yaml", "title: C\nextends: b\nphases:\n  - {name: Volume, weeks: 4}\n");
    let ran = site.run(&["show", "c"]);
    let stderr = failed(&ran);
    for place in [
        // A mistake made in `c`, one in `b`, and one that appears only when names are resolved.
        "base.yaml:14:22\n   |\n14 |         top: {squat: [5x5 @ 70%",
        "content/programs/b.yaml:7:32\n",
        "content/programs/b.yaml:8:20\n",
    ] {
        assert!(stderr.contains(place), "{place}: {stderr}");
    }
    assert_eq!(
        stderr.matches("note: read as part of content/programs/c.yaml, which extends it").count(),
        3,
        "{stderr}"
    );
    // In a build, a mistake of `b` alone is reported for `b`.
    let ran = site.run(&["build", "-q"]);
    assert_eq!(failed(&ran).matches("read as part of").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.ends_with("\n3 errors\n"), "{}", ran.stderr);
}

#[test]
fn mistakes_of_the_plan_are_reported_at_their_place() {
    let site = base().file(
        "content/programs/b.yaml",
        "title: B\nextends: base\nphases:\n  - name: Deload\n    days:\n      - name: Squat\n        backoff: {squat: 1x1 @ set 9}\n",
    );
    let ran = site.run(&["build", "-q"]);
    assert!(failed(&ran).contains("content/programs/b.yaml:7:32\n"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("\n1 error\n"), "{}", ran.stderr);
}

#[test]
fn a_draft_extends_programs_of_the_site() {
    let draft = "title: Draft\nextends: base\nphases: [Volume: ~]\n";
    let site = base().file("drafts/new.yaml", draft).file("drafts/base.yaml", draft);
    assert!(site.fine(&["show", "drafts/new.yaml", "--max", "squat=200"]).starts_with("Draft\n"));
    // A draft replaces the program of its name.
    let ran = site.run(&["show", "drafts/base.yaml"]);
    assert!(failed(&ran).contains("error[extends-circle]: `base` extends itself"), "{}", ran.stderr);
    let alone = Site::new().file("new.yaml", draft);
    let ran = alone.run(&["show", "new.yaml"]);
    assert!(failed(&ran).contains("error[unknown-program]: there is no program `base` to extend"), "{}", ran.stderr);
}

#[test]
fn long_chains_end() {
    let mut site = base();
    for step in 1..=40 {
        let before = if step == 1 { "base".to_owned() } else { format!("s{}", step - 1) };
        site = site.file(&format!("content/programs/s{step}.yaml"), format!("title: S\nextends: {before}\n"));
    }
    assert_eq!(weeks(&site, "s16"), weeks(&site, "base"));
    let ran = site.run(&["show", "s17"]);
    assert!(failed(&ran).contains("`s17` extends more than 16 programs, one after another"), "{}", ran.stderr);
    let ran = site.run(&["show", "s18"]);
    assert!(failed(&ran).contains("`s17` extends more than 16 programs, one after another"), "{}", ran.stderr);
}

/// Returns the programs of the document's section on deriving.
#[test]
fn the_documented_example_is_correct() {
    let document = std::fs::read_to_string(repository().join("docs/pages/format.md")).unwrap();
    let section = document.split("\n## Derive a program from another\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut programs = vec![String::new()];
    for line in section.lines() {
        let block = programs.last_mut().unwrap();
        match line.strip_prefix("    ") {
            Some(line) => block.extend([line, "\n"]),
            None if !line.is_empty() && !block.is_empty() => programs.push(String::new()),
            None => {}
        }
    }
    let site = Site::new()
        .file("content/programs/bench-4-weeks.yaml", &programs[0])
        .file("content/programs/bench-3-weeks.yaml", &programs[1]);
    let plan = site.plan("bench-3-weeks", &["--max", "bench=300", "--max", "overhead-press=150"]);
    let days: Vec<_> = plan["weeks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|week| week["days"].as_array().unwrap().iter().map(|day| day["name"].as_str().unwrap()).collect())
        .collect::<Vec<Vec<_>>>();
    assert_eq!(days, [vec!["Heavy", "Press"], vec!["Heavy", "Press"], vec!["Heavy"]]);
    let exercises = |role: &str| -> BTreeSet<String> {
        let of_role = sets(&plan).into_iter().filter(|set| set["role"] == role && set["week"] == 1);
        of_role.map(|set| set["exercise"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(exercises("backoff"), ["paused-bench", "rope-pulldown"].map(str::to_owned).into());
    assert_eq!(exercises("warmup"), ["bench"].map(str::to_owned).into());
}

/// At most two seconds for any input.
#[test]
fn absurd_sizes_are_refused_quickly() {
    // Expansion is not measured here.
    let mut days = String::from("weeks: none\ndays:\n  - name: A\n    top:\n");
    let mut exercises = String::from("exercises:\n");
    for i in 0..20_000 {
        let _ = writeln!(days, "      - squat: 1x1 @ {} kg", i % 500);
        let _ = writeln!(exercises, "  e{i}: {{name: X}}");
    }
    let mut site = Site::new().file("content/programs/s0.yaml", format!("title: S\n{exercises}{days}"));
    for step in 1..=200 {
        let next = step % 200 + 1;
        site = site.file(&format!("content/programs/r{step}.yaml"), format!("title: R\nextends: r{next}\n"));
    }
    site.write("content/programs/s1.yaml", format!("title: S\nextends: s0\n{exercises}{days}"));
    let start = std::time::Instant::now();
    let ran = site.run(&["build", "-q"]);
    assert!(failed(&ran).contains("r16 → …\n") && ran.stderr.ends_with("\n202 errors\n"), "{}", ran.stderr);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
