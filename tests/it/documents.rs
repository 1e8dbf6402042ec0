//! Runs every example in the documents. A `yaml` block is saved as `programs/example.yaml`, and the `console` block after it
//! must equal the output of its command, first standard output and then standard error. With `LIFTPRESS_BLESS=1` the current
//! output is written into the documents.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::{Ran, Site, command as command_of, ran, repository};

struct Example {
    program: String,
    command: String,
    prints: String,
}

/// Returns the pairs of blocks in a document, and the position of each output.
fn examples(text: &str) -> Vec<(Example, std::ops::Range<usize>)> {
    let mut examples = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("```yaml\n").map(|start| at + start + 8) {
        let end = start + text[start..].find("```").unwrap();
        at = end + 3;
        let Some(console) = text[at..].trim_start().strip_prefix("```console\n$ ") else { continue };
        let from = text.len() - console.len();
        let until = from + console.find("```").unwrap();
        let (command, prints) = text[from..until].split_once('\n').unwrap();
        let example = Example { program: text[start..end].into(), command: command.into(), prints: prints.into() };
        let output = from + command.len() + 1..until;
        examples.push((example, output));
        at = until;
    }
    examples
}

fn printed(example: &Example) -> String {
    let site = Site::new().file("content/programs/example.yaml", &example.program);
    let args: Vec<_> = example.command.split_whitespace().collect();
    assert_eq!(args[0], "liftpress", "{}", example.command);
    let ran = site.run(&args[1..]);
    ran.stdout + &ran.stderr.replace("content/programs/", "programs/")
}

#[test]
fn every_example_prints_its_output() {
    let mut count = 0;
    for document in ["docs/pages/format.md", "README.md"] {
        let path = repository().join(document);
        let mut text = fs::read_to_string(&path).unwrap();
        for (example, output) in examples(&text.clone()).into_iter().rev() {
            let given = printed(&example);
            if std::env::var_os("LIFTPRESS_BLESS").is_some() {
                text.replace_range(output, &given);
            } else {
                assert_eq!(given, example.prints, "{document}:\n{}", example.program);
            }
            count += 1;
        }
        if std::env::var_os("LIFTPRESS_BLESS").is_some() {
            fs::write(&path, text).unwrap();
        }
    }
    assert!(count >= 20, "only {count} examples");
}

/// Runs Git in a folder. `ADDRESS` is the address of the repository to push to.
fn git(args: &[&str], folder: &Path, forge: &Path) -> Ran {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Kim Coach", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false"]);
    command.args(args.iter().map(|arg| if *arg == "ADDRESS" { forge.as_os_str() } else { arg.as_ref() }));
    command.envs(["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"].map(|name| (name, "/dev/null")));
    let ran = ran(&command.current_dir(folder).output().unwrap());
    assert_eq!(ran.code, Some(0), "git {args:?}: {}", ran.stderr);
    ran
}

/// Runs the `console` blocks of each guide in order, in one folder. A block with a path after its language is saved there
/// first. Blocks that cannot be run are marked ```` ```console not-run ````.
#[test]
fn every_command_in_the_guides_prints_its_output() {
    let (mut run, mut not_run) = (0, 0);
    for document in ["tutorial", "many-lifters", "maxes", "write-once"] {
        let path = repository().join(format!("docs/pages/{document}.md"));
        let text = fs::read_to_string(&path).unwrap();
        let (site, mut folder, mut renewed) = (Site::new(), String::new(), String::new());
        let forge = site.path().join("forge.git");
        git(&["init", "-q", "--bare", "-b", "main", "ADDRESS"], site.path(), &forge);
        for (number, part) in text.split("```").enumerate() {
            let (info, block) = part.split_once('\n').unwrap_or((part, ""));
            let mut given = part.to_owned();
            match info.split_once(' ') {
                _ if number % 2 == 0 => {}
                Some(("console", mark)) => {
                    assert_eq!(mark, "not-run", "{document}");
                    not_run += block.lines().filter(|line| line.starts_with("$ ")).count();
                }
                Some((_, file)) => site.write(&format!("{folder}{file}"), block),
                None if info == "console" => {
                    given = "console\n".to_owned();
                    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
                        let args: Vec<_> = command.split_whitespace().collect();
                        given.extend(["$ ", command, "\n"]);
                        match args.as_slice() {
                            ["cd", into] => folder = format!("{folder}{into}/"),
                            [program @ ("liftpress" | "git"), args @ ..] => {
                                let there = site.path().join(&folder);
                                let printed = match *program {
                                    "git" => git(args, &there, &forge),
                                    _ => ran(&command_of(args).current_dir(there).output().unwrap()),
                                };
                                given += &(printed.stdout + &printed.stderr);
                                run += 1;
                            }
                            _ => panic!("{document}: {command}"),
                        }
                    }
                }
                None => {}
            }
            renewed += if number == 0 { "" } else { "```" };
            renewed += &given;
        }
        if std::env::var_os("LIFTPRESS_BLESS").is_some() {
            fs::write(&path, renewed).unwrap();
        } else {
            assert_eq!(renewed, text, "{document}");
        }
        if document == "tutorial" {
            let pushed = git(&["ls-tree", "-r", "--name-only", "main"], &forge, &forge).stdout;
            assert!(pushed.contains("content/programs/bench-day.yaml"), "{pushed}");
            assert!(!pushed.contains("sam-sample") && !pushed.contains("output"), "{pushed}");
        }
    }
    assert_eq!((run, not_run), (22, 4), "commands that are run, and that are not");
}

/// The documents are a site without diagnostics, and its home page links to all of them.
#[test]
fn the_documents_are_a_site() {
    let site = Site::new();
    let (docs, output) = (repository().join("docs"), site.path().join("output"));
    site.fine(&["build", "-q", docs.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    let first = site.read("output/site/index.html");
    for page in fs::read_dir(docs.join("pages")).unwrap() {
        let page = page.unwrap().path();
        let slug = page.file_stem().unwrap().to_str().unwrap();
        assert!(slug == "index" || first.contains(&format!("href=\"{slug}/index.html\"")), "{slug}");
    }
}

/// Returns a program (and if needed a lifter) around a line of the whiteboard.
fn around(place: &str, line: &str) -> Site {
    let lift = ["bench", "deadlift", "overhead-press"].into_iter().find(|lift| line.contains(lift)).unwrap_or("squat");
    let lists = format!("top: {{{lift}: 1x5+ @ 85%}}");
    let day = |own: &str| format!("days:\n  - name: A\n    {own}\n");
    let (head, body) = match place {
        "top" => (String::new(), day(&format!("top:\n      - {line}"))),
        "backoff" => (String::new(), day(&format!("{lists}\n    backoff:\n      - {line}"))),
        "accessories" => (String::new(), day(&format!("accessories:\n      - {line}"))),
        "program" => (format!("{line}\n"), day(&lists)),
        "phase" => (String::new(), format!("{line}\n{}", day(&lists))),
        "phase after another" => {
            let days = format!("phases:\n  - weeks: 4\n    days: [{{name: A, {lists}}}]\n  - {line}\n");
            let program = format!("title: T\nunits: lb\n{days}");
            return Site::new().file("content/programs/line.yaml", program);
        }
        "day" => (String::new(), day(&format!("{line}\n    {lists}"))),
        "lifter" => (String::new(), day("top: {squat: 1x5 @ 85%}")),
        place => panic!("{place}: {line}"),
    };
    let site = Site::new().file("content/programs/line.yaml", format!("title: T\nunits: lb\nweeks: 4\n{head}{body}"));
    if place != "lifter" {
        return site;
    }
    site.file("content/lifters/sam.yaml", format!("name: Sam\nunits: lb\n{line}\nprograms: [line]\n"))
}

/// Every line of the whiteboard is read and calculated without diagnostics.
#[test]
fn the_whiteboard_is_written_in_the_language() {
    let document = fs::read_to_string(repository().join("docs/pages/whiteboard.md")).unwrap();
    let rows = document.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let maxes = ["bench=300lb", "squat=400lb", "deadlift=500lb", "overhead-press=185lb", "barbell-row=245lb"];
    let maxes: Vec<_> = maxes.iter().flat_map(|max| ["--max", max]).collect();
    let mut count = 0;
    for row in rows {
        let cells: Vec<_> = row.split(" | ").collect();
        let line = cells[3].trim_end_matches(" |").trim_matches('`').replace("\\|", "|");
        let site = around(cells[2], &line);
        let lifter: &[&str] = if cells[2] == "lifter" { &["--lifter", "sam"] } else { &maxes };
        site.fine(&[&["show", "line"], lifter].concat());
        count += 1;
    }
    assert!(count >= 40, "only {count} lines");
}
