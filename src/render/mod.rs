//! Booklets and pages as text: HTML and Markdown through templates, JSON, and the terminal.
//!
//! [`booklet_text`] and [`volume_text`] are for terminals, [`plan_json`] is for other programs. A [`Renderer`] fills in templates,
//! [`Materials::plain`] being those that come with liftpress, and a [`PdfRenderer`] prints.

mod authors;
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
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
mod rows;
mod script;
mod text;
mod xlsx;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use crate::booklet::{Blank, Booklet, ItemRow};
use crate::diagnostic::Diagnostic;
use crate::model::{Labels, Template, fill};

use authors::Authors;
use context::{Everywhere, FilledBooklet, FilledItem};
use mistake::Texts;
use rows::{FilledRows, Row, Rows};

pub use calendar::{CalendarError, Hours, Zone, plan_calendar};
pub use chart::{Palette, chart_svg};
pub use comparison::{Columns, ComparisonPage, comparison_json, comparison_schema, comparison_text, summary_line};
pub(crate) use context::FilledProgram;
pub use context::Materials;
pub use csv::plan_csv;
pub use days::{Days, FilledDay};
pub use given::{Given, given};
pub use json::{plan_json, plan_schema, write_plan_json};
pub(crate) use outline::{contents, first_paragraph, heading_count, heading_ids, links, plain_text};
#[cfg(feature = "pdf")]
pub use pdf::{PdfRenderer, Printed};
pub use text::{booklet_text, volume_text};
pub use xlsx::plan_xlsx;

/// Templates of ours stand under this prefix, so that a site's own may extend the one they replace.
const BUILTIN: &str = "builtin/";

/// The templates, ours and a site's own, ready to be filled in. HTML is escaped as HTML, Markdown as Markdown.
#[derive(Debug)]
pub struct Renderer {
    html: Tera,
    markdown: Tera,
    texts: Texts,
    rows: Rows,
    scripts: Arc<Scripts>,
    /// The most bytes that a page had so far: the next one is given as much room at once.
    largest: AtomicUsize,
}

/// What is filled in, prepared once for all formats.
#[derive(Debug)]
pub struct Filling(Context);

impl Renderer {
    /// Prepares all templates. `own` take the place of `builtin` ones of the same name; whatever is in neither and
    /// asked for, is an error of the template that asks.
    pub fn new(materials: &Materials<'_>) -> Result<Self, Vec<Diagnostic>> {
        let Materials { builtin, own, .. } = materials;
        let texts = Texts::new(builtin, own);
        let scripts = Arc::new(Scripts::new(builtin, own));
        let (html, markdown, rows, largest) = Default::default();
        let mut renderer = Self { html, markdown, texts, rows, scripts, largest };
        renderer.prepare(materials).map_err(|error| renderer.texts.unreadable(&error))?;
        Ok(renderer)
    }

    fn prepare(&mut self, materials: &Materials<'_>) -> Result<(), tera::Error> {
        let Materials { builtin, own, settings, pictures, .. } = *materials;
        let scripts = Arc::clone(&self.scripts);
        let pictures = Arc::new(pictures::addresses(pictures));
        let prefixed: Vec<_> = builtin.iter().map(|template| format!("{BUILTIN}{}", template.name)).collect();
        for (tera, is_markdown) in [(&mut self.html, false), (&mut self.markdown, true)] {
            tera.set_fallback_prefixes([BUILTIN])?;
            tera.autoescape_on(if is_markdown { vec![".md"] } else { vec![".html", ".xml"] });
            if is_markdown {
                tera.set_escape_fn(markdown::escape);
            }
            for (filter, is_inline) in [("markdown", false), ("markdown_inline", true)] {
                let authors = Authors::new(settings.base(), Arc::clone(&pictures), is_markdown, is_inline);
                tera.register_filter(filter, move |text: &str, args: Kwargs, state: &State<'_>| {
                    authors.print(text, &args, state)
                });
            }
            tera.register_filter("repeat", |text: &str, args: Kwargs, _: &State<'_>| {
                args.must_get::<u16>("times").map(|times| text.repeat(times.into()))
            });
            tera.register_filter("fill", |text: &str, args: Kwargs, _: &State<'_>| {
                fill(text, |part| args.must_get::<Value>(part).map(|value| value.to_string()))
            });
            let scripts = Arc::clone(&scripts);
            tera.register_function("raw", move |args: Kwargs, _: &State<'_>| scripts.raw(args.must_get("file")?));
            let everywhere = Everywhere::new(settings, |path| pictures.get(path).cloned());
            tera.global_context().extend(Context::from_serialize(&everywhere)?);
            let ours = prefixed.iter().zip(builtin).map(|(name, template)| (name.as_str(), template.text.as_str()));
            let theirs = own.iter().map(|template| (template.name.as_str(), template.text.as_str()));
            let is_tera = |name: &str| !is_script(name) && !ends_with(name, "typ");
            let fits = |name: &str| is_tera(name) && ends_with(name, "md") == is_markdown;
            tera.add_raw_templates(ours.chain(theirs).filter(|(name, _)| fits(name)))?;
        }
        Ok(())
    }

    /// What two versions of a site differ in, as a page.
    pub fn comparison_html(&self, page: &ComparisonPage) -> Result<String, Diagnostic> {
        self.fill(&self.html, "comparison.html", &self.filling(page)?.0)
    }

    /// What two versions of a site differ in, as Markdown.
    pub fn comparison_markdown(&self, page: &ComparisonPage) -> Result<String, Diagnostic> {
        self.fill(&self.markdown, "comparison.md", &self.filling(page)?.0).map(|text| markdown::tidy(&text))
    }

    /// Prepares what is to be filled into templates, once for all of them.
    pub fn filling(&self, what: &impl Serialize) -> Result<Filling, Diagnostic> {
        Context::from_serialize(what).map(Filling).map_err(|error| self.texts.diagnostic(&error, None))
    }

    /// Prepares a booklet for its templates.
    pub fn booklet(&self, booklet: Booklet) -> Result<Filling, Diagnostic> {
        self.filled_booklet(booklet.fill(|day| self.day(day, None))?)
    }

    /// Prepares a booklet whose days are filled in already.
    pub fn filled_booklet(&self, mut booklet: Booklet<FilledDay>) -> Result<Filling, Diagnostic> {
        let weeks = days::weeks(std::mem::take(&mut booklet.weeks));
        let mut filling = self.filling(&FilledBooklet::new(&booklet))?;
        filling.0.insert_value("weeks", weeks.map_err(|error| self.texts.diagnostic(&error, None))?);
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
        let fill = |tera, name| self.fill(tera, name, &filling.0);
        Ok(Row { html: fill(&self.html, "item.html")?.into(), markdown: fill(&self.markdown, "item.md")?.into() })
    }

    /// The booklet as a page.
    pub fn booklet_html(&self, filling: &Filling) -> Result<Vec<u8>, Diagnostic> {
        self.page("booklet.html", filling)
    }

    /// The booklet as Markdown.
    pub fn booklet_markdown(&self, filling: &Filling) -> Result<String, Diagnostic> {
        self.fill(&self.markdown, "booklet.md", &filling.0).map(|text| markdown::tidy(&text))
    }

    /// A style or a script that is a file of its own.
    pub fn asset(&self, name: &str) -> Result<String, Diagnostic> {
        match self.scripts.0.get(name) {
            Some(script) => Ok(script.clone()),
            None => self.fill(&self.html, name, &Context::new()),
        }
    }

    /// A script that has all that a booklet's page is made with besides its text.
    pub fn booklet_shell(&self, labels: &Labels) -> Result<String, Diagnostic> {
        let style = format!("{}{}", self.asset("booklet.css")?, self.asset("gym.css")?);
        let scripts: Vec<_> =
            ["rules.js", "gym.js"].iter().filter_map(|name| self.scripts.0.get(*name)).map(String::as_str).collect();
        Ok(script::booklet_shell(&style, &scripts, labels))
    }

    /// An HTML template, filled in: a text, as the bytes that are written.
    pub fn page(&self, template: &str, filling: &Filling) -> Result<Vec<u8>, Diagnostic> {
        let mut page = Vec::with_capacity(self.largest.load(Ordering::Relaxed));
        let filled = self.html.render_to(template, &filling.0, &mut page);
        filled.map_err(|error| self.texts.diagnostic(&error, Some(template)))?;
        self.largest.fetch_max(page.len(), Ordering::Relaxed);
        Ok(page)
    }

    fn fill(&self, tera: &Tera, template: &str, context: &Context) -> Result<String, Diagnostic> {
        tera.render(template, context).map_err(|error| self.texts.diagnostic(&error, Some(template)))
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

/// The scripts, to be put into pages as they are.
#[derive(Debug)]
struct Scripts(BTreeMap<String, String>);

impl Scripts {
    fn new(builtin: &[Template], own: &[Template]) -> Self {
        let scripts = builtin.iter().chain(own).filter(|template| is_script(&template.name));
        // Nothing in a script may end the element that it stands in; to the script the two are the same.
        Self(scripts.map(|script| (script.name.clone(), script.text.replace("</script", "<\\/script"))).collect())
    }

    fn raw(&self, file: &str) -> Result<Value, tera::Error> {
        let script = self.0.get(file).map(|text| Value::safe_string(text));
        script.ok_or_else(|| tera::Error::message(format!("there is no script `{file}` among the templates")))
    }
}
