//! Tera filters that print authors' Markdown as HTML or Markdown. Texts that recur are printed once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tera::{Kwargs, State, Value};

use crate::model::Folder;

use super::markdown::{self, TextContext};
use super::pictures::Addresses;

/// Prints authors' texts for one of the Tera filters: as HTML or Markdown, in blocks or on one line.
pub(super) struct Authors {
    base: Option<String>,
    pictures: Arc<Addresses>,
    is_markdown: bool,
    is_inline: bool,
    /// The texts that were printed before. An exercise's description, for example, is in every booklet.
    printed: Mutex<HashMap<Authored, Value>>,
}

/// An author's text, with everything that the output for this text depends on.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Authored {
    text: String,
    folder: Folder,
    root: Option<String>,
    top: u8,
    /// The ids that the headings of the text must not have; `None` if the headings have no ids.
    taken: Option<Vec<String>>,
}

/// The largest number of texts that are stored.
const TEXTS: usize = 500;

impl Authors {
    pub(super) fn new(base: Option<String>, pictures: Arc<Addresses>, is_markdown: bool, is_inline: bool) -> Self {
        Self { base, pictures, is_markdown, is_inline, printed: Mutex::default() }
    }

    /// Prints a text. The arguments of the filter are: `top`, the level of the highest heading; `of`, the folder of the
    /// file that has the text, by default `programs`; `ids`, whether headings have ids; and `taken`, the ids that are
    /// used elsewhere on the page.
    pub(super) fn print(&self, text: &str, args: &Kwargs, state: &State<'_>) -> tera::TeraResult<Value> {
        let folder = args.get::<&str>("of")?.unwrap_or(Folder::Programs.name());
        let known = Folder::ALL.into_iter().find(|known| known.name() == folder);
        let authored = Authored {
            text: text.to_owned(),
            folder: known.ok_or_else(|| tera::Error::message(format!("unknown content folder `{folder}` in `of`")))?,
            root: state.get::<String>("root")?,
            top: args.get::<u8>("top")?.unwrap_or(markdown::TOP),
            taken: match args.get::<bool>("ids")? {
                Some(true) => Some(args.get::<Vec<String>>("taken")?.unwrap_or_default()),
                _ => None,
            },
        };
        let lock = || self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(printed) = lock().get(&authored) {
            return Ok(printed.clone());
        }
        let printed = Value::safe_string(&self.printed(&authored));
        let mut known = lock();
        if known.len() < TEXTS {
            known.insert(authored, printed.clone());
        }
        Ok(printed)
    }

    fn printed(&self, Authored { text, folder, root, top, taken }: &Authored) -> String {
        let context = TextContext {
            top: *top,
            taken: taken.as_deref(),
            root: root.as_deref(),
            ..TextContext::alone(*folder, self.base.as_deref(), &self.pictures)
        };
        match (self.is_markdown, self.is_inline) {
            (false, false) => markdown::html(text, &context),
            (false, true) => markdown::inline_html(text, &context),
            (true, false) => markdown::safe_markdown(text, &context),
            (true, true) => markdown::safe_markdown(text, &context).split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}
