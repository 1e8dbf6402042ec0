//! Builds the search index. It is a script, so that the search also works for a site on disk.

use serde_json::json;

use crate::model::{Folder, Labels, Library, Page, Program};
use crate::render::plain_text;

use super::exercise::ExerciseUse;

/// The greatest number of characters in a description.
const LONGEST: usize = 140;

/// Builds the index, which has groups of entries. An entry is `[title, address, other names, description]`.
pub(in crate::site) fn search_index(
    programs: &[Program],
    exercises: &[ExerciseUse<'_>],
    pages: &[Page],
    library: &Library,
    labels: &Labels,
) -> String {
    let programs = programs.iter().map(|program| {
        let lifts = library.lifts_of(program);
        let words = program.tags.iter().chain(lifts.iter().map(|lift| &lift.name));
        let words = words.map(String::as_str).collect::<Vec<_>>().join(", ");
        let address = format!("programs/{}/index.html", program.slug);
        json!([program.title, address, words, beginning(&program.summary)])
    });
    let exercises = exercises.iter().map(|of| {
        let exercise = of.exercise;
        let address = format!("exercises/{}/index.html", exercise.slug);
        let muscles = exercise.muscles.iter().map(|muscle| labels.muscle(*muscle)).collect::<Vec<_>>().join(", ");
        json!([exercise.name, address, exercise.aliases.join(", "), muscles])
    });
    let pages = pages.iter().map(|page| {
        let address = Folder::Pages.address(&page.slug);
        json!([page.title, address, "", beginning(&page.text)])
    });
    let groups = json!([
        [labels.programs(), programs.collect::<Vec<_>>()],
        [labels.exercises(), exercises.collect::<Vec<_>>()],
        [labels.pages(), pages.collect::<Vec<_>>()],
    ]);
    // Without `<`, nothing in the script can be read as markup.
    format!("const searchIndex = {};\n", groups.to_string().replace('<', "\\u003c"))
}

/// Returns the beginning of a Markdown text as plain text, cut after a whole word.
fn beginning(text: &str) -> String {
    let text = plain_text(text);
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text };
    let whole = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..whole].trim_end_matches([',', ';', ':', '.', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_with_a_whole_word() {
        assert_eq!(beginning("**Short** [one](x.md)."), "Short one.");
        let long = beginning(&"word, ".repeat(60));
        assert!(long.ends_with("word…") && long.chars().count() <= LONGEST, "{long}");
    }
}
