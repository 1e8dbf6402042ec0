//! `--format sarif`: SARIF 2.1.0 for code-scanning services.

use std::ops::Range;

use serde_json::{Value, json};

use super::position::{Position, Positions};
use super::{Entry, Located, Report, Severity};
use crate::diagnostic::Code;

impl Report<'_> {
    /// Returns one run with all diagnostics and their rules.
    #[must_use]
    pub fn sarif(&self) -> String {
        let mut positions = Positions::default();
        let mut codes: Vec<Code> = self.entries.iter().map(|entry| entry.diagnostic.code).collect();
        codes.sort();
        codes.dedup();
        let results: Vec<_> = self.entries.iter().map(|entry| self.result(entry, &codes, &mut positions)).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "liftpress",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
                }},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
    }

    fn result(
        &self,
        Entry { at, diagnostic, message, lifters }: &Entry<'_>,
        codes: &[Code],
        positions: &mut Positions,
    ) -> Value {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "note",
        };
        let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let related = diagnostic.related().iter().zip(1..).map(|(related, id): (_, u32)| {
            json!({
                "id": id,
                "physicalLocation": physical(&self.sources.locate(&related.place), positions),
                "message": {"text": related.label},
            })
        });
        let related: Vec<_> = related.collect();
        let mut result = json!({
            "ruleId": diagnostic.code.name(),
            "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
            "level": level,
            "message": {"text": format!("{message}{help}")},
            "locations": [{"physicalLocation": physical(at, positions)}],
            "relatedLocations": related,
        });
        if !lifters.is_empty() {
            result["properties"] = json!({"lifters": lifters});
        }
        if let Some((file, bytes, text)) = self.replacement(diagnostic) {
            let deleted = region(&positions.range(&file, bytes));
            result["fixes"] = json!([{
                "description": {"text": diagnostic.help.as_deref().unwrap_or(&diagnostic.message)},
                "artifactChanges": [{
                    "artifactLocation": artifact(&file.path),
                    "replacements": [{"deletedRegion": deleted, "insertedContent": {"text": text}}],
                }],
            }]);
        }
        result
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": code.summary()},
        "help": {"text": code.explanation(), "markdown": code.explanation()},
    })
}

fn physical(located: &Located<'_>, positions: &mut Positions) -> Value {
    let mut location = json!({"artifactLocation": artifact(&located.path)});
    if let Some(range) = positions.of(located) {
        location["region"] = region(&range);
    }
    location
}

fn region(Range { start, end }: &Range<Position>) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": start.byte,
        "byteLength": end.byte - start.byte,
    })
}

/// Returns a path as the location of an artifact. A relative path stays relative.
fn artifact(path: &str) -> Value {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let uri: String = path.bytes().map(encode).collect();
    json!({"uri": if path.starts_with('/') { format!("file://{uri}") } else { uri }})
}

#[cfg(test)]
mod tests {
    use super::artifact;

    #[test]
    fn paths_become_uris() {
        assert_eq!(artifact("content/ä b.yaml")["uri"], "content/%C3%A4%20b.yaml");
        assert_eq!(artifact("/srv/x.yaml")["uri"], "file:///srv/x.yaml");
    }
}
