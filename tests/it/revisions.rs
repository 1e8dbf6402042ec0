//! Sites in Git: `diff`, `log`, `textconv`, `build --rev`, and the revision on booklets.

use std::fs;

use serde_json::Value;

use crate::git::Repository;
use crate::harness::Site;

const PROGRAM: &str = "title: Squat day\nunits: kg\ndays:\n  - name: Squat\n    top: {squat: 3x3 @ 85%}\n    backoff: [{squat: 3x5 @ top -10%}]\n";
const OTHER: &str = "title: Bench day\nunits: kg\ndays: [{name: Bench, top: {bench: 3x3 @ 85%}}]\n";

fn lifter(name: &str, program: &str, max: u16) -> String {
    format!(
        "name: {name}\nunits: kg\nmaxes: {{squat: {max}, bench: 100}}\nprograms: [{{program: {program}, start: 2026-12-07, days: [Mon]}}]\n"
    )
}

fn repository() -> Repository {
    let repository = Repository::new();
    let site = &repository.site;
    site.write("content/programs/squat-day.yaml", PROGRAM);
    site.write("content/programs/bench-day.yaml", OTHER);
    site.write("content/lifters/sam.yaml", lifter("Sam", "squat-day", 200));
    site.write("content/lifters/kim.yaml", lifter("Kim", "bench-day", 120));
    site.write(".gitignore", "output/\n");
    repository.commit("First");
    repository
}

fn change(site: &Site, file: &str, from: &str, to: &str) {
    let text = site.read(file);
    assert!(text.contains(from));
    site.write(file, text.replace(from, to));
}

fn revision_of(site: &Site, lifter: &str, program: &str) -> String {
    let markdown = site.read(&format!("output/booklets/{lifter}/{program}/booklet.md"));
    let line = markdown.lines().find(|line| line.contains("Version ")).unwrap();
    line.split("Version ").nth(1).unwrap().trim_end_matches('.').to_owned()
}

#[test]
fn without_revisions_the_files_are_compared_with_the_last_commit() {
    let repository = repository();
    let site = &repository.site;
    assert_eq!(site.fine(&["diff"]), "");
    assert_eq!(site.run(&["diff", "--exit-code"]).code, Some(0));
    change(site, "content/programs/squat-day.yaml", "3x3 @ 85%", "2x3 @ 87.5%");
    let expected = "\
squat-day  Squat day
  trained by Sam; weights for maxes of 100 kg

  week 1 · Squat
    ~ Squat, top set  3 × 3 @ 85 kg (85%) → 2 × 3 @ 87.5 kg (87.5%)

  weights that change as a result
    ~ Squat, back-off · Squat, week 1  77.5 kg → 80 kg

  volume
    week 1  sets 6 → 5 (−17%), tonnage 1927.5 kg → 1725 kg (−11%), mean intensity 79.7% → 81.3%
";
    assert_eq!(site.fine(&["diff"]), expected);
    assert_eq!(site.run(&["diff", "--exit-code"]).code, Some(1));
    // Nothing is staged or written.
    assert_eq!(repository.git(&["status", "--porcelain"]), " M content/programs/squat-day.yaml\n");
    let of_sam = site.fine(&["diff", "squat-day", "--lifter", "sam"]);
    assert!(of_sam.contains("weights for Sam") && of_sam.contains("170 kg (85%) → 2 × 3 @ 175 kg"), "{of_sam}");
    let of_maxes = site.fine(&["diff", "squat-day", "--max", "squat=400lb"]);
    assert!(of_maxes.contains("3 × 3 @ 340 lb (85%) → 2 × 3 @ 350 lb"), "{of_maxes}");
    assert_eq!(site.fine(&["diff", "bench-day"]), "");
}

#[test]
fn wide_pages_show_before_and_after_next_to_each_other() {
    let repository = repository();
    let site = &repository.site;
    change(site, "content/programs/squat-day.yaml", "3x3 @ 85%", "2x3 @ 87.5%");
    let run = |columns: &str| {
        let output = crate::harness::command(&["diff"]).env("COLUMNS", columns).current_dir(site.path()).output();
        crate::harness::ran(&output.unwrap()).stdout
    };
    assert!(run("140").contains("~ Squat, top set  3 × 3 @ 85 kg (85%)  │ 2 × 3 @ 87.5 kg (87.5%)\n"));
    assert!(run("80").contains("3 × 3 @ 85 kg (85%) → 2 × 3 @ 87.5 kg (87.5%)\n"));
}

#[test]
fn a_lifter_is_compared_with_every_booklet() {
    let repository = repository();
    let site = &repository.site;
    site.write("content/lifters/sam.yaml", lifter("Sam", "squat-day", 210));
    let expected = "\
sam  Sam
    ~ max `squat`  200 kg → 210 kg (+5%)

squat-day  Squat day
  weights for Sam

  weights that change as a result
    ~ Squat, top set · Squat, week 1   170 kg → 177.5 kg
    ~ Squat, back-off · Squat, week 1  152.5 kg → 160 kg

  volume
    week 1  tonnage 3817.5 kg → 3997.5 kg (+5%), mean intensity 79.7% → 79.4%
";
    assert_eq!(site.fine(&["diff", "sam"]), expected);
}

#[test]
fn revisions_branches_and_merge_bases_are_read_as_git_has_them() {
    let repository = repository();
    let site = &repository.site;
    repository.git(&["switch", "-q", "-c", "heavier"]);
    change(site, "content/programs/squat-day.yaml", "3x3 @ 85%", "3x3 @ 90%");
    repository.commit("Heavier");
    repository.git(&["switch", "-q", "main"]);
    change(site, "content/programs/bench-day.yaml", "3x3", "4x3");
    repository.commit("More bench");
    let titles = |args: &[&str]| {
        let json: Value = serde_json::from_str(&site.fine(&[&["diff", "--format", "json"], args].concat())).unwrap();
        let programs = json["programs"].as_array().unwrap().clone();
        programs.iter().map(|program| program["slug"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&["main..heavier"]), ["bench-day", "squat-day"]);
    assert_eq!(titles(&["main...heavier"]), ["squat-day"]);
    assert_eq!(titles(&["HEAD~1"]), ["bench-day"]);
    assert_eq!(titles(&["main..heavier", "squat-day"]), ["squat-day"]);
    repository.git(&["tag", "spring", "HEAD~1"]);
    assert_eq!(titles(&["spring..main"]), ["bench-day"]);
}

#[test]
fn a_renamed_program_is_the_same_program() {
    let repository = repository();
    let site = &repository.site;
    repository.git(&["mv", "content/programs/squat-day.yaml", "content/programs/squats.yaml"]);
    change(site, "content/programs/squats.yaml", "3x5 @ top -10%", "4x5 @ top -10%");
    change(site, "content/lifters/sam.yaml", "squat-day", "squats");
    repository.commit("Renamed");
    let reported = site.fine(&["diff", "HEAD~1..HEAD", "squats"]);
    assert!(reported.starts_with("squats  Squat day  (renamed from squat-day)\n"), "{reported}");
    assert!(reported.contains("~ Squat, back-off  3 × 5 @ 77.5 kg (10% off the top weight) → 4 × 5"), "{reported}");
    let log = site.fine(&["log", "squats"]);
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(
        lines[0].contains("renamed from squat-day; week 1 · Squat: Squat, back-off 3 × 5")
            && lines[0].ends_with("(Renamed)")
    );
    assert!(lines[1].ends_with("first version  (First)"), "{log}");
}

#[test]
fn added_and_removed_programs_are_reported() {
    let repository = repository();
    let site = &repository.site;
    fs::remove_file(site.path().join("content/programs/bench-day.yaml")).unwrap();
    fs::remove_file(site.path().join("content/lifters/kim.yaml")).unwrap();
    site.write(
        "content/programs/arms.yaml",
        "title: Arms\nweeks: 3\ndays: [{name: Arms, accessories: [{barbell-curl: 3x10}, {rope-pulldown: 3x12}]}]\n",
    );
    let expected = "\
arms  Arms  (new)
    + weeks  3 weeks of 1 day

bench-day  Bench day  (removed)
  trained by Kim
    − weeks  1 week of 1 day

kim  Kim  (removed)
    − program `bench-day`  from 2026-12-07
";
    assert_eq!(site.fine(&["diff"]), expected);
}

#[test]
fn two_files_are_compared_without_git() {
    let site = Site::new().file("old.yaml", PROGRAM).file("new.yaml", PROGRAM.replace("3x5", "4x5"));
    let reported = site.fine(&["diff", "old.yaml", "new.yaml"]);
    assert!(
        reported.contains("Squat, back-off  3 × 5 @ 77.5 kg") && reported.contains("→ 4 × 5 @ 77.5 kg"),
        "{reported}"
    );
    assert_eq!(site.run(&["diff", "old.yaml", "old.yaml", "--exit-code"]).code, Some(0));
}

#[test]
fn incomparable_programs_are_reported() {
    let site = Site::new().file("content/programs/squat-day.yaml", PROGRAM);
    let reported = |args: &[&str], site: &Site| {
        let ran = site.run(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        ran.stderr
    };
    assert_eq!(reported(&["diff"], &site), "error: `.` is not in a Git repository\n");
    let empty = Repository::new();
    empty.site.write("content/programs/squat-day.yaml", PROGRAM);
    assert_eq!(
        reported(&["diff"], &empty.site),
        "error: the Git repository has no commits yet, so there is nothing to compare with\n"
    );
    let repository = repository();
    assert_eq!(
        reported(&["diff", "squatday"], &repository.site),
        "error: there is no revision, program or lifter `squatday`: did you mean `squat-day`?\n"
    );
    assert_eq!(
        reported(&["diff", "HEAD", "no-one"], &repository.site),
        "error: there is no program or lifter `no-one` in either version\n"
    );
    assert_eq!(reported(&["build", "--rev", "v9"], &repository.site), "error: unknown revision `v9`\n");
    assert_eq!(
        reported(&["log", "squatday"], &repository.site),
        "error: there is no program `squatday`: did you mean `squat-day`?\n"
    );
}

#[test]
fn a_shallow_clone_names_what_it_lacks() {
    let repository = repository();
    change(&repository.site, "content/programs/squat-day.yaml", "3x3", "4x3");
    repository.commit("More");
    let clone = tempfile::tempdir().unwrap();
    let address = format!("file://{}", repository.site.path().display());
    repository.git(&["clone", "-q", "--depth", "1", &address, clone.path().to_str().unwrap()]);
    let output = crate::harness::command(&["diff", "HEAD~1"]).current_dir(clone.path()).output().unwrap();
    let ran = crate::harness::ran(&output);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.contains("this is a shallow clone: get the rest of the history with `git fetch --unshallow`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn booklets_carry_the_last_revision_that_changed_them() {
    let repository = repository();
    let site = &repository.site;
    site.run(&["build", "-q"]);
    let first = repository.git(&["rev-parse", "--short=10", "HEAD"]).trim().to_owned();
    assert_eq!(revision_of(site, "sam", "squat-day"), format!("{first} of 22 September 2026"));
    assert_eq!(revision_of(site, "kim", "bench-day"), format!("{first} of 22 September 2026"));
    let html = site.read("output/booklets/sam/squat-day/booklet.html");
    assert!(html.contains(&format!("<dt>Version</dt><dd>{first} of 22 September 2026</dd>")));

    // A program of another lifter does not concern Sam.
    change(site, "content/programs/bench-day.yaml", "3x3", "4x3");
    site.run(&["build", "-q"]);
    assert_eq!(revision_of(site, "sam", "squat-day"), format!("{first} of 22 September 2026"));
    assert_eq!(revision_of(site, "kim", "bench-day"), format!("{first} of 22 September 2026 + changes"));
    repository.commit("More bench");
    let second = repository.git(&["rev-parse", "--short=10", "HEAD"]).trim().to_owned();
    site.run(&["build", "-q"]);
    assert_eq!(revision_of(site, "sam", "squat-day"), format!("{first} of 22 September 2026"));
    assert_eq!(revision_of(site, "kim", "bench-day"), format!("{second} of 23 September 2026"));

    // Inputs of all booklets concern everyone.
    site.write("content/liftpress.yaml", "rounding: down\n");
    site.run(&["build", "-q"]);
    assert!(revision_of(site, "sam", "squat-day").ends_with(" + changes"));
    // A file that does not count changes no booklet.
    repository.commit("Down");
    site.write("NOTES.txt", "for me\n");
    site.run(&["build", "-q"]);
    assert!(!revision_of(site, "sam", "squat-day").contains("changes"));
}

#[test]
fn last_seasons_booklets_are_identical() {
    let repository = repository();
    let site = &repository.site;
    site.write("content/liftpress.yaml", "title: Club\n");
    site.write("content/exercises/squat.md", "---\nname: Back squat\nmuscles: [quads]\n---\nStand up.\n");
    site.write("templates/legend.html", "<p>Ask the coach.</p>\n");
    site.write("content/assets/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    repository.commit("Season");
    repository.git(&["tag", "spring"]);
    site.run(&["build", "-q", "--format", "html,md,json,pdf"]);
    let spring = site.files("output");
    assert!(spring.iter().any(|(path, text)| path.ends_with("booklet.html") && text.contains("Ask the coach.")));

    change(site, "content/programs/squat-day.yaml", "3x3 @ 85%", "5x5 @ 70%");
    fs::remove_file(site.path().join("templates/legend.html")).unwrap();
    fs::remove_file(site.path().join("content/exercises/squat.md")).unwrap();
    site.write("content/lifters/sam.yaml", lifter("Sam", "squat-day", 230));
    repository.commit("Next season");
    change(site, "content/programs/bench-day.yaml", "3x3", "9x9");
    site.run(&["build", "-q", "--format", "html,md,json,pdf"]);
    assert_ne!(site.files("output"), spring);
    let status = repository.git(&["status", "--porcelain"]);

    let ran = site.run(&["build", "-q", "--format", "html,md,json,pdf", "--rev", "spring", "-o", "again"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let again = site.files("again");
    let names = |files: &[(String, String)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&again), names(&spring));
    for ((path, text), (_, before)) in again.iter().zip(&spring) {
        assert!(text == before, "{path} differs");
    }
    assert_eq!(repository.git(&["status", "--porcelain"]), format!("{status}?? again/\n"));
}

#[test]
fn git_diff_shows_the_weeks() {
    let repository = repository();
    let site = &repository.site;
    site.write(".gitattributes", "*.yaml diff=liftpress\n");
    let driver = format!("'{}' textconv", env!("CARGO_BIN_EXE_liftpress"));
    repository.git(&["config", "diff.liftpress.textconv", &driver]);
    change(site, "content/programs/squat-day.yaml", "3x3 @ 85%", "2x3 @ 87.5%");
    change(site, "content/lifters/sam.yaml", "200", "210");
    let diff = repository.git(&["diff"]);
    assert!(diff.contains("\n-    Squat, top set: 3 × 3 @ 85 kg (85%)\n"), "{diff}");
    assert!(diff.contains("\n+    Squat, top set: 2 × 3 @ 87.5 kg (87.5%)\n"), "{diff}");
    // A lifter's file is shown unchanged.
    assert!(diff.contains("\n-maxes: {squat: 200, bench: 100}\n+maxes: {squat: 210, bench: 100}\n"), "{diff}");
    let missing = site.run(&["textconv", "nothing.yaml"]);
    assert_eq!(missing.code, Some(1));
}

#[test]
fn a_site_in_a_folder_of_a_repository_is_read_from_there() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write("coaching/programs/squat-day.yaml", PROGRAM);
    site.write("other/notes.md", "Nothing of ours.\n");
    repository.commit("First");
    change(site, "coaching/programs/squat-day.yaml", "3x5", "4x5");
    let reported = site.fine(&["diff", "-C", "coaching"]);
    assert!(reported.contains("~ Squat, back-off  3 × 5") && reported.contains("→ 4 × 5"), "{reported}");
    let ran = site.run(&["diff", "-C", "other"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.ends_with(" has no content in `other`\n"), "{}", ran.stderr);
}

#[test]
fn links_of_a_revision_are_followed_within_the_site() {
    let repository = repository();
    let site = &repository.site;
    std::os::unix::fs::symlink("squat-day.yaml", site.path().join("content/programs/linked.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", site.path().join("content/programs/out.yaml")).unwrap();
    repository.commit("Links");
    fs::remove_file(site.path().join("content/programs/out.yaml")).unwrap();
    assert_eq!(site.fine(&["diff", "linked"]), "");
    change(site, "content/programs/squat-day.yaml", "3x5", "4x5");
    assert!(site.fine(&["diff", "linked"]).contains("→ 4 × 5"));
}

/// Compares two versions of a program, each given by the text after its title, with `diff`.
fn between(old: &str, new: &str) -> String {
    let program = |rest: &str| format!("title: P\nunits: kg\n{rest}");
    let site = Site::new().file("old.yaml", program(old)).file("new.yaml", program(new));
    site.fine(&["diff", "old.yaml", "new.yaml"])
}

#[test]
fn days_with_different_numbers_of_groups_differ() {
    let program = |share: &str| {
        format!(
            "training_max: {share}\nweeks: 2\ndays:\n  - {{name: A, top: {{squat: 1x5 @ 80%}}}}\n  - name: B\n    top: {{squat: '1x5 @ 80%, 1x3 @ 85%'}}\n"
        )
    };
    let reported = between(&program("90%"), &program("80%"));
    assert!(reported.contains("~ Squat, top set · A, weeks 1–2  72.5 kg → 65 kg\n"), "{reported}");
    assert!(reported.contains("~ Squat, top set · B, weeks 1–2  72.5 kg, 77.5 kg → 65 kg, 67.5 kg\n"), "{reported}");
}

#[test]
fn everything_a_lifter_reads_is_compared() {
    let day =
        |work: &str| format!("days:\n  - name: A\n    warmup: 1x5 @ 40%\n    top: {{squat: 3x3 @ 85%}}\n    {work}\n");
    let cases = [
        (
            "backoff: [{squat: 3x8 @ 81 kg}]",
            "backoff: [{squat: 3x8 @ 80.5 kg}]",
            "3 × 8 @ 80 kg (81 kg) → 3 × 8 @ 80 kg (80.5 kg)",
        ),
        (
            "backoff: [{squat: '3x8 @ 100 lb|45 kg'}]",
            "backoff: [{squat: '3x8 @ 110 lb|45 kg'}]",
            "(100 lb|45 kg) → 3 × 8 @ 45 kg (110 lb|45 kg)",
        ),
        (
            "backoff: [{exercise: squat, sets: 3x3 @ top -10%, adjust: [{if: rpe >= 9, sets: none, note: Go home.}]}]",
            "backoff: [{exercise: squat, sets: 3x3 @ top -10%, adjust: [{if: rpe >= 9, sets: none, note: Rack it.}]}]",
            "if RPE 9 or more  none (Go home.) → none (Rack it.)",
        ),
        ("note: Film it.", "note: Film the last set.", "~ note  Film it. → Film the last set."),
        (
            "accessories: [{leg-curl: 3x10}, {plank: 3x30s}, {leg-curl: 3x10}]",
            "accessories: [{plank: 3x30s}]",
            "− Leg curl, accessory (2nd entry)  3 × 10",
        ),
    ];
    for (old, new, expected) in cases {
        let reported = between(&day(old), &day(new));
        assert!(reported.contains(expected), "{old} → {new}:\n{reported}");
    }
    let reported = between(&day(""), &day("").replace("1x5 @ 40%", "2x5 @ 45%"));
    assert!(reported.contains("~ warm-up  1x5 @ 40% → 2x5 @ 45%"), "{reported}");
}

#[test]
fn mistakes_of_two_choices_name_both() {
    let program = |sets: &str| {
        format!(
            "options: {{a: {{choices: [x, y]}}, b: {{choices: [x, y]}}}}\ndays:\n  - name: A\n    top: {{squat: 3x3 @ 85%}}\n    backoff: [{{exercise: squat, sets: {sets} @ 60%, only: {{a: y, b: y}}}}]\n"
        )
    };
    let reported = between(&program("3x5"), &program("9x9"));
    let expected = "week 1 · A · with a: y, b: y\n    ~ Squat, back-off  3 × 5 @ 60 kg (60%) → 9 × 9 @ 60 kg (60%)";
    assert!(reported.contains(expected), "{reported}");
}

#[test]
fn past_weeks_are_counted_as_planned() {
    let program = |phases: &str| format!("phases:\n{phases}");
    let a = "  - {name: A, weeks: 2, days: [{name: D, top: {squat: 3x3 @ 70%}}]}\n";
    let b = "  - {name: B, weeks: 2, days: [{name: D, top: {squat: 3x3 @ 80%}}]}\n";
    let reported = between(&program(&format!("{a}{b}")), &program(&b.replace("3x3", "4x3")));
    assert!(reported.contains("  weeks 1–2 of the old version\n    − week  A: D\n"), "{reported}");
    assert!(reported.contains("  weeks 1–2 · D\n    ~ Squat, top set  3 × 3"), "{reported}");
    let reported = between(&program(&format!("{a}{b}")), &program(&format!("{b}{a}")));
    assert!(reported.contains("↕ phase") && !reported.contains("− week"), "{reported}");
}

#[test]
fn mistakes_on_both_sides_are_not_equal() {
    let broken = |sets: &str| format!("days: [{{name: A, top: {{squat: {sets} @ 8O%}}}}]\n");
    assert!(between(&broken("3x10"), &broken("9x10")).contains("both versions have errors"));
    assert_eq!(between(&broken("3x10"), &broken("3x10")), "");
}

#[test]
fn a_lifters_comparison_covers_only_their_booklets() {
    let repository = Repository::new();
    let site = &repository.site;
    let program = "title: P\nunits: kg\noptions: {focus: {choices: [size, strength]}}\ndays:\n  - name: A\n    top: {squat: 3x3 @ 85%}\n    backoff:\n      - {exercise: squat, sets: 3x5 @ 60%, only: {focus: size}}\n      - {exercise: squat, sets: 3x3 @ 70%, only: {focus: strength}}\n";
    let lifter = "name: Kim\nunits: kg\nmaxes: {squat: 100, bench: 80}\nprograms:\n  - {program: p, options: {focus: size}}\n  - other\n";
    site.write("content/programs/p.yaml", program);
    site.write("content/programs/other.yaml", OTHER);
    site.write("content/lifters/kim.yaml", lifter);
    repository.commit("First");
    site.write("content/programs/p.yaml", program.replace("3x3 @ 70%", "4x3 @ 70%"));
    assert_eq!(site.fine(&["diff", "kim"]), "");
    // An earlier assignment does not hide the others.
    site.write("content/programs/p.yaml", program.replace("3x5 @ 60%", "4x5 @ 60%"));
    let more = lifter.replace("programs:\n", "programs:\n  - {program: other, start: 2027-01-04}\n");
    site.write("content/lifters/kim.yaml", more);
    let reported = site.fine(&["diff", "kim"]);
    assert!(reported.contains("+ program `other"), "{reported}");
    assert!(reported.contains("~ Squat, back-off  3 × 5 @ 60 kg (60%) → 4 × 5"), "{reported}");
    let reported = site.fine(&["diff", "p", "--lifter", "kim"]);
    assert!(reported.contains("weights for Kim") && !reported.contains("with focus"), "{reported}");
}

#[test]
fn merge_commits_are_not_versions() {
    let repository = repository();
    let site = &repository.site;
    repository.git(&["switch", "-q", "-c", "branch"]);
    change(site, "content/programs/squat-day.yaml", "3x3", "4x3");
    repository.commit("On the branch");
    repository.git(&["switch", "-q", "main"]);
    change(site, "content/programs/bench-day.yaml", "3x3", "4x3");
    repository.commit("On main");
    repository.git(&["merge", "-q", "-m", "Merged", "branch"]);
    let log = site.fine(&["log", "squat-day"]);
    let subjects: Vec<_> = log.lines().map(|line| line.rsplit("  ").next().unwrap()).collect();
    assert_eq!(subjects, ["(On the branch)", "(First)"], "{log}");
}

#[test]
fn ignored_lifters_are_not_changes() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write("content/programs/squat-day.yaml", PROGRAM);
    site.write(".gitignore", "output/\ncontent/lifters/\n");
    repository.commit("First");
    site.write("content/lifters/sam.yaml", lifter("Sam", "squat-day", 200));
    assert_eq!(site.fine(&["diff"]), "");
    site.run(&["build", "-q"]);
    assert!(!revision_of(site, "sam", "squat-day").contains("changes"));
}

#[test]
fn a_site_created_in_a_branch_is_all_new() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write("README.md", "Soon.\n");
    repository.commit("Nothing yet");
    site.write("content/programs/squat-day.yaml", PROGRAM);
    repository.commit("Started");
    assert!(site.fine(&["diff", "HEAD~1..HEAD"]).starts_with("squat-day  Squat day  (new)\n"));
    assert!(site.fine(&["diff", "HEAD..HEAD~1"]).starts_with("squat-day  Squat day  (removed)\n"));
}

#[test]
fn a_shallow_clone_prints_no_unknown_revision() {
    let repository = repository();
    change(&repository.site, "content/programs/bench-day.yaml", "3x3", "4x3");
    repository.commit("More bench");
    let clone = Site::new();
    let address = format!("file://{}", repository.site.path().display());
    repository.git(&["clone", "-q", "--depth", "1", &address, clone.path().join("site").to_str().unwrap()]);
    clone.run(&["build", "-q", "site"]);
    assert!(!clone.read("site/output/booklets/sam/squat-day/booklet.md").contains("Version "));
}

#[test]
fn linked_programs_have_the_revision_of_their_targets() {
    let repository = repository();
    let site = &repository.site;
    std::os::unix::fs::symlink("squat-day.yaml", site.path().join("content/programs/linked.yaml")).unwrap();
    site.write("content/lifters/sam.yaml", lifter("Sam", "linked", 200));
    repository.commit("A link");
    change(site, "content/programs/squat-day.yaml", "3x3", "4x3");
    repository.commit("What it leads to");
    let last = repository.git(&["rev-parse", "--short=10", "HEAD"]).trim().to_owned();
    site.run(&["build", "-q"]);
    let stamp = revision_of(site, "sam", "linked");
    assert!(stamp.starts_with(&last) && !stamp.contains("changes"), "{stamp}");
    let before = site.read("output/booklets/sam/linked/booklet.html");
    site.run(&["build", "-q", "--rev", "HEAD"]);
    assert_eq!(site.read("output/booklets/sam/linked/booklet.html"), before);
}

#[test]
fn endless_links_in_a_revision_take_no_time() {
    let repository = repository();
    for number in 0..40 {
        let link = repository.site.path().join(format!("content/programs/l{number}"));
        std::os::unix::fs::symlink(".", link).unwrap();
    }
    repository.commit("Links");
    let ran = crate::harness::bounded(&repository.site, &["diff", "HEAD~1..HEAD"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    let deep = format!("templates/{}deep.html", "d/".repeat(900));
    let blob = repository.git(&["hash-object", "-w", "content/programs/squat-day.yaml"]);
    repository.git(&["rm", "-rq", "--cached", "content/programs"]);
    repository.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{},{deep}", blob.trim())]);
    repository.git(&["commit", "-qm", "Deep"]);
    let ran = crate::harness::bounded(&repository.site, &["build", "-q", "--rev", "HEAD", "-o", "deep"]);
    assert!(ran.code.is_some(), "{}", ran.stderr);
}

#[test]
fn commit_messages_are_escaped_in_terminals() {
    let repository = repository();
    change(&repository.site, "content/programs/squat-day.yaml", "3x3", "4x3");
    repository.commit("evil \u{1b}[31mred\u{1b}]0;title\u{7}");
    let log = repository.site.fine(&["log", "squat-day", "--format", "json"]);
    assert!(!log.contains("\\u001b") && log.contains("evil"), "{log}");
}
