//! Describes the values that templates get, from the types of these values. `docs/pages/templates.md` is generated from
//! the descriptions.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use super::comparison::ComparisonPage;
use super::context::{Everywhere, FilledBooklet, FilledItem};
use super::days::DayContext;

/// A value that some templates get.
#[derive(Debug, Clone)]
pub struct Given {
    /// The templates that get the value; empty if all templates get it.
    pub templates: &'static [&'static str],
    /// A template that uses the value.
    pub example: &'static str,
    /// The JSON Schema of the value. A text that is not plain has the `format` `markdown`, `html`, `svg` or `json`.
    pub schema: Value,
}

impl Given {
    /// Describes a value of the type `T`.
    #[must_use]
    pub fn of<T: JsonSchema>(templates: &'static [&'static str], example: &'static str) -> Self {
        Self { templates, example, schema: SchemaGenerator::default().into_root_schema_for::<T>().to_value() }
    }
}

/// Returns the values that all templates get, and those that booklet templates get.
#[must_use]
pub fn given() -> Vec<Given> {
    vec![
        Given::of::<Everywhere<'_>>(&[], "<p>{{ site.title }}</p><h2>{{ labels.how_to_read }}</h2>"),
        Given::of::<FilledBooklet<'_>>(
            &["booklet.html", "booklet.md"],
            "{% for week in weeks %}{% for day in week.days %}<h2>{{ day.name }}</h2>{{ day.html | safe }}{% endfor %}{% endfor %}",
        ),
        Given::of::<DayContext<'_>>(
            &["day.html", "day.md"],
            "{% for section in day.sections %}<h4>{{ section.label }}</h4>{{ section.items.html | safe }}{% endfor %}",
        ),
        Given::of::<FilledItem<'_>>(
            &["item.html", "item.md"],
            "<p>{{ item.name }}{% for line in item.lines %} {{ line.dose }} {{ line.weight }}{% endfor %}</p>",
        ),
        Given::of::<ComparisonPage>(
            &["comparison.html", "comparison.md"],
            "{% for program in programs %}<h2>{{ program.title }}</h2>{% endfor %}",
        ),
    ]
}
