//! The YAML parser's complaints in the words of people who have never heard of tokens.

/// What is wrong, and the mend where there is a likely one.
pub(super) fn of_syntax(info: &str) -> (String, Option<&'static str>) {
    if let Some(c) = info.strip_prefix("unexpected character: `") {
        let message = format!("no text begins with {} unless it is quoted", c.trim_end_matches('\''));
        return (message, Some("put quotes around it; the load of a set stands behind its reps: 5x3 @ 85%"));
    }
    if info.contains("tab") {
        return ("a tab in the indentation".to_owned(), Some("indent with spaces, not tabs"));
    }
    // "while parsing a flow sequence, expected ',' or ']'": what it was doing is seen at the place.
    let what = match info.split_once(", ") {
        Some((before, after)) if before.starts_with("while ") => after,
        _ => info,
    };
    let has = |part: &str| info.contains(part);
    let help = if has("mapping values are not allowed") || has("':'") {
        "quote a text that contains a colon and a space, and check the indentation"
    } else if has("unknown anchor") {
        "quote a text that begins with *"
    } else if has("scanning an anchor") {
        "quote a text that begins with * or &"
    } else if has("a tag") {
        "quote a text that begins with !"
    } else if has("quoted scalar") || has("double-quoted") {
        "close the quote, and double a quote that belongs to the text"
    } else if has("flow") || has("did not find expected") || has("indent") || has("not allowed in this context") {
        "check the indentation, the brackets and the quotes of this line and the one before"
    } else {
        return (format!("this is not YAML: {what}"), None);
    };
    (format!("this is not YAML: {what}"), Some(help))
}
