//! Converts authors' Markdown to a tree of plain values for Typst, so that nothing in the Markdown is run as code.

#![expect(clippy::needless_pass_by_value, reason = "Typst's macro for functions wants values")]

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use typst::World;
use typst::engine::Engine;
use typst::foundations::{Array, Dict, IntoValue, Str, Value, func};

use crate::model::picture_path;
use crate::text::{begins_right_to_left, isolated};

use super::super::blocks::Footnotes;
use super::super::{markdown, outline};
use super::world;

/// Returns Markdown as a list of nodes. Each node is a dictionary with a `kind`. Raw HTML becomes text. Links lead only
/// to web pages and email addresses. A picture that is not in the content folder is replaced by its description.
#[func(name = "markdown")]
pub(super) fn markdown_tree(
    engine: &mut Engine,
    /// The Markdown.
    text: Str,
) -> Array {
    let mut tree = Tree { frames: vec![Frame::default()], footnotes: Footnotes::default() };
    for event in shallow(outline::events(&text)) {
        tree.add(event, &|path| find_file(engine, path));
    }
    tree.finish()
}

/// Isolates right-to-left names, so that a name does not change the order of numbers next to it.
#[func(name = "isolated")]
pub(super) fn isolated_name(
    /// The name.
    text: Str,
) -> Str {
    isolated(&text).into()
}

/// Returns the path of a picture, with the extension that matches the content of the picture.
fn find_file(engine: &Engine<'_>, path: &str) -> Option<String> {
    let endings = [".png", ".jpg", ".gif", ".webp", ".svg", ""];
    let mut paths = endings.iter().map(|ending| format!("{path}{ending}"));
    paths.find(|path| world::id(path).is_some_and(|id| engine.world.file(id).is_ok()))
}

/// The deepest nesting of quotes, lists and emphasis that is printed. Deeper nesting would look the same, and Typst
/// fails at twice this depth.
const DEEPEST: usize = 12;

/// Removes the tags that are nested too deeply, and keeps their content.
fn shallow(events: Vec<Event<'_>>) -> impl Iterator<Item = Event<'_>> {
    let (mut depth, mut dropped) = (0, Vec::new());
    events.into_iter().filter(move |event| match event {
        Event::Start(tag) => {
            let is_dropped = match tag {
                // An item is removed if its list is removed.
                Tag::Item => dropped.last().is_some_and(|is_dropped| *is_dropped),
                Tag::BlockQuote(_) | Tag::List(_) | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                    depth >= DEEPEST
                }
                _ => false,
            };
            depth += usize::from(!is_dropped);
            dropped.push(is_dropped);
            !is_dropped
        }
        Event::End(_) => {
            let is_dropped = dropped.pop().unwrap_or_default();
            depth -= usize::from(!is_dropped && depth > 0);
            !is_dropped
        }
        _ => true,
    })
}

/// The open nodes, starting with the outermost one.
struct Tree<'t> {
    frames: Vec<Frame>,
    footnotes: Footnotes<'t>,
}

/// An open node, with the content so far.
#[derive(Default)]
struct Frame {
    node: Dict,
    children: Vec<Value>,
    /// The text of the node, including the text of its children.
    text: String,
}

impl<'t> Tree<'t> {
    fn add(&mut self, event: Event<'t>, find_file: &dyn Fn(&str) -> Option<String>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let mut node = node("footnote");
                node.insert("number".into(), Str::from(self.footnotes.number(name).to_string()).into_value());
                self.frames.push(Frame { node, ..Frame::default() });
            }
            Event::Start(tag) => self.frames.push(Frame { node: opened(&tag, find_file), ..Frame::default() }),
            Event::End(end) => self.close(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => self.leaf("code", Some(&code)),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.leaf("break", None),
            Event::Rule => self.leaf("rule", None),
            Event::FootnoteReference(name) => {
                let number = self.footnotes.number(name).to_string();
                self.leaf("reference", Some(&number));
            }
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut() {
            frame.text += text;
        }
        self.leaf("text", Some(text));
    }

    fn leaf(&mut self, kind: &str, text: Option<&str>) {
        let mut node = node(kind);
        if let Some(text) = text {
            node.insert("text".into(), Str::from(text).into_value());
        }
        self.push(node.into_value());
    }

    fn push(&mut self, value: Value) {
        if let Some(frame) = self.frames.last_mut() {
            frame.children.push(value);
        }
    }

    fn close(&mut self, end: TagEnd) {
        let Some(Frame { mut node, children, text }) = self.frames.pop() else { return };
        let is_block = matches!(
            end,
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::TableCell | TagEnd::HtmlBlock
        );
        if is_block && begins_right_to_left(&text) == Some(true) {
            node.insert("dir".into(), Str::from("rtl").into_value());
        }
        let all = || children.iter().cloned().collect::<Array>().into_value();
        match end {
            // These children are listed in their parent without a node around them.
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => {
                let all = all();
                if let Some(parent) = self.frames.last_mut() {
                    parent.text += &text;
                }
                return self.push(all);
            }
            TagEnd::List(_) => {
                node.insert("items".into(), all());
            }
            TagEnd::Table => {
                let mut rows = children.iter().cloned();
                node.insert("header".into(), rows.next().unwrap_or_else(|| Array::new().into_value()));
                node.insert("rows".into(), rows.collect::<Array>().into_value());
            }
            TagEnd::CodeBlock | TagEnd::Image => {
                node.insert("text".into(), Str::from(text.trim_end()).into_value());
            }
            _ => {
                node.insert("children".into(), all());
            }
        }
        if let Some(parent) = self.frames.last_mut() {
            parent.text += &text;
        }
        self.push(node.into_value());
    }

    fn finish(mut self) -> Array {
        self.frames.pop().map(|frame| frame.children.into_iter().collect()).unwrap_or_default()
    }
}

fn node(kind: &str) -> Dict {
    let mut node = Dict::new();
    node.insert("kind".into(), Str::from(kind).into_value());
    node
}

/// Returns a node with the values that its start tag gives.
fn opened(tag: &Tag<'_>, find_file: &dyn Fn(&str) -> Option<String>) -> Dict {
    let of = |kind: &str, key: &str, value: Value| {
        let mut node = node(kind);
        node.insert(key.into(), value);
        node
    };
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => node("paragraph"),
        Tag::Heading { .. } => node("heading"),
        Tag::BlockQuote(_) => node("quote"),
        Tag::CodeBlock(_) => node("verbatim"),
        Tag::List(None) => node("list"),
        Tag::List(Some(first)) => of("numbers", "start", i64::try_from(*first).unwrap_or(1).into_value()),
        Tag::Table(columns) => {
            let align = |alignment: &Alignment| match alignment {
                Alignment::Right => "right",
                Alignment::Center => "center",
                Alignment::None | Alignment::Left => "left",
            };
            let align = columns.iter().map(|column| Str::from(align(column)).into_value());
            of("table", "align", align.collect::<Array>().into_value())
        }
        Tag::Emphasis => node("emphasis"),
        Tag::Strong => node("strong"),
        Tag::Strikethrough => node("strike"),
        Tag::Link { dest_url, .. } if markdown::leads_out(dest_url) => {
            of("link", "target", Str::from(dest_url.as_ref()).into_value())
        }
        Tag::Image { dest_url, .. } => {
            let path = find_file(&format!("/{}", picture_path(dest_url)));
            path.map_or_else(|| node("description"), |path| of("picture", "path", Str::from(path).into_value()))
        }
        _ => node("group"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the tree as JSON. Quotes and braces are left out to make it readable.
    fn tree(text: &str) -> String {
        let mut tree = Tree { frames: vec![Frame::default()], footnotes: Footnotes::default() };
        for event in shallow(outline::events(text)) {
            tree.add(event, &|path| (path == "/assets/squat.png").then(|| path.to_owned()));
        }
        serde_json::to_string(&tree.finish()).unwrap().replace(['"', '{', '}'], "").replace("kind:", "")
    }

    #[test]
    fn converts_common_markdown() {
        for (text, expected) in [
            (
                "a **b** *c*",
                "[paragraph,children:[text,text:a ,strong,children:[text,text:b],text,text: ,emphasis,children:[text,text:c]]]",
            ),
            ("- a\n- b", "[list,items:[[text,text:a],[text,text:b]]]"),
            ("3. a", "[numbers,start:3,items:[[text,text:a]]]"),
            ("`#let x = 1`", "[paragraph,children:[code,text:#let x = 1]]"),
            ("#import \"x\"", "[paragraph,children:[text,text:#import \\x\\]]"),
            ("a\nb", "[paragraph,children:[text,text:a,text,text: ,text,text:b]]"),
            (
                "|a|b|\n|-|-:|\n|1|2|",
                "[table,align:[left,right],header:[group,children:[text,text:a],group,children:[text,text:b]],rows:[[group,children:[text,text:1],group,children:[text,text:2]]]]",
            ),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn unsafe_markdown_becomes_text() {
        for (text, expected) in [
            ("<b>x</b>", "[paragraph,children:[text,text:<b>,text,text:x,text,text:</b>]]"),
            ("[a](javascript:b)", "[paragraph,children:[group,children:[text,text:a]]]"),
            ("[a](../b.html)", "[paragraph,children:[group,children:[text,text:a]]]"),
            ("[a](https://b.org)", "[paragraph,children:[link,target:https://b.org,children:[text,text:a]]]"),
            (
                "![deep *squat*](../assets/squat.png)",
                "[paragraph,children:[picture,path:/assets/squat.png,text:deep squat]]",
            ),
            ("![deep](assets/none.png)", "[paragraph,children:[description,text:deep]]"),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }
}
