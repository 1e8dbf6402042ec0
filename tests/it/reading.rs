//! Files as people have them: upper-case extensions, old line breaks, unusual spaces, and unrelated broken files.

use crate::harness::Site;

const WAVE: &str = "title: Wave\nunits: kg\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ 80%}\n";
const SAM: &str = "name: Sam\nmaxes: {squat: 200}\nprograms: [wave]\n";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", WAVE)
}

#[test]
fn file_extensions_can_be_upper_case() {
    let site = Site::new()
        .file("content/programs/wave.YAML", WAVE)
        .file("content/programs/calm.Yml", WAVE.replace("Wave", "Calm"))
        .file("content/lifters/sam.YML", SAM)
        .file("content/lifters/CLUB.CSV", "name,squat,program\nAda,100,wave\n")
        .file("content/exercises/squat.MD", "---\nname: Our squat\n---\nDeep.\n")
        .file("content/pages/about.Md", "---\ntitle: About\n---\nSee [it](../exercises/squat.MD).\n")
        .file("content/Liftpress.YAML", "title: Ours\nformats: [md]\n")
        .file("content/RPE-chart.CSV", "reps,10,9\n1,100%,96%\n2,95%,92%\n")
        .file("templates/hooks/end.HTML", "<p>the end</p>");
    let ran = site.run(&["check"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "2 programs, 2 lifters: no problems\n"));
    site.fine(&["build", "-q"]);
    let page = site.read("output/site/about/index.html");
    assert!(page.contains("<strong dir=\"auto\">Ours</strong>") && page.contains("<p>the end</p>"), "{page}");
    assert!(page.contains("href=\"../exercises/squat/index.html\""), "{page}");
    assert!(site.fine(&["show", "content/programs/wave.YAML", "-m", "squat=100kg"]).contains("Our squat"));
    site.write("log.CSV", "week,day,exercise,set,weight,reps\n1,1,squat,1,160,3\n");
    assert_eq!(site.run(&["maxes", "update", "sam", "--from", "log.CSV", "--dry-run"]).code, Some(0));
}

#[test]
fn lines_can_end_in_carriage_returns() {
    let old = |text: &str| text.replace('\n', "\r");
    let site = Site::new()
        .file("content/programs/wave.yaml", old(WAVE))
        .file("content/lifters/sam.yaml", old(SAM))
        .file("content/lifters/club.csv", old("name,squat,program\nAda,100,wave\n"))
        .file("content/pages/about.md", old("---\ntitle: About\n---\n# One\n\nTwo.\n"));
    site.fine(&["build", "-q", "-f", "md"]);
    assert!(site.fine(&["show", "wave", "-l", "ada"]).contains("80 kg"));
    assert!(site.read("output/site/about/index.html").contains("<p>Two.</p>"));
    // Messages have the line, and an edited file keeps its line breaks.
    site.write("content/programs/wave.yaml", old(&WAVE.replace("squat:", "sqaut:")));
    assert!(site.run(&["check"]).stdout.contains("--> content/programs/wave.yaml:5:11\n"));
    assert_eq!(site.run(&["check", "--fix"]).code, Some(0));
    assert_eq!(site.read("content/programs/wave.yaml"), old(WAVE));
    assert_eq!(site.run(&["maxes", "update", "sam", "--set", "squat=210", "-q"]).code, Some(0));
    assert!(!site.read("content/lifters/sam.yaml").contains('\n'));
    // A streamed roster.
    site.write("members.csv", old("name,squat\nAda,100\nBob,150\n"));
    let lines = site.fine(&["show", "wave", "--roster", "members.csv", "-f", "jsonl"]);
    assert_eq!(lines.lines().count(), 2, "{lines}");
    // One of the line breaks is an invisible character.
    site.write("content/programs/wave.yaml", WAVE.replace("units: kg", "units: kg\r").replace("\r\n", "\rx\n"));
    assert!(site.run(&["check"]).stdout.contains("invisible character U+000D in line 2"));
}

#[test]
fn names_characters_that_look_like_spaces() {
    let named = "a no-break space (U+00A0)";
    for (from, to, words) in [
        ("title: W", "title:\u{a0}W", format!("this is {named}")),
        ("units: kg", "units:\u{a0}kg", format!("this is {named}")),
        ("  - name", "\u{a0} - name", format!("this is {named}")),
        ("  - name", "  -\u{a0}name", format!("this is {named}")),
        ("units: kg", "units: kg\u{a0}", format!("; it contains {named}")),
        ("squat:", "squat\u{a0}:", format!("; it contains {named}")),
        ("squat:", "squat\u{200b}:", "; it contains a zero-width space (U+200B)".to_owned()),
        ("units: kg", "units: \u{3000}kg", "; it contains an ideographic space (U+3000)".to_owned()),
    ] {
        let site = Site::new().file("content/programs/wave.yaml", WAVE.replace(from, to));
        let ran = site.run(&["check"]);
        assert!(ran.code == Some(1) && ran.stdout.contains(&words), "{to:?}: {}", ran.stdout);
    }
    let site = site().file("content/lifters/club.csv", "name,squat,program\nAda,1\u{a0}000,wave\n");
    assert!(site.run(&["check"]).stdout.contains(&format!("; it contains {named}")));
    // Where a space means nothing, and in what people read, it is as good as any.
    let fine = WAVE.replace("5x3 @ 80%", "5x3\u{a0}@ 80\u{a0}%").replace("Wave", "Wave\u{a0}1");
    let site = Site::new().file("content/programs/wave.yaml", fine);
    assert_eq!(site.run(&["check"]).code, Some(0));
}

/// A mistake in another file does not stop a program.
#[test]
fn an_unreadable_file_stops_what_needs_it() {
    let latin = b"name: J\xfcrgen\n";
    let show: &[&str] = &["show", "wave", "-m", "squat=100kg"];
    for (path, text) in [
        ("content/lifters/b.yaml", &latin[..]),
        ("content/lifters/b.csv", latin),
        ("content/programs/c.yaml", latin),
        ("content/programs/B_2.yaml", b"title: B\n"),
        ("content/programs/d.yaml", b"title: [\n"),
        ("content/pages/e.md", latin),
        ("content/exercises/row.md", latin),
        ("content/exercises/Row_2.md", b"---\nname: Row\n---\n"),
        ("content/exercises/row.md", b"no front matter"),
    ] {
        let site = site().file("content/lifters/sam.yaml", SAM).file(path, text);
        assert!(site.fine(show).contains("80 kg"), "{path}");
        for args in [&["export", "wave", "-l", "sam", "--to", "csv"][..], &["show", "wave", "-l", "sam"]] {
            site.fine(args);
        }
        assert_eq!(site.run(&["maxes", "update", "sam", "--set", "squat=210", "-q"]).code, Some(0), "{path}");
        assert_eq!(site.run(&["check"]).code, Some(1), "{path}");
    }
    for path in ["content/exercises/squat.md", "content/programs/wave.yaml", "content/liftpress.yaml"] {
        let site = site().file(path, latin);
        let ran = site.run(show);
        let reported = format!("error[not-text]: line 1 is not UTF-8 text\n--> {path}\n");
        assert!(ran.code == Some(1) && ran.stderr.contains(&reported), "{path}: {}", ran.stderr);
    }
    // A lifter, and a program that another extends.
    let site = site().file("content/lifters/b.yaml", latin).file("content/programs/c.yaml", latin);
    for args in [&["show", "wave", "-l", "b"][..], &["maxes", "update", "b", "--set", "squat=100"], &["next", "b"]] {
        let ran = site.run(args);
        assert!(ran.code == Some(1) && ran.stderr.contains("content/lifters/b.yaml"), "{args:?}: {}", ran.stderr);
    }
    site.write("content/programs/d.yaml", "extends: c\ntitle: D\n");
    site.write("content/lifters/sam.yaml", SAM.replace("[wave]", "[c, d]"));
    let ran = site.run(&["show", "d", "-m", "squat=100kg"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("content/programs/c.yaml"), "{}", ran.stderr);
    // No message says that it does not exist.
    let reported = site.run(&["check"]).stdout;
    assert!(reported.contains("not UTF-8") && !reported.contains("there is no program"), "{reported}");
}
