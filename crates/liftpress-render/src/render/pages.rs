//! The Tera engines that render pages: one escapes values for HTML, the other for Markdown.

use std::sync::Arc;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tera::{Context, Kwargs, Map, State, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::model::{Template, fill};

use super::authors::Authors;
use super::pictures::Addresses;
use super::template_errors::Texts;
use super::{BUILTIN, Scripts, ends_with, is_script, markdown};

/// The parsed templates of pages.
#[derive(Debug)]
pub(super) struct Pages {
    html: Tera,
    markdown: Tera,
    pub(super) texts: Texts,
}

/// The values that are the same on all pages of a site.
#[derive(Debug)]
pub(super) struct SharedValues {
    /// The values that every template gets.
    pub(super) everywhere: Map,
    /// The address at which the site is published; `None` if it is unknown.
    pub(super) base: Option<String>,
    /// The addresses of pictures.
    pub(super) addresses: Arc<Addresses>,
}

impl Pages {
    /// Parses all templates.
    pub(super) fn new(builtin: &[Template], own: &[Template], shared: &SharedValues) -> Result<Self, Vec<Diagnostic>> {
        let (html, markdown) = Default::default();
        let mut pages = Self { html, markdown, texts: Texts::new(builtin, own) };
        pages.prepare(builtin, own, shared).map_err(|error| pages.texts.unreadable(&error))?;
        Ok(pages)
    }

    /// Parses all templates. The shared values are given as JSON.
    pub(super) fn of_json(
        builtin: &[Template],
        own: &[Template],
        everywhere: &[u8],
        base: Option<String>,
        addresses: Addresses,
    ) -> Result<Self, Vec<Diagnostic>> {
        let shared = SharedValues { everywhere: map_of_json(everywhere), base, addresses: Arc::new(addresses) };
        Self::new(builtin, own, &shared)
    }

    fn prepare(&mut self, builtin: &[Template], own: &[Template], shared: &SharedValues) -> Result<(), tera::Error> {
        let SharedValues { everywhere, base, addresses } = shared;
        let scripts = Arc::new(Scripts::new(builtin, own));
        let prefixed: Vec<_> = builtin.iter().map(|template| format!("{BUILTIN}{}", template.name)).collect();
        for (tera, is_markdown) in [(&mut self.html, false), (&mut self.markdown, true)] {
            tera.set_fallback_prefixes([BUILTIN])?;
            tera.autoescape_on(if is_markdown { vec![".md"] } else { vec![".html", ".xml"] });
            if is_markdown {
                tera.set_escape_fn(markdown::escape);
            }
            for (filter, is_inline) in [("markdown", false), ("markdown_inline", true)] {
                let authors = Authors::new(base.clone(), Arc::clone(addresses), is_markdown, is_inline);
                tera.register_filter(filter, move |text: &str, args: Kwargs, state: &State<'_>| {
                    authors.print(text, &args, state)
                });
            }
            tera.register_filter("repeat", |text: &str, args: Kwargs, _: &State<'_>| {
                args.must_get::<u16>("times").map(|times| text.repeat(times.into()))
            });
            tera.register_filter("fill", |text: &str, args: Kwargs, _: &State<'_>| {
                fill(text, |part| args.must_get::<Value>(part).map(|value| value.to_string()))
            });
            let scripts = Arc::clone(&scripts);
            tera.register_function("raw", move |args: Kwargs, _: &State<'_>| scripts.raw(args.must_get("file")?));
            tera.global_context().extend(context(everywhere));
            let ours = prefixed.iter().zip(builtin).map(|(name, template)| (name.as_str(), template.text.as_str()));
            let theirs = own.iter().map(|template| (template.name.as_str(), template.text.as_str()));
            let fits = |name: &str| is_filled(name) && ends_with(name, "md") == is_markdown;
            tera.add_raw_templates(ours.chain(theirs).filter(|(name, _)| fits(name)))?;
        }
        Ok(())
    }

    /// Renders a template. `room` is the initial capacity of the output in bytes.
    pub(super) fn fill(&self, template: &str, given: &Map, room: usize) -> Result<Vec<u8>, Diagnostic> {
        let tera = if ends_with(template, "md") { &self.markdown } else { &self.html };
        let mut page = Vec::with_capacity(room);
        let filled = tera.render_to(template, &context(given), &mut page);
        filled.map_err(|error| self.texts.diagnostic(&error, Some(template)))?;
        Ok(page)
    }

    /// Renders a template with values that are given as JSON.
    pub(super) fn fill_json(&self, template: &str, given: &[u8]) -> Result<Vec<u8>, Diagnostic> {
        self.fill(template, &map_of_json(given), 0)
    }
}

/// Returns whether a template with this name is rendered by Tera.
pub(super) fn is_filled(name: &str) -> bool {
    !is_script(name) && !ends_with(name, "typ")
}

fn context(of: &Map) -> Context {
    let mut context = Context::new();
    for (key, value) in of {
        context.insert_value(key.to_string(), value.clone());
    }
    context
}

/// Serializes a map as JSON, to send it to another process.
pub(super) fn json_of(map: &Map) -> Vec<u8> {
    struct Entries<'m>(&'m Map);

    impl Serialize for Entries<'_> {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.collect_map(self.0)
        }
    }

    serde_json::to_vec(&Entries(map)).unwrap_or_default()
}

/// Parses a map from JSON.
fn map_of_json(json: &[u8]) -> Map {
    let value = serde_json::from_slice(json).ok().and_then(|Ordered(value)| value.into_map());
    value.unwrap_or_default()
}

/// A value that is read from JSON and whose maps keep the order of the JSON.
struct Ordered(Value);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OrderedVisitor).map(Self)
    }
}

struct OrderedVisitor;

impl<'de> Visitor<'de> for OrderedVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(().into())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Ordered(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((key, Ordered(value))) = entries.next_entry::<String, _>()? {
            map.insert(key.into(), value);
        }
        Ok(map.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_the_order_of_maps() {
        let json = r#"{"b":[1,-2,2.5,null,true],"a":{"z":"x","y":{}}}"#;
        assert_eq!(String::from_utf8(json_of(&map_of_json(json.as_bytes()))).unwrap(), json);
        assert!(map_of_json(b"[").is_empty());
    }
}
