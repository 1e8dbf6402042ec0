//! Tags, and the programs that have one.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::{Program, Slug};

use super::Link;

/// A tag, and the programs that have it. Spellings that make the same slug are one tag, called as the first spells it.
pub(in crate::site) struct Tag<'c> {
    /// Its name in addresses.
    pub(in crate::site) slug: String,
    /// As it is written.
    pub(in crate::site) name: &'c str,
    pub(super) programs: Vec<&'c Program>,
}

/// Every tag of these programs, by slug.
pub(in crate::site) fn tags(programs: &[Program]) -> Vec<Tag<'_>> {
    let mut tags: BTreeMap<String, Tag<'_>> = BTreeMap::new();
    for program in programs {
        for name in &program.tags {
            let slug = slug(name);
            let tag = tags.entry(slug.clone()).or_insert(Tag { slug, name, programs: Vec::new() });
            if tag.programs.last().is_none_or(|last| last.slug != program.slug) {
                tag.programs.push(program);
            }
        }
    }
    tags.into_values().collect()
}

/// The tags of a program, each once: slug and name.
pub(super) fn tags_of(program: &Program) -> Vec<(String, String)> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for name in &program.tags {
        let slug = slug(name);
        if !tags.iter().any(|(known, _)| *known == slug) {
            tags.push((slug, name.clone()));
        }
    }
    tags
}

pub(super) fn tag_links(program: &Program) -> Vec<Link> {
    tags_of(program).iter().map(|(slug, name)| link(slug, name)).collect()
}

pub(super) fn link(slug: &str, name: &str) -> Link {
    Link { name: name.to_owned(), address: format!("tags/{slug}/index.html") }
}

/// A tag is any text, also one of which no slug can be made: then it is called by its letters' numbers.
fn slug(name: &str) -> String {
    let numbers = || {
        name.chars().take(12).fold("u".to_owned(), |mut slug, c| {
            let _ = write!(slug, "{:x}", u32::from(c));
            slug
        })
    };
    Slug::from_name(name).map_or_else(numbers, |slug| slug.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_has_an_address() {
        let slugs = ["Full body", "full-body", "Größe", "力", ""].map(slug);
        assert_eq!(slugs, ["full-body", "full-body", "groesse", "u529b", "u"]);
    }
}
