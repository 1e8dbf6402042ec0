//! YAML events into one value, within limits: no text costs more time or memory than its length is worth. Mistakes
//! that leave the rest of the file readable are noted, and it is read on.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};
use serde_yaml::{Mapping, Value};

use crate::diagnostic::Code;
use crate::source::unseen;

use super::bytes::ByteOffsets;
use super::{plain, wording};

/// No file of ours goes deeper.
pub(super) const DEEPEST: usize = 64;
/// No file of ours says more, even with aliases (`*name`) written out.
const MOST: Size = Size { values: 50_000, bytes: 4 << 20 };

/// What is wrong with the text, and where in it.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) span: Range<usize>,
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    /// Of what stands twice, where it stands first.
    pub(super) first: Option<Range<usize>>,
}

/// The text's value, as far as it has one, and everything that is wrong with how it is written.
pub(super) fn compose(text: &str) -> (Option<Value>, Vec<Fault>) {
    let mut composer = Composer { bytes: ByteOffsets::new(text), ..Composer::default() };
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
    (Some(composer.root.unwrap_or(Value::Null)), composer.faults)
}

#[derive(Default)]
struct Composer {
    bytes: ByteOffsets,
    open: Vec<Open>,
    anchors: HashMap<usize, (Value, Size)>,
    size: Size,
    root: Option<Value>,
    faults: Vec<Fault>,
}

/// A map or list that has begun and not ended.
struct Open {
    anchor: usize,
    start: Range<usize>,
    /// What had been read before it.
    before: Size,
    inside: Inside,
}

enum Inside {
    List(Vec<Value>),
    Map { entries: Mapping, keys: HashMap<String, Range<usize>>, next: Key },
}

/// Of a map: what stands before the next value.
#[derive(Default)]
enum Key {
    #[default]
    None,
    Text(String),
    /// Something that is told; the value is left out.
    Wrong,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    values: usize,
    bytes: usize,
}

impl Composer {
    /// Takes the next event. A fault that it returns is the end of reading.
    fn event(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), &span);
                let unseen = text.chars().find(|&c| unseen::is_unseen(c));
                let text = text.replace(unseen::is_unseen, "�");
                let size = Size { values: 1, bytes: text.len() };
                self.grow(size, &span)?;
                let value = if style == ScalarStyle::Plain { plain::value_of(&text) } else { text.clone().into() };
                self.keep(anchor, &value, size, &span)?;
                let is_key = self.awaits_key();
                if is_key {
                    self.key(text, span.clone());
                } else {
                    self.put(value);
                }
                if let Some(unseen) = unseen {
                    self.refuse_unseen(unseen, is_key, span);
                }
            }
            Event::SequenceStart(anchor, tag) => self.begin(Inside::List(Vec::new()), anchor, tag.as_deref(), span)?,
            Event::MappingStart(anchor, tag) => {
                self.begin(
                    Inside::Map { entries: Mapping::new(), keys: HashMap::new(), next: Key::None },
                    anchor,
                    tag.as_deref(),
                    span,
                )?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { anchor, start, before, inside }) = self.open.pop() else { return Ok(()) };
                let value = match inside {
                    Inside::List(items) => items.into(),
                    Inside::Map { entries, .. } => entries.into(),
                };
                self.keep(anchor, &value, self.size.since(before), &start)?;
                if self.awaits_key() { self.no_key(start) } else { self.put(value) }
            }
            Event::Alias(anchor) => {
                let Some((value, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(fault(span, "an alias within what it repeats", "write out what is meant"));
                };
                self.grow(size, &span)?;
                match value {
                    Value::String(text) if self.awaits_key() => self.key(text, span),
                    _ if self.awaits_key() => self.no_key(span),
                    value => self.put(value),
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
        self.open.push(Open { anchor, start, before, inside });
        Ok(())
    }

    /// Whether what comes next is the key of a map.
    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { inside: Inside::Map { next: Key::None, .. }, .. }))
    }

    fn key(&mut self, text: String, span: Range<usize>) {
        let Some(Open { inside: Inside::Map { keys, next, .. }, .. }) = self.open.last_mut() else { return };
        let Some(first) = keys.get(&text).cloned() else {
            keys.insert(text.clone(), span);
            *next = Key::Text(text);
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
    fn put(&mut self, value: Value) {
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => self.root = Some(value),
            Some(Inside::List(items)) => items.push(value),
            Some(Inside::Map { entries, next, .. }) => {
                if let Key::Text(text) = std::mem::take(next) {
                    entries.insert(text.into(), value);
                }
            }
        }
    }

    /// Keeps what has an anchor, for its aliases.
    fn keep(&mut self, anchor: usize, value: &Value, size: Size, span: &Range<usize>) -> Result<(), Fault> {
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

fn fault(span: Range<usize>, message: impl Into<String>, help: &'static str) -> Fault {
    Fault { span, code: Code::Syntax, message: message.into(), help: Some(help), first: None }
}

fn too_deep(span: Range<usize>) -> Fault {
    let message = format!("more than {DEEPEST} lists and maps within one another");
    fault(span, message, "no file of ours goes that deep; is there a bracket that is not closed?")
}
