//! Edits a YAML text: adds a value or replaces one, and leaves every other byte as it is.
//!
//! An edit changes the text only at the places of its nodes. It is accepted only if the edited text parses to exactly
//! the intended value.

use std::ops::Range;

use crate::diagnostic::{Edit, FileId, Form, Span};

use super::scalar::written_in_flow;
use super::value::{Pair, Value, Yaml};
use super::value_of;

/// The steps from the root to a value.
pub(crate) type Path = Vec<Segment>;

/// One step of a [`Path`].
#[derive(Debug, Clone)]
pub(crate) enum Segment {
    /// To a value of a map, by key.
    Key(Box<str>),
    /// To an item of a list, by position from 0.
    Index(usize),
}

/// A change to one value.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Adds an item at the end of a list.
    Push { list: Path, item: NewMap },
    /// Adds a key at the end of a map.
    Insert { map: Path, key: String, value: NewMap },
    /// Replaces a value.
    Replace { at: Path, value: NewMap },
    /// Replaces a value with a list of that value and a second one. If the list is in brackets, a value that is not a
    /// map becomes `{key: value}`.
    Second { at: Path, key: &'static str, second: NewMap },
}

/// A map to write: its keys, and their values in flow style (as they are written in brackets).
#[derive(Debug, Clone)]
pub(crate) struct NewMap(pub(crate) Vec<(String, String)>);

/// Returns the text after a change; `None` if the change cannot be made without editing other parts of the text.
pub(crate) fn amended(text: &str, change: &Change) -> Option<String> {
    let root = value_of(text)?;
    let mut intended = root.clone();
    let amender = Amender { text, root };
    amender.change_value(&mut intended, change)?;
    let edit =
        |(bytes, text): (Range<usize>, String)| Edit { file: FileId::default(), bytes: (bytes.start, bytes.end), text };
    let after = Edit::all(text, amender.edits(change)?.into_iter().map(edit));
    (value_of(&after)? == intended).then_some(after)
}

/// Returns a value on one line, in flow style; `None` if a text in it does not fit on one line.
pub(crate) fn flow(yaml: &Yaml) -> Option<String> {
    let all = |items: Option<Vec<String>>| Some(items?.join(", "));
    Some(match &yaml.value {
        Value::List(list) => format!("[{}]", all(list.iter().map(flow).collect())?),
        Value::Map(pairs) => {
            let pair = |pair: &Pair| Some(format!("{}: {}", written_in_flow(&pair.key)?, flow(&pair.value)?));
            format!("{{{}}}", all(pairs.iter().map(pair).collect())?)
        }
        Value::Text(text) => written_in_flow(text)?,
        Value::Null => "~".to_owned(),
        Value::Bool(_) | Value::Number(_) => yaml.plain()?.to_owned(),
    })
}

impl NewMap {
    /// Returns the map on one line.
    pub(crate) fn flow(&self) -> String {
        format!("{{{}}}", self.lines(", "))
    }

    /// Joins the entries with `between`, such as a line break and an indentation.
    fn lines(&self, between: &str) -> String {
        let entries: Vec<_> = self.0.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        entries.join(between)
    }

    fn value(&self) -> Option<Yaml> {
        value_of(&self.flow())
    }
}

struct Amender<'t> {
    text: &'t str,
    root: Yaml,
}

type Edits = Vec<(Range<usize>, String)>;

/// A value of the text that can be edited.
struct Target<'y> {
    yaml: &'y Yaml,
    key: Option<Range<usize>>,
    /// The bytes of the value, without a comment after it.
    bytes: Range<usize>,
    /// Whether the value is a map or list in block style, without brackets or braces.
    is_block: bool,
}

impl<'y> Target<'y> {
    fn new(text: &str, yaml: &'y Yaml, key: Option<Span>) -> Option<Self> {
        let key = key.map(Span::bytes);
        let Range { start, .. } = yaml.span.bytes();
        let end = end_of(yaml);
        let length = text.get(start..end)?.trim_end().len();
        // A missing value starts after the colon.
        let colon = |key: &Range<usize>| key.end + text[key.end..].find(':').map_or(0, |at| at + 1);
        let start = if length == 0 { key.as_ref().map_or(end, colon) } else { start };
        Some(Self { yaml, key, bytes: start..start + length, is_block: yaml.span.form == Form::Block })
    }

    /// Returns the last value of a map or list; `None` if it is empty.
    fn last_child(&self, text: &str) -> Option<Self> {
        match &self.yaml.value {
            Value::List(items) => Self::new(text, items.last()?, None),
            Value::Map(pairs) => pairs.last().and_then(|pair| Self::new(text, &pair.value, Some(pair.key_span))),
            _ => None,
        }
    }
}

/// Returns the byte at which a value ends. A block ends where its last value ends; the parser's end of a block is only
/// where the next value starts.
fn end_of(yaml: &Yaml) -> usize {
    let own = yaml.span.bytes().end;
    match &yaml.value {
        Value::List(items) if yaml.span.form == Form::Block => items.iter().map(end_of).max().unwrap_or(own),
        Value::Map(pairs) if yaml.span.form == Form::Block => {
            pairs.iter().map(|pair| end_of(&pair.value)).max().unwrap_or(own)
        }
        _ => own,
    }
}

impl Amender<'_> {
    fn node(&self, path: &[Segment]) -> Option<Target<'_>> {
        let (mut yaml, mut key) = (&self.root, None);
        for segment in path {
            (yaml, key) = match (segment, &yaml.value) {
                (Segment::Key(name), Value::Map(pairs)) => {
                    let pair = pairs.iter().find(|pair| pair.key == *name)?;
                    (&pair.value, Some(pair.key_span))
                }
                (Segment::Index(index), Value::List(items)) => (items.get(*index)?, None),
                _ => return None,
            };
        }
        Target::new(self.text, yaml, key)
    }

    /// Makes the change in `root`, so that it becomes the value that the edited text must parse to.
    fn change_value(&self, root: &mut Yaml, change: &Change) -> Option<()> {
        match change {
            Change::Push { list, item } => match &mut at(root, list)?.value {
                Value::List(items) => items.push(item.value()?),
                _ => return None,
            },
            Change::Insert { map, key, value } => match &mut at(root, map)?.value {
                Value::Map(pairs) if !pairs.iter().any(|pair| *pair.key == **key) => {
                    pairs.push(entry(key, value.value()?));
                }
                _ => return None,
            },
            Change::Replace { at: place, value } => *at(root, place)? = value.value()?,
            Change::Second { at: place, key, second } => {
                let first = at(root, place)?;
                if !self.is_listed_in_lines(place)? && first.pairs().is_none() {
                    first.value = Value::Map(vec![entry(key, first.clone())]);
                }
                first.value = Value::List(vec![first.clone(), second.value()?]);
            }
        }
        Some(())
    }

    fn edits(&self, change: &Change) -> Option<Edits> {
        match change {
            Change::Push { list, item } => self.push(list, item),
            Change::Insert { map, key, value } => self.insert(map, key, value),
            Change::Replace { at, value } => self.replace(at, value),
            Change::Second { at, key, second } => self.second(at, key, second),
        }
    }

    fn push(&self, list: &[Segment], item: &NewMap) -> Option<Edits> {
        let around = self.node(list)?;
        if !around.is_block {
            return Some(self.in_brackets(&around, item.flow()));
        }
        let last = around.last_child(self.text)?;
        let margin = self.margin_before(last.bytes.start, '-')?;
        let dash = format!("{margin}- ");
        let item = if last.is_block { item.lines(&format!("{margin}  ")) } else { item.flow() };
        Some(vec![self.line_after(&last, &format!("{dash}{item}"))])
    }

    fn insert(&self, map: &[Segment], key: &str, value: &NewMap) -> Option<Edits> {
        let around = self.node(map)?;
        if !around.is_block {
            return Some(self.in_brackets(&around, format!("{key}: {}", value.flow())));
        }
        let last = around.last_child(self.text)?;
        let margin = self.blank_before(last.key.clone()?.start)?;
        let line = if map.is_empty() {
            // A map at the top level of the file is written on several lines.
            let inner = format!("{margin}  ");
            format!("{margin}{key}:{inner}{}", value.lines(&inner))
        } else {
            format!("{margin}{key}: {}", value.flow())
        };
        Some(vec![self.line_after(&last, &line)])
    }

    fn replace(&self, at: &[Segment], value: &NewMap) -> Option<Edits> {
        let Target { bytes, is_block, .. } = self.node(at)?;
        let text = self.text.get(bytes.clone())?;
        let space = if text.is_empty() { " " } else { "" };
        // The author's comments must not be lost.
        (!is_block || !text.contains('#')).then(|| vec![(bytes, format!("{space}{}", value.flow()))])
    }

    fn second(&self, at: &[Segment], key: &str, second: &NewMap) -> Option<Edits> {
        let first = self.node(at)?;
        let Range { start, end } = first.bytes;
        let is_map = first.is_block || self.text[start..].starts_with('{');
        if !self.is_listed_in_lines(at)? {
            let (open, close) = if is_map { ("[", "") } else { (&*format!("[{{{key}: "), "}") };
            return Some(vec![(start..start, open.to_owned()), (end..end, format!("{close}, {}]", second.flow()))]);
        }
        if first.is_block {
            let margin = self.blank_before(start)?;
            let mut edits = vec![(start..start, "- ".to_owned())];
            let lines = self.text[start..end].match_indices('\n').map(|(at, _)| start + at + 1);
            let filled = lines.filter(|line| !self.text[*line..].starts_with(['\n', '\r']));
            edits.extend(filled.map(|line| (line..line, "  ".to_owned())));
            let second = second.lines(&format!("{margin}  "));
            edits.push(self.line_after(&first, &format!("{margin}- {second}")));
            return Some(edits);
        }
        let key = first.key.clone()?;
        let colon = key.end + self.text[key.end..start].find(':')? + 1;
        let margin = format!("{}  ", self.blank_before(key.start)?);
        let is_blank = self.text[colon..start].trim().is_empty();
        let line = self.line_after(&first, &format!("{margin}- {}", second.flow()));
        is_blank.then(|| vec![(colon..start, format!("{margin}- ")), line])
    }

    /// Returns whether a value that becomes a list is written as a list with an item on each line. It is if the value
    /// is a block or has a comment, or if a list next to the value is written like this. Returns `None` if there is no
    /// such value.
    fn is_listed_in_lines(&self, at: &[Segment]) -> Option<bool> {
        let node = self.node(at)?;
        let around = self.node(at.split_last()?.1)?;
        let is_list = |yaml: &Yaml| {
            yaml.span.form == Form::Block && matches!(&yaml.value, Value::List(items) if !items.is_empty())
        };
        let has_comment = self.rest_of_line(node.bytes.end).trim_start().starts_with('#');
        let has_list = || match &around.yaml.value {
            Value::List(items) => items.iter().any(is_list),
            Value::Map(pairs) => pairs.iter().any(|pair| is_list(&pair.value)),
            _ => false,
        };
        Some(around.is_block && (node.is_block || has_comment || has_list()))
    }

    /// Adds an item after the last one of a map or list in brackets.
    fn in_brackets(&self, around: &Target<'_>, text: String) -> Edits {
        let (at, text) = match around.last_child(self.text) {
            Some(last) => (last.bytes.end, format!(", {text}")),
            None => (around.bytes.start + 1, text),
        };
        vec![(at..at, text)]
    }

    /// Adds a line after the line in which a value ends. `line` starts with its line break.
    fn line_after(&self, value: &Target<'_>, line: &str) -> (Range<usize>, String) {
        let end = value.bytes.end;
        let at = end + self.rest_of_line(end).len();
        (at..at, line.to_owned())
    }

    fn rest_of_line(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        rest.split('\n').next().map_or(rest, |line| line.strip_suffix('\r').unwrap_or(line))
    }

    /// Returns a line break and the indentation of the line that contains `at`; `None` if there is other text before
    /// `at` in the line.
    fn blank_before(&self, at: usize) -> Option<String> {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let blank = self.text[start..at].trim_start_matches('\u{feff}');
        let line_break = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        blank.trim().is_empty().then(|| format!("{line_break}{blank}"))
    }

    /// Like [`blank_before`](Self::blank_before), for a line in which `sign` follows the indentation.
    fn margin_before(&self, at: usize, sign: char) -> Option<String> {
        let sign = self.text[..at].trim_end().strip_suffix(sign)?.len();
        self.blank_before(sign)
    }
}

/// Returns an entry of a map in an intended value.
fn entry(key: &str, value: Yaml) -> Pair {
    Pair { key: key.into(), key_span: value.span, value }
}

/// Returns the value at the end of a path.
fn at<'v>(root: &'v mut Yaml, path: &[Segment]) -> Option<&'v mut Yaml> {
    path.iter().try_fold(root, |yaml, segment| match (segment, &mut yaml.value) {
        (Segment::Key(key), Value::Map(pairs)) => {
            pairs.iter_mut().find(|pair| pair.key == *key).map(|pair| &mut pair.value)
        }
        (Segment::Index(index), Value::List(items)) => items.get_mut(*index),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
