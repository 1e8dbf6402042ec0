//! Converts a byte range of a YAML text to the path of its node.

use std::ops::Range;

use saphyr_parser::{Event, Parser};

/// A map or list that has not ended.
struct Open {
    at: String,
    /// For a map: the key that waits for its value.
    key: Option<String>,
    /// For a list: the position of the next item.
    next: Option<usize>,
}

impl Open {
    fn next_value(&mut self) -> String {
        let step = match &mut self.next {
            Some(next) => {
                *next += 1;
                (*next - 1).to_string()
            }
            None => self.key.take().unwrap_or_default().replace('~', "~0").replace('/', "~1"),
        };
        format!("{}/{step}", self.at)
    }
}

/// Returns the JSON pointer to the key of these bytes, to the value that starts with them, or to the text that they are part
/// of.
pub(crate) fn pointer(text: &str, bytes: &Range<usize>) -> String {
    let offsets: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut open: Vec<Open> = Vec::new();
    let mut found = None;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let (start, end) = (offsets[span.start.index()], offsets[span.end.index().min(offsets.len() - 1)]);
        match (event, open.last_mut()) {
            (Event::Scalar(key, ..), Some(map @ Open { key: None, next: None, .. })) => {
                map.key = Some(key.into_owned());
                if (start..end) == *bytes {
                    return map.next_value();
                }
            }
            (
                event @ (Event::Scalar(..) | Event::Alias(_) | Event::SequenceStart(..) | Event::MappingStart(..)),
                around,
            ) => {
                let at = around.map(Open::next_value).unwrap_or_default();
                // The bytes may be only a part of a text.
                let is_inside = matches!(event, Event::Scalar(..)) && (start..end).contains(&bytes.start);
                if (start == bytes.start || is_inside) && found.is_none() {
                    found = Some(at.clone());
                }
                match event {
                    Event::SequenceStart(..) => open.push(Open { at, key: None, next: Some(0) }),
                    Event::MappingStart(..) => open.push(Open { at, key: None, next: None }),
                    _ => {}
                }
            }
            (Event::SequenceEnd | Event::MappingEnd, _) => {
                open.pop();
            }
            (Event::DocumentEnd, _) => break,
            _ => {}
        }
    }
    found.unwrap_or_default()
}
