//! Every file of the gallery and every example of the reference is valid by its schema.

use std::fs;
use std::path::{Path, PathBuf};

use liftpress::source::schema::FileKind;

use crate::schemas::{Read, Schemas, kind_of, repository, yaml_of};

fn walk(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// The gallery, and the files of a new site.
#[test]
fn the_gallery_is_valid() {
    assert!(valid("content") >= 70);
    assert!(valid("crates/liftpress-site/src/scaffold/site/content") >= 6);
}

/// Returns the number of files of a content folder, all of which are valid.
fn valid(content: &str) -> usize {
    let schemas = Schemas::new();
    let content = repository().join(content);
    let mut count = 0;
    for path in walk(&content) {
        let inside = path.strip_prefix(&content).unwrap().to_str().unwrap().replace('\\', "/");
        let Some(kind) = kind_of(&inside) else { continue };
        let value = yaml_of(kind, &fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(schemas.complaints(kind, &value), Vec::new(), "{inside}");
        count += 1;
    }
    count
}

/// Returns blocks of code: programs between fences, and indented text.
fn examples(document: &str) -> Vec<(FileKind, String)> {
    let mut examples = Vec::new();
    let fenced = document.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    examples.extend(fenced.map(|text| (FileKind::Program, text)));
    for block in document.split("\n\n").filter(|block| block.starts_with("    ")) {
        let lines: Vec<_> = block.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        let kind = match lines[0].split(' ').next() {
            Some("title:") => FileKind::Program,
            Some("name:") => FileKind::Lifter,
            Some("---") => FileKind::Exercise,
            _ => continue,
        };
        examples.push((kind, lines.join("\n") + "\n"));
    }
    examples
}

#[test]
fn the_examples_of_the_reference_are_valid() {
    let schemas = Schemas::new();
    let mut good = 0;
    for document in ["docs/pages/format.md", "README.md"] {
        for (kind, text) in examples(&fs::read_to_string(repository().join(document)).unwrap()) {
            let complaints = schemas.complaints(kind, &yaml_of(kind, &text).unwrap());
            // Some of the programs show how mistakes are reported.
            let site = Read::new(&[("programs/example.yaml", &text)]);
            if kind != FileKind::Program
                || site.reported("example.yaml").here.iter().all(|mistake| is_of_extends(mistake))
            {
                assert_eq!(complaints, Vec::new(), "{document}:\n{text}");
                good += 1;
            }
        }
    }
    assert!(good >= 35, "only {good} examples");
}

/// The base program is one of the other examples.
fn is_of_extends(mistake: &liftpress::diagnostic::Diagnostic) -> bool {
    mistake.code.name() == "unknown-program"
}

/// The line that names a file's schema is a comment for liftpress.
#[test]
fn files_may_name_their_schema() {
    let header = "# yaml-language-server: $schema=../../schemas/x.schema.json\n";
    for (path, text) in [
        ("programs/p.yaml", "title: T\ndays: [{name: A, top: {squat: 5x3 @ 85%}}]\n"),
        ("lifters/l.yaml", "name: L\n"),
        ("liftpress.yaml", "title: T\n"),
    ] {
        let text = format!("{header}{text}");
        assert!(Read::new(&[(path, &text)]).reported(path).is_accepted, "{path}");
    }
    for (path, text) in [("exercises/e.md", "name: E"), ("pages/p.md", "title: P")] {
        let text = format!("---\n{header}{text}\n---\nText.\n");
        assert!(Read::new(&[(path, &text)]).reported(path).is_accepted, "{path}");
    }
}
