//! Small files that are expensive to process: they are refused, or processed within 2 s and 300 MiB.
#![cfg(unix)]

use crate::harness::{Site, bounded};

const SAM: &str =
    "name: Sam\nunits: kg\nbodyweight: 80\nmaxes: {squat: 200, bench: 150, deadlift: 220}\nprograms: [p]\n";
const WAVE: &str = "title: Wave\nunits: kg\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n";

fn site(program: &str) -> Site {
    Site::new().file("content/programs/p.yaml", program).file("content/lifters/sam.yaml", SAM)
}

/// A program with many copies of a day.
fn days(first: &str, days: usize) -> String {
    let others: String =
        (1..days).map(|day| format!("  - {{name: D{day}, top: *t, backoff: *b}}\n")).collect::<Vec<_>>().concat();
    format!("days:\n  - name: D0\n{first}{others}")
}

/// Commands to run. Each must end in time with the given text.
fn says(site: &Site, runs: &[&[&str]], words: &str) {
    for run in runs {
        let ran = bounded(site, run);
        assert_eq!(ran.code, Some(1), "{run:?}: {}", ran.stderr);
        let reported = format!("{}{}", ran.stdout, ran.stderr);
        assert!(reported.contains(words), "{run:?}: {reported}");
    }
}

const MOST: &str = "split it into programs of at most 520 weeks and 10000 groups of sets, or 100000 over all choices";

#[test]
fn branches_of_every_week_are_counted() {
    let branch = |i: usize| format!("{{if: rpe {}.5, sets: '{}'}}", 5 + i / 2, vec!["1x1 @ 9%"; 200].join(", "));
    let branches: Vec<_> = (0..8).map(branch).collect();
    let first = format!(
        "    top: &t [squat: 1x1 @ RPE 8]\n    backoff: &b\n      - {{exercise: squat, sets: 1x1 @ 50%, adjust: [{}]}}\n",
        branches.join(", ")
    );
    let site = site(&format!("title: T\nunits: kg\nweeks: 104\ncycles: 5\n{}", days(&first, 14)));
    let runs: [&[&str]; 3] = [&["check", "-q"], &["show", "p", "--lifter", "sam", "--week", "1"], &["build", "-q"]];
    says(&site, &runs, "the program is too large: 520 weeks with 11662560 groups of sets");
    says(&site, &runs[..1], MOST);
}

#[test]
fn sets_that_follow_each_other_are_counted_one_by_one() {
    let first = "    top: &t [squat: 1x1 @ 80%]\n    backoff: &b [squat: 20x5 @ previous -1%]\n";
    let site = site(&format!("title: T\nunits: kg\nweeks: 104\n{}", days(first, 14)));
    says(&site, &[&["build", "-q"]], "the program is too large: 104 weeks with 30576 groups of sets");
}

#[test]
fn choices_are_counted() {
    let options: String = (0..40).map(|i| format!("  o{i}: {{choices: [a, b]}}\n")).collect::<Vec<_>>().concat();
    let back_off: String = (0..10)
        .map(|i| format!("      - {{exercise: squat, sets: 5x3 @ top -{}%, only: {{o{i}: a}}}}\n", i + 1))
        .collect::<Vec<_>>()
        .concat();
    let first = format!("    top: &t\n      - squat: 5x3 @ 60%\n    backoff: &b\n{back_off}");
    let program = format!("title: T\nunits: kg\nweeks: 52\noptions:\n{options}{}", days(&first, 7));
    says(&site(&program), &[&["build", "-q"]], "the program is too large: 80 choices with 4004 groups of sets each");
}

#[test]
fn warm_ups_are_counted() {
    let warmup = format!("'{}'", vec!["1x1 @ top -5%"; 130].join(", "));
    let program = format!(
        "title: W\nunits: kg\nweeks: 104\nwarmup: [{}]\ndays: [{{name: A, top: {{squat: 1x1 @ RPE 8}}}}]\n",
        vec![warmup; 40].join(", ")
    );
    let runs: [&[&str]; 2] = [&["check", "-q"], &["build", "-q"]];
    says(&site(&program), &runs, "the program is too large: 104 weeks with 540904 groups of sets");
}

/// As many groups as a program can have, calculated for each combination of options and printed as JSON.
#[test]
fn the_largest_program_is_planned() {
    let back_off = "      - squat: 5x3 @ top -5%\n".repeat(12);
    let first = format!("    top: &t [squat: 5x3 @ RPE 8]\n    backoff: &b\n{back_off}");
    let options: String = (0..5).map(|i| format!("  o{i}: {{choices: [a, b]}}\n")).collect::<Vec<_>>().concat();
    let program = format!("title: T\nunits: kg\nweeks: 104\noptions:\n{options}{}", days(&first, 7));
    let site = site(&program).file("content/liftpress.yaml", "formats: [html, json]\n");
    let json = bounded(&site, &["show", "p", "--lifter", "sam", "--format", "json"]);
    assert_eq!(json.code, Some(0), "{}", json.stderr);
    assert_eq!(json.stdout.matches("\"role\":\"backoff\"").count(), 104 * 7 * 12 * 5);
    assert_eq!(bounded(&site, &["check", "-q"]).code, Some(0));
}

#[test]
fn tags_have_a_page_each() {
    let tags: Vec<_> = (0..8000).map(|i| format!("t{i}")).collect();
    let site = site(&format!("{WAVE}tags: [{}]\n", tags.join(", ")));
    says(&site, &[&["build", "-q"]], "`tags` must have at most 50 tags, found 8000");
}

#[test]
fn similar_long_names_are_compared_quickly() {
    let long = "abcdefghij".repeat(7);
    let own: String = (0..160).map(|i| format!("  {long}x{i}: {{}}\n")).collect::<Vec<_>>().concat();
    let entries = |day: usize| (0..70).map(move |i| (day, i));
    let day = |day: usize| {
        let entries: String =
            entries(day).map(|(day, i)| format!("  - {long}{}: 3x9\n", day * 1000 + i)).collect::<Vec<_>>().concat();
        format!("- name: D{day}\n  accessories:\n{entries}")
    };
    let days = (0..14).map(day).collect::<Vec<_>>().concat();
    let site = site(&format!("title: T\nunits: kg\nexercises:\n{own}days:\n{days}"));
    says(&site, &[&["check", "-q"]], "unknown exercise `abcdefghij");
}

#[test]
fn headings_and_links_take_linear_time() {
    let page = |text: String| site(WAVE).file("content/pages/x.md", text);
    let build: [&[&str]; 1] = [&["build", "-q"]];
    says(
        &page(format!("# X\n{}", "# a\n".repeat(20_000))),
        &build,
        "a text can have at most 2000 headings, found 20000",
    );
    says(&page(format!("# b\n{}", "[a](#c) ".repeat(12_000))), &build, "`site/x/index.html` has no `#c`");
    let fine = page(format!("# X\n\n## b\n\n{}", "[a](#b) ".repeat(12_000)));
    assert_eq!(bounded(&fine, &["build", "-q"]).code, Some(0));
    let most = page(format!("# X\n{}{}", "# a\n".repeat(1_999), "[a](#a-7) ".repeat(1_000)));
    assert_eq!(bounded(&most, &["build", "-q"]).code, Some(0));
}
