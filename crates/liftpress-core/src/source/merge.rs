//! Merges a program with its base, the program that it extends.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, FileId, Span};

use super::schema::LONG_ENTRY;
use super::yaml::{Pair, Value, Yaml};

/// Merges `own`, the program in `own_file`, with its base. Returns an error for each part that `own` removes but `base`
/// does not have.
pub(super) fn merge(base: &Yaml, own: &Yaml, own_file: FileId) -> Result<Yaml, Vec<Diagnostic>> {
    let mut merge = Merge { own_file, diagnostics: Vec::new() };
    let merged = merge.value(Rule::Map(Level::Program), base, own);
    // If the program lacks a key at the top level, the message shows the program's own file.
    if merge.diagnostics.is_empty() { Ok(Yaml { span: own.span, ..merged }) } else { Err(merge.diagnostics) }
}

/// The kind of a map, which decides how its keys are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Program,
    Phase,
    Day,
    /// `weeks` of a day, where `~` is a value: the day is not done in these weeks.
    Weeks,
    Block,
    Other,
}

/// How the base's value and the program's own value of a key are merged. A rule applies only if both values have the
/// type that the rule merges. Otherwise, the own value replaces the base's value.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Key by key.
    Map(Level),
    /// Item by item, by their `name`.
    Named(Level),
    /// Entry by entry, by exercise.
    Entries,
    /// The own value replaces the base's value.
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

/// An item of a list, or an entry of `top`, `backoff` or `accessories` in whichever form it is written.
struct Item<'v> {
    /// The name by which items are matched.
    name: Option<&'v str>,
    yaml: Cow<'v, Yaml>,
}

impl Item<'_> {
    /// Returns the entry that is removed, if the item is `X: ~` and nothing else.
    fn removal(&self) -> Option<&Pair> {
        removal(&self.yaml)
    }
}

struct Merge {
    own_file: FileId,
    diagnostics: Vec<Diagnostic>,
}

impl Merge {
    fn map(&mut self, level: Level, (base, base_span): (&[Pair], Span), (own, own_span): (&[Pair], Span)) -> Yaml {
        let own_keys: HashMap<_, _> = own.iter().map(|pair| (&pair.key, pair)).collect();
        let base_keys: HashMap<_, _> = base.iter().map(|pair| (&pair.key, pair)).collect();
        let mut merged = Vec::new();
        let mut has_removals = false;
        for pair in base {
            merged.push(match own_keys.get(&pair.key) {
                // A program has its own title and history.
                None if level == Level::Program && matches!(&*pair.key, "title" | "extends" | "changes") => continue,
                None => pair.clone(),
                Some(own) if own.value.is_null() && level != Level::Weeks => {
                    has_removals = true;
                    continue;
                }
                Some(own) => {
                    let value = self.value(level.rule(&pair.key), &pair.value, &own.value);
                    let key_span = if value.span == own.value.span { own.key_span } else { pair.key_span };
                    Pair { key: pair.key.clone(), key_span, value }
                }
            });
        }
        merged.extend(own.iter().filter(|pair| !base_keys.contains_key(&pair.key)).cloned());
        Yaml { value: Value::Map(merged), span: merged_span(base_span, own_span, has_removals) }
    }

    fn value(&mut self, rule: Rule, base: &Yaml, own: &Yaml) -> Yaml {
        let is_entries = |yaml: &Yaml| matches!(yaml.value, Value::Map(_) | Value::List(_));
        match (rule, &base.value, &own.value) {
            (Rule::Map(level), Value::Map(pairs), Value::Map(own_pairs)) => {
                self.map(level, (pairs, base.span), (own_pairs, own.span))
            }
            (Rule::Named(level), Value::List(items), Value::List(own_items)) => {
                self.list(Rule::Map(level), (&named(items), base.span), (&named(own_items), own.span))
            }
            (Rule::Entries, ..) if is_entries(base) && is_entries(own) => {
                self.list(Rule::Replace, (&entries(base), base.span), (&entries(own), own.span))
            }
            _ => own.clone(),
        }
    }

    /// Merges two lists. An item of `own` is merged with the item of `base` that has the same name, at the position of
    /// that item. If several items have the same name, the nth of them in `own` belongs to the nth in `base`. Every
    /// other item of `own` is added before the next item of `own` that is also in `base`, or at the end.
    fn list(
        &mut self,
        inside: Rule,
        (base, base_span): (&[Item<'_>], Span),
        (own, own_span): (&[Item<'_>], Span),
    ) -> Yaml {
        let positions: HashMap<_, _> =
            numbered(base).into_iter().enumerate().filter_map(|(i, name)| Some((name?, i))).collect();
        let mut changes: Vec<Option<&Item<'_>>> = vec![None; base.len()];
        // The items that are added before each item of `base`. The last element has the items that are added at the
        // end.
        let mut added: Vec<Vec<&Item<'_>>> = vec![Vec::new(); base.len() + 1];
        let mut before = Vec::new();
        for (item, name) in own.iter().zip(numbered(own)) {
            match (name.and_then(|name| positions.get(&name)), item.removal()) {
                (Some(&position), _) => {
                    changes[position] = Some(item);
                    added[position].append(&mut before);
                }
                (None, Some(pair)) => self.nothing_to_remove(pair, base),
                (None, None) => before.push(item),
            }
        }
        added[base.len()] = before;
        let mut merged: Vec<Yaml> = Vec::new();
        let plain = |item: &&Item<'_>| Yaml::clone(&item.yaml);
        for ((item, change), added) in base.iter().zip(&changes).zip(&added) {
            merged.extend(added.iter().map(plain));
            match change {
                None => merged.push(Yaml::clone(&item.yaml)),
                Some(change) if change.removal().is_some() => {}
                Some(change) => merged.push(self.value(inside, &item.yaml, &change.yaml)),
            }
        }
        merged.extend(added[base.len()].iter().map(plain));
        let has_removals = changes.iter().flatten().any(|change| change.removal().is_some());
        let is_changed = has_removals || added.iter().any(|added| !added.is_empty());
        Yaml { value: Value::List(merged), span: merged_span(base_span, own_span, is_changed) }
    }

    fn nothing_to_remove(&mut self, Pair { key, key_span, .. }: &Pair, base: &[Item<'_>]) {
        let names: Vec<_> = base.iter().filter_map(|item| item.name).collect();
        let otherwise = match names.join(", ") {
            none if none.is_empty() => "delete this line".to_owned(),
            names => format!("the program that this one extends has {names}"),
        };
        let place = key_span.place(self.own_file);
        let diagnostic = Diagnostic::error(
            Code::BadValue,
            place,
            format!("`~` removes an inherited item, but there is no `{key}` here"),
        );
        self.diagnostics.push(diagnostic.did_you_mean(key, names, || Some(otherwise)));
    }
}

/// Returns the place of a merged map or list, where a mistake in the map or list as a whole is reported. `is_changed`
/// means that `own` added or removed items: the mistake then comes from `own`, and otherwise from `base`.
fn merged_span(base: Span, own: Span, is_changed: bool) -> Span {
    if is_changed { own } else { base }
}

/// Returns the entry that is removed, if a value is `X: ~` and nothing else.
fn removal(yaml: &Yaml) -> Option<&Pair> {
    match yaml.pairs()? {
        [pair] if pair.value.is_null() => Some(pair),
        _ => None,
    }
}

fn named(list: &[Yaml]) -> Vec<Item<'_>> {
    list.iter().map(|yaml| Item { name: name(yaml), yaml: Cow::Borrowed(yaml) }).collect()
}

fn name(item: &Yaml) -> Option<&str> {
    item.get("name").and_then(Yaml::plain).or_else(|| Some(&*removal(item)?.key))
}

/// Returns every entry by itself, whichever form it is written in.
fn entries(yaml: &Yaml) -> Vec<Item<'_>> {
    match &yaml.value {
        Value::List(list) => list.iter().flat_map(entries_of_map).collect(),
        _ => entries_of_map(yaml),
    }
}

fn entries_of_map(yaml: &Yaml) -> Vec<Item<'_>> {
    let whole = |name| vec![Item { name, yaml: Cow::Borrowed(yaml) }];
    let Some(pairs) = yaml.pairs() else { return whole(None) };
    if let Some(exercise) = yaml.get("exercise").and_then(Yaml::plain) {
        return whole(Some(exercise));
    }
    let exercises: Vec<_> = pairs.iter().filter(|pair| !LONG_ENTRY.has(&pair.key)).collect();
    match exercises.as_slice() {
        [exercise] => whole(Some(&exercise.key)),
        _ if exercises.len() < pairs.len() => whole(None),
        _ => {
            // An entry has the place of the whole map.
            let alone = |pair: &Pair| Yaml { value: Value::Map(vec![pair.clone()]), span: yaml.span };
            exercises.into_iter().map(|pair| Item { name: Some(&pair.key), yaml: Cow::Owned(alone(pair)) }).collect()
        }
    }
}

/// Numbers the items of each name from 1. Items without a name have no number.
fn numbered<'i>(items: &'i [Item<'_>]) -> Vec<Option<(&'i str, usize)>> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let number = |item: &'i Item<'_>| {
        let name = item.name?;
        let count = seen.entry(name).or_default();
        *count += 1;
        Some((name, *count))
    };
    items.iter().map(number).collect()
}

#[cfg(test)]
mod tests;
