//! Measures other tools that write the same pages: Hugo, Zola and a script with Jinja2.
//!
//! The conditions are the best for the other tools. liftpress calculates the content of each page beforehand and writes it as
//! JSON, one file for each lifter, with charts. The frame of the pages is copied from a page of liftpress, so the tools only fill
//! in tables. The suite fails if the pages of a tool differ from those of liftpress in more than white space.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use serde_json::{Map, Value};
use tempfile::TempDir;

use liftpress::booklet::booklet;
use liftpress::plan::expand;
use liftpress::render::{Palette, chart_svg};
use liftpress::source::Content as Read;

use crate::content::{Content, Edition, Size};
use crate::measure::{Taken, liftpress, settle};
use crate::report::{Figure, Report};

const LIFTERS: usize = 2_000;

/// A tool, its command line and its output folder.
struct Tool {
    name: &'static str,
    program: PathBuf,
    arguments: &'static [&'static str],
    folder: PathBuf,
}

/// Measures liftpress and each installed tool. They take turns in each round.
pub(crate) fn measure(rounds: usize, report: &mut Report) {
    let site = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
    let content = Content::Lifters(LIFTERS);
    let mut edition = Edition(0);
    content.write(site.path(), edition);
    Taken::by(&mut liftpress(site.path(), &["build", "-q"]));
    let work = site.path().join("others");
    let own = std::env::current_exe().expect("the suite runs");
    Taken::by(Command::new(own).arg("--write-data").arg(site.path()).arg(&work));

    let tools = tools(&work, report);
    let mut taken = vec![Vec::new(); tools.len()];
    let mut ours = [
        ("liftpress, HTML and Markdown", "html,md", Vec::new(), Size::default()),
        ("liftpress, HTML alone", "html", Vec::new(), Size::default()),
    ];
    for _ in 0..=rounds {
        edition = edition.next();
        content.write(site.path(), edition);
        for (_, formats, taken, size) in &mut ours {
            settle(site.path());
            let (since, output) = (SystemTime::now(), format!("output-{formats}"));
            let build = ["build", "-q", "--format", formats, "-o", &output];
            taken.push(Taken::by(&mut liftpress(site.path(), &build)));
            *size = Size::of(&site.path().join(output).join("booklets"), since);
        }
        for (tool, taken) in tools.iter().zip(&mut taken) {
            settle(site.path());
            let mut command = Command::new(&tool.program);
            // Otherwise Zola would log its progress.
            command.args(tool.arguments).current_dir(&tool.folder).env("RUST_LOG", "error");
            taken.push(Taken::by(&mut command));
        }
    }
    // The first round does not count, because it wrote into new folders.
    let of = (LIFTERS, content.noun());
    for (name, _, taken, size) in &ours {
        report.add(Figure::new(name, of, &taken[1..], *size));
    }
    for (tool, taken) in tools.iter().zip(&taken) {
        compare(&site.path().join("output"), tool);
        let size = Size::of(&tool.folder.join("public"), SystemTime::UNIX_EPOCH);
        report.add(Figure::new(tool.name, of, &taken[1..], size));
    }
}

/// Checks that one lifter's pages have the same text as those of liftpress, except for white space.
fn compare(ours: &Path, tool: &Tool) {
    const LIFTER: &str = "ada-abara";
    let text = |path: &Path| Some(fs::read_to_string(path).ok()?.split_whitespace().collect::<String>());
    for format in ["html", "md"] {
        let ours = text(&ours.join("booklets").join(LIFTER).join("twelve-weeks/booklet").with_extension(format));
        let theirs = text(&tool.folder.join("public").join(LIFTER).join("index").with_extension(format));
        assert!(theirs.is_none() || theirs == ours, "{}: its {format} differs from ours", tool.name);
    }
}

/// Returns the installed tools, each with its own folder.
fn tools(work: &Path, report: &mut Report) -> Vec<Tool> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/others/bin");
    let tools = [
        ("Hugo, HTML and Markdown", "hugo", "hugo", ["--quiet", "--destination", "public"].as_slice()),
        ("Zola, HTML alone", "zola", "zola", &["build", "--force", "--output-dir", "public"]),
        ("Jinja2, HTML and Markdown", "jinja2", "python", &["render.py", "../zola/data", "public"]),
    ];
    let mut found = Vec::new();
    for (name, folder, program, arguments) in tools {
        // The script needs the Python in which Jinja2 is installed.
        let own = installed.join(program);
        let on_path = || std::env::var_os("PATH").and_then(|path| in_path(&path, program));
        let program = if own.exists() { Some(own) } else { on_path().filter(|_| program != "python") };
        match program {
            Some(program) => found.push(Tool { name, program, arguments, folder: work.join(folder) }),
            None => report.note(format!("{name}: not installed; run benches/others/install")),
        }
    }
    found
}

fn in_path(path: &std::ffi::OsStr, program: &str) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Writes the input of the tools into `to`: their sites, a JSON file for each lifter, and the frame of the pages.
pub(crate) fn write_data(site: &Path, to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/others");
    copy(&from, to);
    let content = Read::read(&site.join("content"));
    // Zola can only read files in the folder of its site. Data that templates load takes less time than data in the front matter
    // of pages.
    let data = to.join("zola/data");
    for lifter in &content.lifters {
        let plan = expand(&content.programs[0], lifter, lifter.programs.first(), content.basis()).plan;
        let booklet = booklet(&plan.expect("a program without mistakes"), &content.settings.labels);
        let charts = booklet.charts.iter().map(|chart| {
            Value::from(Map::from_iter([
                ("title".to_owned(), Value::from(&*chart.title)),
                ("svg".to_owned(), chart_svg(chart, &Palette::PAGE).into()),
            ]))
        });
        let charts: Vec<_> = charts.collect();
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&booklet) else { panic!("a booklet is an object") };
        // The descriptions of exercises are the same in all booklets, so they are part of the frame.
        fields.remove("exercises");
        fields.insert("charts".to_owned(), charts.into());
        let mut value = Value::Object(fields);
        remove_empty(&mut value);
        let slug = lifter.slug.as_str();
        write(&data.join(format!("{slug}.json")), &value.to_string());
        write(&to.join(format!("zola/content/{slug}.md")), &format!("+++\ntitle = \"{slug}\"\n+++\n"));
        let matter = Map::from_iter([("title".to_owned(), Value::from(slug)), ("params".to_owned(), value)]);
        write(&to.join(format!("hugo/content/{slug}.md")), &Value::Object(matter).to_string());
    }
    let booklets = site.join("output/booklets").join(content.lifters[0].slug.as_str()).join("twelve-weeks");
    frame(&booklets, to);
}

/// Copies the parts that all booklets share from one booklet, in the form that each tool reads fastest.
fn frame(booklet: &Path, to: &Path) {
    let [html, markdown] = ["booklet.html", "booklet.md"]
        .map(|name| fs::read_to_string(booklet.join(name)).unwrap_or_else(|error| panic!("{name}: {error}")));
    let gym = html.find("<script type=\"application/json\" id=\"gym-text\">").expect("gym mode");
    let parts = [
        ("style.html", between(&html, "<style>", "</style>")),
        ("how.html", between(&html, "<section class=\"how\"", "</footer>")),
        ("end.html", &html[gym..]),
        ("end.md", &markdown[markdown.find("## The exercises").expect("exercises")..]),
    ];
    for (name, text) in parts {
        write(&to.join("hugo/frame").join(name), text);
        // This template has no expressions.
        for tool in ["zola/templates", "jinja2/templates"] {
            write(&to.join(tool).join("frame").join(name), &format!("{{% raw %}}{text}{{% endraw %}}"));
        }
    }
}

/// Returns the text from the first `start` to the end of the first `end` after it.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} in a booklet"));
    let to = from + text[from..].find(end).unwrap_or_else(|| panic!("{end} after {start}")) + end.len();
    &text[from..to]
}

/// Removes empty values, which templates would skip.
fn remove_empty(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(remove_empty);
            fields.retain(|_, field| match field {
                Value::Bool(is_so) => *is_so,
                Value::String(text) => !text.is_empty(),
                Value::Array(all) => !all.is_empty(),
                _ => true,
            });
        }
        Value::Array(all) => all.iter_mut().for_each(remove_empty),
        _ => {}
    }
}

fn copy(from: &Path, to: &Path) {
    for file in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("a file of the benchmark")) {
        if file.file_type().is_file() {
            let to = to.join(file.path().strip_prefix(from).expect("below its folder"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            fs::copy(file.path(), to).expect("a copy");
        }
    }
}

fn write(path: &Path, text: &str) {
    let written = fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, text));
    written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
