//! Renders booklets, plans, comparisons and pages in every output format.
//!
//! A [`Renderer`] renders HTML and Markdown with templates, and a `PdfRenderer` prints PDFs. [`booklet_text`] and
//! [`volume_text`] are for the terminal. [`plan_json`], [`plan_csv`], [`plan_xlsx`] and [`plan_calendar`] are for other
//! programs.
//!
//! `pages` contains the template engine, `markdown` prints authors' texts, and `worker` runs templates in separate
//! processes. Every format has a module of its own.

mod authors;
mod blocks;
mod calendar;
mod chart;
mod comparison;
mod context;
mod csv;
mod days;
mod given;
mod json;
mod markdown;
mod outline;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
mod rows;
mod script;
mod template_errors;
mod template_workers;
mod text;
pub mod worker;
mod xlsx;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use tera::{Map, Value};

use crate::booklet::{Blank, Booklet, ItemRow};
use crate::diagnostic::Diagnostic;
use crate::model::{Labels, Template};

use context::{Everywhere, FilledBooklet, FilledItem};
use days::map;
use pages::{Pages, SharedValues, is_filled};
use rows::{FilledRow, FilledRows, RowCache};
use template_workers::{TemplateWorkers, is_builtin};

pub use calendar::{CalendarError, Edition, Hours, Zone, plan_calendar};
pub use chart::{Palette, chart_svg};
pub use comparison::{Columns, ComparisonPage, comparison_json, comparison_schema, comparison_text, summary_line};
pub use context::FilledProgram;
pub use context::Materials;
pub use csv::plan_csv;
pub use days::{Days, FilledDay};
pub use given::{Given, given};
pub use json::{plan_json, plan_schema, write_plan_json};
pub use outline::{contents, first_paragraph, heading_count, heading_ids, links, plain_text, title_id};
#[cfg(feature = "pdf")]
pub use pdf::{PdfRenderer, Printed};
pub use text::{booklet_text, volume_text};
pub use xlsx::{plan_xlsx, too_long_for_a_cell};

/// The prefix for the names of built-in templates. With the prefix, a site's own template can extend the template that
/// it replaces.
const BUILTIN: &str = "builtin/";

/// All templates, already parsed. In HTML templates, values are escaped for HTML; in Markdown templates, they are
/// escaped for Markdown.
#[derive(Debug)]
pub struct Renderer {
    /// The templates that are rendered in this process.
    pages: Pages,
    /// The templates that are rendered by workers.
    workers: Option<TemplateWorkers>,
    rows: RowCache,
    scripts: Scripts,
    /// The size of the largest page so far, in bytes. The next page is given this initial capacity.
    largest: AtomicUsize,
}

/// The values for templates, which are prepared once for all formats.
#[derive(Debug)]
pub struct Filling(Map);

impl Renderer {
    /// Parses all templates. Each template of `own` replaces the built-in template of the same name. If
    /// [workers](worker::isolate) are enabled, they render every template that may include one of the `own` templates.
    ///
    /// # Errors
    ///
    /// Returns a diagnostic for each invalid template.
    pub fn new(materials: &Materials<'_>) -> Result<Self, Vec<Diagnostic>> {
        let Materials { builtin, own, settings, pictures, .. } = *materials;
        let addresses = Arc::new(pictures::addresses(pictures));
        let everywhere = Everywhere::new(settings, |path| addresses.get(path).cloned());
        let everywhere = map(&everywhere).unwrap_or_default();
        let shared = SharedValues { everywhere, base: settings.base(), addresses };
        let own: Vec<_> = own.iter().filter(|template| !is_builtin(template, builtin)).cloned().collect();
        let scripts = Scripts::new(builtin, &own);
        let has_own = own.iter().any(|template| is_filled(&template.name));
        let (pages, workers) = if worker::program().is_some() && has_own {
            let workers = TemplateWorkers::new(builtin, &own, &shared)?;
            let own_scripts: Vec<_> = own.into_iter().filter(|template| is_script(&template.name)).collect();
            (Pages::new(builtin, &own_scripts, &shared)?, Some(workers))
        } else {
            (Pages::new(builtin, &own, &shared)?, None)
        };
        let (rows, largest) = Default::default();
        Ok(Self { pages, workers, rows, scripts, largest })
    }

    /// Renders a comparison as a page.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn comparison_html(&self, page: &ComparisonPage) -> Result<String, Diagnostic> {
        self.fill("comparison.html", &self.filling(page)?)
    }

    /// Renders a comparison as Markdown for a comment on GitHub or GitLab.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn comparison_markdown(&self, page: &ComparisonPage) -> Result<String, Diagnostic> {
        let text = self.fill("comparison.md", &self.filling(page)?)?;
        Ok(markdown::without_mentions(&markdown::tidy(&text)))
    }

    /// Prepares values for templates.
    ///
    /// # Errors
    ///
    /// Returns an error if a value cannot be passed to templates.
    pub fn filling(&self, what: &impl Serialize) -> Result<Filling, Diagnostic> {
        map(what).map(Filling).map_err(|error| self.pages.texts.diagnostic(&error, None))
    }

    /// Prepares a booklet for its templates, and renders its days.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn booklet(&self, booklet: Booklet) -> Result<Filling, Diagnostic> {
        self.filled_booklet(booklet.fill(|day| self.day(day, None))?)
    }

    /// Prepares a booklet whose days are already rendered.
    ///
    /// # Errors
    ///
    /// Returns an error if a value cannot be passed to templates.
    pub fn filled_booklet(&self, mut booklet: Booklet<FilledDay>) -> Result<Filling, Diagnostic> {
        let weeks = days::weeks(std::mem::take(&mut booklet.weeks));
        let mut filling = self.filling(&FilledBooklet::new(&booklet))?;
        let weeks = weeks.map_err(|error| self.pages.texts.diagnostic(&error, None))?;
        filling.0.insert("weeks".into(), weeks);
        Ok(filling)
    }

    /// Prepares the values of a program page. `page` has all values except the blank booklet, and `root` is the path
    /// from the page to the site's home page.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn program(&self, page: &impl Serialize, root: &str, blank: Option<Blank>) -> Result<Filling, Diagnostic> {
        let blank = blank.map(|blank| blank.fill(|day| self.day(day, Some(root)))).transpose()?;
        self.filling(&FilledProgram::new(page, blank.as_ref()))
    }

    /// Renders the rows of a section.
    fn rows(&self, items: Vec<ItemRow>) -> Result<FilledRows, Diagnostic> {
        let mut rows = FilledRows::default();
        for item in items {
            rows.push(&self.rows.get(item, |item| self.row(item))?);
        }
        Ok(rows)
    }

    /// Renders a row with the two templates for rows.
    fn row(&self, item: &ItemRow) -> Result<FilledRow, Diagnostic> {
        let filling = self.filling(&FilledItem { item })?;
        let fill = |name| self.fill(name, &filling);
        Ok(FilledRow { html: fill("item.html")?.into(), markdown: fill("item.md")?.into() })
    }

    /// Renders a booklet as a page.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn booklet_html(&self, filling: &Filling) -> Result<Vec<u8>, Diagnostic> {
        self.page("booklet.html", filling)
    }

    /// Renders a booklet as Markdown.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn booklet_markdown(&self, filling: &Filling) -> Result<String, Diagnostic> {
        self.fill("booklet.md", filling).map(|text| markdown::tidy(&text))
    }

    /// Returns the text of a stylesheet or a script that pages load as a file.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn asset(&self, name: &str) -> Result<String, Diagnostic> {
        match self.scripts.0.get(name) {
            Some(script) => Ok(script.clone()),
            None => self.fill(name, &Filling(Map::new())),
        }
    }

    /// Returns the script from which a program page assembles a booklet. It contains the style, the scripts and the
    /// labels of booklets.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn booklet_shell(&self, labels: &Labels) -> Result<String, Diagnostic> {
        let style = format!("{}{}", self.asset("booklet.css")?, self.asset("gym.css")?);
        let scripts: Vec<_> =
            GYM_SCRIPTS.iter().filter_map(|name| self.scripts.0.get(*name)).map(String::as_str).collect();
        Ok(script::booklet_shell(&style, &scripts, labels))
    }

    /// Renders an HTML template to UTF-8 bytes.
    ///
    /// # Errors
    ///
    /// Returns the error of a template that fails.
    pub fn page(&self, template: &str, filling: &Filling) -> Result<Vec<u8>, Diagnostic> {
        if let Some(workers) = self.workers.as_ref().filter(|workers| workers.has(template)) {
            return workers.fill(template, &filling.0);
        }
        let page = self.pages.fill(template, &filling.0, self.largest.load(Ordering::Relaxed))?;
        self.largest.fetch_max(page.len(), Ordering::Relaxed);
        Ok(page)
    }

    fn fill(&self, template: &str, filling: &Filling) -> Result<String, Diagnostic> {
        let filled = match self.workers.as_ref().filter(|workers| workers.has(template)) {
            Some(workers) => workers.fill(template, &filling.0)?,
            None => self.pages.fill(template, &filling.0, 0)?,
        };
        // The page is always UTF-8, because the templates and their values are.
        Ok(String::from_utf8(filled).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}

/// Returns whether the name of a template has the extension `ending`.
fn ends_with(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == ending)
}

/// Returns whether a file is a script. Scripts are not templates, because braces have a meaning in scripts.
fn is_script(name: &str) -> bool {
    ends_with(name, "js")
}

fn scripts_of(templates: &[Template]) -> impl Iterator<Item = &Template> {
    templates.iter().filter(|template| is_script(&template.name))
}

/// The scripts of gym mode, in the order of `gym.html`. Each script may use the ones before it.
const GYM_SCRIPTS: [&str; 7] =
    ["loading.js", "rules.js", "gym-log.js", "gym-state.js", "gym-words.js", "gym-files.js", "gym.js"];

/// The scripts in the form in which pages contain them: built-in scripts without comments, and the site's own scripts
/// unchanged.
#[derive(Debug)]
struct Scripts(BTreeMap<String, String>);

impl Scripts {
    fn new(builtin: &[Template], own: &[Template]) -> Self {
        let builtin = scripts_of(builtin).map(|script| (script, script::without_comments(&script.text)));
        let scripts = builtin.chain(scripts_of(own).map(|script| (script, script.text.clone())));
        // The text of a script must not end the element around it. In JavaScript, `<\/script` means the same as
        // `</script`.
        Self(scripts.map(|(script, text)| (script.name.clone(), text.replace("</script", "<\\/script"))).collect())
    }

    fn raw(&self, file: &str) -> Result<Value, tera::Error> {
        let script = self.0.get(file).map(|text| Value::safe_string(text));
        script.ok_or_else(|| tera::Error::message(format!("unknown script `{file}`")))
    }
}
