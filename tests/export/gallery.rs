//! Every program of the gallery as a workbook: with other maxes typed in, LibreOffice calculates the same weights as liftpress.

use std::path::Path;

use liftpress::model::{Assignment, Chosen, Lifter, Program};
use liftpress::plan::{Plan, expand};
use liftpress::render::plan_xlsx;
use liftpress::source::Content;

use crate::office::Office;
use crate::workbook::{Book, column, shown};

/// The gallery's programs, one with every kind of reference to another set, and our own lifters: each twice, with other maxes.
pub(crate) fn gallery() -> Content {
    let folder = tempfile::tempdir().unwrap();
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    copy(&gallery.join("programs"), &folder.path().join("programs"));
    copy(&gallery.join("exercises"), &folder.path().join("exercises"));
    std::fs::write(folder.path().join("programs/references.yaml"), include_str!("../it/references.yaml")).unwrap();
    std::fs::copy(gallery.join("liftpress.yaml"), folder.path().join("liftpress.yaml")).unwrap();
    std::fs::create_dir_all(folder.path().join("lifters")).unwrap();
    for (name, more) in LIFTERS {
        for (version, maxes) in ["a", "b"].iter().zip(MAXES) {
            let text = format!("name: {name}\n{more}maxes: {maxes}\n");
            std::fs::write(folder.path().join(format!("lifters/{name}-{version}.yaml")), text).unwrap();
        }
    }
    std::fs::write(folder.path().join("lifters/dated.yaml"), DATED).unwrap();
    let content = Content::read(folder.path());
    assert!(content.diagnostics.is_empty(), "{:?}", content.diagnostics);
    content
}

const MAXES: [&str; 2] = [
    "{squat: 181, bench: 122.5, deadlift: 214.5, overhead-press: 76, power-clean: 91, front-squat: 140, barbell-row: 95, \
     pull-up: bw + 25, paused-bench: 111, box-squat: 166, weighted-dip: 20}",
    "{squat: 203.5, bench: 97, deadlift: 251.25, overhead-press: 58.75, power-clean: 103, front-squat: 151.5, \
     barbell-row: 112, pull-up: bw + 31.5, paused-bench: 91.25, box-squat: 187, weighted-dip: 35}",
];

const DATED: &str = "name: Dated\nunits: lb\nmaxes: {bench: 300}\n\
                     programs: [{program: bench-backoff, start: 2026-03-16, days: [Mon]}]\n";

const LIFTERS: [(&str, &str); 4] = [
    ("common-kg", "units: kg\nbodyweight: 84\n"),
    ("common-lb", "units: lb\nbodyweight: 190.5\nrounding: down\n"),
    (
        "own-kg",
        "units: kg\nbodyweight: 71.3\ntraining_max: {squat: 85%, bench: 92.5%}\n\
         rounding: {default: nearest, squat: nearest to 5 kg, deadlift: up}\n\
         equipment: {bar: 20, collars: 0.5, plates: [20, 7.5, 3, 0.5], pairs: {20: 6}, bars: {power-clean: 15}, \
         dumbbells: {step: 2, from: 4, to: 50}, machines: [5, 12.5, 30, 50, 80], belt: [1.25, 2.5, 5, 10, 20]}\n",
    ),
    ("steps-lb", "units: lb\nbodyweight: 201\nrounding: up\nequipment: {step: 2.5, bar: 45}\n"),
];

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

pub(crate) fn lifter<'c>(content: &'c Content, name: &str) -> &'c Lifter {
    content.lifters.iter().find(|lifter| lifter.slug.as_str() == name).unwrap()
}

pub(crate) fn plan<'c>(
    content: &'c Content,
    program: &'c Program,
    lifter: &'c Lifter,
    assignment: &'c Assignment,
) -> Plan<'c> {
    let expansion = expand(program, lifter, Some(assignment), content.basis());
    expansion.plan.unwrap_or_else(|| panic!("{} {}: {:?}", program.slug, lifter.name, expansion.diagnostics))
}

/// Returns every variant of a program: every choice of each option, the others at their defaults.
fn ways(program: &Program) -> Vec<Assignment> {
    let plain = || Assignment::plain(program.slug.clone(), program.place.clone());
    let choices = program.options.iter().flat_map(|option| option.choices.iter().map(|choice| (&option.slug, choice)));
    let chosen = choices.map(|(option, choice)| {
        let mut way = plain();
        way.options.insert(option.clone(), Chosen::plain(choice.slug.clone()));
        way
    });
    std::iter::once(plain()).chain(chosen).collect()
}

#[test]
fn libreoffice_comes_to_the_weights_of_liftpress() {
    let Some(mut office) = Office::new() else { return };
    let content = gallery();
    let labels = &content.settings.labels;
    let mut wanted = Vec::new();
    for program in &content.programs {
        for (index, (name, _)) in LIFTERS.iter().enumerate() {
            // One lifter uses all variants, the others only the first.
            for (way, assignment) in ways(program).iter().enumerate().take(if index == 0 { usize::MAX } else { 1 }) {
                let [made, other] = ["a", "b"].map(|version| {
                    let lifter = lifter(&content, &format!("{name}-{version}"));
                    plan_xlsx(&plan(&content, program, lifter, assignment), labels).unwrap()
                });
                let other = Book::new(other);
                let id = format!("{}-{name}-{way}", program.slug);
                office.add(&id, &made, &other.inputs());
                wanted.push((id, other));
            }
        }
    }
    let mut compared = 0;
    let mut wrong = Vec::new();
    for ((id, wanted), path) in wanted.iter().zip(office.computed()) {
        compared += differences(id, &Book::open(&path), wanted, &mut wrong);
    }
    assert!(wrong.is_empty(), "{} of {compared} are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
    assert!(compared > 50_000, "{compared}");
}

/// Returns the number of compared cells, and notes those that differ.
pub(crate) fn differences(id: &str, computed: &Book, wanted: &Book, wrong: &mut Vec<String>) -> usize {
    let mut compared = 0;
    for ((name, computed), (_, wanted)) in computed.weeks().zip(wanted.weeks()) {
        // The values of top sets are in hidden columns after the notes.
        let notes = column(wanted, "RPE") + 1;
        let last = u32::try_from(wanted.get_size().1).unwrap();
        for row in 2..u32::try_from(wanted.get_size().0).unwrap() {
            for column in 0..last {
                let [computed, wanted] = [computed, wanted].map(|sheet| shown(sheet.get_value((row, column))));
                compared += usize::from(!wanted.is_empty());
                // When a workbook is written, it is decided which of two top sets that round to the same is used.
                let is_elsewhere = column > notes && (computed.is_empty() || wanted.is_empty());
                if computed != wanted && !is_elsewhere {
                    wrong.push(format!("{id} {name} row {} column {column}: {computed} for {wanted}", row + 1));
                }
            }
        }
    }
    compared
}
