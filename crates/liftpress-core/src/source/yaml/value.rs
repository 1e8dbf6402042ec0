//! YAML values, each with its place.

use crate::diagnostic::{Form, Span};

/// A value, and where it is written. Two are equal that say the same, wherever they are.
#[derive(Debug, Clone)]
pub(crate) struct Yaml {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// What a value says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// As it is written, which is its shortest form.
    Number(Box<str>),
    Text(Box<str>),
    List(Vec<Yaml>),
    Map(Vec<Pair>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) key: Box<str>,
    pub(crate) key_span: Span,
    pub(crate) value: Yaml,
}

impl PartialEq for Yaml {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        (&self.key, &self.value) == (&other.key, &other.value)
    }
}

impl Yaml {
    pub(crate) fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// What it says, if that is a text.
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// A plain value as text.
    pub(crate) fn plain(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The entries, if it is a map.
    pub(crate) fn pairs(&self) -> Option<&[Pair]> {
        if let Value::Map(pairs) = &self.value { Some(pairs) } else { None }
    }

    /// The value of a key, if it is a map that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.pairs()?.iter().find(|pair| *pair.key == *key).map(|pair| &pair.value)
    }

    /// The entries of the map that has a key at this byte.
    pub(crate) fn pairs_around(&self, key: u32) -> Option<&[Pair]> {
        match &self.value {
            Value::List(items) => last_before(items, |item| item.span.start <= key)?.pairs_around(key),
            Value::Map(pairs) => match last_before(pairs, |pair| pair.key_span.start <= key)? {
                pair if pair.key_span.start == key => Some(pairs),
                pair => pair.value.pairs_around(key),
            },
            _ => None,
        }
    }

    /// Takes the place of an alias, with all that is in it: the key of the alias is the place of what is below keys of it.
    pub(super) fn repeated_at(&mut self, alias: Span, key: Option<Span>) {
        let own = Span { form: Form::Other, ..alias };
        let mut count = 0;
        self.span = own;
        self.repeat_inside(own, key.map(|key| Span { form: Form::Other, ..key }), &mut count);
    }

    fn repeat_inside(&mut self, own: Span, key: Option<Span>, count: &mut u32) {
        match &mut self.value {
            Value::List(items) => {
                for item in items {
                    item.span = own.next_copy(count);
                    item.repeat_inside(own, key, count);
                }
            }
            Value::Map(pairs) => {
                let at = key.unwrap_or(own);
                for pair in pairs {
                    pair.key_span = at.next_copy(count);
                    pair.value.span = pair.key_span;
                    pair.value.repeat_inside(at, None, count);
                }
            }
            _ => {}
        }
    }
}

/// The last of some that are in order.
fn last_before<T>(all: &[T], is_before: impl Fn(&T) -> bool) -> Option<&T> {
    all[..all.partition_point(is_before)].last()
}
