//! Collects the tags of programs, and gives each tag an address.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use crate::model::{Program, Slug};

use super::Link;

/// A tag, and the programs that have it. Spellings that differ only in case and spaces are the same tag, which has the name that
/// was found first.
pub(in crate::site) struct Tag<'c> {
    /// The name in addresses.
    pub(in crate::site) slug: String,
    /// The tag, as an author writes it.
    pub(in crate::site) name: &'c str,
    pub(super) programs: Vec<&'c Program>,
}

/// Every tag of a site, sorted by address.
pub(in crate::site) struct Tags<'c> {
    all: Vec<Tag<'c>>,
    by_key: HashMap<String, usize>,
}

impl<'c> Tags<'c> {
    /// Collects the tags of programs.
    pub(in crate::site) fn of(programs: &'c [Program]) -> Self {
        let mut found: BTreeMap<String, Tag<'_>> = BTreeMap::new();
        for program in programs {
            for name in &program.tags {
                let new = || Tag { slug: String::new(), name, programs: Vec::new() };
                let tag = found.entry(key(name)).or_insert_with(new);
                if tag.programs.last().is_none_or(|last| last.slug != program.slug) {
                    tag.programs.push(program);
                }
            }
        }
        // Tags whose whole name fits into an address get their addresses first. So the address of `60 min` is `60-min`, even if
        // there is also a tag `< 60 min`.
        let mut order: Vec<_> = found.into_iter().collect();
        order.sort_by_cached_key(|(key, tag)| (is_lossy(tag.name), key.clone()));
        let mut addresses = Addresses::default();
        let mut all: Vec<_> =
            order.into_iter().map(|(key, tag)| (key, Tag { slug: addresses.free(tag.name), ..tag })).collect();
        all.sort_by(|(_, one), (_, other)| one.slug.cmp(&other.slug));
        let by_key = all.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
        Self { all: all.into_iter().map(|(_, tag)| tag).collect(), by_key }
    }

    pub(in crate::site) fn iter(&self) -> impl Iterator<Item = &Tag<'c>> {
        self.all.iter()
    }

    /// Returns the tags of a program, each once.
    pub(super) fn of_program(&self, program: &Program) -> Vec<&Tag<'c>> {
        self.spelled(program).map(|(tag, _)| tag).collect()
    }

    /// Returns links to the tags of a program, with the names that the program uses.
    pub(in crate::site) fn links(&self, program: &Program) -> Vec<Link> {
        self.spelled(program).map(|(tag, name)| link(&tag.slug, name)).collect()
    }

    /// Returns the tags of a program, each once, with the names that the program uses.
    fn spelled<'p>(&self, program: &'p Program) -> impl Iterator<Item = (&Tag<'c>, &'p str)> {
        let mut seen = HashSet::new();
        let spelled = program.tags.iter().filter_map(|name| Some((*self.by_key.get(&key(name))?, name.as_str())));
        spelled.filter(move |(at, _)| seen.insert(*at)).map(|(at, name)| (&self.all[at], name))
    }
}

pub(super) fn link(slug: &str, name: &str) -> Link {
    Link { name: name.to_owned(), address: format!("tags/{slug}/index.html") }
}

/// Returns the key of a tag, which is the same for all spellings that differ only in case and spaces. A hyphen between two
/// letters or digits counts as a space.
fn key(name: &str) -> String {
    let mut key = String::new();
    let mut before = ' ';
    let mut rest = name.chars().flat_map(char::to_lowercase).peekable();
    while let Some(c) = rest.next() {
        let is_inside = c == '-' && before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        before = c;
        match c {
            c if c.is_whitespace() || is_inside => {
                if !key.is_empty() && !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            c => key.push(c),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Whether an address made from the Latin letters and digits of a tag would lack a part of the tag's name.
fn is_lossy(name: &str) -> bool {
    let slug = Slug::from_latin(name).map(|slug| slug.to_string());
    slug.is_none_or(|slug| slug != key(name).replace(' ', "-"))
}

/// The addresses that tags already have.
#[derive(Default)]
struct Addresses {
    taken: HashSet<String>,
    /// The last number that was appended to an address, for each address that several tags would have.
    numbers: HashMap<String, u32>,
}

impl Addresses {
    /// Returns a free address for a tag. The first choice is the tag's Latin letters and digits. The second choice is all its
    /// letters, transcribed to Latin. The last choice is the same with a number at the end.
    fn free(&mut self, name: &str) -> String {
        let latin = Slug::from_latin(name).map_or_else(|| numbers(name), |slug| slug.to_string());
        if self.taken.insert(latin.clone()) {
            return latin;
        }
        let base = Slug::from_name(name).map_or(latin, |slug| slug.to_string());
        if self.taken.insert(base.clone()) {
            return base;
        }
        let number = self.numbers.entry(base.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{base}-{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Returns the address of a tag without Latin letters and digits. It consists of the code points of the first characters.
fn numbers(name: &str) -> String {
    name.chars().take(12).fold("u".to_owned(), |mut slug, c| {
        let _ = write!(slug, "{:x}", u32::from(c));
        slug
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    /// Returns the addresses of tags.
    fn addresses(tags: &[&str]) -> Vec<String> {
        let yaml = format!("title: T\nunits: kg\ntags: {tags:?}\ndays: [{{name: A, top: {{squat: 3x5 @ 50}}}}]\n");
        let content = Content::of_text(&yaml);
        let tags_of_site = Tags::of(&content.programs);
        let address = |tag: &&str| tags_of_site.all[tags_of_site.by_key[&key(tag)]].slug.clone();
        tags.iter().map(address).collect()
    }

    #[test]
    fn tags_have_readable_addresses() {
        let tags =
            ["Full body", "Größe", "力", "5/3/1", "back-off", "5 дней", "< 60 min", "Łukasz's", "Силовая", "C++"];
        let slugs = [
            "full-body",
            "groesse",
            "u529b",
            "5-3-1",
            "back-off",
            "5",
            "60-min",
            "lukaszs",
            "u42143843b43e43243044f",
            "c",
        ];
        assert_eq!(addresses(&tags), slugs);
    }

    #[test]
    fn spellings_that_differ_in_case_and_space_are_one_tag() {
        assert_eq!(addresses(&["Full body", "full  Body ", "full-body"]), ["full-body"; 3]);
    }

    #[test]
    fn different_tags_have_different_addresses() {
        for (tags, slugs) in [
            (&["> 60 min", "< 60 min", "60 min"][..], &["60-min-3", "60-min-2", "60-min"][..]),
            (&["5 дней", "5 недель"], &["5", "5-nedel"]),
            (&["Größe", "Groesse"], &["groesse-2", "groesse"]),
            (&["-10%", "10%", "10"], &["10-2", "10-3", "10"]),
            (&["C", "C++", "C#"], &["c", "c-3", "c-2"]),
            (&["силовая работа 1", "силовая работа 2"], &["1", "2"]),
            (
                &["тренировка на массу", "тренировка на силу"],
                &["u44244043543d43844043e43243a4302043d", "trenirovka-na-silu"],
            ),
            (&["!", "?", "!!"], &["u21", "u3f", "u2121"]),
            (&["x-2", "x", "X!"], &["x-2", "x", "x-3"]),
        ] {
            assert_eq!(addresses(tags), slugs, "{tags:?}");
        }
    }
}
