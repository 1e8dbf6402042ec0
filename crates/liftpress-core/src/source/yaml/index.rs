//! Where each node of a YAML text stands.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::{Part, Path, Segment};

use super::bytes::ByteOffsets;
use super::scalar::{Quotes, Scalar};

/// The places of all nodes, as far as the text can be parsed.
#[derive(Debug, Default)]
pub(crate) struct Index {
    nodes: HashMap<Path, Spans>,
}

#[derive(Debug, Clone)]
struct Spans {
    key: Option<Range<usize>>,
    value: Range<usize>,
    /// The value's text begins at its span's first byte, or one after it (a quote); `None`: it is folded or a map.
    text_start: Option<usize>,
    /// Whether it stands in brackets or braces, where a comma ends it.
    in_flow: bool,
    /// Whether it is a map or list without brackets or braces, which ends where its last value does.
    is_block: bool,
}

/// A value with all that is in it.
pub(crate) struct Whole {
    pub(crate) key: Option<Range<usize>>,
    /// From its first byte to its last, without the comment that may follow.
    pub(crate) bytes: Range<usize>,
    /// Whether it is a map or list without brackets or braces.
    pub(crate) is_block: bool,
}

/// A map or list that has begun and not ended.
struct Open {
    path: Path,
    key: Option<Range<usize>>,
    start: usize,
    state: State,
    /// In brackets or braces, or in something that is.
    is_flow: bool,
}

enum State {
    List(usize),
    /// The key that waits for its value.
    Map(Option<(String, Range<usize>)>),
}

impl Index {
    pub(crate) fn new(text: &str) -> Self {
        let bytes = ByteOffsets::new(text);
        let mut index = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let is_flow = |open: &[Open]| open.last().is_some_and(|open| open.is_flow);
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            let span = bytes.range(span);
            match event {
                Event::Scalar(value, style, ..) => {
                    let span = behind_anchor(text, span);
                    if let Some(Open { state: State::Map(waiting @ None), .. }) = open.last_mut() {
                        *waiting = Some((value.into_owned(), span));
                        continue;
                    }
                    let text_start = match style {
                        ScalarStyle::Plain => Some(span.start),
                        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Some(span.start + 1),
                        ScalarStyle::Literal | ScalarStyle::Folded => None,
                    };
                    // A quoted text with escapes, or one over several lines, is not byte for byte what stands there.
                    let text_start =
                        text_start.filter(|&at| text.get(at..at + value.len()).is_some_and(|there| there == value));
                    let in_flow = is_flow(&open);
                    let (path, key) = place_of_next(&mut open);
                    index.add(path, Spans { key, value: span, text_start, in_flow, is_block: false });
                }
                Event::Alias(_) => {
                    let in_flow = is_flow(&open);
                    let (path, key) = place_of_next(&mut open);
                    index.add(path, Spans { key, value: span, text_start: None, in_flow, is_block: false });
                }
                Event::SequenceStart(..) | Event::MappingStart(..) => {
                    let state = match event {
                        Event::SequenceStart(..) => State::List(0),
                        _ => State::Map(None),
                    };
                    let is_flow = is_flow(&open) || text[span.start..].starts_with(['[', '{']);
                    let (path, key) = place_of_next(&mut open);
                    open.push(Open { path, key, start: span.start, state, is_flow });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    if let Some(Open { path, key, start, is_flow: is_bracketed, .. }) = open.pop() {
                        // The parser's bracket has blanks and a comment behind it.
                        let is_closed = text[span.start..].starts_with([']', '}']);
                        let end = if is_bracketed && is_closed { span.start + 1 } else { span.end };
                        let value = start..end.max(start);
                        let in_flow = is_flow(&open);
                        index.add(path, Spans { key, value, text_start: None, in_flow, is_block: !is_bracketed });
                    }
                }
                _ => {}
            }
        }
        index
    }

    /// Of a key that stands twice in its map, the first is the one that was read.
    fn add(&mut self, path: Path, spans: Spans) {
        self.nodes.entry(path).or_insert(spans);
    }

    /// The bytes of a node's key or value; of the nearest node around it where there is no such node.
    pub(crate) fn span(&self, text: &str, path: &Path, part: Part, within: Option<&Range<usize>>) -> Range<usize> {
        let Some(spans) = self.nodes.get(path) else {
            let mut around = path.clone();
            if around.0.pop().is_none() {
                return 0..0;
            }
            let part = if matches!(path.0.last(), Some(Segment::Key(_))) { Part::Key } else { part };
            return self.span(text, &around, part, None);
        };
        match (part, &spans.key, within, spans.text_start) {
            (Part::Key, Some(key), ..) => key.clone(),
            (Part::Value, _, Some(within), Some(start)) => start + within.start..start + within.end,
            _ => {
                // Of a map or a long text, its first line is enough.
                let value = &text[spans.value.clone()];
                let length = value.find('\n').unwrap_or(value.len());
                spans.value.start..spans.value.start + value[..length].trim_end().len()
            }
        }
    }

    /// A key, or a plain value, as it can be edited; only the very node, and only where it stands on one line.
    pub(crate) fn scalar(&self, text: &str, path: &Path, part: Part) -> Option<Scalar> {
        let spans = self.nodes.get(path)?;
        let (bytes, is_text) = match part {
            Part::Key => (spans.key.clone()?, true),
            Part::Value => (spans.value.clone(), spans.text_start.is_some()),
        };
        let written = text.get(bytes.clone()).filter(|written| is_text && !written.contains(['\n', '\r']))?;
        let quotes = match written.as_bytes() {
            [b'\'', .., b'\''] => Quotes::Single,
            [b'"', .., b'"'] if !written.contains('\\') => Quotes::Double,
            [b'|' | b'>' | b'"' | b'\'' | b'&' | b'*' | b'!' | b'?', ..] => return None,
            _ => Quotes::None,
        };
        Some(Scalar { bytes, quotes, in_flow: spans.in_flow })
    }

    /// A node as a whole, by which it can be edited.
    pub(crate) fn node(&self, text: &str, path: &Path) -> Option<Whole> {
        let Spans { key, value, is_block, .. } = self.nodes.get(path)?;
        // The parser ends a block where the next begins.
        let within = self.nodes.iter().filter(|(other, inner)| other.0.starts_with(&path.0) && !inner.is_block);
        let end = within.map(|(_, inner)| inner.value.end).max().unwrap_or(value.end);
        let length = text.get(value.start..end)?.trim_end().len();
        // What has no value is behind the colon.
        let colon = |key: &Range<usize>| key.end + text[key.end..].find(':').map_or(0, |at| at + 1);
        let start = if length == 0 { key.as_ref().map_or(end, colon) } else { value.start };
        Some(Whole { key: key.clone(), bytes: start..start + length, is_block: *is_block })
    }

    /// The last value of a map or list, in the order in which they stand; nothing of an empty one.
    pub(crate) fn last_child(&self, path: &Path) -> Option<&Path> {
        self.children(path).max_by_key(|child| self.nodes[*child].value.start)
    }

    /// The values of a map or list, in no order.
    pub(crate) fn children<'i>(&'i self, path: &Path) -> impl Iterator<Item = &'i Path> {
        let (depth, path) = (path.0.len() + 1, path.clone());
        self.nodes.keys().filter(move |child| child.0.len() == depth && child.0.starts_with(&path.0))
    }

    /// Whether there is a node at this path.
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.nodes.contains_key(path)
    }
}

/// A scalar's own bytes, behind the anchor and the tag that may stand before it.
fn behind_anchor(text: &str, span: Range<usize>) -> Range<usize> {
    let mut start = span.start;
    while text[start..span.end].starts_with(['&', '!']) {
        let Some(space) = text[start..span.end].find(char::is_whitespace) else { break };
        start += space;
        start += text[start..span.end].len() - text[start..span.end].trim_start().len();
    }
    start..span.end
}

fn child(path: &Path, segment: Segment) -> Path {
    let mut path = path.clone();
    path.0.push(segment);
    path
}

/// Path and key of the node that begins now, in the innermost open map or list.
fn place_of_next(open: &mut [Open]) -> (Path, Option<Range<usize>>) {
    match open.last_mut() {
        None => (Path::default(), None),
        Some(Open { path, state: State::List(next), .. }) => {
            *next += 1;
            (child(path, Segment::Index(*next - 1)), None)
        }
        Some(Open { path, state: State::Map(waiting), .. }) => match waiting.take() {
            Some((key, span)) => (child(path, Segment::Key(key.into())), Some(span)),
            // A key that is itself a map or a list: nothing we read has such.
            None => (child(path, Segment::Key("?".into())), None),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_found_behind_marks_and_quotes() {
        let text = "név: Łukasz\ndays:\n  - {name: \"Bench\", top: [a, 'b c']}\n";
        let index = Index::new(text);
        let key = |key: &str| Segment::Key(key.into());
        let of = |path: Vec<Segment>, part, within: Option<Range<usize>>| {
            &text[index.span(text, &Path(path), part, within.as_ref())]
        };
        assert_eq!(of(vec![key("név")], Part::Key, None), "név");
        assert_eq!(of(vec![key("név")], Part::Value, None), "Łukasz");
        assert_eq!(of(vec![key("days"), Segment::Index(0), key("name")], Part::Value, Some(1..3)), "en");
        assert_eq!(
            of(vec![key("days"), Segment::Index(0), key("top"), Segment::Index(1)], Part::Value, Some(2..3)),
            "c"
        );
        assert_eq!(
            of(vec![key("days"), Segment::Index(0), key("nowhere")], Part::Key, None),
            "{name: \"Bench\", top: [a, 'b c']}"
        );
        assert_eq!(of(vec![key("nowhere")], Part::Value, None), "név: Łukasz");
    }

    #[test]
    fn an_anchor_is_no_part_of_what_it_marks() {
        let text = "a: &x 5 x 3\nb: !!str &y '5'\nc: *x\n";
        let index = Index::new(text);
        let of = |key: &str| &text[index.span(text, &Path(vec![Segment::Key(key.into())]), Part::Value, None)];
        assert_eq!((of("a"), of("b"), of("c")), ("5 x 3", "'5'", "*x"));
    }
}
