//! Keys and scalars as they are written in a file, and how new content is written in their place.

use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{Form, Span};

use super::super::unseen::is_unseen;

/// A key or a scalar on one line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Scalar {
    /// The bytes of the scalar, including its quotes.
    pub(crate) bytes: Range<usize>,
    pub(crate) quotes: Quotes,
    /// Whether the scalar is in brackets or braces, where a comma ends it.
    pub(crate) in_flow: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotes {
    None,
    Single,
    /// Double quotes, without escapes inside.
    Double,
}

impl Scalar {
    /// Returns the key or text at a place in a file's text; `None` if the place has neither, or if the scalar is not on
    /// one line.
    pub(crate) fn at(text: &str, span: Span) -> Option<Self> {
        let bytes = span.bytes();
        let is_text = matches!(span.form, Form::Key | Form::Plain | Form::Quoted);
        let written = text.get(bytes.clone()).filter(|written| is_text && !written.contains(['\n', '\r']))?;
        let quotes = match written.as_bytes() {
            [b'\'', .., b'\''] => Quotes::Single,
            [b'"', .., b'"'] if !written.contains('\\') => Quotes::Double,
            [b'|' | b'>' | b'"' | b'\'' | b'&' | b'*' | b'!' | b'?', ..] => return None,
            _ => Quotes::None,
        };
        Some(Self { bytes, quotes, in_flow: span.in_flow })
    }

    /// Returns the content of the scalar, without quotes.
    pub(crate) fn content(&self, text: &str) -> String {
        let written = &text[self.bytes.clone()];
        match self.quotes {
            Quotes::None => written.to_owned(),
            Quotes::Single => written[1..written.len() - 1].replace("''", "'"),
            Quotes::Double => written[1..written.len() - 1].to_owned(),
        }
    }

    /// Returns new content in the form in which it can replace this scalar: with the same kind of quotes or, if the
    /// scalar has none, with quotes only if the content needs them. Returns `None` if the content does not fit on a
    /// line.
    pub(crate) fn written(&self, content: &str) -> Option<String> {
        if content.chars().any(char::is_control) {
            return None;
        }
        let single = || format!("'{}'", content.replace('\'', "''"));
        Some(match self.quotes {
            Quotes::None if self.is_plain(content) => content.to_owned(),
            Quotes::Double if !content.contains(['"', '\\']) => format!("\"{content}\""),
            Quotes::None | Quotes::Single | Quotes::Double => single(),
        })
    }

    /// Returns whether YAML reads the text without quotes as exactly this text.
    fn is_plain(&self, content: &str) -> bool {
        let around = if self.in_flow { format!("[{content}]") } else { format!("- {content}\n") };
        let Ok(Value::Sequence(list)) = serde_yaml::from_str(&around) else { return false };
        match list.as_slice() {
            [Value::String(text)] => text == content,
            [Value::Number(number)] => number.to_string() == content,
            [Value::Bool(boolean)] => boolean.to_string() == content,
            _ => false,
        }
    }
}

/// Returns a text in the form in which it is written after a key: with quotes if the text needs them. Returns `None` if
/// the text does not fit on a line, or has invisible characters.
#[must_use]
pub fn written(text: &str) -> Option<String> {
    let scalar = Scalar { bytes: 0..0, quotes: Quotes::None, in_flow: false };
    scalar.written(text).filter(|_| !text.chars().any(is_unseen))
}

/// Like [`written`], for a text in brackets or braces.
pub(crate) fn written_in_flow(text: &str) -> Option<String> {
    let scalar = Scalar { bytes: 0..0, quotes: Quotes::None, in_flow: true };
    scalar.written(text).filter(|_| !text.chars().any(is_unseen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_quotes_only_where_they_are_needed() {
        let written = |quotes, in_flow, content| Scalar { bytes: 0..0, quotes, in_flow }.written(content).unwrap();
        for (content, block, flow) in [
            ("5x3 @ 85%", "5x3 @ 85%", "5x3 @ 85%"),
            ("3x10, drop 12", "3x10, drop 12", "'3x10, drop 12'"),
            ("85%", "85%", "85%"),
            ("a: b", "'a: b'", "'a: b'"),
            ("@ 85%", "'@ 85%'", "'@ 85%'"),
            ("it's", "it's", "it's"),
            ("a #b's", "'a #b''s'", "'a #b''s'"),
            ("1e3", "'1e3'", "'1e3'"),
            ("", "''", "''"),
        ] {
            assert_eq!(
                (written(Quotes::None, false, content), written(Quotes::None, true, content)),
                (block.into(), flow.into())
            );
        }
        assert_eq!(written(Quotes::Single, false, "it's"), "'it''s'");
        assert_eq!(written(Quotes::Double, true, "a, b"), "\"a, b\"");
        assert_eq!(written(Quotes::Double, true, "a \"b\""), "'a \"b\"'");
    }

    #[test]
    fn writes_a_text_after_a_key() {
        assert_eq!(written("Bench day").as_deref(), Some("Bench day"));
        assert_eq!(written("Bench: heavy").as_deref(), Some("'Bench: heavy'"));
        assert_eq!(written("two\nlines"), None);
    }
}
