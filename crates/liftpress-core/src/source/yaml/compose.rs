//! YAML events into one value with the places of all its nodes, within limits: no text costs more time or memory than its length is worth. Mistakes
//! that leave the rest of the file readable are noted, and it is read on.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use crate::diagnostic::{Code, FileId, Form, Span};
use crate::source::unseen;

use super::bytes::ByteOffsets;
use super::value::{Pair, Value, Yaml};
use super::{plain, wording};

/// No file of ours goes deeper.
pub(super) const DEEPEST: usize = 64;
/// No file of ours says more, even with aliases (`*name`) written out.
const MOST: Size = Size { values: 50_000, bytes: 4 << 20 };

/// What is wrong with the text, and where in it.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(super) span: Range<usize>,
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    /// Of what stands twice, where it stands first.
    pub(super) first: Option<Range<usize>>,
}

/// The text's value, as far as it has one, and everything that is wrong with how it is written. The text begins at the byte
/// `offset` of its file.
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

/// A map or list that has begun and not ended.
struct Open {
    anchor: usize,
    start: Range<usize>,
    /// What had been read before it.
    before: Size,
    /// Whether it is in brackets or braces, or in something that is.
    is_flow: bool,
    inside: Inside,
}

enum Inside {
    List(Vec<Yaml>),
    Map { pairs: Vec<Pair>, keys: HashMap<Box<str>, Range<usize>>, next: Key },
}

/// Of a map: what stands before the next value.
#[derive(Default)]
enum Key {
    #[default]
    None,
    Text(Box<str>, Span),
    /// Something that is told; the value is left out.
    Wrong,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    values: usize,
    bytes: usize,
}

impl Composer<'_> {
    /// Takes the next event. A fault that it returns is the end of reading.
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
            Event::SequenceStart(anchor, tag) => self.begin(Inside::List(Vec::new()), anchor, tag.as_deref(), span)?,
            Event::MappingStart(anchor, tag) => {
                let inside = Inside::Map { pairs: Vec::new(), keys: HashMap::new(), next: Key::None };
                self.begin(inside, anchor, tag.as_deref(), span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&span)?,
            Event::Alias(anchor) => {
                let Some((mut yaml, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(fault(span, "an alias within what it repeats", "write out what is meant"));
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
                let help = "take out the line `---`; of two documents, make two files";
                return Err(fault(span, "a second YAML document begins here", help));
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, inside: Inside, anchor: usize, tag: Option<&Tag>, start: Range<usize>) -> Result<(), Fault> {
        self.refuse_tag(tag, &start);
        if self.open.len() == DEEPEST {
            return Err(too_deep(start));
        }
        let before = self.size;
        self.grow(Size { values: 1, bytes: 0 }, &start)?;
        let is_flow = self.is_flow() || self.text[start.start..].starts_with(['[', '{']);
        self.open.push(Open { anchor, start, before, is_flow, inside });
        Ok(())
    }

    /// The innermost map or list ends.
    fn end(&mut self, span: &Range<usize>) -> Result<(), Fault> {
        let Some(Open { anchor, start, before, is_flow, inside }) = self.open.pop() else { return Ok(()) };
        let value = match inside {
            Inside::List(items) => Value::List(items),
            Inside::Map { pairs, .. } => Value::Map(pairs),
        };
        // The parser's bracket has blanks and a comment after it.
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

    /// Bytes of the text as a place in its file.
    fn span(&self, bytes: Range<usize>, form: Form) -> Span {
        let bytes = bytes.start + self.offset..bytes.end + self.offset;
        Span { in_flow: self.is_flow(), ..Span::new(self.file, bytes, form) }
    }

    /// Where a scalar is written. A quoted one with escapes, or one over several lines, is not byte for byte what it says.
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

    /// Whether what comes next is the key of a map.
    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { inside: Inside::Map { next: Key::None, .. }, .. }))
    }

    /// The key that waits for its value.
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
        let help = "keep one of the two; a lift done twice on a day goes in a list: `- squat: …`";
        let second = fault(span, format!("`{text}` stands here a second time"), help);
        self.faults.push(Fault { code: Code::DuplicateKey, first: Some(first), ..second });
    }

    fn no_key(&mut self, span: Range<usize>) {
        if let Some(Open { inside: Inside::Map { next, .. }, .. }) = self.open.last_mut() {
            *next = Key::Wrong;
            let help = "quote a text that begins with { or [";
            self.faults.push(fault(span, "a map or a list where a key belongs", help));
        }
    }

    /// A whole value goes where the innermost open map or list has got to.
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

    /// Stores what has an anchor, for its aliases.
    fn store(&mut self, anchor: usize, value: &Yaml, size: Size, span: &Range<usize>) -> Result<(), Fault> {
        if anchor > 0 {
            self.grow(size, span)?;
            self.anchors.insert(anchor, (value.clone(), size));
        }
        Ok(())
    }

    fn grow(&mut self, by: Size, span: &Range<usize>) -> Result<(), Fault> {
        self.size = Size { values: self.size.values + by.values, bytes: self.size.bytes + by.bytes };
        if self.size.values <= MOST.values && self.size.bytes <= MOST.bytes {
            return Ok(());
        }
        let message = format!("more than {} values or {} MiB of text in one file", MOST.values, MOST.bytes >> 20);
        Err(fault(span.clone(), message, "split it; what an alias (`*name`) repeats counts every time"))
    }

    /// Tags say of what type a value is. Here that follows from where it stands.
    fn refuse_tag(&mut self, tag: Option<&Tag>, span: &Range<usize>) {
        if tag.is_some() {
            let help = "leave it out; quote a text that begins with !";
            self.faults.push(fault(span.clone(), "a YAML tag (`!…`) means nothing here", help));
        }
    }

    /// Escapes such as `\e` make characters that nobody sees.
    fn refuse_unseen(&mut self, unseen: char, is_key: bool, span: Range<usize>) {
        let message = format!("a character that nobody sees: {}", unseen::name(unseen));
        let fault = fault(span, message, "take its escape out of the text");
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

/// A scalar's own bytes, after the anchor and the tag that may come before it.
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
    let message = format!("more than {DEEPEST} lists and maps within one another");
    fault(span, message, "no file of ours goes that deep; is there a bracket that is not closed?")
}
