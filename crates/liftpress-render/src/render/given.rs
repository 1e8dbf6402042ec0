//! What templates are given, described from its types: `docs/pages/templates.md` is made of this.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use super::comparison::ComparisonPage;
use super::context::{Everywhere, FilledBooklet, FilledItem};
use super::days::DayContext;

/// What some templates are given.
#[derive(Debug, Clone)]
pub struct Given {
    /// The templates; none where all of them are.
    pub templates: &'static [&'static str],
    /// How it is used.
    pub example: &'static str,
    /// Its JSON Schema. The `format` of a text says what it is, where it is no plain one: `markdown`, `html`, `svg`, `json`.
    pub schema: Value,
}

impl Given {
    /// What is given as a value of this type.
    #[must_use]
    pub fn of<T: JsonSchema>(templates: &'static [&'static str], example: &'static str) -> Self {
        Self { templates, example, schema: SchemaGenerator::default().into_root_schema_for::<T>().to_value() }
    }
}

/// What all templates are given, and those of booklets besides.
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
