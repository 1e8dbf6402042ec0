//! Names: cycles, tags, lifters and headings have names of their own, and different names never become one.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::git::Repository;
use crate::harness::Site;

const WAVE: &str =
    "title: Wave\nunits: kg\nweeks: 2\nprogress: {squat: 5 kg}\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ 80%}\n";
const SAM: &str = "name: Sam\nmaxes: {squat: 200}\nprograms: [{program: wave, start: 2026-12-07, days: [Mon]}]\n";

/// A lifter who trains a program for the second time.
fn second_cycle() -> Site {
    let site = Site::new().file("content/programs/wave.yaml", WAVE).file("content/lifters/sam.yaml", SAM);
    assert_eq!(site.run(&["next", "sam", "-q"]).code, Some(0));
    site
}

/// Returns the top set of the first day, as shown.
fn top(site: &Site, args: &[&str]) -> String {
    let plan: Value = serde_json::from_str(&site.fine(&[&["show", "-f", "json"], args].concat())).unwrap();
    plan["weeks"][0]["days"][0]["sets"][0]["weight"].to_string()
}

#[test]
fn every_cycle_can_be_shown() {
    let site = second_cycle();
    assert_eq!(top(&site, &["wave", "-l", "sam"]), "160");
    assert_eq!(top(&site, &["wave-2", "-l", "sam"]), "165");
    // Without a name, the last cycle is shown.
    assert_eq!(top(&site, &["-l", "sam"]), "165");
    let plan: Value = serde_json::from_str(&site.fine(&["show", "wave-2", "-l", "sam", "-f", "json"])).unwrap();
    assert_eq!((&plan["program"], &plan["booklet"]), (&"wave".into(), &"wave-2".into()));
    let list: Value = serde_json::from_str(&site.fine(&["list", "-f", "json"])).unwrap();
    assert_eq!(list["lifters"][0]["programs"], serde_json::json!(["wave", "wave"]));
    assert_eq!(list["lifters"][0]["booklets"], serde_json::json!(["wave", "wave-2"]));
    assert!(site.fine(&["list"]).contains("wave, wave-2\n"));
    let alone = site.run(&["show", "wave-2"]);
    let message = "error: there is no program `wave-2`, but `sam` has a booklet of that name: add `--lifter sam`\n";
    assert_eq!((alone.code, alone.stderr.as_str()), (Some(2), message));
}

#[test]
fn every_cycle_is_exported_to_its_own_file_with_its_own_events() {
    let site = second_cycle();
    for to in ["csv", "ics", "json", "xlsx"] {
        let ran = site.run(&["export", "-l", "sam", "--to", to, "-o", "out/"]);
        assert_eq!(ran.stderr, format!("wrote out/wave-sam.{to}\nwrote out/wave-2-sam.{to}\n"));
    }
    assert!(site.read("out/wave-sam.csv").contains(",160,") && site.read("out/wave-2-sam.csv").contains(",165,"));
    let uids = |file: &str| -> BTreeSet<String> {
        site.read(file).lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let (first, second) = (uids("out/wave-sam.ics"), uids("out/wave-2-sam.ics"));
    assert!(first.contains("UID:wave-sam-week-1-day-1@liftpress"), "{first:?}");
    assert!(second.contains("UID:wave-2-sam-week-1-day-1@liftpress"), "{second:?}");
    // If the file must be one, the last cycle is used.
    assert!(site.fine(&["export", "-l", "sam", "--to", "csv"]).contains(",165,"));
    assert!(site.fine(&["export", "wave", "-l", "sam", "--to", "csv"]).contains(",160,"));
}

/// A cycle's page stores its log under the cycle's name, and a log that names a cycle belongs to it.
#[test]
fn a_log_belongs_to_the_cycle_it_names() {
    let site = second_cycle();
    site.fine(&["build", "-q"]);
    let page = site.read("output/booklets/sam/wave-2/booklet.html");
    assert!(page.contains("\"program\":\"wave-2\",\"of\":\"wave\","));
    assert!(!site.read("output/booklets/sam/wave/booklet.html").contains("\"of\":\"wave\""));
    let sets: String = (1..=5)
        .map(|set| format!("  - {{week: 2, day: 1, exercise: squat, set: {set}, reps: 3}}\n"))
        .collect::<Vec<_>>()
        .concat();
    let log = |program: &str| format!("format: 2\nprogram: {program}\nlifter: Sam\nsets:\n{sets}");
    assert_eq!(site.run(&["next", "sam", "-q"]).code, Some(0));
    for (program, first_day) in [("wave-2", "Mon 2027-01-04"), ("wave", "Mon 2027-01-18")] {
        site.write("log.yaml", log(program));
        let ran = site.run(&["next", "sam", "--from", "log.yaml", "--dry-run"]);
        assert!(ran.stderr.contains(&format!("wave: starts on {first_day}")), "{program}: {}", ran.stderr);
    }
    site.write("log.yaml", log("wave-4"));
    assert_eq!(site.run(&["next", "sam", "--from", "log.yaml", "--dry-run"]).code, Some(2));
}

#[test]
fn the_versions_of_a_cycle_are_those_of_its_program() {
    let repository = Repository::new();
    for (path, text) in second_cycle().files("content") {
        repository.site.write(&format!("content/{path}"), text);
    }
    repository.commit("First");
    let log = repository.site.fine(&["log", "wave"]);
    assert!(log.contains("first version"), "{log}");
    assert_eq!(repository.site.fine(&["log", "wave-2"]), log);
    let sam = repository.site.read("content/lifters/sam.yaml");
    repository.site.write("content/lifters/sam.yaml", sam.replace("start: 2026-12-21", "start: 2027-01-11"));
    let diff = repository.site.fine(&["diff", "sam"]);
    assert!(diff.contains("program `wave-2`") && !diff.contains("program `wave`"), "{diff}");
}

fn tagged(site: &Site, name: &str, tags: &str) {
    let program = format!("title: {name}\nunits: kg\ntags: [{tags}]\ndays: [{{name: A, top: {{squat: 3x5 @ 50}}}}]\n");
    site.write(&format!("content/programs/{name}.yaml"), program);
}

#[test]
fn tags_that_differ_have_different_pages() {
    let site = Site::new();
    tagged(&site, "short", "\"< 60 min\", \"5 дней\", full-body");
    tagged(&site, "long", "\"> 60 min\", \"< 60 min\", \"5 недель\", Full Body");
    site.fine(&["build", "-q"]);
    let pages: BTreeSet<_> = site.files("output/site/tags").into_iter().map(|(path, _)| path).collect();
    let expected = ["5-nedel", "5", "60-min-2", "60-min", "full-body"];
    assert_eq!(pages, expected.map(|slug| format!("{slug}/index.html")).into());
    let lists = |page: &str, program: &str| {
        let page = site.read(&format!("output/site/tags/{page}/index.html"));
        page.contains(&format!("<li class=\"card\" id=\"{program}\""))
    };
    assert!(lists("60-min", "short") && lists("60-min", "long"));
    assert!(!lists("60-min-2", "short") && lists("60-min-2", "long"));
    assert!(lists("full-body", "short") && lists("full-body", "long"));
    let long = site.read("output/site/programs/long/index.html");
    for link in [
        "tags/60-min/index.html\" dir=\"auto\">&lt; 60 min<",
        "tags/60-min-2/index.html\" dir=\"auto\">&gt; 60 min<",
        ">Full Body<",
    ] {
        assert!(long.contains(link), "{link}");
    }
    // Filters distinguish programs by the data of their cards.
    let index = site.read("output/site/index.html");
    assert!(
        index.contains("<option value=\"60-min-2\">&gt; 60 min</option>")
            && index.contains("data-tag=\"60-min 5 full-body\"")
    );
    // If one of two disappears, the page of the unchanged program is rebuilt.
    tagged(&site, "short", "full-body");
    tagged(&site, "other", "60 min");
    site.fine(&["build", "-q"]);
    let long = site.read("output/site/programs/long/index.html");
    assert!(long.contains("tags/60-min-2/index.html\" dir=\"auto\">&lt; 60 min<"), "{long}");
    assert!(site.read("output/site/tags/60-min/index.html").contains("<h1 dir=\"auto\">60 min</h1>"));
}

#[test]
fn lifters_whose_names_differ_in_letters_have_different_folders() {
    let roster = "name,squat,program\nИван 2,100,wave\nПётр 2,120,wave\n李,140,wave\n";
    let site = Site::new().file("content/programs/wave.yaml", WAVE).file("content/lifters/club.csv", roster);
    site.fine(&["build", "-q", "-f", "md"]);
    let folders: BTreeSet<_> = site
        .files("output/booklets")
        .into_iter()
        .filter_map(|(path, _)| Some(path.split_once('/')?.0.to_owned()))
        .collect();
    assert_eq!(folders, ["ivan-2", "li", "piotr-2"].map(str::to_owned).into());
    assert!(site.fine(&["show", "wave", "-l", "piotr-2"]).contains("120 kg"));
}

#[test]
fn headings_do_not_take_ids_of_cards_and_pages() {
    let site = Site::new();
    for name in ["531", "content", "main"] {
        tagged(&site, name, "");
    }
    let home = "# Home\n\n## 5/3/1\n\nOurs. See [it](#531) and [below](index.md#531-1).\n\n## Content\n\n## main_content\n\n## Main\n";
    site.write("content/pages/index.md", home);
    site.fine(&["build", "-q"]);
    let page = site.read("output/site/index.html");
    let mut ids: Vec<_> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let expected = ["531", "531-1", "content", "content-1", "home", "main", "main-1", "main_content", "main_content-1"];
    assert_eq!(ids, expected);
    assert!(page.contains("<li class=\"card\" id=\"531\"") && page.contains("<h2 id=\"531-1\">5/3/1</h2>"), "{page}");
}
