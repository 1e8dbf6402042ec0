//! One value more in a YAML text, or another in the place of one, with every other byte left as it is.
//!
//! An edit is made where the nodes are seen to stand, and taken only if the text then reads as exactly what is meant.

use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{Edit, FileId, Path, Segment};

use super::index::{Index, Whole};
use super::scalar::written_in_flow;
use super::{text_of, value_of};

/// A change of one value.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// One more item at the end of a list.
    Push { list: Path, item: Fresh },
    /// One more key at the end of a map.
    Insert { map: Path, key: String, value: Fresh },
    /// Another value in the place of one.
    Replace { at: Path, value: Fresh },
    /// A value becomes the first of a list, and another the second. In brackets a plain one becomes `{key: value}`.
    Second { at: Path, key: &'static str, second: Fresh },
}

/// A map that is to be written: keys, and values as they stand in brackets.
#[derive(Debug, Clone)]
pub(crate) struct Fresh(pub(crate) Vec<(String, String)>);

/// The text with a change made; nothing where that cannot be done without touching more of it.
pub(crate) fn amended(text: &str, change: &Change) -> Option<String> {
    let amender = Amender { text, index: Index::new(text) };
    let mut intended = value_of(text)?;
    amender.change_value(&mut intended, change)?;
    let edit =
        |(bytes, text): (Range<usize>, String)| Edit { file: FileId::default(), bytes: (bytes.start, bytes.end), text };
    let after = Edit::all(text, amender.edits(change)?.into_iter().map(edit));
    (value_of(&after)? == intended).then_some(after)
}

/// A value on one line, as it stands in brackets; nothing where a text in it does not fit on one.
pub(crate) fn flow(value: &Value) -> Option<String> {
    let all = |items: Option<Vec<String>>| Some(items?.join(", "));
    Some(match value {
        Value::Sequence(list) => format!("[{}]", all(list.iter().map(flow).collect())?),
        Value::Mapping(map) => {
            let entry = |(key, value)| Some(format!("{}: {}", flow(key)?, flow(value)?));
            format!("{{{}}}", all(map.iter().map(entry).collect())?)
        }
        Value::String(text) => written_in_flow(text)?,
        Value::Null => "~".to_owned(),
        plain => text_of(plain)?,
    })
}

impl Fresh {
    /// On one line.
    pub(crate) fn flow(&self) -> String {
        format!("{{{}}}", self.lines(", "))
    }

    /// With something between the entries, such as a line break and what the next line begins with.
    fn lines(&self, between: &str) -> String {
        let entries: Vec<_> = self.0.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        entries.join(between)
    }

    fn value(&self) -> Option<Value> {
        value_of(&self.flow())
    }
}

struct Amender<'t> {
    text: &'t str,
    index: Index,
}

type Edits = Vec<(Range<usize>, String)>;

impl Amender<'_> {
    fn node(&self, path: &Path) -> Option<Whole> {
        self.index.node(self.text, path)
    }

    /// What the text has to say afterwards.
    fn change_value(&self, root: &mut Value, change: &Change) -> Option<()> {
        match change {
            Change::Push { list, item } => at(root, list)?.as_sequence_mut()?.push(item.value()?),
            Change::Insert { map, key, value } => {
                let map = at(root, map)?.as_mapping_mut()?;
                map.insert(key.as_str().into(), value.value()?).is_none().then_some(())?;
            }
            Change::Replace { at: place, value } => *at(root, place)? = value.value()?,
            Change::Second { at: place, key, second } => {
                let first = at(root, place)?;
                if !self.is_listed_in_lines(place)? && !first.is_mapping() {
                    let wrapped = [(Value::from(*key), first.clone())];
                    *first = Value::Mapping(wrapped.into_iter().collect());
                }
                *first = Value::Sequence(vec![first.clone(), second.value()?]);
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

    fn push(&self, list: &Path, item: &Fresh) -> Option<Edits> {
        if !self.node(list)?.is_block {
            return self.in_brackets(list, item.flow());
        }
        let last = self.node(self.index.last_child(list)?)?;
        let margin = self.margin_before(last.bytes.start, '-')?;
        let dash = format!("{margin}- ");
        let item = if last.is_block { item.lines(&format!("{margin}  ")) } else { item.flow() };
        Some(vec![self.line_behind(&last, &format!("{dash}{item}"))])
    }

    fn insert(&self, map: &Path, key: &str, value: &Fresh) -> Option<Edits> {
        if !self.node(map)?.is_block {
            return self.in_brackets(map, format!("{key}: {}", value.flow()));
        }
        let last = self.node(self.index.last_child(map)?)?;
        let margin = self.blank_before(last.key.clone()?.start)?;
        let line = if map.0.is_empty() {
            // What belongs to the whole file has lines of its own.
            let inner = format!("{margin}  ");
            format!("{margin}{key}:{inner}{}", value.lines(&inner))
        } else {
            format!("{margin}{key}: {}", value.flow())
        };
        Some(vec![self.line_behind(&last, &line)])
    }

    fn replace(&self, at: &Path, value: &Fresh) -> Option<Edits> {
        let Whole { bytes, is_block, .. } = self.node(at)?;
        let text = self.text.get(bytes.clone())?;
        let space = if text.is_empty() { " " } else { "" };
        // Comments are not ours to throw away.
        (!is_block || !text.contains('#')).then(|| vec![(bytes, format!("{space}{}", value.flow()))])
    }

    fn second(&self, at: &Path, key: &str, second: &Fresh) -> Option<Edits> {
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
            edits.push(self.line_behind(&first, &format!("{margin}- {second}")));
            return Some(edits);
        }
        let key = first.key.clone()?;
        let colon = key.end + self.text[key.end..start].find(':')? + 1;
        let margin = format!("{}  ", self.blank_before(key.start)?);
        let is_blank = self.text[colon..start].trim().is_empty();
        let line = self.line_behind(&first, &format!("{margin}- {}", second.flow()));
        is_blank.then(|| vec![(colon..start, format!("{margin}- ")), line])
    }

    /// Whether a value that becomes a list becomes one of lines: where it is one of lines, or has a comment, or where a list
    /// beside it is.
    fn is_listed_in_lines(&self, at: &Path) -> Option<bool> {
        let node = self.node(at)?;
        let around = Path(at.0.split_last()?.1.to_vec());
        let is_lines = |path: &Path| self.node(path).is_some_and(|node| node.is_block);
        let first = |path: &Path| path.join(&[Segment::Index(0)]);
        let is_list = |path: &Path| is_lines(path) && self.index.has(&first(path));
        let has_comment = self.rest_of_line(node.bytes.end).trim_start().starts_with('#');
        let has_list = || self.index.children(&around).any(is_list);
        Some(is_lines(&around) && (node.is_block || has_comment || has_list()))
    }

    /// One more behind the last of a map or list in brackets.
    fn in_brackets(&self, around: &Path, text: String) -> Option<Edits> {
        let (at, text) = match self.index.last_child(around) {
            Some(last) => (self.node(last)?.bytes.end, format!(", {text}")),
            None => (self.node(around)?.bytes.start + 1, text),
        };
        Some(vec![(at..at, text)])
    }

    /// A line of its own behind the line in which a value ends; `line` begins with its line break.
    fn line_behind(&self, value: &Whole, line: &str) -> (Range<usize>, String) {
        let end = value.bytes.end;
        let at = end + self.rest_of_line(end).len();
        (at..at, line.to_owned())
    }

    fn rest_of_line(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        rest.split('\n').next().map_or(rest, |line| line.strip_suffix('\r').unwrap_or(line))
    }

    /// A line break and the blanks that a line begins with, if there is nothing else before `at`.
    fn blank_before(&self, at: usize) -> Option<String> {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let blank = self.text[start..at].trim_start_matches('\u{feff}');
        let line_break = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        blank.trim().is_empty().then(|| format!("{line_break}{blank}"))
    }

    /// As [`blank_before`](Self::blank_before), of a line that has `sign` as well.
    fn margin_before(&self, at: usize, sign: char) -> Option<String> {
        let sign = self.text[..at].trim_end().strip_suffix(sign)?.len();
        self.blank_before(sign)
    }
}

/// The value at the end of a way.
fn at<'v>(root: &'v mut Value, path: &Path) -> Option<&'v mut Value> {
    path.0.iter().try_fold(root, |value, segment| match segment {
        Segment::Key(key) => value.as_mapping_mut()?.get_mut(&**key),
        Segment::Index(index) => value.as_sequence_mut()?.get_mut(*index),
    })
}

#[cfg(test)]
mod tests;
