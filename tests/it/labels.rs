//! Booklets in other languages: all of their texts come from labels.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use liftpress::booklet::booklet;
use liftpress::diagnostic::Color;
use liftpress::model::{Exercise, Labels, Language, PointsFormula, Program, Word, fill};
use liftpress::plan::expand;
use liftpress::render::{Materials, Renderer, booklet_text, volume_text};
use liftpress::source::{Content, Files};
use liftpress::templates;

use crate::harness::{Site, repository};

/// Replaces every text of an author.
const BLANK: &str = "§";

/// Texts that are the same in every language: units, and symbols of the field.
const NOTATION: [&str; 17] =
    ["kg", "lb", "s", "m", "min", "RPE", "RIR", "RM", "e", "TM", "AMRAP", "DOTS", "Wilks", "IPF", "GL", "Epley", "A"];

/// English with marks around all texts.
fn marked() -> Labels {
    let mut labels = Labels::default();
    for key in Labels::KEYS.iter().filter(|key| !["lang", "decimal_mark"].contains(&key.name)) {
        let text = Labels::default().get(key.name).unwrap().to_owned();
        let marked = fill(&text, |part| Ok::<_, ()>(format!("⟧{{{part}}}⟦"))).unwrap();
        labels.set(key.name, &format!("⟦{marked}⟧").replace("⟦⟧", "")).unwrap();
    }
    labels
}

fn blank_exercise(exercise: &Exercise) -> Exercise {
    let text = || BLANK.to_owned();
    Exercise { name: text(), cues: vec![text()], text: text(), ..exercise.clone() }
}

fn blank_program(program: &mut Program) {
    let blank = |text: &mut String| {
        if !text.is_empty() {
            BLANK.clone_into(text);
        }
    };
    [&mut program.title, &mut program.author, &mut program.source, &mut program.summary].into_iter().for_each(blank);
    for option in &mut program.options {
        blank(&mut option.name);
        option.choices.iter_mut().for_each(|choice| blank(&mut choice.name));
    }
    program.exercises.values_mut().for_each(|exercise| *exercise = blank_exercise(exercise));
    for phase in &mut program.phases {
        blank(&mut phase.name);
        blank(&mut phase.note);
        for day in &mut phase.days {
            blank(&mut day.name);
            for content in day.weeks.iter_mut().map(|weeks| &mut weeks.content) {
                blank(&mut content.note);
                content.blocks.iter_mut().for_each(|block| blank(&mut block.name));
                let entries =
                    content.blocks.iter_mut().flat_map(|block| block.top.iter_mut().chain(&mut block.backoff));
                for entry in entries.chain(&mut content.accessories) {
                    blank(&mut entry.note);
                    blank(&mut entry.accommodation);
                    blank(&mut entry.superset);
                    entry.adjust.iter_mut().for_each(|branch| blank(&mut branch.note));
                }
            }
        }
    }
}

/// The gallery without any text.
fn blank_gallery() -> Content {
    let mut content = Content::read(&repository().join("content"));
    let exercises: Vec<_> = content.library.iter().map(blank_exercise).collect();
    for exercise in exercises {
        content.library.insert(exercise);
    }
    content.programs.iter_mut().for_each(blank_program);
    content.lifters.iter_mut().for_each(|lifter| BLANK.clone_into(&mut lifter.name));
    content.settings.points = PointsFormula::ALL.to_vec();
    [content.settings.title, content.settings.author] = [BLANK, BLANK].map(str::to_owned);
    content.settings.labels = marked();
    content
}

/// Returns what a reader sees or hears of a page.
fn read_aloud(html: &str) -> String {
    let style = html.split_once("<style>").and_then(|(_, style)| style.split_once("</style>"));
    let mut html = style.map_or(html.to_owned(), |(style, _)| html.replacen(style, "", 1));
    while let Some((before, rest)) = html.split_once("<script") {
        html = before.to_owned() + rest.split_once("</script>").unwrap().1;
    }
    let mut text = String::new();
    for piece in html.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        for attribute in ["aria-label=\"", "alt=\"", "title=\""] {
            let value = tag.split_once(attribute).map(|(_, value)| value.split('"').next().unwrap());
            let _ = write!(text, " {} ", value.unwrap_or_default());
        }
        text += words;
    }
    text
}

/// Returns the words outside marks.
fn unmarked(text: &str) -> BTreeSet<String> {
    let mut outside = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            _ if depth == 0 && c.is_alphabetic() => outside.push(c),
            _ if depth == 0 => outside.push(' '),
            _ => {}
        }
    }
    outside.split_whitespace().filter(|word| !NOTATION.contains(word)).map(str::to_owned).collect()
}

#[test]
fn every_text_of_a_booklet_is_a_label() {
    let content = blank_gallery();
    let labels = &content.settings.labels;
    let builtin = templates::builtin(&mut Files::default());
    let renderer = Renderer::new(&Materials::plain(&builtin, &content.settings)).unwrap();
    // A lift that a percentage refers to is named by its slug.
    let slugs: BTreeSet<_> = content.library.iter().flat_map(|exercise| exercise.slug.as_str().split('-')).collect();
    let mut booklets = 0;
    for lifter in &content.lifters {
        for assignment in &lifter.programs {
            let program = content.programs.iter().find(|program| program.slug == assignment.program).unwrap();
            let plan = expand(program, lifter, Some(assignment), content.basis()).plan.unwrap();
            let booklet = booklet(&plan, labels);
            let text = booklet_text(&booklet, labels, Color::Plain) + &volume_text(&booklet, labels, Color::Plain);
            let filling = renderer.booklet(booklet).unwrap();
            let html = read_aloud(&String::from_utf8(renderer.booklet_html(&filling).unwrap()).unwrap());
            let markdown = renderer.booklet_markdown(&filling).unwrap();
            for (format, text) in [("text", text), ("HTML", html), ("Markdown", markdown)] {
                let unmarked: Vec<_> =
                    unmarked(&text).into_iter().filter(|word| !slugs.contains(word.as_str())).collect();
                assert_eq!(unmarked, Vec::<String>::new(), "{} in {format}", program.slug);
                assert!(text.contains('⟦'), "{format}");
            }
            booklets += 1;
        }
    }
    assert!(booklets >= 20, "only {booklets}");
}

/// Everything else in the templates is layout.
#[test]
fn templates_have_no_words_of_their_own() {
    for template in templates::builtin(&mut Files::default()) {
        let ending = template.name.rsplit('.').next();
        let is_html = ending == Some("html");
        // Diagnostics are in English, as on the command line.
        if (!is_html && ending != Some("md")) || template.name.starts_with("comparison.") {
            continue;
        }
        let mut text = template.text;
        for (open, close) in [("{{", "}}"), ("{%", "%}")] {
            while let Some(start) = text.find(open) {
                let end = start + text[start..].find(close).unwrap() + 2;
                text.replace_range(start..end, " ");
            }
        }
        let text = if is_html { read_aloud(&text) } else { text };
        let file_names = ["lifters"];
        let words: Vec<_> = unmarked(&text).into_iter().filter(|word| !file_names.contains(&word.as_str())).collect();
        assert_eq!(words, Vec::<String>::new(), "{}", template.name);
    }
}

/// `set_of` → `setOf`
fn in_humps(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

#[test]
fn every_label_is_used() {
    let folders = [
        "crates/liftpress-render/src/booklet",
        "crates/liftpress-render/src/render",
        "crates/liftpress-site/src/site",
        "crates/liftpress-core/src/source",
        "crates/liftpress-core/src/model/labels",
        "templates",
    ];
    let files = folders.iter().flat_map(|folder| Site::new().files(repository().join(folder).to_str().unwrap()));
    let code: String = files.map(|(_, text)| text).collect();
    // The script looks these labels up by kind of set and by unit of reps.
    let by_kind =
        ["top", "backoff", "drop", "accessory", "reps", "seconds", "metres"].map(|kind| format!("gym_{kind}"));
    for key in Labels::KEYS.iter().filter(|key| !by_kind.iter().any(|name| name == key.name)) {
        let in_script = ["gym_", "program_"].iter().find_map(|script| key.name.strip_prefix(script)).map(in_humps);
        let uses = match &in_script {
            Some(name) => ["text.{}", "'{}'", "text.{} "].map(|form| form.replace("{}", name)),
            None => [".{}(", "Labels::{}", "labels.{}"].map(|form| form.replace("{}", key.name)),
        };
        assert!(uses.iter().any(|used| code.contains(used)), "{} is printed nowhere", key.name);
    }
}

#[test]
fn sites_replace_labels() {
    let program =
        "title: T\ndays: [{name: A, top: {squat: 1x3 @ 102.5 kg rest 3 min}, backoff: {squat: 2x3 @ top -12.5%}}]\n";
    let settings =
        "title: T\nlanguage: de\nlabels:\n  rest_for: '{time} Verschnaufen'\n  top_set: >\n    Das\n    Schwerste\n";
    let site = Site::new()
        .file("content/liftpress.yaml", settings)
        .file("content/programs/p.yaml", program)
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nprograms: [p]\n");
    site.fine(&["build", "-q"]);
    let html = site.read("output/booklets/a/p/booklet.html");
    for words in
        ["<html lang=\"de\">", ">3 min Verschnaufen<", "<h4>Das Schwerste</h4>", ">102,5<", "12,5\u{a0}% weniger"]
    {
        assert!(html.contains(words), "{words}");
    }
    assert!(site.read("output/site/index.html").contains("<html lang=\"de\">"));
    assert!(site.read("output/booklets/index.html").contains("<h1>Trainingshefte</h1>"));
    let shown = site.fine(&["show", "p"]);
    assert!(shown.contains("Das Schwerste\n") && shown.contains("102,5 kg"), "{shown}");
    // Data for programs is not translated.
    assert!(site.fine(&["show", "p", "--format", "json"]).contains("\"weight\":102.5,"));
    let english = site.fine(&["show", "p", "--format", "json"]);
    site.write("content/liftpress.yaml", "title: T\n");
    assert_eq!(site.fine(&["show", "p", "--format", "json"]), english);
}

/// `docs/pages/labels.md`, from its table on.
fn table() -> String {
    let languages: Vec<_> = Language::ALL.iter().map(|language| Labels::of(*language)).collect();
    let mut text = String::new();
    let mut group = "";
    for key in Labels::KEYS {
        if key.group != group {
            group = key.group;
            let _ = write!(text, "\n### {group}\n\n| key | English | Deutsch | español |\n|---|---|---|---|\n");
        }
        let cells: Vec<_> = languages.iter().map(|labels| labels.get(key.name).unwrap()).collect();
        let _ = writeln!(text, "| `{}` | {} |", key.name, cells.join(" | "));
    }
    text
}

#[test]
fn the_document_is_current() {
    let path = repository().join("docs/pages/labels.md");
    let there = fs::read_to_string(&path).unwrap();
    let (before, _) = there.split_once("\n### ").unwrap();
    let current = before.to_owned() + &table();
    if std::env::var_os("LIFTPRESS_BLESS").is_some() {
        fs::write(&path, &current).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap();
    assert!(there == current, "docs/pages/labels.md is not what the labels say; renew it with LIFTPRESS_BLESS=1");
}
