//! Markdown files with YAML front matter.

use std::ops::Range;

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag};

/// Bytes of the front matter and of the text behind it; nothing where a file has no front matter.
pub(super) fn front_matter(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut events = Parser::new_ext(text, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter();
    let (Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)), block) = events.next()? else { return None };
    let yaml = match events.next()? {
        (Event::Text(_), yaml) => yaml,
        _ => block.start..block.start,
    };
    // An empty line may come as an event of its own: the block ends where its closing line begins.
    let end = text[..block.end].trim_end().rfind('\n').map_or(yaml.end, |line| line + 1).max(yaml.end);
    Some((yaml.start..end, block.end..text.len()))
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn front_matter_and_text() {
        let text = "---\nname: Squat\n\ncues: []\n---\nStand up.\n";
        let (yaml, body) = front_matter(text).unwrap();
        assert_eq!(&text[yaml], "name: Squat\n\ncues: []\n");
        assert_eq!(text[body].trim(), "Stand up.");
        assert_eq!(front_matter("No front matter.\n"), None);
    }
}
