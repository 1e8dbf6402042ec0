//! A cursor over a scheme's text, with the errors that it reports.

use std::ops;

use crate::units::{Decimal, Unit};

use super::{NotationError, Parsed};

/// The highest number of characters in a scheme.
const LONGEST: usize = 2_000;

pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// The unit of weights that are written without a unit; `None` if such weights are an error.
    pub(super) unit: Option<Unit>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, unit: Option<Unit>) -> Self {
        Self { text, at: 0, unit }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Returns to `position`.
    pub(super) fn back_to(&mut self, position: usize) {
        self.at = position;
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Skips space, and eats the next character if it is one of `signs`, which are variants of one sign.
    pub(super) fn eat(&mut self, signs: &[char]) -> bool {
        let start = self.at;
        self.skip_space();
        match self.peek() {
            Some(c) if signs.contains(&c) => {
                self.at += c.len_utf8();
                true
            }
            _ => {
                self.at = start;
                false
            }
        }
    }

    /// Skips space, and eats `expected` in upper or lower case, if it comes next.
    pub(super) fn eat_text(&mut self, expected: &str) -> bool {
        let start = self.at;
        self.skip_space();
        if self.rest().get(..expected.len()).is_some_and(|text| text.eq_ignore_ascii_case(expected)) {
            self.at += expected.len();
            return true;
        }
        self.at = start;
        false
    }

    /// Skips space, and eats the word `expected` in upper or lower case, unless it is the beginning of a longer word.
    pub(super) fn eat_word(&mut self, expected: &str) -> bool {
        let start = self.at;
        if self.eat_text(expected) && !self.peek().is_some_and(char::is_alphanumeric) {
            return true;
        }
        self.at = start;
        false
    }

    pub(super) fn eat_any_word(&mut self, expected: &[&str]) -> bool {
        expected.iter().any(|word| self.eat_word(word))
    }

    pub(super) fn minus(&mut self) -> bool {
        self.eat(&['-', '–', '−'])
    }

    /// Skips space, and parses a number, if one comes next.
    pub(super) fn number(&mut self) -> Parsed<Option<Decimal>> {
        self.skip_space();
        let digits = self.rest().bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        if digits == 0 {
            return Ok(None);
        }
        if let Some(length) = with_decimal_comma(self.rest()) {
            // A number after an `x` is a number of reps, unless it is a weekly factor: `3x5,3x8` and `x1,025/week`.
            let is_reps = self.text[..self.at].trim_end().ends_with(['x', 'X', '×']);
            if !is_reps || self.rest()[length..].trim_start().starts_with('/') {
                return Err(decimal_comma(self.text, self.at..self.at + length));
            }
        }
        let span = self.at..self.at + digits;
        let number = self.text[span.clone()]
            .parse()
            .map_err(|error| NotationError::at(span.clone(), format!("`{}` is {error}", &self.text[span.clone()])))?;
        self.at = span.end;
        Ok(Some(number))
    }

    /// Skips space, and eats letters, digits and hyphens: the name of an exercise.
    pub(super) fn name(&mut self) -> (&'t str, ops::Range<usize>) {
        self.skip_space();
        let length =
            self.rest().find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(self.rest().len());
        let span = self.at..self.at + length;
        self.at = span.end;
        (&self.text[span.clone()], span)
    }

    /// Reports any text that is left.
    pub(super) fn end(&mut self) -> Parsed<()> {
        if self.text.len() > LONGEST {
            return Err(NotationError::at(0..0, format!("a scheme must have at most {LONGEST} characters")));
        }
        self.skip_space();
        if self.rest().is_empty() {
            return Ok(());
        }
        Err(self.unexpected())
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest().trim_start().is_empty()
    }

    /// Returns the bytes from `start` to here.
    pub(super) fn since(&self, start: usize) -> ops::Range<usize> {
        start..self.at
    }

    /// Returns the text from `start` to here.
    pub(super) fn text_since(&self, start: usize) -> &'t str {
        &self.text[start..self.at]
    }

    /// Whether there is a sign right before `at`.
    pub(super) fn is_signed(&self, at: usize) -> bool {
        self.text[..at].trim_end().ends_with(['+', '-', '–', '−'])
    }

    /// Returns the next word or sign, and its bytes.
    fn next_piece(&mut self) -> (&'t str, ops::Range<usize>) {
        self.skip_space();
        let rest = self.rest();
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let length = if word > 0 { word } else { self.peek().map_or(0, char::len_utf8) };
        let span = self.at..self.at + length;
        (&self.text[span.clone()], span)
    }

    /// Returns the error "expected …, found `xyz`" for whatever comes next, or "expected …, found the end of the text".
    pub(super) fn expected(&mut self, what: &str) -> NotationError {
        let (piece, span) = self.next_piece();
        if piece.is_empty() {
            let end = self.text.trim_end().len();
            return NotationError::at(end..end, format!("expected {what}, found the end of the text"));
        }
        NotationError::at(span, format!("expected {what}, found `{piece}`"))
    }

    /// Returns the error "unexpected `xyz`" for whatever comes next.
    pub(super) fn unexpected(&mut self) -> NotationError {
        let (piece, span) = self.next_piece();
        NotationError::at(span, format!("unexpected `{piece}`"))
    }
}

/// Returns the length of the number with a decimal comma at the beginning of `text`, if there is one. A comma also
/// separates groups of sets: `100,5x3` and `100,5/3/1` are two groups each.
fn with_decimal_comma(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let after = text[whole..].strip_prefix(',').filter(|after| whole > 0 && digits(after) > 0)?;
    let is_number = |(at, c): (usize, char)| match c {
        ',' => digits(&after[at + 1..]) > 0,
        c => c.is_ascii_digit() || matches!(c, '.' | '/' | ' ' | '-' | '–' | '−'),
    };
    let end = after.char_indices().find(|&c| !is_number(c)).map_or(after.len(), |(at, _)| at);
    let (numbers, next) = after.split_at(end);
    let is_group = next.starts_with(['x', 'X', '×']) || (numbers.contains('/') && !next.starts_with(['%', 'w', 'W']));
    (!is_group).then_some(whole + 1 + digits(after))
}

/// Reports the decimal comma in `span`. If three digits follow the comma, it may also be a thousands separator.
pub(crate) fn decimal_comma(text: &str, span: ops::Range<usize>) -> NotationError {
    let given = &text[span.clone()];
    let meant = given.replace(',', ".");
    let message = format!("`{given}` has a decimal comma");
    if given.split_once(',').is_some_and(|(_, decimals)| decimals.len() == 3) {
        let help = format!("write {meant}, or {} for thousands", given.replace(',', ""));
        return NotationError::at(span, message).help(help);
    }
    NotationError::at(span, message).help(format!("use a decimal point: {meant}")).with_fix(meant)
}

impl NotationError {
    pub(super) fn at(span: ops::Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, fix: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn with_fix(self, text: impl Into<String>) -> Self {
        Self { fix: Some(text.into()), ..self }
    }
}
