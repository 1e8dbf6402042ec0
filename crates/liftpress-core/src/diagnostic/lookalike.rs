//! Characters that look like a plain space, or that are invisible. An author who typed or pasted one cannot see the
//! mistake.

use std::ops::Range;

/// In a text longer than this, such a character is probably not the mistake.
const LONGEST: usize = 200;

/// Returns the name of a character that looks like a space or is invisible: `a no-break space (U+00A0)`. Returns `None`
/// for other characters.
#[must_use]
pub(crate) fn lookalike(c: char) -> Option<String> {
    let name = match c {
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{2007}' => "a figure space",
        '\u{202f}' => "a narrow no-break space",
        '\u{2000}'..='\u{200a}' | '\u{205f}' => "a typographic space",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' => "a zero-width joiner",
        '\u{3000}' => "an ideographic space",
        _ => return None,
    };
    Some(format!("{name} (U+{:04X})", u32::from(c)))
}

/// Returns the name of the first such character in a span of a text, or directly before or after the span.
#[must_use]
pub(super) fn lookalike_at(text: &str, span: &Range<usize>) -> Option<String> {
    let inside = text.get(span.clone()).filter(|inside| inside.len() <= LONGEST)?;
    let (before, after) = (text[..span.start].chars().next_back(), text[span.end..].chars().next());
    inside.chars().chain(before).chain(after).find_map(lookalike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_characters_in_and_next_to_a_span() {
        let text = "1\u{a0}00, plain, kg\u{3000}";
        let at = |part: &str| text.find(part).map(|start| start..start + part.len()).unwrap();
        for (part, name) in [
            ("1\u{a0}00", Some("a no-break space (U+00A0)")),
            ("00", Some("a no-break space (U+00A0)")),
            ("plain", None),
            ("kg", Some("an ideographic space (U+3000)")),
        ] {
            assert_eq!(lookalike_at(text, &at(part)).as_deref(), name, "{part}");
        }
        let long = "\u{a0}x".repeat(LONGEST);
        assert_eq!(lookalike_at(&long, &(0..long.len())), None);
    }
}
