//! Sites that are kept in git: `diff`, `log`, `textconv`, `build --rev`, and the revision on booklets.

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

  and the weights that follow
    ~ Squat, back-off, week 1  77.5 kg → 80 kg

  volume
    week 1  sets 6 → 5 (−17%), tonnage 1927.5 kg → 1725 kg (−11%), mean intensity 79.7% → 81.3%
";
    assert_eq!(site.fine(&["diff"]), expected);
    assert_eq!(site.run(&["diff", "--exit-code"]).code, Some(1));
    // Nothing was staged, nothing written.
    assert_eq!(repository.git(&["status", "--porcelain"]), " M content/programs/squat-day.yaml\n");
    let of_sam = site.fine(&["diff", "squat-day", "--lifter", "sam"]);
    assert!(of_sam.contains("weights for Sam") && of_sam.contains("170 kg (85%) → 2 × 3 @ 175 kg"), "{of_sam}");
    let of_maxes = site.fine(&["diff", "squat-day", "--max", "squat=400lb"]);
    assert!(of_maxes.contains("3 × 3 @ 340 lb (85%) → 2 × 3 @ 350 lb"), "{of_maxes}");
    assert_eq!(site.fine(&["diff", "bench-day"]), "");
}

#[test]
fn where_there_is_room_before_and_after_stand_beside_each_other() {
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

  and the weights that follow
    ~ Squat, top set, week 1   170 kg → 177.5 kg
    ~ Squat, back-off, week 1  152.5 kg → 160 kg

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
    let told = site.fine(&["diff", "HEAD~1..HEAD", "squats"]);
    assert!(told.starts_with("squats  Squat day  (was squat-day)\n"), "{told}");
    assert!(told.contains("~ Squat, back-off  3 × 5 @ 77.5 kg (10% off the top weight) → 4 × 5"), "{told}");
    let log = site.fine(&["log", "squats"]);
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(
        lines[0].contains("was squat-day; week 1 · Squat: Squat, back-off 3 × 5") && lines[0].ends_with("(Renamed)")
    );
    assert!(lines[1].ends_with("first version  (First)"), "{log}");
}

#[test]
fn programs_that_came_and_went_are_told() {
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

bench-day  Bench day  (gone)
  trained by Kim
    − weeks  1 week of 1 day

kim  Kim  (gone)
    − program `bench-day`  from 2026-12-07
";
    assert_eq!(site.fine(&["diff"]), expected);
}

#[test]
fn two_files_are_compared_without_git() {
    let site = Site::new().file("old.yaml", PROGRAM).file("new.yaml", PROGRAM.replace("3x5", "4x5"));
    let told = site.fine(&["diff", "old.yaml", "new.yaml"]);
    assert!(told.contains("Squat, back-off  3 × 5 @ 77.5 kg") && told.contains("→ 4 × 5 @ 77.5 kg"), "{told}");
    assert_eq!(site.run(&["diff", "old.yaml", "old.yaml", "--exit-code"]).code, Some(0));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let site = Site::new().file("content/programs/squat-day.yaml", PROGRAM);
    let told = |args: &[&str], site: &Site| {
        let ran = site.run(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        ran.stderr
    };
    assert_eq!(told(&["diff"], &site), "error: `.` is not kept in git: there is no repository around it\n");
    let empty = Repository::new();
    empty.site.write("content/programs/squat-day.yaml", PROGRAM);
    assert_eq!(told(&["diff"], &empty.site), "error: nothing was committed yet, so there is nothing to compare with\n");
    let repository = repository();
    assert_eq!(
        told(&["diff", "squatday"], &repository.site),
        "error: there is no revision `squatday` in this repository, and no program or lifter of that name: did you mean `squat-day`?\n"
    );
    assert_eq!(
        told(&["diff", "HEAD", "nobody"], &repository.site),
        "error: there is no program or lifter `nobody` in either version\n"
    );
    assert_eq!(
        told(&["build", "--rev", "v9"], &repository.site),
        "error: there is no revision `v9` in this repository\n"
    );
    assert_eq!(
        told(&["log", "squatday"], &repository.site),
        "error: there is no program `squatday`: did you mean `squat-day`?\n"
    );
}

#[test]
fn a_clone_of_the_last_commit_alone_says_what_it_lacks() {
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
        ran.stderr.contains("it is a shallow clone, and `git fetch --unshallow` brings the rest"),
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

    // Somebody else's program is none of Sam's business.
    change(site, "content/programs/bench-day.yaml", "3x3", "4x3");
    site.run(&["build", "-q"]);
    assert_eq!(revision_of(site, "sam", "squat-day"), format!("{first} of 22 September 2026"));
    assert_eq!(revision_of(site, "kim", "bench-day"), format!("{first} of 22 September 2026 + changes"));
    repository.commit("More bench");
    let second = repository.git(&["rev-parse", "--short=10", "HEAD"]).trim().to_owned();
    site.run(&["build", "-q"]);
    assert_eq!(revision_of(site, "sam", "squat-day"), format!("{first} of 22 September 2026"));
    assert_eq!(revision_of(site, "kim", "bench-day"), format!("{second} of 23 September 2026"));

    // What all booklets are made of is everybody's.
    site.write("content/liftpress.yaml", "rounding: down\n");
    site.run(&["build", "-q"]);
    assert!(revision_of(site, "sam", "squat-day").ends_with(" + changes"));
    // A file that does not count leaves them alone.
    repository.commit("Down");
    site.write("NOTES.txt", "for me\n");
    site.run(&["build", "-q"]);
    assert!(!revision_of(site, "sam", "squat-day").contains("changes"));
}

#[test]
fn last_seasons_booklets_come_out_again_byte_for_byte() {
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
        assert!(text == before, "{path} is another");
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
    assert!(
        diff.contains("\n-      Squat  3 × 3    85 kg   85%")
            && diff.contains("\n+      Squat  2 × 3  87.5 kg   87.5%"),
        "{diff}"
    );
    // A lifter's file is shown as it is.
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
    let told = site.fine(&["diff", "-C", "coaching"]);
    assert!(told.contains("~ Squat, back-off  3 × 5") && told.contains("→ 4 × 5"), "{told}");
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
