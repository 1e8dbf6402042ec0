//! The single declaration of each map of the format: its keys, their values and meanings. Decoders take the keys from
//! the declaration, and the JSON Schemas and the reference table are generated from it.

use serde_json::{Map, Value, json};

use crate::source::builtin;

use super::plain::SLUG_PATTERN;

/// A map of the format, with its keys.
pub(in crate::source) struct Keys {
    /// The name of the map's definition in a schema.
    pub(in crate::source) name: &'static str,
    /// The name of the map in messages: "a day".
    pub(in crate::source) what: &'static str,
    /// The description of the map, if it is a whole file, or if authors choose the key that it is under.
    pub(in crate::source) about: &'static str,
    /// The keys, in groups that several maps may share.
    pub(in crate::source) parts: &'static [&'static [Key]],
    /// Returns additional keywords for the schema of the map.
    pub(in crate::source) rules: fn(&mut Definitions) -> Value,
}

/// A key of a map.
pub(in crate::source) struct Key {
    pub(in crate::source) name: &'static str,
    /// The meaning of the key, in Markdown; empty if the description of the value is enough.
    pub(in crate::source) about: &'static str,
    pub(in crate::source) takes: Shape,
    pub(in crate::source) is_required: bool,
}

impl Key {
    /// Returns the first example in the description: `squat` in "The exercise: `squat`, `deadlift`".
    pub(in crate::source) fn example(&self) -> Option<&'static str> {
        self.about.split_once(": `")?.1.split('`').next()
    }
}

/// Declares a map, or keys that several maps share: the meaning and the value of each key, and whether it is
/// `required`.
macro_rules! keys {
    ($(#[doc = $about:literal])* $vis:vis static $map:ident: $name:literal, $what:literal, [$($part:ident),*]
        $(, $rules:ident)?; $($keys:tt)*) => {
        $vis static $map: $crate::source::schema::Keys = $crate::source::schema::Keys {
            name: $name,
            what: $what,
            about: concat!($($about),*),
            parts: &[$crate::source::schema::keys!(@list $($keys)*), $($part),*],
            rules: $crate::source::schema::keys!(@rules $($rules)?),
        };
    };
    ($vis:vis const $part:ident; $($keys:tt)*) => {
        $vis const $part: &[$crate::source::schema::Key] = $crate::source::schema::keys!(@list $($keys)*);
    };
    (@list $($(#[doc = $about:literal])* $name:literal: $takes:expr $(, $required:ident)?;)*) => {
        &[$($crate::source::schema::Key {
            name: $name,
            about: concat!($($about),*),
            takes: $takes,
            is_required: $crate::source::schema::keys!(@is $($required)?),
        }),*]
    };
    (@is required) => { true };
    (@is) => { false };
    (@rules $rules:ident) => { $rules };
    (@rules) => { |_| serde_json::Value::Null };
}
pub(in crate::source) use keys;

impl Keys {
    pub(in crate::source) fn all(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.parts.iter().copied().flatten()
    }

    pub(in crate::source) fn has(&self, key: &str) -> bool {
        self.all().any(|known| known.name == key)
    }
}

/// The possible values of a key.
#[derive(Clone, Copy)]
pub(in crate::source) enum Shape {
    /// A plain value: its description in words, and its schema. The description is empty for a closed list of words,
    /// because the words themselves are shown.
    Plain(&'static str, fn() -> Value),
    /// Like [`Plain`](Self::Plain), for a schema that contains other schemas. The slice lists the maps that these
    /// schemas are for.
    Custom(&'static str, &'static [&'static Keys], fn(&mut Definitions) -> Value),
    /// A map with declared keys.
    Keys(&'static Keys),
    /// A value whose schema has a name of its own.
    Named(&'static str, &'static Shape),
    /// A value with a description of its own, for values under names that authors choose.
    About(&'static str, &'static Shape),
    /// A value, or nothing.
    Optional(&'static Shape),
    /// One of several values.
    Either(&'static [Shape]),
    /// A list of values.
    List(&'static Shape),
    /// A list with a minimum and a maximum length.
    Bounded(&'static Shape, usize, usize),
    /// A map from names to values.
    ByName(&'static Shape),
    /// A map from exercises to values.
    ByExercise(&'static Shape),
    /// An item of a list; or, in a program that extends another, `X: ~`, which removes the item named X.
    Item(&'static Keys),
}

/// The schemas that other schemas refer to, by name.
#[derive(Default)]
pub(in crate::source) struct Definitions(Map<String, Value>);

impl Definitions {
    /// Returns the schema of a file, with all definitions that it refers to.
    pub(super) fn of_file(keys: &Keys) -> Value {
        let mut definitions = Self::default();
        let mut schema = described(definitions.map(keys), keys.about);
        schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
        if !definitions.0.is_empty() {
            schema["definitions"] = definitions.0.into();
        }
        schema
    }

    pub(super) fn schema(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Plain(_, schema) => {
                let schema = schema();
                let about = schema["description"].as_str().unwrap_or_default().to_owned();
                described(schema, &about)
            }
            Shape::Custom(_, _, schema) => schema(self),
            Shape::Keys(keys) => self.named(keys.name, |all| described(all.map(keys), keys.about)),
            Shape::Named(name, shape) => self.named(name, |all| all.schema(shape)),
            Shape::About(about, shape) => described(self.schema(shape), about),
            Shape::Optional(shape) => nullable(self.schema(shape)),
            Shape::Either(shapes) => {
                let schemas: Vec<_> = shapes.iter().map(|shape| self.schema(shape)).collect();
                json!({"anyOf": schemas})
            }
            Shape::List(shape) => json!({"type": "array", "items": self.schema(shape)}),
            Shape::Bounded(shape, least, most) => {
                let mut list = json!({"type": "array", "items": self.schema(shape)});
                if *least > 0 {
                    list["minItems"] = (*least).into();
                }
                if *most < usize::MAX {
                    list["maxItems"] = (*most).into();
                }
                list
            }
            Shape::ByName(shape) => {
                let value = self.schema(shape);
                json!({"type": "object", "additionalProperties": value, "propertyNames": {"pattern": SLUG_PATTERN}})
            }
            Shape::ByExercise(shape) => {
                let value = self.schema(shape);
                let names = self.named("ExerciseKey", |_| exercise_key());
                json!({"type": "object", "additionalProperties": value, "propertyNames": names})
            }
            Shape::Item(keys) => self.named(&format!("{}Item", keys.name), |all| all.item(keys)),
        }
    }

    /// Defines a schema once, and returns a reference to it.
    fn named(&mut self, name: &str, schema: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.0.contains_key(name) {
            let schema = schema(self);
            self.0.insert(name.to_owned(), schema);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    fn map(&mut self, keys: &Keys) -> Value {
        let properties: Map<_, _> = keys.all().map(|key| (key.name.to_owned(), self.property(key))).collect();
        let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
        let required: Vec<_> = keys.all().filter(|key| key.is_required).map(|key| key.name).collect();
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        if let Value::Object(rules) = (keys.rules)(self) {
            for (key, rule) in rules {
                schema[key] = rule;
            }
        }
        schema
    }

    /// Returns the schema of a key. An optional key may have no value.
    fn property(&mut self, key: &Key) -> Value {
        let schema = self.schema(&key.takes);
        if key.is_required {
            let is_reference = schema.get("$ref").is_some() && !key.about.is_empty();
            let schema = if is_reference { json!({"allOf": [schema]}) } else { schema };
            return described(schema, key.about);
        }
        let mut schema = nullable(schema);
        // The schema of a plain value lists the types that the value must not have. `null` is removed from that list.
        if let Some(Value::Array(types)) = schema.pointer_mut("/not/type") {
            types.retain(|kind| kind != "null");
        }
        described(schema, key.about)
    }

    fn item(&mut self, keys: &'static Keys) -> Value {
        let mut own: Vec<_> = keys.all().map(|key| key.name).collect();
        own.sort_unstable();
        json!({
            "if": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {"type": "null"},
                "propertyNames": {"not": {"pattern": format!("^({})$", own.join("|"))}},
            },
            "else": self.schema(&Shape::Keys(keys)),
        })
    }
}

/// Returns the schema of a key that names an exercise. The schema lists the built-in exercises, so that editors offer
/// them, but it accepts other exercises too.
fn exercise_key() -> Value {
    let library = builtin::library();
    let known: Vec<_> = library.iter().map(|exercise| exercise.slug.as_str()).collect();
    json!({"anyOf": [{"enum": known}, {"pattern": SLUG_PATTERN}]})
}

/// Returns a schema that also accepts a missing value.
pub(super) fn nullable(mut schema: Value) -> Value {
    let is_text = schema.get("not").is_some();
    match schema.get_mut("type") {
        Some(Value::Array(kinds)) => kinds.push("null".into()),
        Some(kind) => *kind = json!([kind, "null"]),
        None if is_text => {}
        None => return json!({"anyOf": [schema, {"type": "null"}]}),
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
    schema
}

/// Adds a description, unless it is empty. The description is added a second time for editors that show Markdown.
pub(super) fn described(mut schema: Value, about: &str) -> Value {
    let about = about.trim();
    if !about.is_empty() {
        schema["markdownDescription"] = about.into();
        schema["description"] = about.into();
    }
    schema
}

/// Returns a schema that holds if a key is present and has a value. A key without a value counts as missing.
pub(super) fn has_value(key: &str) -> Value {
    json!({"required": [key], "properties": {key: {"not": {"type": "null"}}}})
}

/// Returns a schema for a key that must have no value here. The key is described, and offered by editors, elsewhere.
pub(super) fn nothing() -> Value {
    json!({"type": "null", "doNotSuggest": true})
}

/// Returns the rule that `then` must hold if the key `if_given` has a value.
pub(super) fn implies(if_given: &str, then: &Value) -> Value {
    let mut rule = json!({"if": has_value(if_given)});
    rule["then"] = then.clone();
    rule
}
