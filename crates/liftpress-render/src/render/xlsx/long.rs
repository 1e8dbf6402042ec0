//! Finds texts that are too long for a cell of a workbook.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::Plan;

/// The number of characters that a cell can hold.
const MOST: usize = 32_767;
/// The number of characters that a cell needs for generated words next to a note.
const BESIDE: usize = 2_000;

/// Returns an error for the longest text of a program if that text does not fit in a cell; otherwise `None`.
#[must_use]
pub fn too_long_for_a_cell(plan: &Plan<'_>) -> Option<Diagnostic> {
    let program = plan.program;
    let mut texts: Vec<(&str, Place)> = vec![(&program.title, program.place.of("title"))];
    for phase in &program.phases {
        texts.push((&phase.name, phase.place.of("name")));
        for day in &phase.days {
            texts.push((&day.name, day.place.of("name")));
            texts.extend(day.weeks.iter().map(|weeks| (weeks.content.note.as_str(), day.place.of("note"))));
        }
    }
    for (_, entry) in program.entries() {
        texts.push((&entry.note, entry.exercise.place.clone()));
        texts.extend(entry.adjust.iter().map(|branch| (branch.note.as_str(), branch.place.clone())));
    }
    let counted = texts.into_iter().map(|(text, place)| (text.chars().count(), place));
    let (length, place) = counted.max_by_key(|(length, _)| *length).filter(|(length, _)| length + BESIDE > MOST)?;
    let most = MOST - BESIDE;
    let message = format!("text is too long for a workbook: expected at most {most} characters, found {length}");
    Some(Diagnostic::error(Code::BadValue, place, message).help("shorten it, or move it to a page of the site"))
}
