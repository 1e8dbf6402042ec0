//! The two judges of a file: its schema and its decoder.

use std::fs;
use std::ops::Deref;
use std::path::Path;

use jsonschema::Validator;
use liftpress::diagnostic::{At, Diagnostic, Severity, Sources};
use liftpress::model::Word;
use liftpress::source::Content;
use liftpress::source::schema::{FileKind, json_schema};
use serde_json::{Map, Value};

use crate::pointer::pointer;

/// The schemas of all kinds.
pub(crate) struct Schemas(Vec<(FileKind, Validator)>);

impl Schemas {
    pub(crate) fn new() -> Self {
        let validator = |kind: &FileKind| {
            let schema = json_schema(*kind);
            jsonschema::draft7::meta::validate(&schema).expect("a schema is one of draft 7");
            (*kind, jsonschema::draft7::new(&schema).expect("its patterns are regular"))
        };
        Self(FileKind::ALL.iter().map(validator).collect())
    }

    /// Returns the findings of the schema of this kind, each as a JSON pointer.
    pub(crate) fn complaints(&self, kind: FileKind, value: &Value) -> Vec<(String, String)> {
        let (_, validator) = self.0.iter().find(|(of, _)| *of == kind).unwrap();
        validator.iter_errors(value).map(|error| (error.instance_path().to_string(), error.to_string())).collect()
    }
}

/// Returns the kind of a file, by its path in the content folder.
pub(crate) fn kind_of(path: &str) -> Option<FileKind> {
    let (folder, ending) = (path.split('/').next()?, path.rsplit('.').next()?);
    match (folder, ending) {
        ("programs", "yaml" | "yml") => Some(FileKind::Program),
        ("lifters", "yaml" | "yml") => Some(FileKind::Lifter),
        ("exercises", "md") => Some(FileKind::Exercise),
        ("pages", "md") => Some(FileKind::Page),
        ("liftpress.yaml", _) => Some(FileKind::Settings),
        _ => None,
    }
}

/// Returns the YAML of a file as an editor's language server sees it. Returns `None` if it is not YAML.
pub(crate) fn yaml_of(kind: FileKind, text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    let yaml = match kind {
        FileKind::Exercise | FileKind::Page => text.strip_prefix("---\n")?.split("\n---").next()?,
        _ => text,
    };
    serde_yaml::from_str(yaml).ok().map(json)
}

pub(crate) fn json(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(truth) => truth.into(),
        Yaml::Number(number) => serde_json::to_value(&number).unwrap_or_else(|_| number.to_string().into()),
        Yaml::String(text) => text.into(),
        Yaml::Sequence(list) => list.into_iter().map(json).collect(),
        Yaml::Mapping(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| {
                    let key = json(key);
                    (key.as_str().map_or_else(|| key.to_string(), str::to_owned), json(value))
                })
                .collect::<Map<_, _>>(),
        ),
        Yaml::Tagged(tagged) => json(tagged.value),
    }
}

/// A mistake in a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mistake {
    diagnostic: Diagnostic,
    /// Its place, as a JSON pointer.
    pub(crate) at: String,
}

impl Deref for Mistake {
    type Target = Diagnostic;

    fn deref(&self) -> &Diagnostic {
        &self.diagnostic
    }
}

/// What decoders report about one file of a content folder.
pub(crate) struct Reported {
    /// The mistakes in this file.
    pub(crate) here: Vec<Mistake>,
    /// Whether there are no mistakes, neither in the file nor in what it inherits.
    pub(crate) is_accepted: bool,
}

/// A content folder, read.
pub(crate) struct Read {
    /// Every mistake, the file that causes it, and the file in which it is.
    mistakes: Vec<(Mistake, String, String)>,
}

impl Read {
    /// Reads these files, by their path in the content folder.
    pub(crate) fn new(files: &[(impl AsRef<Path>, impl AsRef<[u8]>)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let Content { files, diagnostics, .. } = Content::read(folder.path());
        let errors = diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let placed = errors.map(|error| {
            let of = files.path(error.place.file).to_owned();
            let located = files.locate(&error.place);
            let span = located.span.filter(|_| matches!(error.place.at, At::Node { .. }));
            let at = span.map(|span| pointer(located.text, &span)).unwrap_or_default();
            (Mistake { at, diagnostic: error.clone() }, of, located.path.into_owned())
        });
        Self { mistakes: placed.collect() }
    }

    pub(crate) fn reported(&self, path: &str) -> Reported {
        let path = format!("/{path}");
        let here = self.mistakes.iter().filter(|(.., stands_in)| stands_in.ends_with(&path));
        let is_accepted =
            !self.mistakes.iter().any(|(_, of, stands_in)| of.ends_with(&path) || stands_in.ends_with(&path));
        Reported { here: here.map(|(mistake, ..)| mistake.clone()).collect(), is_accepted }
    }
}

pub(crate) fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
