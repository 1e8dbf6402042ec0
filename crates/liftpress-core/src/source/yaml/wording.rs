//! The YAML parser's errors, in words for readers who do not know the grammar of YAML.

/// Returns the message, and the help if a likely fix is known.
pub(super) fn of_syntax(info: &str) -> (String, Option<&'static str>) {
    if let Some(c) = info.strip_prefix("unexpected character: `") {
        let message = format!("a text that starts with `{}` needs quotes", c.trim_end_matches('\''));
        return (message, Some("put quotes around the text; write the load of a set after its reps: `5x3 @ 85%`"));
    }
    if info.contains("tab") {
        return ("the indentation contains a tab".to_owned(), Some("indent with spaces"));
    }
    // In "while parsing a flow sequence, expected ',' or ']'", the part before the comma is left out, because the place
    // shows it.
    let what = match info.split_once(", ") {
        Some((before, after)) if before.starts_with("while ") => after,
        _ => info,
    };
    let has = |part: &str| info.contains(part);
    let help = if has("mapping values are not allowed") || has("':'") {
        "put quotes around a text that contains a colon and a space, and check the indentation"
    } else if has("unknown anchor") {
        "put quotes around a text that starts with `*`"
    } else if has("scanning an anchor") {
        "put quotes around a text that starts with `*` or `&`"
    } else if has("a tag") {
        "put quotes around a text that starts with `!`"
    } else if has("quoted scalar") || has("double-quoted") {
        "close the quote; inside single quotes, write a quote twice: `'it''s'`"
    } else if has("flow") || has("did not find expected") || has("indent") || has("not allowed in this context") {
        "check the indentation, the brackets and the quotes of this line and the one before"
    } else {
        return (format!("invalid YAML: {what}"), None);
    };
    (format!("invalid YAML: {what}"), Some(help))
}
