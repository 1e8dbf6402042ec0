//! Authors' texts within our own: right-to-left text does not turn numbers round, and no printed text has an effect.

use crate::git::Repository;
use crate::harness::Site;

const PROGRAM: &str = "title: גל 5/3/1 (א)\nunits: kg\nsummary: \"תוכנית של 4 שבועות.\\n\\n- אחד\\n- two\\n\\nPlain 5 × 3.\"\n\
    author: דנה\ncycles: 2\nphases:\n  - name: נפח 3\n    days:\n      - name: يوم 1\n        note: قرفصاء 5 × 3.\n        top: {squat: 1x1 @ RPE 8}\n        \
    backoff: [{exercise: squat, sets: 4x4 @ top -12%, adjust: [{if: rpe >= 9.5, sets: 2x4 @ top -18%}]}]\n";

fn site() -> Site {
    Site::new()
        .file("content/programs/wave.yaml", PROGRAM)
        .file("content/exercises/squat.md", "---\nname: قرفصاء\n---\n| א | ב |\n|:-:|--:|\n| x | 5 |\n")
        .file(
            "content/lifters/sam.yaml",
            "name: محمد 7\nmaxes: {squat: 200}\nprograms: [{program: wave, start: 2026-12-07, days: [Mon]}]\n",
        )
}

fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
}

#[test]
fn pages_isolate_what_authors_wrote() {
    let site = site();
    site.fine(&["build", "-q"]);
    let page = site.read("output/booklets/sam/wave/booklet.html");
    contains(
        &page,
        &[
            "<h1 dir=\"auto\">גל 5/3/1 (א)</h1>",
            "<strong dir=\"auto\">محمد 7</strong> · 7 December 2026",
            "<p dir=\"auto\">תוכנית של 4 שבועות.</p>",
            "<ul dir=\"rtl\">\n<li>אחד</li>\n<li dir=\"auto\">two</li>",
            "<p>Plain 5 × 3.</p>",
            "<bdi>قرفصاء</bdi> <strong>200 kg</strong>",
            "\u{2068}قرفصاء\u{2069} 1 × 1 at ≈185",
            "<h3 dir=\"auto\">يوم 1</h3>",
            "dir=\"auto\">قرفصاء</a></h5>",
            "<bdi>قرفصاء</bdi> 4 × 4",
            "instead of \u{2068}قرفصاء\u{2069} below",
            "\u{2068}נפח 3\u{2069} · cycle 1",
            "<th class=\"center\" dir=\"auto\">א</th><th class=\"right\" dir=\"auto\">ב</th>",
            "<td class=\"center\">x</td><td class=\"right\">5</td>",
        ],
    );
    let page = site.read("output/site/index.html");
    contains(&page, &["index.html\" dir=\"auto\">גל 5/3/1 (א)</a>"]);
    let markdown = site.read("output/booklets/sam/wave/booklet.md");
    contains(&markdown, &["# \u{2068}גל 5/3/1 (א)\u{2069}\n", "| \u{2068}قرفصاء\u{2069} | 1 × 1 | **≈185** kg |"]);
}

#[test]
fn left_to_right_text_is_unchanged() {
    let program = "title: Wave\nunits: kg\ndays: [{name: Übung 力, note: Text, top: {squat: 5x3 @ 80%}}]\n";
    let site = Site::new().file("content/programs/wave.yaml", program);
    for args in [&["show", "wave", "--max", "squat=100kg"][..], &["list"]] {
        assert!(!site.fine(args).contains(['\u{2068}', '\u{2069}']));
    }
}

#[test]
fn terminals_and_calendars_isolate_names() {
    let site = site();
    let shown = site.fine(&["show", "wave", "--lifter", "sam"]);
    contains(
        &shown,
        &[
            "from \u{2068}قرفصاء\u{2069} 200 kg;",
            "\n      \u{2068}قرفصاء\u{2069}  1 × 1    ≈185 kg",
            "\u{2068}يوم\u{2069} 1 · Mon 7 Dec 2026",
        ],
    );
    contains(&site.fine(&["list"]), &["wave     \u{2068}גל\u{2069} 5/3/1 (\u{2068}א\u{2069})  2 × 1"]);
    let calendar = site.fine(&["export", "wave", "--lifter", "sam", "--to", "ics"]).replace("\r\n ", "");
    contains(
        &calendar,
        &[
            "SUMMARY:\u{2068}גל 5/3/1 (א)\u{2069} · \u{2068}يوم 1\u{2069}\r\n",
            "\\n\u{2068}قرفصاء\u{2069}: 1 × 1\\, ≈185 kg",
        ],
    );
}

#[test]
fn messages_isolate_names() {
    let site = site().file("content/lifters/kim.yaml", "name: محمد\nmaxes: {\"שלום 5\": 200}\n");
    let ran = site.run(&["check"]);
    contains(&ran.stdout, &["`\u{2068}שלום\u{2069} 5`"]);
    contains(&site.run(&["check", "--format", "github"]).stdout, &["`\u{2068}שלום\u{2069} 5`"]);
    contains(&site.run(&["check", "--format", "json"]).stdout, &["`שלום 5`"]);
}

const ACTS: &str = "title: \"::error::title\"\n\"x\\n::error::key\": 1\nunits: kg\ndays: [{name: A, top: {\"squ\\n::stop-commands::t\": 5x3 @ 80%}}]\n";

#[test]
fn report_lines_are_not_forge_commands() {
    let site = Site::new().file("content/programs/p.yaml", ACTS);
    for format in ["text", "github", "json", "sarif"] {
        let ran = site.run(&["check", "--format", format]);
        let printed = format!("{}{}", ran.stdout, ran.stderr);
        for line in printed.lines().map(str::trim_start).filter(|line| line.starts_with("::")) {
            assert!(
                format == "github" && line.starts_with("::error file=content/programs/p.yaml,"),
                "{format}: {line}"
            );
        }
        let written = if matches!(format, "json" | "sarif") { r"`x\\n::error::key`" } else { r"`x\n::error::key`" };
        contains(&printed, &[written]);
    }
    let site = site.file(
        "content/programs/p.yaml",
        "title: \"::error::title\"\nunits: kg\ndays: [{name: \"##[error]a\", top: {squat: 5x3 @ 80%}}]\n",
    );
    let shown = site.fine(&["show", "p", "--max", "squat=100kg"]);
    assert!(shown.starts_with("\\::error::title\n") && shown.contains("#\\#[error]a"), "{shown}");
}

#[test]
fn messages_of_templates_are_escaped() {
    let template = "{{ throw(message=\"a\nb::c\") }}";
    let site = Site::new()
        .file("content/programs/p.yaml", "title: P\nunits: kg\ndays: [{name: A, top: {squat: 5x3 @ 50kg}}]\n");
    site.write("templates/index.html", template);
    contains(&site.run(&["check"]).stdout, &[r"a\nb::c"]);
}

#[test]
#[cfg(feature = "pdf")]
fn messages_of_typst_are_escaped() {
    let typst = "#import \"/builtin/look.typ\": *\n#panic(\"\\u{1b}]0;x\\u{7}\\u{9b}31m\\u{202e}\\n::error::y\")\n";
    let site = site().file("content/liftpress.yaml", "formats: [pdf]\n").file("templates/look.typ", typst);
    for args in [&["check"][..], &["build"], &["check", "--format", "github"], &["check", "--format", "sarif"]] {
        let ran = site.run(args);
        let printed = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!printed.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{printed:?}");
        contains(&printed, &[r"u{1b}]0;x", r"u{202e}", "n::error::y"]);
    }
}

#[test]
fn comments_mention_no_user() {
    let repository = Repository::new();
    let program =
        |note: &str| format!("title: P\nunits: kg\ndays: [{{name: A, note: '{note}', top: {{squat: 5x3 @ 80%}}}}]\n");
    repository.site.write("content/programs/p.yaml", program("a"));
    repository.commit("first");
    let gitlab = "!12 ~bug ~\"to do\" %v1 &12 $12";
    let web = "@kim-coach #12 https://x.test www.x.test kim@x.test";
    repository.site.write("content/programs/p.yaml", program(&format!("{web} {gitlab}")));
    let markdown = repository.site.fine(&["diff", "--format", "md"]);
    let inert = r#"!&#8203;12 \~&#8203;bug \~&#8203;"to do" %&#8203;v1 \&&#8203;12 \$&#8203;12"#;
    contains(&markdown, &[inert]);
    contains(&markdown, &["@&#8203;kim-coach \\#&#8203;12 https:&#8203;//x.test www.&#8203;x.test kim@&#8203;x.test"]);
    contains(&markdown, &["| | before | after |"]);
}

#[test]
#[cfg(feature = "pdf")]
fn a_font_that_lacks_the_letters_is_told_of_and_direction_marks_are_not() {
    let site = site().file("content/liftpress.yaml", "formats: [pdf]\n");
    let ran = site.run(&["check"]);
    contains(&ran.stdout, &["warning[no-glyph]"]);
    assert!(!ran.stdout.contains("U+2068") && !ran.stdout.contains("U+2069"), "{}", ran.stdout);
}
