//! JSON output is valid by its own schema.

use std::path::Path;

use jsonschema::validator_for;
use liftpress::compare::{Focus, Sides, Whose, compare_sites};
use liftpress::plan::expand;
use liftpress::render::{comparison_json, comparison_schema, plan_json, plan_schema};
use liftpress::source::Content;
use serde_json::Value;

use crate::schemas::repository;

fn complaints(schema: &Value, text: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(text).unwrap();
    validator_for(schema).unwrap().iter_errors(&value).map(|error| error.to_string()).collect()
}

#[test]
fn every_plan_of_the_gallery_is_valid() {
    let content = Content::read(&repository().join("content"));
    let schema = plan_schema();
    let mut count = 0;
    for lifter in &content.lifters {
        for assignment in &lifter.programs {
            let program = content.program(assignment.program.as_str()).unwrap();
            let plan = expand(program, lifter, Some(assignment), content.basis()).plan.unwrap();
            assert_eq!(complaints(&schema, &plan_json(&plan)), Vec::<String>::new(), "{}", program.slug);
            count += 1;
        }
    }
    assert!(count >= 20, "{count}");
    // The schema rejects other documents.
    let wrong =
        r#"{"format": 2, "program": "p", "lifter": null, "units": "kg", "volume": {}, "phases": [], "weeks": [{}]}"#;
    assert!(complaints(&schema, wrong).len() >= 3);
}

#[test]
fn a_comparison_of_everything_is_valid() {
    let new = Content::read(&repository().join("content"));
    let old = Content::read(Path::new("nowhere"));
    let whose = Whose::Anybody(std::collections::BTreeMap::new(), None);
    let sides = Sides { old: &old, new: &new, whose: &whose };
    let comparison = compare_sites(sides, Focus::All);
    assert!(comparison.programs.len() >= 20 && comparison.lifters.len() >= 10);
    let text = comparison_json(&comparison, "a", "b");
    assert_eq!(complaints(&comparison_schema(), &text), Vec::<String>::new());
}
