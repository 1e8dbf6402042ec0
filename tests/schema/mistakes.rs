//! The corpus of bad input: schemas accept what decoders accept, and find mistakes of structure.

use std::collections::BTreeMap;
use std::fs;

use crate::corpus::{Case, bytes, cases, files};
use crate::schemas::{Read, Schemas, kind_of, repository, yaml_of};

/// Cases with mistakes of structure that no schema finds, and the reason.
const EXCUSED: &[(&str, &str)] = &[
    ("a base with different units", "the units of the base are in another file"),
    ("phases over the days of the base", "the phases of the base are in another file"),
    ("days over the phases of the base", "the phases of the base are in another file"),
    ("removing all of the work", "the rest of the base is in another file"),
    ("removing a name that the base does not have", "the parts of the base are in another file"),
    ("attributes without an exercise", "a schema cannot count the keys that are exercises"),
    ("an entry of the wrong type does not hide mistakes in it", "a schema cannot count the keys that are exercises"),
    ("an entry without sets", "`sets` has one type, which permits `none` for branches"),
    ("work of a day whose weeks are all named", "a schema does not count weeks"),
    ("hidden characters", "a schema does not check single characters"),
    ("invalid dates", "a schema knows no calendar: 2026-02-30"),
    ("phases that repeat the phase before", "a schema reads no percentage: 300%"),
    ("unknown warm-ups", "the warm-ups of the site are in its settings"),
    ("two changes on one day", "a schema does not compare the items of a list"),
    ("invalid base URLs", "a schema does not parse addresses"),
];

#[test]
fn schemas_judge_the_corpus_as_decoders_do() {
    let schemas = Schemas::new();
    let mut unused: BTreeMap<_, _> = EXCUSED.iter().copied().collect();
    let (mut passed, mut found) = (0, 0);
    let mut wrong = Vec::new();
    let corpus = files(repository());
    // Inputs that repeat a text thousands of times test limits, which a validator does not have. A file whose name could lead
    // out of the site is never read.
    let is_of_texts = |case: &Case| {
        case.name != "file names that lead out of the folder"
            && case.files.iter().all(|(_, text)| !text.contains("\\rep{"))
    };
    for case in corpus.iter().flat_map(|file| cases(&fs::read_to_string(file).unwrap())).filter(is_of_texts) {
        let content = case.files.iter().filter_map(|(path, text)| Some((path.strip_prefix("content/")?, bytes(text))));
        let content: Vec<_> = content.collect();
        let read = Read::new(&content);
        for (path, bytes) in &content {
            let Some((kind, text)) = kind_of(path).zip(std::str::from_utf8(bytes).ok()) else { continue };
            let Some(value) = yaml_of(kind, text) else { continue };
            let complaints = schemas.complaints(kind, &value);
            let reported = read.reported(path);
            if reported.is_accepted {
                passed += 1;
                if !complaints.is_empty() {
                    wrong.push(format!("{}: {path}: only the schema complains: {complaints:?}", case.name));
                }
            }
            let structural = |code: &str| matches!(code, "unknown-key" | "missing-key" | "bad-value");
            let structural = reported.here.iter().filter(|mistake| structural(mistake.code.name()));
            for mistake in structural {
                let at = &mistake.at;
                // A missing key is reported at the map; an empty value at its key.
                let is_missing = mistake.code.name() == "missing-key";
                let sees =
                    |place: &str| at.starts_with(place) || (is_missing && place.rsplit_once('/').unwrap().0 == *at);
                if complaints.iter().any(|(place, _)| sees(place)) {
                    found += 1;
                } else if EXCUSED.iter().any(|(name, _)| *name == case.name) {
                    unused.remove(case.name.as_str());
                } else {
                    let message = &mistake.message;
                    wrong.push(format!("{}: {path}: the schema does not see, at {at}: {message}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(unused, BTreeMap::new(), "excuses that are no longer needed");
    assert!(passed >= 60 && found >= 80, "only {passed} files passed, and {found} mistakes found");
}
