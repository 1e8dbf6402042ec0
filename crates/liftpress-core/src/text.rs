//! Texts of people among our own: what must not act is written out, and what runs from right to left is set apart.

use std::borrow::Cow;
use std::fmt::Write as _;

/// First strong isolate: what follows has a direction of its own, that of its first letter.
const ISOLATE: char = '\u{2068}';
/// Ends what was isolated.
const END: char = '\u{2069}';

/// A control character that is neither tab nor line break, or one that changes the direction of what follows it.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n');
    is_control || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text on one line in which nothing steers a terminal, ends a line of a log or turns what follows round: such
/// characters are written out, `\n` and `\u{1b}`.
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

/// Lines for people, as a CI service logs them: none of them is a command to it. GitHub takes lines that begin with `::`,
/// and `##[` and `##vso[` anywhere.
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

/// Where a line begins behind its spaces and colors.
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

/// Whether a character is written from right to left, or could be: the blocks that Unicode keeps for such scripts.
fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether something in a text is written from right to left, and not isolated in it already.
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

/// Whether the first letter of a text is one from right to left; nothing where it has no letter.
pub fn begins_right_to_left(text: &str) -> Option<bool> {
    text.chars().find(|c| c.is_alphabetic()).map(is_right_to_left)
}

/// A name to be put among other words: one that runs from right to left is isolated, so that it does not turn the numbers
/// beside it round. Any other stays as it is.
#[must_use]
pub fn isolated(text: &str) -> Cow<'_, str> {
    if has_right_to_left(text) { Cow::Owned(format!("{ISOLATE}{text}{END}")) } else { Cow::Borrowed(text) }
}

/// A text that is all composed: each run of words from right to left in it is isolated, unless it is already.
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
        // A run ends behind its last letter; marks and spaces may stand within.
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
    fn nothing_that_acts_is_left() {
        assert_eq!(inert("Zoë 李 שלום\u{200f}"), "Zoë 李 שלום\u{200f}");
        let text = "a\u{1b}[31m\u{9b}\u{7f}\r\nb\tc\u{202e}d\u{2066}\u{2029}";
        assert_eq!(inert(text), r"a\u{1b}[31m\u{9b}\u{7f}\r\nb\tc\u{202e}d\u{2066}\u{2029}");
    }

    #[test]
    fn no_line_is_a_command_to_the_service_that_logs_it() {
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
    fn names_from_right_to_left_are_isolated() {
        assert_eq!(isolated("Übung 李"), "Übung 李");
        assert_eq!(isolated("יום 1"), "\u{2068}יום 1\u{2069}");
        let composed = "\u{2068}יום 1\u{2069}, 5 × 3";
        assert_eq!(isolated(composed), composed);
    }

    #[test]
    fn runs_end_before_numbers_and_other_letters() {
        let isolated = isolated_runs;
        assert_eq!(isolated("Squat 5 × 3"), "Squat 5 × 3");
        assert_eq!(isolated("قرفصاء  5 × 3"), "\u{2068}قرفصاء\u{2069}  5 × 3");
        assert_eq!(isolated("a שלום, עולם: x"), "a \u{2068}שלום, עולם\u{2069}: x");
        assert_eq!(isolated("\x1b[1mעולם\x1b[0m"), "\x1b[1m\u{2068}עולם\u{2069}\x1b[0m");
        assert_eq!(isolated("\u{2068}יום 1\u{2069} יום"), "\u{2068}יום 1\u{2069} \u{2068}יום\u{2069}");
        assert_eq!(isolated("יום\nיום"), "\u{2068}יום\u{2069}\n\u{2068}יום\u{2069}");
    }
}
