//! Maps whose keys authors choose.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::model::{Key, Labels, Language};
use crate::source::builtin;

use super::keys;
use super::values::SLUG;

/// What is said of names each.
pub(super) struct ByName<V>(PhantomData<V>);

impl<V: JsonSchema> JsonSchema for ByName<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}ByName", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<V>();
        json_schema!({"type": "object", "additionalProperties": value, "propertyNames": {"pattern": SLUG}})
    }
}

/// What is said of exercises each. Not inline, since only a map that is nothing else but a map has its keys completed.
pub(super) struct ByExercise<V>(PhantomData<V>);

impl<V: JsonSchema> JsonSchema for ByExercise<V> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}ByExercise", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<V>();
        let names = generator.subschema_for::<ExerciseKey>();
        json_schema!({"type": "object", "additionalProperties": value, "propertyNames": names})
    }
}

/// The key that names an exercise: the common lifts are listed to be offered; a site may have others.
pub(super) struct ExerciseKey;

impl JsonSchema for ExerciseKey {
    fn schema_name() -> Cow<'static, str> {
        "ExerciseKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let library = builtin::library();
        let known: Vec<_> = library.iter().map(|exercise| exercise.slug.as_str()).collect();
        json_schema!({"anyOf": [{"enum": known}, {"pattern": SLUG}]})
    }
}

/// The labels, each with its English.
pub(super) struct LabelTexts;

impl JsonSchema for LabelTexts {
    fn schema_name() -> Cow<'static, str> {
        "LabelTexts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let english = Labels::of(Language::En);
        let text = |key: &Key| {
            let text = json!({"description": english.get(key.name), "not": {"type": ["array", "object"]}});
            (key.name.to_owned(), text)
        };
        let texts: Map<String, Value> = Labels::KEYS.iter().map(text).collect();
        json_schema!({"type": "object", "properties": texts, "additionalProperties": false})
    }
}

/// An item of a list; or, where a program extends another, `X: ~`, which takes the item named X out.
pub(super) struct Item<V>(PhantomData<V>);

impl<V: JsonSchema> JsonSchema for Item<V> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Item", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<V>();
        let own_keys = format!("^({})$", keys(&V::json_schema(generator)).join("|"));
        json_schema!({
            "if": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {"type": "null"},
                "propertyNames": {"not": {"pattern": own_keys}},
            },
            "else": item,
        })
    }
}
