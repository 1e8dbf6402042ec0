//! `docs/pages/plan-json.md`: its example is the current output, and its tables name every field. `LIFTPRESS_BLESS=1` writes
//! the current output into it.

use std::collections::BTreeSet;
use std::fs;
use std::iter::{once, repeat_n};

use serde_json::Value;

use crate::harness::{Site, repository};

/// Returns the text between a line that opens a block and the line that closes it.
fn block(text: &str, open: &str) -> std::ops::Range<usize> {
    let from = text.find(open).unwrap() + open.len();
    from..from + text[from..].find("```\n").unwrap()
}

/// Returns a plan with one line for each record, in its own order.
fn laid_out(json: &str) -> String {
    const OWN_LINE: [&str; 8] =
        ["volume\":", "phases\":", "weeks\":", "days\":", "sets\":[", "strips\":", "rows\":", "decisions\":"];
    let (mut out, mut depth, mut in_text) = (String::new(), 0_usize, false);
    let mut before = ' ';
    for (at, c) in json.trim_end().char_indices() {
        let rest = &json[at + c.len_utf8()..];
        let begins_line = |out: &mut String, depth: usize| out.extend(once('\n').chain(repeat_n(' ', depth)));
        match c {
            '"' if before != '\\' => in_text = !in_text,
            '{' | '[' if !in_text => depth += 1,
            '}' | ']' if !in_text => depth -= 1,
            _ => {}
        }
        out.push(c);
        match c {
            _ if in_text => {}
            '[' if rest.starts_with('{') => begins_line(&mut out, depth),
            ',' if before == '}' && rest.starts_with('{') => begins_line(&mut out, depth),
            ',' if OWN_LINE.iter().any(|field| rest.get(1..).is_some_and(|rest| rest.starts_with(field))) => {
                begins_line(&mut out, depth);
            }
            ',' | ':' => out.push(' '),
            _ => {}
        }
        before = c;
    }
    out + "\n"
}

fn printed(document: &str) -> String {
    let program = &document[block(document, "```yaml\n")];
    let site = Site::new().file("content/programs/example.yaml", program);
    site.fine(&["show", "example", "--max", "squat=200kg", "--format", "json"])
}

#[test]
fn the_example_matches_the_output() {
    let path = repository().join("docs/pages/plan-json.md");
    let mut document = fs::read_to_string(&path).unwrap();
    let (json, expected) = (block(&document, "```json\n"), laid_out(&printed(&document)));
    if std::env::var_os("LIFTPRESS_BLESS").is_some() {
        document.replace_range(json, &expected);
        fs::write(&path, document).unwrap();
    } else {
        assert_eq!(document[json], expected);
    }
}

/// Returns the fields of all records at `place` and below, by the heading or sentence that introduces their table.
#[test]
fn every_field_is_documented() {
    let document = fs::read_to_string(repository().join("docs/pages/plan-json.md")).unwrap();
    let plan: Value = serde_json::from_str(&printed(&document)).unwrap();
    for (heading, place) in [
        ("## The plan\n", ""),
        ("## A phase\n", "/phases/0"),
        ("## A week\n", "/weeks/0"),
        ("## A day\n", "/weeks/0/days/0"),
        ("## A set\n", "/weeks/0/days/0/sets/0"),
        ("## A strip\n", "/weeks/0/days/0/strips/0"),
        ("Fields of a row:\n", "/weeks/0/days/0/strips/0/rows/0"),
        ("## A decision\n", "/weeks/0/days/0/decisions/0"),
        ("Fields of a branch:\n", "/weeks/0/days/0/decisions/0/branches/0"),
        ("## Volume\n", "/volume"),
    ] {
        let table = document.split(heading).nth(1).unwrap_or_else(|| panic!("{heading}"));
        let rows = table.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
        let documented: BTreeSet<_> =
            rows.take_while(|row| row.starts_with('|')).filter_map(|row| row.split('`').nth(1)).collect();
        // Some fields are optional: for sets, those of any set.
        let records = match place.strip_suffix("/sets/0") {
            Some(day) => plan.pointer(&format!("{day}/sets")).unwrap().as_array().unwrap().as_slice(),
            None => std::slice::from_ref(plan.pointer(place).unwrap()),
        };
        let given: BTreeSet<_> =
            records.iter().flat_map(|record| record.as_object().unwrap().keys()).map(String::as_str).collect();
        assert_eq!(documented, given, "{heading}");
    }
}
