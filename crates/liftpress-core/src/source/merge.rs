//! Two programs into one: what a program that extends another says is laid over what that one says.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_yaml::{Mapping, Value};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Part, Path, Place, Segment};

use super::derivation::{Derivation, Origin};
use super::entry::ATTRIBUTES;
use super::yaml::text_of;

/// `own` laid over `base`; or what `own` takes out that `base` does not have.
pub(super) fn merge(
    (base, base_file): (&Mapping, FileId),
    (own, own_file): (&Mapping, FileId),
) -> Result<(Mapping, Derivation), Vec<Diagnostic>> {
    let mut merge = Merge { origins: HashMap::new(), own_file, diagnostics: Vec::new() };
    let merged = merge.map(Level::Program, &Spot::default(), base, own);
    // What is missing from the program as such is missing from its own file.
    merge.origins.insert(Path::default(), Origin::Own(Path::default()));
    if merge.diagnostics.is_empty() {
        Ok((merged, Derivation { base: base_file, origins: merge.origins }))
    } else {
        Err(merge.diagnostics)
    }
}

/// Which map it is: what its keys mean decides how they are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Program,
    Phase,
    Day,
    /// `weeks` of a day, where `~` is a value: not in these weeks.
    Weeks,
    Block,
    Other,
}

/// How two values of a key become one, when both are of the kind that it is for; else the own one stands.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Key by key.
    Map(Level),
    /// Item by item, by their `name`.
    Named(Level),
    /// Entry by entry, by exercise.
    Entries,
    /// The own one stands.
    Replace,
}

impl Level {
    fn rule(self, key: &str) -> Rule {
        match (self, key) {
            (Self::Program, "phases") => Rule::Named(Self::Phase),
            (Self::Program | Self::Phase, "days") => Rule::Named(Self::Day),
            (Self::Day, "blocks") => Rule::Named(Self::Block),
            (Self::Day, "weeks") => Rule::Map(Self::Weeks),
            (Self::Day | Self::Block, "top" | "backoff" | "accessories") => Rule::Entries,
            (Self::Weeks, _) => Rule::Map(Self::Day),
            _ => Rule::Map(Self::Other),
        }
    }
}

/// The way to what is being merged, in the merged value and in the two it is made of.
#[derive(Default)]
struct Spot {
    merged: Path,
    base: Path,
    own: Path,
}

impl Spot {
    fn key(&self, key: &str) -> Self {
        let key = [Segment::Key(key.into())];
        Self { merged: self.merged.join(&key), base: self.base.join(&key), own: self.own.join(&key) }
    }
}

/// An item of a list, or an entry of `top`, `backoff` or `accessories` in whichever form it is written.
struct Item<'v> {
    /// What it is known by.
    name: Option<String>,
    value: Cow<'v, Value>,
    at: Path,
}

impl Item<'_> {
    fn is_taken_out(&self) -> bool {
        taken_out(&self.value).is_some()
    }
}

struct Merge {
    origins: HashMap<Path, Origin>,
    own_file: FileId,
    diagnostics: Vec<Diagnostic>,
}

impl Merge {
    fn map(&mut self, level: Level, at: &Spot, base: &Mapping, own: &Mapping) -> Mapping {
        let own_keys: HashMap<_, _> = own.iter().map(|(key, value)| (name_of(key), value)).collect();
        let base_keys: HashMap<_, _> = base.iter().map(|(key, value)| (name_of(key), value)).collect();
        let mut merged = Mapping::new();
        let mut has_less = false;
        for (key, value) in base {
            let name = name_of(key);
            let spot = at.key(&name);
            let value = match own_keys.get(&name) {
                // A program has a title and a history of its own.
                None if level == Level::Program && matches!(name.as_str(), "title" | "extends" | "changes") => continue,
                None => {
                    self.origins.insert(spot.merged, Origin::Base(spot.base));
                    value.clone()
                }
                Some(Value::Null) if level != Level::Weeks => {
                    has_less = true;
                    continue;
                }
                Some(own) => self.value(level.rule(&name), &spot, value, own),
            };
            merged.insert(key.clone(), value);
        }
        for (key, value) in own {
            let name = name_of(key);
            if !base_keys.contains_key(&name) {
                let spot = at.key(&name);
                self.origins.insert(spot.merged, Origin::Own(spot.own));
                merged.insert(key.clone(), value.clone());
            }
        }
        self.made_of_both(at, has_less);
        merged
    }

    fn value(&mut self, rule: Rule, at: &Spot, base: &Value, own: &Value) -> Value {
        let is_entries = |value: &Value| value.is_mapping() || value.is_sequence();
        match (rule, base, own) {
            (Rule::Map(level), Value::Mapping(base), Value::Mapping(own)) => self.map(level, at, base, own).into(),
            (Rule::Named(level), Value::Sequence(base), Value::Sequence(own)) => {
                self.list(Rule::Map(level), at, &named(base, &at.base), &named(own, &at.own))
            }
            (Rule::Entries, base, own) if is_entries(base) && is_entries(own) => {
                self.list(Rule::Replace, at, &entries(base, &at.base), &entries(own, &at.own))
            }
            _ => {
                self.origins.insert(at.merged.clone(), Origin::Own(at.own.clone()));
                own.clone()
            }
        }
    }

    /// Items of `own` go where those of `base` with the same name are, the nth of a name to the nth; others before the next one
    /// that `base` has too, or to the end.
    fn list(&mut self, inside: Rule, at: &Spot, base: &[Item<'_>], own: &[Item<'_>]) -> Value {
        let positions: HashMap<_, _> =
            numbered(base).into_iter().enumerate().filter_map(|(i, name)| Some((name?, i))).collect();
        let mut changes: Vec<Option<&Item<'_>>> = vec![None; base.len()];
        // Before which item of `base` each is added, the last position being the end.
        let mut added: Vec<Vec<&Item<'_>>> = vec![Vec::new(); base.len() + 1];
        let mut before = Vec::new();
        for (item, name) in own.iter().zip(numbered(own)) {
            match name.and_then(|name| positions.get(&name)) {
                Some(&position) => {
                    changes[position] = Some(item);
                    added[position].append(&mut before);
                }
                None if item.is_taken_out() => self.nothing_to_take_out(item, base),
                None => before.push(item),
            }
        }
        added[base.len()] = before;
        let mut merged = Vec::new();
        for ((item, change), added) in base.iter().zip(&changes).zip(&added) {
            self.add(&mut merged, added, at);
            let here = at.merged.join(&[Segment::Index(merged.len())]);
            match change {
                None => {
                    self.origins.insert(here, Origin::Base(item.at.clone()));
                    merged.push(item.value.clone().into_owned());
                }
                Some(change) if change.is_taken_out() => {}
                Some(change) => {
                    let spot = Spot { merged: here, base: item.at.clone(), own: change.at.clone() };
                    merged.push(self.value(inside, &spot, &item.value, &change.value));
                }
            }
        }
        self.add(&mut merged, &added[base.len()], at);
        let has_less = changes.iter().flatten().any(|change| change.is_taken_out());
        self.made_of_both(at, has_less || added.iter().any(|added| !added.is_empty()));
        merged.into()
    }

    /// Items that are in `own` alone.
    fn add(&mut self, merged: &mut Vec<Value>, added: &[&Item<'_>], at: &Spot) {
        for item in added {
            let here = at.merged.join(&[Segment::Index(merged.len())]);
            self.origins.insert(here, Origin::Own(item.at.clone()));
            merged.push(item.value.clone().into_owned());
        }
    }

    /// Of a map or list that both have: what is wrong with it as such was wrong before, unless its make-up is another.
    fn made_of_both(&mut self, at: &Spot, is_another: bool) {
        let origin = if is_another { Origin::Own(at.own.clone()) } else { Origin::Base(at.base.clone()) };
        self.origins.insert(at.merged.clone(), origin);
    }

    fn nothing_to_take_out(&mut self, item: &Item<'_>, base: &[Item<'_>]) {
        let name = item.name.as_deref().unwrap_or_default();
        let at = At::Node { path: item.at.join(&[Segment::Key(name.into())]), part: Part::Key, within: None };
        let place = Place { file: self.own_file, at };
        let names = || base.iter().filter_map(|item| item.name.as_deref());
        let known = format!("there is {}", names().collect::<Vec<_>>().join(", "));
        let diagnostic = Diagnostic::error(Code::BadValue, place, format!("there is no `{name}` to take out"));
        self.diagnostics.push(diagnostic.did_you_mean(name, names(), || Some(known)));
    }
}

/// A key as text.
fn name_of(key: &Value) -> String {
    text_of(key).unwrap_or_default()
}

/// `X: ~` and nothing else: X.
fn taken_out(value: &Value) -> Option<String> {
    let map = value.as_mapping().filter(|map| map.len() == 1)?;
    map.iter().find(|(_, value)| value.is_null()).map(|(key, _)| name_of(key))
}

fn named<'v>(list: &'v [Value], at: &Path) -> Vec<Item<'v>> {
    let item = |(i, value): (usize, &'v Value)| Item {
        name: value.get("name").and_then(text_of).or_else(|| taken_out(value)),
        value: Cow::Borrowed(value),
        at: at.join(&[Segment::Index(i)]),
    };
    list.iter().enumerate().map(item).collect()
}

/// Every entry by itself, however they are written.
fn entries<'v>(value: &'v Value, at: &Path) -> Vec<Item<'v>> {
    match value {
        Value::Sequence(list) => {
            let inside = |(i, value)| entries_of_map(value, at.join(&[Segment::Index(i)]));
            list.iter().enumerate().flat_map(inside).collect()
        }
        _ => entries_of_map(value, at.clone()),
    }
}

fn entries_of_map(value: &Value, at: Path) -> Vec<Item<'_>> {
    let whole = |name, at| vec![Item { name, value: Cow::Borrowed(value), at }];
    let Some(map) = value.as_mapping() else { return whole(None, at) };
    if let Some(exercise) = map.get("exercise").and_then(text_of) {
        return whole(Some(exercise), at);
    }
    let exercises: Vec<_> = map.iter().filter(|(key, _)| !ATTRIBUTES.contains(&name_of(key).as_str())).collect();
    match exercises.as_slice() {
        [(exercise, _)] => whole(Some(name_of(exercise)), at),
        _ if exercises.len() < map.len() => whole(None, at),
        _ => {
            let alone = |(key, value): (&Value, &Value)| Mapping::from_iter([(key.clone(), value.clone())]).into();
            let item = |(key, value)| Item {
                name: Some(name_of(key)),
                value: Cow::Owned(alone((key, value))),
                at: at.clone(),
            };
            exercises.into_iter().map(item).collect()
        }
    }
}

/// Names, each with how many of it came before.
fn numbered<'i>(items: &'i [Item<'_>]) -> Vec<Option<(&'i str, usize)>> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let number = |item: &'i Item<'_>| {
        let name = item.name.as_deref()?;
        let count = seen.entry(name).or_default();
        *count += 1;
        Some((name, *count))
    };
    items.iter().map(number).collect()
}

#[cfg(test)]
mod tests;
