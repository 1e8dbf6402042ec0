//! Values into types, noting every mistake and going on.

#[cfg(test)]
use std::{cell::RefCell, collections::BTreeMap};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Fix, Form, MapPlace, Near, Place, Span};
use crate::model::{NotationError, Spelled, Word, canonical};
use crate::source::names::Names;
use crate::source::schema::Keys;

use super::value::{Pair, Value, Yaml};

/// A value being read, in a file that has it or inherits it.
#[derive(Clone, Copy)]
pub(crate) struct Node<'v> {
    pub(crate) yaml: &'v Yaml,
    file: FileId,
    step: Step<'v>,
}

/// What leads to a value.
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

    /// The place of the value.
    pub(crate) fn place(&self) -> Place {
        self.yaml.span.place(self.file)
    }

    /// The place of the key; of what has none, of the value.
    pub(crate) fn key_place(&self) -> Place {
        self.key_span().place(self.file)
    }

    fn key_span(&self) -> Span {
        match self.step {
            Step::Key(pair) => pair.key_span,
            // Only keys are renamed.
            Step::Root | Step::Item => Span { form: Form::Other, ..self.yaml.span },
        }
    }

    /// The key that leads here; nothing for an item of a list.
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

    /// How many items the list has, or entries the map.
    pub(crate) fn len(&self) -> usize {
        match &self.yaml.value {
            Value::List(list) => list.len(),
            Value::Map(pairs) => pairs.len(),
            _ => 0,
        }
    }

    /// The value as text, when it is a plain one; of a number, its shortest decimal.
    pub(crate) fn plain(&self) -> Option<&'v str> {
        self.yaml.plain()
    }
}

/// Decodes nodes and collects what is wrong with them.
pub(crate) struct Reader<'r> {
    pub(crate) diagnostics: &'r mut Vec<Diagnostic>,
    /// Where notation has another spelling than ours, when somebody wants to know.
    pub(crate) spellings: Option<&'r mut Vec<Fix>>,
    /// The names that may be referred to.
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

    /// A value of the wrong kind.
    pub(crate) fn bad(&mut self, node: &Node<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.error(Code::BadValue, node.place(), message, help);
    }

    /// A name that is none of `known`.
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

    /// A map whose keys are declared.
    pub(crate) fn keys<'v>(&mut self, node: &Node<'v>, keys: &'static Keys) -> Option<Map<'v>> {
        self.keys_of(node, keys, keys.what)
    }

    /// A map whose keys are declared, called something else.
    pub(crate) fn keys_of<'v>(&mut self, node: &Node<'v>, keys: &'static Keys, what: &'static str) -> Option<Map<'v>> {
        Some(Map { keys: Some(keys), ..self.map(node, what)? })
    }

    /// A map whose keys authors choose.
    pub(crate) fn map<'v>(&mut self, node: &Node<'v>, what: &'static str) -> Option<Map<'v>> {
        if let Value::Map(pairs) = &node.yaml.value {
            return Some(Map { node: *node, pairs, what, keys: None });
        }
        self.bad(
            node,
            format!("{what} needs keys and values, found {}", kind(&node.yaml.value)),
            "write `key: value` lines",
        );
        None
    }

    pub(crate) fn list<'v>(&mut self, node: &Node<'v>, what: &str) -> Option<Vec<Node<'v>>> {
        if let Value::List(list) = &node.yaml.value {
            return Some(list.iter().map(|item| node.item(item)).collect());
        }
        let is_one_word = |text: &&str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let help = match node.plain().filter(|text| !node.key().is_empty() && is_one_word(text)) {
            Some(one) => format!("write {}: [{one}]", node.key()),
            None => "start each of its lines with `- `".to_owned(),
        };
        self.bad(node, format!("{what} must be a list, found {}", kind(&node.yaml.value)), help);
        None
    }

    pub(crate) fn text(&mut self, node: &Node<'_>) -> Option<String> {
        let text = node.plain();
        if text.is_none() {
            let what = match node.key() {
                "" => "this".to_owned(),
                key => format!("`{key}`"),
            };
            let message = format!("{what} must be a text, found {}", kind(&node.yaml.value));
            self.bad(node, message, "write it on one line, or on several after `|`");
        }
        text.map(str::to_owned)
    }

    pub(crate) fn texts(&mut self, node: &Node<'_>, what: &str) -> Option<Vec<String>> {
        self.list(node, what)?.iter().map(|node| self.text(node)).collect()
    }

    /// A whole number from `least` to `most`.
    pub(crate) fn whole(&mut self, node: &Node<'_>, least: u16, most: u16) -> Option<u16> {
        let number = node.plain().and_then(|text| text.parse().ok()).filter(|n| (least..=most).contains(n));
        if number.is_none() {
            let key = node.key();
            let message = format!("`{key}` must be a whole number from {least} to {most}, found {}", found(node));
            self.bad(node, message, format!("write {key}: {}", 4.clamp(least, most)));
        }
        number
    }

    /// `true` or `false`.
    pub(crate) fn truth(&mut self, node: &Node<'_>) -> Option<bool> {
        let Value::Bool(truth) = node.yaml.value else {
            let message = format!("`{}` must be true or false, found {}", node.key(), found(node));
            let diagnostic = Diagnostic::error(Code::BadValue, node.place(), message).help("write true or false");
            let given = node.plain().unwrap_or_default();
            let meant = match given.to_ascii_lowercase().as_str() {
                "yes" | "on" => Some("true"),
                "no" | "off" => Some("false"),
                _ => None,
            };
            self.report(match meant {
                Some(meant) => diagnostic.help(format!("write {meant}")).mend(given, meant),
                None => diagnostic,
            });
            return None;
        };
        Some(truth)
    }

    /// One of a closed list of words.
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

    /// A text in a notation that has one spelling of ours.
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

    /// A text in one of our notations.
    pub(crate) fn notation<T>(
        &mut self,
        node: &Node<'_>,
        parse: impl Fn(&str) -> Result<T, NotationError>,
    ) -> Option<T> {
        let Some(text) = node.plain() else {
            // What nothing would lack is what belongs here.
            let help = parse("").err().and_then(|error| error.help);
            let what = if node.key().is_empty() { "this".to_owned() } else { format!("`{}`", node.key()) };
            let message = format!("{what} must be a text on one line, found {}", kind(&node.yaml.value));
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

/// A text that is none of a closed list of words; the beginning of one of them means that one.
pub(crate) fn no_word<W: Word>(given: &str, key: &str, place: Place) -> Diagnostic {
    let words: Vec<_> = W::ALL.iter().map(|value| value.word()).collect();
    let what = if key.is_empty() { String::new() } else { format!(" for `{key}`") };
    let diagnostic = Diagnostic::error(Code::BadValue, place, format!("invalid value `{given}`{what}"));
    let lower = given.to_lowercase();
    let begun: Vec<_> = words.iter().filter(|word| !lower.is_empty() && word.starts_with(&lower)).collect();
    if let [name] = begun.as_slice() {
        return diagnostic.meant(given, Near { name, is_sure: true });
    }
    let all = format!("write one of {}", words.join(", "));
    diagnostic.did_you_mean(given, words, || Some(all))
}

/// What is there instead, for a message.
fn found(node: &Node<'_>) -> String {
    node.plain().map_or_else(|| kind(&node.yaml.value).to_owned(), |text| format!("`{text}`"))
}

/// Says at which bytes of a text it stops being notation.
pub(crate) fn misread(text: &str, place: Place, error: NotationError) -> Diagnostic {
    let NotationError { span, message, help, fix } = error;
    let given = text.get(span.clone()).unwrap_or_default();
    let diagnostic = Diagnostic::error(Code::Notation, place.within(span), message).helped(help);
    match fix {
        Some(fix) => diagnostic.mend(given, fix),
        None => diagnostic,
    }
}

#[cfg(test)]
thread_local! {
    /// The keys that were asked for in this thread, each with what its map is, and whether it ever had a value.
    pub(crate) static ASKED: RefCell<BTreeMap<(&'static str, &'static str), bool>> = RefCell::default();
}

/// A map being read.
pub(crate) struct Map<'v> {
    pub(crate) node: Node<'v>,
    pairs: &'v [Pair],
    what: &'static str,
    /// The keys that it may have; none where authors choose them.
    keys: Option<&'static Keys>,
}

impl<'v> Map<'v> {
    /// The value of a key; a key with nothing behind it is as good as none.
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
            reader.error(Code::MissingKey, place, format!("{} needs `{key}`", self.what), format!("add `{key}: …`"));
        }
        node
    }

    pub(crate) fn text(&self, reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
        self.get(key).and_then(|node| reader.text(&node))
    }

    /// Every entry, as written.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Node<'v>> + use<'v> {
        let node = self.node;
        self.pairs.iter().map(move |pair| node.entry(pair))
    }

    /// The place of the map, or of what it describes, with the places of its values.
    pub(crate) fn placed(&self, place: &Place) -> Place {
        let shown = if let At::Node { span, .. } = place.at { Some(span) } else { None };
        let values = self.pairs.iter().map(|pair| (pair.key.clone(), pair.value.span)).collect();
        Place { file: place.file, at: At::Map(MapPlace { shown, name: self.node.key_span(), values }.into()) }
    }

    /// The entries whose keys are not declared.
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
            if node.is_null() && key.contains(' ') {
                reader.report(diagnostic.help("quote the text: inside { } a comma starts the next key"));
                continue;
            }
            let all = || Some(format!("its keys are {}", known.join(", ")));
            reader.report(diagnostic.did_you_mean(key, known.iter().copied(), all));
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
    }
}
