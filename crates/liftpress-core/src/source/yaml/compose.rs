//! Composes YAML events to one value with the places of all its nodes, within limits: the time and memory for a text
//! depend only on its length. After a mistake that leaves the rest of the file readable, reading continues.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use crate::diagnostic::{Code, FileId, Form, Span};
use crate::source::unseen;

use super::bytes::ByteOffsets;
use super::value::{Pair, Value, Yaml};
use super::{plain, wording};

/// The greatest depth to which maps and lists may be nested.
pub(super) const MAX_DEPTH: usize = 64;
/// The maximum size of a file, with its aliases (`*name`) written out.
const MAX_SIZE: Size = Size { values: 50_000, bytes: 4 << 20 };

/// A mistake in a YAML text.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(super) span: Range<usize>,
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    /// The place of the first key with the same name, if this key is a duplicate.
    pub(super) first: Option<Range<usize>>,
}

/// Returns the value of a text, as far as the text can be read, and every mistake in how it is written. The text starts
/// at byte `offset` of its file.
pub(crate) fn compose(text: &str, file: FileId, offset: usize) -> (Option<Yaml>, Vec<Fault>) {
    let bytes = ByteOffsets::new(text);
    let mut composer = Composer {
        text,
        file,
        offset,
        bytes,
        open: Vec::new(),
        anchors: HashMap::new(),
        size: Size::default(),
        root: None,
        faults: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        let done = event.map_err(|error| composer.syntax(&error)).and_then(|(event, span)| {
            let span = composer.bytes.range(span);
            composer.event(event, span)
        });
        if let Err(fault) = done {
            composer.faults.push(fault);
            return (None, composer.faults);
        }
    }
    let nothing = Yaml { value: Value::Null, span: composer.span(0..0, Form::Other) };
    (Some(composer.root.unwrap_or(nothing)), composer.faults)
}

struct Composer<'t> {
    text: &'t str,
    file: FileId,
    offset: usize,
    bytes: ByteOffsets,
    open: Vec<Open>,
    anchors: HashMap<usize, (Yaml, Size)>,
    size: Size,
    root: Option<Yaml>,
    faults: Vec<Fault>,
}

/// A map or list that is not closed yet.
struct Open {
    anchor: usize,
    start: Range<usize>,
    /// The size of everything that was read before this map or list.
    before: Size,
    /// Whether this map or list, or one around it, is in brackets or braces.
    is_flow: bool,
    inside: Inside,
}

enum Inside {
    List(Vec<Yaml>),
    Map { pairs: Vec<Pair>, keys: HashMap<Box<str>, Range<usize>>, next: Key },
}

/// The key of a map to which the next value belongs.
#[derive(Default)]
enum Key {
    #[default]
    None,
    Text(Box<str>, Span),
    /// A key that was reported as a mistake. Its value is ignored.
    Wrong,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    values: usize,
    bytes: usize,
}

impl Composer<'_> {
    /// Handles the next event. After an error, nothing more is read.
    fn event(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), &span);
                let unseen = text.chars().find(|&c| unseen::is_unseen(c));
                let written = self.written(&text, style, span.clone());
                let text = text.replace(unseen::is_unseen, "�");
                let size = Size { values: 1, bytes: text.len() };
                self.grow(size, &span)?;
                let is_plain = style == ScalarStyle::Plain;
                let value = if is_plain { plain::value_of(&text) } else { Value::Text(text.as_str().into()) };
                let yaml = Yaml { value, span: written };
                self.store(anchor, &yaml, size, &span)?;
                let is_key = self.awaits_key();
                if is_key {
                    self.key(text.into(), written, span.clone());
                } else {
                    self.put(yaml);
                }
                if let Some(unseen) = unseen {
                    self.refuse_unseen(unseen, is_key, span);
                }
            }
            Event::SequenceStart(anchor, tag) => self.start(Inside::List(Vec::new()), anchor, tag.as_deref(), span)?,
            Event::MappingStart(anchor, tag) => {
                let inside = Inside::Map { pairs: Vec::new(), keys: HashMap::new(), next: Key::None };
                self.start(inside, anchor, tag.as_deref(), span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&span)?,
            Event::Alias(anchor) => {
                let Some((mut yaml, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(fault(
                        span,
                        "this alias repeats the value that it is in, so the value would contain itself",
                        "remove the alias, or write a value in its place",
                    ));
                };
                self.grow(size, &span)?;
                yaml.repeated_at(self.span(span.clone(), Form::Other), self.key_at_hand());
                match yaml.value {
                    Value::Text(text) if self.awaits_key() => self.key(text, yaml.span, span),
                    _ if self.awaits_key() => self.no_key(span),
                    _ => self.put(yaml),
                }
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                let help = "remove the line `---`, or split the file in two";
                return Err(fault(span, "a second YAML document starts here", help));
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, inside: Inside, anchor: usize, tag: Option<&Tag>, start: Range<usize>) -> Result<(), Fault> {
        self.refuse_tag(tag, &start);
        if self.open.len() == MAX_DEPTH {
            return Err(too_deep(start));
        }
        let before = self.size;
        self.grow(Size { values: 1, bytes: 0 }, &start)?;
        let is_flow = self.is_flow() || self.text[start.start..].starts_with(['[', '{']);
        self.open.push(Open { anchor, start, before, is_flow, inside });
        Ok(())
    }

    /// Ends the innermost map or list.
    fn end(&mut self, span: &Range<usize>) -> Result<(), Fault> {
        let Some(Open { anchor, start, before, is_flow, inside }) = self.open.pop() else { return Ok(()) };
        let value = match inside {
            Inside::List(items) => Value::List(items),
            Inside::Map { pairs, .. } => Value::Map(pairs),
        };
        // The parser's span of a closing bracket also includes the blanks and the comment after the bracket.
        let is_closed = is_flow && self.text[span.start..].starts_with([']', '}']);
        let end = if is_closed { span.start + 1 } else { span.end };
        let form = if is_flow { Form::Other } else { Form::Block };
        let yaml = Yaml { value, span: self.span(start.start..end.max(start.start), form) };
        self.store(anchor, &yaml, self.size.since(before), &start)?;
        if self.awaits_key() {
            self.no_key(start);
        } else {
            self.put(yaml);
        }
        Ok(())
    }

    /// Returns bytes of the text as a place in its file.
    fn span(&self, bytes: Range<usize>, form: Form) -> Span {
        let bytes = bytes.start + self.offset..bytes.end + self.offset;
        Span { in_flow: self.is_flow(), ..Span::new(self.file, bytes, form) }
    }

    /// Returns the place where a scalar is written. If the bytes there differ from the content of the scalar, as with
    /// escapes or with text over several lines, the form of the place is [`Form::Other`].
    fn written(&self, says: &str, style: ScalarStyle, span: Range<usize>) -> Span {
        let bytes = after_anchor(self.text, span);
        let (form, start) = match style {
            ScalarStyle::Plain => (Form::Plain, bytes.start),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => (Form::Quoted, bytes.start + 1),
            ScalarStyle::Literal | ScalarStyle::Folded => (Form::Other, bytes.start),
        };
        let is_same = self.text.get(start..start + says.len()).is_some_and(|there| there == says);
        self.span(bytes, if is_same { form } else { Form::Other })
    }

    fn is_flow(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_flow)
    }

    /// Returns whether the next value is the key of a map.
    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { inside: Inside::Map { next: Key::None, .. }, .. }))
    }

    /// Returns the place of the key that waits for its value; `None` if there is no such key.
    fn key_at_hand(&self) -> Option<Span> {
        match self.open.last()?.inside {
            Inside::Map { next: Key::Text(_, span), .. } => Some(span),
            _ => None,
        }
    }

    fn key(&mut self, text: Box<str>, written: Span, span: Range<usize>) {
        let Some(Open { inside: Inside::Map { keys, next, .. }, .. }) = self.open.last_mut() else { return };
        let Some(first) = keys.get(&text).cloned() else {
            keys.insert(text.clone(), span);
            *next = Key::Text(text, Span { form: Form::Key, ..written });
            return;
        };
        *next = Key::Wrong;
        let help = "keep one of them; if you do a lift twice on a day, write a list: `- squat: …`";
        let second = fault(span, format!("duplicate key `{text}`"), help);
        self.faults.push(Fault { code: Code::DuplicateKey, first: Some(first), ..second });
    }

    fn no_key(&mut self, span: Range<usize>) {
        if let Some(Open { inside: Inside::Map { next, .. }, .. }) = self.open.last_mut() {
            *next = Key::Wrong;
            let help = "put quotes around a text that starts with `{` or `[`";
            self.faults.push(fault(span, "expected a key, found a map or a list", help));
        }
    }

    /// Adds a value to the innermost open map or list.
    fn put(&mut self, value: Yaml) {
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => self.root = Some(value),
            Some(Inside::List(items)) => items.push(value),
            Some(Inside::Map { pairs, next, .. }) => {
                if let Key::Text(key, key_span) = std::mem::take(next) {
                    pairs.push(Pair { key, key_span, value });
                }
            }
        }
    }

    /// Stores a value that has an anchor, so that aliases can repeat the value.
    fn store(&mut self, anchor: usize, value: &Yaml, size: Size, span: &Range<usize>) -> Result<(), Fault> {
        if anchor > 0 {
            self.grow(size, span)?;
            self.anchors.insert(anchor, (value.clone(), size));
        }
        Ok(())
    }

    fn grow(&mut self, by: Size, span: &Range<usize>) -> Result<(), Fault> {
        self.size = Size { values: self.size.values + by.values, bytes: self.size.bytes + by.bytes };
        if self.size.values <= MAX_SIZE.values && self.size.bytes <= MAX_SIZE.bytes {
            return Ok(());
        }
        let (values, mebibytes) = (MAX_SIZE.values, MAX_SIZE.bytes >> 20);
        let message = format!("the file has more than {values} values or {mebibytes} MiB of text");
        let help = "split the file; a value that an alias (`*name`) repeats counts every time";
        Err(fault(span.clone(), message, help))
    }

    /// Reports a tag. In YAML, a tag gives the type of a value. In files of liftpress, the key decides the type.
    fn refuse_tag(&mut self, tag: Option<&Tag>, span: &Range<usize>) {
        if tag.is_some() {
            let help = "remove the tag; put quotes around a text that starts with `!`";
            self.faults.push(fault(span.clone(), "YAML tags (`!…`) are not supported", help));
        }
    }

    /// Reports an invisible character, which comes from an escape such as `\e`.
    fn refuse_unseen(&mut self, unseen: char, is_key: bool, span: Range<usize>) {
        let message = format!("invisible character {}", unseen::name(unseen));
        let fault = fault(span, message, "remove its escape from the text");
        self.faults.push(Fault { code: Code::BadValue, ..fault });
        if let (true, Some(Open { inside: Inside::Map { next, .. }, .. })) = (is_key, self.open.last_mut()) {
            *next = Key::Wrong;
        }
    }

    fn syntax(&self, error: &ScanError) -> Fault {
        let at = error.marker().index();
        let span = self.bytes.at(at)..self.bytes.at(at + 1);
        if error.info() == "recursion limit exceeded" {
            return too_deep(span);
        }
        let (message, help) = wording::of_syntax(error.info());
        Fault { span, code: Code::Syntax, message, help, first: None }
    }
}

impl Size {
    fn since(self, before: Self) -> Self {
        Self { values: self.values - before.values, bytes: self.bytes - before.bytes }
    }
}

/// Returns the bytes of a scalar itself, without an anchor or a tag before it.
fn after_anchor(text: &str, span: Range<usize>) -> Range<usize> {
    let mut start = span.start;
    while text[start..span.end].starts_with(['&', '!']) {
        let Some(space) = text[start..span.end].find(char::is_whitespace) else { break };
        start += space;
        start += text[start..span.end].len() - text[start..span.end].trim_start().len();
    }
    start..span.end
}

fn fault(span: Range<usize>, message: impl Into<String>, help: &'static str) -> Fault {
    Fault { span, code: Code::Syntax, message: message.into(), help: Some(help), first: None }
}

fn too_deep(span: Range<usize>) -> Fault {
    let message = format!("lists and maps are nested more than {MAX_DEPTH} deep");
    fault(span, message, "close the bracket that is still open, or nest less deeply")
}
