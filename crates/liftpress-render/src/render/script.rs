//! The labels and code that go into scripts of pages.

use serde_json::{Map, Value};

use crate::booklet::in_page;
use crate::model::Labels;

/// Returns the labels of gym mode as JSON for a page: the decimal mark, and every label that starts with `gym_`, under
/// the label's name in the script (`setOf` for `gym_set_of`).
pub(super) fn gym_text(labels: &Labels) -> String {
    in_page(&prefixed(labels, "gym_"))
}

/// Returns the labels of a program page as JSON: the labels that begin with `program_`, the labels that booklets use
/// too, and the names of months and weekdays.
pub(super) fn program_text(labels: &Labels) -> String {
    let mut text = prefixed(labels, "program_");
    text.extend(SHARED.iter().map(|name| (in_humps(name), labels.get(name).into())));
    let list = |names: &[&str]| names.iter().filter_map(|name| labels.get(name)).collect::<Vec<_>>().into();
    text.insert("months".to_owned(), list(&MONTHS));
    text.insert("weekdays".to_owned(), list(&WEEKDAYS));
    in_page(&text)
}

/// The labels that are used both on program pages and in booklets.
const SHARED: [&str; 11] = [
    "sets_at",
    "warmup",
    "bodyweight",
    "less_to_more",
    "a_side",
    "on_one_sleeve",
    "empty_bar",
    "if_condition",
    "dates_from",
    "computed_from",
    "short_date",
];
const MONTHS: [&str; 12] = [
    "january_short",
    "february_short",
    "march_short",
    "april_short",
    "may_short",
    "june_short",
    "july_short",
    "august_short",
    "september_short",
    "october_short",
    "november_short",
    "december_short",
];
const WEEKDAYS: [&str; 7] = [
    "monday_short",
    "tuesday_short",
    "wednesday_short",
    "thursday_short",
    "friday_short",
    "saturday_short",
    "sunday_short",
];

/// Returns the script from which a program page assembles a booklet. It contains the style, the scripts and the labels
/// of booklets.
pub(super) fn booklet_shell(style: &str, scripts: &[&str], labels: &Labels) -> String {
    let shell = serde_json::json!({"style": style, "scripts": scripts, "gymText": gym_text(labels)});
    format!("window.BookletShell = {};\n", in_page(&shell))
}

/// Returns a built-in script without comments, types and blank lines, to make pages smaller. A comment is either a line
/// that starts with `//`, or text from `/**` to `*/`. In the built-in scripts, no string contains `/**`, so it always
/// starts a comment.
pub(super) fn without_comments(script: &str) -> String {
    let mut code = String::with_capacity(script.len());
    let mut rest = script;
    while let Some((before, comment)) = rest.split_once("/**") {
        code += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
        rest = rest.strip_prefix(' ').unwrap_or(rest);
    }
    code += rest;
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    code.split_inclusive('\n').filter(is_code).collect()
}

fn prefixed(labels: &Labels, prefix: &str) -> Map<String, Value> {
    let own = Labels::KEYS.iter().filter_map(|key| Some((key.name.strip_prefix(prefix)?, labels.get(key.name)?)));
    let all = own.chain([("decimal_mark", labels.decimal_mark())]);
    all.map(|(name, text)| (in_humps(name), text.into())).collect()
}

/// Converts a name from snake case to camel case: `set_of` → `setOf`.
fn in_humps(name: &str) -> String {
    let mut upper = false;
    let mut humps = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '_' {
            upper = true;
        } else {
            humps.push(if upper { c.to_ascii_uppercase() } else { c });
            upper = false;
        }
    }
    humps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_comments_from_scripts() {
        let script = "// @ts-check\n// What it is.\nconst A = (() => {\n  /** @param {number} n */\n  const f = n => 'http://x' + n;\n\n  \
                      /**\n   * Long.\n   */\n  const g = f(/** @type {any} */ (1));\n  return { /** It. */ g };\n})();\n";
        let code =
            "const A = (() => {\n  const f = n => 'http://x' + n;\n  const g = f((1));\n  return { g };\n})();\n";
        assert_eq!(without_comments(script), code);
    }

    #[test]
    fn labels_are_safe_within_a_page() {
        let text = gym_text(&Labels::default());
        assert!(text.contains(r#""setOf":"set {n} of {all}""#), "{text}");
        assert!(text.contains(r#""decimalMark":".""#), "{text}");
        assert!(!text.contains('<'));
    }
}
