//! Decodes values to types, reports every mistake, and goes on.

#[cfg(test)]
use std::{cell::RefCell, collections::BTreeMap};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Fix, Form, MapPlace, Near, Place, Span};
use crate::model::{NotationError, Spelled, Word, canonical};
use crate::source::names::Names;
use crate::source::schema::Keys;

use super::value::{Pair, Value, Yaml};

/// A value to decode, and the file that contains or inherits the value.
#[derive(Clone, Copy)]
pub(crate) struct Node<'v> {
    pub(crate) yaml: &'v Yaml,
    file: FileId,
    step: Step<'v>,
}

/// How a value is reached from the value around it.
#[derive(Clone, Copy)]
enum Step<'v> {
    Root,
    Key(&'v Pair),
    Item,
}

impl<'v> Node<'v> {
    pub(crate) fn root(yaml: &'v Yaml, file: FileId) -> Self {
        Self { yaml, file, step: Step::Root }
    }

    fn entry(&self, pair: &'v Pair) -> Self {
        Self { yaml: &pair.value, file: self.file, step: Step::Key(pair) }
    }

    fn item(&self, yaml: &'v Yaml) -> Self {
        Self { yaml, file: self.file, step: Step::Item }
    }

    /// Returns the place of the value.
    pub(crate) fn place(&self) -> Place {
        self.yaml.span.place(self.file)
    }

    /// Returns the place of the key, or of the value if it has no key.
    pub(crate) fn key_place(&self) -> Place {
        self.key_span().place(self.file)
    }

    fn key_span(&self) -> Span {
        match self.step {
            Step::Key(pair) => pair.key_span,
            // A fix renames only keys, so this place is not marked as that of a key.
            Step::Root | Step::Item => Span { form: Form::Other, ..self.yaml.span },
        }
    }

    /// Returns the key of this value; empty for the root and for an item of a list.
    pub(crate) fn key(&self) -> &'v str {
        if let Step::Key(pair) = self.step { &pair.key } else { "" }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.yaml.is_null()
    }

    pub(crate) fn is_map(&self) -> bool {
        matches!(self.yaml.value, Value::Map(_))
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.yaml.value, Value::List(_))
    }

    /// Returns the number of items of a list, or of entries of a map; 0 for other values.
    pub(crate) fn len(&self) -> usize {
        match &self.yaml.value {
            Value::List(list) => list.len(),
            Value::Map(pairs) => pairs.len(),
            _ => 0,
        }
    }

    /// Returns the text of a scalar, which for a number is its shortest decimal form; `None` for lists, maps and
    /// missing values.
    pub(crate) fn plain(&self) -> Option<&'v str> {
        self.yaml.plain()
    }

    /// Returns the type of the value, for a message.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.yaml.value {
            Value::Null => "nothing",
            Value::Bool(true) => "`true`",
            Value::Bool(false) => "`false`",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// Returns the value in words for a message: the text of a scalar, or else the type of the value.
    pub(crate) fn found(&self) -> String {
        self.plain().map_or_else(|| self.kind().to_owned(), |text| format!("`{text}`"))
    }

    /// Returns the name of the value in a message: its key if it has one, or else `this value`.
    fn subject(&self) -> String {
        match self.key() {
            "" => "this value".to_owned(),
            key => format!("`{key}`"),
        }
    }
}

/// Decodes nodes, and collects their mistakes.
pub(crate) struct Reader<'r> {
    pub(crate) diagnostics: &'r mut Vec<Diagnostic>,
    /// Fixes for notation that is not in its canonical form; `None` if they are not collected.
    pub(crate) spellings: Option<&'r mut Vec<Fix>>,
    /// The known names of exercises and programs, from which messages suggest the right name.
    pub(crate) names: Names<'r>,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(diagnostics: &'r mut Vec<Diagnostic>) -> Self {
        Self { diagnostics, spellings: None, names: Names::default() }
    }
}

impl Reader<'_> {
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(crate) fn error(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(code, place, message).help(help));
    }

    /// Reports a wrong value.
    pub(crate) fn bad(&mut self, node: &Node<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.error(Code::BadValue, node.place(), message, help);
    }

    /// Reports a name that is not among `known`.
    pub(crate) fn no_such<'k>(
        &mut self,
        node: &Node<'_>,
        given: &str,
        message: String,
        known: impl Iterator<Item = &'k str>,
    ) {
        let known: Vec<_> = known.collect();
        let all = if known.is_empty() { None } else { Some(format!("write one of {}", known.join(", "))) };
        let diagnostic = Diagnostic::error(Code::BadValue, node.place(), message);
        self.report(diagnostic.did_you_mean(given, known, || all));
    }

    /// Returns a map with declared keys.
    pub(crate) fn keys<'v>(&mut self, node: &Node<'v>, keys: &'static Keys) -> Option<Map<'v>> {
        self.keys_of(node, keys, keys.what)
    }

    /// Returns a map with declared keys. In messages, the map is called `what`.
    pub(crate) fn keys_of<'v>(&mut self, node: &Node<'v>, keys: &'static Keys, what: &'static str) -> Option<Map<'v>> {
        Some(Map { keys: Some(keys), ..self.map(node, what)? })
    }

    /// Returns a map whose keys authors choose.
    pub(crate) fn map<'v>(&mut self, node: &Node<'v>, what: &'static str) -> Option<Map<'v>> {
        if let Value::Map(pairs) = &node.yaml.value {
            return Some(Map { node: *node, pairs, what, keys: None });
        }
        self.bad(node, format!("{what} needs keys and values, found {}", node.kind()), "write `key: value` lines");
        None
    }

    pub(crate) fn list<'v>(&mut self, node: &Node<'v>, what: &str) -> Option<Vec<Node<'v>>> {
        if let Value::List(list) = &node.yaml.value {
            return Some(list.iter().map(|item| node.item(item)).collect());
        }
        let is_one_word = |text: &&str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let help = match node.plain().filter(|text| !node.key().is_empty() && is_one_word(text)) {
            Some(one) => format!("write `{}: [{one}]`", node.key()),
            None => "write each item on its own line, after `- `".to_owned(),
        };
        self.bad(node, format!("{what} must be a list, found {}", node.kind()), help);
        None
    }

    pub(crate) fn text(&mut self, node: &Node<'_>) -> Option<String> {
        let text = node.plain();
        if text.is_none() {
            let message = format!("{} must be text, found {}", node.subject(), node.kind());
            self.bad(node, message, "write it on one line, or on several lines after `|`");
        }
        text.map(str::to_owned)
    }

    pub(crate) fn texts(&mut self, node: &Node<'_>, what: &str) -> Option<Vec<String>> {
        self.list(node, what)?.iter().map(|node| self.text(node)).collect()
    }

    /// Reads a whole number from `least` to `most`.
    pub(crate) fn whole(&mut self, node: &Node<'_>, least: u16, most: u16) -> Option<u16> {
        let number = node.plain().and_then(|text| text.parse().ok()).filter(|n| (least..=most).contains(n));
        if number.is_none() {
            let key = node.key();
            let message = format!("`{key}` must be a whole number from {least} to {most}, found {}", node.found());
            self.bad(node, message, format!("write `{key}: {}`", 4.clamp(least, most)));
        }
        number
    }

    /// Reads `true` or `false`.
    pub(crate) fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        let Value::Bool(boolean) = node.yaml.value else {
            let message = format!("`{}` must be `true` or `false`, found {}", node.key(), node.found());
            let diagnostic = Diagnostic::error(Code::BadValue, node.place(), message).help("write `true` or `false`");
            let given = node.plain().unwrap_or_default();
            let meant = match given.to_ascii_lowercase().as_str() {
                "yes" | "on" => Some("true"),
                "no" | "off" => Some("false"),
                _ => None,
            };
            self.report(match meant {
                Some(meant) => diagnostic.help(format!("write `{meant}`")).with_fix(given, meant),
                None => diagnostic,
            });
            return None;
        };
        Some(boolean)
    }

    /// Reads a word of a closed list.
    pub(crate) fn word<W: Word>(&mut self, node: &Node<'_>) -> Option<W> {
        let given = self.text(node)?;
        let word = W::from_word(&given);
        if word.is_none() {
            self.report(no_word::<W>(&given, node.key(), node.place()));
        }
        word
    }

    pub(crate) fn words<W: Word>(&mut self, node: &Node<'_>, what: &str) -> Vec<W> {
        let nodes = self.list(node, what).unwrap_or_default();
        nodes.iter().filter_map(|node| self.word(node)).collect()
    }

    /// Reads a text in a notation that has a canonical form.
    pub(crate) fn spelled<T: Spelled>(
        &mut self,
        node: &Node<'_>,
        parse: impl Fn(&str) -> Result<T, NotationError>,
    ) -> Option<T> {
        let value = self.notation(node, &parse)?;
        if let (Some(spellings), Some(given)) = (&mut self.spellings, node.plain()) {
            let text = canonical(given, parse);
            spellings.extend(text.map(|text| Fix { place: node.place(), given: given.to_owned(), text }));
        }
        Some(value)
    }

    /// Reads a text in a notation of liftpress.
    pub(crate) fn notation<T>(
        &mut self,
        node: &Node<'_>,
        parse: impl Fn(&str) -> Result<T, NotationError>,
    ) -> Option<T> {
        let Some(text) = node.plain() else {
            // The error for an empty text has the help that describes the expected notation.
            let help = parse("").err().and_then(|error| error.help);
            let message = format!("{} must be text on one line, found {}", node.subject(), node.kind());
            let diagnostic = Diagnostic::error(Code::BadValue, node.place(), message);
            self.report(diagnostic.helped(help));
            return None;
        };
        match parse(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let error = self.with_known_name(text, error);
                self.report(misread(text, node.place(), error));
                None
            }
        }
    }
}

/// Returns the error for a text that is not in a closed list of words. If the text is the beginning of exactly one
/// word, that word is the fix.
pub(crate) fn no_word<W: Word>(given: &str, key: &str, place: Place) -> Diagnostic {
    let words: Vec<_> = W::ALL.iter().map(|value| value.word()).collect();
    let what = if key.is_empty() { String::new() } else { format!(" for `{key}`") };
    let diagnostic = Diagnostic::error(Code::BadValue, place, format!("invalid value `{given}`{what}"));
    let lower = given.to_lowercase();
    let completed: Vec<_> = words.iter().filter(|word| !lower.is_empty() && word.starts_with(&lower)).collect();
    if let [name] = completed.as_slice() {
        return diagnostic.meant(given, Near { name, is_sure: true });
    }
    let all = format!("write one of {}", words.join(", "));
    diagnostic.did_you_mean(given, words, || Some(all))
}

/// Returns the error for a text that has a part with invalid notation.
pub(crate) fn misread(text: &str, place: Place, error: NotationError) -> Diagnostic {
    let NotationError { span, message, help, fix } = error;
    let given = text.get(span.clone()).unwrap_or_default();
    let diagnostic = Diagnostic::error(Code::Notation, place.within(span), message).helped(help);
    match fix {
        Some(fix) => diagnostic.with_fix(given, fix),
        None => diagnostic,
    }
}

#[cfg(test)]
thread_local! {
    /// The keys that decoders asked for in this thread. For each key of a map, the value says whether the key ever had
    /// a value.
    pub(crate) static ASKED: RefCell<BTreeMap<(&'static str, &'static str), bool>> = RefCell::default();
}

/// A map being read.
pub(crate) struct Map<'v> {
    pub(crate) node: Node<'v>,
    pairs: &'v [Pair],
    what: &'static str,
    /// The keys that the map may have; `None` if authors choose the keys.
    keys: Option<&'static Keys>,
}

impl<'v> Map<'v> {
    /// Returns the value of a key. A key without a value counts as missing.
    pub(crate) fn get(&self, key: &'static str) -> Option<Node<'v>> {
        let found = self.pairs.iter().find(|pair| *pair.key == *key && !pair.value.is_null());
        #[cfg(test)]
        {
            assert!(self.keys.is_none_or(|keys| keys.has(key)), "`{key}` is not declared for {}", self.what);
            let what = self.keys.map_or(self.what, |keys| keys.what);
            ASKED.with_borrow_mut(|asked| *asked.entry((what, key)).or_default() |= found.is_some());
        }
        found.map(|pair| self.node.entry(pair))
    }

    pub(crate) fn required(&self, reader: &mut Reader<'_>, key: &'static str) -> Option<Node<'v>> {
        let node = self.get(key).filter(|node| node.yaml.as_str() != Some(""));
        if node.is_none() {
            let place = match self.node.step {
                Step::Root => Place::file(self.node.file),
                Step::Key(_) | Step::Item => self.node.place(),
            };
            let example = self.keys.and_then(|keys| keys.all().find(|declared| declared.name == key)?.example());
            let help = format!("write `{key}: {}`", example.unwrap_or("…"));
            reader.error(Code::MissingKey, place, format!("{} needs `{key}`", self.what), help);
        }
        node
    }

    pub(crate) fn text(&self, reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
        self.get(key).and_then(|node| reader.text(&node))
    }

    /// Returns every entry of the map, even without a value.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Node<'v>> + use<'v> {
        let node = self.node;
        self.pairs.iter().map(move |pair| node.entry(pair))
    }

    /// Returns `place`, the place of the map or of the item that the map describes, together with the places of the
    /// map's values.
    pub(crate) fn placed(&self, place: &Place) -> Place {
        let shown = if let At::Node { span, .. } = place.at { Some(span) } else { None };
        let values = self.pairs.iter().map(|pair| (pair.key.clone(), pair.value.span)).collect();
        Place { file: place.file, at: At::Map(MapPlace { shown, name: self.node.key_span(), values }.into()) }
    }

    /// Returns the entries whose keys are not declared.
    pub(crate) fn others(&self) -> impl Iterator<Item = Node<'v>> + use<'v> {
        let keys = self.keys;
        self.entries().filter(move |node| !keys.is_some_and(|keys| keys.has(node.key())))
    }

    /// Reports the keys that are not declared.
    pub(crate) fn finish(self, reader: &mut Reader<'_>) {
        let mut known: Vec<_> = self.keys.into_iter().flat_map(Keys::all).map(|key| key.name).collect();
        known.sort_unstable();
        for node in self.others() {
            let key = node.key();
            let message = if key == "<<" {
                "YAML merge keys (`<<`) are not supported".to_owned()
            } else {
                format!("unknown key `{key}` in {}", self.what)
            };
            let diagnostic = Diagnostic::error(Code::UnknownKey, node.key_place(), message);
            if key == "<<" {
                reader.report(diagnostic.help("remove this line, and write the keys that it would add"));
                continue;
            }
            if node.is_null() && key.contains(' ') {
                reader.report(diagnostic.help("put quotes around the text: inside `{ }`, a comma starts the next key"));
                continue;
            }
            let all = || Some(format!("the keys of {} are {}", self.what, known.join(", ")));
            reader.report(diagnostic.did_you_mean(key, known.iter().copied(), all));
        }
    }
}
