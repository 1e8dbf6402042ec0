//! Renders a site's own templates in worker processes, because such a template may never end.

use std::collections::{BTreeMap, BTreeSet};

use tera::Map;

use crate::diagnostic::{Diagnostic, FileId, Place};
use crate::model::Template;

use super::pages::{SharedValues, is_filled, json_of};
use super::worker::{Answer, Lost, Pool, Request, Setup, not_made};

/// The workers. They render every template that may include one of the site's own templates.
#[derive(Debug)]
pub(super) struct TemplateWorkers {
    pool: Pool,
    /// For each template that the workers render: the site's own templates that it may use.
    own_parts: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, FileId>,
}

/// Returns whether a template is identical to a built-in one.
pub(super) fn is_builtin(template: &Template, builtin: &[Template]) -> bool {
    builtin.iter().any(|known| known.name == template.name && known.text == template.text)
}

impl TemplateWorkers {
    /// Starts a worker, and lets it parse all templates.
    ///
    /// # Errors
    ///
    /// Returns the diagnostics of invalid templates, or one diagnostic if the workers fail.
    pub(super) fn new(builtin: &[Template], own: &[Template], shared: &SharedValues) -> Result<Self, Vec<Diagnostic>> {
        let all = || builtin.iter().chain(own);
        let setup = Setup::Pages {
            names: all().map(|template| template.name.clone()).collect(),
            builtin: builtin.len(),
            base: shared.base.clone(),
        };
        let texts = all().map(|template| template.text.clone().into_bytes());
        let addresses = serde_json::to_vec(&*shared.addresses).unwrap_or_default();
        let parts = texts.chain([json_of(&shared.everywhere), addresses]).collect();
        let pool = Pool::new(setup, parts, all().map(|template| template.file).collect());
        let files = own.iter().map(|template| (template.name.clone(), template.file)).collect();
        let workers = Self { pool, own_parts: own_parts(builtin, own), files };
        match workers.pool.prepare() {
            Ok(ready) => ready.map(|()| workers),
            Err(why) => {
                let place = Place::file(own.first().map_or(FileId::default(), |template| template.file));
                Err(vec![not_made(place, format!("cannot read the site's own templates: {why}"))])
            }
        }
    }

    /// Returns whether the template may include one of the site's own templates.
    pub(super) fn has(&self, template: &str) -> bool {
        self.own_parts.contains_key(template)
    }

    /// Renders a template.
    pub(super) fn fill(&self, template: &str, given: &Map) -> Result<Vec<u8>, Diagnostic> {
        let json = json_of(given);
        let own = self.own_parts.get(template).map(Vec::as_slice).unwrap_or_default();
        let request = Request::Fill { template: template.to_owned() };
        match self.pool.make(&request, &[&json], own) {
            Ok(Ok(Answer { bytes, .. })) => Ok(bytes),
            Ok(Err(errors)) => Err(errors.into_iter().next().unwrap_or_else(|| self.lost(template, own, &Lost::Crash))),
            Err(why) => Err(self.lost(template, own, &why)),
        }
    }

    /// Returns the error for a failed worker. It is reported for the requested template if that is the site's own, or
    /// else for the first of the site's own templates that the requested template uses.
    fn lost(&self, template: &str, own: &[String], why: &Lost) -> Diagnostic {
        let named = Some(template).filter(|name| self.files.contains_key(*name));
        let at_fault = named.or_else(|| own.first().map(String::as_str)).unwrap_or(template);
        let place = Place::file(self.files.get(at_fault).copied().unwrap_or_default());
        let diagnostic = not_made(place, format!("cannot render `{template}`: {why}"));
        let others: Vec<_> = own.iter().filter(|name| *name != at_fault).map(|name| format!("`{name}`")).collect();
        if others.is_empty() {
            return diagnostic.help("look for nested loops, and for texts that double");
        }
        diagnostic.help(format!("look for nested loops, here or in {}", others.join(", ")))
    }
}

/// Returns the site's own templates that each template may use, directly or through other templates. A template counts
/// as used if its name occurs anywhere in the text. A false match does no harm, because a worker renders the same
/// output.
fn own_parts(builtin: &[Template], own: &[Template]) -> BTreeMap<String, Vec<String>> {
    let all: Vec<_> = builtin.iter().chain(own).filter(|template| is_filled(&template.name)).collect();
    // Components are global: a component in one of the site's own templates may replace a built-in one without any
    // mention of that template.
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
    fn finds_the_own_templates_that_each_template_may_use() {
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
