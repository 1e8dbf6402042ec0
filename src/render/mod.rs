//! Booklets and pages as text: HTML and Markdown through templates, JSON, and the terminal.

mod chart;
mod context;
mod gym;
mod json;
mod markdown;
mod outline;
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
mod rows;
mod text;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, ReportError, State, Tera, Value};

use crate::booklet::{Booklet, Chart, ItemRow};
use crate::diagnostic::{At, Code, Diagnostic, FileId, Place};
use crate::model::{Folder, Template, fill};

use context::{Site, Theme};
use markdown::Around;
use rows::{FilledRows, Row, Rows};

pub use chart::{Palette, chart_svg};
pub use context::Materials;
pub use json::plan_json;
pub use outline::{first_paragraph, heading_ids, links, plain_text};
#[cfg(feature = "pdf")]
pub use pdf::{PdfRenderer, Printed};
pub use text::{booklet_text, volume_text};

/// Templates of ours stand under this prefix, so that a site's own may extend the one they replace.
const BUILTIN: &str = "builtin/";

/// The templates, ours and a site's own, ready to be filled in. HTML is escaped as HTML, Markdown as Markdown.
#[derive(Debug)]
pub struct Renderer {
    html: Tera,
    markdown: Tera,
    files: Vec<(String, FileId)>,
    rows: Rows,
    scripts: Arc<Scripts>,
}

/// What is filled in, prepared once for all formats.
#[derive(Debug)]
pub struct Filling(Context);

impl Renderer {
    /// Prepares all templates. `own` take the place of `builtin` ones of the same name; whatever is in neither and
    /// asked for, is an error of the template that asks.
    pub fn new(materials: &Materials<'_>) -> Result<Self, Diagnostic> {
        let Materials { builtin, own, .. } = materials;
        let named = |template: &Template| (format!("{BUILTIN}{}", template.name), template.file);
        let files = builtin.iter().map(named).chain(own.iter().map(|own| (own.name.clone(), own.file))).collect();
        let scripts = Arc::new(Scripts::new(builtin, own));
        let mut renderer =
            Self { html: Tera::default(), markdown: Tera::default(), files, rows: Rows::default(), scripts };
        renderer.prepare(materials).map_err(|error| renderer.diagnostic(&error))?;
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
                let authors =
                    Authors { base: settings.base(), pictures: Arc::clone(&pictures), is_markdown, is_inline };
                tera.register_filter(filter, move |text: &str, args: Kwargs, state: &State<'_>| {
                    authors.print(text, &args, state).map(|printed| Value::safe_string(&printed))
                });
            }
            tera.register_filter("repeat", |text: &str, args: Kwargs, _: &State<'_>| {
                args.must_get::<u16>("times").map(|times| text.repeat(times.into()))
            });
            tera.register_filter("fill", |text: &str, args: Kwargs, _: &State<'_>| {
                fill(text, |part| args.must_get::<Value>(part).map(|value| value.to_string()))
            });
            tera.global_context().insert("labels", &settings.labels);
            tera.global_context().insert("gym_text", &gym::gym_text(&settings.labels));
            let scripts = Arc::clone(&scripts);
            tera.register_function("raw", move |args: Kwargs, _: &State<'_>| scripts.raw(args.must_get("file")?));
            tera.global_context().insert("site", &Site::new(settings));
            tera.global_context().insert("theme", &Theme::new(settings, |path| pictures.get(path).cloned()));
            tera.global_context().insert("version", env!("CARGO_PKG_VERSION"));
            let ours = prefixed.iter().zip(builtin).map(|(name, template)| (name.as_str(), template.text.as_str()));
            let theirs = own.iter().map(|template| (template.name.as_str(), template.text.as_str()));
            let is_tera = |name: &str| !is_script(name) && !ends_with(name, "typ");
            let fits = |name: &str| is_tera(name) && ends_with(name, "md") == is_markdown;
            tera.add_raw_templates(ours.chain(theirs).filter(|(name, _)| fits(name)))?;
        }
        Ok(())
    }

    /// Prepares what is to be filled into templates.
    pub fn filling(&self, what: &impl Serialize) -> Result<Filling, Diagnostic> {
        Context::from_serialize(what).map(Filling).map_err(|error| self.diagnostic(&error))
    }

    /// Prepares a booklet for its templates.
    pub fn booklet(&self, booklet: Booklet) -> Result<Filling, Diagnostic> {
        let booklet = booklet.fill(|items| {
            let mut rows = FilledRows::default();
            for item in items {
                rows.push(&self.rows.get(item, |item| self.row(item))?);
            }
            Ok(rows)
        })?;
        let drawings: Vec<_> = booklet.charts.iter().map(Drawing::new).collect();
        let mut filling = self.filling(&booklet)?;
        filling.0.insert("charts", &drawings);
        Ok(filling)
    }

    /// An item in its two templates.
    fn row(&self, item: &ItemRow) -> Result<Row, Diagnostic> {
        let mut context = Context::new();
        context.insert("item", item);
        let fill = |tera: &Tera, name| tera.render(name, &context).map_err(|error| self.diagnostic(&error));
        Ok(Row { html: fill(&self.html, "item.html")?.into(), markdown: fill(&self.markdown, "item.md")?.into() })
    }

    /// The booklet as a page.
    pub fn booklet_html(&self, filling: &Filling) -> Result<String, Diagnostic> {
        self.page("booklet.html", filling)
    }

    /// The booklet as Markdown.
    pub fn booklet_markdown(&self, filling: &Filling) -> Result<String, Diagnostic> {
        let text = self.markdown.render("booklet.md", &filling.0).map_err(|error| self.diagnostic(&error))?;
        Ok(markdown::tidy(&text))
    }

    /// A style or a script that is a file of its own.
    pub fn asset(&self, name: &str) -> Result<String, Diagnostic> {
        match self.scripts.0.get(name) {
            Some(script) => Ok(script.clone()),
            None => self.html.render(name, &Context::new()).map_err(|error| self.diagnostic(&error)),
        }
    }

    /// An HTML template, filled in.
    pub fn page(&self, template: &str, filling: &Filling) -> Result<String, Diagnostic> {
        self.html.render(template, &filling.0).map_err(|error| self.diagnostic(&error))
    }

    /// What is wrong with a template, at its place.
    fn diagnostic(&self, error: &tera::Error) -> Diagnostic {
        let file_of = |name: &str| self.files.iter().rev().find(|(known, _)| known == name).map(|(_, file)| *file);
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let place = file_of(report.filename()).map_or_else(|| self.nowhere(), |file| place(file, report));
                Diagnostic::error(Code::Template, place, report.message().trim().to_owned())
            }
            kind => {
                // Tera names the template only in its message.
                let message = kind.to_string();
                let named = self.files.iter().rev().find(|(name, _)| message.contains(&format!("'{name}'")));
                let place = named.map_or_else(|| self.nowhere(), |(_, file)| Place::file(*file));
                Diagnostic::error(Code::Template, place, message)
            }
        }
    }

    fn nowhere(&self) -> Place {
        Place::file(self.files.last().map_or(FileId(0), |(_, file)| *file))
    }
}

/// Prints authors' Markdown.
struct Authors {
    base: Option<String>,
    pictures: Arc<pictures::Addresses>,
    is_markdown: bool,
    is_inline: bool,
}

impl Authors {
    /// `top`: the level of the highest heading; `of`: the folder of the file that the text is of, `programs` if nothing is
    /// said; `ids`: whether headings have ids.
    fn print(&self, text: &str, args: &Kwargs, state: &State<'_>) -> Result<String, tera::Error> {
        let folder = args.get::<&str>("of")?.unwrap_or(Folder::Programs.name());
        let known = Folder::ALL.into_iter().find(|known| known.name() == folder);
        let folder = known.ok_or_else(|| tera::Error::message(format!("`{folder}` is no folder of pages")))?;
        let root = state.get::<String>("root")?;
        let around = Around {
            top: args.get::<u8>("top")?.unwrap_or(markdown::TOP),
            has_ids: args.get::<bool>("ids")?.unwrap_or_default(),
            root: root.as_deref(),
            ..Around::alone(folder, self.base.as_deref(), &self.pictures)
        };
        Ok(match (self.is_markdown, self.is_inline) {
            (false, false) => markdown::html(text, &around),
            (false, true) => markdown::inline_html(text, &around),
            (true, false) => markdown::tame(text, &around),
            (true, true) => markdown::tame(text, &around).split_whitespace().collect::<Vec<_>>().join(" "),
        })
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

fn place(file: FileId, report: &ReportError) -> Place {
    Place { file, at: At::Bytes(report.span().range.clone()) }
}

/// A chart as templates have it.
#[derive(Debug, Serialize)]
struct Drawing<'c> {
    name: &'c str,
    title: &'c str,
    description: &'c str,
    svg: String,
}

impl<'c> Drawing<'c> {
    fn new(chart: &'c Chart) -> Self {
        let Chart { name, title, description, .. } = chart;
        Self { name, title, description, svg: chart_svg(chart, &Palette::PAGE) }
    }
}
