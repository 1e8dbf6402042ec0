//! What holds for every part of every schema.

use schemars::Schema;
use schemars::transform::transform_subschemas;
use serde_json::Value;

/// A key that may be left out may be left empty. Plain values have no list of types to which `null` could be added:
/// for them it is taken off the list of types that they are not.
pub(super) fn optional_is_nullable(schema: &mut Schema) {
    let required = schema.get("required").cloned().unwrap_or_default();
    let is_required = |key: &str| required.as_array().is_some_and(|keys| keys.iter().any(|required| required == key));
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (key, value) in properties.into_iter().flatten() {
        if let Some(Value::Array(types)) = value.pointer_mut("/not/type").filter(|_| !is_required(key)) {
            types.retain(|kind| kind != "null");
        }
    }
    transform_subschemas(&mut optional_is_nullable, schema);
}

/// Lines of a doc comment into running text, and the same again as the Markdown that it is.
pub(super) fn descriptions(schema: &mut Schema) {
    if let Some(text) = schema.get("description").and_then(Value::as_str) {
        let paragraphs: Vec<_> = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
        let text = paragraphs.join("\n\n");
        schema.insert("markdownDescription".to_owned(), text.clone().into());
        schema.insert("description".to_owned(), text.into());
    }
    transform_subschemas(&mut descriptions, schema);
}
