//! The words of scripts, as they read them.

use serde_json::{Map, Value};

use crate::booklet::in_page;
use crate::model::Labels;

/// The words of gym mode: every label whose name begins with `gym_` by its name in the script, `gym_set_of` as `setOf`, and
/// the decimal mark; as JSON that can stand within a page.
pub(super) fn gym_text(labels: &Labels) -> String {
    in_page(&prefixed(labels, "gym_"))
}

/// The words of a program's page, likewise, those that it has in common with booklets, and how dates are written.
pub(super) fn program_text(labels: &Labels) -> String {
    let mut text = prefixed(labels, "program_");
    text.extend(SHARED.iter().map(|name| (in_humps(name), labels.get(name).into())));
    let list = |names: &[&str]| names.iter().filter_map(|name| labels.get(name)).collect::<Vec<_>>().into();
    text.insert("months".to_owned(), list(&MONTHS));
    text.insert("weekdays".to_owned(), list(&WEEKDAYS));
    in_page(&text)
}

/// What the page of a program says as a booklet does.
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

/// What a program's page makes a booklet with: the look, the scripts and the words of one, as a script.
pub(super) fn booklet_shell(style: &str, scripts: &[&str], labels: &Labels) -> String {
    let shell = serde_json::json!({"style": style, "scripts": scripts, "gymText": gym_text(labels)});
    format!("window.BookletShell = {};\n", in_page(&shell))
}

/// A built-in script without its comments, types and blank lines, which would only make pages larger. Comments are whole lines that
/// begin with `//`, and `/** … */`: `/**` begins nothing else in JavaScript outside of texts, and no text of ours has it.
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

/// `set_of` → `setOf`
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
    fn comments_are_left_out_of_scripts() {
        let script = "// @ts-check\n// What it is.\nconst A = (() => {\n  /** @param {number} n */\n  const f = n => 'http://x' + n;\n\n  \
                      /**\n   * Long.\n   */\n  const g = f(/** @type {any} */ (1));\n  return { /** It. */ g };\n})();\n";
        let code =
            "const A = (() => {\n  const f = n => 'http://x' + n;\n  const g = f((1));\n  return { g };\n})();\n";
        assert_eq!(without_comments(script), code);
    }

    #[test]
    fn words_can_stand_within_a_page() {
        let text = gym_text(&Labels::default());
        assert!(text.contains(r#""setOf":"set {n} of {all}""#), "{text}");
        assert!(text.contains(r#""decimalMark":".""#), "{text}");
        assert!(!text.contains('<'));
    }
}
