//! The YAML parser's complaints in the words of people who have never heard of tokens.

/// What is wrong, and the mend where there is a likely one.
pub(super) fn of_syntax(info: &str) -> (String, Option<&'static str>) {
    // "while parsing a flow sequence, expected ',' or ']'": what it was doing is seen at the place.
    let what = match info.split_once(", ") {
        Some((before, after)) if before.starts_with("while ") => after,
        _ => info,
    };
    let has = |part: &str| info.contains(part);
    let help = if has("tab") {
        "indent with spaces, not tabs"
    } else if has("unexpected character") {
        "quote a text that begins with @, % or `"
    } else if has("mapping values are not allowed") || has("':'") {
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
