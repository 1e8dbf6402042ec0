//! Booklets as PDF, examined with other tools: `qpdf`, and poppler's `pdftotext`, `pdfinfo` and `pdftoppm`.

mod pictures;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::harness::{Ran, Site, copy, ran, repository, sets};

/// Returns the output of a tool. Returns `None` with a message if it is not installed; under CI it must be.
fn tool(name: &str, args: &[&str]) -> Option<String> {
    match Command::new(name).args(args).output() {
        Ok(output) => {
            let ran = ran(&output);
            assert_eq!(ran.code, Some(0), "{name} {}: {}{}", args.join(" "), ran.stdout, ran.stderr);
            Some(ran.stdout)
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{name}: {error}");
            eprintln!("skipped: no {name} ({error})");
            None
        }
    }
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Returns the text of a PDF in reading order.
fn text(pdf: &Path) -> Option<String> {
    let text = tool("pdftotext", &["-raw", shown(pdf), "-"])?;
    // Lines break at the end of the page.
    Some(text.replace("\u{ad}\n", "").split_whitespace().collect::<Vec<_>>().join(" "))
}

fn pages(pdf: &Path) -> Option<usize> {
    let info = tool("pdfinfo", &[shown(pdf)])?;
    info.lines().find_map(|line| line.strip_prefix("Pages:")).map(|count| count.trim().parse().unwrap())
}

/// The gallery in every layout, built once.
fn gallery() -> &'static Path {
    static GALLERY: OnceLock<Site> = OnceLock::new();
    GALLERY
        .get_or_init(|| {
            let site = Site::new();
            // Outside the repository, whose revisions would be printed.
            copy(&repository().join("content"), &site.path().join("content"));
            site.fine(&["build", "-q", "--format", "json,pdf", "--layout", "booklet,sheet"]);
            site
        })
        .path()
}

/// Returns every PDF of a name in the gallery.
fn pdfs(name: &str) -> Vec<PathBuf> {
    let folders = |folder: &Path| -> Vec<PathBuf> {
        let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.retain(|path| path.is_dir());
        found.sort();
        found
    };
    let lifters = folders(&gallery().join("output/booklets"));
    let found: Vec<_> = lifters.iter().flat_map(|lifter| folders(lifter)).map(|folder| folder.join(name)).collect();
    assert!(found.len() >= 20, "{}", found.len());
    found
}

/// Prints one program of a lifter.
fn printed(settings: &str, program: &str) -> Site {
    let site = Site::new()
        .file("content/liftpress.yaml", format!("title: Club\nformats: [pdf]\n{settings}"))
        .file("content/programs/wave.yaml", program)
        .file("content/lifters/sam.yaml", "name: Sam Example\nunits: kg\nmaxes: {squat: 180}\nprograms: [wave]\n");
    site.fine(&["build", "-q"]);
    site
}

const WAVE: &str = "title: Wave\ndays: [{name: Squat, top: {squat: 3x3 @ 85%}, backoff: {squat: 3x5 @ top -10%}}]\n";
const BOOKLET: &str = "output/booklets/sam/wave/booklet.pdf";

/// Each weight of the plan is in the PDF, set by set in the order of the plan.
#[test]
fn every_weight_of_the_plan_is_in_the_pdf() {
    for name in ["booklet.pdf", "sheet.pdf"] {
        for pdf in pdfs(name) {
            let Some(text) = text(&pdf) else { return };
            let plan: Value =
                serde_json::from_slice(&std::fs::read(pdf.with_file_name("booklet.json")).unwrap()).unwrap();
            let mut words = text.split_whitespace();
            let mut last = Value::Null;
            let mut count = 0;
            for set in sets(&plan).into_iter().filter(|set| set["role"] != "warmup" && set["only_if"].is_null()) {
                let group = serde_json::json!([
                    set["week"],
                    set["day"],
                    set["exercise"],
                    set["block"],
                    set["group"],
                    set["role"]
                ]);
                // A group of sets is one row. Bodyweight exercises show the added weight.
                if group == last
                    || set["weight"].is_null()
                    || set["rule"].as_str().is_some_and(|rule| rule.starts_with("bw"))
                {
                    continue;
                }
                last = group;
                let end = |weight: &Value| weight.to_string().trim_end_matches(".0").to_owned();
                let number = match set["weight"].as_array() {
                    Some(ends) => ends.iter().map(end).collect::<Vec<_>>().join("–"),
                    None => end(&set["weight"]),
                };
                let is_it = |word: &str| word.trim_start_matches('≈') == number;
                assert!(words.any(is_it), "{}: {number} of {set}", pdf.display());
                count += 1;
            }
            assert!(count > 0, "{}", pdf.display());
        }
    }
}

#[test]
fn every_pdf_is_sound_and_tagged() {
    for pdf in pdfs("booklet.pdf").into_iter().chain(pdfs("sheet.pdf")) {
        let Some(checked) = tool("qpdf", &["--check", shown(&pdf)]) else { return };
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        let Some(info) = tool("pdfinfo", &[shown(&pdf)]) else { return };
        assert!(info.contains("Tagged:          yes"), "{}: {info}", pdf.display());
        let size = std::fs::metadata(&pdf).unwrap().len();
        assert!(size <= 500_000, "{}: {size} bytes", pdf.display());
    }
}

#[test]
fn the_same_booklet_is_the_same_bytes() {
    let [one, other] =
        [printed("", WAVE), printed("", WAVE)].map(|site| std::fs::read(site.path().join(BOOKLET)).unwrap());
    assert!(one == other);
}

#[test]
fn a_pdf_has_metadata_and_bookmarks() {
    let pdf = gallery().join("output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf");
    let Some(info) = tool("pdfinfo", &[shown(&pdf)]) else { return };
    assert!(info.contains("Title:           Back-off wave for three lifts"), "{info}");
    assert!(info.contains("Author:          liftpress"), "{info}");
    let Some(json) = tool("qpdf", &["--json", "--json-key=outlines", shown(&pdf)]) else { return };
    let outlines: Value = serde_json::from_str(&json).unwrap();
    let titles = |of: &Value| {
        of.as_array().unwrap().iter().map(|mark| mark["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let weeks = &outlines["outlines"];
    let first =
        weeks.as_array().unwrap().iter().find(|mark| mark["title"].as_str().unwrap().starts_with("Week 1")).unwrap();
    assert_eq!(titles(&first["kids"]), ["Squat", "Bench", "Deadlift", "Second bench"]);
    assert_eq!(titles(weeks).iter().filter(|title| title.starts_with("Week ")).count(), 12);
}

/// The first day's top set links to its note by a name in the PDF.
#[test]
fn links_stay_within_the_site() {
    let pdf = gallery().join("output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf");
    let Some(json) = tool("qpdf", &["--json", "--json-key=qpdf", shown(&pdf)]) else { return };
    let destinations: Vec<_> = json.match_indices("\"/Dest\": \"u:").map(|(at, key)| &json[at + key.len()..]).collect();
    let anchors: std::collections::BTreeSet<_> =
        destinations.iter().map(|rest| rest.split('"').next().unwrap()).collect();
    // Twelve weeks, their days, and each exercise.
    assert!(anchors.len() >= 12 + 48 + 10, "{anchors:?}");
    for anchor in anchors {
        // Once at its target, in the list of names, and at least once at a link to it.
        assert!(json.matches(&format!("\"u:{anchor}\"")).count() >= 2, "{anchor}");
    }
    assert!(!json.contains("\"u:#"), "an address within");
}

#[test]
fn paper_sizes_are_applied() {
    for (paper, size) in
        [("a4", "595.276 x 841.89 pts (A4)"), ("letter", "612 x 792 pts (letter)"), ("a5", "419.528 x 595.276 pts")]
    {
        let site = printed("", WAVE);
        site.fine(&["build", "-q", "--paper", paper]);
        let Some(info) = tool("pdfinfo", &[shown(&site.path().join(BOOKLET))]) else { return };
        assert!(info.contains(size), "{paper}: {info}");
    }
}

#[test]
fn the_sheet_has_one_page_a_week() {
    for (lifter, weeks) in
        [("zoe-voorbeeld/backoff-wave", 12), ("sam-example/madcow", 9), ("chris-placeholder/candito", 6)]
    {
        let Some(pages) = pages(&gallery().join(format!("output/booklets/{lifter}/sheet.pdf"))) else { return };
        assert_eq!(pages, weeks, "{lifter}");
    }
}

/// Markdown is rendered; Typst syntax is plain text.
#[test]
fn user_text_is_escaped() {
    let program = "title: '#panic(\"boo\") $x$ *a* [b] @c <d> \\e //f'\n\
        summary: |\n  Some **bold** and _italic_ words, `#code`, a [page](https://example.org).\n\n  - one\n  - two\n\n  | lift | kg |\n  |---|---:|\n  | squat | 180 |\n\n  <script>alert(1)</script>\n\n  ![a deep squat](assets/none.png)\n\
        days: [{name: '= Day', note: '#import \"/x.typ\"', top: {squat: 3x3 @ 85%}}]\n";
    let site = printed("", WAVE).file("content/programs/wave.yaml", program);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.starts_with("warning[missing-picture]: picture `assets/none.png` not found"), "{}", ran.stderr);
    let Some(text) = text(&site.path().join(BOOKLET)) else { return };
    for expected in [
        "#panic(\"boo\") $x$ *a* [b] @c <d> \\e //f",
        "Some bold and italic words, #code, a page.",
        "– one",
        "squat 180",
        "<script>alert(1)</script>",
        "a deep squat",
        "= Day",
        "#import",
    ] {
        assert!(text.contains(expected), "{expected}:\n{text}");
    }
}

#[test]
fn scripts_of_inter_are_printed() {
    let program = "title: Жим лёжа · Πίεση · Şınav · Żółć\ndays: [{name: A, top: {squat: 3x3 @ 85%}}]\n";
    let Some(text) = text(&printed("", program).path().join(BOOKLET)) else { return };
    assert!(text.contains("Жим лёжа · Πίεση · Şınav · Żółć"), "{text}");
}

#[test]
fn characters_without_a_glyph_are_reported() {
    let site = printed("", WAVE).file("content/programs/wave.yaml", WAVE.replace("Wave", "筋力 Wave"));
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(0));
    let (warnings, _) = ran.stderr.split_once("\n1 warning").expect("one warning");
    insta::assert_snapshot!(warnings, @"
    warning[no-glyph]: no font has 力 (U+529B), 筋 (U+7B4B), so the PDF shows □ instead
    --> content/programs/wave.yaml
     = help: add a font with these characters to `templates/fonts/`
    ");
    let Some(text) = text(&site.path().join(BOOKLET)) else { return };
    assert!(text.contains("□□ Wave"), "{text}");
}

#[test]
fn a_sites_template_replaces_the_built_in_one() {
    let site = printed("", WAVE)
        .file("templates/booklet.typ", "#import \"/look.typ\": *\n#show: page-look\n= Only #data.title\n");
    site.fine(&["build", "-q"]);
    let Some(text) = text(&site.path().join(BOOKLET)) else { return };
    assert!(text.starts_with("Only Wave"), "{text}");
}

/// Syntax of page templates is plain text in PDF templates.
#[test]
fn braces_of_typst_are_its_own() {
    let template = "// {% {{ {#\n#import \"/look.typ\": *\n#show: page-look\n= Only #data.title\n";
    let site = printed("", WAVE).file("templates/booklet.typ", template);
    assert_eq!(site.run(&["build", "-q"]), Ran { code: Some(0), stdout: String::new(), stderr: String::new() });
}

#[test]
fn template_errors_are_reported_at_their_place() {
    let site = printed("", WAVE)
        .file("templates/day.typ", "#import \"/look.typ\": *\n#let day-page(day, linked) = [#day.nmae]\n");
    for command in ["build", "check"] {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, Some(1), "{command}");
        let reported = if command == "build" { ran.stderr } else { ran.stdout };
        assert!(reported.contains("templates/day.typ:2:36"), "{command}: {reported}");
        assert!(reported.contains("dictionary does not contain key \"nmae\""), "{command}: {reported}");
    }
}

#[test]
fn pages_match_their_approved_pictures() {
    for (name, lifter, layout, page) in [
        ("cover", "zoe-voorbeeld/backoff-wave", "booklet", 1),
        ("two-days", "zoe-voorbeeld/backoff-wave", "booklet", 3),
        ("strip-and-decisions", "sule-oernekoglu/top-single", "booklet", 2),
        ("sets-of-all-kinds", "sam-example/set-structures", "booklet", 3),
        ("sheet", "zoe-voorbeeld/backoff-wave", "sheet", 1),
    ] {
        pictures::compare(name, &gallery().join(format!("output/booklets/{lifter}/{layout}.pdf")), page);
    }
}
