//! Signs that look like a space, or like nothing, and are not: an author who has typed or pasted one sees no mistake.

use std::ops::Range;

/// Of a longer span nobody can say that such a sign is what is wrong with it.
const LONGEST: usize = 200;

/// What such a sign is called: `a no-break space (U+00A0)`.
#[must_use]
pub(crate) fn lookalike(c: char) -> Option<String> {
    let name = match c {
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{2007}' => "a figure space",
        '\u{202f}' => "a narrow no-break space",
        '\u{2000}'..='\u{200a}' | '\u{205f}' => "a space of another width",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => "a space without width",
        '\u{200c}' | '\u{200d}' => "a joiner without width",
        '\u{3000}' => "an ideographic space",
        _ => return None,
    };
    Some(format!("{name} (U+{:04X})", u32::from(c)))
}

/// What such a sign in a span of a text, or right before or behind it, is called.
#[must_use]
pub(super) fn lookalike_at(text: &str, span: &Range<usize>) -> Option<String> {
    let inside = text.get(span.clone()).filter(|inside| inside.len() <= LONGEST)?;
    let (before, behind) = (text[..span.start].chars().next_back(), text[span.end..].chars().next());
    inside.chars().chain(before).chain(behind).find_map(lookalike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_and_beside_a_span_are_named() {
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
