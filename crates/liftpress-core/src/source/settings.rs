//! `liftpress.yaml`: settings of the whole site.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Color, InvalidColor, LabelError, Labels, Language, Settings, Theme, Warmups};
use crate::units::{Days, Unit};

use super::day::sets;
use super::schema::SETTINGS;
use super::values::{allow, checked, units};
use super::yaml::{Map, Node, Reader};

pub(super) fn settings(reader: &mut Reader<'_>, root: &Node<'_>) -> Option<Settings> {
    let map = reader.keys(root, &SETTINGS)?;
    let default = Settings::default();
    let labels = labels(reader, &map);
    let settings = Settings {
        title: map.text(reader, "title").unwrap_or_else(|| labels.training_programs().to_owned()),
        description: map.text(reader, "description").unwrap_or_default(),
        author: map.text(reader, "author").unwrap_or_default(),
        base_url: map.get("base_url").and_then(|node| checked(reader, &node, address)),
        nav: map.get("nav").and_then(|node| {
            let nodes = reader.list(&node, "`nav`")?;
            Some(nodes.iter().filter_map(|node| Some((reader.slug(node)?, node.place()))).collect())
        }),
        units: units(reader, &map),
        warmups: Warmups::new(),
        formula: map.get("e1rm").and_then(|node| reader.word(&node)).unwrap_or(default.formula),
        rpe_chart: default.rpe_chart,
        max_age: map.get("max_age").and_then(|node| checked(reader, &node, days)),
        points: map.get("points").map(|node| reader.words(&node, "`points`")).unwrap_or_default(),
        rounding: map.get("rounding").and_then(|node| reader.word(&node)).unwrap_or_default(),
        formats: match map.get("formats") {
            Some(node) => reader.words(&node, "`formats`"),
            None => default.formats,
        },
        theme: theme(reader, &map),
        allow: allow(reader, &map),
        labels,
    };
    let settings = Settings { warmups: warmups(reader, &map, settings.units), ..settings };
    map.finish(reader);
    Some(settings)
}

/// Reads `paper`, `layouts`, `accent`, `font`, `logo`, `coach` and `contact`.
fn theme(reader: &mut Reader<'_>, map: &Map<'_>) -> Theme {
    let default = Theme::default();
    Theme {
        paper: map.get("paper").and_then(|node| reader.word(&node)).unwrap_or(default.paper),
        layouts: match map.get("layouts") {
            Some(node) => reader.words(&node, "`layouts`"),
            None => default.layouts,
        },
        accent: map.get("accent").and_then(|node| checked(reader, &node, color)).unwrap_or(default.accent),
        font: map.get("font").and_then(|node| checked(reader, &node, font)),
        logo: map.get("logo").and_then(|node| Some((reader.text(&node)?, node.place()))),
        coach: map.text(reader, "coach").unwrap_or_default(),
        contact: map.text(reader, "contact").unwrap_or_default(),
    }
}

/// Parses the address at which a site is published. Paths within the site are appended to it.
fn address(text: &str) -> Result<String, (String, &'static str)> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |c: char| c.is_alphanumeric() || "-._~:/[]%@!$&()*+,;=".contains(c);
    let is_whole = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(is_plain));
    let message = || format!("`base_url` must be the address of a site, found `{text}`");
    is_whole
        .then(|| text.to_owned())
        .ok_or_else(|| (message(), "write the whole address: `https://example.org/training/`"))
}

/// Parses the family name of a font, which becomes part of a style sheet.
fn font(text: &str) -> Result<String, (String, &'static str)> {
    let is_plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    let message = || format!("`font` must be the family name of a font, found `{text}`");
    is_plain.then(|| text.to_owned()).ok_or_else(|| (message(), "write letters, digits and spaces: `Source Sans 3`"))
}

fn color(text: &str) -> Result<Color, (String, &'static str)> {
    text.parse().map_err(|InvalidColor| {
        let message = format!("`accent` must be a color, found `{text}`");
        (message, "write two digits of 0-9 and a-f each for red, green and blue, in quotes: `\"#14532d\"`")
    })
}

/// Reads `warmups: {starr: [1x5 @ top -50%, 1x5 @ top -25%]}`, the named warm-ups for all programs.
fn warmups(reader: &mut Reader<'_>, map: &Map<'_>, units: Option<Unit>) -> Warmups {
    let mut warmups = Warmups::new();
    for node in map.get("warmups").and_then(|node| reader.map(&node, "`warmups`")).iter().flat_map(Map::entries) {
        let slug = reader.slug_of(node.key(), node.key_place());
        let scheme = sets(reader, &node, units);
        warmups.extend(slug.zip(scheme.map(|scheme| (scheme, node.key_place()))));
    }
    warmups
}

/// Reads `language: de` and `labels: {rest: Satzpause}`. Returns the texts of the language, with the site's own texts
/// in place of some of them.
fn labels(reader: &mut Reader<'_>, map: &Map<'_>) -> Labels {
    let language = map.get("language").and_then(|node| reader.word(&node));
    let shipped = Labels::of(language.unwrap_or(Language::En));
    let mut labels = shipped.clone();
    let nodes = map.get("labels").and_then(|node| reader.map(&node, "`labels`"));
    for node in nodes.iter().flat_map(Map::entries) {
        let is_label = shipped.get(node.key()).is_some();
        if is_label && node.is_null() {
            continue;
        }
        // The label is reported as unknown, whatever its text is.
        let text = if is_label { reader.text(&node) } else { Some(String::new()) };
        if let Some(Err(error)) = text.map(|text| labels.set(node.key(), &text)) {
            reader.report(invalid_label(&node, error, &shipped));
        }
    }
    labels
}

/// Returns the error for a text that cannot be a label.
fn invalid_label(node: &Node<'_>, error: LabelError, shipped: &Labels) -> Diagnostic {
    let key = node.key();
    let place = match &error {
        LabelError::NoSuchKey => node.key_place(),
        LabelError::Open(at) | LabelError::NoSuchPart(_, at) => node.place().within(at.clone()),
        _ => node.place(),
    };
    let code = if error == LabelError::NoSuchKey { Code::UnknownKey } else { Code::BadValue };
    let parts = || Labels::KEYS.iter().filter(|known| known.name == key).flat_map(|known| known.parts.iter().copied());
    let instead_of = || shipped.get(key).map(|text| format!("write a text to replace `{text}`, or delete this line"));
    let diagnostic = Diagnostic::error(code, place, format!("`{key}`: {error}"));
    match error {
        LabelError::NoSuchKey => {
            let known = Labels::KEYS.iter().map(|known| known.name);
            let all = || Some("docs/pages/labels.md lists all labels".to_owned());
            let diagnostic = Diagnostic::error(code, node.key_place(), format!("unknown label `{key}`"));
            diagnostic.did_you_mean(key, known, all)
        }
        LabelError::NoSuchPart(part, _) => diagnostic.did_you_mean(&part, parts(), instead_of),
        LabelError::DecimalMark => diagnostic.help("write `\".\"` or `\",\"`"),
        _ => diagnostic.helped(instead_of()),
    }
}

/// Parses a number of days or weeks: `12 weeks`, `90 days`.
fn days(text: &str) -> Result<Days, (String, &'static str)> {
    let (number, what) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let each = match what.trim() {
        "day" | "days" => Some(1),
        "week" | "weeks" => Some(7),
        _ => None,
    };
    let days = each.zip(number.parse().ok()).and_then(|(each, number): (u16, u16)| number.checked_mul(each));
    days.filter(|days| *days > 0).map(Days).ok_or_else(|| {
        (format!("`max_age` must be a number of days or weeks, found `{text}`"), "write `12 weeks` or `90 days`")
    })
}
