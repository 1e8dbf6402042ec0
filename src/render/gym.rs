//! The words of gym mode, as its script reads them.

use serde_json::{Map, Value};

use crate::model::Labels;

/// Every label of gym mode by its name in the script, `gym_set_of` as `setOf`, and the decimal mark; as JSON that can stand
/// within a page.
pub(super) fn gym_text(labels: &Labels) -> String {
    let own = Labels::KEYS.iter().filter_map(|key| Some((key.name.strip_prefix("gym_")?, labels.get(key.name)?)));
    let all = own.chain([("decimal_mark", labels.decimal_mark())]);
    let text: Map<String, Value> = all.map(|(name, text)| (in_humps(name), text.into())).collect();
    Value::Object(text).to_string().replace('<', "\\u003c")
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
    fn words_can_stand_within_a_page() {
        let text = gym_text(&Labels::default());
        assert!(text.contains(r#""setOf":"set {n} of {all}""#), "{text}");
        assert!(text.contains(r#""decimalMark":".""#), "{text}");
        assert!(!text.contains('<'));
    }
}
