//! Plain values: texts, names, numbers, words of closed lists.
//!
//! A decoder takes a number or a truth value for the text that it is written as. So a text is said by what it is not: with
//! `boolean` among its types, editors would offer `true` and `false` wherever a text stands.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::model::Word;

// A text.
#[derive(JsonSchema)]
#[schemars(inline, extend("not" = {"type": ["array", "object", "null"]}))]
pub(super) struct Text(Value);

// A text that has to be there.
#[derive(JsonSchema)]
#[schemars(inline, extend("not" = {"type": ["array", "object", "null"]}, "minLength" = 1))]
pub(super) struct SomeText(Value);

// A text, or nothing.
#[derive(JsonSchema)]
#[schemars(inline, extend("not" = {"type": ["array", "object"]}))]
pub(super) struct TextOrNothing(Value);

// A name: lower-case letters, digits and single hyphens.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "not" = {"type": ["array", "object", "null"]},
    "pattern" = SLUG,
    "errorMessage" = "Use lower-case letters, digits and single hyphens: close-grip-bench",
    "maxLength" = 80,
))]
pub(super) struct Slug(Value);

/// What every slug matches.
pub(super) const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

// One, or a list of them.
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// A word of a closed list.
pub(super) struct OneOf<W>(PhantomData<W>);

impl<W: Word> JsonSchema for OneOf<W> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Word".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<_> = W::ALL.iter().map(|value| value.word()).collect();
        let meanings: Vec<_> = W::ALL.iter().map(|value| value.meaning()).collect();
        json_schema!({"type": "string", "enum": words, "markdownEnumDescriptions": meanings})
    }
}

/// A whole number in a range.
pub(super) struct Whole<const LEAST: u16, const MOST: u16>;

impl<const LEAST: u16, const MOST: u16> JsonSchema for Whole<LEAST, MOST> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Whole".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["integer", "string"], "minimum": LEAST, "maximum": MOST, "pattern": "^\\+?[0-9]+$"})
    }
}
