//! Estimates the width of texts in an unknown font. An estimate is more likely to be too wide than too narrow.

use super::canvas::TEXT;

/// Returns the width of a text in Verdana, which is one of the widest fonts on screens.
pub(super) fn width(text: &str) -> i64 {
    let hundredths: i64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | '\'' | '|' | ' ' | '·' => 33,
            'f' | 'r' | 't' | '-' | '(' | ')' | '/' => 41,
            'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 59,
            'm' | 'w' | 'M' | 'W' | '%' | '…' => 100,
            'A'..='Z' => 72,
            '\0'..='\u{2ff}' => 64,
            '\u{1100}'.. if !('\u{1e00}'..='\u{22ff}').contains(&c) => 100,
            _ => 84,
        })
        .sum();
    hundredths * TEXT / 100
}

/// Returns the text, or as much of its beginning as fits, followed by an ellipsis; `None` if not even three characters
/// fit.
pub(super) fn shortened(text: &str, room: i64) -> Option<String> {
    const LEAST: usize = 3;
    if width(text) <= room {
        return Some(text.to_owned());
    }
    let ends = text.char_indices().map(|(at, _)| at).skip(LEAST);
    let cut = |end: usize| format!("{}…", text[..end].trim_end());
    ends.map(cut).take_while(|cut| width(cut) <= room).last()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shortens_texts_that_do_not_fit() {
        for (text, room, expected) in [
            ("Peak", 400, Some("Peak")),
            ("Hypertrophy", 700, Some("Hypertr…")),
            ("At last", 380, Some("At…")),
            ("Deload", 200, None),
            ("", 0, Some("")),
        ] {
            assert_eq!(shortened(text, room).as_deref(), expected, "{text} in {room}");
        }
    }

    proptest! {
        #[test]
        fn shortened_texts_fit(text in "\\PC{0,20}", room in 0_i64..3000) {
            let cut = shortened(&text, room);
            prop_assert!(cut.is_none_or(|cut| width(&cut) <= room));
        }
    }
}
