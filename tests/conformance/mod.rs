//! Published weights for the library, the script of a page and the workbook. For each case, `rules.json` has its source, a
//! program, a lifter's inputs, and the weight of every group of sets, in order.

use std::fs;

use liftpress::plan::{Plan, Weight, expand};
use liftpress::source::Content;
use liftpress::units::{Mass, Range, Unit};
use serde_json::Value;

/// A program, a lifter, and the weights that a source publishes for them.
pub(crate) struct Vector {
    /// The source.
    pub(crate) source: String,
    program: String,
    lifter: String,
    /// `95`, `345-365`, `bw+20`: in the lifter's unit.
    pub(crate) weights: Vec<String>,
}

/// Returns every case of the file.
pub(crate) fn vectors() -> Vec<Vector> {
    let all: Vec<Value> = serde_json::from_str(include_str!("rules.json")).unwrap();
    let list = |of: &Value| -> Vec<String> {
        of.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let lines = |of: &Value| list(of).join("\n") + "\n";
    let vector = |case: &Value| Vector {
        source: case["source"].as_str().unwrap().to_owned(),
        program: lines(&case["program"]),
        lifter: lines(&case["lifter"]),
        weights: list(&case["weights"]),
    };
    all.iter().map(vector).collect()
}

impl Vector {
    /// Plans the program for the lifter.
    pub(crate) fn with_plan<T>(&self, check: impl FnOnce(&Plan<'_>) -> T) -> T {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: String| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let unit = if self.program.contains("units: lb") { "lb" } else { "kg" };
        write("programs/p.yaml", format!("title: P\n{}", self.program));
        write("lifters/a.yaml", format!("name: A\nunits: {unit}\n{}programs: [p]\n", self.lifter));
        let content = Content::read(folder.path());
        assert!(content.diagnostics.is_empty(), "{}: {:?}", self.source, content.diagnostics);
        let lifter = &content.lifters[0];
        let program = content.programs.iter().find(|program| program.slug.as_str() == "p").unwrap();
        let expansion = expand(program, lifter, lifter.programs.first(), content.basis());
        check(&expansion.plan.unwrap_or_else(|| panic!("{}: {:?}", self.source, expansion.diagnostics)))
    }
}

/// Returns the weight of every group of sets of a plan, in order.
pub(crate) fn weights(plan: &Plan<'_>) -> Vec<String> {
    plan.lines().map(|(_, line)| word(line.weight, plan.units)).collect()
}

fn word(weight: Weight, unit: Unit) -> String {
    let text = |range: Range<Mass>| {
        let (low, high) = (range.low.in_unit(unit), range.high.in_unit(unit));
        if low == high { low } else { format!("{low}-{high}") }
    };
    match weight {
        Weight::Open => "open".to_owned(),
        Weight::Loaded(range) => text(range),
        Weight::Bodyweight(range) => format!("bw+{}", text(range)),
    }
}
