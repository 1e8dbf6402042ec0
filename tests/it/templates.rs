//! `docs/pages/templates.md`: the purpose and the data of each template, generated from the types and compared with them.
//! `LIFTPRESS_BLESS=1` rewrites the tables.

use std::fmt::Write as _;
use std::fs;

use liftpress::render::Given;
use liftpress::scaffold::TEMPLATES;
use liftpress::site::given;
use serde_json::Value;

use crate::harness::{Site, repository};

/// Templates that others include or extend: they receive the same data.
const PARTS: [&str; 10] = [
    "after.html",
    "base.html",
    "card.html",
    "gym.html",
    "hooks/end.html",
    "hooks/head.html",
    "how.html",
    "legend.html",
    "numbers.html",
    "overview.html",
];

/// The tables of the document.
#[derive(Default)]
struct Tables {
    /// Types that have a table, and its title.
    known: Vec<(Value, String)>,
    /// Types without a table yet, and how a template reaches them.
    waiting: Vec<(String, Value)>,
}

impl Tables {
    fn section(&mut self, given: &Given) -> String {
        let names: Vec<_> = given.templates.iter().map(|name| format!("`{name}`")).collect();
        let heading = if names.is_empty() { "Everywhere".to_owned() } else { names.join(", ") };
        let mut text =
            format!("### {heading}\n\n{}\n\n{}", described(&given.schema), self.table(given, "", &given.schema));
        while let Some((path, definition)) = self.waiting.pop() {
            let _ = writeln!(text, "**`{path}`**: {}\n", described(&definition));
            text += &self.table(given, &path, &definition);
        }
        text + &format!("For example:\n\n    {}\n\n", given.example)
    }

    fn table(&mut self, given: &Given, path: &str, value: &Value) -> String {
        let mut text = "| name | type | meaning |\n|---|---|---|\n".to_owned();
        let waiting = self.waiting.len();
        for (name, property) in value["properties"].as_object().unwrap() {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let (kind, meaning) = (self.kind(given, &path, property), described(property));
            assert!(!meaning.is_empty(), "{path} is not explained");
            let _ = writeln!(text, "| `{name}` | {kind} | {} |", meaning.replace('|', "\\|"));
        }
        // The last one is taken first.
        self.waiting[waiting..].reverse();
        text + "\n"
    }

    /// Returns a type in a word or two.
    fn kind(&mut self, given: &Given, path: &str, value: &Value) -> String {
        if let Some(name) = value["$ref"].as_str() {
            let definition = given.schema.pointer(name.trim_start_matches('#')).unwrap().clone();
            if let Some((_, table)) = self.known.iter().find(|(known, _)| *known == definition) {
                return format!("map, as {table}");
            }
            if let Some(words) = definition["oneOf"].as_array() {
                // One of some words.
                let words: Vec<_> = words.iter().map(|word| format!("`{}`", word["const"].as_str().unwrap())).collect();
                return words.join(", ");
            }
            let of = given.templates.first().map_or(String::new(), |name| format!(" of `{name}`"));
            self.known.push((definition.clone(), format!("`{path}`{of}")));
            self.waiting.push((path.to_owned(), definition));
            return "map, see below".to_owned();
        }
        if let Some(parts) = value["prefixItems"].as_array() {
            return format!("list of {} {}s", parts.len(), self.kind(given, path, &parts[0]));
        }
        if let Some(some) = value["anyOf"].as_array() {
            return self.kind(given, path, &some[0]) + "; may be nothing";
        }
        if let Some(kinds) = value["type"].as_array() {
            let mut some = value.clone();
            some["type"] = kinds[0].clone();
            return self.kind(given, path, &some) + "; may be nothing";
        }
        match value["type"].as_str().unwrap() {
            "string" => match value["format"].as_str() {
                None => "text".to_owned(),
                Some("markdown") => "**Markdown**".to_owned(),
                Some(format @ ("html" | "svg" | "json")) => format!("**{}**", format.to_uppercase()),
                Some(format) => panic!("{path}: {format}"),
            },
            "integer" => "number".to_owned(),
            "boolean" => "boolean".to_owned(),
            "array" => match self.kind(given, path, &value["items"]).as_str() {
                "text" => "list of texts".to_owned(),
                "number" => "list of numbers".to_owned(),
                other => other.replacen("map", "list", 1),
            },
            "object" => format!("map of {}s", self.kind(given, path, &value["additionalProperties"])),
            other => panic!("{path}: {other}"),
        }
    }
}

fn described(value: &Value) -> String {
    value["description"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks a part of the document, or rewrites it.
fn hold(part: &str, text: &str) {
    let path = repository().join("docs/pages/templates.md");
    let document = fs::read_to_string(&path).unwrap();
    let (begin, end) =
        (format!("<!-- {part}: made by a test, see CONTRIBUTING.md -->\n\n"), format!("<!-- end of {part} -->\n"));
    let (before, rest) = document.split_once(&begin).unwrap();
    let (there, after) = rest.split_once(&end).unwrap();
    if std::env::var_os("LIFTPRESS_BLESS").is_some() {
        fs::write(&path, format!("{before}{begin}{text}{end}{after}")).unwrap();
    } else {
        assert!(
            there == text,
            "{part} in docs/pages/templates.md is not what the types say; renew it with LIFTPRESS_BLESS=1"
        );
    }
}

#[test]
fn the_document_names_the_data_of_templates() {
    let rows: Vec<_> = TEMPLATES.iter().map(|(name, purpose)| format!("| `{name}` | {purpose} |")).collect();
    hold("the templates", &format!("| file | what it is |\n|---|---|\n{}\n\n", rows.join("\n")));
    let mut tables = Tables::default();
    hold("what they are given", &given().iter().map(|given| tables.section(given)).collect::<String>());
}

/// Every page must document the data of its template.
#[test]
fn the_data_of_every_template_is_documented() {
    let given = given();
    let mut said: Vec<_> = given.iter().flat_map(|given| given.templates).copied().chain(PARTS).collect();
    said.sort_unstable();
    let is_filled = |name: &&str| [".html", ".md"].iter().any(|ending| name.ends_with(ending));
    assert_eq!(said, TEMPLATES.iter().map(|(name, _)| *name).filter(is_filled).collect::<Vec<_>>());
}

/// The examples of the document are valid templates.
#[test]
fn examples_of_templates_work() {
    let site = Site::new();
    assert_eq!(site.run(&["init", "-q"]).code, Some(0));
    let given = given();
    let everywhere = given.iter().find(|given| given.templates.is_empty()).unwrap().example;
    for Given { templates, example, .. } in &given {
        for name in *templates {
            let also = if name.starts_with("item") { "" } else { everywhere };
            site.write(&format!("templates/{name}"), format!("{example}{also}\n"));
        }
    }
    assert_eq!(site.fine(&["check"]), "2 programs, 1 lifter: no problems\n");
    site.fine(&["build", "-q", "--format", "html,md"]);
    assert_eq!(
        site.read("output/site/about/index.html").lines().next().unwrap(),
        "<h1>About</h1><p>This is a page of your site in your own words. Its file is <code>content/pages/about.md</code>, and it is written in"
    );
}
