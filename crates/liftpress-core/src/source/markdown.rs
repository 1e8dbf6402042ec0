//! Markdown files with YAML front matter.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// Returns the bytes of the front matter and of the text after it; `None` if the file has no front matter.
pub(super) fn front_matter(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut events = Parser::new_ext(text, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter();
    let (Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)), block) = events.next()? else { return None };
    let yaml = match events.next()? {
        (Event::Text(_), yaml) => yaml,
        _ => block.start..block.start,
    };
    // The parser may return an empty line as an event of its own. The block ends where its closing line starts.
    let end = text[..block.end].trim_end().rfind('\n').map_or(yaml.end, |line| line + 1).max(yaml.end);
    Some((yaml.start..end, block.end..text.len()))
}

/// Returns the words of the first-level heading that a text starts with, and the byte at which the text continues.
pub(super) fn first_heading(text: &str) -> Option<(String, usize)> {
    let mut events = Parser::new(text).into_offset_iter();
    let (Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), span) = events.next()? else { return None };
    let inside = events.map(|(event, _)| event).take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let words: String = inside
        .filter_map(|event| match event {
            Event::Text(words) | Event::Code(words) => Some(words.into_string()),
            Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect();
    let words = words.trim();
    (!words.is_empty()).then(|| (words.to_owned(), span.end))
}

#[cfg(test)]
mod tests {
    use super::{first_heading, front_matter};

    #[test]
    fn finds_a_heading_at_the_start_of_a_text() {
        assert_eq!(first_heading("\n# On *rest* & `sets`\n\nText"), Some(("On rest & sets".to_owned(), 22)));
        assert_eq!(
            [first_heading("## Sets"), first_heading("Text\n\n# Sets"), first_heading("#\n")],
            [None, None, None]
        );
    }

    #[test]
    fn splits_front_matter_from_the_text() {
        let text = "---\nname: Squat\n\ncues: []\n---\nStand up.\n";
        let (yaml, body) = front_matter(text).unwrap();
        assert_eq!(&text[yaml], "name: Squat\n\ncues: []\n");
        assert_eq!(text[body].trim(), "Stand up.");
        assert_eq!(front_matter("No front matter.\n"), None);
    }
}
