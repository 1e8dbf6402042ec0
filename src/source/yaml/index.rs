//! Where each node of a YAML text stands.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::{Part, Path, Segment};

use super::bytes::ByteOffsets;

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
}

/// A map or list that has begun and not ended.
struct Open {
    path: Path,
    key: Option<Range<usize>>,
    start: usize,
    state: State,
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
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            let span = bytes.range(span);
            match event {
                Event::Scalar(value, style, ..) => {
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
                    let (path, key) = place_of_next(&mut open);
                    index.add(path, Spans { key, value: span, text_start });
                }
                Event::Alias(_) => {
                    let (path, key) = place_of_next(&mut open);
                    index.add(path, Spans { key, value: span, text_start: None });
                }
                Event::SequenceStart(..) | Event::MappingStart(..) => {
                    let state = match event {
                        Event::SequenceStart(..) => State::List(0),
                        _ => State::Map(None),
                    };
                    let (path, key) = place_of_next(&mut open);
                    open.push(Open { path, key, start: span.start, state });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    if let Some(Open { path, key, start, .. }) = open.pop() {
                        let value = start..span.end.max(start);
                        index.add(path, Spans { key, value, text_start: None });
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
}
