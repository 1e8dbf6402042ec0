//! Decimal commas in braces and brackets, where YAML reads them as separators.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::bytes::ByteOffsets;

/// Replaces every decimal comma that YAML would read as a separator, as in `{squat: 102,5}`, with a point. The length
/// of the text, and with it the place of every value, stays the same.
pub(crate) fn with_points(text: &str) -> Cow<'_, str> {
    let numbers = decimal_commas(text);
    if numbers.is_empty() {
        return text.into();
    }
    let mut text = text.to_owned();
    for Range { start, end } in numbers {
        let point = text[start..end].replace(',', ".");
        text.replace_range(start..end, &point);
    }
    text.into()
}

/// Returns the numbers with a decimal comma that YAML would split.
///
/// In a map, a comma splits a number if one of the two parts is a key without a value, as in `{squat: 102,5}` and
/// `{2,5: 4}`. In a list, a comma splits a number if the second part is a percentage, as in `[62,5%]`, or if the first
/// part contains a space, as in `[5x3 @ 82,5 kg]`. In contrast, `[25,20]` is a list of two numbers.
pub(super) fn decimal_commas(text: &str) -> Vec<Range<usize>> {
    let has_any = text.as_bytes().windows(3).any(|w| w[1] == b',' && w[0].is_ascii_digit() && w[2].is_ascii_digit());
    if !has_any {
        return Vec::new();
    }
    let bytes = ByteOffsets::new(text);
    let mut scan = Scan { text, open: Vec::new(), found: Vec::new() };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        scan.event(&event, || bytes.range(span));
    }
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    open: Vec<Open>,
    found: Vec<Range<usize>>,
}

/// A map or list that is not closed yet.
#[derive(Default)]
struct Open {
    is_map: bool,
    /// Whether a key comes next.
    awaits_key: bool,
    /// The last plain scalar, and whether it is a key.
    last: Option<(Range<usize>, bool)>,
    /// A number whose second part is a key. It counts if that key turns out to have no value.
    perhaps: Option<Range<usize>>,
}

impl Scan<'_> {
    fn event(&mut self, event: &Event<'_>, span: impl Fn() -> Range<usize>) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                self.value(0..0);
                let is_map = matches!(event, Event::MappingStart(..));
                self.open.push(Open { is_map, awaits_key: is_map, ..Open::default() });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            Event::Scalar(value, ScalarStyle::Plain, ..) => {
                let bytes = span();
                // For a missing value, the parser makes up a text and a place.
                let is_nothing = value.is_empty() || !self.text[bytes.clone()].starts_with(&**value);
                self.value(if is_nothing { 0..0 } else { bytes });
                if let Some(Open { perhaps, .. }) = self.open.last_mut()
                    && is_nothing
                {
                    self.found.extend(perhaps.take());
                }
            }
            Event::Scalar(..) | Event::Alias(_) => self.value(0..0),
            _ => {}
        }
    }

    /// Takes the next key or value. A value that is not plain, or missing, has no bytes.
    fn value(&mut self, bytes: Range<usize>) {
        let Some(Open { is_map, awaits_key, last, perhaps }) = self.open.last_mut() else { return };
        let is_key = *is_map && std::mem::replace(awaits_key, *is_map && !*awaits_key);
        if bytes.is_empty() {
            // In `{2,5: 4}`, `2` is a key without a value, and comes directly before `5`.
            *last = last.take().filter(|(_, is_key)| *is_key);
            return;
        }
        *perhaps = None;
        if let Some((before, was_key)) = last.replace((bytes.clone(), is_key))
            && let Some(number) = number(self.text, &before, &bytes)
        {
            match (*is_map, is_key, was_key) {
                (false, ..) if is_one(&self.text[before], &self.text[bytes]) => self.found.push(number),
                (true, true, true) => self.found.push(number),
                (true, true, false) => *perhaps = Some(number),
                _ => {}
            }
        }
    }
}

/// Returns the number that the end of one scalar and the start of the next make, if only a comma separates them.
fn number(text: &str, before: &Range<usize>, after: &Range<usize>) -> Option<Range<usize>> {
    if text.get(before.end..after.start)? != "," {
        return None;
    }
    let (whole, decimals) = (&text[before.clone()], &text[after.clone()]);
    let head = whole.trim_end_matches(|c: char| c.is_ascii_digit());
    let tail = decimals.trim_start_matches(|c: char| c.is_ascii_digit());
    let (has_whole, has_decimals) = (head.len() < whole.len(), tail.len() < decimals.len());
    let is_one = has_whole && has_decimals && !head.ends_with('.') && !tail.starts_with('.');
    is_one.then(|| before.start + head.len()..after.end - tail.len())
}

/// Whether two items of a list are one value that a comma splits.
fn is_one(before: &str, after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    if before.contains(' ') { !rest.starts_with(['x', 'X', '×', '/', '-', '–']) } else { rest.starts_with('%') }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_the_decimal_commas_that_yaml_reads_as_separators() {
        for (text, meant) in [
            ("maxes: {squat: 102,5, bench: 80}", "maxes: {squat: 102.5, bench: 80}"),
            ("maxes: {squat: {weight: 102,5 kg, reps: 5}}", "maxes: {squat: {weight: 102.5 kg, reps: 5}}"),
            ("pairs: {2,5: 4, 1,25: 2}", "pairs: {2.5: 4, 1.25: 2}"),
            ("top: {squat: 5x3 @ 82,5%}", "top: {squat: 5x3 @ 82.5%}"),
            ("squat: [5x3 @ 82,5%, 5x3 @ 85 kg]", "squat: [5x3 @ 82.5%, 5x3 @ 85 kg]"),
            ("backoff: [50%, 62,5%]", "backoff: [50%, 62.5%]"),
            ("plates: [25,20,15,10]", "plates: [25,20,15,10]"),
            ("squat: [5x3 @ 80,5x3 @ 85]", "squat: [5x3 @ 80,5x3 @ 85]"),
            ("squat: [5x3,5x5]", "squat: [5x3,5x5]"),
            ("weeks: {1-3: {a: 1},4: ~}", "weeks: {1-3: {a: 1},4: ~}"),
            ("note: 'a, 1,5'\nother: 1,5", "note: 'a, 1,5'\nother: 1,5"),
            ("a: {b: \"1,5\", c: 1.5,2: x}", "a: {b: \"1,5\", c: 1.5,2: x}"),
            ("a: {b: 1,5", "a: {b: 1.5"),
        ] {
            assert_eq!(with_points(text), meant);
        }
    }

    proptest! {
        #[test]
        fn keeps_the_length_of_the_text(text in "[0-9,:{}a%.~' \\[\\]\n-]{0,60}|\\PC{0,20}") {
            let pointed = with_points(&text);
            prop_assert_eq!(pointed.len(), text.len());
            for number in decimal_commas(&text) {
                prop_assert!(text[number.clone()].contains(','), "{:?} of {:?}", number, text);
                prop_assert_eq!(text[number.clone()].replace(',', "."), &pointed[number]);
            }
        }
    }
}
