//! A site's own templates, filled in by workers, since they may never end.

use std::collections::{BTreeMap, BTreeSet};

use tera::Map;

use crate::diagnostic::{Diagnostic, FileId, Place};
use crate::model::Template;

use super::pages::{Surroundings, is_filled, json_of};
use super::worker::{Answer, Lost, Pool, Request, Setup, not_made};

/// Workers that fill in the templates that a site's own have a part in.
#[derive(Debug)]
pub(super) struct Apart {
    pool: Pool,
    /// The site's own templates that are, or may be, used by each that they have a part in.
    own_parts: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, FileId>,
}

/// Whether a template that comes with liftpress is this very one.
pub(super) fn is_builtin(template: &Template, builtin: &[Template]) -> bool {
    builtin.iter().any(|known| known.name == template.name && known.text == template.text)
}

impl Apart {
    /// Has all templates read.
    pub(super) fn new(builtin: &[Template], own: &[Template], around: &Surroundings) -> Result<Self, Vec<Diagnostic>> {
        let all = || builtin.iter().chain(own);
        let setup = Setup::Pages {
            names: all().map(|template| template.name.clone()).collect(),
            builtin: builtin.len(),
            base: around.base.clone(),
        };
        let texts = all().map(|template| template.text.clone().into_bytes());
        let addresses = serde_json::to_vec(&*around.addresses).unwrap_or_default();
        let parts = texts.chain([json_of(&around.everywhere), addresses]).collect();
        let pool = Pool::new(setup, parts, all().map(|template| template.file).collect());
        let files = own.iter().map(|template| (template.name.clone(), template.file)).collect();
        let apart = Self { pool, own_parts: own_parts(builtin, own), files };
        match apart.pool.prepare() {
            Ok(ready) => ready.map(|()| apart),
            Err(why) => {
                let place = Place::file(own.first().map_or(FileId::default(), |template| template.file));
                Err(vec![not_made(place, format!("the site's own templates cannot be read: {why}"))])
            }
        }
    }

    /// Whether a template of the site's own may have a part in this one.
    pub(super) fn has(&self, template: &str) -> bool {
        self.own_parts.contains_key(template)
    }

    /// A template, filled in.
    pub(super) fn fill(&self, template: &str, given: &Map) -> Result<Vec<u8>, Diagnostic> {
        let json = json_of(given);
        let own = self.own_parts.get(template).map(Vec::as_slice).unwrap_or_default();
        let request = Request::Fill { template: template.to_owned() };
        match self.pool.make(&request, &[&json], own) {
            Ok(Ok(Answer { bytes, .. })) => Ok(bytes),
            Ok(Err(told)) => Err(told.into_iter().next().unwrap_or_else(|| self.lost(template, own, &Lost::Crash))),
            Err(why) => Err(self.lost(template, own, &why)),
        }
    }

    /// Of the templates that may be at fault the one that was asked for, or else the first.
    fn lost(&self, template: &str, own: &[String], why: &Lost) -> Diagnostic {
        let named = Some(template).filter(|name| self.files.contains_key(*name));
        let at_fault = named.or_else(|| own.first().map(String::as_str)).unwrap_or(template);
        let place = Place::file(self.files.get(at_fault).copied().unwrap_or_default());
        let told = not_made(place, format!("`{template}` cannot be filled in: {why}"));
        let others: Vec<_> = own.iter().filter(|name| *name != at_fault).map(|name| format!("`{name}`")).collect();
        if others.is_empty() {
            return told.help("look for loops within loops, and for texts that double");
        }
        told.help(format!("look for loops within loops, here or in {}", others.join(", ")))
    }
}

/// Of each template the site's own ones that may have a part in it: those that it names anywhere, directly or through others. Names
/// that are nothing but words do no harm, since what a worker fills in comes to the same.
fn own_parts(builtin: &[Template], own: &[Template]) -> BTreeMap<String, Vec<String>> {
    let all: Vec<_> = builtin.iter().chain(own).filter(|template| is_filled(&template.name)).collect();
    // A component is there for all templates, and takes the place of one of ours without being named.
    let is_everywhere = |template: &&Template| template.text.contains("component");
    let everywhere: Vec<_> = own.iter().filter(is_everywhere).map(|template| template.name.as_str()).collect();
    let names: BTreeSet<_> = all.iter().map(|template| template.name.as_str()).collect();
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for template in &all {
        let of = named.entry(&template.name).or_default();
        of.extend(names.iter().filter(|name| template.text.contains(**name)));
        of.extend(&everywhere);
    }
    let parts = |name: &&str| {
        let mut seen = BTreeSet::from([*name]);
        let mut open = vec![*name];
        while let Some(name) = open.pop() {
            open.extend(named.get(name).into_iter().flatten().filter(|name| seen.insert(**name)));
        }
        let own = own.iter().filter(|template| seen.contains(template.name.as_str()));
        own.map(|template| template.name.clone()).collect::<Vec<_>>()
    };
    let each = names.iter().map(|name| ((*name).to_owned(), parts(name)));
    each.filter(|(_, own)| !own.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_templates_that_own_ones_have_a_part_in() {
        let template =
            |name: &str, text: &str| Template { name: name.into(), text: text.into(), file: FileId::default() };
        let builtin = [
            template("base.html", "{% include \"hooks/head.html\" %}"),
            template("hooks/head.html", ""),
            template("index.html", "{% extends 'base.html' %}"),
            template("day.html", "x"),
            template("rules.js", "hooks/head.html"),
        ];
        let own = [template("hooks/head.html", "<b>"), template("new.html", "")];
        let parts = own_parts(&builtin, &own);
        let of = |name: &str| parts.get(name).map(|own| own.join(" "));
        assert_eq!(of("index.html").as_deref(), Some("hooks/head.html"));
        assert_eq!(of("new.html").as_deref(), Some("new.html"));
        assert_eq!((of("day.html"), of("rules.js")), (None, None));
        let own = [template("day.html", "{% component row(x: map) %}{% endcomponent row %}")];
        assert_eq!(own_parts(&builtin, &own).len(), 4);
    }
}
