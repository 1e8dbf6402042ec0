//! Makes authors' texts safe to print: escapes characters that could control a terminal, and isolates right-to-left
//! text.

use std::borrow::Cow;
use std::fmt::Write as _;

/// First strong isolate (FSI): the text after it has a direction of its own, which is that of its first letter.
const ISOLATE: char = '\u{2068}';
/// Ends an isolate.
const END: char = '\u{2069}';

/// Whether a character is a control character other than tab and line break, or a character that changes the direction
/// of the text after it.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n');
    is_control || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns a text as one line that cannot control a terminal, end a line of a log, or change the direction of later
/// text. Such characters are escaped: `\n` and `\u{1b}`.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    let acts = |c: char| is_unseen(c) || matches!(c, '\t' | '\n' | '\u{2028}' | '\u{2029}');
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' => out.extend(c.escape_default()),
            c if acts(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Returns a text in which no line is a command to a CI service, so that the service can log the text. GitHub reads
/// commands from lines that start with `::`. It also reads them after `##[` and `##vso[` anywhere in a line.
#[must_use]
pub fn logged(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| {
        let line = line.replace("##[", "#\\#[").replace("##vso[", "#\\#vso[");
        let start = command_start(&line);
        let name = line[start..].strip_prefix("::");
        if name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())) {
            format!("{}\\{}", &line[..start], &line[start..])
        } else {
            line
        }
    };
    Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// Returns where the content of a line starts, after spaces and color codes.
fn command_start(line: &str) -> usize {
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start();
        let color = trimmed.strip_prefix("\x1b[").and_then(|color| color.split_once('m'));
        match color.filter(|(codes, _)| codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';')) {
            Some((_, after)) => rest = after,
            None => return line.len() - trimmed.len(),
        }
    }
}

/// Whether a character is in one of the blocks that Unicode reserves for right-to-left scripts.
fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a text has right-to-left characters that are not isolated yet.
fn has_right_to_left(text: &str) -> bool {
    let mut depth = 0_usize;
    !text.is_ascii()
        && text.chars().any(|c| {
            match c {
                ISOLATE => depth += 1,
                END => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && is_right_to_left(c)
        })
}

/// Whether the first letter of a text is right to left; `None` if the text has no letter.
pub fn begins_right_to_left(text: &str) -> Option<bool> {
    text.chars().find(|c| c.is_alphabetic()).map(is_right_to_left)
}

/// Isolates a right-to-left name, so that the order of numbers next to it does not change. Returns any other text
/// unchanged.
#[must_use]
pub fn isolated(text: &str) -> Cow<'_, str> {
    if has_right_to_left(text) { Cow::Owned(format!("{ISOLATE}{text}{END}")) } else { Cow::Borrowed(text) }
}

/// Isolates each run of right-to-left characters in a finished text, unless the run is already isolated.
#[must_use]
pub fn isolated_runs(text: &str) -> Cow<'_, str> {
    if !has_right_to_left(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let (mut depth, mut open) = (0_usize, None);
    for c in text.chars() {
        depth = match c {
            ISOLATE => depth + 1,
            END => depth.saturating_sub(1),
            _ => depth,
        };
        // A run ends after its last letter. It can contain marks and spaces.
        match open {
            None if depth == 0 && is_right_to_left(c) => {
                out.push(ISOLATE);
                out.push(c);
                open = Some(out.len());
            }
            Some(_) if is_right_to_left(c) => {
                out.push(c);
                open = Some(out.len());
            }
            Some(end) if c.is_alphanumeric() || c.is_control() || matches!(c, ISOLATE | END) => {
                out.insert(end, END);
                out.push(c);
                open = None;
            }
            _ => out.push(c),
        }
    }
    if let Some(end) = open {
        out.insert(end, END);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_characters_that_act() {
        assert_eq!(inert("Zoë 李 שלום\u{200f}"), "Zoë 李 שלום\u{200f}");
        let text = "a\u{1b}[31m\u{9b}\u{7f}\r\nb\tc\u{202e}d\u{2066}\u{2029}";
        assert_eq!(inert(text), r"a\u{1b}[31m\u{9b}\u{7f}\r\nb\tc\u{202e}d\u{2066}\u{2029}");
    }

    #[test]
    fn escapes_commands_of_ci_services() {
        for (given, logged_as) in [
            ("a :: b\n ::: a.yaml:1:2\nsets: 5 ## 3", "a :: b\n ::: a.yaml:1:2\nsets: 5 ## 3"),
            ("::error::x\n", "\\::error::x\n"),
            ("a\n  \x1b[1m::stop-commands::x\x1b[0m", "a\n  \x1b[1m\\::stop-commands::x\x1b[0m"),
            ("name ##[error]x ##vso[task]", "name #\\#[error]x #\\#vso[task]"),
        ] {
            assert_eq!(logged(given), logged_as);
        }
    }

    #[test]
    fn isolates_right_to_left_names() {
        assert_eq!(isolated("Übung 李"), "Übung 李");
        assert_eq!(isolated("יום 1"), "\u{2068}יום 1\u{2069}");
        let composed = "\u{2068}יום 1\u{2069}, 5 × 3";
        assert_eq!(isolated(composed), composed);
    }

    #[test]
    fn isolated_runs_end_before_numbers_and_other_letters() {
        let isolated = isolated_runs;
        assert_eq!(isolated("Squat 5 × 3"), "Squat 5 × 3");
        assert_eq!(isolated("قرفصاء  5 × 3"), "\u{2068}قرفصاء\u{2069}  5 × 3");
        assert_eq!(isolated("a שלום, עולם: x"), "a \u{2068}שלום, עולם\u{2069}: x");
        assert_eq!(isolated("\x1b[1mעולם\x1b[0m"), "\x1b[1m\u{2068}עולם\u{2069}\x1b[0m");
        assert_eq!(isolated("\u{2068}יום 1\u{2069} יום"), "\u{2068}יום 1\u{2069} \u{2068}יום\u{2069}");
        assert_eq!(isolated("יום\nיום"), "\u{2068}יום\u{2069}\n\u{2068}יום\u{2069}");
    }
}
