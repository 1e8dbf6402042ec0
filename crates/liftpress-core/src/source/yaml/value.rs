//! YAML values with their places.

use crate::diagnostic::{Form, Span};

/// A value and its place. Two values are equal if their contents are equal, wherever they are written.
#[derive(Debug, Clone)]
pub(crate) struct Yaml {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// The content of a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// A number as it is written, which is always the shortest form of the number.
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

    /// Returns the text; `None` if the value is not a text.
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// Returns the text of a scalar; `None` for lists, maps and missing values.
    pub(crate) fn plain(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Returns the entries of a map; `None` if the value is not a map.
    pub(crate) fn pairs(&self) -> Option<&[Pair]> {
        if let Value::Map(pairs) = &self.value { Some(pairs) } else { None }
    }

    /// Returns the value of a key; `None` if the value is not a map, or the map does not have the key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.pairs()?.iter().find(|pair| *pair.key == *key).map(|pair| &pair.value)
    }

    /// Returns the entries of the map that has a key at this byte; `None` if there is no such map.
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

    /// Sets the place of the value, and of everything in it, to the place of an alias that repeats the value. Keys in
    /// it, and the values of these keys, get the place of `key`, the key of the alias.
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

/// Returns the last element for which `is_before` holds. All such elements must come before the others.
fn last_before<T>(all: &[T], is_before: impl Fn(&T) -> bool) -> Option<&T> {
    all[..all.partition_point(is_before)].last()
}
