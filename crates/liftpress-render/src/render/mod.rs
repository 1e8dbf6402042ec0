//! Booklets and pages as text: HTML and Markdown through templates, JSON, and the terminal.
//!
//! [`booklet_text`] and [`volume_text`] are for terminals, [`plan_json`] is for other programs. A [`Renderer`] fills in templates,
//! [`Materials::plain`] being those that come with liftpress, and a `PdfRenderer` prints.

mod apart;
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
mod mistake;
mod outline;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
mod rows;
mod script;
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

use apart::{Apart, is_builtin};
use context::{Everywhere, FilledBooklet, FilledItem};
use days::map;
use pages::{Pages, Surroundings, is_filled};
use rows::{FilledRows, Row, Rows};

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

/// Templates of ours stand under this prefix, so that a site's own may extend the one they replace.
const BUILTIN: &str = "builtin/";

/// The templates, ours and a site's own, ready to be filled in. HTML is escaped as HTML, Markdown as Markdown.
#[derive(Debug)]
pub struct Renderer {
    /// The templates that are filled in here.
    pages: Pages,
    /// The others.
    apart: Option<Apart>,
    rows: Rows,
    scripts: Scripts,
    /// The most bytes that a page had so far: the next one is given as much room at once.
    largest: AtomicUsize,
}

/// What is filled in, prepared once for all formats.
#[derive(Debug)]
pub struct Filling(Map);

impl Renderer {
    /// Prepares all templates. `own` take the place of `builtin` ones of the same name; whatever is in neither and
    /// asked for, is an error of the template that asks. With [workers](worker::isolate), they fill in all that `own` have a part in.
    pub fn new(materials: &Materials<'_>) -> Result<Self, Vec<Diagnostic>> {
        let Materials { builtin, own, settings, pictures, .. } = *materials;
        let addresses = Arc::new(pictures::addresses(pictures));
        let everywhere = Everywhere::new(settings, |path| addresses.get(path).cloned());
        let everywhere = map(&everywhere).unwrap_or_default();
        let around = Surroundings { everywhere, base: settings.base(), addresses };
        let own: Vec<_> = own.iter().filter(|template| !is_builtin(template, builtin)).cloned().collect();
        let scripts = Scripts::new(builtin, &own);
        let has_own = own.iter().any(|template| is_filled(&template.name));
        let (pages, apart) = if worker::program().is_some() && has_own {
            let apart = Apart::new(builtin, &own, &around)?;
            let own_scripts: Vec<_> = own.into_iter().filter(|template| is_script(&template.name)).collect();
            (Pages::new(builtin, &own_scripts, &around)?, Some(apart))
        } else {
            (Pages::new(builtin, &own, &around)?, None)
        };
        let (rows, largest) = Default::default();
        Ok(Self { pages, apart, rows, scripts, largest })
    }

    /// What two versions of a site differ in, as a page.
    pub fn comparison_html(&self, page: &ComparisonPage) -> Result<String, Diagnostic> {
        self.fill("comparison.html", &self.filling(page)?)
    }

    /// What two versions of a site differ in, as Markdown.
    pub fn comparison_markdown(&self, page: &ComparisonPage) -> Result<String, Diagnostic> {
        let text = self.fill("comparison.md", &self.filling(page)?)?;
        Ok(markdown::silent(&markdown::tidy(&text)))
    }

    /// Prepares what is to be filled into templates, once for all of them.
    pub fn filling(&self, what: &impl Serialize) -> Result<Filling, Diagnostic> {
        map(what).map(Filling).map_err(|error| self.pages.texts.diagnostic(&error, None))
    }

    /// Prepares a booklet for its templates.
    pub fn booklet(&self, booklet: Booklet) -> Result<Filling, Diagnostic> {
        self.filled_booklet(booklet.fill(|day| self.day(day, None))?)
    }

    /// Prepares a booklet whose days are filled in already.
    pub fn filled_booklet(&self, mut booklet: Booklet<FilledDay>) -> Result<Filling, Diagnostic> {
        let weeks = days::weeks(std::mem::take(&mut booklet.weeks));
        let mut filling = self.filling(&FilledBooklet::new(&booklet))?;
        let weeks = weeks.map_err(|error| self.pages.texts.diagnostic(&error, None))?;
        filling.0.insert("weeks".into(), weeks);
        Ok(filling)
    }

    /// Prepares the page of a program: `page` is what it has besides the blank booklet, and `root` what leads from it to the site's
    /// first.
    pub fn program(&self, page: &impl Serialize, root: &str, blank: Option<Blank>) -> Result<Filling, Diagnostic> {
        let blank = blank.map(|blank| blank.fill(|day| self.day(day, Some(root)))).transpose()?;
        self.filling(&FilledProgram::new(page, blank.as_ref()))
    }

    /// The rows of a section.
    fn rows(&self, items: Vec<ItemRow>) -> Result<FilledRows, Diagnostic> {
        let mut rows = FilledRows::default();
        for item in items {
            rows.push(&self.rows.get(item, |item| self.row(item))?);
        }
        Ok(rows)
    }

    /// An item in its two templates.
    fn row(&self, item: &ItemRow) -> Result<Row, Diagnostic> {
        let filling = self.filling(&FilledItem { item })?;
        let fill = |name| self.fill(name, &filling);
        Ok(Row { html: fill("item.html")?.into(), markdown: fill("item.md")?.into() })
    }

    /// The booklet as a page.
    pub fn booklet_html(&self, filling: &Filling) -> Result<Vec<u8>, Diagnostic> {
        self.page("booklet.html", filling)
    }

    /// The booklet as Markdown.
    pub fn booklet_markdown(&self, filling: &Filling) -> Result<String, Diagnostic> {
        self.fill("booklet.md", filling).map(|text| markdown::tidy(&text))
    }

    /// A style or a script that is a file of its own.
    pub fn asset(&self, name: &str) -> Result<String, Diagnostic> {
        match self.scripts.0.get(name) {
            Some(script) => Ok(script.clone()),
            None => self.fill(name, &Filling(Map::new())),
        }
    }

    /// A script that has all that a booklet's page is made with besides its text.
    pub fn booklet_shell(&self, labels: &Labels) -> Result<String, Diagnostic> {
        let style = format!("{}{}", self.asset("booklet.css")?, self.asset("gym.css")?);
        let scripts: Vec<_> =
            GYM_SCRIPTS.iter().filter_map(|name| self.scripts.0.get(*name)).map(String::as_str).collect();
        Ok(script::booklet_shell(&style, &scripts, labels))
    }

    /// An HTML template, filled in: a text, as the bytes that are written.
    pub fn page(&self, template: &str, filling: &Filling) -> Result<Vec<u8>, Diagnostic> {
        if let Some(apart) = self.apart.as_ref().filter(|apart| apart.has(template)) {
            return apart.fill(template, &filling.0);
        }
        let page = self.pages.fill(template, &filling.0, self.largest.load(Ordering::Relaxed))?;
        self.largest.fetch_max(page.len(), Ordering::Relaxed);
        Ok(page)
    }

    fn fill(&self, template: &str, filling: &Filling) -> Result<String, Diagnostic> {
        let filled = match self.apart.as_ref().filter(|apart| apart.has(template)) {
            Some(apart) => apart.fill(template, &filling.0)?,
            None => self.pages.fill(template, &filling.0, 0)?,
        };
        // Templates, and what they are given, are text.
        Ok(String::from_utf8(filled).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}

/// Whether the name of a template has that ending.
fn ends_with(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == ending)
}

/// Scripts are no templates: their braces are their own.
fn is_script(name: &str) -> bool {
    ends_with(name, "js")
}

fn scripts_of(templates: &[Template]) -> impl Iterator<Item = &Template> {
    templates.iter().filter(|template| is_script(&template.name))
}

/// The scripts of gym mode in the order in which `gym.html` has them, since each uses those before it.
const GYM_SCRIPTS: [&str; 7] =
    ["loading.js", "rules.js", "gym-log.js", "gym-state.js", "gym-words.js", "gym-files.js", "gym.js"];

/// The scripts as they are put into pages: built-in ones without their comments, a site's own as they are.
#[derive(Debug)]
struct Scripts(BTreeMap<String, String>);

impl Scripts {
    fn new(builtin: &[Template], own: &[Template]) -> Self {
        let builtin = scripts_of(builtin).map(|script| (script, script::without_comments(&script.text)));
        let scripts = builtin.chain(scripts_of(own).map(|script| (script, script.text.clone())));
        // Nothing in a script may end the element that it is in; to the script the two are the same.
        Self(scripts.map(|(script, text)| (script.name.clone(), text.replace("</script", "<\\/script"))).collect())
    }

    fn raw(&self, file: &str) -> Result<Value, tera::Error> {
        let script = self.0.get(file).map(|text| Value::safe_string(text));
        script.ok_or_else(|| tera::Error::message(format!("there is no script `{file}` among the templates")))
    }
}
