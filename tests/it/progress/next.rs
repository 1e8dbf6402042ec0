//! The next cycle, and rosters, where a cell is the only space.

use serde_json::{Value, json};

use super::{LIFTER, refused, said, site};
use crate::harness::sets;

#[test]
fn the_next_cycle_follows_the_last() {
    let site = site();
    let before = site.plan("p", &["--lifter", "sam"]);
    let reported = said(&site, &["next", "sam"]);
    assert_eq!(
        reported,
        "without a log (--from), every planned set counts as done\n\
         squat: 180 kg → TM 167 kg, from 2027-01-04\n  counts in p from week 1, 2027-01-04\np: starts on Mon 2027-01-04\nwrote 1 file\n"
    );
    let new = site.read("content/lifters/sam.yaml");
    let program =
        "  - program: p\n    start: 2027-01-04\n    days: [Mon, Thu]\n    options: {extra: much}\n    skip: [plank]\n";
    assert!(new.contains("    - {tm: 167, date: 2027-01-04}\n") && new.ends_with(program), "{new}");
    assert_eq!(site.plan("p", &["--lifter", "sam"]), before);
    // Both booklets are built, the first one unchanged.
    site.fine(&["build", "-q"]);
    let booklet = |name: &str| -> Value {
        serde_json::from_str(&site.read(&format!("output/booklets/sam/{name}/booklet.json"))).unwrap()
    };
    assert_eq!(booklet("p"), before);
    let tops: Vec<_> =
        sets(&booklet("p-2")).into_iter().filter(|set| set["exercise"] == "squat" && set["set"] == 1).collect();
    // 70% of 167 kg are 116.9.
    assert_eq!((tops[0]["weight"].clone(), tops[0]["week"].clone()), (json!(117.5), json!(1)));
    // Again, from there; then another program, another day, and impossible requests.
    assert!(said(&site, &["next", "sam"]).contains("squat: TM 167 kg → TM 172 kg, from 2027-02-01\n"));
    assert!(said(&site, &["next", "sam", "p", "--start", "2027-03-10"]).contains("p: starts on Wed 2027-03-10\n"));
    assert_eq!(refused(&site, &["next", "sam", "q"], 2), "error: `sam` does not train `q`; name one of p\n");
    assert_eq!(
        refused(&site, &["next", "sam", "--program", "o"], 2),
        "error: there is no program `o`: did you mean `p`?\n"
    );
}

/// A max tested after the program overrides its progress.
#[test]
fn a_newer_max_stays() {
    let site = site();
    said(&site, &["maxes", "update", "sam", "--set", "squat=195", "--date", "2027-01-02"]);
    let reported = said(&site, &["next", "sam"]);
    assert_eq!(
        reported,
        "squat: stays 195 kg, which is newer than the program\np: starts on Mon 2027-01-04\nwrote 1 file\n"
    );
    assert!(!site.read("content/lifters/sam.yaml").contains("tm:"));
    // A max from within the program grows: 90% of 190 kg, and 5 kg more.
    site.write("content/lifters/sam.yaml", LIFTER);
    said(&site, &["maxes", "update", "sam", "--set", "squat=190", "--date", "2026-12-21"]);
    assert!(said(&site, &["next", "sam"]).contains("\nsquat: 190 kg → TM 176 kg, from 2027-01-04\n"));
}

/// Two concurrent programs have no common end; an undated one has none at all. A max must make sense in the next program.
#[test]
fn the_next_cycle_must_be_certain() {
    let other = "title: Q\nunits: kg\nweeks: 2\ndays: [{name: A, top: {squat: 5x5 @ 70%}}]\n";
    let site = site().file("content/programs/q.yaml", other);
    let with = |programs: &str| LIFTER.replace("\nprograms:\n", &format!("\nprograms:\n{programs}"));
    site.write("content/lifters/sam.yaml", with("  - {program: q, start: 2026-12-14}\n"));
    assert_eq!(refused(&site, &["next", "sam"], 2), "error: `sam` trains several programs at once; name one of q, p\n");
    assert!(said(&site, &["next", "sam", "q"]).contains("q: starts on Mon 2026-12-28\n"));
    site.write("content/lifters/sam.yaml", "name: Sam\nmaxes: {squat: 100}\nprograms: [q]\n");
    assert_eq!(
        refused(&site, &["next", "sam"], 2),
        "error: `q` has no dates for `sam`, so the next start is unknown; add one: --start 2027-01-04\n"
    );
    said(&site, &["next", "sam", "--start", "2027-01-04"]);
    let new = site.read("content/lifters/sam.yaml");
    assert_eq!(new, "name: Sam\nmaxes: {squat: 100}\nprograms: [q, {program: q, start: 2027-01-04}]\n");
    site.write("content/lifters/sam.yaml", LIFTER);
    assert_eq!(
        refused(&site, &["next", "sam", "--program", "q"], 1),
        "error: `content/lifters/sam.yaml` was not changed: `q` could no longer be calculated: training max of `squat`: `q` does not say \
         which share of the max it is; add `training_max: 90%` to the lifter, or write the max itself: {1rm: 180, date: …}\n"
    );
}

#[test]
fn cells_of_a_roster_are_replaced() {
    let roster = "name,units,squat,bench,program,start,ends,days\r\nAda,kg,120,80,p,,2027-01-03,Mon Thu\r\n\"Ben, Jr.\",lb,\"300\",,p,2026-12-07,,Tue Fri\r\n";
    let site = site().file("content/lifters/club.csv", roster);
    let reported = said(&site, &["maxes", "update", "ben-jr", "--set", "squat=310", "--set", "bench=100kgx5@8"]);
    assert_eq!(
        reported,
        "squat: 300 lb → 310 lb\nbench: ≈271.84 lb (100 kg × 5 @ RPE 8)\na roster has one max for each lift, so these count in \
         every week; Git has the earlier ones\nwrote 1 file\n"
    );
    let reported = said(&site, &["next", "ada"]);
    assert!(
        reported.contains("\nsquat: 120 kg → TM 113 kg\n") && reported.contains("p: starts on Mon 2027-01-04\n"),
        "{reported}"
    );
    let expected = roster
        .replace("120,80,p,,2027-01-03", "TM 113,80,p,2027-01-04,")
        .replace("\"300\",,", "\"310\",100 kg x 5 @ 8,");
    assert_eq!(site.read("content/lifters/club.csv"), expected);
    site.fine(&["show", "p", "--lifter", "ada"]);
    let reported = refused(&site, &["maxes", "update", "ada", "--set", "deadlift=100"], 1);
    assert_eq!(
        reported,
        "error: `content/lifters/club.csv` was not changed: it has no column `deadlift`; add it to the first line, and a comma to \
         each row\n"
    );
}
